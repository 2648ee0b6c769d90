"""The shelves through keys: entered in one line, begun by scanning, planned, labelled, written, undone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from textual.pilot import Pilot

from buckram.desk.bindery import shelf_labels
from buckram.desk.bindery.volumes import add_volume
from buckram.desk.deciding import decide
from buckram_tui.screens.entry import Entry
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news, scan


def two_titles(shelf: Shelf) -> None:
    """Four volumes and two loose issues of one title, one volume of another; the first on by call number."""
    for name, issn, call, statuses in (
        ("Annals [of] مجلة", "0317-8471", "QA1 .A5", "aa"),
        ("Birds", "0028-0836", "QL671 .B5", ""),
    ):
        title = shelf.title(name, issn, statuses=statuses, location="STK")
        with shelf.library.transaction():
            shelf.library.execute(
                "UPDATE title SET call_number = ?, call_sort = ? WHERE id = ?", (call, call, title)
            )
        for year in range(2022, 2026) if statuses else (2025,):
            barcode = "30000000000012" if year == 2024 else ""
            add_volume(
                shelf.desk(), title, f"v.{year - 2000} ({year})", thickness=381, barcode=barcode
            )  # an inch and a half


async def filled(pilot: Pilot[None], text: str) -> None:
    """The field holds this text, as if it were typed: each key by itself costs time."""
    pilot.app.screen.query_one(Entry).value = text
    await pilot.pause()


async def test_shelves_begun_planned_and_labelled(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_titles(shelf)
    # Sheets are drawn in test_room_on_shelves; here it counts that the right labels get to the file.
    monkeypatch.setattr(
        shelf_labels, "sheet", lambda library, labels, skip: f"%PDF {len(labels)} {skip}".encode()
    )
    decide(shelf.library, "label_printer", f"file:{tmp_path / 'labels.txt'}")
    before = shelf.contents("shelf")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f9", "h")
        seen = lines_seen(pilot)
        assert "Shelves  all locations" in seen[0]
        assert "Annals [of] مجلة" in seen[4]
        assert "1.50 in" in seen[4]
        told = " ".join(one.strip() for one in seen)
        assert "grows by 1.50 in, 1.0 volumes a year (the volumes of 2022-2025)" in told
        await keys(pilot, "right")
        assert "No shelves yet. A enters them" in lines_seen(pilot)[4]
        await keys(pilot, "a")
        await filled(pilot, "stk 1A-2B x 5 in")
        assert "4 shelves of 5.00 in: 1A, 1B, 2A, 2B" in news(pilot)
        await keys(pilot, "enter")
        assert "4 shelves of 5.00 in at STK: 1A to 2B." in news(pilot)
        assert "~ Annals" in lines_seen(pilot)[4]
        # The second shelf begins with a volume that is scanned: the light goes on.
        await keys(pilot, "down")
        await scan(pilot, "30000000000012")
        assert "Shelf 1B begins with Annals [of] مجلة, v.24 (2024)." in news(pilot)
        seen = lines_seen(pilot)
        assert "Annals [of] مجلة, v.24 (2024)" in seen[5]
        assert "~" not in seen[5]
        assert seen[6].startswith("›")
        await keys(pilot, "g")
        await filled(pilot, "birds")
        await keys(pilot, "enter")
        assert "Shelf 2A begins with Birds." in news(pilot)
        await keys(pilot, "right")
        assert any("STK" in one and "4" in one for one in lines_seen(pilot))
        await keys(pilot, "right")
        seen = lines_seen(pilot)
        assert "STK: 3 years" in seen[0]
        assert "v.22 (2022)    v.24 (2024)" in seen[4]
        await keys(pilot, "d")
        await filled(pilot, "9 years")
        await keys(pilot, "enter")
        seen = lines_seen(pilot)
        assert "STK: 9 years" in seen[0]
        assert any("lacking" in one for one in seen)
        await keys(pilot, "d", *"none", "enter", "enter", "d")
        assert "Shift done at STK, 1A to 2B" in news(pilot)
        await keys(pilot, "w", "c")
        await filled(pilot, str(tmp_path / "shift.csv"))
        await keys(pilot, "enter")
        assert "shift.csv" in news(pilot).replace(" ", "")
        # Labels of every shelf, to the printer; of the lit title's volumes, as a sheet.
        await keys(pilot, "left", "left", "e", "p")
        assert "4 labels: shelves. Where to?" in "\n".join(lines_seen(pilot))
        await keys(pilot, "p")
        assert "4 labels go to the printer." in news(pilot)
        await keys(pilot, "left", "home", "p", "v", "s")
        await filled(pilot, str(tmp_path / "spines.pdf"))
        await keys(pilot, "enter")
        assert (tmp_path / "spines.pdf").read_bytes() == b"%PDF 4 0"
        await keys(pilot, "q", "g")
        await keys(pilot, "enter")
        assert "›shelves" in lines_seen(pilot)[2]
        await keys(pilot, "x")
        assert "Shelves 1A, 1B, 2A, 2B taken away" in news(pilot)
        for _ in range(5):
            await keys(pilot, "ctrl+z")
    assert shelf.contents("shelf") == before == []
    rows = list(csv.DictReader((tmp_path / "shift.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["Shelf"], row["From"], row["To"]) for row in rows][:2] == [
        ("1A", "v.22 (2022)", "v.24 (2024)"),
        ("1B", "v.25 (2025)", "loose 2 of 2"),
    ]
