"""The bars, the scan line and the look of the desk."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from buckram_tui.widgets.bars import HELP, KeyBar, Level, StatusLine, TitleBar, fitting_keys
from buckram_tui.widgets.scanline import ScanLine
from buckram_tui.widgets.theme import ASCII, UNICODE, Look
from widgets.shown import OneWidget, lines

KEYS = [("Enter", "receive"), ("F2", "look up"), ("F3", "expected"), ("F8", "undo")]


async def test_the_title_bar_has_two_sides() -> None:
    bar = TitleBar("Check-in", "Main [1] · anna")
    async with OneWidget(bar).run_test(size=(40, 3)):
        assert lines(bar) == [" Check-in               Main [1] · anna "]
        bar.show(left="Zeitschrift für ägyptische Sprache und Altertumskunde")
        assert len(lines(bar)[0]) == 40
        assert lines(bar)[0].startswith(" Zeitschrift für ägyptische Sprache und ")


async def test_news_has_a_sign_for_its_level() -> None:
    line = StatusLine()
    async with OneWidget(line).run_test(size=(30, 3)):
        assert lines(line)[0].strip() == ""
        signs = set()
        for level in Level:
            line.show("Received no. 4", level)
            signs.add(lines(line)[0][:3])
            assert "Received no. 4" in lines(line)[0]
        assert len(signs) == len(Level)
        line.show("This check digit is wrong: 0317-8472 should end in 1.", Level.WRONG)
        assert lines(line)[0].endswith("…")
        assert (line.text[:4], line.level) == ("This", Level.WRONG)


@pytest.mark.parametrize(
    ("width", "shown"),
    [(80, [*KEYS, HELP]), (50, [*KEYS[:3], HELP]), (27, [KEYS[0], HELP]), (8, [HELP]), (1, [HELP])],
)
def test_keys_that_fit(width: int, shown: list[tuple[str, str]]) -> None:
    assert fitting_keys(KEYS, width) == shown
    assert fitting_keys([HELP, *KEYS], width) == shown


async def test_the_key_bar() -> None:
    bar = KeyBar(KEYS)
    async with OneWidget(bar).run_test(size=(40, 3)):
        assert lines(bar)[0].rstrip() == " Enter receive  F2 look up  ? help"
        bar.show([("y", "yes")])
        assert lines(bar)[0].rstrip() == " y yes  ? help"


async def test_the_scan_line_shows_the_hint_until_something_is_typed() -> None:
    line = ScanLine("Scan", "ISSN or title")
    async with OneWidget(line).run_test(size=(30, 3)):
        assert lines(line)[0].rstrip() == " Scan ›   ISSN or title"
        line.show("0317-8471")
        assert lines(line)[0].rstrip() == " Scan › 0317-8471"
        line.show("Zeitschrift für ägyptische Sprache und [Altertum]")
        assert lines(line)[0] == " Scan › prache und [Altertum] "
        line.ask("Title")
        line.show("")
        assert lines(line)[0].rstrip() == " Title ›"


async def test_the_scan_line_shows_no_control_characters() -> None:
    line = ScanLine("Scan")
    async with OneWidget(line).run_test(size=(40, 3)):
        line.show("01\x1d10\x1b[31m")
        assert lines(line)[0].rstrip() == " Scan › 01 10[31m"


def test_every_glyph_is_one_cell_and_ascii_is_ascii() -> None:
    for name in UNICODE.__slots__:
        assert cell_len(getattr(UNICODE, name)) == 1, name
        assert getattr(ASCII, name).isascii(), name


def test_colours_give_way_to_no_color() -> None:
    coloured, plain = Look.of({"LANG": "C.UTF-8"}), Look.of({"LANG": "C.UTF-8", "NO_COLOR": "1"})
    assert coloured.styles.keys() == plain.styles.keys()
    assert any(style.color for style in coloured.styles.values())
    assert not any(style.color or style.bgcolor for style in plain.styles.values())


def test_the_locale_chooses_the_glyphs() -> None:
    assert Look.of({"LANG": "de_DE.UTF-8"}).glyphs is UNICODE
    assert Look.of({"LANG": "C"}).glyphs is ASCII


def test_no_background_is_painted() -> None:
    assert not any(style.bgcolor for style in Look.of({}).styles.values())


def test_under_the_light_a_colour_stays() -> None:
    look = Look.of({})
    assert look.style("late", lit=True).reverse
    assert look.style("late", lit=True).color == look.style("late").color
