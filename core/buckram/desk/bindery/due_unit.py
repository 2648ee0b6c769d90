"""A unit that nobody has picked yet, as the due list and the batch builder have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from buckram.rules.bindery.dueness import Due


class DuePiece(NamedTuple):
    """One place of a unit, in the order of binding. piece_id: None for a gap; cause: why it is one, "" where
    nobody has said; "mutilated" beside a piece that is here, but damaged. role: issue, supplement, special,
    index, title page or contents."""

    issue_id: int
    piece_id: int | None
    role: str
    label: str
    cause: str


@dataclass(frozen=True, slots=True)
class DueUnit:
    """A unit that may be picked, or is still forming.

    key: the same as long as its first issue is. copy_id: None for a title without copies. label: as it is
    called; whole: a whole volume or year. since: the day from which it has been due, or until which it waits;
    None where that is not known. why: one short sentence. thickness: tenths of a millimetre, estimated;
    thickness_by: on what ground. warnings: what a preparer has to look at, each a short sentence.
    copy_number: 0 where the title has one copy only. called_by: the issue whose receipt called it. begins:
    the position of its first issue on the card.
    """

    key: str
    title_id: int
    copy_id: int | None
    binding_id: int
    title: str
    sort_name: str
    call_number: str
    location_id: int | None
    location: str
    location_position: int
    label: str
    whole: bool
    state: Due
    since: date | None
    why: str
    pieces: tuple[DuePiece, ...]
    thickness: int
    warnings: tuple[str, ...]
    copy_number: int = 0
    called_by: int | None = None
    thickness_by: str = ""
    begins: int = 0
