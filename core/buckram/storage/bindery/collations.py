"""What lies on the bench: the places of a unit with all that is asked of them, the card round it, the
outcomes of earlier collations."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.errors import Stale
from buckram.rules.bindery.checks import CardBox
from buckram.rules.status import Status
from buckram.storage.bindery.searches import CLAIMED, FREE, NOT_FOUND, SEARCHES
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class BenchPlace:
    """A place of a unit on the bench.

    id: of its unit_piece row. piece_id: None for a gap; piece_copy: the copy that the piece came for.
    card_position, volume: of its issue on the card. confirmed_at, caused_on, found_at: "" for not yet.
    came: the piece that is here for a gap now. spare: its own piece that is missing, damaged or was not
    found, None for none: it may turn up.
    """

    id: int
    unit_id: int
    issue_id: int
    piece_id: int | None
    position: int
    role: str
    cause: str
    caused_on: str
    found_at: str
    confirmed_at: str
    confirmed_by: str
    note: str
    title_id: int
    title: str
    run: str
    number: str
    cover: str
    label: str
    volume: str
    card_position: int
    published_on: date | None
    designation: Mapping[str, str]
    status: Status
    version: int
    piece_copy: int | None
    barcode: str
    condition: str
    searches: int
    claimed: bool
    came: int | None
    spare: int | None

    @property
    def here(self) -> bool:
        """Whether a piece lies on the bench."""
        return self.piece_id is not None


@dataclass(frozen=True, slots=True)
class Owned:
    """A piece that bears a barcode of the library's. unit_id, unit: that it is in, None and "" for none."""

    piece_id: int
    issue_id: int
    title_id: int
    title: str
    label: str
    copy_id: int | None
    copy_number: int | None
    unit_id: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Collation:
    """What the bench said of a unit. checks: by name; outcome: "begun" while nobody has ended it."""

    id: int
    unit_id: int
    at: str
    person: str
    checks: Mapping[str, str]
    outcome: str


