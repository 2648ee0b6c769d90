"""Invoices read from a file: each whole or not at all, what was not taken told row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from buckram.desk.desk import Desk
from buckram.desk.invoicing import KIND, Heading, NewLine, add_in, add_line_in, sum_told
from buckram.desk.subscription_fields import typed_date
from buckram.errors import BuckramError, Refused
from buckram.exchange.invoice_rows import InvoiceRow, read_rows
from buckram.identify.invoice_line import Named
from buckram.rules.money import currency_code, typed_money
from buckram.storage import invoices
from buckram.storage.ledger import ActWriter, act


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file. sentence: in all; invoices: their ids; unmatched: lines that belong to no
    subscription yet, with why; sums: those invoices whose lines are not what is printed; problems: what was
    not taken at all."""

    sentence: str
    invoices: Sequence[int]
    unmatched: Sequence[str]
    sums: Sequence[str]
    problems: Sequence[str]


def read_invoices(desk: Desk, content: bytes, name: str, vendor: str = "") -> Taken:
    """Take the invoices of a CSV file (`exchange.invoice_rows.COLUMNS`), each in an act of its own.

    vendor: whose they are, where the file does not say. An invoice that is here already, or of which a row
    cannot be read, is left out whole and told. Raises Refused when the file is none.
    """
    rows = read_rows(content)
    made: list[int] = []
    unmatched: list[str] = []
    sums: list[str] = []
    problems: list[str] = []
    by_invoice = sorted(rows, key=lambda row: (row.vendor, row.invoice, row.number))
    count = 0
    for _, group in groupby(by_invoice, key=lambda row: (row.vendor, row.invoice)):
        of_invoice = list(group)
        try:
            with act(desk.library, desk.hand(), KIND) as writer:
                invoice_id, open_ = _take(writer, desk, of_invoice, vendor)
                number = of_invoice[0].invoice
                writer.sentence = f"Read invoice {number} from {name}: {len(of_invoice)} lines."
        except BuckramError as problem:
            where = f"rows {of_invoice[0].number}-{of_invoice[-1].number}"
            problems.append(f"Invoice {of_invoice[0].invoice or '(no number)'}, {where}: {problem}")
            continue
        made.append(invoice_id)
        unmatched += open_
        count += len(of_invoice)
        taken = invoices.get(desk.library, invoice_id)
        told = sum_told(taken, invoices.lines(desk.library, invoice_id))
        if not told.endswith("as printed."):
            sums.append(f"Invoice {taken.number}: {told}")
    left = f", {len(problems)} not taken" if problems else ""
    invoice_s, line_s, open_s = ("" if n == 1 else "s" for n in (len(made), count, len(unmatched)))
    said = (
        f"{len(made)} invoice{invoice_s} with {count} line{line_s} read,"
        f" {len(unmatched)} line{open_s} not matched{left}."
    )
    return Taken(said, made, unmatched, sums, problems)


def _take(writer: ActWriter, desk: Desk, rows: Sequence[InvoiceRow], vendor: str) -> tuple[int, list[str]]:
    heading = _heading(desk, rows, vendor)
    invoice_id = add_in(writer, desk, heading)
    invoice = invoices.get(desk.library, invoice_id)
    unmatched = []
    for row in rows:
        try:
            new = _line(desk, row, heading.currency)
        except BuckramError as problem:
            raise Refused(f"row {row.number}: {problem.sentence}", problem.next_step) from problem
        found, why = add_line_in(writer, invoice, new)
        if found is None:
            unmatched.append(f"Invoice {heading.number}, row {row.number}: {row.text}: {why}")
    return invoice_id, unmatched


def _heading(desk: Desk, rows: Sequence[InvoiceRow], vendor: str) -> Heading:
    first = rows[0]
    said = next((row.currency for row in rows if row.currency), "")
    currency = currency_code(said) if said else typed_money(first.amount, "", credit=True).currency
    total = next((row.total for row in rows if row.total), "")
    return Heading(
        vendor=first.vendor or vendor,
        number=first.invoice,
        day=typed_date(desk, first.date, last=True),
        currency=currency,
        total=typed_money(total, currency, credit=True).amount if total else None,
        paid_on=typed_date(desk, first.paid, last=True) if first.paid else None,
    )


def _line(desk: Desk, row: InvoiceRow, currency: str) -> NewLine:
    money = typed_money(row.amount, currency, credit=True)
    if money.currency != currency:
        raise Refused(f"the invoice is in {currency}, the line in {money.currency}.")
    return NewLine(
        Named(row.order_number, row.vendor_title_number, row.issn, row.title),
        row.text,
        money.amount,
        typed_date(desk, row.covers_from, last=False) if row.covers_from else None,
        typed_date(desk, row.covers_until, last=True) if row.covers_until else None,
    )
