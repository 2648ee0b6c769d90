"""Walks along the shelf: what was scanned, and what ought to stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.errors import NotFound
from buckram.rules.status import Status
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk. location_id: None for everywhere, and location is "" then. pieces: how many were scanned."""

    id: int
    person: str
    station: str
    location_id: int | None
    location: str
    began_at: str
    ended_at: str | None
    pieces: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece that was scanned on the shelf. Missing text is "", what is not known is None.

    sort_name, call_number: where its title stands; the call number is the copy's where the piece is known.
    status, version: of its issue now. location: where the piece belongs.
    """

    id: int
    at: str
    raw: str
    verdict: str
    title_id: int | None
    issue_id: int | None
    piece_id: int | None
    title: str
    sort_name: str
    call_number: str
    label: str
    status: Status | None
    version: int
    location: str
    copy_number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A piece that ought to stand on a shelf. out: it is on its way round its readers.

    from_record: it came with a record, and nobody here received it.
    """

    piece_id: int
    issue_id: int
    version: int
    title_id: int
    title: str
    sort_name: str
    call_number: str
    run: str
    position: int
    label: str
    status: Status
    condition: str
    copy_id: int | None
    copy_number: int
    location_id: int | None
    location: str
    received_on: date
    out: bool
    from_record: bool
    barcode: str


_WALK = (
    "SELECT inventory.id, person, station, location_id, ifnull(location.name, ''), began_at, ended_at,"
    " (SELECT count(*) FROM seen WHERE inventory_id = inventory.id)"
    " FROM inventory LEFT JOIN location ON location.id = location_id"
)

_SEEN = (
    "SELECT seen.id, at, raw, verdict, seen.title_id, seen.issue_id, seen.piece_id, ifnull(title.name, ''),"
    " ifnull(title.sort_name, ''), coalesce(copy.call_number, title.call_number, ''),"
    " ifnull(issue.label, ''), issue.status, ifnull(issue.version, 0), ifnull(location.name, ''),"
    " ifnull(copy.number, 0)"
    " FROM seen LEFT JOIN title ON title.id = seen.title_id LEFT JOIN issue ON issue.id = seen.issue_id"
    " LEFT JOIN piece ON piece.id = seen.piece_id LEFT JOIN copy ON copy.id = piece.copy_id"
    " LEFT JOIN location ON location.id = copy.location_id"
)

# A piece that no copy is recorded for stands where the first copy of its title does.
_STANDING = (
    "SELECT piece.id, issue.id, issue.version, title.id, title.name, title.sort_name,"
    " coalesce(copy.call_number, title.call_number, ''), issue.run, issue.position, issue.label,"
    " issue.status, piece.condition, copy.id, ifnull(copy.number, 1), location.id, ifnull(location.name, ''),"
    " piece.received_on, EXISTS (SELECT 1 FROM round WHERE piece_id = piece.id AND back_on IS NULL),"
    " piece.source = 'record', ifnull(piece.barcode, '')"
    " FROM piece JOIN issue ON issue.id = piece.issue_id JOIN title ON title.id = issue.title_id"
    " LEFT JOIN copy ON copy.id = ifnull(piece.copy_id, (SELECT id FROM copy first"
    "   WHERE first.title_id = title.id AND active ORDER BY number, id LIMIT 1))"
    " LEFT JOIN location ON location.id = copy.location_id"
)


def walk(library: Library, walk_id: int) -> Walk:
    """One walk. Raises NotFound."""
    row = library.row(f"{_WALK} WHERE inventory.id = ?", (walk_id,))
    if row is None:
        raise NotFound("This walk is no longer there.", "Begin one, or take another up.")
    return Walk(*row)


def walks(library: Library, limit: int = 30) -> list[Walk]:
    """The walks: those that go on first, then the newest."""
    rows = library.rows(f"{_WALK} ORDER BY ended_at IS NOT NULL, inventory.id DESC LIMIT ?", (limit,))
    return [Walk(*r) for r in rows]


def locations(library: Library) -> list[tuple[int, str]]:
    """(id, name) of the places that have copies, in their order."""
    rows = library.rows(
        "SELECT id, name FROM location WHERE EXISTS (SELECT 1 FROM copy WHERE location_id = location.id)"
        " ORDER BY position, name"
    )
    return [(r[0], r[1]) for r in rows]


def seen(library: Library, walk_id: int, last: int | None = None) -> list[Seen]:
    """What was scanned on a walk, in the order of scanning; last: only so many of the newest."""
    rows = library.rows(
        f"{_SEEN} WHERE inventory_id = ? ORDER BY seen.id DESC LIMIT ?",
        (walk_id, -1 if last is None else last),
    )
    return [_seen(r) for r in reversed(rows)]


