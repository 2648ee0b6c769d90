"""Lots that are out or came back: their lines with all that is to be known of each, in one question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.rules.bindery.coming_back import Result, Step, waits_for
from buckram.rules.bindery.faults import FaultClass, Found, Whose
from buckram.rules.bindery.states import State
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class BackLine:
    """A unit of a lot that was sent, with its title, ticket and volume.

    version: moment of the unit's last move, which tells whether somebody else was faster. pieces: how many
    it was made of when it went. ticket, barcode, price, charged, reason ...: "" where there is none.
    faults: how many the check found. volume_id: None until it is accepted. newest: its unit has been in no
    lot since.
    """

    id: int
    lot_id: int
    lot: str
    lot_state: str
    kind: str
    service: str
    sent_on: date | None
    binder: str
    currency: str
    sequence: int
    box: int | None
    unit_id: int
    state: State
    version: str
    label: str
    rush: bool
    title_id: int
    title: str
    sort_name: str
    call_number: str
    copy_number: int | None
    location_id: int | None
    location: str
    location_position: int
    pieces: int
    ticket: str
    result: Result
    came_on: date | None
    came_by: str
    reason: str
    price: str
    charged: str
    checked: str
    corrects: int | None
    faults: int
    volume_id: int | None
    barcode: str
    processed_at: str
    shelved_on: date | None
    binder_id: int
    newest: bool

    @property
    def step(self) -> Step:
        """What it waits for."""
        if not self.newest:
            return Step.DONE
        return waits_for(self.state, self.result, self.checked, barcoded=bool(self.barcode))

    @property
    def name(self) -> str:
        """Title and volume, as sentences have them."""
        copy = f", c.{self.copy_number}" if self.copy_number and self.copy_number > 1 else ""
        return f"{self.title}, {self.label}{copy}"


_LINE = (
    "SELECT line.id, line.lot_id, lot.number, lot.state, lot.kind, lot.service, lot.sent_on, binder.name,"
    " binder.currency, line.sequence, line.box, unit.id, unit.state, unit.moved_at, unit.label, unit.rush,"
    " title.id, title.name, title.sort_name, coalesce(copy.call_number, title.call_number, ''), copy.number,"
    " location.id, ifnull(location.name, ''), ifnull(location.position, 0),"
    " coalesce(line.pieces, (SELECT count(*) FROM unit_piece"
    "  WHERE unit_id = unit.id AND piece_id IS NOT NULL)),"
    " ifnull((SELECT number FROM ticket WHERE unit_id = unit.id ORDER BY id DESC LIMIT 1), ''),"
    " ifnull(line.result, ''), line.came_on, ifnull(line.came_by, ''), line.reason, ifnull(line.price, ''),"
    " ifnull(line.charged, ''), ifnull(line.checked, ''), line.corrects,"
    " (SELECT count(*) FROM binding_fault WHERE lot_line_id = line.id),"
    " volume.id, ifnull(volume.barcode, ''), ifnull(volume.processed_at, ''), volume.shelved_on,"
    " lot.binder_id, NOT EXISTS (SELECT 1 FROM lot_line later WHERE later.unit_id = unit.id"
    "  AND later.id > line.id)"
    " FROM lot_line AS line JOIN lot ON lot.id = line.lot_id JOIN binder ON binder.id = lot.binder_id"
    " JOIN unit ON unit.id = line.unit_id JOIN title ON title.id = unit.title_id"
    " LEFT JOIN copy ON copy.id = unit.copy_id LEFT JOIN volume ON volume.unit_id = unit.id"
    " LEFT JOIN location ON location.id = coalesce(volume.location_id, copy.location_id)"
)

_OUT = "lot.state IN ('sent', 'back')"
"""The lots that are out, or of which something is still open."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _line(row: Row) -> BackLine:
    values = list(row)
    values[6], values[27], values[38] = _day(row[6]), _day(row[27]), _day(row[38])
    values[12], values[15], values[26] = State(row[12]), bool(row[15]), Result(row[26])
    values[40] = bool(row[40])
    return BackLine(*values)


def of_lot(library: Library, lot_id: int) -> list[BackLine]:
    """The lines of a lot: rush first, then as they were sent."""
    rows = library.rows(
        f"{_LINE} WHERE line.lot_id = ? ORDER BY unit.rush DESC, line.sequence, line.id", (lot_id,)
    )
    return [_line(r) for r in rows]


