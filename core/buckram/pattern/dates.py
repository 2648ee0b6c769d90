"""The days of a year that a code of 853 $y names, as ordinals (`date.toordinal`)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from buckram.pattern.regularity import Code, Day, Month, Season, Weekday, WeekOfMonth, WeekOfYear, Year
from buckram.pattern.slot import season_of


def year_bounds(year: int) -> tuple[int, int]:
    """The ordinals of 1 January and 31 December."""
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def month_bounds(year: int, month: int) -> tuple[int, int]:
    """The ordinals of the first and the last day of a month."""
    first = date(year, month, 1).toordinal()
    return first, first + monthrange(year, month)[1] - 1


def weekday_of(ordinal: int) -> int:
    """0 is Monday."""
    return (ordinal + 6) % 7


@lru_cache(maxsize=4096)
def days_of(code: Code, year: int, *, southern: bool = False) -> tuple[int, ...]:
    """The days that the code names in `year`, in order; none where the year has no such day.

    A code that names a whole week, month, season or year gives all its days (see `is_stretch`).
    """
    first, last = year_bounds(year)
    match code:
        case Weekday(weekday):
            return tuple(range(first + (weekday - weekday_of(first)) % 7, last + 1, 7))
        case Day(month, day):
            months = [month] if month else range(1, 13)
            return tuple(date(year, m, day).toordinal() for m in months if day <= monthrange(year, m)[1])
        case Month(month):
            begin, end = month_bounds(year, month)
            return tuple(range(begin, end + 1))
        case Season(season):
            return tuple(
                day
                for month in range(1, 13)
                if season_of(month, southern=southern) == season
                for day in range(month_bounds(year, month)[0], month_bounds(year, month)[1] + 1)
            )
        case WeekOfMonth():
            return tuple(_weeks_of_months(code, year))
        case WeekOfYear(week):
            return tuple(
                day for day in range(first, last + 1) if date.fromordinal(day).isocalendar()[1] == week
            )
        case Year():
            return tuple(range(first, last + 1)) if code.fits(year) else ()


def _weeks_of_months(code: WeekOfMonth, year: int) -> Iterator[int]:
    for month in [code.month] if code.month else range(1, 13):
        begin, end = month_bounds(year, month)
        for day in range(begin, end + 1):
            if code.weekday >= 0 and weekday_of(day) != code.weekday:
                continue
            if code.week == 0 or code.week in ((day - begin) // 7 + 1, 99 - (end - day) // 7):
                yield day


def is_stretch(code: Code) -> bool:
    """Whether the code names a stretch of days, out of which the serial's own weekday or day picks one."""
    return isinstance(code, WeekOfYear | Month | Season | Year) or (
        isinstance(code, WeekOfMonth) and code.weekday < 0
    )
