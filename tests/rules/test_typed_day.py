"""Days as people type them: the cases of typed_days.txt."""

from calendar import isleap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.rules.typed_day import typed_day

TODAY = date(2026, 11, 21)
LINES = Path(__file__).with_name("typed_days.txt").read_text().splitlines()
CASES = [line.split(" > ") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "day"), CASES)
def test_a_typed_day(text: str, day: str) -> None:
    if day == "!":
        with pytest.raises(Refused, match="is no day"):
            typed_day(text, TODAY)
    else:
        assert typed_day(text, TODAY) == date.fromisoformat(day)


def test_month_first_is_a_setting() -> None:
    assert typed_day("3/4/2026", TODAY, day_first=False) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2028, 1, 10), date(2024, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2104, 2, 1), date(2096, 2, 29)),
    ],
)
def test_the_29th_of_february_is_that_of_the_last_leap_year(today: date, day: date) -> None:
    assert typed_day("29 feb", today) == day


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)), st.dates(date(2008, 3, 1), date(2099, 1, 1)))
def test_a_day_without_a_year_is_the_latest_that_has_come(day: date, today: date) -> None:
    found = typed_day(f"{day.day}/{day.month}", today)
    assert (found.day, found.month) == (day.day, day.month)
    assert found <= today
    later = [date(y, 2, 29) for y in range(found.year + 1, today.year + 1) if isleap(y)]
    assert (
        all(one > today for one in later) if (day.month, day.day) == (2, 29) else found.year >= today.year - 1
    )


@given(st.text(max_size=12))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        found: date | str = typed_day(text, TODAY)
    except Refused as refusal:
        found = refusal.next_step
    assert isinstance(found, date) or found.startswith("Type it like")


@given(st.dates(date(1999, 1, 1), TODAY))
def test_a_day_typed_in_full_is_that_day(day: date) -> None:
    assert typed_day(day.isoformat(), TODAY) == day
    assert typed_day(f"{day.day}.{day.month}.{day.year}", TODAY) == day
