"""Lots: what goes to a binder at once, line by line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot. state: building, closed, sent, back or done. Days are None while they are not known."""

    id: int
    binder_id: int
    binder: str
    number: str
    kind: str
    service: str
    state: str
    order_number: str
    instructions: str
    note: str
    made_at: str
    made_by: str
    pick_up_on: date | None
    due_back_on: date | None
    closed_at: str
    sent_on: date | None
    back_on: date | None
    done_at: str
    units: int


@dataclass(frozen=True, slots=True)
class LotLine:
    """A unit in a lot. price, charged: decimal text, "" where it is not known. result: "" while it is away.

    corrects: the line that was rejected and is done again, or None.
    """

    id: int
    lot_id: int
    unit_id: int
    sequence: int
    box: int | None
    packed_at: str
    packed_by: str
    price: str
    result: str
    came_on: date | None
    came_by: str
    reason: str
    charged: str
    checked: str
    checked_at: str
    checked_by: str
    corrects: int | None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_LOT = (
    "SELECT lot.id, binder_id, binder.name, lot.number, kind, service, lot.state, order_number,"
    " instructions, lot.note, made_at, made_by, pick_up_on, due_back_on, ifnull(closed_at, ''), sent_on,"
    " back_on, ifnull(done_at, ''), (SELECT count(*) FROM lot_line WHERE lot_id = lot.id)"
    " FROM lot JOIN binder ON binder.id = binder_id"
)


def _lot(r: Row) -> Lot:
    values = list(r)
    for at in (12, 13, 15, 16):
        values[at] = _day(r[at])
    return Lot(*values)


def find(library: Library, lot_id: int) -> Lot | None:
    """A lot, or None."""
    row = library.row(f"{_LOT} WHERE lot.id = ?", (lot_id,))
    return _lot(row) if row else None


def get(library: Library, lot_id: int) -> Lot:
    """A lot. Raises NotFound."""
    found = find(library, lot_id)
    if found is None:
        raise NotFound("This lot is no longer there.", "The list shows what is there now.")
    return found


def in_states(library: Library, states: Collection[str]) -> list[Lot]:
    """The lots in these states, newest first."""
    marks = ", ".join("?" * len(states))
    return [
        _lot(r)
        for r in library.rows(f"{_LOT} WHERE lot.state IN ({marks}) ORDER BY lot.id DESC", tuple(states))
    ]


def every(library: Library) -> list[Lot]:
    """All lots, newest first."""
    return [_lot(r) for r in library.rows(f"{_LOT} ORDER BY lot.id DESC")]


_LINE = (
    "SELECT id, lot_id, unit_id, sequence, box, ifnull(packed_at, ''), ifnull(packed_by, ''),"
    " ifnull(price, ''), ifnull(result, ''), came_on, ifnull(came_by, ''), reason, ifnull(charged, ''),"
    " ifnull(checked, ''), ifnull(checked_at, ''), ifnull(checked_by, ''), corrects FROM lot_line"
)


def _line(r: Row) -> LotLine:
    values = list(r)
    values[9] = _day(r[9])
    return LotLine(*values)


def lines(library: Library, lot_id: int) -> list[LotLine]:
    """The lines of a lot, in their order."""
    return [_line(r) for r in library.rows(f"{_LINE} WHERE lot_id = ? ORDER BY sequence, id", (lot_id,))]


def line_of(library: Library, unit_id: int) -> LotLine | None:
    """The line of a unit in the lot that it is in now or was in last."""
    row = library.row(f"{_LINE} WHERE unit_id = ? ORDER BY id DESC LIMIT 1", (unit_id,))
    return _line(row) if row else None


def lines_of(library: Library, unit_id: int) -> list[LotLine]:
    """Every line that a unit ever had, oldest first."""
    return [_line(r) for r in library.rows(f"{_LINE} WHERE unit_id = ? ORDER BY id", (unit_id,))]
