"""What is with the binder: issues and their volumes, the lots that they went with, when they are due back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from buckram.storage.library import Library

# What did not come with its lot is still at the binder's: nobody else can have it.
_NOT_BACK = "(result IS NULL OR result = 'short')"
# The line with which a unit is away now: of its lines the one on which nothing has come.
_AWAY = (
    " JOIN unit ON unit.id = unit_piece.unit_id AND unit.state = 'shipped'"
    f" JOIN lot_line ON lot_line.unit_id = unit.id AND {_NOT_BACK}"
    " JOIN lot ON lot.id = lot_line.lot_id AND lot.state IN ('sent', 'back')"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def due_back(library: Library, issue_ids: Collection[int]) -> dict[int, date]:
    """Of these issues, those whose pieces are all at the binder's: when the first ought to be back."""
    if not issue_ids:
        return {}
    rows = library.rows(
        f"SELECT issue_id, min(due_back_on) FROM unit_piece{_AWAY}"
        " WHERE issue_id IN (SELECT value FROM json_each(?)) AND piece_id IS NOT NULL"
        " AND due_back_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM piece other WHERE"
        "  other.issue_id = unit_piece.issue_id AND other.condition IN ('good', 'damaged')"
        "  AND other.kind NOT IN ('gift', 'extra') AND NOT EXISTS"
        "  (SELECT 1 FROM unit_piece p JOIN unit u ON u.id = p.unit_id AND u.state = 'shipped'"
        "   WHERE p.piece_id = other.id)) GROUP BY issue_id",
        (json.dumps(list(issue_ids)),),
    )
    return {r[0]: date.fromisoformat(r[1]) for r in rows}


def due_back_of_title(library: Library, title_id: int) -> dict[int, date]:
    """Of the issues of a title that are at the bindery: on which day the first piece ought to be back."""
    rows = library.rows(
        "SELECT id FROM issue WHERE title_id = ? AND status = 'at bindery'",
        (title_id,),
    )
    return due_back(library, [r[0] for r in rows])


@dataclass(frozen=True, slots=True)
class AwayVolume:
    """A unit that is at the binder's. copy_number: 0 where it is of no copy; due_back_on: None: not known."""

    unit_id: int
    label: str
    copy_number: int
    lot: str
    due_back_on: date | None


def volumes_of_title(library: Library, title_id: int) -> list[AwayVolume]:
    """The units at the binder's with issues of this title in them, the oldest first.

    A unit of which readers have every issue on the shelf, in another copy, is one of them.
    """
    rows = library.rows(
        "SELECT unit.id, unit.label, ifnull(copy.number, 0), lot.number,"
        f" due_back_on FROM issue JOIN unit_piece ON unit_piece.issue_id = issue.id{_AWAY}"
        " LEFT JOIN copy ON copy.id = unit.copy_id"
        " WHERE issue.title_id = ? AND piece_id IS NOT NULL"
        " GROUP BY unit.id ORDER BY min(issue.position), unit.id",
        (title_id,),
    )
    return [AwayVolume(r[0], r[1], r[2], r[3], _day(r[4])) for r in rows]


def in_no_lot(library: Library, title_id: int) -> int:
    """How many issues of a title are at the bindery since before its lots were kept here."""
    found: int = library.value(
        "SELECT count(*) FROM issue WHERE title_id = ? AND status = 'at bindery' AND NOT EXISTS"
        f" (SELECT 1 FROM unit_piece{_AWAY} WHERE issue_id = issue.id AND piece_id IS NOT NULL)",
        (title_id,),
    )
    return found


@dataclass(frozen=True, slots=True)
class Lacking:
    """A unit that an issue is a gap of. state: of the unit; lot: the number of its lot, "" for none."""

    unit_id: int
    label: str
    state: str
    lot: str
    due_back_on: date | None


def units_lacking(library: Library, issue_id: int, piece_id: int) -> list[Lacking]:
    """The units of a piece's copy in which its issue has a place and no piece, oldest first."""
    rows = library.rows(
        "SELECT unit.id, unit.label, unit.state, ifnull(lot.number, ''), due_back_on FROM unit_piece"
        " JOIN unit ON unit.id = unit_piece.unit_id"
        " LEFT JOIN lot_line ON lot_line.id = (SELECT max(id) FROM lot_line WHERE unit_id = unit.id)"
        " LEFT JOIN lot ON lot.id = lot_line.lot_id"
        " WHERE issue_id = ? AND piece_id IS NULL AND (unit.copy_id IS NULL"
        "  OR unit.copy_id IS (SELECT copy_id FROM piece WHERE id = ?)) ORDER BY unit.id",
        (issue_id, piece_id),
    )
    return [Lacking(r[0], r[1], r[2], r[3], _day(r[4])) for r in rows]


@dataclass(frozen=True, slots=True)
class LotCounts:
    """How far a lot is. packed: lines in boxes; away: units that are at the binder's with it now."""

    units: int
    packed: int
    boxes: int
    away: int


def counts(library: Library) -> dict[int, LotCounts]:
    """Every lot that has units, with how far it is."""
    rows = library.rows(
        "SELECT lot_id, count(*), count(packed_at), ifnull(max(box), 0),"
        f" sum({_NOT_BACK} AND unit.state = 'shipped')"
        " FROM lot_line JOIN unit ON unit.id = unit_id GROUP BY lot_id"
    )
    return {r[0]: LotCounts(*tuple(r)[1:]) for r in rows}


def units_overdue(library: Library, today: date) -> dict[int, int]:
    """The lots that were due back before today and of which units are still away: lot -> how many."""
    rows = library.rows(
        "SELECT lot.id, count(*) FROM lot INDEXED BY lot_by_state"
        f" CROSS JOIN lot_line ON lot_line.lot_id = lot.id AND {_NOT_BACK}"
        " CROSS JOIN unit ON unit.id = lot_line.unit_id AND unit.state = 'shipped'"
        " WHERE lot.state IN ('sent', 'back') AND due_back_on < ? GROUP BY lot.id",
        (today.isoformat(),),
    )
    return {r[0]: r[1] for r in rows}
