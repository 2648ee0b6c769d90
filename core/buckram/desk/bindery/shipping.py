"""A packed lot leaves for the binder, and is taken back when it was never collected."""

from __future__ import annotations

from datetime import date

from buckram.desk.bindery.lot_header import due_for
from buckram.desk.bindery.moving import move
from buckram.desk.bindery.picking import name_titles
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.states import State
from buckram.rules.coming_day import coming_day
from buckram.rules.keeping import spoken_day
from buckram.rules.typed_day import typed_day
from buckram.storage.bindery import binders, lots, returned, units
from buckram.storage.bindery.lots import Lot
from buckram.storage.ledger import act

_LONG_AGO = 183
"""Days."""


def typed_sent(desk: Desk, text: str) -> date:
    """The day on which a lot left, as typed; today where nothing is. Raises Refused for a day to come.

    What is typed without its year and is nearly a year ago is a day to come: boxes do not lie about so long.
    """
    today, day_first = desk.today(), decided(desk.library, "day_first")
    day = typed_day(text, today, day_first=day_first)
    if (today - day).days > _LONG_AGO:
        try:
            day = coming_day(text, today, day_first=day_first)
        except Refused:
            # Its year was typed.
            return day
    if day > today:
        raise Refused(f"{spoken_day(day)} is to come.", "Type the day on which the boxes left.")
    return day


def send(desk: Desk, lot: Lot, day: date) -> str:
    """The boxes of a closed lot left on a day, today or earlier: one act; the lot as it was on the screen.

    Its issues are at the bindery from now on. Due back is counted from that day, unless somebody has set it.
    Gives the sentence. Raises Refused when the lot is not closed, the day is to come, or the lot would be due
    back before it left; Stale.
    """
    library = desk.library
    if lot.state == "building":
        raise Refused(
            f"Lot {lot.number} is not closed.", "C closes it, when all of it is packed and counted."
        )
    if lot.state != "closed":
        raise Refused(f"Lot {lot.number} is {lot.state}.", "It left already.")
    if day > desk.today():
        raise Refused(f"{spoken_day(day)} is to come.", "Type the day on which the boxes left.")
    binder = binders.get(library, lot.binder_id)
    due = due_for(lot, binder, pick_up_on=day)
    if due is not None and due < day:
        raise Refused(
            f"Lot {lot.number} would be due back on {spoken_day(due)}, before it left.",
            "L sets the day on which it is due back.",
        )
    with act(library, desk.hand(), "send lot") as writer:
        writer.update(
            "lot",
            lot.id,
            {
                "state": "closed",
                "closed_at": lot.closed_at,
                "sent_on": None,
                "pick_up_on": _iso(lot.pick_up_on),
                "due_back_on": _iso(lot.due_back_on),
            },
            {
                "state": "sent",
                "sent_on": day.isoformat(),
                "pick_up_on": day.isoformat(),
                "due_back_on": _iso(due),
            },
        )
        going = units.of_lot(library, lot.id)
        for unit in going:
            move(writer, unit, State.SHIPPED)
        name_titles(writer, [unit.title_id for unit in going])
        back = f", due back {spoken_day(due)}" if due else ""
        count = f"{len(going)} unit{'' if len(going) == 1 else 's'}"
        writer.sentence = f"Lot {lot.number} left on {spoken_day(day)} for {lot.binder}: {count}{back}."
    return writer.sentence


def never_left(desk: Desk, lot: Lot) -> str:
    """A lot that was said to have left was never collected: one act. It is closed again, and in its boxes.

    Gives the sentence. Raises Refused when it is not away, or something of it has come back; Stale.
    """
    library = desk.library
    if lot.state != "sent":
        raise Refused(
            f"Lot {lot.number} is {lot.state}.", "Only what left and did not come back is taken back."
        )
    with act(library, desk.hand(), "lot not collected") as writer:
        counted = returned.counted(library, lot.id) is not None
        if (
            counted
            or returned.strays(library, lot.id)
            or any(one.result for one in lots.lines(library, lot.id))
        ):
            raise Refused(f"Something of lot {lot.number} has come back.", "So it did leave.")
        binder = binders.get(library, lot.binder_id)
        writer.update(
            "lot",
            lot.id,
            {
                "state": "sent",
                "sent_on": _iso(lot.sent_on),
                "pick_up_on": _iso(lot.pick_up_on),
                "due_back_on": _iso(lot.due_back_on),
            },
            {
                "state": "closed",
                "sent_on": None,
                "pick_up_on": None,
                "due_back_on": _iso(due_for(lot, binder, pick_up_on=None)),
            },
        )
        back = units.of_lot(library, lot.id)
        for unit in back:
            move(writer, unit, State.PACKED)
        name_titles(writer, [unit.title_id for unit in back])
        writer.sentence = f"Lot {lot.number} never left: it is closed, and lies in its boxes."
    return writer.sentence


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
