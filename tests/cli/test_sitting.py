"""`buckram sitting`: the list of a tray from the command line."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner, Result

from buckram.desk.checkin import scan
from buckram_tui.cli import main
from library_for_tests import Shelf


def run(shelf: Shelf, *words: str) -> Result:
    return CliRunner().invoke(main, ["--db", str(shelf.path), "--person", "mary", "sitting", *words])


def test_a_tray_is_listed_as_text_and_written_as_csv(shelf: Shelf, tmp_path: Path) -> None:
    shelf.title("Journal of tests", location="Annex")
    # The clock of the command is the real one.
    shelf.clock.now = datetime.now().astimezone()
    desk = shelf.desk()
    scan(desk, "0317-8471")
    scan(desk, "rubbish!!")
    told = run(shelf)
    assert told.exit_code == 0
    assert "Journal of tests" in told.output
    assert "which issue: open" in told.output
    assert "    2 open" in told.output
    assert run(shelf, "--csv").output.splitlines()[0].startswith("date,time,person,station,title")
    path = tmp_path / "tray.csv"
    assert "2 open questions are in" in run(shelf, str(path)).output
    with path.open(newline="") as rows:
        assert [row["scanned"] for row in csv.DictReader(rows)] == ["0317-8471", "rubbish!!"]
    assert run(shelf, "--text", str(path)).exit_code == 0
    assert path.read_text().startswith("Check-in of ")


def test_a_day_without_a_sitting_and_a_file_that_cannot_be_written_are_sentences(shelf: Shelf) -> None:
    none = run(shelf, "--date", "yesterday")
    assert none.exit_code == 2
    assert "mary had no sitting on" in none.output
    shelf.clock.now = datetime.now().astimezone()
    shelf.desk().sitting()
    assert "cannot be written" in run(shelf, "/nowhere/list.csv").output
