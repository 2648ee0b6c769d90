"""When a lot ought to be back from the binder, and how long it is over that."""

from __future__ import annotations

from datetime import date, timedelta


def due_back(pick_up: date, service: str, turn_days: int, rush_days: int) -> date:
    """The day on which a lot ought to be back: so many days from its pick-up, Sundays and feasts counted too.

    service: standard or rush; turn_days, rush_days: what the binder promises for each.
    """
    return pick_up + timedelta(days=rush_days if service == "rush" else turn_days)


def days_over(due: date | None, today: date) -> int:
    """Days that have gone by since a lot was due back; 0 on that day, before it, and where none is known."""
    return max((today - due).days, 0) if due else 0


def over_words(days: int) -> str:
    """ "1 day over", "12 days over"; "" for a lot that is not."""
    return f"{days} day{'' if days == 1 else 's'} over" if days else ""


def back_words(due: date | None, today: date) -> str:
    """What a reader or a clerk is told of a volume that is away: "due back 20 Dec 2026".

    A day that has gone by without the volume is told as such: nobody can say when it comes.
    """
    if due is None:
        return ""
    told = f"{due.day} {due:%b} {due.year}"
    return f"due back {told}" if due >= today else f"was due back {told}"
