"""Tickets as CSV, a line a volume, for a binder's program or a spreadsheet (docs/bindery-files.md)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

COLUMNS: tuple[tuple[str, str], ...] = (
    ("ticket", "Number of the ticket, as its barcode has it"),
    ("lot", "Number of the lot; empty: in none yet"),
    ("lot_kind", "periodicals, books, music or corrections"),
    ("service", "standard or rush, of the lot"),
    ("sequence", "Place in the lot, from 1"),
    ("box", "Box of the lot; empty: not packed yet"),
    ("order_number", "Order number of the lot"),
    ("rush", "yes: this volume is urgent"),
    ("return_by", "Day on which it is due back, 2026-12-31"),
    ("account", "The library's account with the binder"),
    ("library_code", "What the binder calls the library"),
    ("binder", "Name of the binder"),
    ("binder_title_number", "The binder's number for the title"),
    ("pattern_version", "Version of the title's binding pattern"),
    ("history", "new, by you, or by another: whether it was bound before"),
    ("rub", "yes: the binder has a rub"),
    ("issn", "ISSN with its hyphen"),
    ("title", "Title of the serial, as catalogued"),
    ("location", "Where the volume belongs"),
    ("call_number", "Call number, whole"),
    ("copy", "Number of the copy"),
    ("spine", "Every line of the spine from head to foot, apart by / between blanks"),
    ("spine_title", "The lines of the title, apart by / between blanks"),
    ("volume", "Volume as lettered"),
    ("numbers", "Issue numbers as lettered; empty for a whole volume"),
    ("months", "Months or seasons as lettered"),
    ("year", "Year as lettered"),
    ("index", "The line that says that it has an index"),
    ("note", "The line that says what is lacking"),
    ("spine_call", "The lines of the call number, apart by / between blanks"),
    ("imprint", "The lines at the foot, apart by / between blanks"),
    ("direction", "across, or down: from head to foot"),
    ("columns", "Letters to a line"),
    ("pieces", "How many pieces are bound"),
    ("lacks", "Labels of what is lacking, apart by ;"),
    ("thickness_mm", "Thickness in millimetres with one decimal"),
    ("thickness_measured", "yes, or no: it is only estimated"),
    ("class", "standard, economy, digital, pamphlet or box"),
    ("material", "Cloth"),
    ("colour", "Number of the binder's chart"),
    ("colour_name", "Its name in the chart"),
    ("foil", "black, gold or white"),
    ("panels", "Lines stamped across the spine"),
    ("collate", "as tied, standard or custom"),
    ("covers", "remove all, keep all, front only, first only or keep if contents"),
    ("advertising", "leave, remove or remove unpaged"),
    ("title_page", "yes: there is one to bind in"),
    ("index_place", "Where the index goes; empty: there is none"),
    ("contents_place", "in place or gathered"),
    ("supplements", "Where supplements go; empty: there are none"),
    ("pocket", "yes: make a pocket"),
    ("strip", "yes: a security strip"),
    ("missing_issue", "return unbound or bind incomplete"),
    ("missing_pages", "return unbound or bind incomplete"),
    ("method", "How the leaves are held: as the pattern asks, or as the thickness allows"),
    ("method_why", "Why they are held so"),
    ("trim", "none or minimum"),
    ("stub", "yes: a stub for a missing index"),
    ("instructions", "Standard instructions, apart by commas"),
    ("instructions_text", "All that is said in words, of volume and pieces, apart by ;"),
    ("price", "What it ought to cost; empty: not known"),
    ("currency", "Currency of the price (ISO 4217)"),
    ("prepared_by", "Who made the ticket"),
    ("prepared_on", "On which day"),
    ("proofed_by", "Who proofed it; empty: nobody"),
    ("proofed_on", "On which day"),
)
"""Every column with its meaning, in order."""


def tickets_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """RFC 4180: the names of the columns, then a line a volume. Raises KeyError where one is lacking."""
    names = [name for name, _ in COLUMNS]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return out.getvalue()
