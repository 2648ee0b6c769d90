"""Scanners that send no ending, at the whole desk: a scan of silence counts, and a person is told once."""

from __future__ import annotations

from buckram.desk.deciding import decide
from buckram.desk.item_barcodes import is_whole
from buckram_tui.app import DeskApp
from buckram_tui.terminal.driver import Silence
from buckram_tui.terminal.outcomes import Place, Stroke
from buckram_tui.terminal.reader import ScanReader
from buckram_tui.widgets.scanline import ScanLine
from library_for_tests import Shelf
from screens.at_desk import at_desk, news


async def test_silence_ends_a_scan_where_the_library_says_so(shelf: Shelf) -> None:
    decide(shelf.library, "scanner_ends", "silence")
    async with at_desk(shelf) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        for place, digit in enumerate("9770028083002"):
            ScanReader.stroke(app.scan_reader, Stroke(digit, digit, 500 + place / 1000), Place())
        app.post_message(Silence())
        await pilot.pause()
        assert app.screen.query_one(ScanLine).text == ""
        assert shelf.library.rows("SELECT raw, question FROM scan")[0]["raw"] == "9770028083002"


async def test_a_person_is_told_once_that_the_scanner_sends_no_enter(shelf: Shelf) -> None:
    async with at_desk(shelf) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        assert not app.scan_reader.ends_by_silence
        app.look_up("Read this first.")
        app.scanner_sends_no_ending()
        assert "Read this first." in news(pilot)
        app.check_in.news("")
        app.scanner_sends_no_ending()
        assert "buckram settings scanner_ends silence" in news(pilot)
        app.check_in.news("Received.")
        app.scanner_sends_no_ending()
        assert "Received." in news(pilot)


def test_a_whole_code_is_one_by_the_library_s_own_rule_too(shelf: Shelf) -> None:
    whole = ("9770317847001", "977031784700105", "0317-8471", "31182001234565")
    assert [code for code in whole if not is_whole(shelf.library, code)] == []
    half = ("97703178", "9770317847002", "05", "NATURE", "Nature 12", "L100008")
    assert [code for code in half if is_whole(shelf.library, code)] == []
    decide(shelf.library, "barcode_rule", "L[0-9]{6} + luhn")
    assert is_whole(shelf.library, "L100008")
    assert not is_whole(shelf.library, "L100007")
