"""Looking for what a unit lacks: searches with their places, the claim, the replacement that is bought."""

from __future__ import annotations

from buckram.desk.answering import close_gaps
from buckram.desk.bindery.holding_units import back_on_bench, cause_in, set_give_up, take_in_place
from buckram.desk.bindery.on_bench import on_the_bench
from buckram.desk.boxes import change
from buckram.desk.claiming import Reason, Want
from buckram.desk.claiming import put as put_claims
from buckram.desk.desk import Desk
from buckram.desk.noting import tidy
from buckram.errors import Refused
from buckram.rules.bindery.holding import Cause
from buckram.rules.bindery.states import State
from buckram.rules.copies import Condition
from buckram.rules.status import Status
from buckram.storage import issues, pieces
from buckram.storage.bindery import collations, units
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.bindery.units import Unit
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act


def searched(desk: Desk, unit_id: int, place_id: int, where: str, *, found: bool) -> str:
    """Somebody looked for the piece of a gap. where: the place; found: it was there, and goes into the unit.

    One act; gives the sentence. Raises Refused for what is no gap; Stale.
    """
    with act(desk.library, desk.hand(), "search") as writer:
        unit, place = _gap(writer, unit_id, place_id)
        writer.insert(
            "search",
            {
                "unit_piece_id": place.id,
                "on_day": desk.today().isoformat(),
                "person": desk.person,
                "place": tidy(where),
                "found": int(found),
            },
        )
        at = f", {tidy(where)}" if tidy(where) else ""
        if found:
            take_in_place(desk, writer, unit, place)
            told = f"Found{at}: {place.label}. {back_on_bench(desk, writer, unit)}"
        else:
            told = f"Search {place.searches + 1}{at}: {place.label} is not there."
        writer.title_id, writer.issue_id = unit.title_id, place.issue_id
        writer.sentence = told
    return writer.sentence


def claim_gap(desk: Desk, unit_id: int, place_id: int) -> str:
    """Claim what a unit lacks from who supplies it: it is a gap because it is claimed, from today.

    One act; gives the sentence. Raises Refused where the copy has its piece, or where it is claimed
    already; Stale.
    """
    with act(desk.library, desk.hand(), "claim") as writer:
        unit, place = _gap(writer, unit_id, place_id)
        issue = issues.get(writer.library, place.issue_id)
        want = _want(writer, unit, issue)
        number = put_claims(writer, desk, issue, [want])
        if not number and place.cause == Cause.CLAIMED:
            # An act that changes nothing could not be taken back.
            raise Refused(f"{place.label} is claimed already.", "F8 shows its claim; V keeps a search.")
        if number:
            change(writer, issue)
            close_gaps(writer, issue.title_id, "claimed")
        cause_in(desk, writer, place, Cause.CLAIMED)
        told = _waits(desk, writer, unit_id)
        writer.title_id, writer.issue_id = unit.title_id, place.issue_id
        said = f"Claimed as {want.reason}" if number else "The claim is in the queue already"
        writer.sentence = f"{said}: {place.label}{told}."
    return writer.sentence


def _want(writer: ActWriter, unit: Unit, issue: Issue) -> Want:
    """What the unit's copy lacks of an issue, as a claim has it. Raises Refused where it lacks nothing."""
    if issue.status is Status.EXPECTED:
        return Want(None, Reason.SKIPPED)
    places = pieces.places_of(writer.library, issue.id, issue.title_id)
    own = next((one for one in places if one.copy_id == unit.copy_id), places[0])
    match own.state:
        case None:
            return Want(own.copy_id, Reason.SHORT)
        case Condition.DAMAGED:
            return Want(own.copy_id, Reason.DAMAGED)
        case Condition.MISSING:
            return Want(own.copy_id, Reason.MISSING)
    raise Refused(f"{issue.label} is here for this copy.", "G takes it in.")


def buy(desk: Desk, unit_id: int, place_id: int, text: str = "") -> str:
    """A replacement is being bought. text: where, for whom to ask; kept with the piece.

    One act; gives the sentence. Raises Refused, Stale.
    """
    with act(desk.library, desk.hand(), "hold") as writer:
        unit, place = _gap(writer, unit_id, place_id)
        cause_in(desk, writer, place, Cause.BOUGHT)
        if tidy(text):
            writer.update("unit_piece", place.id, {"note": place.note}, {"note": tidy(text)})
        told = _waits(desk, writer, unit_id)
        writer.title_id, writer.issue_id = unit.title_id, place.issue_id
        writer.sentence = f"A replacement is bought: {place.label}{told}."
    return writer.sentence


def _waits(desk: Desk, writer: ActWriter, unit_id: int) -> str:
    """Until when the unit is held now, in words; "" where it is not held."""
    unit = units.get(writer.library, unit_id)
    day = set_give_up(desk, writer, unit) if unit.state is State.HELD else None
    return f", held until {day.isoformat()}" if day else ""


def _gap(writer: ActWriter, unit_id: int, place_id: int) -> tuple[Unit, BenchPlace]:
    unit = on_the_bench(writer.library, unit_id)
    place = collations.place(writer.library, place_id)
    if place.here:
        raise Refused(f"{place.label} is in the unit.", "H says first that it is not here.")
    return unit, place
