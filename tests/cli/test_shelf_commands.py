"""The lists of the shelf and the working figures from the command line."""

from __future__ import annotations

from buckram.desk.inventory import scan_shelf
from buckram.desk.walks import begin
from cli.test_commands import run
from desk.shelf_for_tests import barcode, put_on_card
from library_for_tests import Shelf


def test_lists_for_the_printer_and_the_spreadsheet(shelf: Shelf) -> None:
    put_on_card(shelf, "Alpha", "0317-8471", "Annex", "8 9 10")
    assert run("inventory", db=shelf.path).exit_code == 2
    with shelf.library.transaction():
        shelf.library.execute("UPDATE copy SET keeps = 'latest 2'")
    desk = shelf.desk()
    walk = begin(desk, 1)
    scan_shelf(desk, walk, barcode("0317-8471", "09"))
    missing = run("inventory", "--csv", db=shelf.path).output.splitlines()
    assert [line.split(",")[3] for line in missing] == [
        "Issue", "v.12:no.8 (August 2026)", "v.12:no.10 (October 2026)",
    ]  # fmt: skip
    assert "0 of 1 pieces that were scanned." in run("inventory", "misplaced", db=shelf.path).output
    going = run("retention", "--csv", db=shelf.path).output.splitlines()
    assert going[1].startswith(
        "Annex,Z671 .J6,Alpha,v.12:no.8 (August 2026),1,latest 2 kept; this is the 3rd"
    )
    assert "(nothing)" in run("retention", "--place", "Reading Room", db=shelf.path).output


def test_figures_are_one_s_own(shelf: Shelf) -> None:
    shelf.title()
    run("receive", "--lit", given="0317-8471\n", db=shelf.path)
    told = run("figures", "day", "--csv", db=shelf.path).output.splitlines()
    assert told[0] == "Day,Pieces,Hours,An hour"
    assert told[1].endswith(",1,0:00,")
    assert "everybody sees their own figures only" in run("figures", "--everybody", db=shelf.path).output
    run("settings", "figures_of_others", "yes", db=shelf.path)
    assert "everybody together" in run("figures", "--everybody", db=shelf.path).output
