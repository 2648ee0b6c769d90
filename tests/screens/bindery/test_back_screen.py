"""The screen where a lot comes back: unpacked by scanning, checked, accepted, shelved; keys only."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bindery_for_tests import BINDERY
from buckram.rules.bindery.faults import CHECKS
from buckram.rules.bindery.states import State
from buckram.rules.status import Status
from buckram.storage.bindery import lots, returned, volumes
from buckram_tui.app import DeskApp
from buckram_tui.keys import KEYS, QUALITY
from lots_out_for_tests import LotsOut
from screens.at_desk import at_desk, keys, lines_seen, scan
from screens.at_desk import news as news_lines


def seen(pilot: Pilot[None]) -> str:
    return "\n".join(lines_seen(pilot))


def news(pilot: Pilot[None]) -> str:
    return " ".join(news_lines(pilot).split())


async def open_lot(pilot: Pilot[None], lot_id: int | None) -> None:
    app = pilot.app
    assert isinstance(app, DeskApp)
    await app.go("coming-back")
    app.screen.show_lot(lot_id)  # type: ignore[attr-defined]
    await pilot.pause()


async def test_a_lot_is_unpacked_checked_and_shelved_by_keys(tmp_path: Path) -> None:
    out = LotsOut(tmp_path / "library.db")
    first = out.shelf.contents(*BINDERY)
    async with at_desk(out.shelf) as pilot:
        await open_lot(pilot, None)
        assert "Sent 4 (48) = back 0 (0) + refused 0 (0) + short 0 (0) + open 4 (48)" in seen(pilot)
        # The rush lot stands first, and brackets are text.
        assert "rush Cahiers [de tests]" in lines_seen(pilot)[5]
        await open_lot(pilot, out.lot)
        assert "lot 2026-01, Acme Bindery" in lines_seen(pilot)[0]
        await keys(pilot, "c", "2", "enter")
        assert "3 were sent; scan them now." in news(pilot)
        await scan(pilot, "T2600001")
        assert "Came back: Annals of tests, v.10 (2024), lot 2026-01. 2 still open." in news(pilot)
        await keys(pilot, "down", "enter")
        assert "Came back: Annals of tests, v.11 (2025)" in news(pilot)
        assert "2 counted, all of them scanned. To do: 1 away, 2 to check" in seen(pilot)
        # The last one came back unbound.
        await keys(pilot, "r", "1")
        assert "what is done with it?" in seen(pilot)
        await keys(pilot, "h")
        assert "Refused, too brittle to bind: Bulletin of tests" in news(pilot)
        assert "Sent 3 (36) = back 2 (24) + refused 1 (12) + short 0 (0)" in seen(pilot)
        # The ticket once more: its check. Everything is fine, and the next scan is its barcode.
        await scan(pilot, "T2600001")
        assert "Quality check" in lines_seen(pilot)[0]
        assert "|       ANNALS       |" in seen(pilot)
        assert "12 pieces, no.1 Jan to no.12 Dec" in seen(pilot)
        await keys(pilot, "enter")
        assert "Accepted. Stamp, barcode, spine label: Z671 .J6 v.10 (2024); to Reading Room." in news(pilot)
        # A slip of the scanner does not lose that the barcode is waited for.
        await scan(pilot, "T9900001")
        assert "Nothing that was sent answers to T9900001. A notes what came too." in news(pilot)
        await scan(pilot, "30234000517861")
        assert "Barcode 30234000517861 is on Annals of tests, v.10 (2024)." in news(pilot)
        # A fault; ours; with a note; then rejected. The next ticket leaves a check undone.
        await keys(pilot, "home", "q", "z")
        await scan(pilot, "T2600002")
        await keys(pilot, "d")
        assert "Wrong date (lettering)" in news(pilot)
        assert "v.11 (2025)" in seen(pilot)
        assert "BINDER" in seen(pilot)
        await keys(pilot, "d", "n", "1984", "enter")
        assert "OURS" in seen(pilot)
        assert "costs" not in seen(pilot)
        await keys(pilot, "enter")
        assert "a fault is ours, so it costs" in seen(pilot)
        await keys(pilot, "r")
        assert "Rejected, wrong date (ours): 1984: Annals of tests, v.11 (2025)." in news(pilot)
        assert out.line(1).kind == "corrections"
        # Processed and shelved: the lot is done.
        await keys(pilot, "home", "y")
        assert "Processed: Annals of tests, v.10 (2024)." in news(pilot)
        await keys(pilot, "home", "space", "y")
        assert "Shelved: Annals of tests, v.10 (2024)." in news(pilot)
        assert "Everything is settled" in seen(pilot)
        assert lots.get(out.desk.library, out.lot).state == "done"
        assert out.statuses(0) == {Status.BOUND}
        await keys(pilot, "p")
        assert "Nothing is to be shelved." in news(pilot)
        for _ in range(9):
            await keys(pilot, "ctrl+z")
        assert out.shelf.contents(*BINDERY) == first
        assert "+ open 3 (36)" in seen(pilot)


async def test_what_is_short_over_and_unclear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = LotsOut(tmp_path / "library.db")
    monkeypatch.chdir(tmp_path)
    async with at_desk(out.shelf) as pilot:
        await open_lot(pilot, out.lot)
        await scan(pilot, "0317-8471")
        assert "2 units of Annals of tests are out" in seen(pilot)
        await keys(pilot, "b")
        assert out.line(1).state is State.BACK
        await scan(pilot, "T9900001")
        assert "Nothing that was sent answers to T9900001." in news(pilot)
        await keys(pilot, "a", "enter")
        assert "over" in seen(pilot)
        assert returned.strays(out.desk.library, out.lot)[0].what == "T9900001"
        await keys(pilot, *["down"] * 3, "enter", "enter")
        assert "T9900001: sent back to the binder." in news(pilot)
        await keys(pilot, "home", "x", "a")
        assert "Short: 2 units, lot 2026-01." in news(pilot)
        assert "short 2 (24)" in seen(pilot)
        await keys(pilot, "f", "b")
        assert "only short: 2" in lines_seen(pilot)[0]
        await keys(pilot, "f", "home", "d", "l")
        assert "Lost by the binder: Annals of tests, v.10 (2024)" in news(pilot)
        # A unit of another lot is told, and booked to its own.
        await scan(pilot, "T2600004")
        assert "Of another lot, and booked there" in news(pilot)
        await keys(pilot, "l", "b")
        assert "lot 2026-02" in lines_seen(pilot)[0]
        await keys(pilot, "enter", "enter", "i")
        await keys(pilot, "31182001234565", "enter")
        assert volumes.bearing(out.desk.library, "31182001234565") is not None
        await keys(pilot, "w", "d", "t", "enter")
        written = (tmp_path / "differences-2026-02-2026-11-21.txt").read_text()
        assert "Sent 1 (12) = back 1 (12)" in written
        # At check-in the barcode says where the volume is.
        await keys(pilot, "f2")
        await scan(pilot, "31182001234565")
        assert "Cahiers [de tests], v.11 (2025): bound volume 31182001234565" in news(pilot)
        # O, Q on the card: its volumes; an older one is added by hand.
        await keys(pilot, "right", "left", "o", "q")
        assert "v.11 (2025)  bound volume 31182001234565, accepted" in seen(pilot)
        await keys(pilot, "a", *"v.9 (2023)", "enter")
        assert "v.9 (2023)" in seen(pilot)
        await keys(pilot, "t", *"38 mm", "enter")
        assert "Volume v.9 (2023) changed" in news(pilot)
        assert [one.thickness for one in volumes.of_title(out.desk.library, out.titles[2])] == [380, None]
        await keys(pilot, "h")
        assert "Bound in v.11 (2025), bound volume 31182001234565" in seen(pilot).replace("\n  ", " ")


def test_each_check_has_its_key() -> None:
    letters = [key.keys for key in KEYS if key.where == QUALITY and key.action.startswith("fault(")]
    assert letters == [check.letter for check in CHECKS]
    words = [key.word for key in KEYS if key.where == QUALITY and key.action.startswith("fault(")]
    assert words == [check.code for check in CHECKS]
