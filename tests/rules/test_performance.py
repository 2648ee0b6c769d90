"""Measures of supply: what they say, and what they leave unsaid."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.rules.performance import (
    Claimed,
    Order,
    Outcome,
    Part,
    few,
    middle,
    percentile,
    share,
    slowest,
    tallied,
    terms,
)


def test_the_percentile_is_the_nearest_rank() -> None:
    lags = Counter({3: 4, 5: 4, 30: 2})
    assert (middle(lags), slowest(lags), percentile(lags, 0.8)) == (5, 30, 5)
    assert percentile(Counter(), 0.5) is None


@settings(max_examples=30)
@given(st.lists(st.integers(-20, 400), min_size=8, max_size=60))
def test_as_many_as_it_says_came_within(lags: list[int]) -> None:
    nine_of_ten = slowest(Counter(lags))
    assert nine_of_ten is not None
    assert sum(lag <= nine_of_ten for lag in lags) >= 0.9 * len(lags)
    assert sum(lag < nine_of_ten for lag in lags) < 0.9 * len(lags)


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(0, 0, ""), (2, 3, "2 of 3"), (7, 7, "7 of 7"), (7, 8, "88 %"), (0, 9, "0 %")]
)
def test_a_share_of_few_is_no_percentage(part: int, whole: int, told: str) -> None:
    assert share(part, whole) == told


def test_few_is_said() -> None:
    assert few(3) == "3 issues: too few to say"
    assert few(1, "claim") == "1 claim: too few to say"
    assert few(0) == "no issues"
    assert few(8) == ""


def told(orders: list[Order], vendor: int | None = None) -> list[tuple[int | None, str, str]]:
    return [(term.key, term.from_on, term.until_on) for term in terms(orders, vendor)]


def test_before_the_first_order_on_record_and_after_a_change_of_agent() -> None:
    swets = Order(1, 5, 5, "2024-01-01", "2025-12-31")
    ebsco = Order(1, 6, 6, "2026-01-01")
    assert told([swets, ebsco]) == [(5, "", "2025-12-31"), (6, "2026-01-01", "9999-12-31")]
    # Only of the second: what came before was not its.
    assert told([swets, ebsco], 6) == [(6, "2026-01-01", "9999-12-31")]
    assert told([swets, ebsco], 7) == []


def test_orders_of_one_vendor_count_an_issue_once() -> None:
    years = [Order(1, 5, 5, f"{year}-01-01", f"{year}-12-31") for year in (2024, 2025, 2026)]
    assert told([years[0], years[2]]) == [(5, "", "2024-12-31"), (5, "2026-01-01", "2026-12-31")]
    beside = Order(1, 5, 5, "2024-06-01", "2026-03-01")
    assert told([*years, beside]) == [(5, "", "2026-12-31")]


def test_a_copy_of_another_agent_is_no_piece_of_this_one() -> None:
    one, other = Order(1, 5, 5, copies=[10]), Order(1, 6, 6, "2025-01-01", copies=[11])
    assert [(term.key, list(term.others)) for term in terms([one, other])] == [(5, [11]), (6, [10])]


def test_a_claim_fills_or_not_by_its_number() -> None:
    parts = [
        Part(5, "2026-01", 4, 1, Outcome.ON_TIME, 6),
        Part(5, "2026-02", None, None, Outcome.NOT_HERE, 2, 1),
    ]
    claims = [Claimed(5, 1, filled=True, days=14), Claimed(5, 1, filled=False), Claimed(6, 2, filled=False)]
    found, total = tallied(parts, claims)
    five = found[5]
    assert (five.due, five.lapsed, dict(five.months)) == (8, 1, {"2026-01": (6, 6), "2026-02": (2, 0)})
    assert (five.made[1], five.filled[1], dict(five.days)) == (2, 1, {14: 1})
    assert (total.claims, total.due, found[6].due) == (3, 8, 0)
