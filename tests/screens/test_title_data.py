"""O on the card, the library's barcodes at receipt, and the printing queue, through keys."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from buckram.desk import copies, routing
from buckram.desk.deciding import decide
from buckram.storage import titles
from buckram.storage.copies import pieces
from buckram_tui.app import DeskApp
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news, scan


def typed(text: str) -> list[str]:
    """The keys of a text with blanks."""
    return ["space" if c == " " else c for c in text]


async def printed(pilot: Pilot[None]) -> None:
    """The thread of the printers is done, and the desk has heard of it."""
    app = pilot.app
    assert isinstance(app, DeskApp)
    assert app._printer is not None
    app._printer.wait()
    await pilot.pause()


async def test_the_data_of_a_title_is_a_list_to_move_in(shelf: Shelf) -> None:
    title = shelf.title(copies=2)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "o")
        seen = lines_seen(pilot)
        told = [" ".join(line.split()) for line in seen]
        assert "› T treatment none" in told
        assert "D copy 2 Reading Room" in told
        await keys(pilot, "enter", *typed("st str blue ro"), "enter")
        assert news(pilot).endswith("Treatment of Journal of tests: Stamp, strip, blue dot, route.")
        # The list is there again, and the light moves in it.
        await keys(pilot, "d", "c", *typed("Per 12"), "enter", "f", "b", "k", *"2y", "enter")
        assert "Copy 2 keeps 2 years" in news(pilot)
        await keys(pilot, "r", "a", *typed("Ada; contents"), "enter", *"Bob", "enter", "enter", "d", "u")
        assert "goes to Bob as no. 1" in news(pilot)
        await keys(pilot, "q", "q", "escape")
        seen = lines_seen(pilot)
        assert "Reading Room c.2 [Per 12], Reading Room c.1" in seen[3]
        assert "Stamp, strip, blue dot, route.  barcode" in seen[4]
        assert "receives c.2 of 2 for Reading Room [Per 12]" in seen[5]
        await keys(pilot, "ctrl+z")
    [second, _] = copies.of_title(shelf.library, title)
    assert (second.number, second.keeps, second.wants_barcode) == (2, "2 years", True)
    assert [reader.name for reader in routing.of_copy(shelf.library, second.id)] == ["Ada", "Bob"]
    assert titles.get(shelf.library, title).treatment == "Stamp, strip, blue dot, route."


async def test_scan_the_piece_scan_the_library_barcode(shelf: Shelf) -> None:
    title = shelf.title()
    copies.want_barcode(shelf.desk(), copies.of_title(shelf.library, title)[0].id, wanted=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left")
        await keys(pilot, "enter")
        assert "Scan the library barcode." in news(pilot)
        await scan(pilot, "30234000517862")
        assert "check digit of 30234000517862 is wrong" in news(pilot)
        await scan(pilot, "30234000517861")
        assert "Barcode 30234000517861 is on v.12:no.11" in news(pilot)
        # The light stands on the next issue, and Enter goes on.
        assert "Enter receives" in lines_seen(pilot)[5]
        await keys(pilot, "up", "left", "o", "i", "b", *("backspace",) * 14, "enter")
        assert "Barcode 30234000517861 is off" in news(pilot)
    assert pieces(shelf.library, 3)[0].barcode == ""


async def test_a_printer_that_is_off_is_said_once_and_its_queue_outlives_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    title = shelf.title(statuses="aeeeee")
    desk = shelf.desk()
    off, paper = tmp_path / "off", tmp_path / "paper"
    decide(shelf.library, "label_printer", f"test ! -e {off} && cat >> {paper}")
    decide(shelf.library, "labels", "always")
    off.touch()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left")
        await keys(pilot, "enter")
        await printed(pilot)
        assert "1 label waits for the printer (F9 P)." in news(pilot)
        await keys(pilot, "enter")
        await printed(pilot)
        assert "Received v.12:no.11" in news(pilot)
        await keys(pilot, "f9", "p")
        seen = lines_seen(pilot)
        assert "2 waiting" in seen[0]
        assert "exit code 1" in "".join(seen)
        assert any(line.strip() == "v.12" for line in seen)
        off.unlink()
        await keys(pilot, "enter")
        await printed(pilot)
        assert "1 waiting" in lines_seen(pilot)[0]
        await keys(pilot, "d", "down", "p")
        await printed(pilot)
        assert "0 waiting" in lines_seen(pilot)[0]
    assert paper.read_text().split().count("no.10") == 2
    assert "no.11" not in paper.read_text()
    assert desk.library.value("SELECT count(*) FROM print_job WHERE state = 'dropped'") == 1
    assert title == 1
