"""Held incomplete: why each piece is lacking, until when somebody waits, what came for it meanwhile."""

from __future__ import annotations

from datetime import date

from buckram.desk.bindery.collated import confirmed, not_confirmed
from buckram.desk.bindery.lots_made import take_line
from buckram.desk.bindery.moving import follow, move
from buckram.desk.bindery.on_bench import on_the_bench
from buckram.desk.conditions import put
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.receiving import receive
from buckram.errors import Refused
from buckram.rules.bindery.holding import (
    GOES_OUT,
    Cause,
    Decision,
    Patience,
    cause_of,
    give_up_on,
    lacking_words,
)
from buckram.rules.bindery.states import State
from buckram.rules.copies import Condition
from buckram.storage import issues
from buckram.storage.bindery import collations, picks, units
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library


def patience(library: Library) -> Patience:
    """How long this library waits: its settings, in months."""
    return Patience(
        decided(library, "hold_lost"), decided(library, "hold_claimed"), decided(library, "hold_bought")
    )


def hold(desk: Desk, unit_id: int) -> str:
    """Hold a unit that is not complete: each gap gets its cause as the card tells it, where nobody has said.

    One act; gives the sentence. Raises Refused where nothing is lacking, or it is held as it is; Stale.
    """
    with act(desk.library, desk.hand(), "hold") as writer:
        library = writer.library
        unit = on_the_bench(library, unit_id)
        if not unit.gaps:
            raise Refused(f"{unit.label} lacks nothing.", "H on the piece that is not here says so first.")
        said = {place.id: place.caused_on for place in collations.places(library, unit_id)}
        writer.title_id = unit.title_id
        writer.sentence = f"{hold_in(desk, writer, unit)}: {unit.title}."
        now = {place.id: place.caused_on for place in collations.places(library, unit_id)}
        if unit.state is State.HELD and said == now and units.get(library, unit_id) == unit:
            # An act that changes nothing could not be taken back.
            raise Refused(f"{unit.label} is held already.", "D decides what becomes of it.")
    return writer.sentence


def hold_in(desk: Desk, writer: ActWriter, unit: Unit) -> str:
    """`hold` inside an act; gives its sentence without the title. It leaves a lot that is being built."""
    library = writer.library
    unit = undecided(writer, unit)
    places = collations.places(library, unit.id)
    for place in places:
        if not place.here and not (place.cause and place.caused_on):
            known = Cause(place.cause) if place.cause else cause_of(place.status, place.claimed)
            cause_in(desk, writer, place, known)
    day = set_give_up(desk, writer, unit)
    if unit.state is not State.HELD:
        move(writer, unit, State.HELD)
    there = picks.open_lot_of(library, unit.id)
    left = ""
    if there is not None:
        take_line(writer, there[0], unit.id)
        left = f", out of lot {there[1]}"
    lacks = lacking_words([place.number or place.label for place in places if not place.here])
    until = f" until {day.isoformat()}" if day else ""
    return f"Held{until}: {unit.label}, {lacks}{left}"


def undecided(writer: ActWriter, unit: Unit) -> Unit:
    """Take back, inside an act, that a unit is bound without what it lacked: now it lacks something else, or
    waits after all. Gives the unit as it is then."""
    if unit.decision not in GOES_OUT:
        return unit
    writer.update("unit", unit.id, {"decision": unit.decision}, {"decision": None})
    return units.get(writer.library, unit.id)


def cause_in(desk: Desk, writer: ActWriter, place: BenchPlace, cause: Cause) -> None:
    """Say why a place is a gap, inside an act: the time that somebody waits counts from today.

    The same said again of a gap changes nothing: else whoever looks at it would put the end of the wait off.
    """
    if not place.here and place.cause == cause and place.caused_on:
        return
    writer.update(
        "unit_piece",
        place.id,
        {"piece_id": place.piece_id, "cause": place.cause or None, "caused_on": place.caused_on or None},
        {"piece_id": None, "cause": str(cause), "caused_on": desk.today().isoformat()},
    )


def set_give_up(desk: Desk, writer: ActWriter, unit: Unit) -> date | None:
    """Bring the day on which nobody waits any longer up to date, inside an act; gives it.

    A day that a person chose ("wait") stays, where the house rule ends sooner.
    """
    gaps = [
        (Cause(place.cause), date.fromisoformat(place.caused_on) if place.caused_on else desk.today())
        for place in collations.places(writer.library, unit.id)
        if not place.here and place.cause
    ]
    day = give_up_on(gaps, patience(writer.library))
    if unit.decision == Decision.WAIT and unit.give_up_on:
        # Where nobody said a cause the house rule has no day, and the unit would be forgotten.
        day = max(day or unit.give_up_on, unit.give_up_on)
    if day != unit.give_up_on:
        _update_day(writer, unit, day)
    return day