_SPARE = (
    "(SELECT max(free.id) FROM piece AS free WHERE free.issue_id = unit_piece.issue_id"
    f" AND (free.condition IN ('missing', 'damaged') OR (free.condition = 'good' AND {NOT_FOUND}))"
    " AND free.copy_id IS unit.copy_id"
    " AND NOT EXISTS (SELECT 1 FROM unit_piece AS other WHERE other.piece_id = free.id))"
)
_PLACE = (
    "SELECT unit_piece.id, unit_id, unit_piece.issue_id, piece_id, unit_piece.position, role,"
    " ifnull(cause, ''), ifnull(caused_on, ''), ifnull(found_at, ''), ifnull(confirmed_at, ''),"
    " ifnull(confirmed_by, ''), unit_piece.note, issue.title_id, title.name, run, issue.number, cover,"
    " issue.label, volume, issue.position AS card_position, published_on, designation, issue.status,"
    " issue.version,"
    " piece.copy_id AS piece_copy, ifnull(piece.barcode, ''), ifnull(condition, ''),"
    f" {SEARCHES}, {CLAIMED}, CASE WHEN piece_id IS NULL THEN {FREE} END,"
    f" CASE WHEN piece_id IS NULL THEN {_SPARE} END"
    " FROM unit_piece JOIN unit ON unit.id = unit_id JOIN issue ON issue.id = unit_piece.issue_id"
    " JOIN title ON title.id = issue.title_id LEFT JOIN piece ON piece.id = piece_id"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _place(r: Row) -> BenchPlace:
    values: list[Any] = list(r)
    values[20] = _day(r[20])
    values[21] = json.loads(r[21])
    values[22] = Status(r[22])
    values[28] = bool(r[28])
    return BenchPlace(*values)


def places(library: Library, unit_id: int) -> list[BenchPlace]:
    """The places of a unit, in the order of binding."""
    rows = library.rows(f"{_PLACE} WHERE unit_id = ? ORDER BY unit_piece.position, unit_piece.id", (unit_id,))
    return [_place(r) for r in rows]


def place(library: Library, place_id: int) -> BenchPlace:
    """One place. Raises Stale when it was taken out of its unit meanwhile."""
    row = library.row(f"{_PLACE} WHERE unit_piece.id = ?", (place_id,))
    if row is None:
        raise Stale("This piece was taken out of its unit meanwhile.", "It is shown now as it is.")
    return _place(row)


_BOX = "SELECT id, label, volume, position, run, status, published_on"


def _box(r: Row) -> CardBox:
    return CardBox(r[0], r[1], r[2], r[3], r[4], Status(r[5]), _day(r[6]), bool(r[7]))


def boxes(library: Library, title_id: int, span: tuple[int, int], volumes: Collection[str]) -> list[CardBox]:
    """The boxes of the basic run between two positions, and of these volumes; special issues are not."""
    marks = ", ".join("?" * len(volumes))
    rows = library.rows(
        f"{_BOX}, 0 FROM issue WHERE title_id = ? AND run = 'basic' AND beside IS NULL"
        f" AND (position BETWEEN ? AND ? OR volume IN ({marks})) ORDER BY position",
        (title_id, *span, *volumes),
    )
    return [_box(r) for r in rows]


def beside(library: Library, unit_id: int, title_id: int, span: tuple[str, str]) -> list[CardBox]:
    """Supplements, special issues and indexes of a unit's time: beside one of its issues, dated between two
    days (ISO), or an index of one of its volumes."""
    rows = library.rows(
        f"{_BOX}, EXISTS (SELECT 1 FROM piece WHERE issue_id = issue.id AND condition = 'good'"
        "  AND (copy_id IS NULL OR copy_id IS (SELECT copy_id FROM unit WHERE id = ?1))"
        "  AND NOT EXISTS (SELECT 1 FROM unit_piece WHERE piece_id = piece.id))"
        " FROM issue WHERE title_id = ?2 AND ("
        "  beside IN (SELECT issue_id FROM unit_piece WHERE unit_id = ?1)"
        "  OR (run = 'supplement' AND published_on BETWEEN ?3 AND ?4)"
        "  OR (run = 'index' AND json_extract(designation, '$.a') IN (SELECT"
        "   json_extract(own.designation, '$.a') FROM unit_piece JOIN issue AS own ON own.id = issue_id"
        "   WHERE unit_id = ?1))) ORDER BY run, position",
        (unit_id, title_id, *span),
    )
    return [_box(r) for r in rows]


def following(library: Library, title_id: int, position: int) -> CardBox | None:
    """The next box of the basic run behind a position for which a piece comes."""
    row = library.row(
        f"{_BOX}, 0 FROM issue WHERE title_id = ? AND run = 'basic' AND beside IS NULL AND position > ?"
        " AND status NOT IN ('combined', 'not published') ORDER BY position LIMIT 1",
        (title_id, position),
    )
    return _box(row) if row else None


def owned(library: Library, barcode: str) -> Owned | None:
    """The piece that bears a barcode of the library's, with the unit that it is in."""
    row = library.row(
        "SELECT piece.id, issue.id, issue.title_id, title.name, issue.label, piece.copy_id, copy.number,"
        " unit.id, ifnull(unit.label, '') FROM piece JOIN issue ON issue.id = piece.issue_id"
        " JOIN title ON title.id = issue.title_id LEFT JOIN copy ON copy.id = piece.copy_id"
        " LEFT JOIN unit_piece ON unit_piece.piece_id = piece.id LEFT JOIN unit ON unit.id = unit_id"
        " WHERE barcode = ?",
        (barcode,),
    )
    return Owned(*row) if row else None


def condition(library: Library, piece_id: int) -> str:
    """How a piece is: good, damaged, missing or withdrawn."""
    found: str = library.value("SELECT condition FROM piece WHERE id = ?", (piece_id,))
    return found


def last(library: Library, unit_id: int) -> Collation | None:
    """The newest collation of a unit, ended or not."""
    row = library.row(
        "SELECT id, unit_id, at, person, checks, outcome FROM collation WHERE unit_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (unit_id,),
    )
    return Collation(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5]) if row else None


def refusals(library: Library, unit_ids: Collection[int]) -> dict[int, str]:
    """Why the binder sent units back unbound, in its words: of those whose last lot did."""
    marks = ", ".join("?" * len(unit_ids))
    rows = library.rows(
        f"SELECT unit_id, reason, result FROM lot_line WHERE unit_id IN ({marks}) ORDER BY id",
        tuple(unit_ids),
    )
    latest = {r[0]: (r[1], r[2]) for r in rows}
    return {unit_id: reason for unit_id, (reason, result) in latest.items() if result == "refused"}
