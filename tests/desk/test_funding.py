"""Funds, budgets, price rises and rates of exchange."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from buckram.desk.deciding import decide as decide_setting
from buckram.desk.funding import (
    FundLine,
    add_fund,
    fund_lines,
    funds_table,
    in_own_told,
    left_told,
    rename_fund,
    rises,
    rises_table,
    set_budget,
    set_rate,
    told_sums,
)
from buckram.desk.invoicing import add_invoice, add_line, typed_heading, typed_line
from buckram.desk.renewing import decide, renewals
from buckram.desk.subscribing import set_field, set_price, set_status
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.exchange.lists import as_csv
from buckram.rules.renewal import Decision
from buckram.storage import funds, invoices
from library_for_tests import TODAY, Shelf


@pytest.fixture
def funded(shelf: Shelf) -> Shelf:
    """Alpha and Beta by the fund SCI, Gamma by none; prices of 2026 and 2027."""
    desk = shelf.desk()
    add_fund(desk, "SCI Science journals")
    for n, (name, issn, vendor) in enumerate(
        [("Alpha", "0317-8471", "EBSCO"), ("Beta", "0028-0836", "Brill"), ("Gamma", "0013-0613", "Brill")], 1
    ):
        shelf.title(name, issn, vendor=vendor)
        set_field(desk, n, "ends", "2026")
        if n < 3:
            set_field(desk, n, "fund", "sci")
    for one, price in [(1, "2026 100 EUR"), (1, "2027 104.50"), (2, "2026 200 USD"), (3, "2026 50 EUR")]:
        set_price(desk, one, price)
    set_budget(desk, funds.funds(desk.library)[0], 2026, "500 EUR")
    return shelf


def lines(shelf: Shelf, year: int) -> dict[str, FundLine]:
    return {line.name.split()[0]: line for line in fund_lines(shelf.library, year, TODAY)}


def test_committed_invoiced_and_left(funded: Shelf) -> None:
    of_2026 = lines(funded, 2026)
    assert told_sums(of_2026["SCI"].committed) == "100.00 EUR + 200.00 USD"
    assert told_sums(of_2026["SCI"].left) == "400.00 EUR"
    # What is committed in dollars is not left in euros, as soon as somebody says what a dollar is worth.
    desk = funded.desk()
    decide_setting(funded.library, "currency", "EUR")
    assert left_told(funded.library, of_2026["SCI"], 2026) == ""
    set_rate(desk, 2026, "USD 0.5")
    assert left_told(funded.library, of_2026["SCI"], 2026) == "left 300.00 EUR"
    undo_last(desk)
    assert told_sums(of_2026["(no"].committed) == "50.00 EUR"
    assert told_sums(of_2026["together"].committed) == "150.00 EUR + 200.00 USD"
    # Of next year nothing is committed before it is decided.
    assert told_sums(lines(funded, 2027)["SCI"].committed) == ""
    assert told_sums(lines(funded, 2027)["SCI"].undecided) == "104.50 EUR + 200.00 USD"
    desk = funded.desk()
    decide(desk, renewals(desk.library, TODAY)[:2], Decision.RENEW)
    of_2027 = lines(funded, 2027)
    assert told_sums(of_2027["SCI"].committed) == "104.50 EUR"
    # Beta is renewed, and nobody knows its price: that must be seen.
    assert of_2027["SCI"].unpriced == 1
    invoice = invoices.get(
        desk.library, add_invoice(desk, typed_heading(desk, "Brill; 1; 2026-11-01; 270 USD"))[0]
    )
    add_line(desk, invoice.id, typed_line(desk, invoice, "Beta; 260"))
    add_line(desk, invoice.id, typed_line(desk, invoice, "postage; 10"))
    of_2027 = lines(funded, 2027)
    assert told_sums(of_2027["SCI"].invoiced) == "260.00 USD"
    assert told_sums(of_2027["SCI"].committed) == "104.50 EUR + 260.00 USD"
    assert told_sums(lines(funded, 2026)["(invoice"].invoiced) == "10.00 USD"
    set_status(desk, 1, "ended")
    assert told_sums(lines(funded, 2027)["SCI"].committed) == "260.00 USD"
    assert "SCI  Science journals,EUR,500.00,100.00,,400.00," in as_csv(
        funds_table(fund_lines(funded.library, 2026, TODAY), 2026)
    )


def test_how_prices_rise(funded: Shelf) -> None:
    found = rises(funded.library, 2027, "fund")
    assert [(one.name, one.currency, one.count, one.others) for one in found] == [
        ("(no fund)", "EUR", 0, 1), ("SCI", "EUR", 1, 0), ("SCI", "USD", 0, 1),
    ]  # fmt: skip
    assert found[1].per_cent == Decimal("4.5")
    assert [one.name for one in rises(funded.library, 2027, "vendor")] == ["Brill", "Brill", "EBSCO"]
    assert [one.currency for one in rises(funded.library, 2027, "")] == ["EUR", "USD"]
    assert "EBSCO,EUR,100.00,104.50,4.5,1,0" in as_csv(
        rises_table(rises(funded.library, 2027, "vendor"), 2027, "vendor")
    )


def test_the_library_s_own_currency_stands_beside_with_its_rate(funded: Shelf) -> None:
    desk = funded.desk()
    sums = lines(funded, 2026)["SCI"].committed
    assert in_own_told(desk.library, sums, 2026) == ""
    with pytest.raises(Refused, match="own currency is not decided"):
        set_rate(desk, 2026, "USD 0.92")
    decide_setting(desk.library, "currency", "eur")
    assert in_own_told(desk.library, sums, 2026) == "in EUR: no rate of 2026 for USD"
    assert set_rate(desk, 2026, "usd 0,92") == "Rate of 2026: 1 USD = 0.92 EUR."
    assert in_own_told(desk.library, sums, 2026) == "= 284.00 EUR (rates of 2026: 1 USD = 0.92 EUR)"
    assert in_own_told(desk.library, {"EUR": Decimal(5)}, 2026) == ""
    for typed in ("EUR 1", "USD", "XXQ 2", "USD 0.92"):
        with pytest.raises(Refused):
            set_rate(desk, 2026, typed)
    with pytest.raises(Refused, match="no currency"):
        decide_setting(desk.library, "currency", "Euro")


def test_each_act_is_undone(funded: Shelf) -> None:
    desk = funded.desk()
    decide_setting(desk.library, "currency", "EUR")
    set_rate(desk, 2026, "USD 0.9")
    fund = funds.funds(desk.library)[0]
    acts: list[Callable[[], str]] = [
        lambda: add_fund(desk, "HUM Humanities"),
        lambda: rename_fund(desk, fund, "Sciences"),
        lambda: set_budget(desk, fund, 2026, "600"),
        lambda: set_budget(desk, fund, 2026, "-"),
        lambda: set_budget(desk, fund, 2027, "700 USD"),
        lambda: set_rate(desk, 2026, "USD 0.95"),
        lambda: set_rate(desk, 2026, "USD -"),
    ]
    for does in acts:
        before = funded.contents("fund", "budget", "rate")
        does()
        assert funded.contents("fund", "budget", "rate") != before
        undo_last(desk)
        assert funded.contents("fund", "budget", "rate") == before
    refused: list[Callable[[], str]] = [
        lambda: add_fund(desk, "sci"),
        lambda: set_budget(desk, fund, 2026, "500"),
        lambda: rename_fund(desk, fund, "Science journals"),
        lambda: add_fund(desk, " "),
    ]
    for does in refused:
        with pytest.raises(Refused):
            does()
