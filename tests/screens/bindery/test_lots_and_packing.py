"""The lots and the packing table through keys and scans: packed, counted, sent, overdue, taken back."""

from __future__ import annotations

from codecs import BOM_UTF8 as BOM
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bindery_for_tests import BINDERY, binder, bound_title, lot, ticket, unit
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, scan


def news(pilot: Pilot[None]) -> str:
    """The news whole, however many lines of the screen it takes."""
    return " ".join(" ".join(lines_seen(pilot)[-7:-1]).split())


NAMES = (
    "Journal of [very] long tests and of everything that was ever tried in libraries of the north and south",
    "大學圖書館學報",
    "مجلة المكتبات",
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two lots: one with three ticketed units, and one that is away and overdue."""
    shelf = Shelf(tmp_path / "library.db")
    binder_id = binder(shelf, box_grams=2600)
    lot_id = lot(shelf, binder_id, "2026-07")
    for number, name in enumerate(NAMES, 1):
        title_id = bound_title(shelf, binder_id, name, volumes=1)
        unit_id = unit(shelf, title_id, lot_id, state="ticketed", thickness=254)
        ticket(shelf, unit_id, f"T260000{number}")
    away = lot(shelf, binder_id, "2026-05", state="sent", sent_on="2026-10-12", due_back_on="2026-11-09")
    title_id = bound_title(shelf, binder_id, "Annals of trial", volumes=1)
    unit(shelf, title_id, away, state="shipped")
    return shelf


async def test_packed_counted_and_sent(shelf: Shelf) -> None:
    before = shelf.contents(*BINDERY)
    async with at_desk(shelf) as pilot:
        assert any("Lot 2026-05 is 12 days over (F9 G): Acme Bindery." in one for one in lines_seen(pilot))
        await keys(pilot, "f4")
        assert "Lot 2026-05 is 12 days over (F9 G): Acme Bindery." in news(pilot)
        await keys(pilot, "f9", "g")
        seen = lines_seen(pilot)
        assert "2 lots  1 overdue" in seen[0]
        first = next(one for one in seen if "2026-0" in one)
        assert all(word in first for word in ("2026-05", "overdue", "12 days over", "9 Nov 2026"))
        await keys(pilot, "down", "enter")
        seen = "\n".join(lines_seen(pilot))
        assert "Lot 2026-07  building" in seen
        assert "0 of 3 packed  > box 1: 0 in it, 0 lb of 6 lb" in seen
        assert "Journal of [very]" in seen
        await scan(pilot, "T2600002")
        assert "In box 1 as no. 1, 2 to go: T2600002 v.11 (2025): 大學圖書館學報." in news(pilot)
        # What is packed already, and what is no ticket, is said with a bell; nothing is received.
        await scan(pilot, "T2600002")
        assert "Packed already, in box 1" in news(pilot)
        await scan(pilot, "9770317847001")
        assert "No ticket has the number 9770317847001: nothing was packed or received." in news(pilot)
        # Digits that are typed are the number of a ticket.
        await keys(pilot, "2600003", "enter")
        assert "1 to go" in news(pilot)
        await keys(pilot, "enter")
        assert "Not packed: box 1 would weigh 7 lb" in news(pilot)
        await keys(pilot, "c", "3", "enter")
        assert "1 of 3 not packed: T2600001 v.11 (2025): Journal of [very]" in news(pilot)
        await keys(pilot, "escape", "right", "enter")
        assert "All are packed: C counts and closes." in news(pilot)
        assert "> box 2: 1 in it, 2 lb of 6 lb  box 1: 2, 5 lb" in "\n".join(lines_seen(pilot))
        await keys(pilot, "c", "backspace", "2", "enter")
        assert "2 counted, 3 scanned: 1 missing (box 1: 2, box 2: 1)." in news(pilot)
        await keys(pilot, "backspace", "3", "enter")
        assert "closed: 3 units in 2 boxes, scanned and counted." in news(pilot)
        await keys(pilot, "l", "p", "24 nov", "enter")
        assert "picked up on 24 Nov 2026, due back on 22 Dec 2026." in news(pilot)
        await keys(pilot, "y", *["backspace"] * 5, "20", "enter")
        assert "Lot 2026-07 left on 20 Nov 2026 for Acme Bindery: 3 units, due back 18 Dec 2026." in news(
            pilot
        )
        assert "Lot 2026-07  sent" in lines_seen(pilot)[0]
        await keys(pilot, "down", "o")
        seen = "\n".join(lines_seen(pilot))
        assert "bindery 18 Dec" in seen
        await keys(pilot, "right", "left")
        assert "at the bindery, due back 18 Dec 2026" in "\n".join(lines_seen(pilot))
        await keys(pilot, "f9", "g", "down", "y", "n")
        assert "Lot 2026-07 never left: it is closed, and lies in its boxes." in news(pilot)
        for _ in range(7):
            await keys(pilot, "ctrl+z")
    assert shelf.contents(*BINDERY) == before


PAPERS = (
    ("f", "manifest-2026-07.pdf", b"%PDF"),
    ("b", "labels-2026-07.pdf", b"%PDF"),
    ("d", "lot-2026-07.csv", BOM),
)


async def test_taken_out_taken_in_and_on_paper(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f9", "g", "f", "v")
        assert "1 lot  only building" in lines_seen(pilot)[0]
        await keys(pilot, "enter", "x")
        assert "Out of lot 2026-07: v.11 (2025): Journal of [very]" in news(pilot)
        await scan(pilot, "T2600001")
        assert "It is in no lot. A takes it into lot 2026-07." in news(pilot)
        await keys(pilot, "a")
        assert "In box 1 as no. 1, 2 to go: T2600001" in news(pilot)
        await keys(pilot, "end", "x")
        assert "Out of box 1 of lot 2026-07" in news(pilot)
        await scan(pilot, "T2600001")
        for letter, name, begins in PAPERS:
            await keys(pilot, "p", letter, "enter")
            assert "Written to" in news(pilot)
            assert (tmp_path / name).read_bytes().startswith(begins)
        await keys(pilot, "p", "m")
        assert "No printer is set for lists." in news(pilot)
        await keys(pilot, "t")
        assert "Tickets  T2600001" in lines_seen(pilot)[0]
        await keys(pilot, "escape", "escape")
        assert "Lot 2026-07  building" in lines_seen(pilot)[0]
        # On the list of lots a ticket opens its lot.
        await keys(pilot, "escape")
        await scan(pilot, "T2600003")
        assert "›  - T2600003" in "\n".join(lines_seen(pilot))
        # What has left opens where it comes back.
        await keys(pilot, "escape", "f", "o", "enter")
        seen = "\n".join(lines_seen(pilot))
        assert "2026-05" in seen
        assert "Annals of trial" in seen
