"""Terms, their ends, and what a decision leads to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from buckram.errors import Refused
from buckram.rules.renewal import (
    Changes,
    Decision,
    Form,
    Term,
    days_left_told,
    ended,
    estimate,
    first_day,
    next_end,
    price_year,
    read_changes,
    term_months,
    typed_decision,
)

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(("ends", "months", "then"), [
    ("2026-12-31", None, "2027-12-31"),
    ("2026-06-30", 12, "2027-06-30"),
    ("2027-02-28", 12, "2028-02-29"),
    ("2028-02-29", 12, "2029-02-28"),
    ("2026-08-31", 6, "2027-02-28"),
    ("2026-03-14", 24, "2028-03-14"),
])  # fmt: skip
def test_the_next_term_is_as_long(ends: str, months: int | None, then: str) -> None:
    assert next_end(date.fromisoformat(ends), months) == date.fromisoformat(then)
    begins = first_day(date.fromisoformat(then), months)
    assert term_months(begins, date.fromisoformat(then)) == (months or 12)


def test_all_the_years_since_it_began_are_no_term() -> None:
    assert term_months(date(2019, 1, 1), YEAR_END) is None
    assert term_months(date(2026, 1, 10), YEAR_END) is None
    assert term_months(None, YEAR_END) is None


def test_a_term_is_paid_in_the_year_in_which_it_begins() -> None:
    assert price_year(YEAR_END, None, date(2026, 11, 22)) == 2026
    assert price_year(date(2026, 6, 30), 12, date(2026, 11, 22)) == 2025
    assert price_year(None, None, date(2026, 11, 22)) == 2026


@pytest.mark.parametrize(("terms", "day", "told"), [
    ([], "2027-01-01", None),
    ([Term(False, YEAR_END)], "2026-12-31", None),
    ([Term(False, YEAR_END)], "2027-01-01", YEAR_END),
    ([Term(True, YEAR_END)], "2027-01-01", YEAR_END),
    ([Term(True, YEAR_END, "renew", date(2027, 12, 31))], "2027-01-01", None),
    ([Term(True, YEAR_END, "cancel")], "2027-01-01", YEAR_END),
    ([Term(True, None), Term(False, YEAR_END)], "2027-01-01", None),
    ([Term(False, None)], "2027-01-01", None),
    ([Term(False, date(2025, 12, 31)), Term(False, YEAR_END)], "2027-01-01", YEAR_END),
])  # fmt: skip
def test_when_an_issue_is_no_longer_part_of_a_subscription(
    terms: list[Term], day: str, told: date | None
) -> None:
    assert ended(terms, date.fromisoformat(day)) == told


@pytest.mark.parametrize(("note", "says"), [
    ("", Changes()),
    ("2 copies", Changes(copies=2)),
    ("Copies 1; online only", Changes(copies=1, form=Form.ONLINE)),
    ("print and online", Changes(form=Form.BOTH)),
    ("print+online;for 2 years", Changes(form=Form.BOTH, months=24)),
    ("vendor EBSCO; ask about the price", Changes(vendor="EBSCO", by_hand=("ask about the price",))),
    ("transferred to Wiley", Changes(by_hand=("transferred to Wiley",))),
])  # fmt: skip
def test_what_a_note_on_a_change_says(note: str, says: Changes) -> None:
    assert read_changes(note) == says


def test_a_change_that_cannot_be() -> None:
    for note in ("0 copies", "9 years"):
        with pytest.raises(Refused):
            read_changes(note)


def test_small_words() -> None:
    assert typed_decision(" Renew ") is Decision.RENEW
    assert typed_decision("c") is Decision.CANCEL
    assert typed_decision("") is None
    with pytest.raises(Refused, match="no decision"):
        typed_decision("perhaps")
    assert [days_left_told(n) for n in (40, 1, 0, -3)] == ["in 40 days", "in 1 day", "today", "3 days ago"]
    assert estimate(Decimal("199.99"), "USD", Decimal(5)) == Decimal("209.99")
    assert estimate(Decimal(1999), "JPY", Decimal(5)) == Decimal(2099)
