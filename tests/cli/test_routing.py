"""`buckram routing`: what is out, and a name erased."""

from __future__ import annotations

from buckram.desk import routing
from cli.test_commands import run
from library_for_tests import Shelf


def test_what_is_out_and_a_name_erased(shelf: Shelf) -> None:
    shelf.title(statuses="ae")
    routing.add(shelf.desk(), 1, "Zwirner; 3 days")
    run("receive", "--lit", given="0317-8471\n", db=shelf.path)
    listed = run("routing", "--csv", db=shelf.path).output.splitlines()
    assert listed[1].startswith("Journal of tests,v.12:no.10 (October 2026),1,")
    assert listed[1].endswith(",Zwirner,")
    assert "(nothing)" in run("routing", "--overdue", db=shelf.path).output
    assert "Zwirner,person,,,yes,1,1" in run("routing", "--readers", "--csv", db=shelf.path).output
    erased = run("routing", "--erase", "zwirner", db=shelf.path)
    assert "A reader's name was erased from 1 list, 1 round" in erased.output
    assert "Backups still have it" in erased.output
    shelf.library.close()
    assert not any(b"Zwirner" in path.read_bytes() for path in shelf.path.parent.glob("library.db*"))
    assert run("routing", "--erase", "zwirner", db=shelf.path).exit_code == 2
