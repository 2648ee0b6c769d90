"""The binder's record through keys: its tables, its plot, one binder, and the file that leaves the house."""

from __future__ import annotations

import csv
from pathlib import Path

from bindery_for_tests import binder, bound_title, line, lot, unit
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news


def two_binders(shelf: Shelf) -> None:
    """Ten units back from one of them, three out with the other."""
    acme, bern = binder(shelf, "Acme", currency="USD"), binder(shelf, "Bern [GmbH]", currency="EUR")
    title = bound_title(shelf, acme, "مجلة المكتبات [sic]", statuses="a" * 13)
    back = lot(shelf, acme, "2026-01", state="done", sent_on="2026-08-03", due_back_on="2026-08-31")
    out = lot(shelf, bern, "2026-02", state="sent", sent_on="2026-11-02", due_back_on="2026-11-30")
    for n in range(13):
        unit_id = unit(shelf, title, issues=[n], state="shelved", label=f"no.{n}")
        if n < 10:
            came = "2026-08-24" if n < 8 else "2026-09-07"
            line(shelf, back, unit_id, result="back", came_on=came, charged="12.50", checked="passed")
        else:
            line(shelf, out, unit_id, price="15.00")


async def test_tables_plot_filter_and_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    two_binders(shelf)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f9", "j")
        seen = lines_seen(pilot)
        assert "Binder's record  since 1 Jan 2024" in seen[0]
        assert seen[4].lstrip("›").split() == [
            "together", "13", "10", "3", "21", "35", "20", "%", "0.0", "125.00", "USD",
        ]  # fmt: skip
        assert "Bern [GmbH]          3           3" in seen[6]
        await keys(pilot, "down", "down")
        assert "days away nothing is back" in "\n".join(lines_seen(pilot))
        # The plot of the lit line, with days and months, on a screen of 24 lines.
        await keys(pilot, "up", "enter")
        seen = lines_seen(pilot)
        assert any("20 to 24 " in text and text.endswith(" 8") for text in seen)
        assert any("In time by month due" in text for text in seen)
        assert any("Charged" in text and "125.00 USD" in text for text in seen)
        await keys(pilot, "escape", "right", "right", "right")
        seen = lines_seen(pilot)
        assert "›fund" in seen[2]
        assert "no fund 2026" in seen[5]
        await keys(pilot, "down")
        assert "The orders of these titles name no fund: مجلة المكتبات [sic]." in "\n".join(lines_seen(pilot))
        await keys(pilot, "f", "b", "b")
        assert "only Bern [GmbH]" in lines_seen(pilot)[0]
        await keys(pilot, "w", "c")
        pilot.app.screen.query_one("Entry").value = str(tmp_path / "record.csv")  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        # The path may be broken anywhere.
        assert "record.csv" in "".join(news(pilot).split())
        await keys(pilot, "f", "d", *"1.12.2026", "enter")
        assert any("No lot was sent since then." in text for text in lines_seen(pilot))
        await keys(pilot, "f", "a")
        await keys(pilot, "f", "u")
        assert "since 1 Jan 2024" in lines_seen(pilot)[0]
        await keys(pilot, "escape")
        assert "Check-in" in lines_seen(pilot)[0]
    rows = list(csv.DictReader((tmp_path / "record.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["Fund"], row["Out"], row["To come EUR"]) for row in rows] == [
        ("no fund", "3", "45.00"),
        ("together", "3", "45.00"),
    ]
