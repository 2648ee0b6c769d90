"""The list of lots: overdue ones first, then what waits for somebody here, then what is away or done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.exchange.lists import Table
from buckram.rules.bindery.due_back import days_over, over_words
from buckram.rules.keeping import spoken_day
from buckram.storage.bindery import away, lots
from buckram.storage.bindery.away import LotCounts
from buckram.storage.bindery.lots import Lot
from buckram.storage.library import Library

ORDER = ("closed", "building", "sent", "back", "done")
"""Behind what is overdue: what a person here can do something about comes first."""

NONE = LotCounts(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """A lot in the list. over: days since it was due back, while units are away; else 0."""

    lot: Lot
    counts: LotCounts
    over: int

    @property
    def words(self) -> str:
        """How far it is: "12 of 30 packed", "3 days over, 2 away"."""
        lot, counts = self.lot, self.counts
        if self.over:
            part = f", {counts.away} of {counts.units} away" if counts.away < counts.units else ""
            return over_words(self.over) + part
        match lot.state:
            case "building":
                return f"{counts.packed} of {counts.units} packed" if counts.units else "nothing in it yet"
            case "closed":
                return f"pick-up {spoken_day(lot.pick_up_on)}" if lot.pick_up_on else "waits for its pick-up"
            case "sent":
                return "at the binder's"
            case "back" if counts.away:
                return f"{counts.away} of {counts.units} still away"
            case "back":
                return "all back, being checked"
        return f"back {spoken_day(lot.back_on)}" if lot.back_on else ""


def listed(library: Library, today: date, states: Sequence[str] = ()) -> list[Listed]:
    """The lots, or those in these states; "overdue" is one of them here."""
    counts = away.counts(library)
    found = []
    for lot in lots.every(library):
        count = counts.get(lot.id, NONE)
        over = days_over(lot.due_back_on, today) if count.away and lot.state in {"sent", "back"} else 0
        if not states or lot.state in states or (over and "overdue" in states):
            found.append(Listed(lot, count, over))
    # Newest first within a state; what is away by the day on which it is due.
    return sorted(found, key=lambda one: (-one.over, ORDER.index(one.lot.state), _due(one.lot)))


def _due(lot: Lot) -> date:
    return lot.due_back_on or date.max if lot.state == "sent" else date.min


def as_table(found: Sequence[Listed], today: date) -> Table:
    """The list for a spreadsheet or a printer."""
    return Table(
        f"Bindery lots, {spoken_day(today)}",
        (
            "Lot", "Binder", "Kind", "Service", "State", "Units", "Packed", "Boxes", "Away", "Order",
            "Sent", "Due back", "Days over", "Back",
        ),
        [
            (
                one.lot.number,
                one.lot.binder,
                one.lot.kind,
                one.lot.service,
                one.lot.state,
                str(one.counts.units),
                str(one.counts.packed),
                str(one.counts.boxes),
                str(one.counts.away),
                one.lot.order_number,
                _iso(one.lot.sent_on),
                _iso(one.lot.due_back_on),
                str(one.over or ""),
                _iso(one.lot.back_on),
            )
            for one in found
        ],
        f"{len(found)} lot{'' if len(found) == 1 else 's'}, {sum(one.over > 0 for one in found)} overdue.",
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
