"""Issues that are dated by month, season, quarter or year: the same round of labels every year.

A round is a list of items; an item is one issue, of one label or of several joined ones. Labels are months
1-12 and seasons 21-24 (a quarter is its first month), so a monthly with a summer number is one round too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from buckram.pattern.caption import Pattern, calendar_changes, date_rules
from buckram.pattern.chronology import ChronologyLevel, Unit
from buckram.pattern.regularity import Act, Month, Season
from buckram.pattern.slot import Part, Slot, chronology_of
from buckram.pattern.years import YearRule

KEYS_A_YEAR = 32
"""Room for the order of the labels inside one year."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a year of such a serial looks like before rules are applied.

    labels: the single labels of the frequency. width: how many months one issue names (2 for a bimonthly
    that is dated 01/02 without a rule saying so). span: the years of one issue of an annual, counted from the
    first: (0, 1) for 2019/2020.
    """

    labels: tuple[int, ...]
    width: int = 1
    span: tuple[int, ...] = (0,)


class _Planned(NamedTuple):
    """What does not depend on the year in one issue of a round: its place, its month, the dates it joins,
    the calendar changes passed by then, and its values below the year (None where the year stands not
    first, or the issue reaches into the next one)."""

    order: int
    month: int
    units: int
    passed: int
    below_year: tuple[tuple[str, str], ...] | None


class PeriodCalendar:
    """The slots of a pattern whose issues are dated by periods. Pure: equal years give equal slots."""

    def __init__(
        self, pattern: Pattern, levels: Sequence[ChronologyLevel], base: Round, years: YearRule
    ) -> None:
        self.levels = tuple(levels)
        self.years = years
        self.span = base.span
        self._months = pattern.season_months
        self.items = self._items(pattern, base)
        self._changes = self._change_orders(pattern)
        self._slots: dict[int, tuple[Slot, ...]] = {}
        self._plan = [self._planned(item) for item in self.items]

    def month_of(self, label: int) -> int:
        """The month with which a label begins, in the year it is dated."""
        return self._months.get(label, label)

    def order(self, label: int) -> int:
        """The place of a label in its year; a season sorts after the month with which it begins."""
        return self.month_of(label) * 2 + (label > 12)

    def key(self, year: int, label: int) -> int:
        """What `Slot.key` is for an issue of this label (0: the year as a whole)."""
        return year * KEYS_A_YEAR + (self.order(label) if label else 2)

    def epoch(self, year: int, label: int) -> int:
        """What `Slot.epoch` is for an issue of this label."""
        order = self.order(label)
        return year * len(self._changes) + sum(change <= order for change in self._changes)

    def _items(self, pattern: Pattern, base: Round) -> list[tuple[int, ...]]:
        published: list[tuple[int, ...]] = [
            self._labels(item) for rule in date_rules(pattern, Act.PUBLISHED, "ms") for item in rule.items
        ]
        combined = [
            self._labels(item) for rule in date_rules(pattern, Act.COMBINED, "ms") for item in rule.items
        ]
        omitted = {
            label
            for rule in date_rules(pattern, Act.OMITTED, "ms")
            for item in rule.items
            for label in self._labels(item)
        }
        if not published:
            published = [self._widened(label, base.width) for label in base.labels]
            if base.labels:
                combined = [item for item in combined if self._covered(item) & set(base.labels)]
        joined = combined + [item for item in published if len(item) > 1]
        covered = {label for item in joined for label in self._covered(item)}
        singles = [item for item in published if len(item) == 1 and item[0] not in covered]
        items = [tuple(label for label in item if label not in omitted) for item in joined + singles]
        return sorted(filter(None, dict.fromkeys(items)), key=lambda item: self.order(item[0]))

    def _labels(self, item: Sequence[object]) -> tuple[int, ...]:
        return tuple(
            code.month if isinstance(code, Month) else code.season
            for code in item
            if isinstance(code, Month | Season)
        )

    def _widened(self, label: int, width: int) -> tuple[int, ...]:
        return (label, (label + width - 2) % 12 + 1) if width > 1 and label <= 12 else (label,)

    def _covered(self, item: tuple[int, ...]) -> set[int]:
        """Every label that an item stands for: 01/03 covers February too."""
        covered = set(item)
        for first, last in pairwise(item):
            if (first <= 12) == (last <= 12):
                ring = list(range(1, 13)) if first <= 12 else sorted(self._months, key=self.order)
                at = ring.index(first)
                while ring[at] != last:
                    covered.add(ring[at])
                    at = (at + 1) % len(ring)
        return covered

    def _change_orders(self, pattern: Pattern) -> list[int]:
        """The calendar changes as places in the year."""
        by_season = bool(self.items) and all(item[0] > 12 for item in self.items)
        orders = set()
        for change in calendar_changes(pattern):
            month = self.month_of(change.season) if change.season else change.month
            if by_season:
                orders.add(self._season_order(month))
            else:
                orders.add(month * 2)
        return sorted(orders)

    def _season_order(self, month: int) -> int:
        """The place of the season that a month belongs to; where none has begun yet, that of New Year."""
        begins = {at: self.order(season) for season, at in self._months.items()}
        if month == 12 and 1 in begins:
            return begins[1]
        return max((order for at, order in begins.items() if at <= month), default=0)

    def _planned(self, item: tuple[int, ...]) -> _Planned:
        order = self.order(item[0])
        passed = sum(change <= order for change in self._changes)
        parts = self._parts(item, 2001)
        below_year = None
        if self.levels[0].unit is Unit.YEAR and parts[-1].year == 2001:
            below_year = chronology_of(self.levels, parts)[1:]
        return _Planned(order, self.month_of(item[0]), len(self._covered(item)), passed, below_year)

    def _parts(self, item: tuple[int, ...], year: int) -> list[Part]:
        parts: list[Part] = []
        for label in item:
            if parts and self.order(label) <= self.order(parts[-1].label):
                year += 1
            parts.append(Part(year, self.month_of(label), 1, label))
        parts += [Part(year + n, parts[-1].month, 1, parts[-1].label) for n in self.span[1:]]
        return parts

    def slots(self, year: int) -> tuple[Slot, ...]:
        """The issues whose first date falls in `year`, in order; none in a year that the rules leave out."""
        known = self._slots.get(year)
        if known is None:
            if len(self._slots) > 200:
                self._slots.clear()
            known = self._slots[year] = self._year(year) if self.years.publishes(year) else ()
        return known

    def _year(self, year: int) -> tuple[Slot, ...]:
        slots = []
        year_pair = (self.levels[0].code, f"{year:04d}")
        start, epoch = year * KEYS_A_YEAR, year * len(self._changes)
        for item, (order, month, units, passed, below_year) in zip(self.items, self._plan, strict=True):
            if below_year is None:
                chronology = chronology_of(self.levels, self._parts(item, year))
            else:
                chronology = (year_pair, *below_year)
            slots.append(Slot(start + order, date(year, month, 1), chronology, units, epoch + passed))
        return tuple(slots)


@lru_cache(maxsize=512)
def period_calendar(
    pattern: Pattern, levels: tuple[ChronologyLevel, ...], base: Round, years: YearRule
) -> PeriodCalendar:
    """The calendar for these values, made once."""
    return PeriodCalendar(pattern, levels, base, years)
