"""What picking asks of the file: the number of the next lot, and what another unit has already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from buckram.storage.bindery.made import copy_like
from buckram.storage.library import Library


def next_number(library: Library, binder_id: int, year: str) -> str:
    """The number of a binder's next lot in a year: "2026-01", "2026-02" ..."""
    last: int = library.value(
        "SELECT ifnull(max(CAST(substr(number, 6) AS INTEGER)), 0) FROM lot"
        " WHERE binder_id = ? AND number GLOB ? || '-[0-9]*'",
        (binder_id, year),
    )
    return f"{year}-{last + 1:02}"


def next_sequence(library: Library, lot_id: int) -> int:
    """The place of the next line of a lot, from 1."""
    found: int = library.value(
        "SELECT ifnull(max(sequence), 0) + 1 FROM lot_line WHERE lot_id = ?", (lot_id,)
    )
    return found


def open_lot_of(library: Library, unit_id: int) -> tuple[int, str] | None:
    """(id, number) of the lot that a unit is in and that has not come back, or None."""
    row = library.row(
        "SELECT lot.id, lot.number FROM lot_line JOIN lot ON lot.id = lot_id"
        " WHERE unit_id = ? AND result IS NULL AND lot.state IN ('building', 'closed', 'sent')"
        " ORDER BY lot_line.id DESC LIMIT 1",
        (unit_id,),
    )
    return (row[0], row[1]) if row else None


def sent_in(library: Library, unit_id: int) -> str:
    """The number of the last lot in which a unit was closed or sent, "" where it never was."""
    found: str = library.value(
        "SELECT ifnull((SELECT lot.number FROM lot_line JOIN lot ON lot.id = lot_id WHERE unit_id = ?"
        "  AND lot.state <> 'building' ORDER BY lot_line.id DESC LIMIT 1), '')",
        (unit_id,),
    )
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """A place of a unit that another one wants too. by, at: who made that unit, and when."""

    issue_id: int
    unit_id: int
    unit: str
    by: str
    at: str


def taken(library: Library, title_id: int, copy_id: int | None, issue_ids: Collection[int]) -> list[Taken]:
    """Which of these issues are in a unit of this title and copy already, or in one of another title that
    took them in; pieces and gaps alike."""
    marks = ", ".join("?" * len(issue_ids))
    rows = library.rows(
        "SELECT unit_piece.issue_id, unit.id, unit.label, unit.made_by, unit.made_at, unit.copy_id,"
        " unit.title_id FROM unit_piece JOIN unit ON unit.id = unit_id"
        f" WHERE unit_piece.issue_id IN ({marks}) AND (unit.copy_id IS ? OR unit.title_id <> ?)"
        " AND unit.state NOT IN ('cancelled', 'discarded')",
        (*issue_ids, copy_id, title_id),
    )
    return [
        Taken(*tuple(row)[:5])
        for row in rows
        if row[6] == title_id or copy_like(library, row[5], title_id) == copy_id
    ]


def loose(library: Library) -> list[int]:
    """The units that are in no lot, and could go into one: made, not bound, not away, by id."""
    rows = library.rows(
        "SELECT unit.id FROM unit WHERE unit.state IN ('picked', 'pulled', 'collated', 'ready', 'ticketed',"
        " 'rejected') AND NOT EXISTS (SELECT 1 FROM lot_line JOIN lot ON lot.id = lot_id"
        "  WHERE unit_id = unit.id AND result IS NULL AND lot.state IN ('building', 'closed', 'sent'))"
        " ORDER BY unit.id"
    )
    return [row[0] for row in rows]


class Stands(NamedTuple):
    """A piece that is here. loose: it is in no unit, and stays on its shelf when units are pulled."""

    label: str
    copy_id: int | None
    loose: bool


def standing(library: Library, title_ids: Collection[int]) -> dict[int, list[Stands]]:
    """The pieces of each of these titles that are here and not bound, in the order of the shelf."""
    found: dict[int, list[Stands]] = {title_id: [] for title_id in title_ids}
    marks = ", ".join("?" * len(found))
    rows = library.rows(
        "SELECT title_id, label, copy_id, NOT EXISTS (SELECT 1 FROM unit_piece WHERE piece_id = piece.id)"
        " FROM issue JOIN piece ON piece.issue_id = issue.id"
        f" WHERE title_id IN ({marks}) AND condition IN ('good', 'damaged') AND status <> 'bound'"
        " ORDER BY title_id, run, issue.position, piece.id",
        tuple(found),
    )
    for title_id, *stands in rows:
        found[title_id].append(Stands(stands[0], stands[1], bool(stands[2])))
    return found


def found_at(library: Library, unit_piece_id: int) -> str | None:
    """When a piece was taken off its shelf, None while it was not."""
    found: str | None = library.value("SELECT found_at FROM unit_piece WHERE id = ?", (unit_piece_id,))
    return found
