"""When the issues that a record has in hand were published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from buckram.desk.following import parsed
from buckram.errors import PatternError
from buckram.pattern import Pattern, published_date
from buckram.pattern.chronology import read_moments, season_months
from buckram.pattern.field import Field

_DATED = Field.of("853", "  ", [("i", "(year)"), ("j", "(month)"), ("k", "(day)")])


_MOST_DATES = 4096
"""Dates that are kept of one pattern."""


class Dating:
    """The dates of issues: by their pattern, else as nearly as their chronology alone tells them."""

    def __init__(self, captions: Field) -> None:
        try:
            self._pattern: Pattern | None = parsed(captions if captions.subfields else _DATED)
            self._levels = self._pattern.chronology
        except PatternError:
            self._pattern, self._levels = None, ()
        self._codes = [level.code for level in self._levels]
        self._known: dict[tuple[str, ...], date | None] = {}

    def published(self, values: Mapping[str, str]) -> date | None:
        """The date of the issue with these values, None where nothing tells it."""
        pattern = self._pattern
        if pattern is None:
            return None
        try:
            # Only a regularity ($y) can say more of the day than the chronology of the issue itself.
            if pattern.rules and (exact := published_date(pattern, Field.of("863", "  ", values.items()))):
                return exact
            dated = tuple([values.get(code, "") for code in self._codes])
            if dated not in self._known:
                # A thousand monthlies bear the same months, and each of them is worked out once.
                if len(self._known) >= _MOST_DATES:
                    self._known.clear()
                self._known[dated] = self._begins(pattern, dict(zip(self._codes, dated, strict=True)))
            return self._known[dated]
        except PatternError:
            return None

    def _begins(self, pattern: Pattern, dated: Mapping[str, str]) -> date | None:
        """The first day of the period. Raises PatternError when the chronology has no sense."""
        moments = read_moments(self._levels, dated)
        if not moments or not 1 < moments[0].year < 9990:
            return None
        first = moments[0]
        if exact := first.on():
            return exact
        seasons = season_months(winter_first=pattern.winter_opens_year, southern=pattern.southern)
        return date(first.year, seasons.get(first.label, first.label or 1), 1)


@lru_cache(maxsize=256)
def dating(captions: Field) -> Dating:
    """The dates by one caption field. Kept, because most monthlies share theirs."""
    return Dating(captions)
