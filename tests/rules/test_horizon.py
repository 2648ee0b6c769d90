"""How far ahead expected issues are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from buckram.rules.horizon import Horizon, within

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Prediction:
    published_on: date | None


def every(days: int, start: date = TODAY) -> Iterator[Prediction]:
    return (Prediction(start + timedelta(days=days * n)) for n in count(1))


def test_a_daily_is_kept_thirty_issues_ahead() -> None:
    found = list(within(every(1), 0, TODAY, Horizon()))
    assert len(found) == 30
    assert found[-1].published_on == TODAY + timedelta(days=30)


def test_what_is_already_kept_counts() -> None:
    assert len(list(within(every(1), 28, TODAY, Horizon()))) == 2
    assert not list(within(every(1), 30, TODAY, Horizon()))


def test_a_quarterly_is_kept_fifteen_months_ahead() -> None:
    found = list(within(every(91), 0, TODAY, Horizon()))
    assert len(found) == 5
    assert all(p.published_on and p.published_on <= date(2028, 2, 21) for p in found)


def test_what_lies_behind_does_not_count_as_ahead() -> None:
    found = list(within(every(7, TODAY - timedelta(days=70)), 0, TODAY, Horizon()))
    assert len([p for p in found if p.published_on and p.published_on <= TODAY]) == 10
    assert len(found) == 40


def test_a_daily_that_nobody_touched_for_years_does_not_fill_the_file() -> None:
    assert len(list(within(every(1, date(2010, 1, 1)), 0, TODAY, Horizon()))) == Horizon().behind


def test_undated_issues_end() -> None:
    assert len(list(within((Prediction(None) for _ in count()), 0, TODAY, Horizon()))) == 30
