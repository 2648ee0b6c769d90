"""Binders and binding patterns through keys."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from bindery_for_tests import binder, bound_title, unit
from buckram.desk.bindery import binders as acts
from buckram.desk.bindery import charts
from buckram.desk.deciding import decide
from buckram.storage.bindery import binders, bindings
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news

TABLES = ("binder", "binding_price", "cloth", "binding", "unit")


def typed(text: str) -> list[str]:
    """The keys of a text with blanks."""
    return ["space" if c == " " else c for c in text]


def line(pilot: Pilot[None], word: str) -> str:
    """The first line on the screen that has the word, without needless blanks."""
    return next((" ".join(one.split()) for one in lines_seen(pilot) if word in one), "")


@pytest.fixture
def room(shelf: Shelf) -> Shelf:
    decide(shelf.library, "currency", "USD")
    acme, desk = binder(shelf, "Acme [London]", imprint="STATE/LIBRARY"), shelf.desk()
    charts.add_cloths(desk, binders.get(shelf.library, acme), "588 maroon, 590 royal blue")
    bound_title(shelf, acme, "Alpha [x]", "0317-8471", volumes=2, title_lines="ALPHA", covers="keep all")
    shelf.title("考古学报 : 中国社会科学院", "0028-0836", statuses="a" * 24, first_month=-20)
    shelf.title("مجلة العربي", "0013-0613", statuses="aae")
    return shelf


async def test_the_pattern_of_a_title(room: Shelf) -> None:
    before = room.contents(*TABLES)
    async with at_desk(room) as pilot:
        # From the card, and back to it.
        await keys(pilot, "03178471", "enter", "right", "left", "o")
        assert line(pilot, "binding") == "B binding By volume, Acme [London]; bound: nothing was bound yet"
        await keys(pilot, "b")
        assert line(pilot, "Alpha [x]") == "Alpha [x] 0317-8471 monthly"
        assert line(pilot, "No colour is chosen") == "! No colour is chosen."
        await keys(pilot, "r", "escape", "f")
        assert line(pilot, "covers") == "Collation covers * keep all"
        assert line(pilot, "trim") == ""
        # A choice by its letter, yes and no at once, a colour of the chart, a text.
        await keys(pilot, "down", "down", "down", "enter", "r")
        assert news(pilot).endswith("Alpha [x]: covers is now remove all.")
        await keys(pilot, "f", "down", "down", "down", "enter")
        assert "pocket matter is now yes" in news(pilot)
        await keys(pilot, "n", *typed("Handle [with] care"), "enter")
        assert line(pilot, "in words").endswith("* Handle [with] care")
        await keys(pilot, "y")
        assert "in words is now nothing" in news(pilot)
        await keys(pilot, "home", "down", "enter", "b")
        assert "last bound volume: v.10 (2024)" in news(pilot)
        await keys(pilot, "t")
        assert "next: v.11 (2025)" in line(pilot, "next:")
        seen = lines_seen(pilot)
        assert [word in "".join(seen) for word in ("ALPHA", "v.11", "2025", "STATE")] == [True] * 4
        await keys(pilot, "escape", "z")
        assert "is bound no more" in news(pilot)
        await keys(pilot, "z", "a", "a")
        assert line(pilot, "Alpha [x]").startswith("Alpha [x], copy 1")
        await keys(pilot, "escape")
        assert "Check-in" in lines_seen(pilot)[0]
        while room.contents(*TABLES) != before:
            await keys(pilot, "ctrl+z")
            assert "Nothing" not in news(pilot)


async def test_a_ticketed_version_is_kept_and_compared(room: Shelf) -> None:
    one = unit(room, 1, state="ticketed")
    with room.library.transaction():
        room.library.execute(
            "INSERT INTO ticket (unit_id, binding_id, number, lettering, fields, made_at, made_by) VALUES"
            """ (?, 1, 'T2600001', '["ALPHA", "v.11", "2025"]', '{}', '2026-11-20T08:00:00Z', 'ann')""",
            (one,),
        )
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "n", "i", "enter")
        assert "tickets were made from it" in line(pilot, "Version 1")
        await keys(pilot, "f", "down", "down", "enter", *typed("BETA"), "enter")
        assert "(version 2: tickets were made from version 1)" in news(pilot)
        assert line(pilot, "The last volume").startswith("! The last volume says ALPHA.")
        await keys(pilot, "r")
        assert line(pilot, "earlier") == "1 2026-11-20 mary earlier title"
        await keys(pilot, "down", "enter")
        assert line(pilot, "title").endswith("title ALPHA BETA")
        await keys(pilot, "c")
        assert "it is as version 1 was" in news(pilot)
        await keys(pilot, "escape", "escape", "escape")
        assert "Check-in" in lines_seen(pilot)[0]
    held = bindings.for_copy(room.library, 1, None)
    assert held
    assert (held.number, held.fields["title_lines"]) == (2, "ALPHA")


async def test_binders_and_the_titles_that_nobody_binds_yet(room: Shelf) -> None:
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "n")
        assert line(pilot, "Acme").split()[:3] == ["›Acme", "[London]", "1"]
        await keys(pilot, "a", *typed("Zenith"), "enter")
        assert "New binder: Zenith." in news(pilot)
        assert "Binders  Zenith" in lines_seen(pilot)[0]
        # One part of the sheet: a price is added, changed and taken out.
        await keys(pilot, "f", "p", "enter", *typed("standard to 1.5 in; 9.50"), "enter")
        assert "Zenith: standard to 1.50 in; 9.50 USD." in news(pilot)
        await keys(pilot, "up", "enter", *typed("standard 10"), "enter")
        assert line(pilot, "10.00").startswith("›Prices standard 10.00 USD")
        await keys(pilot, "x")
        assert "the price of standard is taken out" in news(pilot)
        # What a new title gets.
        await keys(pilot, "f", "f", "n", "f", "f", "n", "down", "down", "down", "enter", "w")
        assert "New titles of Zenith: complete weak." in news(pilot)
        assert "*" in line(pilot, "complete")
        await keys(pilot, "y", "escape", "x")
        assert "Acme [London] binds titles, or has bound some." in news(pilot)
        # Two titles get a first guess at once; then their spines one after the other.
        await keys(pilot, "q")
        assert "2 titles without a pattern" in lines_seen(pilot)[0]
        await keys(pilot, "e", "g")
        if "Who binds" in "".join(lines_seen(pilot)):
            await keys(pilot, "a")
        assert "binds 2 titles now" in news(pilot)
        await keys(pilot, "escape", "i", "down", "enter", "t")
        assert "2 of 3" in line(pilot, "2 of 3")
        assert "考古学报" in "".join(lines_seen(pilot)) or "العربي" in "".join(lines_seen(pilot))
        await keys(pilot, "right")
        assert "3 of 3" in line(pilot, "3 of 3")
        await keys(pilot, "right")
        assert "the last title" in news(pilot)
        # Copied from a like title.
        await keys(pilot, "t", "c")
        assert "copy from: 2 titles" in lines_seen(pilot)[0]
        await keys(pilot, "f", *"alp", "enter", "enter")
        assert "as for Alpha [x] now" in news(pilot)
        # One line of all that is marked.
        await keys(pilot, "escape", "e", "c", "c", "f", "b")
        assert "3 titles: foil is now black." in news(pilot)
        await keys(pilot, "ctrl+z")
    assert {one.fields.get("foil", "gold") for one in bindings.active(room.library)} == {"gold"}
    assert acts.answering(room.library, "acme").titles == 3