def out(library: Library) -> list[BackLine]:
    """The lines of every lot that is out: rush lots and units first, then the oldest shipment."""
    rows = library.rows(
        f"{_LINE} WHERE {_OUT} ORDER BY lot.service = 'rush' DESC, unit.rush DESC, lot.sent_on, lot.id,"
        " line.sequence, line.id"
    )
    return [_line(r) for r in rows]


def get(library: Library, line_id: int) -> BackLine:
    """One line. Raises NotFound."""
    row = library.row(f"{_LINE} WHERE line.id = ?", (line_id,))
    if row is None:
        raise NotFound("This line is no longer in its lot.", "The list shows what is there now.")
    return _line(row)


def of_unit(library: Library, unit_id: int) -> BackLine | None:
    """The line of a unit in the lot that it is in now or was in last, whatever state that is in; or None."""
    row = library.row(f"{_LINE} WHERE unit.id = ? ORDER BY line.id DESC LIMIT 1", (unit_id,))
    return _line(row) if row else None


def unit_of_barcode(library: Library, barcode: str) -> int | None:
    """The unit that the piece with this barcode of the library's is in, or None."""
    found: int | None = library.value(
        "SELECT unit_id FROM unit_piece JOIN piece ON piece.id = piece_id WHERE barcode = ?", (barcode,)
    )
    return found


def away_of_titles(library: Library, title_ids: Collection[int]) -> list[BackLine]:
    """The lines of these titles that have not come back, rush and the oldest shipment first."""
    marks = ", ".join("?" * len(title_ids))
    rows = library.rows(
        f"{_LINE} WHERE unit.title_id IN ({marks}) AND {_OUT} AND unit.state = 'shipped'"
        " AND ifnull(line.result, 'short') = 'short'"
        " ORDER BY lot.service = 'rush' DESC, unit.rush DESC, lot.sent_on, lot.id, line.sequence, line.id",
        tuple(title_ids),
    )
    return [_line(r) for r in rows]


def found(library: Library, line_id: int) -> tuple[Found, ...]:
    """The faults that the check of a line found, in the order in which they were noted."""
    rows = library.rows(
        "SELECT code, whose, note FROM binding_fault WHERE lot_line_id = ? ORDER BY id", (line_id,)
    )
    return tuple(Found(r[0], Whose(r[1]), r[2]) for r in rows)


def fault_ids(library: Library, line_id: int) -> list[int]:
    """The rows of these faults."""
    return [r[0] for r in library.rows("SELECT id FROM binding_fault WHERE lot_line_id = ?", (line_id,))]


def faults_of_lot(library: Library, lot_id: int) -> dict[FaultClass, int]:
    """How many faults of each class a lot had."""
    rows = library.rows(
        "SELECT class, count(*) FROM binding_fault JOIN lot_line ON lot_line.id = lot_line_id"
        " WHERE lot_id = ? GROUP BY class",
        (lot_id,),
    )
    return {FaultClass(r[0]): r[1] for r in rows}


def correction_lot(library: Library, binder_id: int) -> int | None:
    """The lot of corrections for a binder that is being built, or None."""
    held: int | None = library.value(
        "SELECT id FROM lot WHERE binder_id = ? AND kind = 'corrections' AND state = 'building'"
        " ORDER BY id DESC LIMIT 1",
        (binder_id,),
    )
    return held


def counted(library: Library, lot_id: int) -> int | None:
    """How many volumes were counted out of the boxes of a lot, None where nobody counted."""
    number: int | None = library.value("SELECT counted FROM lot WHERE id = ?", (lot_id,))
    return number


@dataclass(frozen=True, slots=True)
class Stray:
    """What came with a lot and was not sent. settled: what became of it, "" while it lies here."""

    id: int
    lot_id: int
    what: str
    came_on: date
    settled: str


def strays(library: Library, lot_id: int) -> list[Stray]:
    """What came with a lot and was not sent in any, first come first."""
    rows = library.rows(
        "SELECT id, lot_id, what, came_on, settled FROM stray WHERE lot_id = ? ORDER BY id", (lot_id,)
    )
    return [Stray(r[0], r[1], r[2], date.fromisoformat(r[3]), r[4]) for r in rows]
