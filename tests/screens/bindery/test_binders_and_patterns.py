"""A preparer's first hour with the bindery, through keys: a binder's limits and chart, then a new title."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from bindery_for_tests import bound_title
from buckram.desk.bindery import binders as acts
from buckram.desk.bindery.patterns import set_field
from buckram.desk.undoing import undo_last
from buckram.storage.bindery import binders, bindings
from buckram_tui.screens.entry import Entry
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, scan
from screens.at_desk import news as lines_of_news

TABLES = ("binder", "binding_price", "cloth", "binding")
LONG = "Annals of the [Royal] Society of Long and Winding Titles of the Northern Counties"


def news(pilot: Pilot[None]) -> str:
    """The news as one line."""
    return " ".join(lines_of_news(pilot).split())


def line(pilot: Pilot[None], word: str) -> str:
    """The first line on the screen that has the word, without needless blanks."""
    return next((" ".join(one.split()) for one in lines_seen(pilot) if word in one), "")


async def say(pilot: Pilot[None], text: str) -> None:
    """Have this stand in the open field, and press Enter."""
    pilot.app.screen.query_one(Entry).value = text
    await keys(pilot, "enter")


async def test_a_binder_s_sheet_wrong_input_and_undo(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    before = shelf.contents(*TABLES)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f9", "n")
        assert line(pilot, "No binder is on record") == "No binder is on record. A adds one."
        for key in ("i", "x", "z"):
            await keys(pilot, key)
            assert "A on the list of binders adds one" in news(pilot)
        await keys(pilot, "q")
        assert line(pilot, "Every title") == "Every title that is kept for ever has a binding pattern."
        await keys(pilot, "g")
        assert "No binder is on record" in news(pilot)
        await keys(pilot, "escape", "a")
        await say(pilot, "Bern [GmbH]")
        # Limits: what is wrong stays in the field, what was not touched changes nothing.
        await keys(pilot, "f", "l", "enter")
        await say(pilot, "x")
        assert "is no length" in news(pilot)
        await keys(pilot, "escape", "down", "enter")
        await say(pilot, "0.5")
        assert "From 1.00 in to 0.50 in: that leaves nothing to bind." in news(pilot)
        await say(pilot, "2 1/4")
        assert line(pilot, "thickness to").endswith("2.25 in")
        await keys(pilot, "enter", "enter")
        assert "Nothing has changed." in news(pilot)
        # Its chart: the light stays on the line that adds more.
        await keys(pilot, "f", "f", "c", "enter")
        await say(pilot, "588 maroon, 602 أحمر, 603 红")
        assert "3 colours more" in news(pilot)
        assert line(pilot, "602") == "602 أحمر"
        await keys(pilot, "enter")
        await say(pilot, "588 brown")
        assert "588 is on the chart already" in news(pilot)
        # A scan while the question stands open is a scan, and no colour.
        await scan(pilot, "30000000000018")
        assert "Check-in" in lines_seen(pilot)[0]
        await keys(pilot, "f9", "n", *(["ctrl+z"] * 3))
        assert "Undone: New binder: Bern [GmbH]" in news(pilot)
    assert shelf.contents(*TABLES) == before


async def test_a_new_title_like_another_and_undo(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    acme = acts.add_binder(shelf.desk("boss"), "Acme")[0]
    acts.set_line(shelf.desk("boss"), binders.get(shelf.library, acme), "account", "N-2214")
    bound_title(shelf, acme, "Alpha", "0317-8471", title_lines="ALPHA", covers="keep all", leave="6 months")
    new = shelf.title(LONG, "0028-0836", statuses="a" * 24, first_month=-20)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET barcode = '30000000000018' WHERE id = 20")
    before = shelf.contents(*TABLES)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f9", "n", "q", "enter")
        assert line(pilot, "Nothing is said yet") == "Nothing is said yet of how it is bound."
        await keys(pilot, "t")
        assert "Nothing is said yet of how it is bound. Enter makes a first guess." in news(pilot)
        await keys(pilot, "c")
        assert "copy from: 1 title" in lines_seen(pilot)[0]
        await keys(pilot, "enter")
        assert "is bound from now on. Like Alpha." in news(pilot)
        assert line(pilot, "stays on shelf").endswith("* 6 months")
        assert "0028-0836" in line(pilot, "Annals of the [Royal] Society")
        assert line(pilot, "account") == "binder: Acme, account N-2214."
        # What stays: none is not the library's setting.
        await keys(pilot, *(["down"] * 4), "enter")
        await say(pilot, "a while")
        assert "does not say what stays" in news(pilot)
        await say(pilot, "none")
        assert "stays on shelf is now nothing." in news(pilot)
        assert line(pilot, "stays on shelf").endswith("* nothing")
        await keys(pilot, "y")
        assert line(pilot, "stays on shelf").endswith("as the library has it: nothing")
        # Unit by issues: one issue is no unit.
        await keys(pilot, "up", "up", "enter", "i")
        assert "Each issue is bound by itself: say how many make one." in line(pilot, "!")
        await keys(pilot, "down", "enter")
        await say(pilot, "0")
        assert "Type a whole number from 1 to 366" in news(pilot)
        await say(pilot, "6")
        assert line(pilot, "how many").endswith("6")
        # The title's lines with brackets, each with its room while it is typed.
        await keys(pilot, "n")
        await say(pilot, "[sic] مجلة / 考古")
        assert line(pilot, "in words").endswith("* [sic] مجلة / 考古")
        # Somebody else changes it meanwhile: it is shown as it is.
        seen = bindings.for_copy(shelf.library, new, None)
        assert seen
        ann = shelf.desk("ann")
        set_field(ann, seen, "foil", "white")
        await keys(pilot, "y")
        assert "Somebody else changed this pattern meanwhile" in news(pilot)
        undo_last(ann)
        # A scan of its piece is checked in, and presses nothing here.
        await scan(pilot, "30000000000018")
        assert "Check-in" in lines_seen(pilot)[0]
        for _ in range(6):
            await keys(pilot, "ctrl+z")
    assert shelf.contents(*TABLES) == before
