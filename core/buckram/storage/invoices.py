"""Invoices and their lines: what was paid, for which subscription, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from buckram.errors import NotFound
from buckram.identify.invoice_line import Ordered
from buckram.storage.library import Library, Row
from buckram.storage.titles import hyphened


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice. total: as printed, None when it was not typed. lines, unmatched: how many of its lines
    there are, and how many of them belong to no subscription yet."""

    id: int
    vendor_id: int
    vendor: str
    number: str
    day: date
    currency: str
    total: Decimal | None
    paid_on: date | None
    lines: int
    unmatched: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice. subscription_id, title: what it pays for, None and "" while that is not known."""

    id: int
    invoice_id: int
    subscription_id: int | None
    title: str
    text: str
    amount: Decimal
    covers_from: date | None
    covers_until: date | None


@dataclass(frozen=True, slots=True)
class Covering:
    """An invoice that covers a day; with paid_on it is the proof that a vendor asks for, None: not paid."""

    vendor: str
    number: str
    day: date
    paid_on: date | None
    covers_from: date | None
    covers_until: date


def paid_for(library: Library, subscription_id: int, day: date) -> bool | None:
    """Whether a subscription is paid for a day. None: no invoice tells.

    True: a paid invoice line covers the day. False: invoices of the subscription are known, and none that is
    paid covers it. What comes free with another subscription is paid with that one.
    """
    found = covering(library, subscription_id, day)
    if found is not None and found.paid_on is not None:
        return True
    return False if found is not None or has_invoices(library, subscription_id) else None


def has_invoices(library: Library, subscription_id: int) -> bool:
    """Whether any invoice tells what a subscription is paid for: without one nothing tells what is not."""
    return bool(
        library.value(
            f"{_WITH} SELECT EXISTS (SELECT 1 FROM invoice_line JOIN paying ON paying.id = subscription_id"
            " WHERE covers_until IS NOT NULL)",
            (subscription_id,),
        )
    )


def covering(library: Library, subscription_id: int, day: date) -> Covering | None:
    """The invoice that covers a day of a subscription: a paid one first, the latest of several; None where
    none does. Of one that comes free with another, that other's."""
    row = library.row(
        f"{_WITH} SELECT vendor.name, invoice.number, invoice.day, invoice.paid_on, covers_from, covers_until"
        " FROM invoice_line JOIN paying ON paying.id = subscription_id"
        " JOIN invoice ON invoice.id = invoice_id JOIN vendor ON vendor.id = invoice.vendor_id"
        " WHERE covers_until >= ?2 AND ifnull(covers_from, '') <= ?2"
        " ORDER BY invoice.paid_on IS NULL, invoice.paid_on DESC, invoice.day DESC, invoice.id DESC LIMIT 1",
        (subscription_id, day.isoformat()),
    )
    if row is None:
        return None
    return Covering(
        vendor=row[0],
        number=row[1],
        day=date.fromisoformat(row[2]),
        paid_on=_day(row[3]),
        covers_from=_day(row[4]),
        covers_until=date.fromisoformat(row[5]),
    )


# UNION, not UNION ALL: two that are said to come free with each other must not turn in a circle.
_WITH = (
    "WITH RECURSIVE paying (id) AS (SELECT ?1 UNION"
    " SELECT free_with FROM subscription JOIN paying USING (id) WHERE free_with IS NOT NULL)"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_INVOICE = (
    "SELECT invoice.id, vendor_id, vendor.name, number, day, currency, total, paid_on,"
    " (SELECT count(*) FROM invoice_line WHERE invoice_id = invoice.id),"
    " (SELECT count(*) FROM invoice_line WHERE invoice_id = invoice.id AND subscription_id IS NULL)"
    " FROM invoice JOIN vendor ON vendor.id = vendor_id"
)


def _invoice(row: Row) -> Invoice:
    return Invoice(
        id=row[0],
        vendor_id=row[1],
        vendor=row[2],
        number=row[3],
        day=date.fromisoformat(row[4]),
        currency=row[5],
        total=Decimal(row[6]) if row[6] else None,
        paid_on=_day(row[7]),
        lines=row[8],
        unmatched=row[9],
    )


def invoices(library: Library, limit: int = 500) -> list[Invoice]:
    """The invoices, the newest first."""
    return [
        _invoice(r) for r in library.rows(f"{_INVOICE} ORDER BY day DESC, invoice.id DESC LIMIT ?", (limit,))
    ]


def get(library: Library, invoice_id: int) -> Invoice:
    """One invoice. Raises NotFound."""
    row = library.row(f"{_INVOICE} WHERE invoice.id = ?", (invoice_id,))
    if row is None:
        raise NotFound("This invoice is no longer in the library.")
    return _invoice(row)


def numbered(library: Library, vendor_id: int, number: str) -> Invoice | None:
    """The invoice of a vendor with a number."""
    row = library.row(f"{_INVOICE} WHERE vendor_id = ? AND number = ?", (vendor_id, number))
    return _invoice(row) if row else None


_LINE = (
    "SELECT line.id, invoice_id, line.subscription_id, ifnull(title.name, ''), text, amount, covers_from,"
    " covers_until FROM invoice_line line LEFT JOIN subscription ON subscription.id = line.subscription_id"
    " LEFT JOIN title ON title.id = title_id"
)


def _line(row: Row) -> Line:
    return Line(row[0], row[1], row[2], row[3], row[4], Decimal(row[5]), _day(row[6]), _day(row[7]))


def lines(library: Library, invoice_id: int) -> list[Line]:
    """The lines of an invoice, in its order."""
    return [_line(r) for r in library.rows(f"{_LINE} WHERE invoice_id = ? ORDER BY line.id", (invoice_id,))]


def line(library: Library, line_id: int) -> Line:
    """One line. Raises NotFound."""
    row = library.row(f"{_LINE} WHERE line.id = ?", (line_id,))
    if row is None:
        raise NotFound("This line is no longer in the library.")
    return _line(row)


def of_subscription(library: Library, subscription_id: int) -> list[tuple[Line, Invoice]]:
    """What was invoiced for a subscription, the newest invoice first."""
    found = [_line(r) for r in library.rows(f"{_LINE} WHERE line.subscription_id = ?", (subscription_id,))]
    both = [(one, get(library, one.invoice_id)) for one in found]
    return sorted(both, key=lambda pair: (pair[1].day, pair[0].id), reverse=True)


def orders(library: Library) -> list[Ordered]:
    """Every subscription, as an invoice may name it."""
    rows = library.rows(
        "SELECT subscription.id, vendor_id, title.name, ifnull(order_number, ''),"
        " ifnull(vendor_title_number, ''), subscription.status <> 'ended',"
        " (SELECT group_concat(value, ' ') FROM identifier WHERE identifier.title_id = title.id"
        "   AND kind IN ('issn', 'issn-l')),"
        " (SELECT group_concat(name, char(10)) FROM variant WHERE variant.title_id = title.id)"
        " FROM subscription JOIN title ON title.id = title_id ORDER BY subscription.id"
    )
    return [
        Ordered(
            subscription_id=r[0],
            vendor_id=r[1],
            names=(r[2], *(r[7].split("\n") if r[7] else ())),
            issn=tuple(hyphened(value) for value in (r[6] or "").split()),
            order_number=r[3],
            vendor_title_number=r[4],
            going=bool(r[5]),
        )
        for r in rows
    ]
