"""Whether a title is still subscribed to: said wherever a piece of it is received."""

from __future__ import annotations

from datetime import date

from buckram.rules.keeping import spoken_day
from buckram.rules.renewal import ended
from buckram.storage.library import Library
from buckram.storage.subscriptions import terms_of


def ended_words(library: Library, title_id: int, day: date, today: date) -> str:
    """For an issue of `day` that no subscription of its title covers: "subscription ended 31 Dec 2025", or
    "ends" while that day is to come; else "". It is received all the same: grace issues arrive for months."""
    last = ended(terms_of(library, title_id), day)
    return f"subscription {'ended' if last < today else 'ends'} {spoken_day(last)}" if last else ""
