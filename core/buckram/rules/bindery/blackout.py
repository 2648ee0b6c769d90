"""Times of the year in which nothing leaves the shelf: readers need it for their exams."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.errors import Refused

EXAMPLE = "Type stretches as month-day..month-day, such as 12-01..12-20, 05-01..05-31."
_STRETCH = re.compile(r"(\d{1,2})-(\d{1,2})\s*(?:\.\.+|–|—|to)\s*(\d{1,2})-(\d{1,2})")
_LEAP = 2024


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of every year: (month, day) of its first and its last day. It may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


def typed_stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches that were typed, apart by commas; none for "". Raises Refused."""
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        match = _STRETCH.fullmatch(part)
        if match is None:
            raise Refused(f"“{part}” is no stretch of the year.", EXAMPLE)
        first_month, first_day, last_month, last_day = map(int, match.groups())
        found.append(Stretch(_day(first_month, first_day, part), _day(last_month, last_day, part)))
    return tuple(found)


def _day(month: int, day: int, part: str) -> tuple[int, int]:
    try:
        date(_LEAP, month, day)  # the 29th of February is a day of some years
    except ValueError:
        raise Refused(f"“{part}” has a day that is in no year.", EXAMPLE) from None
    return month, day


def free_from(stretches: Sequence[Stretch], today: date) -> date | None:
    """The first day, after today, on which things may leave the shelf again; None: they may today."""
    day = today
    while any(stretch.has(day) for stretch in stretches):
        day += timedelta(days=1)
        if (day - today).days > 366:
            return day  # stretches that leave no day free: it is said, and nobody waits for ever to be told
    return None if day == today else day
