"""What a library decided once."""

from __future__ import annotations

import json
from typing import Any

from buckram.storage.library import Library


def read(library: Library, name: str, default: Any = None) -> Any:
    """A setting's value, or `default` when it was never made."""
    text = library.value("SELECT value FROM setting WHERE name = ?", (name,))
    return default if text is None else json.loads(text)


def write(library: Library, name: str, value: Any) -> None:
    """Make a setting (inside a transaction). value: anything JSON can say."""
    library.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False)),
    )