def one_seen(library: Library, seen_id: int) -> Seen:
    """One of them. Raises NotFound."""
    row = library.row(f"{_SEEN} WHERE seen.id = ?", (seen_id,))
    if row is None:
        raise NotFound("This scan was taken back.", "Scan the piece again.")
    return _seen(row)


def _seen(row: Row) -> Seen:
    values = list(row)
    values[11] = Status(row[11]) if row[11] else None
    return Seen(*values)


def last_of_title(library: Library, walk_id: int, title_id: int) -> list[tuple[int, date]]:
    """(id, date) of the last two issues scanned on a walk, the newest scan first, as far as the last scans
    were of this title; two copies of one issue are one."""
    rows = library.rows(
        "SELECT seen.title_id, issue_id, published_on FROM seen LEFT JOIN issue ON issue.id = issue_id"
        " WHERE inventory_id = ? AND verdict <> 'again'"
        # Indexes and supplements stand between the issues, and tell nothing of their order.
        " AND (seen.title_id IS NOT ? OR issue.run = 'basic')"
        " ORDER BY seen.id DESC LIMIT 12",
        (walk_id, title_id),
    )
    found: dict[int, date] = {}
    for of_title, issue_id, day in rows:
        if of_title != title_id or day is None or len(found) == 2:
            break
        found.setdefault(issue_id, date.fromisoformat(day))
    return list(found.items())


def pieces_seen(library: Library, walk_id: int, issue_id: int) -> set[int]:
    """The pieces of an issue that were scanned on a walk."""
    rows = library.rows(
        "SELECT piece_id FROM seen WHERE inventory_id = ? AND issue_id = ? AND piece_id IS NOT NULL",
        (walk_id, issue_id),
    )
    return {r[0] for r in rows}


def pieces_of(library: Library, issue_id: int) -> list[Standing]:
    """The pieces of an issue, withdrawn ones left out, first copy first."""
    rows = library.rows(
        f"{_STANDING} WHERE issue.id = ? AND piece.condition <> 'withdrawn' ORDER BY copy.number, piece.id",
        (issue_id,),
    )
    return [_standing(r) for r in rows]


def standing(library: Library, location_id: int | None) -> list[Standing]:
    """The pieces that the cards say stand at a location (None: anywhere), oldest issue first within a title.

    What is bound, at the bindery or on its way there, withdrawn or missing does not stand on the shelf of
    current issues.
    """
    where = (
        " WHERE issue.status IN ('arrived', 'partial', 'damaged') AND piece.condition IN ('good', 'damaged')"
    )
    marks: tuple[Any, ...] = ()
    if location_id is not None:
        where, marks = f"{where} AND location.id = ?", (location_id,)
    order = " ORDER BY title.id, issue.run, issue.position, piece.id"
    return [_standing(r) for r in library.rows(f"{_STANDING}{where}{order}", marks)]


def _standing(row: Row) -> Standing:
    values = list(row)
    values[10], values[16] = Status(row[10]), date.fromisoformat(row[16])
    values[17], values[18] = bool(row[17]), bool(row[18])
    return Standing(*values)


def wanted_at(library: Library, issue_id: int, location_id: int | None) -> int | None:
    """The first copy at a location (None: anywhere) that wants a piece of an issue and has none."""
    copy_id: int | None = library.value(
        "SELECT copy.id FROM copy JOIN issue ON issue.title_id = copy.title_id WHERE issue.id = ?1 AND active"
        " AND (?2 IS NULL OR location_id = ?2) AND NOT EXISTS (SELECT 1 FROM piece WHERE issue_id = ?1"
        "  AND copy_id = copy.id AND condition IN ('good', 'damaged')) ORDER BY copy.number, copy.id LIMIT 1",
        (issue_id, location_id),
    )
    return copy_id


def recent(library: Library, title_id: int, count: int = 36) -> list[tuple[int, str, Status]]:
    """(id, label, status) of the issues of a title that may stand on its shelf: newest first.

    Those that came, and of those that are expected the next two after the last that came.
    """
    rows = library.rows(
        "SELECT id, label, status FROM issue WHERE title_id = ?1 AND (status <> 'expected' OR id IN ("
        "  SELECT id FROM issue e WHERE e.title_id = ?1 AND e.status = 'expected' AND e.position > ifnull("
        "    (SELECT max(position) FROM issue c WHERE c.title_id = ?1 AND c.run = e.run"
        "     AND c.status <> 'expected'), 0) ORDER BY e.position LIMIT 2)"
        "  OR position < (SELECT max(position) FROM issue c WHERE c.title_id = ?1 AND c.run = issue.run"
        "    AND c.status <> 'expected'))"
        " ORDER BY run, position DESC LIMIT ?2",
        (title_id, count),
    )
    return [(r[0], r[1], Status(r[2])) for r in rows]
