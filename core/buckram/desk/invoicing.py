"""Invoices: entered or read from a file, their lines matched to subscriptions, their sums checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from buckram.desk.desk import Desk
from buckram.desk.subscription_fields import read_vendor, typed_date
from buckram.errors import Refused
from buckram.identify.invoice_line import Named, match
from buckram.rules.keeping import spoken_day
from buckram.rules.money import Money, totals, typed_money
from buckram.rules.renewal import first_day, next_end
from buckram.storage import funds, invoices, subscriptions
from buckram.storage.funds import Source
from buckram.storage.invoices import Invoice, Line
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.subscriptions import Subscription

KIND = "invoice"
AHEAD = timedelta(days=120)
"""An invoice that comes so long before a term ends is for the next one: agents bill in autumn."""
LONG_BEFORE = timedelta(days=240)
"""An invoice that comes so long before a term begins is for an earlier one: the subscription was renewed."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the top of an invoice. total: as printed, None when it is not told."""

    vendor: str
    number: str
    day: date
    currency: str
    total: Decimal | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to enter. covers: the first and the last day that it pays for, None for what follows from the
    subscription."""

    named: Named
    text: str
    amount: Decimal
    covers_from: date | None = None
    covers_until: date | None = None


def add_invoice(desk: Desk, heading: Heading) -> tuple[int, str]:
    """Enter an invoice without lines; gives its id and the sentence. Raises Refused."""
    with act(desk.library, desk.hand(), KIND) as writer:
        made = add_in(writer, desk, heading)
        writer.sentence = f"Entered invoice {heading.number} of {spoken_day(heading.day)}."
    return made, writer.sentence


def add_in(writer: ActWriter, desk: Desk, heading: Heading) -> int:
    """Enter an invoice inside an act; gives its id. Raises Refused when it is here, or says too little."""
    number = " ".join(heading.number.split())
    if not number:
        raise Refused("The invoice has no number.", "Type what is printed.")
    if not heading.vendor.strip():
        raise Refused("The invoice has no vendor.", "Type the beginning of its name.")
    meant = read_vendor(desk, heading.vendor)
    vendor_id = (
        writer.insert("vendor", {"name": meant.vendor}) if meant.vendor else meant.columns["vendor_id"]
    )
    if invoices.numbered(desk.library, vendor_id, number):
        raise Refused(f"Invoice {number} of {meant.told} is here already.", "Open it in the list.")
    row = {
        "vendor_id": vendor_id,
        "number": number,
        "day": heading.day.isoformat(),
        "currency": heading.currency,
        "total": None if heading.total is None else f"{heading.total:f}",
        "paid_on": heading.paid_on and heading.paid_on.isoformat(),
    }
    return writer.insert("invoice", row)


def add_line(desk: Desk, invoice_id: int, new: NewLine) -> str:
    """Add a line, matched where one subscription answers; gives the sentence."""
    with act(desk.library, desk.hand(), KIND) as writer:
        subscription_id, how = add_line_in(writer, invoices.get(desk.library, invoice_id), new)
        money = Money(new.amount, invoices.get(desk.library, invoice_id).currency)
        if subscription_id is None:
            writer.sentence = f"{money.words} is not matched: {how}."
        else:
            one = subscriptions.get(desk.library, subscription_id)
            writer.title_id = one.title_id
            writer.sentence = f"{money.words} for {one.title}, by its {how}."
    return writer.sentence


def add_line_in(writer: ActWriter, invoice: Invoice, new: NewLine) -> tuple[int | None, str]:
    """Add a line inside an act; gives what `match` said."""
    library = writer.library
    subscription_id, how = match(new.named, invoices.orders(library), invoice.vendor_id)
    covers = (new.covers_from, new.covers_until)
    if subscription_id is not None:
        covers = covered(subscriptions.get(library, subscription_id), invoice.day, *covers)
    row = {
        "invoice_id": invoice.id,
        "subscription_id": subscription_id,
        "text": new.text,
        "amount": f"{new.amount:f}",
        "covers_from": covers[0] and covers[0].isoformat(),
        "covers_until": covers[1] and covers[1].isoformat(),
    }
    writer.insert("invoice_line", row)
    if subscription_id is not None:
        price_by_invoices(writer, subscription_id)
    return subscription_id, how


def covered(
    one: Subscription, day: date, covers_from: date | None = None, covers_until: date | None = None
) -> tuple[date, date]:
    """The days that a line of an invoice of `day` pays for, where it does not say: the term of the
    subscription that is over or nearly so is followed by the next, one that begins long after the day is
    preceded by the one before; without one, the calendar year."""
    if covers_until is None and covers_from is not None:
        covers_until = next_end(covers_from - timedelta(days=1), one.term_months)
    if covers_until is None:
        last = one.ends_on or date(day.year, 12, 31)
        while first_day(last, one.term_months) - day >= LONG_BEFORE:
            last = first_day(last, one.term_months) - timedelta(days=1)
        covers_until = next_end(last, one.term_months) if day > last - AHEAD else last
    return covers_from or first_day(covers_until, one.term_months), covers_until


def price_by_invoices(writer: ActWriter, subscription_id: int) -> None:
    """The invoiced prices of a subscription are what its lines come to, year by year, inside an act.

    Lines in several currencies in one year: those of the latest invoice's count.
    """
    library = writer.library
    of_year: dict[int, list[Money]] = {}
    for line, invoice in invoices.of_subscription(library, subscription_id):
        year = (line.covers_from or invoice.day).year
        of_year.setdefault(year, []).append(Money(line.amount, invoice.currency))
    told = [p for p in funds.prices_of(library, subscription_id) if p.source is Source.INVOICED]
    for year in {*of_year, *(price.year for price in told)}:
        sums = totals(of_year.get(year, ()))
        money = Money(sums[of_year[year][0].currency], of_year[year][0].currency) if sums else None
        funds.put_price(writer, subscription_id, year, money, Source.INVOICED)


def match_line(desk: Desk, line_id: int, subscription_id: int | None) -> str:
    """Say which subscription a line pays for; None: none that is known. Raises Refused when it is so."""
    library = desk.library
    line = invoices.line(library, line_id)
    if line.subscription_id == subscription_id:
        raise Refused("The line is so already.")
    invoice = invoices.get(library, line.invoice_id)
    with act(library, desk.hand(), KIND) as writer:
        before = {
            "subscription_id": line.subscription_id,
            "covers_from": line.covers_from and line.covers_from.isoformat(),
            "covers_until": line.covers_until and line.covers_until.isoformat(),
        }
        said = _said_days(library, line, invoice)
        after = {
            "subscription_id": subscription_id,
            "covers_from": said[0] and said[0].isoformat(),
            "covers_until": said[1] and said[1].isoformat(),
        }
        writer.sentence = f"Not matched any more: {line.text}."
        if subscription_id is not None:
            one = subscriptions.get(library, subscription_id)
            first, last = covered(one, invoice.day, *said)
            after |= {"covers_from": first.isoformat(), "covers_until": last.isoformat()}
            writer.title_id = one.title_id
            writer.sentence = f"{Money(line.amount, invoice.currency).words} is for {one.title}."
        writer.update("invoice_line", line_id, before, after)
        for changed in (line.subscription_id, subscription_id):
            if changed is not None:
                price_by_invoices(writer, changed)
    return writer.sentence


def _said_days(library: Library, line: Line, invoice: Invoice) -> tuple[date | None, date | None]:
    """The days that a line itself says: what followed from its subscription says nothing of another."""
    says = (line.covers_from, line.covers_until)
    if line.subscription_id is None:
        return says
    of_term = covered(subscriptions.get(library, line.subscription_id), invoice.day)
    return (None, None) if says == of_term else says


def set_paid(desk: Desk, invoice: Invoice, typed: str) -> str:
    """The day on which an invoice was paid: as typed, "" for today, "-" for not paid."""
    text = typed.strip()
    day = None if text == "-" else typed_date(desk, text, last=True) if text else desk.today()
    before = {"paid_on": invoice.paid_on and invoice.paid_on.isoformat()}
    after = {"paid_on": day and day.isoformat()}
    if before == after:
        raise Refused("It is so already.")
    with act(desk.library, desk.hand(), KIND) as writer:
        writer.update("invoice", invoice.id, before, after)
        told = f"was paid on {spoken_day(day)}" if day else "is not paid"
        writer.sentence = f"Invoice {invoice.number} of {invoice.vendor} {told}."
    return writer.sentence


def remove_line(desk: Desk, line_id: int) -> str:
    """Take a line away."""
    line = invoices.line(desk.library, line_id)
    with act(desk.library, desk.hand(), KIND) as writer:
        writer.delete("invoice_line", line_id)
        if line.subscription_id is not None:
            price_by_invoices(writer, line.subscription_id)
        writer.sentence = f"Took away: {line.text}."
    return writer.sentence


def remove_invoice(desk: Desk, invoice: Invoice) -> str:
    """Take an invoice away with its lines."""
    touched = {line.subscription_id for line in invoices.lines(desk.library, invoice.id)}
    with act(desk.library, desk.hand(), KIND) as writer:
        writer.delete("invoice", invoice.id)
        for subscription_id in touched - {None}:
            assert subscription_id is not None
            price_by_invoices(writer, subscription_id)
        writer.sentence = f"Took away invoice {invoice.number} of {invoice.vendor}."
    return writer.sentence


def sum_told(invoice: Invoice, lines: Sequence[Line]) -> str:
    """The sum of the lines against the printed total, in words."""
    total = Money(sum((line.amount for line in lines), Decimal(0)), invoice.currency)
    if invoice.total is None:
        return f"Lines {total.words}; no total is told."
    printed = Money(invoice.total, invoice.currency)
    if total == printed:
        return f"Lines {total.words}, as printed."
    off = Money(printed.amount - total.amount, invoice.currency)
    return f"Lines {total.words}, printed {printed.words}: {off.words} not accounted for."


def typed_line(desk: Desk, invoice: Invoice, text: str) -> NewLine:
    """A line as it is typed: "0028-0836; 199.50", "S-1001; 199.50; 2027", "nature; 20; 2027-01; 2027-06".

    What names the title may be an ISSN, our order number, the vendor's number or words. Raises Refused.
    """
    said, _, rest = (part.strip() for part in text.partition(";"))
    amount, *covers = (part.strip() for part in rest.split(";"))
    if not said or not amount:
        raise Refused("A line is what it pays for; the amount.", "Type it like 0028-0836; 199.50; 2027.")
    money = typed_money(amount, invoice.currency, credit=True)
    if money.currency != invoice.currency:
        raise Refused(f"The invoice is in {invoice.currency}, not {money.currency}.", "Type it in that.")
    first = typed_date(desk, covers[0], last=False) if covers and covers[0] else None
    last = typed_date(desk, covers[-1], last=True) if covers and covers[-1] else None
    return NewLine(Named(said, said, said, said), said, money.amount, first, last)


def typed_heading(desk: Desk, text: str) -> Heading:
    """The top of an invoice as typed: "ebsco; 4711; 3.1.2026; 12.345,00 EUR". Raises Refused."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != 4:
        raise Refused(
            "An invoice is vendor; number; date; total.", "Such as ebsco; 4711; 3.1.2026; 1234.50 EUR."
        )
    money = typed_money(parts[3], _own(desk), credit=True)
    return Heading(parts[0], parts[1], typed_date(desk, parts[2], last=True), money.currency, money.amount)


def _own(desk: Desk) -> str:
    from buckram.desk.deciding import decided

    return str(decided(desk.library, "currency"))
