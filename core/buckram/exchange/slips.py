"""Routing slips: who reads a piece before it goes to its shelf, in order, with a box for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

COLUMNS = 40
"""Characters to a line of a slip; on paper it takes the width of the slip."""

EMPTY_LINES = 4
"""On a slip without readers: room to write some on."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip. readers: (name, note) in order. copy: "c.2", or "". day: of receipt, ISO.

    note: a line for all readers, or "". return_to: where it goes in the end.
    """

    title: str
    issue: str
    copy: str
    call_number: str
    readers: Sequence[tuple[str, str]]
    note: str
    return_to: str
    day: str

    def plain(self) -> dict[str, Any]:
        """As JSON can say it; `Slip(**plain)` is the same again."""
        return asdict(self)


def slip_text(slip: Slip, templates: str = "") -> str:
    """The slip as text, by the template `slip.txt`. templates: a folder with the library's own, or ""."""
    from buckram.exchange.templates import rendered

    return rendered("slip.txt", {"slip": slip, "columns": COLUMNS, "empty": EMPTY_LINES}, templates)
