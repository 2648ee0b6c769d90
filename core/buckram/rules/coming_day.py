"""A day to come as people type it: until when to watch, when to look again."""

from __future__ import annotations

import re
from datetime import date, timedelta

from buckram.errors import Refused
from buckram.rules.typed_day import typed_day

_SPAN = re.compile(r"\+?\s*(\d{1,3})\s*(d|w|m|days?|weeks?|months?)", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30}

# A day of the month comes at most once in 28 days; the 29th of February at least once in eight years.
_STEPS = (*(28 * n for n in range(1, 15)), *(366 * n for n in range(2, 9)))


def coming_day(text: str, today: date, *, day_first: bool = True) -> date:
    """The day after `today` that `text` means; what has no month or year is the next such day.

    "10d", "2w", "1m" or "+10" (from today), "18" (the next 18th), "18 dec", "12/18" with day_first off,
    "2026-12-18". Raises Refused when it is no day, or not after today.
    """
    text = text.strip()
    span = _SPAN.fullmatch(text)
    if span:
        return _after(today + timedelta(days=int(span[1]) * _DAYS[span[2][0].lower()]), today)
    if re.fullmatch(r"\+\d{1,3}", text):
        return _after(today + timedelta(days=int(text)), today)
    found = today
    names_a_day = any(c.isdigit() for c in text) and not text.startswith("-")
    for step in _STEPS if names_a_day else ():
        found = typed_day(text, today + timedelta(days=step), day_first=day_first)
        if found > today:
            break
    return _after(found, today)


def _after(day: date, today: date) -> date:
    if day <= today:
        raise Refused("That day is not to come.", "Type it like 2w, 10d, 18, 18 dec or 2026-12-18.")
    return day
