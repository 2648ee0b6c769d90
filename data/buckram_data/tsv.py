"""A table as text: columns parted by tabs, below a row that names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read(path: Path, columns: int) -> Iterator[list[str]]:
    """The rows below the header. Trailing empty cells may be left out, as spreadsheets do."""
    header = True
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) > columns:
            raise ValueError(f"{path.name}, line {number}: {len(row)} columns, not {columns}")
        if header:
            header = False
        else:
            yield row + [""] * (columns - len(row))
