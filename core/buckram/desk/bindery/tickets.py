"""Tickets: made from a title's binding pattern and the pieces of a unit, without typing the title again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.lettering import FOLLOWING, Composed, base_of, compose, of_pattern, own_of
from buckram.desk.bindery.moving import move
from buckram.desk.desk import Desk
from buckram.errors import BuckramError, NotFound, Refused, Stale
from buckram.rules.bindery.fields import BindingFields
from buckram.rules.bindery.states import State
from buckram.rules.bindery.ticket import TO_TICKET
from buckram.storage.bindery import binders, bindings, tickets, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.bindings import Binding
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library


class NoPattern(Refused):
    """The title has no binding pattern: there is nothing to make a ticket from."""

    title = "No binding pattern"


@dataclass(frozen=True, slots=True)
class Made:
    """What making several did. not_made: (unit, why)."""

    tickets: Sequence[Ticket]
    not_made: Sequence[tuple[Unit, str]]
    sentence: str


def ticket_of(library: Library, unit_id: int) -> Ticket | None:
    """The ticket of a unit, or None."""
    return tickets.of_unit(library, unit_id)


def by_number(library: Library, number: str) -> Ticket | None:
    """The ticket with a number as it was scanned or typed, or None."""
    return tickets.by_number(library, "".join(number.split()).upper())


def make(desk: Desk, unit_id: int) -> Ticket:
    """Make the ticket of a unit, or make it anew from its pattern as that is now: one act.

    What was said for this volume only stays; its number stays too. Raises NoPattern; Refused when the unit
    is not ready, or when its ticket is as the pattern has it.
    """
    with act(desk.library, desk.hand(), "ticket") as writer:
        unit = units.get(desk.library, unit_id)
        ticket = _make(desk, writer, unit)
        writer.title_id = unit.title_id
        writer.sentence = f"Ticket {ticket.number} for {unit.label}: {unit.title}."
    return ticket


def make_all(desk: Desk, unit_ids: Sequence[int]) -> Made:
    """Make the tickets of several units: one act. Those that cannot have one are told, the others are made.

    Raises Refused when none can.
    """
    library = desk.library
    found = [units.get(library, unit_id) for unit_id in unit_ids]
    if not found:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    made: list[Ticket] = []
    not_made: list[tuple[Unit, str]] = []
    with act(library, desk.hand(), "tickets") as writer:
        for unit in found:
            try:
                made.append(_make(desk, writer, unit))
            except Stale:
                raise
            except BuckramError as problem:
                not_made.append((unit, problem.sentence))
        if not made:
            raise Refused(f"No ticket was made. {not_made[0][1]}", f"{not_made[0][0].title}.")
        titles = {units.get(library, one.unit_id).title_id for one in made}
        writer.title_id = titles.pop() if len(titles) == 1 else None
        writer.sentence = f"Made {_count(len(made))}: {_range(made)}."
    left = f" {len(not_made)} not made: {not_made[0][1]}" if not_made else ""
    return Made(made, not_made, f"{writer.sentence}{left}")


def _count(number: int) -> str:
    return f"{number} ticket{'' if number == 1 else 's'}"


def _range(made: Sequence[Ticket]) -> str:
    numbers = sorted(one.number for one in made)
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def _make(desk: Desk, writer: ActWriter, unit: Unit) -> Ticket:
    library = desk.library
    if unit.state not in TO_TICKET and unit.state is not State.TICKETED:
        raise Refused(f"{unit.label} is {unit.state}: it gets no ticket now.", f"{unit.title}.")
    if asked := tickets.undecided(library, unit.id):
        what = f"too {asked}" if asked in ("thin", "thick") else f"to {asked}"
        raise Refused(f"{unit.label} is {what}, and nobody decided.", "Enter on the bench asks again (F9 D).")
    binding, binder, fields = pattern_of(library, unit)
    before = tickets.of_unit(library, unit.id)
    own = own_of(before.fields) if before else {}
    composed = compose(library, unit, of_pattern(library, unit, fields), own, binder)
    if before is None:
        ticket_id = writer.insert(
            "ticket",
            {
                "unit_id": unit.id,
                "binding_id": binding.id,
                "number": tickets.take_number(library, f"{desk.today():%y}"),
                **_columns(composed),
                "made_at": writer.hand.at,
                "made_by": writer.hand.person,
            },
        )
    else:
        if unit.state is State.TICKETED and is_as(before, binding.id, composed):
            raise Refused(f"Ticket {before.number} is as the pattern has it.", "P prints it.")
        rewrite(writer, before, binding.id, composed)
        ticket_id = before.id
    if unit.state is not State.TICKETED:
        move(writer, unit, State.TICKETED)
    made = tickets.find(library, ticket_id)
    assert made is not None
    return made


def pattern_of(library: Library, unit: Unit) -> tuple[Binding, Binder | None, BindingFields]:
    """(the pattern that a unit is bound by, its binder, what holds). Raises NoPattern.

    The pattern that holds now counts, else the version under which the unit was picked. The binder is that
    of the lot in which the unit goes, where it is in one.
    """
    binding = bindings.for_copy(library, unit.title_id, unit.copy_id) or bindings.find(
        library, unit.binding_id
    )
    if binding is None:
        raise NoPattern(f"{unit.title} has no binding pattern.", "B makes one.")
    binder = binders.find(library, binding.binder_id)
    if unit.lot_id is not None:
        from buckram.storage.bindery import lots

        lot = lots.find(library, unit.lot_id)
        if lot is not None and lot.binder_id != binding.binder_id:
            binder = binders.find(library, lot.binder_id)
    return binding, binder, BindingFields(binding.fields, binder.defaults if binder else {})


def rewrite(
    writer: ActWriter, before: Ticket, binding_id: int | None, composed: Composed, **columns: str
) -> None:
    """Let a ticket say something else, in an act. What was proofed is to be proofed again."""
    hand = writer.hand
    stored = tickets.as_stored(writer.library, before)
    if stored is None:
        raise Stale("Somebody else changed this ticket meanwhile.", "It is shown now as it is.")
    writer.update(
        "ticket",
        before.id,
        {
            "binding_id": before.binding_id,
            "made_at": before.made_at,
            "made_by": before.made_by,
            "lettering": stored[0],
            "fields": stored[1],
            "instructions": before.instructions,
            "price": before.price or None,
            "currency": before.currency,
            "proofed_at": before.proofed_at or None,
            "proofed_by": before.proofed_by or None,
        },
        {
            "binding_id": binding_id,
            "made_at": hand.at,
            "made_by": hand.person,
            **_columns(composed),
            "instructions": before.instructions,
            **columns,
            "proofed_at": None,
            "proofed_by": None,
        },
    )


def is_as(ticket: Ticket, binding_id: int | None, composed: Composed) -> bool:
    """Whether a ticket says already what it would say if it were made now."""
    return (
        ticket.binding_id == binding_id
        and list(ticket.lettering) == composed.lettering
        and dict(ticket.fields) == dict(composed.fields)
        and (ticket.price, ticket.currency) == (composed.price, composed.currency)
    )


def recompose(library: Library, unit: Unit, ticket: Ticket, own: Mapping[str, str]) -> Composed:
    """What a ticket would say with these fields and lines for its volume only, and its pattern as it was."""
    base = base_of(ticket.fields)
    said = own_of(ticket.fields)
    binding = bindings.find(library, ticket.binding_id)
    _, binder, fields = pattern_of(library, unit)
    if binding is not None:
        fields = BindingFields(binding.fields, fields.defaults)
    pattern = of_pattern(library, unit, fields)
    # Where something was said for this volume only, the ticket no longer has what the pattern said then.
    # Nor where the bench, a decision or a flag made something else of it.
    base |= {name: pattern[name] for name in (*said, *FOLLOWING) if name in pattern}
    return compose(library, unit, {**pattern, **base}, own, binder)


def _columns(composed: Composed) -> dict[str, str | None]:
    return {
        "lettering": json.dumps(composed.lettering, ensure_ascii=False),
        "fields": json.dumps(dict(composed.fields), ensure_ascii=False),
        "price": composed.price or None,
        "currency": composed.currency,
    }


def get(library: Library, unit_id: int) -> Ticket:
    """The ticket of a unit. Raises NotFound."""
    found = tickets.of_unit(library, unit_id)
    if found is None:
        raise NotFound("This unit has no ticket.", "Enter makes it.")
    return found
