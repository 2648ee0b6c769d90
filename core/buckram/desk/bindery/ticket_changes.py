"""What is said of one volume only: its lettering, its class and colour, instructions, rush; and the proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from buckram.desk.bindery.lettering import LINE, own_of
from buckram.desk.bindery.tickets import get, is_as, recompose, rewrite
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.bindery.fields import FIELD, Field, Kind, told_value, typed_value
from buckram.rules.bindery.spine_variables import NOTE, VARIABLES
from buckram.rules.bindery.states import State
from buckram.rules.bindery.ticket import why_not_proofed
from buckram.storage.bindery import tickets, units
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import act

LINES = {
    "vol": "volume",
    "nos": "numbers",
    "months": "months",
    "year": "year",
    "index": "index",
    "copy": "copy",
    NOTE: "note",
}
"""The variable lines by what people call them."""

CHANGEABLE = (
    "title_lines", "class", "colour", "material", "foil", "method", "trim", "direction", "width", "imprint",
    "variables", "call_lines", "collate", "covers", "advertising", "supplements", "index_place",
    "contents_place", "pocket", "strip", "stub", "rub", "missing_issue", "missing_pages",
)  # fmt: skip
"""The fields that may be otherwise for one volume; the rest is of the title."""

_WITH_THE_BINDER = frozenset({State.PACKED, State.SHIPPED})
_DONE = frozenset(
    {State.BACK, State.CHECKED, State.PROCESSED, State.SHELVED, State.IN_HOUSE, State.BOXED, State.DISCARDED}
)


def set_line(desk: Desk, ticket: Ticket, name: str, text: str) -> Ticket:
    """Say a variable line of this volume: one act. text: "" takes the line away; "=": as it comes from the
    issues again. Raises Refused, Stale."""
    if name not in (*VARIABLES, NOTE):
        raise ValueError(name)
    typed = " ".join(text.split())
    own = own_of(ticket.fields)
    if typed == "=":
        own.pop(LINE + name, None)
    else:
        own[LINE + name] = typed
    said = "as its issues say" if typed == "=" else f"“{typed}”" if typed else "left out"
    return _changed(desk, ticket, own, f"{LINES[name]} {said}")


def set_field(desk: Desk, ticket: Ticket, name: str, text: str) -> Ticket:
    """Let a field be otherwise for this volume: one act. text: as typed; "=": as the title's pattern has it.

    Raises Refused for what the field cannot be, Stale.
    """
    if name not in CHANGEABLE:
        raise Refused(f"{FIELD[name].word} is the same for every volume.", "B changes the title's pattern.")
    field, own = FIELD[name], own_of(ticket.fields)
    if text.strip() == "=":
        own.pop(name, None)
        said = "as its pattern says"
    else:
        inches = decided(desk.library, "inches")
        value = typed_value(field, text, inches=inches)
        if not value and field.kind in (Kind.CHOICE, Kind.YES):
            raise Refused(f"{field.word} needs a value.", "= takes the pattern's.")
        own[name] = value
        said = told_value(field, value, inches=inches)
    return _changed(desk, ticket, own, f"{field.word} {said}")


def set_flag(desk: Desk, ticket: Ticket, flag: str) -> Ticket:
    """Give the binder a standard instruction for this volume, or take it back: one act."""
    field, own = FIELD["instructions"], own_of(ticket.fields)
    if flag not in field.values:
        raise ValueError(flag)
    now = flags_of(ticket)
    chosen = [value for value in field.values if (value in now) != (value == flag)]
    own.pop("instructions", None)
    # With those that follow from the bench: what was taken away must not come back with them.
    unit = units.get(desk.library, ticket.unit_id)
    usual = recompose(desk.library, unit, ticket, own).fields["instructions"]
    if usual != ", ".join(chosen):
        own["instructions"] = ", ".join(chosen)
    return _changed(desk, ticket, own, f"{flag}: {'no' if flag in now else 'yes'}")


def flags_of(ticket: Ticket) -> list[str]:
    """The standard instructions of a ticket."""
    return [flag.strip() for flag in ticket.fields.get("instructions", "").split(",") if flag.strip()]


def instruct(desk: Desk, ticket: Ticket, text: str) -> Ticket:
    """Say something to the binder in words, for this volume: one act. "" takes it back."""
    typed = " ".join(text.split())
    said = f"instructions “{typed}”" if typed else "no instructions in words"
    return _changed(desk, ticket, own_of(ticket.fields), said, instructions=typed)


def set_rush(desk: Desk, unit: Unit, *, rush: bool) -> str:
    """Say that a unit is urgent, or that it is not: one act; its ticket and its price follow. The sentence.

    Raises Refused when it has left, Stale when somebody changed it meanwhile.
    """
    library = desk.library
    with act(library, desk.hand(), "rush") as writer:
        now = units.get(library, unit.id)
        _may_change(now)
        writer.update("unit", unit.id, {"rush": int(unit.rush)}, {"rush": int(rush)})
        ticket = tickets.of_unit(library, unit.id)
        if ticket is not None:
            fresh = units.get(library, unit.id)
            composed = recompose(library, fresh, ticket, own_of(ticket.fields))
            rewrite(writer, ticket, ticket.binding_id, composed)
        writer.title_id = unit.title_id
        writer.sentence = f"{unit.label} is {'urgent' if rush else 'not urgent any more'}: {unit.title}."
    return writer.sentence


def proof(desk: Desk, shown: Sequence[Ticket]) -> str:
    """Say that these tickets are right, as they were on the screen: one act. Gives the sentence.

    Raises Refused for one's own ticket, Stale when one was changed meanwhile.
    """
    if not shown:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    library = desk.library
    with act(library, desk.hand(), "proof") as writer:
        for ticket in shown:
            now = tickets.find(library, ticket.id)
            if now is None or tickets.as_stored(library, ticket) is None or now.made_at != ticket.made_at:
                raise Stale(f"Ticket {ticket.number} was changed meanwhile.", "Read it again as it is now.")
            if why := why_not_proofed(desk.person, now.made_by, now.proofed_by):
                raise Refused(f"{ticket.number} is not proofed. {why}")
            writer.update(
                "ticket",
                ticket.id,
                {"proofed_at": None, "proofed_by": None},
                {"proofed_at": writer.hand.at, "proofed_by": writer.hand.person},
            )
        of = {units.get(library, ticket.unit_id).title_id for ticket in shown}
        writer.title_id = of.pop() if len(of) == 1 else None
        one = f"Proofed ticket {shown[0].number}."
        writer.sentence = one if len(shown) == 1 else f"Proofed {len(shown)} tickets."
    return writer.sentence


def _changed(desk: Desk, ticket: Ticket, own: Mapping[str, str], said: str, **columns: str) -> Ticket:
    library = desk.library
    with act(library, desk.hand(), "ticket changed") as writer:
        unit = units.get(library, ticket.unit_id)
        _may_change(unit)
        composed = recompose(library, unit, ticket, own)
        words = columns.get("instructions", ticket.instructions)
        if is_as(ticket, ticket.binding_id, composed) and words == ticket.instructions:
            # A proof must not be asked for again where nothing changed.
            raise Refused(f"Ticket {ticket.number} stays as it is.")
        rewrite(writer, ticket, ticket.binding_id, composed, **columns)
        writer.title_id = unit.title_id
        writer.sentence = f"Ticket {ticket.number}, {unit.label}: {said}."
    return get(library, unit.id)


def _may_change(unit: Unit) -> None:
    if unit.state is State.PACKED:
        raise Refused(f"{unit.label} is packed.", "Take it out of its box first (F9 G).")
    if unit.state is State.SHIPPED:
        raise Refused(f"{unit.label} is at the binder's: its ticket went with it.")
    if unit.state in _DONE:
        raise Refused(f"{unit.label} is {unit.state}: its ticket stays as it went.")


def may_be_otherwise() -> list[Field]:
    """The fields that may be otherwise for one volume."""
    return [FIELD[name] for name in CHANGEABLE]
