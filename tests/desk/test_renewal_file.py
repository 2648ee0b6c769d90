"""The renewal list out as an Excel file and back: what a person wrote, sorted, moved or broke in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from buckram.desk.desk import Desk
from buckram.desk.renewal_file import ReadBack, read_back, to_xlsx
from buckram.desk.renewing import decide, renewals
from buckram.desk.subscribing import set_field, set_price
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.rules.renewal import Decision
from buckram.storage import subscriptions
from library_for_tests import TODAY, Shelf

TABLES = ("subscription", "price")


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    for n, (name, issn) in enumerate(
        [("=Alpha [x]", "0317-8471"), ("Beta", "0028-0836"), ("Gamma\x0b", "0013-0613")], 1
    ):
        shelf.title(name, issn, vendor="EBSCO")
        desk = shelf.desk()
        set_field(desk, n, "ends", "2026")
        set_price(desk, n, f"{n}00,50 EUR")
    return shelf


def written(desk: Desk, edit: Callable[[Any, dict[str, str]], None] | None = None) -> bytes:
    """The file as it was written, and edited by a person."""
    content = to_xlsx(desk, renewals(desk.library, TODAY))
    if edit is None:
        return content
    book = load_workbook(io.BytesIO(content))
    letters = {cell.value: cell.column_letter for cell in book.active[1]}
    edit(book.active, letters)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def back(desk: Desk, content: bytes) -> ReadBack:
    return read_back(desk, content, "renewals.xlsx")


def test_the_file_is_ready_to_be_filled_in(three: Shelf) -> None:
    book = load_workbook(io.BytesIO(written(three.desk())))
    sheet = book.active
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.freeze_panes == "B2"
    assert sheet["A2"].value == "=Alpha [x]"
    assert sheet["A2"].data_type == "s"
    assert sheet[f"{letters['Price this year']}2"].value == 100.5
    assert sheet.column_dimensions[letters["buckram id"]].hidden
    assert sheet.column_dimensions[letters["Title"]].width > 30
    choice = sheet.data_validations.dataValidation[0]
    assert choice.formula1 == '"renew,cancel,change"'
    assert str(choice.sqref) == f"{letters['Decision']}2:{letters['Decision']}4"


def test_decisions_notes_and_prices_come_back_in_one_act(three: Shelf) -> None:
    desk = three.desk()
    before = three.contents(*TABLES)

    def edit(sheet: Any, at: dict[str, str]) -> None:
        sheet[f"{at['Decision']}2"], sheet[f"{at['New price']}2"] = "Renew", 110.25
        sheet[f"{at['Decision']}3"], sheet[f"{at['Note']}3"] = "change", "2 copies"
        sheet[f"{at['New price']}3"] = "1.210,50 EUR"
        # Only three columns count.
        sheet[f"{at['Price this year']}3"] = 999

    read = back(desk, written(desk, edit))
    assert (read.sentence, read.problems) == ("Read renewals.xlsx: 2 rows taken, 1 without news.", [])
    lines = renewals(desk.library, TODAY)
    assert [(line.one.decision, line.one.decision_note) for line in lines] == [
        (Decision.RENEW, ""), (Decision.CHANGE, "2 copies"), (None, ""),
    ]  # fmt: skip
    assert [line.after.money.words for line in lines if line.after] == ["110.25 EUR", "1210.50 EUR"]
    assert lines[0].one.renewed_until == date(2027, 12, 31)
    undo_last(desk)
    assert three.contents(*TABLES) == before


def test_a_file_without_news_is_no_act(three: Shelf) -> None:
    desk = three.desk()
    content = written(desk, lambda *_: None)
    acts = three.library.value("SELECT count(*) FROM act")
    assert back(desk, content).sentence == "Read renewals.xlsx: 0 rows taken, 3 without news."
    assert three.library.value("SELECT count(*) FROM act") == acts
    # What was decided at the desk meanwhile is not taken back by rows that nobody wrote in.
    decide(desk, renewals(desk.library, TODAY), Decision.CANCEL)
    assert back(desk, content).taken == 0
    assert subscriptions.get(three.library, 1).decision is Decision.CANCEL


def test_what_cannot_be_taken_is_told_and_the_rest_is_taken(three: Shelf) -> None:
    desk = three.desk()

    def edit(sheet: Any, at: dict[str, str]) -> None:
        for row in (2, 3, 4):
            sheet[f"{at['Decision']}{row}"] = "renew"
        sheet[f"{at['Title']}3"] = "Quite another"
        sheet.append(["Delta"] + [None] * (len(at) - 6) + ["cancel", "too dear"])
        for row, (word, price) in enumerate([("perhaps", None), ("renew", "1.234")], 6):
            for column in at.values():
                sheet[f"{column}{row}"] = sheet[f"{column}4"].value
            sheet[f"{at['Decision']}{row}"], sheet[f"{at['New price']}{row}"] = word, price
        sheet.delete_rows(4)

    content = written(desk, edit)
    decide(desk, renewals(desk.library, TODAY)[:1], Decision.CANCEL, "nobody reads it")
    read = back(desk, content)
    assert read.taken == 0
    assert [problem.split(":")[0] for problem in read.problems] == [
        "Row 2, =Alpha [x]", "Row 3, Quite another", "Row 4, Delta", "Row 5, Gamma", "Row 6, Gamma",
    ]  # fmt: skip
    assert "changed meanwhile: cancel, nobody reads it. The file says: renew." in read.problems[0]
    assert "Its number is that of Beta." in read.problems[1]
    assert "lost the number" in read.problems[2]
    assert "“perhaps” is no decision." in read.problems[3]
    assert "1.234 may be 1234 or 1.23." in read.problems[4]


def test_a_sorted_file_with_moved_columns_is_read(three: Shelf) -> None:
    """As LibreOffice saves it: no styles, strings shared, columns wherever a person put them."""
    desk = three.desk()
    book = load_workbook(io.BytesIO(written(desk)))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    head = rows[0]
    other = Workbook()
    other.active.append(["Our renewals"])
    wanted = ["buckram state", "New price", "Decision", "Title", "Note", "buckram id"]
    other.active.append(wanted)
    for row in reversed(rows[1:]):
        cells = dict(zip(head, row, strict=True))
        other.active.append([{**cells, "Decision": "c"}[name] for name in wanted])
        other.active.cell(other.active.max_row, 4).data_type = "s"
    out = io.BytesIO()
    other.save(out)
    assert back(desk, out.getvalue()).taken == 3
    assert subscriptions.get(three.library, 3).decision is Decision.CANCEL


@pytest.mark.parametrize(("name", "content", "told"), [
    ("a.xls", b"", "is no .xlsx file"),
    ("a.ods", b"", "is no .xlsx file"),
    ("a.xlsx", b"not a zip", "cannot be read"),
])  # fmt: skip
def test_other_files_are_refused(shelf: Shelf, name: str, content: bytes, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read_back(shelf.desk(), content, name)


def test_a_file_of_something_else(shelf: Shelf) -> None:
    out = io.BytesIO()
    Workbook().save(out)
    with pytest.raises(Refused, match="no hidden column"):
        back(shelf.desk(), out.getvalue())
