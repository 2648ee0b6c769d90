"""Any list as CSV and as text."""

from __future__ import annotations

import csv
import io

from buckram.exchange.lists import Table, as_csv, as_text, in_form

ROWS = [("Nature", "12", "a, “b”\nc"), ("日本の雑誌", "3", "x" * 60)]
TABLE = Table("What may go", ("Title", "Pieces", "Why"), ROWS, "2 pieces.")


def test_csv_has_every_text_whole() -> None:
    assert list(csv.reader(io.StringIO(as_csv(TABLE)))) == [["Title", "Pieces", "Why"], *map(list, ROWS)]


def test_text_stands_in_columns() -> None:
    lines = as_text(TABLE).splitlines()
    assert lines[0] == "What may go"
    assert lines[4] == "Nature          12  a, “b” c"
    assert lines[5] == "日本の雑誌       3  " + "x" * 39 + "…"
    assert lines[-1] == "2 pieces."
    assert "(nothing)" in as_text(Table("Nothing", ("Title",), ()))


def test_the_name_says_the_form() -> None:
    assert in_form(TABLE, "list.TXT").decode().startswith("What may go")
    assert in_form(TABLE, "list.csv").startswith("\ufeffTitle,Pieces,Why".encode())
