"""What a frequency makes of a year, when one issue of it is known: the labels or the days that have one."""

from __future__ import annotations

from datetime import date

from buckram.pattern.caption import Pattern, date_rules
from buckram.pattern.dates import weekday_of
from buckram.pattern.days import AsListed, DayBase, Every, OnDays, OnWeekdays
from buckram.pattern.frequency import Pace, Step, every_so_many_days
from buckram.pattern.regularity import Act, Code, Month, Season, Weekday, WeekOfMonth


def round_labels(pattern: Pattern, step: Step, label: int, *, by_season: bool) -> tuple[int, ...]:
    """The labels (months 1-12, seasons 21-24) of a year, given that of one issue (0 where not known)."""
    months = {Pace.EVERY_MONTHS: step.count, Pace.EVERY_YEARS: 12}.get(step.pace, 0)
    if step.pace is Pace.NONE:
        # Only a list of years can bring such a serial here: one issue in each of them.
        return (label or 1,) if _published(pattern, "y") else ()
    if by_season:
        if months == 12:
            return (label or 21,)
        if months == 6:
            return (21, 23) if label in (0, 21, 23) else (22, 24)
        return (21, 22, 23) if months == 4 else (21, 22, 23, 24)
    if step.pace is Pace.A_YEAR:
        first = next((change.month for change in pattern.changes if change.month), 1)
        return tuple(sorted((month + first - 2) % 12 + 1 for month in step.spread_months()))
    if not months:
        return tuple(range(1, 13))
    return tuple(range(((label or 1) - 1) % months + 1, 13, months))


def label_before_next(step: Step, labels: tuple[int, ...], label: int) -> int:
    """The month after which the next issue comes. An uneven round does not hold every month: then the
    month that lies nearest to a whole interval later has the next issue."""
    if step.pace is not Pace.A_YEAR or label in labels or label > 12:
        return label
    wanted = label + 12 / step.count
    coming = [month + turn for turn in (0, 12) for month in labels if month + turn > label]
    nearest = min(coming, key=lambda month: abs(month - wanted))
    return max((month for month in coming if month < nearest), default=label)


def day_base(pattern: Pattern, step: Step, on: date, day: int) -> DayBase:
    """The days of a serial of which one issue appears on `on`.

    day: the day of the month that is meant, which `on` may have had to shorten (the 31st in April).
    """
    codes = _published(pattern, "dw")
    if codes:
        return AsListed(on.weekday(), _fortnight(step, codes, on))
    months = tuple(sorted({_month(pattern, code) for code in _published(pattern, "ms")}))
    ordinal = on.toordinal()
    if step.pace is Pace.A_YEAR and not months:
        step = every_so_many_days(step.count)
    match step.pace:
        case Pace.EVERY_DAYS:
            return Every(step.count, ordinal % step.count)
        case Pace.A_WEEK:
            return OnWeekdays(_weekdays(step.count, weekday_of(ordinal)))
        case Pace.A_MONTH:
            return OnDays(months or tuple(range(1, 13)), _days_of_month(step.count, day))
        case Pace.EVERY_MONTHS if not months:
            months = tuple(range((on.month - 1) % step.count + 1, 13, step.count))
        case Pace.EVERY_YEARS if not months:
            months = (on.month,)
    return OnDays(months, (day,))


def _published(pattern: Pattern, kinds: str) -> list[Code]:
    rules = date_rules(pattern, Act.PUBLISHED, kinds)
    return [code for rule in rules for item in rule.items for code in item]


def _month(pattern: Pattern, code: Code) -> int:
    if isinstance(code, Season):
        return pattern.season_months[code.season]
    return code.month if isinstance(code, Month) else 1


def _fortnight(step: Step, codes: list[Code], on: date) -> int:
    """For a biweekly whose rules give no more than its weekday: its weeks, odd (1) or even (0); else -1."""
    only_weekdays = all(
        isinstance(code, Weekday) or (isinstance(code, WeekOfMonth) and not (code.month or code.week))
        for code in codes
    )
    return (on.toordinal() - 1) // 7 % 2 if step == Step(Pace.EVERY_DAYS, 14) and only_weekdays else -1


def _weekdays(times: int, weekday: int) -> tuple[int, ...]:
    """The weekdays of a serial that appears twice or three times a week, one of them known."""
    if times == 2:
        return {0: (0, 3), 3: (0, 3), 1: (1, 4), 4: (1, 4)}.get(weekday, (2, 5))
    return (0, 2, 4) if weekday in (0, 2, 4) else (1, 3, 5)


def _days_of_month(times: int, day: int) -> tuple[int, ...]:
    """The days of a serial that appears twice or three times a month, one of them known."""
    if times == 3:
        first = (day - 1) % 10 + 1
        return (first, first + 10, first + 20)
    if day in (1, 15):
        return (1, 15)
    return (day, day + 15) if day < 16 else (day - 15, day)
