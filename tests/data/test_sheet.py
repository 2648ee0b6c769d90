"""Barcodes to scan, and the sheet they stand on."""

import re
from datetime import date
from pathlib import Path

import pytest

from buckram.identify import ItemBarcode, read
from buckram_data.barcodes import INSTITUTION, addon_of, ean_of_issn, item_barcode
from buckram_data.bars import addon_modules, ean13_modules, modules
from buckram_data.sheet import html_sheet, text_sheet, title_sheet
from buckram_data.tables import load

TODAY = date(2026, 11, 21)
COLOURS = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.parametrize(
    ("issn", "variant", "ean"),
    [
        ("0095-4403", "00", "9770095440005"),
        ("0095-4403", "05", "9770095440050"),
        ("0028-0836", "00", "9770028083002"),
        ("0040-781X", "01", "9770040781016"),
        ("2434-561X", "00", "9772434561006"),
    ],
)
def test_the_number_of_a_barcode(issn: str, variant: str, ean: str) -> None:
    assert ean_of_issn(issn, variant) == ean


def test_the_librarys_own_barcode_has_a_luhn_digit() -> None:
    assert item_barcode(1) == "30999000000015"
    assert {type(read(item_barcode(n), institution=INSTITUTION)) for n in range(200)} == {ItemBarcode}


def test_bars_of_the_example_that_everybody_prints() -> None:
    assert ean13_modules("5901234123457") == (
        "101" "0001011" "0100111" "0110011" "0010011" "0111101" "0011101" "01010"
        "1100110" "1101100" "1000010" "1011100" "1001110" "1000100" "101"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("two", "parities"), [("03", "GG"), ("25", "LG"), ("01", "LG"), ("12", "LL"), ("53", "LG"), ("78", "GL")]
)
def test_the_parity_of_an_addon(two: str, parities: str) -> None:
    bars = addon_modules(two)
    assert len(bars) == 20
    # A digit of odd parity has an odd number of dark modules.
    halves = bars[4:11], bars[13:20]
    assert "".join("L" if half.count("1") % 2 else "G" for half in halves) == parities


def test_a_upc_is_an_ean_that_begins_with_nought() -> None:
    assert ean13_modules("036000291452") == ean13_modules("0036000291452")


@pytest.mark.parametrize(
    ("scheme", "values", "published", "addon"),
    [
        ("issue number", {"a": "12", "b": "7/8"}, None, "07"),
        ("last digits of the running number", {"a": "1203"}, None, "03"),
        ("month", {"a": "1", "i": "2026", "j": "07/08"}, None, "07"),
        ("month", {"a": "1", "i": "2026", "j": "21"}, None, None),
        ("week", {"a": "1"}, date(2026, 1, 1), "01"),
        ("", {"a": "1", "b": "2"}, date(2026, 1, 1), None),
    ],
)
def test_what_a_publisher_prints_beside_it(
    scheme: str, values: dict[str, str], published: date | None, addon: str | None
) -> None:
    assert addon_of(scheme, values, published) == addon


def test_the_sheet_fits_a_terminal_and_a_page(demonstration: Path) -> None:
    text = COLOURS.sub("", text_sheet(demonstration, TODAY))
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "9770028083002" in text
    page = html_sheet(demonstration, TODAY)
    assert page.count("<svg") == page.count("<figure>") == 24
    assert "http" not in page


def test_bars_of_the_text_are_the_bars_of_the_code(demonstration: Path) -> None:
    _, line, *_, digits = COLOURS.sub("", text_sheet(demonstration, TODAY, most=1)).splitlines()
    halves = {" ": "00", "▌": "10", "▐": "01", "█": "11"}
    code, addon = digits.split()
    assert "".join(halves[one] for one in line).rstrip("0") == modules(code, addon).rstrip("0")


def test_the_sheet_that_ships_is_what_the_tables_give() -> None:
    shipped = Path(__file__).parents[2] / "data" / "buckram_data" / "sheet.html"
    assert shipped.read_text("utf-8") == title_sheet(load())
