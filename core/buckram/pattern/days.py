"""Issues that are dated by the day, or whose day a rule fixes: which days of a year have one."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from buckram.pattern.caption import Pattern, calendar_changes, date_rules
from buckram.pattern.chronology import ChronologyLevel, Unit
from buckram.pattern.dates import days_of, is_stretch, month_bounds, weekday_of, year_bounds
from buckram.pattern.regularity import Act, Code, Day, Item, Month, Weekday, WeekOfMonth
from buckram.pattern.slot import Part, Slot, chronology_of, season_of
from buckram.pattern.years import YearRule


@dataclass(frozen=True, slots=True)
class Every:
    """Each `step` days, on the ordinals that leave `phase` when divided."""

    step: int
    phase: int


@dataclass(frozen=True, slots=True)
class OnWeekdays:
    """On these weekdays (0 is Monday) of each week."""

    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OnDays:
    """On these days of these months; a day that a month lacks is its last one."""

    months: tuple[int, ...]
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AsListed:
    """As the rules $y p d and $y p w list them. weekday: the one that a code without its own falls on.
    fortnight: for a biweekly with its weekday, whether odd or even weeks have it, else -1."""

    weekday: int
    fortnight: int = -1


DayBase = Every | OnWeekdays | OnDays | AsListed


class DayCalendar:
    """The slots of a pattern whose issues appear on days. Pure: equal years give equal slots."""

    def __init__(
        self, pattern: Pattern, levels: Sequence[ChronologyLevel], base: DayBase, years: YearRule
    ) -> None:
        self.levels = tuple(levels)
        self.base = base
        self.years = years
        units = {level.unit for level in levels}
        self._by_season = Unit.SEASON in units and Unit.MONTH not in units
        self._is_plain = [level.unit for level in levels] == [Unit.YEAR, Unit.MONTH, Unit.DAY]
        season_month = pattern.season_months
        self._changes = sorted(
            {(season_month[c.season] if c.season else c.month, c.day or 1) for c in calendar_changes(pattern)}
        )
        listed = [item for rule in date_rules(pattern, Act.PUBLISHED, "dw") for item in rule.items]
        self._listed = [item[0] for item in listed if len(item) == 1]
        self._joins = [item for rule in date_rules(pattern, Act.COMBINED, "dwm") for item in rule.items]
        self._always_joined = {item for item in listed if len(item) > 1}
        self._joins += self._always_joined
        self._joins += [
            item for rule in date_rules(pattern, Act.PUBLISHED, "m") for item in rule.items if len(item) > 1
        ]
        if any(isinstance(code, Day) for item in listed for code in item):
            # Beside dates that are listed one by one, a combined date needs no leave of theirs.
            self._always_joined |= {item for item in self._joins if isinstance(item[0], Day)}
        self._southern = pattern.southern
        self._omitted = [
            code for rule in date_rules(pattern, Act.OMITTED, "dwms") for item in rule.items for code in item
        ]
        self._months = {
            code.month
            for rule in date_rules(pattern, Act.PUBLISHED, "m")
            for item in rule.items
            for code in item
            if isinstance(code, Month)
        }
        self._bases: dict[int, tuple[list[int], frozenset[int]]] = {}
        self._slots: dict[int, tuple[Slot, ...]] = {}

    def key(self, on: date) -> int:
        """What `Slot.key` is for an issue of this day."""
        return on.toordinal()

    def epoch(self, on: date) -> int:
        """What `Slot.epoch` is for an issue of this day."""
        return on.year * len(self._changes) + bisect_right(self._change_days(on.year), on.toordinal())

    def _change_days(self, year: int) -> list[int]:
        return [
            date(year, month, min(day, monthrange(year, month)[1])).toordinal()
            for month, day in self._changes
        ]

    def slots(self, year: int) -> tuple[Slot, ...]:
        """The issues whose first date falls in `year`, in order."""
        known = self._slots.get(year)
        if known is None:
            if len(self._slots) > 60:
                self._slots.clear()
                self._bases.clear()
            known = self._slots[year] = tuple(self._year(year))
        return known

    def _base(self, year: int) -> tuple[list[int], frozenset[int]]:
        """The days of single issues before any are joined, and the days that are left out."""
        known = self._bases.get(year)
        if known is None:
            days: list[int] = []
            omitted: frozenset[int] = frozenset()
            if 0 < year < 10000:
                omitted = frozenset(
                    day for code in self._omitted for day in days_of(code, year, southern=self._southern)
                )
                if self.years.publishes(year):
                    days = [day for day in self._unfiltered(year) if day not in omitted]
            known = self._bases[year] = (days, omitted)
        return known

    def _unfiltered(self, year: int) -> Sequence[int]:
        first, last = year_bounds(year)
        match self.base:
            case Every(step, phase):
                return self._in_months(range(first + (phase - first) % step, last + 1, step))
            case OnWeekdays(weekdays):
                return self._in_months([day for day in range(first, last + 1) if weekday_of(day) in weekdays])
            case OnDays(months, days):
                return sorted(
                    {
                        date(year, month, min(day, monthrange(year, month)[1])).toordinal()
                        for month in months
                        for day in days
                    }
                )
            case AsListed(weekday, fortnight):
                found = {day for code in self._listed for day in self._days_listed(code, year, weekday)}
                if fortnight >= 0:
                    found = {day for day in found if (day - 1) // 7 % 2 == fortnight}
                return sorted(found)

    def _days_listed(self, code: Code, year: int, weekday: int) -> Sequence[int]:
        days: Sequence[int] = days_of(code, year)
        if is_stretch(code):
            days = [day for day in days if weekday_of(day) == weekday]
        if isinstance(code, Weekday) or (isinstance(code, Day | WeekOfMonth) and not code.month):
            return self._in_months(days)
        return days

    def _in_months(self, days: Sequence[int]) -> Sequence[int]:
        """A list of months beside rules about days says in which months the days count."""
        if not self._months:
            return days
        return [day for day in days if date.fromordinal(day).month in self._months]

    def _year(self, year: int) -> Iterator[Slot]:
        days, _ = self._base(year)
        joined: dict[int, tuple[int, ...]] = {}
        taken: set[int] = set()
        if self._joins:
            earlier = sorted(self._joined(year - 1)) if year > 1 else []
            for parts, through in [*earlier, *sorted(self._joined(year))]:
                if parts[0] not in taken:  # else it overlaps one that began before
                    taken.update(range(parts[0], through + 1))
                    joined[parts[0]] = parts
            begin, end = year_bounds(year)
            joined = {first: parts for first, parts in joined.items() if begin <= first <= end}
        starts = sorted({*joined, *(day for day in days if day not in taken)}) if taken else days
        changes = self._change_days(year)
        epoch = year * len(changes)
        text = f"{year:04d}"
        codes = [level.code for level in self.levels]
        for day in starts:
            on = date.fromordinal(day)
            bound = joined.get(day)
            if bound is None and self._is_plain:
                chronology: tuple[tuple[str, str], ...] = (
                    (codes[0], text),
                    (codes[1], _TWO[on.month]),
                    (codes[2], _TWO[on.day]),
                )
            else:
                dates = map(date.fromordinal, bound or (day,))
                chronology = chronology_of(self.levels, [self._part(d) for d in dates])
            units = len(bound) if bound else 1
            if bound and isinstance(self.base, Every):
                units = (bound[-1] - bound[0]) // self.base.step + 1
            yield Slot(day, on, chronology, units, epoch + bisect_right(changes, day))

    def _part(self, on: date) -> Part:
        label = season_of(on.month, southern=self._southern) if self._by_season else on.month
        return Part(on.year, on.month, on.day, label)

    def _joined(self, year: int) -> Iterator[tuple[tuple[int, ...], int]]:
        """The combined issues that begin in `year`: their days, and the last day they stand for."""
        days, omitted = self._base(year)
        following, later_omitted = self._base(year + 1)
        near = sorted({*days, *following})
        gone = omitted | later_omitted
        if not self.years.publishes(year):
            return
        for item in self._joins:
            for first in self._days_joined(item[0], year, near):
                parts = self._parts(item, first, year, near)
                parts = tuple(day for day in parts if day not in gone)
                if not parts:
                    continue
                through = parts[-1]
                if isinstance(item[-1], Month):
                    last = date.fromordinal(through)
                    through = month_bounds(last.year, last.month)[1]
                if item in self._always_joined or bisect_right(near, through) > bisect_right(near, first - 1):
                    yield parts, through

    def _parts(self, item: Item, first: int, year: int, near: list[int]) -> tuple[int, ...]:
        """The days of one combined issue, each the next that fits; () where one does not exist."""
        parts = [first]
        for code in item[1:]:
            days = [*self._days_joined(code, year, near), *self._days_joined(code, year + 1, near)]
            at = bisect_right(days, parts[-1])
            if at == len(days) or days[at] - parts[-1] > 300:
                return ()
            parts.append(days[at])
        return tuple(parts)

    def _days_joined(self, code: Code, year: int, near: list[int]) -> Sequence[int]:
        """The days of one part: as named, or where a stretch is named the first issue in it."""
        if not 0 < year < 10000:
            return ()
        days = days_of(code, year)
        if not is_stretch(code):
            return days
        firsts: list[int] = []
        for begin, end in _stretches(days):
            at = bisect_right(near, begin - 1)
            if at < len(near) and near[at] <= end:
                firsts.append(near[at])
        return firsts


def _stretches(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The unbroken stretches among ordered days, each as its first and last day."""
    begin = end = 0
    for day in days:
        if begin and day == end + 1:
            end = day
            continue
        if begin:
            yield begin, end
        begin = end = day
    if begin:
        yield begin, end


_TWO = [f"{n:02d}" for n in range(32)]


@lru_cache(maxsize=256)
def day_calendar(
    pattern: Pattern, levels: tuple[ChronologyLevel, ...], base: DayBase, years: YearRule
) -> DayCalendar:
    """The calendar for these values, made once."""
    return DayCalendar(pattern, levels, base, years)
