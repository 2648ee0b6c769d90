"""What stands at the head of a lot, as a person types it: days, service, order number, instructions."""

from __future__ import annotations

from datetime import date
from typing import Any

from buckram.desk.bindery.lots_made import SERVICES
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.due_back import due_back
from buckram.rules.coming_day import coming_day
from buckram.rules.keeping import spoken_day
from buckram.rules.typed_day import typed_day
from buckram.storage.bindery import binders
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.lots import Lot
from buckram.storage.ledger import act

WORDS = {
    "pick_up_on": "Picked up on",
    "due_back_on": "Due back on",
    "service": "Service",
    "order_number": "Order number",
    "instructions": "Instructions for the binder",
    "note": "Note for ourselves",
}
"""What may be changed, and what each is called."""

LONGEST = 500
"""Characters of instructions or a note: they have to stand on the manifest."""


def due_for(lot: Lot, binder: Binder, **changed: Any) -> date | None:
    """When the lot is due back once this is changed (pick_up_on, service); None where no pick-up is known.

    A day that somebody set stays: it is one that the pick-up does not give by itself.
    """
    by_itself = _computed(lot.pick_up_on, lot.service, binder)
    if lot.due_back_on != by_itself:
        return lot.due_back_on
    return _computed(changed.get("pick_up_on", lot.pick_up_on), changed.get("service", lot.service), binder)


def _computed(pick_up: date | None, service: str, binder: Binder) -> date | None:
    return due_back(pick_up, service, binder.turn_days, binder.rush_days) if pick_up else None


def told_header(lot: Lot, name: str) -> str:
    """What a field of the header holds, as it is shown and typed; "" for nothing."""
    value = getattr(lot, name)
    return spoken_day(value) if isinstance(value, date) else str(value or "")


def change_header(desk: Desk, lot: Lot, name: str, typed: str) -> str:
    """Change a field of WORDS to what was typed, the lot as it was on the screen: one act.

    With the pick-up or the service the day due back goes too, unless somebody has set that; typing nothing
    takes a day away, and lets due back be counted again. Gives the sentence. Raises Refused, Stale.
    """
    if lot.state == "done":
        raise Refused(f"Lot {lot.number} is done.", "What stands at its head stays as it was.")
    value = _value(desk, lot, name, typed)
    binder = binders.get(desk.library, lot.binder_id)
    changes: dict[str, Any] = {name: value}
    if name in {"pick_up_on", "service"}:
        changes["due_back_on"] = due_for(lot, binder, **{name: value})
    elif name == "due_back_on" and value is None:
        changes["due_back_on"] = _computed(lot.pick_up_on, lot.service, binder)
    due, left = changes.get("due_back_on"), lot.sent_on or changes.get("pick_up_on", lot.pick_up_on)
    if due is not None and left is not None and due < left:
        raise Refused(f"{spoken_day(due)} is before {spoken_day(left)}, when it leaves.", "Type a later day.")
    changes = {column: new for column, new in changes.items() if new != getattr(lot, column)}
    if not changes:
        return f"{WORDS[name]} stays as it is."
    with act(desk.library, desk.hand(), "lot header") as writer:
        writer.update(
            "lot",
            lot.id,
            {"state": lot.state, **{column: _stored(getattr(lot, column)) for column in changes}},
            {column: _stored(new) for column, new in changes.items()},
        )
        parts = [f"{WORDS[column].lower()} {_said(new)}" for column, new in changes.items()]
        writer.sentence = f"Lot {lot.number}: {', '.join(parts)}."
    return writer.sentence


def _value(desk: Desk, lot: Lot, name: str, typed: str) -> Any:
    text = " ".join(typed.split())
    day_first = decided(desk.library, "day_first")
    match name:
        case "service":
            found = [one for one in SERVICES if text and one.startswith(text.lower())]
            if not found:
                raise Refused(f"“{text}” is no service.", f"There are {' and '.join(SERVICES)}.")
            return found[0]
        case "pick_up_on" if lot.sent_on:
            raise Refused(
                f"Lot {lot.number} left on {spoken_day(lot.sent_on)}.",
                "Y says that it never left; then again.",
            )
        case "pick_up_on" | "due_back_on" if not text:
            return None
        case "pick_up_on":
            return _day(text, desk.today(), day_first=day_first)
        case "due_back_on":
            # What is typed without a year lies behind the day on which the lot left, also when that is past.
            return coming_day(text, lot.sent_on or lot.pick_up_on or desk.today(), day_first=day_first)
    if len(text) > LONGEST:
        raise Refused(f"That is {len(text)} characters long.", f"{LONGEST} are the most for a manifest.")
    return text


def _day(text: str, today: date, *, day_first: bool) -> date:
    """A pick-up is today or to come, as a rule; what names an earlier day in full is one that was."""
    if text.lower() in {"t", "today"}:
        return today
    try:
        return coming_day(text, today, day_first=day_first)
    except Refused:
        return typed_day(text, today, day_first=day_first)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _said(value: Any) -> str:
    return spoken_day(value) if isinstance(value, date) else f"“{value}”" if value else "taken away"
