"""Inventory, retention and working figures through the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.shelf_for_tests import barcode, put_on_card
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


@pytest.fixture
def room(shelf: Shelf) -> Shelf:
    put_on_card(shelf, "Alpha [x]", "0317-8471", "Reading Room", "8 9 10 11(e)")
    put_on_card(shelf, "Beta", "0028-0836", "Reading Room", "8 9 10")
    put_on_card(shelf, "Gamma", "0013-0613", "Annex", "9 10")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE copy SET keeps = 'latest 2' WHERE title_id = 2")
        shelf.library.execute("UPDATE copy SET keeps = 'until microfilm' WHERE title_id = 3")
    return shelf


def status(shelf: Shelf, title: int, month: int) -> str:
    found: str = shelf.library.value(
        "SELECT status FROM issue WHERE title_id = ? AND number = ?", (title, f"no.{month}")
    )
    return found


async def test_a_walk(room: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(room) as pilot:
        bells: list[int] = []
        monkeypatch.setattr(pilot.app, "bell", lambda: bells.append(1))
        await keys(pilot, "f9", "i")
        assert "begin     all places" in seen(pilot)[3]
        # Before the walk is begun, what stands here is no mail.
        await scan(pilot, barcode("0317-8471", "11"))
        assert "nothing was received. Enter begins one" in news(pilot)
        assert len(bells) == 1
        assert status(room, 1, 11) == "expected"
        bells.clear()
        await keys(pilot, "down", "down", "enter")
        assert "Inventory  Reading Room  0 pieces" in seen(pilot)[0]
        await scan(pilot, barcode("0317-8471", "10"))
        assert "Alpha [x]: v.12:no.10 (October 2026): in place." in news(pilot)
        assert not bells
        # The digits beside the code are torn off: the likeliest issue is lit, Enter takes it.
        await scan(pilot, barcode("0317-8471"))
        assert len(bells) == 1
        assert any("v.12:no.9 (September 2026)" in line for line in seen(pilot))
        await keys(pilot, "escape")
        assert "which issue" in seen(pilot)[3]
        await keys(pilot, "enter", "enter")
        assert "in place" in seen(pilot)[3]
        # A scan by mistake is taken back, with what it asked.
        await scan(pilot, barcode("0028-0836"))
        await keys(pilot, "ctrl+z")
        assert "Inventory  Reading Room  2 pieces" in seen(pilot)[0]
        assert "in place" in seen(pilot)[3]
        # Never received: Enter does.
        await scan(pilot, barcode("0317-8471", "11"))
        assert "Enter receives it" in news(pilot)
        await keys(pilot, "enter")
        assert "Received v.12:no.11" in news(pilot)
        assert status(room, 1, 11) == "arrived"
        await scan(pilot, barcode("0013-0613", "10"))
        assert "belongs to Annex" in news(pilot)
        await scan(pilot, barcode("0028-0836", "10"))
        await scan(pilot, barcode("0028-0836", "08"))
        assert "may go: latest 2 kept; this is the 3rd" in news(pilot)
        # A dropped line: back to the choice of walks, and on with it.
        await keys(pilot, "escape", "escape", "f9", "i")
        assert "goes on   Reading Room" in seen(pilot)[3]
        await keys(pilot, "enter", "l")
        assert "missing: 2" in seen(pilot)[0]
        assert "v.12:no.8 (August 2026)" in seen(pilot)[3]
        await keys(pilot, "m")
        assert "Nothing is marked" in news(pilot)
        await keys(pilot, "e", "m")
        assert "2 pieces missing from the shelf. ^Z takes it back." in news(pilot)
        assert status(room, 2, 9) == "missing"
        await keys(pilot, "ctrl+z")
        assert status(room, 2, 9) == "arrived"
        await keys(pilot, "w", "c", "enter")
        assert any("Written to" in line for line in seen(pilot)[-6:])
        await keys(pilot, "l", "l")
        assert "to withdraw: 1" in seen(pilot)[0]
        await keys(pilot, "space", "z")
        assert status(room, 2, 8) == "withdrawn"
        await keys(pilot, "escape", "f")
        assert "Ended the inventory of Reading Room" in news(pilot)
    written = (tmp_path / "inventory-missing-2026-11-21.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in written] == ["Title", "Alpha [x]", "Beta"]


async def test_what_may_go(room: Shelf) -> None:
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "r")
        assert "1 may go" in seen(pilot)[0]
        assert "latest 2 kept" in seen(pilot)[3]
        await keys(pilot, "z")
        assert "Nothing is marked" in news(pilot)
        # Microfilm came: its issues may go too, and stand in their place.
        await keys(pilot, "u")
        assert "microfilm" in seen(pilot)[3]
        await keys(pilot, "r", "2", "0", "2", "6", "enter")
        assert "Microfilm of 2026 came on 21 Nov 2026: Gamma." in news(pilot)
        await keys(pilot, "escape")
        assert "3 may go" in seen(pilot)[0]
        await keys(pilot, "p", "a")
        assert "only Annex" in seen(pilot)[0]
        await keys(pilot, "e", "a", "z")
        assert "Withdrew 2 pieces by their retention. ^Z takes it back." in news(pilot)
        assert status(room, 3, 9) == "withdrawn"
        await keys(pilot, "ctrl+z")
        assert "3 may go" in seen(pilot)[0]
        assert status(room, 3, 9) == "arrived"
        await keys(pilot, "y")
        assert any("until microfilm" in line for line in seen(pilot))
        await keys(pilot, "escape", "o")
        assert any("Gamma" in line for line in seen(pilot)[:4])


async def test_figures_are_one_s_own(room: Shelf) -> None:
    async with at_desk(room) as pilot:
        await scan(pilot, barcode("0317-8471", "11"))
        await keys(pilot, "f9", "f")
        lines = seen(pilot)
        assert "Working figures  by day  since 22 Oct 2026" in lines[0]
        assert "These figures are for mary: nobody else is shown them." in lines[2]
        assert any(line.split()[:5] == ["Sat", "21", "Nov", "2026", "1"] for line in lines)
        await keys(pilot, "right")
        assert "by week" in seen(pilot)[0]
        await keys(pilot, "b", "p")
        assert any(line.split()[:3] == ["Reading", "Room", "1"] for line in seen(pilot))
        await keys(pilot, "e")
        assert "their own figures only" in news(pilot)
        await keys(pilot, "b", "n")
        assert "their own figures only" in news(pilot)
        assert "by location" in seen(pilot)[0]
        await keys(pilot, "t", "m")
        assert "since 1 Nov 2026" in seen(pilot)[0]
