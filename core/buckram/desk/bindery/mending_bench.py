"""At the mending bench: taken there, mended, back on its shelf."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.desk.bindery.mending_routes import (
    change_repair,
    come_back,
    condition_in,
    copy_of,
    leave_bindery,
    name_titles,
    piece_of,
)
from buckram.desk.desk import Desk
from buckram.desk.noting import tidy
from buckram.errors import Refused
from buckram.rules.bindery.repairs import AT_THE_BENCH, Route, State, as_typed, level, typed_work
from buckram.rules.copies import Condition
from buckram.storage import claims
from buckram.storage.bindery import repairs
from buckram.storage.bindery.repairs import Repair
from buckram.storage.ledger import ActWriter, act


def take(desk: Desk, shown: Sequence[Repair]) -> str:
    """Take these to the bench: one act. What nobody decided on yet is to be mended, then: an easy mend needs
    no approval. Gives the sentence. Raises Refused, Stale."""
    _some(shown)
    with act(desk.library, desk.hand(), "repair begun") as writer:
        for one in shown:
            if one.state is not State.WAITING:
                raise Refused(f"{one.named} is {one.state}.", _next_step(one))
            change_repair(writer, one, _taken(desk, one))
        name_titles(writer, shown)
        writer.sentence = f"At the bench: {_named(shown)}."
    return writer.sentence


def _taken(desk: Desk, one: Repair) -> dict[str, object]:
    after: dict[str, object] = {"state": str(State.BENCH), "done_by": desk.person}
    if one.route is None:
        after |= {"route": str(Route.MEND), "decided_by": desk.person, "decided_at": desk.now()}
    return after


def last_typed(desk: Desk) -> str:
    """What stands in the field when a mend is done: the letters of this person's last one."""
    last = repairs.last_work(desk.library, desk.person)
    return f"{as_typed(*last)} " if last else ""


def mended(desk: Desk, shown: Repair, text: str) -> str:
    """It is done: one act. text: letters of mends and supplies, minutes, and the result in words, as
    `read_work` reads them. Gives the sentence.

    From the queue, the bench or the bindery. A damaged piece is good again, unless a replacement is claimed.
    Raises Refused where the time or what was done is not told, it is done already, or still with the bindery;
    Stale.
    """
    work = typed_work(text)
    not_done(shown)
    with act(desk.library, desk.hand(), "mended") as writer:
        after = _taken(desk, shown) | {
            "state": str(State.DONE),
            "kinds": repairs.as_json(work.kinds),
            "done_by": desk.person,
            "done_on": desk.today().isoformat(),
            "minutes": work.minutes,
            "supplies": repairs.as_json(work.supplies),
            "result": work.result,
        }
        come_back(writer, shown)
        change_repair(writer, shown, after)
        fit = _fit_again(writer, shown)
        name_titles(writer, [shown])
        assert work.minutes is not None
        writer.sentence = f"Mended: {shown.named}: {work.words} ({level(work.minutes)}).{fit}"
    return writer.sentence


def not_done(shown: Repair) -> Repair:
    """The same, if it may still be mended. Raises Refused."""
    if shown.state is State.DONE:
        raise Refused(f"{shown.named} is done already.", _next_step(shown))
    return shown


def _fit_again(writer: ActWriter, shown: Repair) -> str:
    found = piece_of(writer, shown)
    if found is None or found[1].condition is not Condition.DAMAGED:
        return ""
    issue, piece = found
    copy_id = copy_of(writer, issue, piece)
    wanted = (one for one in claims.of_issue(writer.library, issue.id) if one.open)
    if any(one.reason == "damaged" and one.copy_id in {None, copy_id} for one in wanted):
        return " It counts as damaged until its replacement comes."
    condition_in(writer, issue, piece, Condition.GOOD)
    return " It counts as good again."


def shelve(desk: Desk, shown: Sequence[Repair]) -> str:
    """These are back on their shelves: one act. What was out is done with that, and good again where it was
    bound. Gives the sentence. Raises Refused for what is not mended yet, still with the bindery, withdrawn,
    or there already; Stale."""
    _some(shown)
    fit = ""
    with act(desk.library, desk.hand(), "repair shelved") as writer:
        today = desk.today().isoformat()
        for one in shown:
            if one.route is Route.WITHDRAW:
                raise Refused(f"{one.named} was withdrawn.", "^Z takes that back.")
            if one.back_on is not None:
                raise Refused(f"{one.named} is on its shelf already.")
            if one.state not in {State.DONE, State.SENT}:
                raise Refused(f"{one.named} is not mended yet.", _next_step(one))
            after: dict[str, object] = {"back_on": today}
            if one.state is State.SENT:
                after |= {"state": str(State.DONE), "done_by": desk.person, "done_on": today}
                if come_back(writer, one):
                    fit = _fit_again(writer, one)
            change_repair(writer, one, after)
        name_titles(writer, shown)
        writer.sentence = f"Back on {'its shelf' if len(shown) == 1 else 'their shelves'}: {_named(shown)}."
        writer.sentence += fit if len(shown) == 1 else ""
    return writer.sentence


def step_back(desk: Desk, shown: Sequence[Repair]) -> str:
    """One step back for each: from the bench into the queue; what was decided is to be decided again; what
    was not is taken off the queue. One act. Gives the sentence. Raises Refused for what is done; Stale."""
    _some(shown)
    with act(desk.library, desk.hand(), "repair put back") as writer:
        for one in shown:
            if one.state is State.DONE:
                raise Refused(f"{one.named} is done.", "^Z takes back what was done last.")
            if one.route is None:
                change_repair(writer, one, {})
                writer.delete("repair", one.id)
            elif one.state is State.BENCH:
                change_repair(writer, one, {"state": str(State.WAITING), "done_by": None})
            else:
                leave_bindery(writer, one)
                undecided = {"route": None, "decided_by": None, "decided_at": None}
                change_repair(writer, one, {"state": str(State.WAITING), **undecided})
        name_titles(writer, shown)
        first = shown[0]
        if first.route is None:
            told = "Off the mending queue"
        elif first.state is State.BENCH:
            told = "Back in the queue"
        else:
            told = "To be decided again"
        writer.sentence = f"{told}: {_named(shown)}."
    return writer.sentence


def note(desk: Desk, shown: Repair, text: str) -> str:
    """Keep a note with a repair; "" takes it away. One act. Gives the sentence. Raises Stale."""
    kept = tidy(text)
    with act(desk.library, desk.hand(), "note") as writer:
        change_repair(writer, shown, {"note": kept})
        name_titles(writer, [shown])
        writer.sentence = f"Noted with the repair of {shown.named}: {kept or 'nothing'}."
    return writer.sentence


def _some(shown: Sequence[Repair]) -> None:
    if not shown:
        raise Refused("Nothing is lit.", "Scan what is damaged, or type what it is with A.")


def _named(shown: Sequence[Repair]) -> str:
    return shown[0].named if len(shown) == 1 else f"{len(shown)} pieces"


def _next_step(one: Repair) -> str:
    if one.state is State.DONE:
        return "" if one.back_on else "R says that it is back on its shelf."
    if one.state is State.SENT:
        return "R says that it is back on its shelf."
    return "M says what was done with it." if one.route in {None, *AT_THE_BENCH} else "D decides."
