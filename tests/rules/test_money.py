"""Money as it is typed, told and added up; the cases are text that a librarian can read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.rules.money import (
    Money,
    decimals,
    in_own,
    rates_told,
    rise,
    rise_told,
    totals,
    totals_told,
    typed_money,
    typed_per_cent,
    typed_rate,
)

CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("typed_money.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("typed", "otherwise", "meant"), CASES)
def test_money_as_it_is_typed(typed: str, otherwise: str, meant: str) -> None:
    if meant == "asks":
        with pytest.raises(Refused):
            typed_money(typed, otherwise, credit=True)
    else:
        assert typed_money(typed, otherwise, credit=True).words == meant


@settings(max_examples=30)
@given(st.sampled_from(["EUR", "JPY", "KWD"]), st.integers(-(10**9), 10**9))
def test_what_is_told_is_read_back(currency: str, units: int) -> None:
    money = Money(Decimal(units).scaleb(-decimals(currency)), currency)
    # Three decimals behind up to three digits may be thousands: that is asked, and never guessed.
    if currency == "KWD" and 1000 <= abs(units) < 10**6:
        with pytest.raises(Refused):
            typed_money(money.words, credit=True)
    else:
        assert typed_money(money.words, credit=True) == money


def test_a_price_is_not_negative() -> None:
    with pytest.raises(Refused, match="not negative"):
        typed_money("-3 EUR")


def test_currencies_are_never_mixed() -> None:
    sums = totals([Money(Decimal("10.10"), "USD"), Money(Decimal(5), "EUR"), Money(Decimal("0.20"), "USD")])
    assert totals_told(sums) == "5.00 EUR + 10.30 USD"
    assert totals_told({}) == "0"
    assert in_own(sums, "EUR", {}) is None
    assert in_own(sums, "", {"USD": Decimal(1)}) is None
    rates = {"USD": Decimal("0.92")}
    assert in_own(sums, "EUR", rates) == Money(Decimal("14.48"), "EUR")
    assert rates_told(sums, "EUR", rates, 2026) == "rates of 2026: 1 USD = 0.92 EUR"
    assert rates_told(sums, "EUR", {}, 2026) == "no rate of 2026 for USD"
    assert rates_told({"EUR": 1}, "EUR", {}, 2026) == ""


def test_rises_and_rates() -> None:
    assert rise_told(rise(Decimal(200), Decimal(209))) == "+4.5%"
    assert rise_told(rise(Decimal(200), Decimal(196))) == "-2.0%"
    assert rise_told(rise(Decimal(0), Decimal(196))) == ""
    assert typed_per_cent("4,5 %") == Decimal("4.5")
    assert typed_rate("1,0834") == Decimal("1.0834")
    for text in ("0", "", "-1", "x"):
        with pytest.raises(Refused):
            typed_rate(text)
