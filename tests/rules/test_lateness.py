"""Lag and lateness."""

from datetime import date, timedelta

import pytest

from buckram.rules.lateness import DEFAULT_GRACE, LagSource, days_late, grace, lag, late_after

JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("expected", "grace", "today", "late"),
    [
        ("2026-01-01", 10, "2026-01-11", 0),
        ("2026-01-01", 10, "2026-01-12", 1),
        ("2026-01-01", 0, "2026-01-01", 0),
        ("2026-12-01", 10, "2026-01-01", 0),
    ],
)
def test_the_last_day_of_grace_is_not_late(expected: str, grace: int, today: str, late: int) -> None:
    assert days_late(date.fromisoformat(expected), grace, date.fromisoformat(today)) == late


def test_own_receipts_speak_first() -> None:
    assert lag([3, 4, 40], 20, 12).days == 4
    assert lag([3, 4, 40], 20, 12).source is LagSource.OWN


def test_two_receipts_are_not_enough_then_the_vendor_speaks() -> None:
    assert lag([3, 4], 20, 12).days == 20
    assert lag([3, 4], 20, 12).source is LagSource.VENDOR


@pytest.mark.parametrize(("a_year", "days"), [(365, 0), (52, 2), (12, 8), (4, 23), (1, 30), (0.5, 30)])
def test_then_the_frequency_speaks(a_year: float, days: int) -> None:
    found = lag([3, 4], None, a_year)
    assert (found.days, found.source) == (days, LagSource.FREQUENCY)


def test_without_anything_the_publication_date_counts() -> None:
    found = lag([], None)
    assert (found.days, found.source) == (0, LagSource.NONE)
    assert found.expected(date(2026, 3, 1)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (lag([11] * 24, None), "11 days after its date, by its own last 24 receipts"),
        (lag([-1] * 3, None), "1 day before its date, by its own last 3 receipts"),
        (lag([], 0), "on its date, by the vendor's word"),
        (lag([], None, 12), "8 days after its date, by its frequency"),
        (lag([], None), "its date alone, for nothing is known of its lag"),
    ],
)
def test_the_screen_can_say_which(found: object, words: str) -> None:
    assert getattr(found, "words") == words  # noqa: B009


def test_nine_of_ten_receipts_say_what_late_is() -> None:
    assert late_after([4, 5, 5, 5, 6, 6, 7, 7, 9, 60]) == 9
    assert late_after([4, 5, 5, 6, 6, 7, 60]) is None, "seven are too few: one slow post would decide"


def test_own_receipts_decide_late_before_the_frequency_does() -> None:
    expected = JUNE + timedelta(days=5)
    assert grace(expected, JUNE, 9, 30) == 4
    assert grace(expected, JUNE, None, 30) == 30
    assert grace(expected, None, 9, 30) == 30, "without a date nothing can be counted from it"
    assert grace(expected, JUNE, None, None) == DEFAULT_GRACE


def test_nothing_is_late_before_the_day_it_is_expected() -> None:
    assert grace(JUNE + timedelta(days=20), JUNE, 9, 30) == 0
