"""Where a recorded issue stands in the calendar of its pattern.

A holding often says less than the calendar knows: a semimonthly dated by months, a quarterly dated by years,
a whole volume. Then the number decides which of the possible issues it is, counted from the last calendar
change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from buckram.errors import PatternError
from buckram.pattern.caption import Continuity, Pattern, calendar_changes, date_rules, tells_dates
from buckram.pattern.chronology import ChronologyLevel, Moment, Unit, read_moments
from buckram.pattern.dates import month_bounds, year_bounds
from buckram.pattern.days import DayCalendar, day_calendar
from buckram.pattern.frequency import Pace, Step, frequency_step
from buckram.pattern.numerals import read_numeral
from buckram.pattern.periods import PeriodCalendar, Round, period_calendar
from buckram.pattern.regularity import Act
from buckram.pattern.rhythm import day_base, label_before_next, round_labels
from buckram.pattern.slot import Slot
from buckram.pattern.years import span_of, year_rule

Calendar = PeriodCalendar | DayCalendar

_BY_DAY = (Pace.EVERY_DAYS, Pace.A_WEEK, Pace.A_MONTH)


@dataclass(frozen=True, slots=True)
class Position:
    """A recorded issue in its calendar.

    calendar: the slots of every year. year: of the issue. after: only slots with a larger key come later.
    slot: the slot that the issue is, None where the calendar has none for it. on: the first day of its
    period, as well as it is known. epoch: as `Slot.epoch`.
    """

    calendar: Calendar
    year: int
    after: int
    slot: Slot | None
    on: date
    epoch: int


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What is known about the issue: its pattern, values, moments, and the step of its frequency."""

    pattern: Pattern
    values: Mapping[str, str]
    moments: tuple[Moment, ...]
    step: Step
    levels: tuple[ChronologyLevel, ...]


def locate(pattern: Pattern, values: Mapping[str, str]) -> Position | None:
    """The position of the issue with these values (subfield code to value).

    None where nothing says when issues appear, or the holding has no year. PatternError where a date
    cannot be.
    """
    moments = read_moments(pattern.chronology, values)
    if not moments or not tells_dates(pattern):
        return None
    if not all(1 < moment.year < 9990 for moment in moments):
        code = next(level.code for level in pattern.chronology if level.unit is Unit.YEAR)
        raise PatternError(f"${code} “{values[code]}” is outside the calendar.", subfield=code)
    step = frequency_step(pattern.frequency)
    exact = moments[0].on() is not None
    ruled = any(True for act in (Act.PUBLISHED, Act.COMBINED) for _ in date_rules(pattern, act, "dw"))
    listed = any(True for _ in date_rules(pattern, Act.PUBLISHED, "ms"))
    by_day = exact or ruled or (step.pace in _BY_DAY and not listed)
    levels = tuple(_levels_known(pattern.chronology, values, day_known=by_day and (exact or ruled)))
    recorded = _Recorded(pattern, values, moments, step, levels)
    return _by_day(recorded) if by_day else _by_period(recorded)


def _levels_known(
    levels: Sequence[ChronologyLevel], values: Mapping[str, str], *, day_known: bool
) -> list[ChronologyLevel]:
    """The levels whose values can be told: no day where neither a rule nor the holding knows one."""
    units = {level.unit for level in levels if values.get(level.code)}
    known = []
    for level in levels:
        if level.unit is Unit.WEEK:
            if not (day_known and values.get(level.code)):
                continue
            if Unit.MONTH in units and Unit.DAY not in units and len(values[level.code].strip()) == 1:
                level = replace(level, unit=Unit.WEEK_OF_MONTH)
        elif level.unit is Unit.OTHER or (level.unit is Unit.DAY and not day_known):
            continue
        known.append(level)
    return known


def _by_period(recorded: _Recorded) -> Position:
    pattern, moments, step = recorded.pattern, recorded.moments, recorded.step
    first, last = moments[0], moments[-1]
    by_season = first.label > 12 or (
        not first.label and any(level.unit is Unit.SEASON for level in recorded.levels)
    )
    labels = round_labels(pattern, step, first.label, by_season=by_season)
    width = 1
    span: tuple[int, ...] = (0,)
    if not first.label and len(labels) <= 1:
        span = span_of(pattern)
        if len(span) == 1 and last.year > first.year:
            span = (0, last.year - first.year)
    elif len(moments) == 2 and last.label <= 12 and step.pace is Pace.EVERY_MONTHS:
        # A bimonthly may date each issue by both its months, with no rule that says so.
        wide = (last.label - first.label) % 12 + 1
        width = wide if first.label and wide <= step.count else 1
    base = Round(labels, width, span)
    calendar = period_calendar(pattern, recorded.levels, base, year_rule(pattern, first.year))
    if not first.label:
        years = range(first.year, (first if len(span) > 1 else last).year + 1)
        return _chosen(recorded, calendar, [slot for year in years for slot in calendar.slots(year)])
    key = calendar.key(first.year, first.label)
    slot = next((slot for slot in calendar.slots(first.year) if slot.key == key), None)
    after = max(key, calendar.key(last.year, label_before_next(step, labels, last.label)))
    on = date(first.year, calendar.month_of(first.label), 1)
    return Position(calendar, first.year, after, slot, on, calendar.epoch(first.year, first.label))


