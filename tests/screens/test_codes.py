"""Codes at the desk: asked once, shown under U, mended there."""

from __future__ import annotations

from buckram_tui.app import DeskApp
from buckram_tui.terminal.outcomes import Submit
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen

UPC = "074470034629"


def codes(shelf: Shelf) -> int:
    return int(shelf.library.value("SELECT count(*) FROM code"))


async def test_an_unknown_code_is_taught_by_words_and_enter(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836", addons=True)
    shelf.title("Economist", "0013-0613")
    async with at_desk(shelf) as pilot:
        await scan(pilot, UPC + "11")
        assert "Which one is it? Type words, Enter." in news(pilot)
        await keys(pilot, "natu")
        assert "UPC 07447003462 will mean the title that is taken." in seen(pilot)[2]
        await keys(pilot, "enter")
        assert "From now on this barcode is Nature; U on its card" in " ".join(news(pilot).split())
        assert codes(shelf) == 1
        # Undo takes both back; words after Esc, or after another scan, are for another piece.
        await keys(pilot, "ctrl+z")
        assert codes(shelf) == 0
        await scan(pilot, UPC)
        await keys(pilot, "econ", "escape")
        assert "Which one is it?" in news(pilot), "one step back"
        await keys(pilot, "escape")
        assert "The piece waits on the no-record pile" in news(pilot)
        await keys(pilot, "econ", "enter")
        assert seen(pilot)[2].startswith(" Economist")
        await scan(pilot, UPC)
        await scan(pilot, "9770013061008")
        await keys(pilot, "natu", "enter")
        assert codes(shelf) == 0
        # An ISSN typed for the code asks before it means anything.
        await scan(pilot, UPC)
        assert isinstance(pilot.app, DeskApp)
        await pilot.app.take_scan(Submit("00130613", b"00130613", False, 0.0))
        await pilot.pause()
        assert "will mean the title that is taken" in seen(pilot)[2]
        assert codes(shelf) == 0
        await keys(pilot, "enter")
        assert codes(shelf) == 1
        assert seen(pilot)[2].startswith(" Economist")


async def test_u_shows_the_codes_and_mends_them(shelf: Shelf) -> None:
    title = shelf.title("Nature", "0028-0836", statuses="aaae", first_month=8, addons=True)
    shelf.library.execute("UPDATE piece SET addon = '05' WHERE id = 2")
    shelf.library.execute(
        "INSERT INTO code (scheme, key, title_id, said_at, said_by)"
        " VALUES ('upc', '07447003462', ?, '2026-11-20T09:00:00Z', 'john')",
        (title,),
    )
    async with at_desk(shelf) as pilot:
        await keys(pilot, "00280836", "enter", "right", "u")
        lines = "\n".join(seen(pilot))
        assert "ISSN 0028-0836" in lines
        assert "UPC 07447003462" in lines
        assert "Learnt from john, 20 Nov 2026" in lines
        assert "Doubtful: 05 on v.12:no.9" in lines
        await keys(pilot, "a")
        assert any("It does not fit." in line for line in seen(pilot))
        await keys(pilot, "b", "backspace", "backspace", "09", "enter")
        assert "09 stands, not 05" in news(pilot)
        await keys(pilot, "right", "u")
        assert any("They count: issue number or month" in line for line in seen(pilot))
        await keys(pilot, "c")
        assert "UPC 07447003462 no longer means Nature." in news(pilot)
        await keys(pilot, "right", "u", "s", "b")
        assert "count: month" in news(pilot)
        await keys(pilot, "right", "u", "f")
        assert "learnt anew" in news(pilot)
    assert codes(shelf) == 0


async def test_a_code_that_is_taught_from_the_card_leaves_its_piece_in_hand(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "00280836", "enter")
        await scan(pilot, UPC)
        await keys(pilot, "right", "u", "l")
        assert "The code is remembered." in " ".join(news(pilot).split())
        open_now = "SELECT group_concat(question) FROM scan WHERE settled_at IS NULL AND question <> ''"
        assert shelf.library.value(open_now) == "which issue", "it left the pile, and is not received yet"
        await keys(pilot, "enter")
        assert shelf.library.value(open_now) is None
        assert shelf.library.value("SELECT count(*) FROM piece WHERE issue_id = 3") == 1
