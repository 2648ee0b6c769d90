"""Any list of the desk as a table that leaves the house: CSV for a spreadsheet, text for the printer."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

WIDEST = 40
"""Columns of a text table are cut at so many characters; CSV has everything."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list. heading: what it is; columns: their names; rows: as many texts each; about: a line below it."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    about: str = ""


def as_csv(table: Table) -> str:
    """RFC 4180: the names of the columns, then a line a row; every text whole."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return out.getvalue()


def as_text(table: Table) -> str:
    """Columns side by side under their names, numbers to the right; the heading above, `about` below."""
    rows = [[_one_line(cell) for cell in row] for row in table.rows]
    places = range(len(table.columns))
    widths = [min(WIDEST, max(_cells(row[n]) for row in [list(table.columns), *rows])) for n in places]
    right = [bool(rows) and all(_is_number(row[n]) for row in rows) for n in places]

    def line(row: Sequence[str]) -> str:
        return "  ".join(_fit(row[n], widths[n], right=right[n]) for n in places).rstrip()

    parts = [table.heading, "", line(table.columns), line(["-" * width for width in widths])]
    parts += [line(row) for row in rows] or ["(nothing)"]
    if table.about:
        parts += ["", table.about]
    return "\n".join(parts) + "\n"


def in_form(table: Table, name: str) -> bytes:
    """The table as the file called `name` is to hold it: text where it ends in .txt, else CSV.

    The mark at the beginning of a CSV file tells spreadsheets that it is UTF-8.
    """
    if name.lower().endswith(".txt"):
        return as_text(table).encode()
    return as_csv(table).encode("utf-8-sig")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_number(text: str) -> bool:
    return not text or text.replace(".", "", 1).isdigit()


def _cells(text: str) -> int:
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _fit(text: str, width: int, *, right: bool) -> str:
    if _cells(text) > width:
        while _cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    fill = " " * (width - _cells(text))
    return fill + text if right else text + fill
