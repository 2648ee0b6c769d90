"""Lots from the command line: the list, the manifest, the labels of the boxes, the data file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from bindery_for_tests import binder, bound_title, lot, unit
from buckram.desk.bindery.packing import scan_ticket
from buckram.desk.bindery.tickets import make
from buckram.exchange.bindery.lot_rows import LOT_COLUMNS
from buckram.exchange.bindery.ticket_rows import COLUMNS
from cli.test_commands import run
from library_for_tests import Shelf

DOCS = Path(__file__).resolve().parents[2] / "docs" / "bindery-files.md"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A lot with two units, of which one is packed; another binder's lot has the same number."""
    shelf = Shelf(tmp_path / "library.db")
    binder_id = binder(shelf, currency="USD", account="4711")
    lot_id = lot(shelf, binder_id, "2026-07", order_number="PO 77", pick_up_on="2026-11-24")
    lot(shelf, binder(shelf, "Bound & Co"), "2026-07", state="sent", due_back_on="2020-01-01")
    for name in ("Journal of tests", "Annals of [trial]"):
        lines = name.upper().replace(" OF ", "/OF ")
        title_id = bound_title(shelf, binder_id, name, volumes=1, title_lines=lines)
        unit_id = unit(shelf, title_id, lot_id, state="ready", thickness=254)
        made = make(shelf.desk(), unit_id)
    scan_ticket(shelf.desk(), lot_id, made.number, 1)
    return shelf


def test_the_list_and_the_papers_of_a_lot(shelf: Shelf, tmp_path: Path) -> None:
    told = run("lots", "--csv", db=shelf.path).output.splitlines()
    assert told[1].startswith("2026-07,Acme Bindery,periodicals,standard,building,2,1,1,0,PO 77,")
    assert "(nothing)" in run("lots", "done", db=shelf.path).output
    # Nothing of it is away: what was due back years ago is not overdue.
    assert "2 lots, 0 overdue." in run("lots", db=shelf.path).output
    manifest = run("lot", "2026-07", "--binder", "acme", db=shelf.path).output
    assert "[ ]   2 T2600002                                                           box 1" in manifest
    assert "ANNALS / OF [TRIAL]" in manifest
    assert "not packed" in manifest
    labels = run("lot", "2026-07", "--binder", "acme", "--form", "labels", db=shelf.path).output
    assert "BOX 1 OF 1" in labels
    path = tmp_path / "manifest.pdf"
    assert run("lot", "2026-07", "--binder", "a", "--output", str(path), db=shelf.path).exit_code == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert (
        "is there already"
        in run("lot", "2026-07", "--binder", "a", "--output", str(path), db=shelf.path).stderr
    )
    assert "have a lot 2026-07" in run("lot", "2026-07", db=shelf.path).stderr
    assert run("lot", "2026-99", db=shelf.path).exit_code == 2


def test_the_data_file_has_the_lot_and_each_ticket(shelf: Shelf) -> None:
    written = run("lot", "2026-07", "--binder", "acme", "--form", "csv", db=shelf.path).output
    first, second = csv.DictReader(io.StringIO(written))
    assert list(first) == [name for name, _ in (*COLUMNS, *LOT_COLUMNS)]
    assert (first["lot"], first["ticket"], first["box"], first["boxes"]) == ("2026-07", "T2600001", "", "1")
    assert (second["box"], second["spine_title"], second["weight_g"]) == ("1", "ANNALS / OF [TRIAL]", "1092")
    assert (second["pick_up"], second["order_number"], second["correction"]) == ("2026-11-24", "PO 77", "no")
    tagged = run("lot", "2026-07", "--binder", "acme", "--form", "tagged", db=shelf.path).output
    assert "T2600002" in tagged


def test_the_columns_of_the_data_file_are_told() -> None:
    told = DOCS.read_text().split("\n## CSV of a lot\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("| `")]
    assert [(name.strip("`"), words) for name, words in rows] == list(LOT_COLUMNS)
