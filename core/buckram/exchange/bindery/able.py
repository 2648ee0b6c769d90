"""Tickets as tagged text with the data elements of ABLE's import service, A-Link.

Which elements there are, and their order, is published (programmingconcepts.com/able/a-link.shtml), and so is
that the file is ASCII text; so are the greatest lengths of some (ABLE Reference Guide, volume 24, revisions).
How an element is marked in the file (the AVIAC subset of its appendix A) is not published where it could be
read. So the marks are ours: the element's name, a colon, its value. A binder's program reads it by a table of
names, and not as an A-Link file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

ELEMENTS: tuple[tuple[str, str], ...] = (
    ("Title ID (Library)", "title_id"),
    ("Title ID (Bindery)", "binder_title_number"),
    ("Library Bar Code", "ticket"),
    ("ISSN / ISBN", "issn"),
    ("Title", "spine_title"),
    ("Sub-Title", ""),
    ("Author", ""),
    ("Series", ""),
    ("Volume", "volume"),
    ("Number", "numbers"),
    ("Months", "months"),
    ("Year", "year"),
    ("Page Numbers", ""),
    ("Abstract Numbers", ""),
    ("Call Number", "call_number"),
    ("Shipment (Lot) Number", "lot"),
    ("Date Sent to Binder", "sent_on"),
    ("Expected Return Date", "return_by"),
    ("Date Returned to Library", "returned_on"),
    ("Department (Library Location)", "location"),
    ("Collection", ""),
)
"""The elements in their order, each with the column of ours that it holds; "": we have nothing for it."""

LONGEST = {"Library Bar Code": 25, "Call Number": 45, "Collection": 45}
"""The greatest lengths that were published."""


def tagged_text(rows: Sequence[Mapping[str, str]]) -> str:
    """A record a volume: a line for each element that has a value, a blank line behind the last.

    rows: the columns of `ticket_rows` and title_id, sent_on, returned_on. ASCII: letters lose their accents,
    and a letter without a plain one is "?".
    """
    records = []
    for row in rows:
        lines = [f"{name}: {_ascii(row[column])}" for name, column in ELEMENTS if column and row[column]]
        records.append("".join(f"{line}\r\n" for line in lines))
    return "\r\n".join(records)


def too_long(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Sentences on values that are longer than the published lengths; they are written whole all the same."""
    return [
        f"Ticket {row['ticket']}: {name} has {len(row[column])} letters, {LONGEST[name]} are read."
        for row in rows
        for name, column in ELEMENTS
        if column and name in LONGEST and len(row[column]) > LONGEST[name]
    ]


def _ascii(text: str) -> str:
    plain = (_SIGNS.get(c) or unicodedata.normalize("NFKD", c) for c in text)
    kept = "".join(plain).translate({ord(c): None for c in _MARKS})
    return "".join(c if c.isascii() else "" if unicodedata.combining(c) else "?" for c in kept)


_SIGNS = {
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "–": "-",
    "’": "'",
}
_MARKS = "\r\n"
