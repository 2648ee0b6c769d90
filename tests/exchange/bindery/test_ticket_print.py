"""Tickets on paper and for a line printer, and their barcodes."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from buckram.exchange.bindery.symbols import CODE39, CODE128, NONE, bars, modules
from buckram.exchange.bindery.ticket_paper import UPS, tickets_pdf
from buckram.exchange.bindery.ticket_sheet import Sheet, sheet_of
from buckram.exchange.bindery.ticket_text import ticket_lines, tickets_text
from buckram.exchange.labels import Size
from buckram.rules.bindery.spine import letters
from buckram.rules.bindery.spine_drawn import drawn

A4 = Size(210, 297)
SHEET = Sheet(
    number="T2600017",
    symbols=CODE39,
    library="Library of [tests], 1 Road",
    flags=["RUSH", "DAMAGED WHEN SENT"],
    lettering=[["title", "JOURNAL"], ["title", "OF TESTS"], ["vol", "v.11:no.1-6"], ["year", "2025"],
               ["call", "Z"], ["call", "671"], ["imprint", "UIU"]],
    direction="across",
    columns=13,
    rows=1,
    groups=[("Order", [("Binder", "Acme Bindery")]), ("Volume", [("Title", "Journal of tests " * 12)])],
    instructions=["Mind the map."],
    pieces=[f"no.{n}" for n in range(1, 61)],
    made="Prepared by mary, 21 Nov 2026.",
)  # fmt: skip


def test_the_sheet_survives_its_way_through_the_queue() -> None:
    again = sheet_of(json.loads(json.dumps(SHEET.plain())))
    assert again.spine == SHEET.spine
    assert ticket_lines(again, "BINDER'S COPY") == ticket_lines(SHEET, "BINDER'S COPY")


CODE39_MARKS = {
    "*": "nwnnwnwnn", "T": "nnnnwnwwn", "L": "nnwnnnnww", "0": "nnnwwnwnn", "1": "wnnwnnnnw",
    "2": "nnwwnnnnw", "3": "wnwwnnnnn", "4": "nnnwwnnnw", "5": "wnnwwnnnn", "6": "nnwwwnnnn",
    "7": "nnnwnnwnw", "8": "wnnwnnwnn", "9": "nnwwnnwnn",
}  # fmt: skip
"""Bars and gaps of characters, narrow and wide (ISO/IEC 16388)."""

_PAIRS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232
"""
CODE128_PAIRS = _PAIRS.split()
"""Widths of bars and gaps by value; 99 and 100 change to set C and B, 103 to 105 begin in A, B, C
(ISO/IEC 15417)."""


def read_widths(text: str, kind: str) -> list[int]:
    """Bars and gaps in turn, as they are drawn."""
    found: list[int] = []
    end = 0
    for begin, width in bars(text, kind):
        found += [begin - end, width] if found else [width]
        end = begin + width
    return found


def read_39(widths: list[int]) -> str:
    marks = {shape: letter for letter, shape in CODE39_MARKS.items()}
    shapes = ["".join("w" if n > 1 else "n" for n in widths[at : at + 9]) for at in range(0, len(widths), 10)]
    return "".join(marks[shape] for shape in shapes)


def read_128(widths: list[int]) -> str:
    """What a reader makes of it; raises AssertionError where the check is wrong."""
    values = [
        CODE128_PAIRS.index("".join(map(str, widths[at : at + 6]))) for at in range(0, len(widths) - 7, 6)
    ]
    assert widths[-7:] == [2, 3, 3, 1, 1, 1, 2]
    start, *data, check = values
    assert check == (start + sum(n * value for n, value in enumerate(data, 1))) % 103
    text, pairs = "", start == 105
    for value in data:
        if value in (99, 100):
            pairs = value == 99
        else:
            text += f"{value:02}" if pairs else chr(value + 32)
    return text


@pytest.mark.parametrize("number", ["T2600017", "T2698345", "L0102"])
def test_the_bars_that_are_drawn_say_the_number(number: str) -> None:
    assert read_39(read_widths(number, CODE39)) == f"*{number}*"
    assert read_128(read_widths(number, CODE128)) == number


def test_no_symbol_where_none_is_wanted_or_can_be() -> None:
    assert modules("T2600017", NONE) == ""
    with pytest.raises(ValueError, match="no barcode"):
        modules("T 17é", CODE39)


@pytest.mark.parametrize("columns", [66, 80])
def test_for_a_line_printer(columns: int) -> None:
    text = tickets_text([SHEET, replace(SHEET, number="T2600018", direction="down", columns=60)], columns)
    pages = text.split("\f")
    assert [page.split("\n")[0].split("  ")[0] for page in pages] == ["BINDER'S COPY", "LIBRARY'S COPY"] * 2
    assert max(letters(line) for line in text.replace("\f", "").split("\n")) <= columns
    assert "*** RUSH *** *** DAMAGED WHEN SENT ***" in " ".join(pages[0].split())
    for word in ("T2600017", "v.11:no.1-6", "Acme Bindery", "no.60", "* Mind the map.", "Prepared by mary"):
        assert word in pages[0]
    assert "|JOURNAL OF TESTS  v.11:no.1-6  2025" in pages[2]


@pytest.mark.parametrize(("up", "pages"), [(1, 4), (2, 2), (4, 1)])
def test_copies_on_a_page(up: int, pages: int) -> None:
    assert up in UPS
    data = tickets_pdf([SHEET, replace(SHEET, number="T2600018", symbols=NONE)], A4, up)
    assert len(re.findall(rb"/Type /Page\b", data)) == pages


def test_letters_of_every_script_are_written() -> None:
    lines = [["title", "مجلة"], ["title", "图书馆学报"], ["vol", "т.11"]]
    data = tickets_pdf([replace(SHEET, lettering=lines, direction="down", columns=60)], A4, 4)
    assert data.startswith(b"%PDF")


def test_a_line_that_is_too_long_runs_over_the_edge() -> None:
    long = [["title", "PROCEEDINGS OF TESTS"], ["vol", "v.1"]]
    assert drawn(replace(SHEET, lettering=long).spine) == [
        "     5   10 13",
        "+----+----+--++",
        "|PROCEEDINGS OF TESTS!",
        "|     v.1     |",
        "+-------------+",
    ]
