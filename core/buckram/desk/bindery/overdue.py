"""Lots that ought to be back and are not, held units to be decided: what the worklist reminds of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.rules.bindery.due_back import days_over
from buckram.storage.bindery import away, lots, searches
from buckram.storage.bindery.lots import Lot
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Overdue:
    """A lot that was due back `days` ago. away: how many of its units the binder still has."""

    lot: Lot
    days: int
    away: int


def overdue(library: Library, today: date) -> list[Overdue]:
    """The lots that are over their day with units still away, the longest first."""
    left = away.units_overdue(library, today)
    found = [lots.get(library, lot_id) for lot_id in left]
    told = [Overdue(lot, days_over(lot.due_back_on, today), left[lot.id]) for lot in found]
    return sorted(told, key=lambda one: (-one.days, one.lot.id))


def overdue_words(library: Library, today: date) -> str:
    """What the bindery reminds of, in one line; "" for nothing: lots that are over, held units to look at.

    "Lot 2026-07 is 3 days over (F9 G): Acme Bindery."; "1 held unit to decide (F9 D): Journal, v.3."; where
    there are both only how many they are. Asked whenever the expected list or the welcome is shown: it costs
    two questions where nothing is over.
    """
    late = overdue(library, today)
    to_decide, came = searches.held_to_look_at(library, today)
    held = f"{_held(to_decide)} to decide" if to_decide else f"{_held(came)}: a piece came" if came else ""
    if held and late:
        over = "1 lot is" if len(late) == 1 else f"{len(late)} lots are"
        return f"{over} over (F9 G); {held} (F9 D)."
    if held:
        units = to_decide or came
        named = f": {units[0]}" if len(units) == 1 else ""
        return f"{held} (F9 D){named}."
    return _late_words(late)


def _held(units: Sequence[str]) -> str:
    return f"{len(units)} held unit{'' if len(units) == 1 else 's'}"


def _late_words(late: Sequence[Overdue]) -> str:
    if not late:
        return ""
    if len(late) == 1:
        lot, days = late[0].lot, late[0].days
        # The name last: a narrow screen cuts there.
        return f"Lot {lot.number} is {days} day{'' if days == 1 else 's'} over (F9 G): {lot.binder}."
    return f"{len(late)} lots are over at the binder's (F9 G), the first by {late[0].days} days."
