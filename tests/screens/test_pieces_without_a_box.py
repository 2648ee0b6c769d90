"""A, V, L and the silent titles, through the keys."""

from __future__ import annotations

from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news
from screens.at_desk import lines_seen as seen


async def test_a_title_without_issues_is_received_by_typing_and_goes_on(shelf: Shelf) -> None:
    shelf.title("Gazette", statuses="", pattern=False, frequency="x")
    async with at_desk(shelf) as pilot:
        await keys(pilot, *"gazette", "enter", "enter")
        assert "Printed on the piece of Gazette" in news(pilot)
        await keys(pilot, *"12", "space", *"4", "enter")
        assert "Received v.12:no.4" in news(pilot)
        # The card has a box now, but none is lit: V counts on from it, and Enter takes the draft.
        await keys(pilot, "f7", "v")
        assert "v.12:no.5" in "".join(seen(pilot)[1:3])
        await keys(pilot, "enter")
        assert "Received v.12:no.5" in news(pilot)
        await keys(pilot, "ctrl+z", "ctrl+z")
        assert shelf.library.value("SELECT count(*) FROM issue") == 0
        # What was received is silent after two years.
        await pilot.press("ctrl+y", "ctrl+y")
        await keys(pilot, "f4")
        shelf.clock.pass_(days=800)
        await keys(pilot, "n")
        assert "1 silent" in seen(pilot)[0]
        assert "Gazette" in seen(pilot)[3]
        await keys(pilot, "enter")
        assert any("no.5" in line for line in seen(pilot))


async def test_beside_an_issue_and_a_later_title(shelf: Shelf) -> None:
    shelf.title("Old name", statuses="aaee")
    async with at_desk(shelf) as pilot:
        await keys(pilot, *"old", "enter", "f7", "a")
        assert "Beside v.12:no.11" in news(pilot)
        await keys(pilot, *"special", "space", *"Coffee", "enter")
        assert "special issue: Coffee" in news(pilot)
        assert any("no.11" in line for line in seen(pilot))
        await keys(pilot, "f7", "l", *"New", "space", *"name", "enter", "enter")
        assert "continued by New name" in news(pilot)
        assert any("New name" in line for line in seen(pilot)[:4])
        await keys(pilot, "ctrl+z", "ctrl+z")
        assert shelf.library.value("SELECT count(*) FROM title") == 1
        assert shelf.library.value("SELECT count(*) FROM issue WHERE beside IS NOT NULL") == 0
