"""Supplier performance from the command line."""

from __future__ import annotations

from cli.test_commands import run
from library_for_tests import Shelf


def test_for_the_printer_and_the_spreadsheet(shelf: Shelf) -> None:
    shelf.title("Alpha", statuses="aaaaaaaaa", first_month=1, vendor="Kontor")
    shelf.title("Beta", "0028-0836", statuses="aa", vendor="Fernhill")
    told = run("performance", db=shelf.path).output
    assert "Performance by vendor since" in told
    assert next(line for line in told.splitlines() if "Fernhill" in line).split()[2] == "few"
    rows = run(
        "performance", "title", "--since", "2026-01-01", "--vendor", "kon", "--csv", db=shelf.path
    ).output
    assert [line.split(",")[:4] for line in rows.splitlines()[1:]] == [
        ["Alpha", "9", "9", "100"], ["together", "9", "9", "100"],
    ]  # fmt: skip
    assert run("performance", "--vendor", "nobody", db=shelf.path).exit_code == 2
