"""The spine of a unit before it goes to the binder: how it will look, and beside the volume before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.lettering import compose, of_pattern, own_of, spine_of
from buckram.desk.bindery.tickets import NoPattern, is_as, pattern_of
from buckram.rules.bindery.spine import Line, Spine, doubts
from buckram.rules.bindery.spine_compared import Difference, differences, read_lines, runs_on
from buckram.storage.bindery import tickets, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Before:
    """The volume before. spine: its lettering. ticket: its number, "" where a person wrote it down.

    fields: of its ticket; None where they are not known.
    """

    label: str
    spine: Spine
    ticket: str = ""
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Follows:
    """Whether the numbers go on from the volume before. on: None where that cannot be said."""

    on: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A unit's spine. ticket: None where it has none yet; then it is as the ticket would be.

    fields: what the ticket says or would say; empty without a pattern, and spine None. own: what was said
    for this volume only, by name. changed: its pattern or its pieces changed since the ticket was made.
    """

    unit: Unit
    ticket: Ticket | None
    binder: Binder | None
    spine: Spine | None
    fields: Mapping[str, str]
    own: Mapping[str, str]
    doubts: Sequence[str]
    before: Before | None
    differences: Sequence[Difference]
    follows: Follows | None
    price: str
    currency: str
    changed: bool

    @property
    def thickness(self) -> int:
        """Tenths of a millimetre, 0 where nothing is known."""
        return int(self.fields.get("thickness") or 0)

    @property
    def measured(self) -> bool:
        """Whether that was measured, or only estimated."""
        return self.fields.get("measured") == "yes"


def preview(library: Library, unit_id: int) -> Preview:
    """How a unit is or will be lettered. Raises NotFound."""
    unit = units.get(library, unit_id)
    ticket = tickets.of_unit(library, unit_id)
    try:
        binding, binder, pattern = pattern_of(library, unit)
    except NoPattern:
        return _without_pattern(unit, ticket)
    own = own_of(ticket.fields) if ticket else {}
    composed = compose(library, unit, of_pattern(library, unit, pattern), own, binder)
    made, fields, price, currency = composed.spine, composed.fields, composed.price, composed.currency
    changed = False
    if ticket is not None:
        changed = not is_as(ticket, binding.id, composed)
        made, fields = spine_of(ticket.lettering, ticket.fields), ticket.fields
        price, currency = ticket.price, ticket.currency
    before = volume_before(library, unit, fields)
    return Preview(
        unit,
        ticket,
        binder,
        made,
        fields,
        own,
        doubts(made),
        before,
        compared(before, made, fields),
        _follows(library, unit, made, before),
        price,
        currency,
        changed,
    )


def _without_pattern(unit: Unit, ticket: Ticket | None) -> Preview:
    made = spine_of(ticket.lettering, ticket.fields) if ticket else None
    fields = ticket.fields if ticket else {}
    return Preview(unit, ticket, None, made, fields, {}, (), None, (), None, "", "", False)


def volume_before(library: Library, unit: Unit, fields: Mapping[str, str]) -> Before | None:
    """The volume that stands before this one: as its ticket had it, else as a person wrote it down."""
    found = tickets.before(library, unit)
    if found is not None and found[1].lettering:
        other, ticket = found
        return Before(other.label, spine_of(ticket.lettering, ticket.fields), ticket.number, ticket.fields)
    written = [line.strip() for line in fields.get("last_volume", "").split("/") if line.strip()]
    if not written:
        return None
    return Before("last volume bound", Spine(tuple(read_lines(written)), "across", 20))


def compared(before: Before | None, now: Spine, fields: Mapping[str, str]) -> list[Difference]:
    """What is not as on the volume before."""
    if before is None:
        return []
    if before.fields is None:
        return differences(before.spine.lines, _as_written(before.spine.lines, now))
    then = {**before.fields, "direction": before.spine.direction}
    return differences(before.spine.lines, now.lines, then, {**fields, "direction": now.direction})


def _as_written(written: Sequence[Line], now: Spine) -> list[Line]:
    """Of the new spine the parts that were written down of the old one: who wrote only the title and the
    volume did not say that there was no call number."""
    parts = {line.part for line in written}
    return [line for line in now.lines if line.part in parts]


def _follows(library: Library, unit: Unit, now: Spine, before: Before | None) -> Follows | None:
    if before is None:
        return None
    on = runs_on(before.spine.lines, now.lines)
    if before.ticket:
        found = tickets.before(library, unit)
        assert found is not None
        between = tickets.left_between(library, unit.title_id, found[0].id, unit.id)
        if between:
            more = f" and {len(between) - 1} more" if len(between) > 1 else ""
            return Follows(False, f"{between[0]}{more} lies between and is in no unit.")
        return Follows(True, f"It follows {before.label}: no issue lies between.")
    if on is None:
        return Follows(None, "What was written down does not say whether the numbers run on.")
    return Follows(on, "The numbers run on." if on else "The numbers do not run on.")
