"""A lot comes back: what came is scanned or ticked, what was refused goes its way, what is short is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from buckram.desk.bindery.moving import follow, move
from buckram.desk.boxes import change_piece
from buckram.desk.claiming import close_all
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.identify import read
from buckram.identify.item_codes import plain
from buckram.rules.bindery.coming_back import Instead, Result, Step, Sums, summed
from buckram.rules.bindery.states import State
from buckram.rules.copies import Condition
from buckram.rules.keeping import spoken_day
from buckram.rules.status import Status
from buckram.storage import issues, pieces
from buckram.storage.bindery import lots, returned, tickets, units, volumes
from buckram.storage.bindery.returned import BackLine
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library

LOST = "lost by the binder"
"""Why a unit that did not come never will."""


class Scanned(Enum):
    """What a scan at the unpacking was."""

    CAME = "came"
    HERE = "here already"
    CHOOSE = "choose"
    NOT_SENT = "not sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Booked:
    """What a scan did. line: the unit it is about, if one. choices: units that it may be, best first.

    look: the person has to look up: it belongs to another lot, was not sent, or nobody knows it.
    """

    what: Scanned
    sentence: str
    line: BackLine | None = None
    choices: Sequence[BackLine] = ()
    look: bool = True


def sums_of(library: Library, lot_id: int) -> Sums:
    """The reconciliation of a lot as it stands now."""
    return sums(library, lot_id, returned.of_lot(library, lot_id))


def sums(library: Library, lot_id: int, lines: Iterable[BackLine]) -> Sums:
    """The same, of lines that were read already."""
    came = list(lines)
    strays = returned.strays(library, lot_id)
    over = sum(not one.settled for one in strays)
    first = lots.get(library, lot_id).back_on
    days = [one.came_on for one in came if one.result in {Result.BACK, Result.REFUSED} and one.came_on]
    days += [one.came_on for one in strays]
    later = sum(first is not None and day > first for day in days)
    return summed(
        ((one.result, one.step, one.pieces) for one in came),
        counted=returned.counted(library, lot_id),
        over=over,
        gone=len(strays) - over,
        later=later,
    )


# What came


def scan_back(desk: Desk, raw: str, lot_id: int | None = None) -> Booked:
    """A code while boxes are unpacked: a ticket, an old or new barcode, or the code of a title.

    lot_id: the lot in hand. What is exactly one unit that is out is booked as back, to its own lot.
    """
    library = desk.library
    code = plain(raw)
    line = _of_code(library, code)
    if line is not None:
        return _came_or_told(desk, line, lot_id)
    away = _of_title(desk, raw)
    ours = [one for one in away if one.lot_id == lot_id]
    found = ours or away
    if len(found) == 1:
        return _came_or_told(desk, found[0], lot_id)
    if found:
        said = f"{len(found)} units of {found[0].title} are out: which one is it?"
        return Booked(Scanned.CHOOSE, said, choices=found)
    return Booked(Scanned.UNKNOWN, f"Nothing that was sent answers to {code}. A notes what came too.")


def _of_code(library: Library, code: str) -> BackLine | None:
    ticket = tickets.by_number(library, code.upper())
    unit_id = ticket.unit_id if ticket else None
    if unit_id is None and (volume := volumes.bearing(library, code)):
        unit_id = volume.unit_id
    if unit_id is None:
        unit_id = returned.unit_of_barcode(library, code)
    return returned.of_unit(library, unit_id) if unit_id is not None else None


def _of_title(desk: Desk, raw: str) -> list[BackLine]:
    from buckram.desk.resolving import resolve

    library = desk.library
    reading = read(raw, institution=decided(library, "institution") or None)
    found = resolve(library, reading, desk.today()).titles
    return returned.away_of_titles(library, [one.id for one in found]) if found else []


def _came_or_told(desk: Desk, line: BackLine, lot_id: int | None) -> Booked:
    if line.result in {Result.BACK, Result.REFUSED}:
        came = f" since {spoken_day(line.came_on)}" if line.came_on else ""
        said = f"{line.name} is {line.result}{came}, lot {line.lot}."
        return Booked(Scanned.HERE, said, line, look=line.step is Step.DONE)
    if line.state is not State.SHIPPED or line.lot_state not in {"sent", "back"}:
        said = f"{line.name} was not sent: it is {line.state}, lot {line.lot}. A notes that it came."
        return Booked(Scanned.NOT_SENT, said, line)
    said = came_back(desk, [line])
    elsewhere = lot_id is not None and line.lot_id != lot_id
    if elsewhere:
        said = f"Of another lot, and booked there: {said}"
    return Booked(Scanned.CAME, said, returned.get(desk.library, line.id), look=elsewhere)


def came_back(desk: Desk, lines: Sequence[BackLine]) -> str:
    """These units came back bound: one act. Gives the sentence. Raises Refused, Stale."""
    if not lines:
        raise Refused("Nothing is marked.", "Space marks the lit line; Enter takes it alone.")
    with act(desk.library, desk.hand(), "back") as writer:
        for line in lines:
            now, unit = as_seen(desk, line)
            if now.result not in {Result.AWAY, Result.SHORT} or unit.state is not State.SHIPPED:
                raise Refused(f"{now.name} is {now.state} already.", "The next one.")
            _book(writer, now, Result.BACK, came_on=desk.day_of_receipt())
            move(writer, unit, State.BACK)
        _on_the_lots(writer, lines, desk.day_of_receipt())
        writer.sentence = f"Came back: {_those(writer, lines)}."
    return writer.sentence


def _book(writer: ActWriter, line: BackLine, result: Result, came_on: date | None, reason: str = "") -> None:
    before: dict[str, str | int | None] = {
        "result": str(line.result) or None,
        "came_on": line.came_on.isoformat() if line.came_on else None,
        "came_by": line.came_by or None,
        "reason": line.reason,
    }
    after: dict[str, str | int | None] = {
        "result": str(result) or None,
        "came_on": came_on.isoformat() if came_on else None,
        "came_by": writer.hand.person,
        "reason": reason,
    }
    if line.result is Result.AWAY:
        # Its make-up may change later: what was sent and came is what it was then.
        before["pieces"], after["pieces"] = None, line.pieces
    writer.update("lot_line", line.id, before, after)


def _those(writer: ActWriter, lines: Sequence[BackLine]) -> str:
    numbers = ", ".join(dict.fromkeys(line.lot for line in lines))
    if len(lines) > 1:
        return f"{len(lines)} units, lot {numbers}"
    writer.title_id = lines[0].title_id
    return f"{lines[0].name}, lot {numbers}"


def _on_the_lots(writer: ActWriter, lines: Iterable[BackLine], day: date) -> None:
    """The lots of these lines have begun to come back."""
    for lot_id in dict.fromkeys(line.lot_id for line in lines):
        lot = lots.get(writer.library, lot_id)
        if lot.state not in {"sent", "back"}:
            raise Refused(f"Lot {lot.number} is {lot.state}.", "Only what was sent can come back.")
        if lot.sent_on is not None and day < lot.sent_on:
            left, back = spoken_day(lot.sent_on), spoken_day(day)
            raise Refused(f"Lot {lot.number} left on {left}: it is not back on {back}.", "F6 sets the day.")
        if lot.state == "sent":
            writer.update(
                "lot",
                lot_id,
                {"state": "sent", "back_on": lot.back_on.isoformat() if lot.back_on else None},
                {"state": "back", "back_on": day.isoformat()},
            )
        settle(writer, lot_id)


def settle(writer: ActWriter, lot_id: int) -> None:
    """A lot of which every unit has gone its way is done. To be called last in an act that may settle one."""
    lot = lots.get(writer.library, lot_id)
    settled = sums_of(writer.library, lot_id).settled
    if lot.state == "back" and settled:
        after = {"state": "done", "done_at": writer.hand.at}
        writer.update("lot", lot_id, {"state": "back", "done_at": lot.done_at or None}, after)
    elif lot.state == "done" and not settled:
        writer.update(
            "lot", lot_id, {"state": "done", "done_at": lot.done_at}, {"state": "back", "done_at": None}
        )


def as_seen(desk: Desk, line: BackLine) -> tuple[BackLine, Unit]:
    """The line and its unit, if both are as the screen showed them. Raises Stale, and says who was faster."""
    now = returned.get(desk.library, line.id)
    unit = units.get(desk.library, line.unit_id)
    shown = (line.state, line.version, line.result, line.checked, line.volume_id, line.newest)
    if shown != (now.state, now.version, now.result, now.checked, now.volume_id, now.newest):
        who = f"{unit.moved_by} was faster ({desk.local(unit.moved_at):%H:%M})"
        raise Stale(f"{who}: {now.name} is {now.state}.", "It is shown now as it is.")
    return now, unit


# Counted, and compared


def count(desk: Desk, lot_id: int, text: str) -> str:
    """So many volumes were counted out of the boxes of a lot; "": the count is taken away. The sentence.

    Raises Refused for what is no number, and for a lot that was not sent.
    """
    typed = text.strip()
    if typed and not (typed.isascii() and typed.isdigit() and int(typed) < 10_000):
        raise Refused(f"“{typed}” is no count.", "Type how many volumes lie on the table, such as 28.")
    with act(desk.library, desk.hand(), "counted") as writer:
        lot = lots.get(desk.library, lot_id)
        if lot.state not in {"sent", "back"}:
            raise Refused(f"Lot {lot.number} is {lot.state}.", "Only what was sent can come back.")
        held = returned.counted(desk.library, lot_id)
        writer.update("lot", lot_id, {"counted": held}, {"counted": int(typed) if typed else None})
        said = f"{typed} counted" if typed else "Not counted"
        writer.sentence = f"{said}, lot {lot.number}."
    found = sums_of(desk.library, lot_id)
    return f"{writer.sentence} {found.sent.units} were sent; scan them now." if typed else writer.sentence


def did_not_come(desk: Desk, lines: Sequence[BackLine]) -> str:
    """These units were in no box: they are short. One act; the sentence. Raises Refused, Stale.

    They are the binder's still: `came_back` books them when they come, `lost` when they never will.
    """
    if not lines:
        raise Refused("Nothing is open: every unit of the lot came or was refused.")
    with act(desk.library, desk.hand(), "short") as writer:
        for line in lines:
            now, _ = as_seen(desk, line)
            if now.result is not Result.AWAY:
                raise Refused(f"{now.name} is {now.result} already.")
            _book(writer, now, Result.SHORT, None)
        _on_the_lots(writer, lines, desk.day_of_receipt())
        writer.sentence = f"Short: {_those(writer, lines)}."
    return writer.sentence


def lost(desk: Desk, line: BackLine) -> str:
    """The binder has lost a unit: its pieces are missing, so that they can be bought again. The sentence.

    Raises Refused for what is not with the binder, Stale.
    """
    library = desk.library
    with act(library, desk.hand(), "lost") as writer:
        now, unit = as_seen(desk, line)
        if unit.state is not State.SHIPPED:
            raise Refused(f"{now.name} is {unit.state}.", "Only what is with the binder can be lost there.")
        _book(writer, now, Result.SHORT, None, LOST)
        _condition(writer, unit, Condition.MISSING)
        move(writer, unit, State.REFUSED)
        touched = units.issue_ids(library, [unit.id])
        for one in units.pieces(library, unit.id):
            if one.piece_id is not None:
                # A piece that turns up again is in no unit.
                before = {"piece_id": one.piece_id, "cause": one.cause or None}
                writer.update("unit_piece", one.id, before, {"piece_id": None, "cause": "lost"})
        move(writer, units.get(library, unit.id), State.CANCELLED)
        follow(writer, touched)
        _on_the_lots(writer, [now], desk.day_of_receipt())
        writer.title_id = unit.title_id
        writer.sentence = f"Lost by the binder: {now.name}, lot {now.lot}. Its issues are missing."
    return writer.sentence


def _condition(writer: ActWriter, unit: Unit, condition: Condition) -> None:
    """The good and damaged pieces of a unit are in another condition from now on."""
    library = writer.library
    for one in units.pieces(library, unit.id):
        for piece in pieces.of_issue(library, one.issue_id):
            if piece.id == one.piece_id and piece.condition in {Condition.GOOD, Condition.DAMAGED}:
                change_piece(writer, piece, condition)


# Refused


def refuse(desk: Desk, line: BackLine, reason: str, instead: Instead = Instead.LATER) -> str:
    """The binder sent a unit back unbound. reason: in his words; instead: what is done with it. One act.

    It may have been booked as back before. Raises Refused without a reason, or for what is neither with the
    binder nor unchecked; Stale.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("Why did the binder send it back?", "Choose a reason, or type his words.")
    with act(desk.library, desk.hand(), "refused") as writer:
        now, unit = as_seen(desk, line)
        if unit.state not in {State.SHIPPED, State.BACK} or now.checked:
            raise Refused(f"{now.name} is {unit.state}.", "Only what was sent can be refused.")
        # What was scanned before it was seen to be unbound came on that day.
        _book(writer, now, Result.REFUSED, now.came_on or desk.day_of_receipt(), reason)
        move(writer, unit, State.REFUSED)
        goes = _go_on(desk, writer, unit.id, instead)
        _on_the_lots(writer, [now], desk.day_of_receipt())
        writer.title_id = unit.title_id
        writer.sentence = f"Refused, {reason}: {now.name}, lot {now.lot}.{goes}"
    return writer.sentence


