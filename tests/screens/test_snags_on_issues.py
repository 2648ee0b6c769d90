"""Snags on issues through the keys of the card."""

from __future__ import annotations

from textual.pilot import Pilot

from buckram.desk.noting import write_note
from buckram.desk.undoing import undo_last
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


async def test_the_second_piece_is_said_by_enter_and_a_letter(shelf: Shelf) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700110")
        assert any("Here already. Enter: what is this piece?" in line for line in lines_seen(pilot))
        await keys(pilot, "enter", "e")
        assert "An extra copy of v.12:no.10" in news(pilot)
        await scan(pilot, "977031784700110")
        # An arrow brings the card back, and the letters act there.
        await keys(pilot, "right", "g", "g")
        assert "A gift of v.12:no.10" in news(pilot)
        # An Enter too many keeps nothing.
        await scan(pilot, "977031784700110")
        await keys(pilot, "enter", "enter")
        assert "The same piece, scanned twice" in news(pilot)
    assert shelf.library.value("SELECT count(*) FROM piece WHERE issue_id = 2") == 3


async def test_nothing_to_undo_while_a_question_is_open_is_a_sentence(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "t", *"half a no", "ctrl+z")
        await pilot.pause()
        assert "There is nothing to undo in this sitting." in news(pilot)
        await keys(pilot, *"te", "enter")
    assert shelf.library.value("SELECT text FROM note") == "half a note"


async def test_a_title_whose_making_is_undone_leaves_the_desk(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await scan(pilot, "9771234567898")
        await keys(pilot, "f5", "m", *"New journal", "enter", "o")
        assert lines_seen(pilot)[2].startswith(" New journal")
        await keys(pilot, "ctrl+z")
        assert "Undone: New title New journal." in news(pilot)
        assert not any("New journal" in line for line in lines_seen(pilot)[2:20])
        # And where another station takes it back.
        await keys(pilot, "f5", "m", *"New journal", "enter", "o")
        other = shelf.desk()
        undo_last(other)
        await keys(pilot, "f4", "f2")
        assert not any("New journal" in line for line in lines_seen(pilot)[2:20])
    assert shelf.library.value("SELECT count(*) FROM title") == 1


async def test_what_was_passed_over_is_said_whatever_key_received(shelf: Shelf) -> None:
    shelf.title(statuses="aeeee", copies=2)
    async with at_desk(shelf) as pilot:
        for key, typed in (("v", "12 12"), ("c", "12"), ("q", "2"), ("d", "torn")):
            await keys(pilot, "03178471", "enter", "right", "right")
            await keys(pilot, key, *typed, "enter")
            assert "2 issues before it did not come. F7: what became of it?" in news(pilot), key
            await keys(pilot, "ctrl+z")
        # Where a letter means nothing it says so, with a bell and no tick.
        await keys(pilot, "right", "left", "g")
        assert news(pilot).startswith("✗ v.12:no.12 (December 2026) is expected. Enter receives it.")
        await keys(pilot, "m")
        assert news(pilot).startswith("✗ v.12:no.12 (December 2026) is expected."), "not asked of which copy"


async def test_notes_that_were_read_are_new_no_more(shelf: Shelf) -> None:
    write_note(shelf.desk("john"), shelf.title(), "Ask Anna")
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD)
        assert any("New note: Ask Anna" in line for line in lines_seen(pilot))
        await keys(pilot, "i", "enter")
        assert not any("New note" in line for line in lines_seen(pilot))
        assert any("Ask Anna" in line for line in lines_seen(pilot))
