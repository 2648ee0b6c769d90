"""Which days a $y publishes, against calendars and counts that were worked out by hand."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

import pytest

from buckram.pattern import parse_pattern, predictions
from pattern.case_files import field_of, table_rows


def issues_until(codes: str, first: date, last: date) -> list[date]:
    """The days after `first` up to `last` on which a serial of this $w and these $y appears."""
    frequency, *rules = codes.split()
    regularity = " ".join(f"$y {rule}" for rule in rules)
    field = field_of(f"853 20 $8 1 $a no. $i (year) $j (month) $k (day) $w {frequency} {regularity}")
    holding = field_of(f"863 41 $8 1.1 $a 1 $i {first.year} $j {first:%m} $k {first:%d}")
    days = (issue.published_on or date.max for issue in predictions(parse_pattern(field), holding))
    return list(takewhile(lambda day: day <= last, days))


@pytest.mark.parametrize(("codes", "year", "days"), list(table_rows("calendar.txt")))
def test_days_of_a_year(codes: str, year: str, days: str) -> None:
    wanted = [date.fromisoformat(f"{year}-{day}") for day in days.split()]
    assert issues_until(codes, wanted[0], date(int(year), 12, 31)) == wanted[1:]


@pytest.mark.parametrize(("codes", "first", "counts"), list(table_rows("counts.txt")))
def test_issues_a_year(codes: str, first: str, counts: str) -> None:
    for pair in counts.split(","):
        year, count = map(int, pair.split())
        days = issues_until(codes, date.fromisoformat(first), date(year, 12, 31))
        assert sum(day.year == year for day in days) == count, year