def decide(desk: Desk, line: BackLine, instead: Instead) -> str:
    """Decide about a unit that was refused before. One act; the sentence. Raises Refused, Stale."""
    with act(desk.library, desk.hand(), "refused") as writer:
        now, unit = as_seen(desk, line)
        if unit.state is not State.REFUSED:
            raise Refused(f"{now.name} is {unit.state}.", "Nothing is to be decided about it.")
        goes = _go_on(desk, writer, unit.id, instead)
        if not goes:
            raise Refused("It waits for a decision.", "D decides.")
        settle(writer, now.lot_id)
        writer.title_id = unit.title_id
        writer.sentence = f"{now.name}, refused:{goes}"
    return writer.sentence


def _go_on(desk: Desk, writer: ActWriter, unit_id: int, instead: Instead) -> str:
    """Where a refused unit goes; in words behind a sentence."""
    library = writer.library
    unit = units.get(library, unit_id)
    match instead:
        case Instead.HELD if unit.gaps:
            from buckram.desk.bindery.holding_units import hold_in

            hold_in(desk, writer, unit)
            return " It is held."
        case Instead.HELD:
            move(writer, unit, State.HELD)
            return " It is held."
        case Instead.READY:
            move(writer, unit, State.READY)
            return " It is ready to go again."
        case Instead.BOX:
            from buckram.desk.bindery.accepting import make_volume

            move(writer, unit, State.BOXED)
            make_volume(writer, unit, desk.today())
            return " It gets a box."
        case Instead.WITHDRAW:
            touched = units.issue_ids(library, [unit.id])
            _condition(writer, unit, Condition.WITHDRAWN)
            move(writer, unit, State.DISCARDED)
            follow(writer, touched)
            for issue_id in touched:
                if issues.get(library, issue_id).status is Status.WITHDRAWN:
                    close_all(writer, issue_id, "dropped")
            return " It is withdrawn."
        case _:
            return ""
