"""Invoices: entered, read from a file, matched; what they say of prices and of what is paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from buckram.desk.desk import Desk
from buckram.desk.invoices_read import read_invoices
from buckram.desk.invoicing import (
    add_invoice,
    add_line,
    covered,
    match_line,
    remove_invoice,
    remove_line,
    set_paid,
    sum_told,
    typed_heading,
    typed_line,
)
from buckram.desk.subscribing import set_field, set_price
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.storage import invoices, subscriptions
from buckram.storage.invoices import Invoice, covering, paid_for
from library_for_tests import Shelf

TABLES = ("invoice", "invoice_line", "price", "vendor", "subscription")
IN_2027 = date(2027, 3, 1)


@pytest.fixture
def ordered(shelf: Shelf) -> Shelf:
    """Alpha (order S-1, the vendor's number 99) and Beta, both from EBSCO to the end of 2026."""
    for name, issn in (("Alpha journal", "0317-8471"), ("Beta letters", "0028-0836")):
        shelf.title(name, issn, vendor="EBSCO")
    desk = shelf.desk()
    for one in (1, 2):
        set_field(desk, one, "ends", "2026")
    set_field(desk, 1, "order", "S-1")
    set_field(desk, 1, "their number", "99")
    return shelf


def entered(desk: Desk, text: str = "ebsco; 4711; 3.11.2026; 310,00 EUR") -> Invoice:
    return invoices.get(desk.library, add_invoice(desk, typed_heading(desk, text))[0])


def test_an_invoice_by_keys(ordered: Shelf) -> None:
    desk = ordered.desk()
    before = ordered.contents(*TABLES)
    assert paid_for(ordered.library, 1, IN_2027) is None
    invoice = entered(desk)
    for text, told in [
        ("S-1; 199,50", "199.50 EUR for Alpha journal, by its order number."),
        ("0028-0836; 99.50; 2027", "99.50 EUR for Beta letters, by its ISSN."),
        ("handling; 11", "11.00 EUR is not matched: no subscription answers."),
    ]:
        assert add_line(desk, invoice.id, typed_line(desk, invoice, text)) == told
    lines = invoices.lines(desk.library, invoice.id)
    # It came in autumn: it is for the next term.
    assert [(line.covers_from, line.covers_until) for line in lines[:2]] == [
        (date(2027, 1, 1), date(2027, 12, 31))
    ] * 2
    assert sum_told(invoice, lines) == "Lines 310.00 EUR, as printed."
    assert sum_told(invoice, lines[:2]).endswith("printed 310.00 EUR: 11.00 EUR not accounted for.")
    prices = ordered.library.rows("SELECT subscription_id, year, amount, source FROM price ORDER BY id")
    assert [tuple(r) for r in prices] == [(1, 2027, "199.50", "invoiced"), (2, 2027, "99.50", "invoiced")]
    assert paid_for(ordered.library, 1, IN_2027) is False
    assert set_paid(desk, invoice, "2026-11-20") == "Invoice 4711 of EBSCO was paid on 20 Nov 2026."
    assert paid_for(ordered.library, 1, IN_2027) is True
    assert paid_for(ordered.library, 1, date(2026, 3, 1)) is False
    proof = covering(ordered.library, 1, IN_2027)
    assert proof is not None
    assert (proof.number, proof.paid_on, proof.covers_until) == (
        "4711", date(2026, 11, 20), date(2027, 12, 31),
    )  # fmt: skip
    # What comes free with it is paid with it.
    set_field(desk, 2, "free with", "alpha")
    undo_last(desk)
    for _ in range(5):
        undo_last(desk)
    assert ordered.contents(*TABLES) == before


def test_free_with_another_is_paid_with_it(ordered: Shelf) -> None:
    desk = ordered.desk()
    set_field(desk, 2, "free with", "S-1")
    invoice = entered(desk)
    add_line(desk, invoice.id, typed_line(desk, invoice, "S-1; 310"))
    assert paid_for(ordered.library, 2, IN_2027) is False
    set_paid(desk, invoice, "")
    assert paid_for(ordered.library, 2, IN_2027) is True


def test_a_line_is_matched_by_hand_and_every_act_is_undone(ordered: Shelf) -> None:
    desk = ordered.desk()
    set_price(desk, 2, "2027 90 EUR")
    invoice = entered(desk)
    add_line(desk, invoice.id, typed_line(desk, invoice, "something; 95"))
    line = invoices.lines(desk.library, invoice.id)[0]
    for does in (
        lambda: match_line(desk, line.id, 2),
        lambda: remove_line(desk, line.id),
        lambda: remove_invoice(desk, invoice),
        lambda: set_paid(desk, invoice, ""),
    ):
        before = ordered.contents(*TABLES)
        does()
        assert ordered.contents(*TABLES) != before
        undo_last(desk)
        assert ordered.contents(*TABLES) == before
    # What followed from the term of one subscription is not what it pays for another.
    set_field(desk, 1, "ends", "2026-06")
    match_line(desk, line.id, 1)
    assert invoices.lines(desk.library, invoice.id)[0].covers_until == date(2027, 6, 30)
    assert match_line(desk, line.id, 2) == "95.00 EUR is for Beta letters."
    assert invoices.lines(desk.library, invoice.id)[0].covers_until == date(2027, 12, 31)
    with pytest.raises(Refused, match="so already"):
        match_line(desk, line.id, 2)
    # Two lines of a year are one price; a credit lowers it; without lines it is gone.
    add_line(desk, invoice.id, typed_line(desk, invoice, "beta letters; -5; 2027"))
    assert ordered.library.value("SELECT amount FROM price WHERE source = 'invoiced'") == "90.00"
    remove_invoice(desk, invoice)
    left = ordered.library.rows("SELECT amount, source FROM price")
    assert [tuple(row) for row in left] == [("90.00", "quoted")]
    with pytest.raises(Refused, match="is so already"):
        set_paid(desk, invoice, "-")


CSV = """vendor;invoice;date;currency;total;order number;title number;ISSN;title;amount;from;until;paid
EBSCO;A-1;2026-10-05;EUR;300,00;;99;;;200,00;2027-01-01;2027-12-31;2026-10-20
EBSCO;A-1;2026-10-05;EUR;300,00;;;;Letters beta;90,00;;;
EBSCO;A-1;2026-10-05;EUR;300,00;;;9999-9994;Gamma;5,00;;;
EBSCO;A-2;2026-10-05;EUR;;S-1;;;;1.234;;;
EBSCO;A-3;2026-10-05;EUR;;S-1;;;;1.234,00;2028;2028;
"""


def test_invoices_from_a_file(ordered: Shelf) -> None:
    desk = ordered.desk()
    taken = read_invoices(desk, CSV.encode("cp1252"), "a.csv")
    assert taken.sentence == "2 invoices with 4 lines read, 1 line not matched, 1 not taken."
    assert taken.unmatched == ["Invoice A-1, row 4: Gamma 9999-9994: no subscription answers"]
    assert taken.sums == [
        "Invoice A-1: Lines 295.00 EUR, printed 300.00 EUR: 5.00 EUR not accounted for.",
        "Invoice A-3: Lines 1234.00 EUR; no total is told.",
    ]
    assert taken.problems == [
        "Invoice A-2, rows 5-5: row 5: 1.234 may be 1234 or 1.23. Type 1234, or the decimals too."
    ]
    assert paid_for(ordered.library, 1, IN_2027) is True
    assert paid_for(ordered.library, 2, IN_2027) is True
    assert paid_for(ordered.library, 1, date(2028, 3, 1)) is False
    # The same file again: what is here stays, and nothing comes twice.
    before = ordered.contents(*TABLES)
    again = read_invoices(desk, CSV.encode(), "a.csv")
    assert again.sentence == "0 invoices with 0 lines read, 0 lines not matched, 3 not taken."
    assert "Invoice A-1 of EBSCO is here already" in again.problems[0]
    assert ordered.contents(*TABLES) == before
    with pytest.raises(Refused, match="no column date"):
        read_invoices(desk, b"invoice,amount,issn\n1,2,3\n", "b.csv")
    with pytest.raises(Refused, match="no column one of"):
        read_invoices(desk, b"invoice,amount,date\n1,2,3\n", "b.csv")


TOO_LITTLE = (
    "ebsco; 4711; 3.11.2026",
    "; 1; 2026; 1 EUR",
    "ebsco; ; 2026; 1 EUR",
    "nobody; 1; 2026; 1 EUR",
    "ebsco; 1; 3 nov; 1 EUR",
    "ebsco; 1; 2026; 1",
)


@pytest.mark.parametrize("text", TOO_LITTLE)
def test_an_invoice_that_says_too_little(ordered: Shelf, text: str) -> None:
    desk = ordered.desk()
    with pytest.raises(Refused):
        add_invoice(desk, typed_heading(desk, text))
    assert ordered.library.value("SELECT count(*) FROM invoice") == 0


def test_an_invoice_is_entered_once_and_in_one_currency(ordered: Shelf) -> None:
    desk = ordered.desk()
    invoice = entered(desk)
    with pytest.raises(Refused, match="here already"):
        entered(desk)
    for text in ("S-1", "S-1; 5 USD", "S-1; x"):
        with pytest.raises(Refused):
            typed_line(desk, invoice, text)
    assert subscriptions.get(ordered.library, 1).order_number == "S-1"
    assert invoice.total == Decimal(310)


def test_an_invoice_long_before_the_term_is_for_an_earlier_one(ordered: Shelf) -> None:
    set_field(ordered.desk(), 1, "ends", "2028")
    one = subscriptions.get(ordered.library, 1)
    assert covered(one, date(2026, 2, 1)) == (date(2026, 1, 1), date(2026, 12, 31))
    assert covered(one, date(2026, 5, 7)) == (date(2027, 1, 1), date(2027, 12, 31))
    assert covered(one, date(2027, 5, 7)) == (date(2028, 1, 1), date(2028, 12, 31))
    assert covered(one, date(2026, 2, 1), date(2028, 1, 1)) == (date(2028, 1, 1), date(2028, 12, 31))
