"""Days as people type them: the cases of typed_days.txt."""

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
