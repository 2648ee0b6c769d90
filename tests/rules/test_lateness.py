"""Lag and lateness."""

from datetime import date

import pytest

from buckram.rules.lateness import LagSource, days_late, lag


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
    assert lag([3, 4, 40], 20).days == 4
    assert lag([3, 4, 40], 20).source is LagSource.OWN


def test_two_receipts_are_not_enough() -> None:
    assert lag([3, 4], 20).days == 20
    assert lag([3, 4], 20).source is LagSource.VENDOR


def test_without_anything_the_publication_date_counts() -> None:
    found = lag([], None)
    assert (found.days, found.source) == (0, LagSource.NONE)
    assert found.expected(date(2026, 3, 1)) == date(2026, 3, 1)
