"""A lot on the packing table: its units with their tickets, its boxes with their weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.totals import thicknesses
from buckram.exchange.lists import Table
from buckram.rules.bindery.limits import weight
from buckram.rules.bindery.measure import told_length, told_weight
from buckram.rules.bindery.states import State
from buckram.rules.bindery.ticket import why_not_packed
from buckram.storage.bindery import binders, lots, tickets, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.lots import Lot, LotLine
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library

MAY_BE_PACKED = frozenset({State.TICKETED, State.REJECTED})
"""A unit goes into a box with its ticket; a correction has its ticket already."""

_NAMED = 3
"""So many units are named in a sentence; of the others it says how many they are."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """A unit of a lot. thickness: tenths of a millimetre, estimated where nobody measured. grams: by it."""

    line: LotLine
    unit: Unit
    ticket: Ticket | None
    thickness: int
    grams: int

    @property
    def packed(self) -> bool:
        """It lies in a box."""
        return bool(self.line.packed_at)

    @property
    def volume(self) -> str:
        """Its label; with the copy where it is not the first: two that look alike may lie in one box."""
        copy = self.unit.copy_number
        return f"{self.unit.label} c.{copy}" if copy and copy > 1 else self.unit.label

    @property
    def name(self) -> str:
        """Ticket, volume and title, as a sentence names the unit."""
        number = f"{self.ticket.number} " if self.ticket else ""
        return f"{number}{self.volume}: {self.unit.title}"


@dataclass(frozen=True, slots=True)
class BoxTold:
    """A box of a lot, from 1: how many units lie in it, and what they weigh."""

    number: int
    units: int
    grams: int


@dataclass(frozen=True, slots=True)
class LotTold:
    """A lot with all that is in it. lines: in their order; boxes: from 1 to the last one begun."""

    lot: Lot
    binder: Binder
    lines: tuple[PackLine, ...]
    boxes: tuple[BoxTold, ...]

    @property
    def packed(self) -> list[PackLine]:
        """What lies in a box."""
        return [one for one in self.lines if one.packed]

    @property
    def unpacked(self) -> list[PackLine]:
        """What does not."""
        return [one for one in self.lines if not one.packed]

    @property
    def grams(self) -> int:
        """What all the boxes weigh."""
        return sum(box.grams for box in self.boxes)

    def box(self, number: int) -> BoxTold:
        """A box, also one that nothing lies in yet."""
        return self.boxes[number - 1] if number <= len(self.boxes) else BoxTold(number, 0, 0)


def lot_told(library: Library, lot_id: int) -> LotTold:
    """A lot with its lines, in five questions to the file. Raises NotFound."""
    lot = lots.get(library, lot_id)
    binder = binders.get(library, lot.binder_id)
    of_lot = units.of_lot(library, lot_id)
    made = tickets.of_units(library, [unit.id for unit in of_lot])
    thick = thicknesses(library, of_lot)
    lines = [
        PackLine(line, unit, made.get(unit.id), thick[unit.id], weight(thick[unit.id], binder.grams_per_cm))
        for line, unit in zip(lots.lines(library, lot_id), of_lot, strict=True)
    ]
    return LotTold(lot, binder, tuple(lines), tuple(boxes_of(lines)))


def boxes_of(lines: Iterable[PackLine]) -> list[BoxTold]:
    """The boxes of these lines, an empty one between two others too."""
    filled: dict[int, list[PackLine]] = {}
    for one in lines:
        if one.packed and one.line.box:
            filled.setdefault(one.line.box, []).append(one)
    return [
        BoxTold(number, len(filled.get(number, ())), sum(one.grams for one in filled.get(number, ())))
        for number in range(1, max(filled, default=0) + 1)
    ]


def why_not(unit: Unit, ticket: Ticket | None, *, proofed: bool) -> tuple[str, str]:
    """(why a unit cannot be packed now, what to do), or ("", ""). proofed: the binder's tickets must be."""
    what = f"Not packed: {unit.label}: {unit.title}"
    if unit.state in {State.COLLATED, State.READY} and ticket is not None:
        # Somebody has its ticket in the hand: it was refused, or collated once more.
        return f"{what}. Its ticket {ticket.number} is from before.", "T makes it anew."
    if unit.state in {State.COLLATED, State.READY} or (unit.state in MAY_BE_PACKED and ticket is None):
        return f"{what}. It has no ticket yet.", "T makes it."
    if unit.state not in MAY_BE_PACKED:
        return f"{what}. It is {unit.state}.", "It has to be collated (F9 D) and ticketed (F9 K) first."
    number, by = (ticket.number, ticket.proofed_by) if ticket else ("", "")
    if why := why_not_packed(number, needs_proof=proofed, proofed_by=by):
        return f"{what}. {why}", "A second person proofs it (F9 K)."
    return "", ""


def named(lines: Sequence[PackLine]) -> str:
    """The first of these units by name, and how many more there are."""
    told = "; ".join(one.name for one in lines[:_NAMED])
    more = len(lines) - _NAMED
    return f"{told}; and {more} more" if more > 0 else told


_COLUMNS = (
    "No.", "Box", "Ticket", "Title", "Volume", "Call number", "Place", "Pieces", "Thickness", "Weight",
    "State",
)  # fmt: skip


def as_table(told: LotTold, *, inches: bool) -> Table:
    """The units of a lot for a spreadsheet or a printer, in the order of its lines."""
    lot, packed = told.lot, len(told.packed)
    return Table(
        f"Lot {lot.number} for {told.binder.name}: {lot.state}",
        _COLUMNS,
        [
            (
                str(one.line.sequence),
                str(one.line.box or ""),
                one.ticket.number if one.ticket else "",
                one.unit.title,
                one.volume,
                one.unit.call_number,
                one.unit.location,
                str(one.unit.pieces),
                told_length(one.thickness, inches=inches),
                told_weight(one.grams, pounds=inches),
                str(one.unit.state),
            )
            for one in told.lines
        ],
        f"{packed} of {len(told.lines)} packed, {told_weight(told.grams, pounds=inches)}.",
    )
