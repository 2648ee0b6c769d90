"""What is due to be bound, from the command line."""

from __future__ import annotations

from bindery_for_tests import binder, bound_title
from cli.test_commands import run
from library_for_tests import Shelf


def test_what_is_due_for_the_printer_and_the_spreadsheet(shelf: Shelf) -> None:
    binder_id = binder(shelf)
    bound_title(shelf, binder_id, "Alpha", "1111-1119", volumes=2, location="Annex")
    bound_title(shelf, binder_id, "Beta [London]", "2222-2224", statuses="a" * 12 + "aae")
    as_csv = run("binding", "--csv", db=shelf.path).output.splitlines()
    assert as_csv[0].startswith("Location,Call number,Title,Copy,Unit,State,Why")
    assert [line.split(",")[2:6] for line in as_csv[1:]] == [
        ["Alpha", "", "v.10 (2024)", "called"],
        ["Alpha", "", "v.11 (2025)", "waiting"],
        ["Beta [London]", "", "v.10 (2024)", "called"],
    ]
    assert "forming" in run("binding", "--forming", db=shelf.path).output
    told = run("binding", "--place", "Annex", db=shelf.path).output
    assert "Alpha" in told
    assert "Beta" not in told
    assert "1 due, 2 in all." in told
