"""Claims as rows of a table, for agents who take a spreadsheet. The README tells what each column holds."""

from __future__ import annotations

from collections.abc import Mapping

from buckram.exchange.claim_lines import Claims
from buckram.exchange.letter_words import reason_words
from buckram.exchange.lists import Table, as_csv

COLUMNS: Mapping[str, str] = {
    "claim": "reference of the claim; an answer that has it is matched by it",
    "claim_number": "1 for the first claim of the issue",
    "level": "first, second, final",
    "date": "of the message, ISO",
    "account": "the library's account with the supplier",
    "vendor_title_number": "the supplier's number for the title",
    "order_number": "the library's order",
    "title": "title",
    "issn": "with its hyphen",
    "issue": "enumeration, as on the piece",
    "cover_date": "cover date, as on the piece",
    "copies": "how many are claimed",
    "reason": "late, skipped, short, damaged, wrong item, missing",
    "reason_text": "the same in the supplier's language",
    "invoice": "proof of payment",
    "invoice_date": "ISO",
    "paid_date": "ISO",
    "ship_to": "address, its lines apart by ;",
    "note": "for the supplier",
}
"""The columns in order, with what each holds."""


def rows(claims: Claims) -> Table:
    """The claims of a message, one a row."""
    house, vendor = claims.house, claims.vendor
    found = [
        (
            line.reference,
            str(line.number),
            str(line.level),
            claims.day.isoformat(),
            vendor.account,
            line.vendor_number,
            line.order_number,
            line.title,
            line.issn,
            line.enumeration,
            line.cover,
            str(line.copies),
            line.reason,
            reason_words(line.reason, vendor.language),
            line.invoice,
            line.invoice_day.isoformat() if line.invoice_day else "",
            line.paid_on.isoformat() if line.paid_on else "",
            "; ".join(house.ship_to or house.address),
            line.note,
        )
        for line in claims.lines
    ]
    return Table(f"Claims {claims.reference}", tuple(COLUMNS), found)


def csv_file(claims: Claims) -> bytes:
    """UTF-8 with the mark that tells spreadsheets so."""
    return as_csv(rows(claims)).encode("utf-8-sig")
