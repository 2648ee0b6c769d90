"""What a lot holds, measures, weighs and costs, and what of it is too much for its binder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from buckram.exchange.bindery.pages import pages
from buckram.rules.bindery import limits, prices
from buckram.rules.bindery.fields import BindingFields
from buckram.rules.bindery.limits import Limits, Load
from buckram.rules.bindery.states import State
from buckram.rules.bindery.thickness import estimate
from buckram.rules.bindery.ticket import extras
from buckram.storage.bindery import binders, bindings, due_rows, loads, lots, tickets, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library

if TYPE_CHECKING:
    from buckram.desk.bindery.due import DueUnit
    from buckram.storage.bindery.bindings import Binding


_WITHOUT_TICKET = frozenset({State.PICKED, State.PULLED, State.COLLATED, State.HELD, State.READY})


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one unit, made or only due, puts into a lot. thickness: tenths of a millimetre; grams; price: None
    where the binder's list does not say; too_thick: more than the binder binds as one; brittle: its paper is
    not to be bound at all; again: it was rejected, and is done again."""

    pieces: int
    gaps: int
    thickness: int
    grams: int
    price: Decimal | None
    too_thick: bool
    brittle: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """A lot. thickness, grams: of all its units; price: of those that have one; unpriced: of how many the
    price is not known; boxes: how many boxes it fills. month: units of this month with those of the lot, but
    without what is done again. over: what is too much, in words."""

    units: int
    pieces: int
    gaps: int
    thickness: int
    grams: int
    price: Decimal
    currency: str
    unpriced: int
    boxes: int
    month: int
    limits: Limits
    over: Sequence[str]


class Scales:
    """Weighs units for one lot: its binder, its prices and the patterns of titles are read once."""

    def __init__(self, library: Library, lot_id: int, today: date) -> None:
        self.library = library
        self.lot = lots.get(library, lot_id)
        self.binder: Binder = binders.get(library, self.lot.binder_id)
        self.limits = Limits(
            self.binder.lot_units,
            self.binder.lot_pieces,
            Decimal(self.binder.lot_cost) if self.binder.lot_cost else None,
            self.binder.month_units,
        )
        self.gone = loads.gone(library, self.binder.id, lot_id, self.lot.pick_up_on or today)
        self._prices = binders.prices(library, self.binder.id)
        self._patterns: dict[int, Binding | None] = {}
        self.read_lines()

    def read_lines(self) -> None:
        """Read again what the lot's own lines say."""
        self._again = loads.corrections(self.library, self.lot.id)

    def weigh(self, one: Unit | DueUnit, thickness: int) -> Weighed:
        """What a unit puts in. thickness: as measured or estimated."""
        fields = self._fields(one.binding_id)
        paper = fields.value("paper")
        most = self.binder.glossy_thickness if paper == "glossy" else self.binder.most_thickness
        if isinstance(one, Unit):
            pieces, gaps, rush = one.pieces, one.gaps, one.rush
        else:
            pieces = sum(piece.piece_id is not None for piece in one.pieces)
            gaps, rush = len(one.pieces) - pieces, False
        price = prices.price(
            self._prices,
            kind_class=fields.value("class"),
            thickness=thickness,
            rush=rush or self.lot.service == "rush",
            extras=extras(fields.whole()),
        )
        if isinstance(one, Unit) and one.state not in _WITHOUT_TICKET:
            # Its ticket knows how it is held together, and what is otherwise for this volume only.
            ticket = tickets.of_unit(self.library, one.id)
            price = Decimal(ticket.price) if ticket and ticket.price else price
        again = isinstance(one, Unit) and one.id in self._again
        if isinstance(one, Unit) and (own := self._again.get(one.id)):
            price = Decimal(own)
        grams = limits.weight(thickness, self.binder.grams_per_cm)
        return Weighed(pieces, gaps, thickness, grams, price, thickness > most, paper == "brittle", again)

    def _fields(self, binding_id: int | None) -> BindingFields:
        if binding_id is not None and binding_id not in self._patterns:
            self._patterns[binding_id] = bindings.find(self.library, binding_id)
        row = self._patterns.get(binding_id) if binding_id is not None else None
        return BindingFields(row.fields if row else {}, self.binder.defaults)

    def totals(self, weighed: Iterable[Weighed]) -> Totals:
        """All of a lot. weighed: its units, in the order of its lines."""
        found = list(weighed)
        price = sum((one.price for one in found if one.price is not None), Decimal(0))
        pieces = sum(one.pieces for one in found)
        boxes = limits.boxes([one.grams for one in found], self.binder.box_grams)
        again = sum(one.again for one in found)
        load = Load(len(found), pieces, price, self.gone, again)
        return Totals(
            units=len(found),
            pieces=pieces,
            gaps=sum(one.gaps for one in found),
            thickness=sum(one.thickness for one in found),
            grams=sum(one.grams for one in found),
            price=price,
            currency=self.binder.currency,
            unpriced=sum(one.price is None for one in found),
            boxes=max(boxes, default=0),
            month=self.gone + len(found) - again,
            limits=self.limits,
            over=limits.over(load, self.limits, self.binder.currency),
        )


def totals(library: Library, lot_id: int, today: date) -> Totals:
    """A lot as it is now. Raises NotFound."""
    scales = Scales(library, lot_id, today)
    of_lot = units.of_lot(library, lot_id)
    thick = thicknesses(library, of_lot)
    return scales.totals(scales.weigh(unit, thick[unit.id]) for unit in of_lot)


def thicknesses(library: Library, of_units: Sequence[Unit]) -> dict[int, int]:
    """How thick each of these units is, in tenths of a millimetre: as measured, else estimated."""
    found = {unit.id: unit.thickness for unit in of_units if unit.thickness is not None}
    rest = [unit.id for unit in of_units if unit.thickness is None]
    if rest:
        measured = due_rows.measured(library)
        made = loads.made_of(library, rest)
        asked = {one.title_id for one in made if one.title_id not in measured and not one.each}
        printed = {
            title_id: pages(form, content) for title_id, form, content in due_rows.bib_records(library, asked)
        }
        for one in made:
            by = estimate(
                measured=measured.get(one.title_id),
                each=int(one.each) if one.each.isdigit() else None,
                pages=printed.get(one.title_id),
                frequency=one.frequency,
                frequency_name=one.frequency_name,
            )
            found[one.unit_id] = by.of(one.roles)
    return found
