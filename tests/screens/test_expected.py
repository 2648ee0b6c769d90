"""Expected issues through the keys."""

from __future__ import annotations

import pytest

from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news
from screens.at_desk import lines_seen as seen


@pytest.fixture
def due(shelf: Shelf) -> Shelf:
    """Three titles: one long late, two due."""
    shelf.title("Alpha", "0317-8471", statuses="aeaae", first_month=7, location="Annex", vendor="Agent")
    shelf.title("Beta", "0028-0836", location="Reading Room")
    shelf.title("Gamma [x]", "0013-0613", location="Reading Room")
    return shelf


def received(shelf: Shelf) -> int:
    return int(shelf.library.value("SELECT count(*) FROM act WHERE kind = 'receive'"))


async def test_what_is_late_stands_first(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4")
        lines = seen(pilot)
        assert "1 late of" in lines[0]
        assert "Alpha" in lines[3]
        assert "v.12:no.8 (August 2026)" in lines[3]
        assert lines[3].split()[1].endswith(("w", "m", "d"))


async def test_enter_receives_the_lit_line_and_it_goes(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4", "enter")
        assert "Received v.12:no.8 (August 2026) for Annex: Alpha" in news(pilot)
        assert not any("August 2026" in line for line in seen(pilot)[3:-2])
        await keys(pilot, "ctrl+z")
        assert any("August 2026" in line for line in seen(pilot)[3:-2])


async def test_marked_lines_are_received_together_and_undone_one_by_one(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4", "down", "space", "space", "r")
        assert "2 issues received" in news(pilot)
        assert received(due) == 2
        await keys(pilot, "ctrl+z", "ctrl+z")
    assert due.library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 0


async def test_marks_that_a_filter_hides_are_not_lost_and_not_received(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4", "down", "space", "l", "r")
        assert "1 marked line not shown" in news(pilot)
        assert received(due) == 0
        await keys(pilot, "a", "r")
    assert received(due) == 1


async def test_filters_say_what_they_show(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4", "p")
        assert any("Annex" in line for line in seen(pilot))
        await keys(pilot, "enter")
        assert "only Annex" in seen(pilot)[0]
        assert not any("Beta" in line for line in seen(pilot))


async def test_the_list_behind_a_choice_does_nothing(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4", "space", "p", "r", "space", "l")
        assert received(due) == 0
        await keys(pilot, "escape")
        assert any("Alpha" in line for line in seen(pilot))


async def test_o_opens_the_card_with_this_issue_lit(due: Shelf) -> None:
    async with at_desk(due) as pilot:
        await keys(pilot, "f4", "o")
        assert seen(pilot)[2].startswith(" Alpha")
        assert any("›no.8" in line for line in seen(pilot))
