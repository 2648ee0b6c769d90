"""Invoices as rows of a CSV file: one row a line, the columns named in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.errors import Refused

COLUMNS = {
    "vendor": ("vendor", "supplier", "agent"),
    "invoice": ("invoice", "invoice number", "invoice no", "number"),
    "date": ("date", "invoice date"),
    "currency": ("currency",),
    "total": ("total", "invoice total"),
    "paid": ("paid", "paid on"),
    "order_number": ("order_number", "order number", "order", "po number"),
    "vendor_title_number": ("vendor_title_number", "vendor title number", "title number"),
    "issn": ("issn",),
    "title": ("title", "description"),
    "amount": ("amount", "price", "line total"),
    "from": ("from", "covers from", "start"),
    "until": ("until", "covers until", "end", "to"),
}
"""Each column with the names that it may have; only invoice, date, amount and one that names the title must
be there."""

NEEDED = ("invoice", "date", "amount")
NAMING = ("order_number", "vendor_title_number", "issn", "title")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """A row: its number in the file (below the names comes 2), and its texts, "" where there is none."""

    number: int
    vendor: str
    invoice: str
    date: str
    currency: str
    total: str
    paid: str
    order_number: str
    vendor_title_number: str
    issn: str
    title: str
    amount: str
    covers_from: str
    covers_until: str

    @property
    def text(self) -> str:
        """The line as a person would read it."""
        return " ".join(part for part in (self.title, self.issn, self.order_number) if part) or "(nothing)"


def read_rows(content: bytes) -> list[InvoiceRow]:
    """The rows of a file: UTF-8, or Windows-1252 where it is not; comma, semicolon or tab between columns.

    Raises Refused when a column that must be there is lacking.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows:
        raise Refused("The file is empty.")
    places = _places(rows[0])
    return [
        InvoiceRow(n, *(_at(row, places.get(column)) for column in COLUMNS))
        for n, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def _places(names: Sequence[str]) -> dict[str, int]:
    said = [" ".join(name.lower().split()) for name in names]
    places = {
        column: next(n for n, name in enumerate(said) if name in known)
        for column, known in COLUMNS.items()
        if set(known) & set(said)
    }
    lacking = [column for column in NEEDED if column not in places]
    if lacking or not set(NAMING) & set(places):
        what = ", ".join(lacking) or f"one of {', '.join(NAMING)}"
        raise Refused(f"The file has no column {what}.", f"Its first row names them: {', '.join(COLUMNS)}.")
    return places


def _at(row: Sequence[str], place: int | None) -> str:
    return " ".join(row[place].split()) if place is not None and place < len(row) else ""
