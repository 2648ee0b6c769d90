"""`buckram predict TITLE --explain`: why the next issue is this one and no other."""

from __future__ import annotations

import json

from click.testing import CliRunner

from buckram_tui.cli import main
from library_for_tests import Shelf


def told(shelf: Shelf, *options: str) -> str:
    result = CliRunner().invoke(main, ["--db", str(shelf.path), "predict", "journal", "-n", "2", *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_sentences_stand_below_the_table(shelf: Shelf) -> None:
    shelf.title(statuses="aaaae")
    lines = told(shelf, "--explain").splitlines()
    assert lines[1] == "Monthly; twelve numbers a volume; new volume each January."
    assert lines[2].split(maxsplit=1) == ["2027-01-01", "v.13:no.1 (January 2027)"]
    why = lines[lines.index("Why the first of them is the next:") + 1 :]
    assert why[0] == "  The one before is v.12 no.12, December 2026."
    assert any("The calendar change at January ($x) lies between" in line for line in why)
    assert why[-1] == "  So the next is v.13 no.1, January 2027."


def test_without_being_asked_nothing_is_explained(shelf: Shelf) -> None:
    shelf.title(statuses="aaaae")
    assert "Why" not in told(shelf)


def test_a_program_gets_them_with_the_first_issue(shelf: Shelf) -> None:
    shelf.title(statuses="aaaae")
    first, second = (json.loads(line) for line in told(shelf, "--explain", "--json").splitlines())
    assert first["why"][-1] == "So the next is v.13 no.1, January 2027."
    assert "why" not in second
