"""Routing slips and recall notes: who reads a piece before it goes to its shelf, in order, a box for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

COLUMNS = 40
"""Characters to a line of a slip; on paper it takes the width of the slip."""

EMPTY_LINES = 4
"""On a slip without readers: room to write some on."""


@dataclass(frozen=True, slots=True)
class SlipReader:
    """A reader on a slip. Missing text is "".

    until: the day on which the piece is passed on, as people read it, "" where only the contents page goes.
    """

    name: str
    until: str = ""
    contents_only: bool = False
    note: str = ""
    place: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip. readers: in order. copy: "c.2", or "". day: on which it sets out.

    note: a line for all readers, or "". return_to: where it goes in the end; due: when about. recall: it is a
    note that calls the piece back; mail: to its one reader by mail. erased: its readers are no longer known.
    """

    title: str
    issue: str
    copy: str
    call_number: str
    readers: Sequence[SlipReader]
    note: str
    return_to: str
    day: str
    due: str = ""
    recall: bool = False
    mail: bool = False
    erased: bool = False

    def plain(self) -> dict[str, Any]:
        """As JSON can say it; `slip_of` makes the same again."""
        return asdict(self)


def slip_of(values: Mapping[str, Any]) -> Slip:
    """The slip that `plain` told."""
    readers = [SlipReader(**one) for one in values["readers"]]
    return Slip(**{**values, "readers": readers})


def slip_text(slip: Slip, templates: str = "") -> str:
    """The slip as text, by the template `slip.txt` or `recall.txt`.

    templates: a folder with the library's own, or "".
    """
    from buckram.exchange.templates import rendered

    name = "recall.txt" if slip.recall else "slip.txt"
    return rendered(name, {"slip": slip, "columns": COLUMNS, "empty": EMPTY_LINES}, templates)
