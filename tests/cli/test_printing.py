"""`buckram print`, and what `buckram receive` says of a receipt."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from buckram.desk import copies
from buckram.desk.deciding import decide
from buckram.desk.treating import treat
from buckram_tui.cli import main
from library_for_tests import Shelf


def run(shelf: Shelf, *words: str, given: str = "") -> Result:
    result = CliRunner().invoke(main, ["--db", str(shelf.path), "--person", "mary", *words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_receive_then_print(shelf: Shelf, tmp_path: Path) -> None:
    title = shelf.title(statuses="aee")
    desk = shelf.desk()
    treat(desk, title, "stamp label")
    copies.want_barcode(desk, copies.of_title(shelf.library, title)[0].id, wanted=True)
    decide(shelf.library, "label_printer", f"file:{tmp_path / 'no' / 'labels'}")
    received = run(shelf, "receive", "--lit", given="0317-8471\n30234000517861\n")
    assert received.exit_code == 0
    first, second = (json.loads(line) for line in received.stdout.splitlines())
    assert (first["receipt"]["treatment"], first["receipt"]["wants_barcode"]) == ("Stamp, label.", True)
    assert second["done"] == "barcode"

    listed = run(shelf, "print", "--list")
    assert "Label: Journal of tests, v.12:no.10 (October 2026), c.1" in listed.stdout
    assert listed.stdout.endswith("1 waiting\n")
    off = run(shelf, "print")
    assert (off.exit_code, off.stdout) == (1, "Printed nothing; 1 waiting.\n")
    assert "cannot be written" in off.stderr
    (tmp_path / "no").mkdir()
    assert run(shelf, "print", "--station", "elsewhere").stdout == "Printed nothing; 0 waiting.\n"
    on = run(shelf, "print")
    assert on.exit_code == 0
    assert on.stdout.endswith("Printed 1 label; 0 waiting.\n")
    assert (tmp_path / "no" / "labels").read_text() == "Z671 .J6\nv.12\nno.10\nOct 2026\nReading\nRoom\n"