def _by_day(recorded: _Recorded) -> Position:
    pattern, moments, step = recorded.pattern, recorded.moments, recorded.step
    first, last = moments[0].on(), moments[-1].on()
    years = year_rule(pattern, moments[0].year)
    if first and last:
        for moment in dict.fromkeys((moments[-1], moments[0])):
            # A double number of 24 and 25 December tells the weekday of a weekly by one of its days only.
            on = moment.on() or last
            base = day_base(pattern, step, on, moment.day or on.day)
            calendar = day_calendar(pattern, recorded.levels, base, years)
            key = calendar.key(first)
            slot = next((slot for slot in calendar.slots(first.year) if slot.key == key), None)
            if slot is not None:
                break
        after = max(calendar.key(first), calendar.key(last))
        return Position(calendar, first.year, after, slot, first, calendar.epoch(first))
    low, high = _bounds(pattern, moments)
    on = date.fromordinal(_guessed_day(recorded, low, high))
    base = day_base(pattern, step, on, 1)
    calendar = day_calendar(pattern, recorded.levels, base, years)
    between = range(date.fromordinal(low).year, date.fromordinal(high).year + 1)
    candidates = [slot for year in between for slot in calendar.slots(year) if low <= slot.key <= high]
    if len(moments) > 1 and moments[0].label:
        # An issue that names two months is the last of what it joins.
        candidates = candidates[-1:]
    return _chosen(recorded, calendar, candidates)


def _bounds(pattern: Pattern, moments: Sequence[Moment]) -> tuple[int, int]:
    """The days between which an issue dated only by month, season or year appears."""
    first, last = moments[0], moments[-1]
    low, high = year_bounds(first.year)[0], year_bounds(last.year)[1]
    if first.label:
        months = pattern.season_months
        low = month_bounds(first.year, months.get(first.label, first.label))[0]
        high = month_bounds(last.year, months.get(last.label, last.label))[1]
        high += 60 if last.label > 12 else 0
    return low, high


def _guessed_day(recorded: _Recorded, low: int, high: int) -> int:
    """The day of an issue of which only the month or year is recorded, from its number in the volume."""
    step = recorded.step
    if step.pace not in (Pace.EVERY_DAYS, Pace.A_WEEK):
        return low
    interval = step.count if step.pace is Pace.EVERY_DAYS else 7 / step.count
    place = _place(recorded, 365 / interval)
    year = date.fromordinal(high).year
    months = [change.month for change in calendar_changes(recorded.pattern) if change.month]
    starts = [date(at, month, 1).toordinal() for at in (year - 1, year) for month in months]
    begin = max((start for start in starts if start <= high), default=year_bounds(year)[0])
    return max(low, min(high, begin + round((place - 1) * interval))) if place else low


def _place(recorded: _Recorded, a_year: float) -> int:
    """The place of the issue in its volume by its lowest number, 0 where it has none."""
    values = recorded.values
    levels = [
        level
        for level in recorded.pattern.levels
        if level.code in "abcdef" and not level.alongside and values.get(level.code)
    ]
    numeral = read_numeral(values[levels[-1].code], levels[-1].scheme) if levels else None
    if numeral is None:
        return 0
    lowest = levels[-1]
    cycle = lowest.units or max(1, round(a_year))
    if len(levels) == 1 or lowest.continuity is Continuity.CONTINUOUS or numeral.last > 2 * cycle:
        return (numeral.last - 1) % cycle + 1
    return numeral.last


def _chosen(recorded: _Recorded, calendar: Calendar, candidates: list[Slot]) -> Position:
    """The candidate whose place in its volume fits the number best; the last one where there is no number."""
    first, last = recorded.moments[0], recorded.moments[-1]
    if not candidates:
        # The serial did not appear then by this pattern; it goes on after the recorded period.
        low, high = (date.fromordinal(day) for day in _bounds(recorded.pattern, recorded.moments))
        if isinstance(calendar, DayCalendar):
            return Position(calendar, low.year, calendar.key(high), None, low, calendar.epoch(low))
        after, epoch = calendar.key(last.year, last.label), calendar.epoch(first.year, 1)
        return Position(calendar, first.year, after, None, low, epoch)
    best = candidates[-1]
    place = _place(recorded, len(calendar.slots(first.year)))
    if place and len(candidates) > 1:
        ranks = _ranks(recorded, calendar, range(first.year - 1, last.year + 1))
        best = min(candidates, key=lambda slot: abs(ranks[slot.key] - place))
    return Position(calendar, best.on.year, best.key, best, best.on, best.epoch)


def _ranks(recorded: _Recorded, calendar: Calendar, years: Sequence[int]) -> dict[int, int]:
    """Slot key to its place in its volume; where nothing turns the volumes, they begin in January."""
    lowest = next(
        (level for level in reversed(recorded.pattern.levels) if recorded.values.get(level.code)), None
    )
    units = lowest.units if lowest else None
    by_change = bool(calendar_changes(recorded.pattern))
    ranks: dict[int, int] = {}
    rank, epoch = 0, -1
    for year in years:
        for n, slot in enumerate(calendar.slots(year)):
            turned = slot.epoch != epoch if by_change else n == 0 or (units and rank >= units)
            rank, epoch = 1 if turned else rank + 1, slot.epoch
            ranks[slot.key] = rank
    return ranks
