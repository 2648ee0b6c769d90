"""The renewal list as an Excel file, and the decisions that come back in it.

Only three columns count when it comes back: the decision, the note and the new price. A row is known by the
hidden number of its subscription and checked by its title; a second hidden column has what stood there when
the file was written, so that a row that was changed meanwhile is found. Rows may be sorted, columns moved,
and the file may have been saved by LibreOffice.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from buckram.errors import Refused

KEY, STATE = "buckram id", "buckram state"
DECISION, NOTE, PRICE = "Decision", "Note", "New price"
CHOICES = ("renew", "cancel", "change")

WIDTHS = {
    "Title": 44, "ISSN": 11, "Vendor": 18, "Order number": 13, "Fund": 9, "Location": 16, "Form": 14,
    "Ends": 11, "Price last year": 14, "Price this year": 14, "Last receipt": 12, "Decision": 12, "Note": 36,
    "New price": 12,
}  # fmt: skip
NUMBERS = frozenset(
    {"Copies", "Days", "Price last year", "Price this year", "Rise %", "Came", "Expected", "Claims", PRICE}
)
_USUAL_WIDTH = 9


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row to write. cells: a text for each column; state: what stands in the three that count."""

    subscription_id: int
    cells: Sequence[str]
    state: Sequence[str]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that came back. number: in the file. state: what stood there when it was written, () where that
    is lost. price: as it stands there, a number without currency or what was typed."""

    number: int
    subscription_id: int | None
    title: str
    decision: str
    note: str
    price: str
    state: Sequence[str]


def write(heading: str, columns: Sequence[str], lines: Sequence[SheetLine]) -> bytes:
    """The file. columns: the names of the cells, with Decision, Note and New price among them."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = heading[:31]
    names = [*columns, KEY, STATE]
    for at, name in enumerate(names, 1):
        cell = sheet.cell(1, at, name)
        cell.font = Font(bold=True)
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, _USUAL_WIDTH)
        sheet.column_dimensions[letter].hidden = name in (KEY, STATE)
    to_fill = PatternFill("solid", fgColor="FFF2CC")
    for n, line in enumerate(lines, 2):
        for at, (name, text) in enumerate(zip(columns, line.cells, strict=True), 1):
            _put(sheet.cell(n, at), name, text)
            if name in (DECISION, NOTE, PRICE):
                sheet.cell(n, at).fill = to_fill
        sheet.cell(n, len(columns) + 1, line.subscription_id)
        _put(sheet.cell(n, len(columns) + 2), STATE, json.dumps(list(line.state), ensure_ascii=False))
    choice = DataValidation(type="list", formula1=f'"{",".join(CHOICES)}"', allow_blank=True)
    choice.error, choice.errorTitle = "Choose renew, cancel or change, or leave it empty.", "No decision"
    letter = get_column_letter(list(columns).index(DECISION) + 1)
    choice.add(f"{letter}2:{letter}{max(len(lines) + 1, 2)}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(lines) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, name: str, text: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if name in NUMBERS and text:
        cell.value = Decimal(text)
        cell.number_format = "0.00" if "." in text else "0"
    else:
        cell.value = text or None
        # A title that begins with = is no formula.
        if text:
            cell.data_type = "s"


def read(content: bytes, name: str) -> list[SheetRow]:
    """The rows of a file that came back; empty ones are left out. Raises Refused when it is no such file."""
    if not name.lower().endswith(".xlsx"):
        raise Refused(f"{name} is no .xlsx file.", "Save it as Excel 2007-365 (.xlsx), then read it.")
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as problem:
        raise Refused(f"{name} cannot be read as an Excel file.", "Save it anew as .xlsx.") from problem
    head = next((n for n, row in enumerate(rows) if KEY in row), None)
    if head is None:
        raise Refused(
            f"{name} has no hidden column “{KEY}”.", "Read back a file that was written by the renewal list."
        )
    places = {str(cell).strip(): at for at, cell in enumerate(rows[head]) if cell is not None}
    lacking = [column for column in ("Title", DECISION, NOTE, PRICE) if column not in places]
    if lacking:
        raise Refused(f"{name} has no column {', '.join(lacking)}.", "Give it back its name.")
    return [
        _row(n, row, places)
        for n, row in enumerate(rows[head + 1 :], head + 2)
        if any(cell not in (None, "") for cell in row)
    ]


def _row(number: int, row: Sequence[object], places: dict[str, int]) -> SheetRow:
    def at(column: str) -> str:
        place = places.get(column)
        return _text(row[place]) if place is not None and place < len(row) else ""

    key = at(KEY)
    try:
        state = tuple(str(one) for one in json.loads(at(STATE)))
    except (ValueError, TypeError):
        state = ()
    return SheetRow(
        number=number,
        subscription_id=int(key) if key.isdigit() else None,
        title=at("Title"),
        decision=at(DECISION),
        note=at(NOTE),
        price=at(PRICE),
        state=state,
    )


def _text(value: object) -> str:
    """A cell as text; a number as it is shown, whole ones without a point."""
    if value is None:
        return ""
    if isinstance(value, float):
        # The shortest text that is this number: what a person typed, and not what the file rounds it to.
        return f"{Decimal(repr(value)).normalize():f}"
    return " ".join(str(value).split())
