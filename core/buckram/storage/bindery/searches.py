"""What a unit lacks: where it was looked for, and what came for it meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from buckram.rules.status import Status
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Search:
    """One look for a piece. place: where; found: whether it was there."""

    id: int
    unit_piece_id: int
    on_day: date
    person: str
    place: str
    found: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a unit without a piece, for lists.

    cause: "" where nobody has said. searches: how many looks found nothing. claimed: a claim for its issue
    is open. came: the piece that is here for it now, None for none.
    """

    place_id: int
    unit_id: int
    issue_id: int
    number: str
    label: str
    cause: str
    status: Status
    searches: int
    claimed: bool
    came: int | None


NOT_FOUND = "(cause IS 'lost' AND free.copy_id IS unit.copy_id AND free.received_on < date(unit.made_at))"
"""The copy's own piece, which its card has as here, was not where it stands: it did not come since."""

FREE = (
    "(SELECT min(free.id) FROM piece AS free WHERE free.issue_id = unit_piece.issue_id"
    " AND free.condition = 'good'"
    " AND (free.copy_id IS NULL OR unit.copy_id IS NULL OR free.copy_id = unit.copy_id)"
    " AND NOT EXISTS (SELECT 1 FROM unit_piece AS other WHERE other.piece_id = free.id)"
    f" AND NOT {NOT_FOUND})"
)
"""The piece that may fill a gap: of the unit's copy or of none (a gift), good, in no unit, and not the one
that was looked for on the shelf and was not there."""

SEARCHES = "(SELECT count(*) FROM search WHERE unit_piece_id = unit_piece.id AND NOT found)"

CLAIMED = "EXISTS (SELECT 1 FROM claim WHERE claim.issue_id = unit_piece.issue_id AND closed_at IS NULL)"


def gaps(library: Library, unit_ids: Iterable[int]) -> dict[int, list[Gap]]:
    """The gaps of units in the order of binding, in one question to the file; units without are left out."""
    wanted = list(unit_ids)
    marks = ", ".join("?" * len(wanted))
    found: dict[int, list[Gap]] = {}
    rows = library.rows(
        "SELECT unit_piece.id, unit_id, unit_piece.issue_id, issue.number, issue.label, ifnull(cause, ''),"
        f" issue.status, {SEARCHES}, {CLAIMED}, {FREE}"
        " FROM unit_piece JOIN unit ON unit.id = unit_id JOIN issue ON issue.id = unit_piece.issue_id"
        f" WHERE unit_id IN ({marks}) AND piece_id IS NULL ORDER BY unit_piece.position, unit_piece.id",
        tuple(wanted),
    )
    for r in rows:
        gap = Gap(r[0], r[1], r[2], r[3], r[4], r[5], Status(r[6]), r[7], bool(r[8]), r[9])
        found.setdefault(gap.unit_id, []).append(gap)
    return found


def of_place(library: Library, place_id: int) -> list[Search]:
    """The looks for one piece, oldest first."""
    rows = library.rows(
        "SELECT id, unit_piece_id, on_day, person, place, found FROM search WHERE unit_piece_id = ?"
        " ORDER BY on_day, id",
        (place_id,),
    )
    return [Search(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], bool(r[5])) for r in rows]


def held_to_look_at(library: Library, today: date) -> tuple[list[str], list[str]]:
    """The held units for which nobody waits any longer, and the others for which a piece came: each as its
    title and label, the longest held first."""
    rows = library.rows(
        f"SELECT title.name || ', ' || unit.label, ifnull(give_up_on <= ?, 0), max({FREE} IS NOT NULL)"
        " FROM unit JOIN title ON title.id = unit.title_id"
        " JOIN unit_piece ON unit_piece.unit_id = unit.id AND piece_id IS NULL"
        " WHERE unit.state = 'held' GROUP BY unit.id ORDER BY give_up_on, unit.id",
        (today.isoformat(),),
    )
    return [r[0] for r in rows if r[1]], [r[0] for r in rows if r[2] and not r[1]]
