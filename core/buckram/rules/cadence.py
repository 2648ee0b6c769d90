"""How often a title comes of which nothing is foreseen, and when its silence is too long.

Nothing is late that nobody expected; but a report that came every spring and did not come this year is to be
asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

ENOUGH = 3
"""So many intervals make a rhythm; with fewer the frequency of the record counts, else two years."""

LONGER = 1.5
"""Silence is too long beyond so many times the longest interval that was normal."""

NORMAL = 3
"""An interval of more than so many usual ones was a gap in what came, and is no measure of the next."""

SAME_POST = timedelta(days=3)
"""Pieces nearer than this came together: they are one sign of life."""

LEAST = timedelta(days=45)
"""Nobody asks before so many days, however often a title comes: the post is that slow."""

UNKNOWN = timedelta(days=730)
"""The silence that is allowed where nothing tells how often a title comes."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """When a title comes. usual: days between two arrivals (median), None below two; longest: of the normal
    ones; intervals: how many there were; last: the last arrival."""

    usual: int | None
    longest: int
    intervals: int
    last: date | None

    @property
    def allowed(self) -> timedelta | None:
        """The silence that its own history allows; None where that is too short to tell."""
        if self.usual is None or self.intervals < ENOUGH:
            return None
        return max(LEAST, timedelta(days=ceil(LONGER * self.longest)))


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came since a day, for longer than is usual. days: so long. usual: as in Cadence."""

    since: date
    days: int
    usual: int | None

    @property
    def words(self) -> str:
        """ "Nothing since 14 months; it usually comes every 12 months." """
        usual = f"; it usually comes every {span_words(self.usual)}" if self.usual else ""
        return f"Nothing since {span_words(self.days)}{usual}."


def cadence(came: Sequence[date]) -> Cadence:
    """The rhythm of arrivals, in any order."""
    days: list[date] = []
    for day in sorted(came):
        if not days or day - days[-1] > SAME_POST:
            days.append(day)
    apart = [(later - earlier).days for earlier, later in pairwise(days)]
    if not apart:
        return Cadence(None, 0, 0, days[-1] if days else None)
    usual = median(apart)
    normal = [one for one in apart if one <= NORMAL * usual]
    return Cadence(round(usual), max(normal), len(apart), days[-1])


def silence(found: Cadence, today: date, a_year: float | None = None) -> Silence | None:
    """The silence of a title where it is too long by today, else None.

    a_year: issues a year by its frequency, for a title of which too little came to tell.
    """
    if found.last is None:
        return None
    allowed = found.allowed
    usual = found.usual if allowed else None
    if allowed is None and a_year:
        usual = round(365.25 / a_year)
        allowed = max(LEAST, timedelta(days=ceil(2 * LONGER * usual)))
    since = today - found.last
    if since <= (allowed or UNKNOWN):
        return None
    return Silence(found.last, since.days, usual)


def span_words(days: int) -> str:
    """Days as people say them: "9 days", "5 weeks", "14 months", "3 years"."""
    for name, length, least in (("year", 365.25, 730), ("month", 30.4375, 60), ("week", 7, 14)):
        if days >= least:
            count = int(1.01 * days / length)  # 365 days are 12 months, though months are longer than 30
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{days} day{'' if days == 1 else 's'}"
