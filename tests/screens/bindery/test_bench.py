"""The bench through the keys: a unit that is well, one that lacks a piece, wrong pieces, decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, unit
from buckram.desk.receiving import receive
from buckram.desk.undoing import undo
from buckram.storage import issues
from buckram.storage.bindery import units
from desk.shelf_for_tests import barcode
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


@pytest.fixture
def bench(shelf: Shelf) -> Shelf:
    """Alpha v.10 is whole; of Beta v.11 no.2 never came; both pulled. Add-ons tell the month."""
    bound_title(shelf, binder(shelf), "Alpha [x] العربية", "0317-8471", statuses="a" * 13, call_number="A 1")
    bound_title(shelf, 1, "Beta", "0028-0836", statuses="aeaa", call_number="B 1")
    first = lot(shelf, 1)
    unit(shelf, 1, first, state="pulled", issues=range(12), label="v.10 (2024)")
    unit(shelf, 2, first, state="pulled")
    with shelf.library.transaction():
        shelf.library.execute(
            "UPDATE piece SET"
            " addon = (SELECT substr(published_on, 6, 2) FROM issue WHERE issue.id = issue_id),"
            " copy_id = (SELECT copy.id FROM copy JOIN issue USING (title_id) WHERE issue.id = issue_id)"
        )
    return shelf


def unit_is(shelf: Shelf, unit_id: int) -> tuple[str, int | None]:
    found = units.get(shelf.library, unit_id)
    return str(found.state), found.thickness


async def test_a_day_at_the_bench(bench: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = bench.contents(*BINDERY, "claim")
    async with at_desk(bench) as pilot:
        bells: list[int] = []
        monkeypatch.setattr(pilot.app, "bell", lambda: bells.append(1))
        await keys(pilot, "f9", "d")
        assert "Bench  2 to collate  0 held" in seen(pilot)[0]
        assert "Alpha [x]" in seen(pilot)[3]
        assert "no.2 not here" in seen(pilot)[4]
        # The first piece of the pile takes its unit in hand, and is confirmed.
        await scan(pilot, barcode("0317-8471", "01"))
        assert "1 of 12 confirmed" in seen(pilot)[0]
        assert "1 of 12 confirmed" in news(pilot)
        assert not bells
        await scan(pilot, barcode("0317-8471", "01"))
        assert "A double" in news(pilot)
        await scan(pilot, barcode("0028-0836", "03"))
        assert "Another title: this is Beta" in news(pilot)
        assert len(bells) == 2
        assert "1 of 12 confirmed" in seen(pilot)[0]
        # One that bears no readable code; then Enter too early.
        await keys(pilot, "down", "space")
        assert "2 of 12 confirmed" in seen(pilot)[0]
        await keys(pilot, "enter")
        assert "Not confirmed: no.3, no.4, no.5 and 7 more." in news(pilot)
        await keys(pilot, "e")
        assert "12 of 12 confirmed, v.10 (2024). Enter ends" in news(pilot)
        # What the eye sees; then all is well, measured once.
        await keys(pilot, "c", "s")
        assert any("Found: stapled" in line for line in seen(pilot))
        await keys(pilot, "c", "m", "enter")
        assert "Nothing was noted: the margin is fine." in news(pilot)
        await keys(pilot, "enter", *"0.4", "enter")
        assert any("all the same" in line for line in seen(pilot))
        await keys(pilot, "escape", "enter")
        await keys(pilot, *["backspace"] * 7, *"1 1/4", "enter")
        assert "Ready: v.10" in news(pilot)
        assert unit_is(bench, 1)[0] == "ready"
        # The other one lacks a piece: Enter holds it, out of its lot.
        await keys(pilot, "home", "enter", "enter")
        assert "Held until 2027-02-21" in news(pilot)
        assert "1 held" in seen(pilot)[0]
        await keys(pilot, "enter", "home", "down", "v", "n", *"stacks", "enter")
        assert "Search 1, stacks" in news(pilot)
        await keys(pilot, "k")
        assert "Claimed as skipped" in news(pilot)
        await keys(pilot, "h", "b", *"Leeds", "enter")
        assert "A replacement is bought" in news(pilot)
        assert any("gap: bought" in line and "search 1, Leeds" in line for line in seen(pilot))
        await keys(pilot, "escape", "d", "i")
        assert "Bound incomplete, lacks no.2" in news(pilot)
        assert unit_is(bench, 2) == ("ready", None)
        await keys(pilot, "t")
        # The ticket of the lit unit itself; Esc twice leads back to the bench.
        assert "no ticket yet  v.10 (2024)" in seen(pilot)[0]
        await keys(pilot, "escape", "escape")
        assert "Bench" in seen(pilot)[0]
        await keys(pilot, "f2", "f9", "d", "f", "r")
        assert "only ready" in seen(pilot)[0]
        await keys(pilot, "w", "c", "enter")
        assert "bench-" in news(pilot)
        assert next(tmp_path.glob("bench-*.csv")).read_text("utf-8-sig").count("ready") == 2
    done = [row[0] for row in bench.library.rows("SELECT id FROM act WHERE undoes IS NULL ORDER BY id DESC")]
    for act_id in done:
        undo(bench.desk(), act_id)
    assert bench.contents(*BINDERY, "claim") == before


async def test_what_came_meanwhile_and_nothing_at_all(bench: Shelf) -> None:
    desk = bench.desk()
    with bench.library.transaction():
        bench.library.execute("UPDATE unit SET state = 'held', give_up_on = '2026-11-01' WHERE id = 2")
        bench.library.execute("UPDATE issue SET number = '[/b]' WHERE id = 16")
    async with at_desk(bench) as pilot:
        await keys(pilot, "f9", "d")
        assert "1 to give up" in seen(pilot)[0]
        assert "give up" in seen(pilot)[3]
        receive(desk, 15, issues.get(bench.library, 15).version)
        await keys(pilot, "f2", "f9", "d")
        assert "1 came" in seen(pilot)[3]
        await keys(pilot, "enter", "home", "down")
        assert any("gap: it came" in line for line in seen(pilot))
        await keys(pilot, "g")
        assert "It is complete" in news(pilot)
        assert unit_is(bench, 2)[0] == "pulled"
        # A piece goes to be mended, another is not here after all; the unit is split and joined again.
        await keys(pilot, "m", *"torn page", "enter")
        assert bench.library.value("SELECT found_at FROM repair") == "collation"
        await keys(pilot, "pagedown", "h", "l")
        assert "lost" in news(pilot)
        await keys(pilot, "ctrl+z", "home", "s")
        assert "Split v.11" in seen(pilot)[2]
        await keys(pilot, "a", "j", "a")
        assert "Joined" in news(pilot)
        await keys(pilot, "u", "n", *"keep", "enter")
        assert any("RUSH" in line for line in seen(pilot))
        await keys(pilot, "escape", "d", "d", "f", "h")
        assert "Nothing lies on the bench" in seen(pilot)[3]
        assert unit_is(bench, 2)[0] == "discarded"
