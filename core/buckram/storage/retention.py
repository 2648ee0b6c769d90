"""What the copies that are not kept for ever have in the house, and what came in another form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.rules.status import Status
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that stands in the house for a copy with a retention.

    keeps: what a person decided on that copy, "" for nothing; retention: MARC 008/12-15 or 852 $f, "" for
    none. call_sort: where the copy stands. stays_bound: another copy of the title has this issue and does
    not wait for the binding, so that this piece is not the one that was bound.
    """

    piece_id: int
    issue_id: int
    version: int
    title_id: int
    title: str
    sort_name: str
    run: str
    label: str
    published_on: date | None
    received_on: date
    status: Status
    copy_id: int
    copy_number: int
    location: str
    location_position: int
    call_number: str
    keeps: str
    retention: str
    barcode: str
    stays_bound: bool


@dataclass(frozen=True, slots=True)
class Replaced:
    """Issues of a title that are here in another form. form: microfilm, online or cumulation."""

    id: int
    title_id: int
    form: str
    from_on: date
    until_on: date
    came_on: date


# A piece that is at the bindery, or being prepared for it, is not on a shelf that anybody clears.
_KEPT = (
    "SELECT piece.id, issue.id, issue.version, title.id, title.name, title.sort_name, issue.run, issue.label,"
    " issue.published_on, piece.received_on, issue.status, copy.id, copy.number,"
    " ifnull(location.name, ''), ifnull(location.position, 0),"
    " coalesce(copy.call_number, title.call_number, ''), ifnull(copy.keeps, ''), ifnull(copy.retention, ''),"
    " ifnull(piece.barcode, ''),"
    " issue.status = 'bound' AND EXISTS (SELECT 1 FROM piece other"
    "   JOIN copy theirs ON theirs.id = other.copy_id WHERE other.issue_id = issue.id"
    "   AND theirs.id <> copy.id AND theirs.active AND ifnull(theirs.keeps, '') NOT LIKE '%bound%'"
    "   AND other.condition IN ('good', 'damaged'))"
    " FROM copy JOIN piece ON piece.copy_id = copy.id JOIN issue ON issue.id = piece.issue_id"
    " JOIN title ON title.id = copy.title_id LEFT JOIN location ON location.id = copy.location_id"
    " WHERE (copy.keeps IS NOT NULL OR copy.retention IS NOT NULL)"
    " AND piece.condition IN ('good', 'damaged') AND piece.kind IN ('regular', 'replacement')"
    " AND issue.status IN ('arrived', 'partial', 'damaged', 'bound')"
)


def kept(library: Library, title_id: int | None = None) -> list[Kept]:
    """Every such piece, of one title or of all: by copy, then by run, the oldest issue first."""
    only, marks = (" AND copy.title_id = ?", (title_id,)) if title_id is not None else ("", ())
    return [
        Kept(
            piece_id=r[0],
            issue_id=r[1],
            version=r[2],
            title_id=r[3],
            title=r[4],
            sort_name=r[5],
            run=r[6],
            label=r[7],
            published_on=date.fromisoformat(r[8]) if r[8] else None,
            received_on=date.fromisoformat(r[9]),
            status=Status(r[10]),
            copy_id=r[11],
            copy_number=r[12],
            location=r[13],
            location_position=r[14],
            call_number=r[15],
            keeps=r[16],
            retention=r[17],
            barcode=r[18],
            stays_bound=bool(r[19]),
        )
        for r in library.rows(f"{_KEPT}{only} ORDER BY copy.id, issue.run, issue.position, piece.id", marks)
    ]


def replaced(library: Library, title_id: int | None = None) -> list[Replaced]:
    """What came in another form, of one title or of all, oldest first."""
    only, marks = (" WHERE title_id = ?", (title_id,)) if title_id is not None else ("", ())
    rows = library.rows(
        f"SELECT id, title_id, form, from_on, until_on, came_on FROM replaced{only} ORDER BY came_on, id",
        marks,
    )
    return [Replaced(r[0], r[1], r[2], *(date.fromisoformat(day) for day in r[3:6])) for r in rows]


def bound_since(library: Library, issue_ids: Sequence[int]) -> dict[int, str]:
    """The moment (UTC, ISO text) at which each issue was said to be bound, where that was done here."""
    found: dict[int, str] = {}
    for issue_id in issue_ids:
        at = library.value(
            'SELECT at FROM act WHERE issue_id = ? AND changes LIKE \'%"status": "bound"%\''
            " ORDER BY id DESC LIMIT 1",
            (issue_id,),
        )
        if at:
            found[issue_id] = at
    return found
