"""The subscription year through keys: decide, carry out, Excel, funds, invoices, the card."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from buckram.desk.subscribing import set_field, set_price
from buckram.storage import subscriptions
from buckram_tui.widgets.scanline import ScanLine
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


@pytest.fixture
def year(shelf: Shelf) -> Shelf:
    """Alpha and Beta end with 2026, Gamma ended in June; each with prices, Alpha by a fund."""
    for n, (name, issn, ends) in enumerate(
        [
            ("Alpha [x]", "0317-8471", "2026"),
            ("Beta", "0028-0836", "2026"),
            ("Gamma", "0013-0613", "2026-06"),
        ],
        1,
    ):
        shelf.title(name, issn, statuses="aaee", vendor="EBSCO")
        desk = shelf.desk()
        set_field(desk, n, "ends", ends)
        for price in ("2024 90 EUR", "2025 100 EUR", "2026 104.50 EUR"):
            set_price(desk, n, price)
    set_field(shelf.desk(), 1, "fund", "SCI!")
    return shelf


def unlit(line: str) -> list[str]:
    """The cells of a row without the sign of the lit one."""
    return line.replace("›", " ").split()


async def test_the_renewal_round(year: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(year) as pilot:
        await keys(pilot, "f9", "u")
        assert "Renewals  2 in 120 days, 1 over, 3 undecided" in seen(pilot)[0]
        assert seen(pilot)[0].rstrip().endswith("mary  Sat 21 Nov 2026")
        assert "last 4 Oct 2026, 2026: 104.50 EUR" in " ".join(" ".join(seen(pilot)).split())
        assert unlit(seen(pilot)[3])[:6] == ["Gamma", "2026-06-30", "90.00", "100.00", "+11.1%", "EUR"]
        assert all(len(line) <= 80 for line in seen(pilot))
        await keys(pilot, "c")
        assert "To be cancelled: Gamma." in news(pilot)
        await keys(pilot, "r")
        assert "To be renewed: Alpha [x]." in news(pilot)
        await keys(pilot, "h", "2 copies; ask them", "enter")
        assert "To be changed (2 copies; ask them): Beta." in news(pilot)
        assert any("ask them" in line for line in seen(pilot)[-6:])
        await keys(pilot, "ctrl+z")
        assert "1 undecided" in seen(pilot)[0]
        # Out to Excel and back.
        await keys(pilot, "e", "x", "enter")
        assert any("Written to" in line for line in seen(pilot)[-6:])
        file = tmp_path / "renewals-2026-11-21.xlsx"
        book = load_workbook(file)
        sheet = book.active
        at = {cell.value: cell.column_letter for cell in sheet[1]}
        sheet[f"{at['Decision']}4"], sheet[f"{at['New price']}4"] = "change", "1.234"
        sheet[f"{at['Note']}3"] = "by hand"
        book.save(file)
        await keys(pilot, "e", "b", "renewals-2026-11-21.xlsx", "enter")
        assert any("1.234 may be 1234 or 1.23" in line for line in seen(pilot))
        await keys(pilot, "escape", "p", "110", "enter")
        assert "Price of 2027: 110.00 EUR, quoted. Beta." in news(pilot)
        await keys(pilot, "t", "f", "enter")
        assert "Free with membership from 2027 on: Beta." in news(pilot)
        await keys(pilot, "g", "g")
        assert "Carried out: 2 renewed, 1 ended. By hand: Beta: free with membership." in news(pilot)
        assert "0 in 120 days" in seen(pilot)[0]
        one = subscriptions.get(year.library, 1)
        assert (str(one.ends_on), one.decision) == ("2027-12-31", None)
        await keys(pilot, "ctrl+z")
        assert "2 in 120 days, 1 over, 0 undecided" in seen(pilot)[0]
        # The lit subscription, its fields, and back to the list.
        await keys(pilot, "enter", "o", "S-17", "enter")
        assert any("S-17" in line for line in seen(pilot))
        assert subscriptions.get(year.library, 3).order_number == "S-17"
        await keys(pilot, "escape", "f", "a")
        assert "only SCI" in seen(pilot)[0]
        await keys(pilot, "a", "d", "2030", "enter")
        assert "2 in 1501 days" in seen(pilot)[0]


async def test_funds_and_invoices(year: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(
        "vendor,invoice,date,currency,total,issn,amount\n"
        "EBSCO,A-1,2026-11-02,EUR,300,0317-8471,199.50\nEBSCO,A-1,2026-11-02,EUR,300,1111-1119,99.50\n"
    )
    async with at_desk(year) as pilot:
        await keys(pilot, "f9", "u", "b")
        assert "Funds  2026  funds" in seen(pilot)[0]
        await keys(pilot, "enter", "500 EUR", "enter")
        assert "Budget of SCI in 2026: 500.00 EUR." in news(pilot)
        row = next(line for line in seen(pilot) if unlit(line)[:1] == ["SCI"])
        assert unlit(row) == ["SCI", "EUR", "500.00", "104.50", "395.50"]
        await keys(pilot, "right", "right")
        assert any("EBSCO" in line and "4.5" in line for line in seen(pilot))
        await keys(pilot, "escape", "i", "f", "a.csv", "enter")
        assert any("no subscription answers" in line for line in seen(pilot))
        await keys(pilot, "escape", "enter")
        short = "Lines 299.00 EUR, printed 300.00 EUR: 1.00 EUR not accounted for."
        assert any(short in line for line in seen(pilot))
        assert any("not matched" in line for line in seen(pilot))
        await keys(pilot, "down", "enter", "beta", "enter", "enter")
        assert "99.50 EUR is for Beta." in news(pilot)
        await keys(pilot, "a", "gamma; 1", "enter")
        assert any("Lines 300.00 EUR, as printed." in line for line in seen(pilot))
        await keys(pilot, "escape", "p", "enter")
        assert "Invoice A-1 of EBSCO was paid on 21 Nov 2026." in news(pilot)
        await keys(pilot, "d")
        assert "Took away invoice A-1" in news(pilot)
        await keys(pilot, "ctrl+z")
        assert any("2026-11-21" in line for line in seen(pilot))


async def test_a_scan_leaves_nothing_on_the_line_where_it_began(year: Shelf) -> None:
    async with at_desk(year) as pilot:
        await keys(pilot, "f9", "u")
        pilot.app.screen.query_one(ScanLine).show("9")
        await scan(pilot, "03178471")
        await keys(pilot, "f9", "u")
        assert pilot.app.screen.query_one(ScanLine).text == ""


async def test_on_the_card(year: Shelf) -> None:
    set_field(year.desk(), 1, "ends", "2025")
    async with at_desk(year) as pilot:
        await scan(pilot, "03178471")
        assert any("subscription ended 31 Dec 2025" in line for line in seen(pilot))
        await keys(pilot, "right", "o", "v")
        assert any("active, to 2025-12-31, print, SCI" in line for line in seen(pilot))
        await keys(pilot, "enter", "p", "2027 210", "enter")
        assert any("2027: 210.00 EUR (quoted)" in line for line in seen(pilot))
        await keys(pilot, "f", "b")
        assert "Form: print + online. Alpha [x]." in news(pilot)
        await keys(pilot, "q", "a", "Brill!", "enter")
        assert any("Alpha [x]: Brill, active" in line for line in seen(pilot))
