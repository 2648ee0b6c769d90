"""What becomes of a unit that is not complete: bound all the same, an online sheet, a box, or no binding."""

from __future__ import annotations

from datetime import date

from buckram.desk.bindery.accepting import make_volume
from buckram.desk.bindery.lots_made import take_line
from buckram.desk.bindery.moving import follow, move
from buckram.desk.bindery.on_bench import on_the_bench
from buckram.desk.desk import Desk
from buckram.desk.noting import tidy
from buckram.desk.withdrawing import withdraw_in
from buckram.errors import Refused
from buckram.rules.bindery.holding import GOES_OUT, Decision, lacking_words
from buckram.rules.bindery.states import State
from buckram.storage import issues
from buckram.storage.bindery import collations, picks
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act

_ENDS = {
    Decision.BOX: State.BOXED,
    Decision.DISCARD: State.DISCARDED,
    Decision.IN_HOUSE: State.IN_HOUSE,
}


def decide(desk: Desk, unit_id: int, decision: Decision, *, until: date | None = None, note: str = "") -> str:
    """Decide about a unit: one act; gives the sentence.

    BIND_INCOMPLETE, ONLINE_SHEET: it is bound without what it lacks (a stub and a note on the spine, or a
    sheet that says where to read it): ready, or to be collated first. WAIT: until a new day. BOX, IN_HOUSE:
    nothing goes to the binder, and the unit is a volume from now on. DISCARD: its pieces are withdrawn.
    note: kept with the unit.
    Raises Refused, Stale.
    """
    with act(desk.library, desk.hand(), "decide") as writer:
        unit = on_the_bench(writer.library, unit_id)
        places = collations.places(writer.library, unit_id)
        if decision is Decision.WAIT:
            told = _wait(desk, writer, unit, until)
        else:
            _decided(writer, unit, decision, note)
            if decision in GOES_OUT:
                told = _goes_out(writer, unit, places, decision)
            else:
                told = _ends(desk, writer, unit, places, decision)
        writer.title_id = unit.title_id
        writer.sentence = f"{told}: {unit.title}."
    return writer.sentence


def _decided(writer: ActWriter, unit: Unit, decision: Decision, note: str) -> None:
    before: dict[str, str | None] = {
        "decision": unit.decision or None,
        "give_up_on": unit.give_up_on.isoformat() if unit.give_up_on else None,
    }
    after: dict[str, str | None] = {
        "decision": None if decision is Decision.IN_HOUSE else str(decision),
        "give_up_on": None,
    }
    if tidy(note):
        before["note"], after["note"] = unit.note, f"{unit.note} {tidy(note)}".strip()
    writer.update("unit", unit.id, before, after)


def _wait(desk: Desk, writer: ActWriter, unit: Unit, until: date | None) -> str:
    if until is None or until <= desk.today():
        raise Refused("Until when?", "Type a day to come.")
    if not unit.gaps:
        raise Refused(f"{unit.label} lacks nothing.", "There is nothing to wait for.")
    writer.update(
        "unit",
        unit.id,
        {
            "decision": unit.decision or None,
            "give_up_on": unit.give_up_on.isoformat() if unit.give_up_on else None,
        },
        {"decision": str(Decision.WAIT), "give_up_on": until.isoformat()},
    )
    if unit.state is not State.HELD:
        move(writer, unit, State.HELD)
        _out_of_lot(writer, unit)
    return f"Waits until {until.isoformat()}: {unit.label}"


def _goes_out(writer: ActWriter, unit: Unit, places: list[BenchPlace], decision: Decision) -> str:
    lacking = [place.number or place.label for place in places if not place.here]
    if not lacking:
        raise Refused(f"{unit.label} lacks nothing.", "Enter ends its collation.")
    if len(lacking) == len(places):
        raise Refused(f"{unit.label} has no piece at all.", "There is nothing to bind.")
    # Unless all of it was looked through, it is collated first.
    done = all(place.confirmed_at for place in places if place.here)
    state = State.READY if done else State.PULLED
    if unit.state is not state and (done or unit.state is State.HELD):
        move(writer, unit, state)
    how = "with an online sheet" if decision is Decision.ONLINE_SHEET else "incomplete"
    step = "" if done else "; to be collated"
    return f"Bound {how}, {lacking_words(lacking)}{step}: {unit.label}"


def _ends(desk: Desk, writer: ActWriter, unit: Unit, places: list[BenchPlace], decision: Decision) -> str:
    _out_of_lot(writer, unit)
    move(writer, unit, _ENDS[decision])
    if decision is Decision.DISCARD:
        issue_ids = list(dict.fromkeys(place.issue_id for place in places if place.here))
        for issue_id in issue_ids:
            withdraw_in(writer, issues.get(writer.library, issue_id), {unit.copy_id})
        # Another copy of them may be left on the shelf.
        follow(writer, issue_ids)
        return f"Discarded, its pieces are withdrawn: {unit.label}"
    make_volume(writer, unit, desk.today())
    return f"{'Boxed' if decision is Decision.BOX else 'Bound in house'}: {unit.label}"


def _out_of_lot(writer: ActWriter, unit: Unit) -> None:
    there = picks.open_lot_of(writer.library, unit.id)
    if there is not None:
        take_line(writer, there[0], unit.id)
