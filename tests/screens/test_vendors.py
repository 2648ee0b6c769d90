"""Vendors and supplier performance through the keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news
from screens.at_desk import lines_seen as seen


async def counted(pilot: Pilot[None], *pressed: str) -> list[str]:
    """The screen when a table was counted beside the desk."""
    await keys(pilot, *pressed)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return seen(pilot)


def line(lines: list[str], word: str) -> str:
    return next((one for one in lines if word in one), "")


@pytest.fixture
def room(shelf: Shelf) -> Shelf:
    shelf.title("Alpha [x]", statuses="aaaaaaaaan", first_month=1, vendor="Swets [old]")
    shelf.title("Beta", "0028-0836", statuses="ae", vendor="Swets [old]")
    shelf.title("Gamma", "0013-0613", statuses="ae", vendor="Ebsco")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE subscription SET order_number = 'S-' || title_id")
        shelf.library.execute(
            "INSERT INTO claim (issue_id, number, reason, wanted_on, sent_at, vendor_id)"
            " VALUES (12, 1, 'late', '2026-11-01', '2026-11-10T09:00:00Z', 1)"
        )
    return shelf


async def test_the_sheet_of_a_vendor(room: Shelf) -> None:
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "v")
        assert "Vendors  2" in seen(pilot)[0]
        assert line(seen(pilot), "Swets [old]").split()[-2:] == ["2", "1"]
        await keys(pilot, "down", "enter")
        assert seen(pilot)[2].strip() == "Swets [old]"
        await keys(pilot, "s", "1", "6", "9", "1", "1", "2", "1", "enter")
        assert "check digit of 169-1121 is wrong" in news(pilot)
        await keys(pilot, "backspace", "0", "enter")
        assert "SAN is now 169-1120" in news(pilot)
        assert "169-1120" in line(seen(pilot), "SAN")
        await keys(pilot, "c", "p")
        assert "Printed, by post" in line(seen(pilot), "claims go")
        await keys(pilot, "l", "g")
        assert "German" in line(seen(pilot), "language")
        await keys(pilot, "h", "a", "A", "d", "a", ";", "c", "l", "a", "i", "m", "s", "enter")
        assert line(seen(pilot), "Ada").split() == ["›", "C", "Ada", "claims"]
        await keys(pilot, "q")
        assert "Ada (claims)" in line(seen(pilot), "contacts")
        await keys(pilot, "i", "w", "i", "n", "d", "o", "w", "space", "6", "0", "enter")
        assert "window 60" in line(seen(pilot), "when to claim")
        # A new one, in three keys and its name.
        await keys(pilot, "escape", "a", "N", "o", "v", "a", "enter", "e")
        assert "New vendor: Nova." in news(pilot)
        assert "exchange" in line(seen(pilot), "kind")
        await keys(pilot, "escape", "ctrl+z")
        assert "Vendors  2" in seen(pilot)[0]
        await keys(pilot, "f", "a")
        assert "only publisher" in seen(pilot)[0]


async def test_titles_move_and_vendors_merge(room: Shelf) -> None:
    tables = ("vendor", "subscription", "copy", "claim", "issue")
    before = room.contents(*tables)
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "v", "down", "t")
        assert "Swets [old]: 2 on order, 2 in all" in seen(pilot)[0]
        await keys(pilot, "e", "m", "e", "b", "s", "enter")
        assert "2 orders to Ebsco: from which day on" in news(pilot)
        await keys(pilot, "enter", "k")
        assert "1 open claim with Swets [old]" in seen(pilot)[2]
        await keys(pilot, "a")
        assert "2 titles moved from Swets [old] to Ebsco from 21 Nov 2026 on; 1 open claim" in news(pilot)
        assert "0 on order, 2 in all" in seen(pilot)[0]
        assert "2026-11-20" in line(seen(pilot), "Beta")
        await keys(pilot, "ctrl+z")
        assert "2 on order, 2 in all" in seen(pilot)[0]
        assert room.contents(*tables) == before
        # Order numbers are typed one by one; the lit one alone where nothing is marked.
        await keys(pilot, "m", "e", "b", "s", "enter", "enter", "t", "E", "7", "enter")
        assert "1 title moved" in news(pilot)
        await keys(pilot, "escape", "m", "s", "w", "enter")
        assert "A vendor cannot be merged into itself" in news(pilot)
        await keys(pilot, *["backspace"] * 2, "e", "b", "enter")
        assert "Swets [old] becomes Ebsco: 1 claim, 2 orders go there." in seen(pilot)[2]
        await keys(pilot, "m")
        assert "Vendors  1" in seen(pilot)[0]
        await keys(pilot, "enter")
        assert "Merged into this one: Swets [old]" in line(seen(pilot), "merge")
        await keys(pilot, "escape", "ctrl+z", "ctrl+z")
    assert room.contents(*tables) == before


async def test_how_they_perform(room: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(room) as pilot:
        lines = await counted(pilot, "f9", "q")
        assert "Performance  by vendor  since 1 Jan 2024" in lines[0]
        assert "11    91 %              1      3     3      1 0 of 1" in line(lines, "Swets [old]")
        # Two issues of Ebsco's say nothing.
        assert line(lines, "Ebsco").split() == ["Ebsco", "2", "few", "1"]
        await keys(pilot, "down", "enter")
        lines = seen(pilot)
        assert "median 3, nine of ten within 3" in " ".join(" ".join(lines).split())
        assert any("3 ─" in one and one.endswith("10") for one in lines)
        assert "J F M A M J J A S" in line(lines, "J F M")
        lines = await counted(pilot, "escape", "v")
        assert "by title" in lines[0]
        assert "only Swets [old]" in lines[0]
        assert line(lines, "Alpha [x]").split()[2:5] == ["9", "100", "%"]
        await keys(pilot, "w", "c", "enter")
        await counted(pilot, "a")
        assert "only" not in seen(pilot)[0]
        await keys(pilot, "down", "o")
        assert any("Alpha [x]" in one for one in seen(pilot)[:4])
    (written,) = tmp_path.glob("performance-title-*.csv")
    assert written.read_text("utf-8-sig").splitlines()[1].startswith("Alpha [x],9,9,100,0,0,3,3,")