def _update_day(writer: ActWriter, unit: Unit, day: date | None) -> None:
    writer.update(
        "unit",
        unit.id,
        {"give_up_on": unit.give_up_on.isoformat() if unit.give_up_on else None},
        {"give_up_on": day.isoformat() if day else None},
    )


def lacks(desk: Desk, unit_id: int, place_id: int, cause: Cause) -> str:
    """A piece is not here, for this cause; of a gap: its cause is this one. One act; gives the sentence.

    A piece that the card says is here goes out of the unit: it is missing from now on, a mutilated one
    damaged. Where the unit was collated or held, it is held on. Raises Refused, Stale.
    """
    with act(desk.library, desk.hand(), "hold") as writer:
        library = writer.library
        unit = on_the_bench(library, unit_id)
        place = collations.place(library, place_id)
        if not place.here and place.cause == cause and place.caused_on and unit.state is State.HELD:
            raise Refused(f"{place.label} is {cause}: that is said already.")
        cause_in(desk, writer, place, cause)
        if place.piece_id is not None:
            not_confirmed(writer, place)
            unit = undecided(writer, unit)
            condition = Condition.DAMAGED if cause is Cause.MUTILATED else Condition.MISSING
            put(writer, issues.get(library, place.issue_id), {place.piece_id: condition})
            follow(writer, [place.issue_id])
        writer.title_id, writer.issue_id = unit.title_id, place.issue_id
        held = ""
        if unit.state in (State.HELD, State.READY, State.COLLATED):
            now = units.get(library, unit_id)
            held = f" {hold_in(desk, writer, now)}."
        writer.sentence = f"{place.label}: {cause}.{held}"
    return writer.sentence


def take_in(desk: Desk, unit_id: int, place_id: int) -> str:
    """The piece for a gap is in hand: it goes into the unit, confirmed. One act; gives the sentence.

    It is the piece that came meanwhile; else its own, which was missing, damaged or not found and turned up;
    else it is received now. A unit that lacks nothing more goes back to the bench. Raises Refused, Stale,
    UnreadNotes.
    """
    with act(desk.library, desk.hand(), "take in") as writer:
        unit = on_the_bench(writer.library, unit_id)
        place = collations.place(writer.library, place_id)
        if place.here:
            raise Refused(f"{place.label} is in the unit.", "G is for a gap.")
        how = take_in_place(desk, writer, unit, place)
        told = back_on_bench(desk, writer, unit)
        writer.title_id, writer.issue_id = unit.title_id, place.issue_id
        writer.sentence = f"{how}: {place.label} is in {unit.label}. {told}".rstrip()
    return writer.sentence


def take_in_place(desk: Desk, writer: ActWriter, unit: Unit, place: BenchPlace) -> str:
    """Find the piece for a gap and put it there, inside an act; says where it was found."""
    library = writer.library
    if place.came is not None:
        piece_id, how = place.came, "Taken in"
    elif place.spare is not None:
        piece_id, how = place.spare, "Found again"
        issue = issues.get(library, place.issue_id)
        # What was mutilated stays damaged: it is bound all the same.
        condition = collations.condition(library, piece_id)
        if condition == Condition.MISSING:
            put(writer, issue, {piece_id: Condition.GOOD})
        elif condition == Condition.DAMAGED:
            how = "Taken in, damaged"
    else:
        issue = issues.get(library, place.issue_id)
        receipt = receive(desk, issue.id, issue.version, within=writer, copy_id=unit.copy_id)
        piece_id, how = receipt.piece_id, "Received"
    writer.update(
        "unit_piece",
        place.id,
        {"piece_id": None, "cause": place.cause or None, "caused_on": place.caused_on or None},
        {"piece_id": piece_id, "cause": None, "caused_on": None},
    )
    confirmed(writer, collations.place(library, place.id))
    follow(writer, [place.issue_id])
    return how


def back_on_bench(desk: Desk, writer: ActWriter, unit: Unit) -> str:
    """After a piece went into a unit, inside an act: complete, it is to be collated; else it waits for the
    rest. Says so."""
    now = units.get(writer.library, unit.id)
    if now.gaps:
        if now.state is State.HELD:
            set_give_up(desk, writer, now)
        return f"{now.gaps} still lacking."
    if now.give_up_on or now.decision:
        writer.update(
            "unit",
            now.id,
            {
                "give_up_on": now.give_up_on.isoformat() if now.give_up_on else None,
                "decision": now.decision or None,
            },
            {"give_up_on": None, "decision": None},
        )
    if now.state in (State.HELD, State.READY, State.COLLATED):
        move(writer, now, State.PULLED)
    return "It is complete: Enter ends the collation."
