"""The mending queue as lists: what waits for a decision, what is to be mended, what is out, what is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.exchange.lists import Table
from buckram.rules.bindery.damage import URGENT, told_damage
from buckram.rules.bindery.repairs import Route, Section, State, level
from buckram.storage.bindery import repairs
from buckram.storage.bindery.repairs import Repair
from buckram.storage.library import Library

KEPT_IN_SIGHT = timedelta(days=365)
"""What was done earlier is in the log of the figures, not in the list of the desk."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The four lists. to_shelve: how many of the done ones are not on their shelf yet; they stand first."""

    lists: Mapping[Section, Sequence[Repair]]
    to_shelve: int


def queue(library: Library, today: date) -> Queue:
    """The queue now: what is wet or mouldy first, then the oldest; of the done ones the last first."""
    lists: dict[Section, list[Repair]] = {name: [] for name in Section}
    for one in repairs.in_hand(library):
        lists[one.section].append(one)
    for name in (Section.DECIDE, Section.MEND):
        lists[name].sort(key=lambda one: (not urgent(one), one.found_on, one.id))
    waiting = len(lists[Section.DONE])
    lists[Section.DONE] += repairs.done(library, today - KEPT_IN_SIGHT)
    return Queue(lists, waiting)


def urgent(one: Repair) -> bool:
    """Whether it must not wait."""
    return one.state is not State.DONE and bool(URGENT & set(one.damage))


def state_words(one: Repair) -> str:
    """Where it stands, in a few words."""
    if one.state is State.BENCH:
        return f"{one.route or Route.MEND}, at the bench{f': {one.done_by}' if one.done_by else ''}"
    if one.state is State.SENT:
        return f"bindery: {one.unit}" if one.unit else "bindery: no unit"
    if one.state is State.WAITING:
        return str(one.route or "")
    if one.route is Route.WITHDRAW:
        return "withdrawn"
    said = {Route.KEEP: "kept as it is", Route.REPLACE: "replacement claimed"}.get(one.route or Route.MEND)
    words = said or ", ".join(one.kinds) or one.result or "done"
    return words if one.back_on else f"to its shelf: {words}"


def whole(one: Repair, today: date) -> str:
    """All that is known of it, as one paragraph."""
    days = (today - one.found_on).days
    since = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"
    parts = [f"{one.named}: {told_damage(one.damage)}{', must not wait' if urgent(one) else ''}."]
    if one.note:
        parts.append(f"“{one.note}”.")
    place = ", ".join(text for text in (one.location, one.call_number, one.barcode) if text)
    parts.append(f"{place}." if place else "")
    parts.append(f"Found {_where(one)} {since} by {one.found_by}.")
    if one.route:
        parts.append(f"{str(one.route).capitalize()}, decided by {one.decided_by}.")
    if one.minutes is not None:
        done = [", ".join(one.kinds), ", ".join(one.supplies), one.result]
        parts.append(
            f"{one.minutes} min ({level(one.minutes)}), {one.done_by}: {'; '.join(filter(None, done))}."
        )
    elif one.state is State.BENCH:
        parts.append(f"At the bench{f' of {one.done_by}' if one.done_by else ''}.")
    return " ".join(part for part in parts if part)


def _where(one: Repair) -> str:
    return "on the shelf" if one.found_at == "shelf" else f"at {one.found_at}"


COLUMNS = (
    "Place",
    "Call number",
    "Title",
    "Piece or volume",
    "Barcode",
    "Found on",
    "Found at",
    "Found by",
    "Damage codes",
    "Damage",
    "Route",
    "Decided by",
    "State",
    "Mends",
    "Minutes",
    "Supplies",
    "Done by",
    "Done on",
    "Result",
    "Back on shelf",
    "Note",
)


def as_table(found: Sequence[Repair], name: str) -> Table:
    """One of the lists whole, for a spreadsheet."""
    return Table(f"Mending: {name}", COLUMNS, [_row(one) for one in found])


def _row(one: Repair) -> list[str]:
    return [
        one.location,
        one.call_number,
        one.title,
        one.what,
        one.barcode,
        one.found_on.isoformat(),
        one.found_at,
        one.found_by,
        " ".join(one.damage),
        told_damage(one.damage),
        str(one.route or ""),
        one.decided_by,
        str(one.state),
        ", ".join(one.kinds),
        "" if one.minutes is None else str(one.minutes),
        ", ".join(one.supplies),
        one.done_by,
        one.done_on.isoformat() if one.done_on else "",
        one.result,
        one.back_on.isoformat() if one.back_on else "",
        one.note,
    ]


def in_brief(found: Sequence[Repair], name: str) -> Table:
    """What fits on paper: the slip that goes to the bench."""
    rows = [
        [one.call_number, one.title, one.what, told_damage(one.damage), state_words(one)] for one in found
    ]
    return Table(f"Mending: {name}", ("Call number", "Title", "Piece", "Damage", "How"), rows)
