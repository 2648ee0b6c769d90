"""The renewal list from the command line, and decisions back in."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from buckram.desk.subscribing import set_field, set_price
from buckram.storage import subscriptions
from cli.test_commands import run
from library_for_tests import Shelf


def test_out_and_back(shelf: Shelf, tmp_path: Path) -> None:
    shelf.title("Alpha", vendor="EBSCO")
    set_field(shelf.desk(), 1, "ends", "2026")
    set_price(shelf.desk(), 1, "2026 199,50 EUR")
    assert "Alpha" in run("renewals", "--until", "2099", db=shelf.path).output
    told = run("renewals", "--until", "2099-12", "--csv", "-", db=shelf.path).output.splitlines()
    assert told[1].startswith("Alpha,0317-8471,EBSCO,")
    file = tmp_path / "r.xlsx"
    words = ("renewals", "--until", "2099", "--xlsx", str(file))
    assert "1 subscriptions written" in run(*words, db=shelf.path).output
    assert "is there already" in run(*words, db=shelf.path).output
    assert run("renewals", "--xlsx", "r.xls", db=shelf.path).exit_code == 2
    book = load_workbook(file)
    letters = {cell.value: cell.column_letter for cell in book.active[1]}
    book.active[f"{letters['Decision']}2"] = "cancel"
    book.save(file)
    assert "1 rows taken" in run("renewals", "--read", str(file), db=shelf.path).output
    assert subscriptions.get(shelf.library, 1).decision == "cancel"
    book.active[f"{letters['Decision']}2"] = "perhaps"
    book.save(file)
    result = run("renewals", "--read", str(file), db=shelf.path)
    assert result.exit_code == 1
    assert "is no decision" in result.output
    assert run("renewals", "--read", str(tmp_path / "none.xlsx"), db=shelf.path).exit_code == 2
    assert run("renewals", "--csv", str(tmp_path / "r.csv"), db=shelf.path).exit_code == 0
