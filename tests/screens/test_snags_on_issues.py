"""Snags on issues through the keys of the card."""

from __future__ import annotations

from textual.pilot import Pilot

from buckram.storage import issues
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, scan
from screens.at_desk import news as lines_of_news

TO_CARD = ("03178471", "enter", "right", "left")
"""The title in hand, its current box lit, and on the card."""


def news(pilot: Pilot[None]) -> str:
    """The news as one line."""
    return " ".join(lines_of_news(pilot).split())


def statuses(shelf: Shelf) -> str:
    rows = shelf.library.rows("SELECT substr(status, 1, 1) FROM issue ORDER BY position LIMIT 4")
    return "".join(row[0] for row in rows)


async def test_damaged_claimed_watched_missing_withdrawn(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "d", *"cover torn", "enter")
        assert "Received v.12:no.11 (November 2026) damaged, a replacement is claimed" in news(pilot)
        assert statuses(shelf) == "aade"
        # The light has moved on to December: claimed, then claimed once more, then watched.
        await keys(pilot, "right", "left", "k")
        assert "Claimed as late: v.12:no.12 (December 2026)" in news(pilot)
        assert any("claim 1" in line for line in lines_seen(pilot))
        await keys(pilot, "k")
        assert "in the claim queue already" in news(pilot)
        await keys(pilot, "ctrl+z", "w", *"20 dec", "enter")
        assert "Watched until 2026-12-20" in news(pilot)
        assert any("watch 20" in line for line in lines_seen(pilot))
        # October: gone, found again, damaged without a claim, withdrawn.
        await keys(pilot, "left", "left", "m")
        assert "Missing: v.12:no.10" in news(pilot)
        await keys(pilot, "m")
        assert "Found again: v.12:no.10" in news(pilot)
        await keys(pilot, "d", "n", "enter")
        assert "Damaged: v.12:no.10" in news(pilot)
        assert statuses(shelf) == "adde"
        await keys(pilot, "z")
        assert "Withdrawn: v.12:no.10" in news(pilot)
        assert statuses(shelf) == "awde"
        # The replacement of November comes: Enter.
        await keys(pilot, "right", "enter")
        assert statuses(shelf) == "awae"
        assert shelf.library.value("SELECT count(*) FROM claim WHERE closed_at IS NULL") == 0
        for _ in range(7):
            await keys(pilot, "ctrl+z")
    assert statuses(shelf) == "aaee"
    assert shelf.library.value("SELECT count(*) FROM claim") == 0
    assert shelf.library.value("SELECT count(*) FROM note") == 0


async def test_copies_came_and_came_again(shelf: Shelf) -> None:
    shelf.title(copies=3, addons=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "q", *"1,3 k", "enter")
        assert "copies 1, 3 (2 of 3 here, the others claimed)" in news(pilot)
        await keys(pilot, "enter")
        assert statuses(shelf) == "aaae"
        shelf.clock.pass_(seconds=5)
        # The same again: it asks, and F7 has the answers.
        await scan(pilot, "977031784700111")
        assert "already here" in news(pilot)
        await keys(pilot, "f7", "g", "g")
        assert "A gift of v.12:no.11 (November 2026) is kept" in news(pilot)
        assert issues.get(shelf.library, 3).copies_here == 3
        assert shelf.library.value("SELECT answer FROM scan WHERE question = 'here already'") == "gift"
        # Enter on what is here asks the same.
        await keys(pilot, "enter", "r", *"c.2", "enter", "right", "left")
        assert "Replaced: v.12:no.11 (November 2026), copy 2" in news(pilot)
        # A copy has to be named; what was typed stays.
        await keys(pilot, "m", "enter")
        assert "Begin with c.1 or c.2 or c.3." in news(pilot)
        await keys(pilot, *"c.3", "enter")
        assert "Missing: v.12:no.11 (November 2026), copy 3" in news(pilot)
        await keys(pilot, "z", *"c.1", "enter")
        assert "Withdrawn: v.12:no.11 (November 2026), copy 1" in news(pilot)
    assert statuses(shelf) == "aape"
    conditions = shelf.library.rows("SELECT condition FROM piece WHERE issue_id = 3 ORDER BY id")
    assert [row[0] for row in conditions] == [
        "withdrawn", "missing", "withdrawn", "good", "good",
    ]  # fmt: skip
