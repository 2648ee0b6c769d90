"""The mending queue through keys: from the card and a scan to the bench, back to its shelf; its figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bindery_for_tests import binder, bound_title
from buckram.desk.deciding import decide
from buckram_tui.screens.entry import Entry
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, scan
from screens.at_desk import news as lines_of_news

TITLE = "Annals of the [Royal] Society of Long and Winding Titles"


async def filled(pilot: Pilot[None], text: str) -> None:
    """The field holds this text, as if it were typed: each key by itself costs time."""
    pilot.app.screen.query_one(Entry).value = text
    await pilot.pause()


def news(pilot: Pilot[None]) -> str:
    """The news as one line."""
    return " ".join(lines_of_news(pilot).split())


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "library.db")
    bound_title(shelf, binder(shelf), TITLE, statuses="aaa")
    shelf.title("Other journal", "1050-124X", statuses="aa")
    library = shelf.library
    with library.transaction():
        library.execute("UPDATE piece SET barcode = '30000000000018' WHERE id = 1")
    return shelf


async def test_from_the_card_and_from_a_scan_through_the_queue_to_the_shelf(shelf: Shelf) -> None:
    decide(shelf.library, "repair_seniors", "Ann")
    first = shelf.contents("repair", "issue", "piece", "unit")
    async with at_desk(shelf) as pilot:
        # On the card: what lay here is damaged, two keys and what is wrong.
        await keys(pilot, "1050124X", "enter", "right", "left", "left", "d", "m")
        assert "What is wrong with it" in news(pilot)
        await filled(pilot, "torn page")
        await keys(pilot, "enter")
        assert "In the mending queue: v.12:no." in news(pilot)
        assert "(torn page)" in news(pilot)

        # A scan at the bench that is in no queue asks what is wrong; what is typed is read at once.
        await keys(pilot, "f9", "m")
        assert "to decide: 1" in lines_seen(pilot)[0]
        await scan(pilot, "30000000000018")
        assert "What is wrong with v.11:no.1" in news(pilot)
        await filled(pilot, "cover off, wet")
        assert "cover torn or off, wet" in news(pilot)
        await keys(pilot, "enter")
        seen = lines_seen(pilot)
        assert "to decide: 2" in seen[0]
        assert "!0 Annals of the [Ro" in seen[4]
        # The same scan again shows where it is.
        await scan(pilot, "30000000000018")
        assert news(pilot).rstrip().endswith("to be decided.")

        # A box is not for mary to decide; an easy mend is.
        await keys(pilot, "d")
        assert any("A box is made for it. Who may: Ann." in line for line in lines_seen(pilot))
        await keys(pilot, "x")
        assert "A box is for a senior to decide. Who may: Ann." in news(pilot)
        await keys(pilot, "enter", "m")
        assert "To be mended:" in news(pilot)
        await keys(pilot, "right", "enter")
        assert "At the bench:" in news(pilot)
        assert any("being mended" in line for line in await on_the_card(pilot))
        await keys(pilot, "f9", "m", "enter")
        await filled(pilot, "mt jt 20 leaf 2")
        assert "20 min; mend torn page; Japanese tissue; leaf 2" in news(pilot)
        await keys(pilot, "enter")
        assert "(up to 2 hours)" in news(pilot)
        await keys(pilot, "right", "right", "enter")
        assert "Back on its shelf:" in news(pilot)

        # The next mend begins with the last mends and supplies; the minutes are typed behind them.
        await keys(pilot, "right", "m", *"5", "enter")
        assert "5 min; mend torn page; Japanese tissue (under 15 minutes)" in news(pilot)
        await keys(pilot, "i")
        seen = lines_seen(pilot)
        assert "Repairs  by mend  mary" in seen[0]
        assert seen[4].lstrip("›").split()[:3] == ["together", "2", "0:25"]
        await keys(pilot, "escape")
        assert "Mending" in lines_seen(pilot)[0]
        for _ in range(7):
            await keys(pilot, "ctrl+z")
    assert shelf.contents("repair", "issue", "piece", "unit") == first


async def on_the_card(pilot: Pilot[None]) -> list[str]:
    await keys(pilot, "o")
    return lines_seen(pilot)


async def test_what_no_card_knows_and_five_hundred_lines(shelf: Shelf) -> None:
    with shelf.library.transaction():
        for n in range(500):
            shelf.library.execute(
                "INSERT INTO repair (title_id, what, found_on, found_by, found_at, damage)"
                " VALUES (1, ?, '2026-10-01', 'tom', 'shelf', '[\"TP\", \"DI\"]')",
                (f"مجلد {n} 中文合订本 [sic]",),
            )
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f9", "m")
        seen = lines_seen(pilot)
        assert "to decide: 500" in seen[0]
        assert all(len(line) <= 80 for line in seen)
        await keys(pilot, "a")
        await filled(pilot, "An old [atlas]")
        await keys(pilot, "enter")
        await filled(pilot, "spine")
        await keys(pilot, "enter")
        assert "In the mending queue: An old [atlas] (spine)." in news(pilot)
        assert "An old [atlas]: spine. Found on the shelf today by mary." in "\n".join(lines_seen(pilot))
        await keys(pilot, "a")
        await filled(pilot, "annals")
        await keys(pilot, "enter")
        assert "Which piece or volume is it?" in news(pilot)
        await keys(pilot, "down", "enter", *"BR", "enter")
        assert "(brittle)" in news(pilot)
        # O opens its card; what stands on no card says so.
        await keys(pilot, "x")
        assert "Off the mending queue" in news(pilot)
        await keys(pilot, "f")
        assert any("torn page" in line and "500" in line for line in lines_seen(pilot))
        await keys(pilot, "escape", "right", "right", "r")
        assert "Nothing is lit." in news(pilot)
