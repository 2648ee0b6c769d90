"""Days to come as people type them: the cases of coming_days.txt."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.rules.coming_day import coming_day

TODAY = date(2026, 11, 21)
LINES = Path(__file__).with_name("coming_days.txt").read_text().splitlines()
CASES = [[part.strip() for part in line.split(">")] for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "day"), CASES)
def test_a_coming_day(text: str, day: str) -> None:
    if day == "!":
        with pytest.raises(Refused, match="not to come"):
            coming_day(text, TODAY)
    else:
        assert coming_day(text, TODAY) == date.fromisoformat(day)


def test_month_first_is_a_setting() -> None:
    assert coming_day("12/5", TODAY, day_first=False) == date(2026, 12, 5)


@given(st.integers(1, 31), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_day_of_the_month_is_the_next_such_day(day: int, today: date) -> None:
    found = coming_day(str(day), today)
    assert found.day == day
    assert 0 < (found - today).days <= 62


@given(st.text(max_size=12))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        found: date | str = coming_day(text, TODAY)
    except Refused as refusal:
        found = refusal.next_step
    assert found
