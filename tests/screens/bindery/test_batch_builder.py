"""The batch builder through its keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot
from buckram.desk.bindery import batch
from buckram.desk.bindery.make_up import urgent
from buckram.desk.undoing import undo_last
from buckram.storage.bindery import units
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


@pytest.fixture
def room(tmp_path: Path) -> Shelf:
    """Two volumes of Alpha, one with a gap; one of Beta; v.12 of each has begun."""
    shelf = Shelf(tmp_path / "library.db")
    maker = binder(shelf, "Acme [bindery]", lot_units=2, currency="USD", month_units=9)
    bound_title(shelf, maker, "Alpha [old]", statuses="a" * 12 + "aaa" + "a" * 9 + "aa")
    bound_title(
        shelf, maker, "Beta", "1234-5679", statuses="a" * 12 + "aa", location="Stacks", call_number=""
    )
    bound_title(shelf, maker, "Gamma", "0013-0613", statuses="aamaaaaaaaaa" + "aa", completeness="weak")
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO binding_price (binder_id, kind, name, price) VALUES (1, 'class', 'standard', '10')"
        )
        shelf.library.execute("UPDATE piece SET barcode = '31234000000018' WHERE issue_id = 30")
        # An issue in two copies by mistake: the strip says so.
        shelf.library.execute("INSERT INTO piece (issue_id, received_on) VALUES (2, '2023-02-04')")
    return shelf


async def test_a_lot_is_built_by_keys(room: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = room.contents(*BINDERY)
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "b")
        assert "No lot is being built: L begins one." in seen(pilot)[2]
        assert "Alpha [old]" in seen(pilot)[4]
        # A piece in hand shows its unit: one of Beta.
        await scan(pilot, "31234000000018")
        assert "v.10 (2024): Beta." in news(pilot)
        await keys(pilot, "home")
        # A unit put in without a lot: which one is asked first.
        await keys(pilot, "enter", "n", "p", "enter")
        assert "3 due  Lot 2026-01, Acme [bindery]" in seen(pilot)[0]
        assert seen(pilot)[2].startswith(" 1/2 units  12 pieces")
        assert seen(pilot)[4].startswith("›  in lot")
        assert "[1][2 x2][3][4]" in "".join(seen(pilot))
        # Marked ones too; what is too much is said in words before and after.
        await keys(pilot, "down", "space", "space")
        assert "With the 2 marked: 1 unit over the 2 of a lot" in seen(pilot)[3]
        await keys(pilot, "r")
        assert "Over: 1 unit over the 2 of a lot" in seen(pilot)[3]
        assert "2 units" in news(pilot)
        # Split, said with the pieces of each part; joined with part of another only on insisting.
        await keys(pilot, "home", "s")
        assert "after no.6   Between half years: 6 pieces" in "\n".join(seen(pilot))
        await keys(pilot, "a")
        assert "Split: v.9:no.1-6" in news(pilot)
        await keys(pilot, "down", "j", "n")
        assert "Part of one volume would be bound with another" in news(pilot)
        await keys(pilot, "n")
        assert "They stay two units" in news(pilot)
        await keys(pilot, "j", "p")
        assert "Joined: v.9 (2023)" in news(pilot)
        # A piece out, and in again; urgent; a note.
        await keys(pilot, "home", "x", "l")
        assert "Left out of v.9:no.1-11" in news(pilot)
        await keys(pilot, "a", "a")
        assert "Into v.9 (2023): v.9:no.12" in news(pilot)
        await keys(pilot, "u", "n", "watch", "enter")
        assert seen(pilot)[5].split()[1:4] == ["in", "lot", "U"]
        assert "Note: watch" in " ".join(line.strip() for line in seen(pilot))
        # John takes part: it is seen with the next key.
        john = room.desk("john", "desk 2")
        third = units.of_lot(john.library, 1)[-1]
        urgent(john, third, 1)
        await keys(pilot, "down")
        assert "john: Urgent: " in news(pilot)
        undo_last(john)
        # What is in the lot; the pull slip into a file, by place.
        await keys(pilot, "right")
        assert "3 in the lot" in seen(pilot)[0]
        await keys(pilot, "p", "t", "enter")
        slip = (tmp_path / "pull-slip-2026-01-2026-11-21.txt").read_text()
        assert slip.count("\f") == 1
        assert "Alpha [old]" in slip.split("\f")[0]
        assert "Beta" in slip.split("\f")[1]
        # Taken off the shelf: all of it, then one of which something was not there.
        await keys(pilot, "home", "g", "y")
        assert "Pulled: v.9 (2023)" in news(pilot)
        assert "[1✓]" in "".join(seen(pilot)) or "[1+]" in "".join(seen(pilot))
        await keys(pilot, "down", "g", "n", "c", "l")
        assert "1 not found" in news(pilot)
        assert "(3 lost)" in "".join(seen(pilot))
        # Back on its shelf, out of the lot, and everything taken back.
        await keys(pilot, "home", "z")
        assert "still picked" in news(pilot)
        await keys(pilot, "enter")
        assert "Out of lot 2026-01" in news(pilot)
        assert len(units.of_lot(room.library, 1)) == 2
        await keys(pilot, "escape", "f", "p", "b")
        assert "only Stacks" in seen(pilot)[0]
        # The letter of a title chooses its letter.
        await keys(pilot, "f", "a", "f", "t", "b")
        assert "only B" in seen(pilot)[0]
        await keys(pilot, "f", "s", "f", "a")
        for _ in range(13):
            await keys(pilot, "ctrl+z")
        assert "No lot is being built" in seen(pilot)[2]
    assert room.contents(*BINDERY) == before


async def test_a_long_list_is_read_beside_the_desk(room: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_MANY", 0)
    lot(room, 1)
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "b")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "4 due  Lot 2026-01" in seen(pilot)[0]
        await keys(pilot, "enter")
        assert seen(pilot)[2].startswith(" 1/2 units")
        # Another lot: what is due stays as it was read.
        await keys(pilot, "l", "n", "1")
        assert "Lot 2026-02, rush" in seen(pilot)[0]
        assert seen(pilot)[2].startswith(" 0/2 units")
        assert "3 due" in seen(pilot)[0]
        await keys(pilot, "w", "t", "ctrl+z", "escape")
        assert "Lot 2026-01" in seen(pilot)[0]
