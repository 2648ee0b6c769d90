"""`buckram predict TITLE --learn`: the pattern that the issues of the past show, and what it rests on."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from buckram_tui.cli import main
from library_for_tests import Shelf


def learnt(shelf: Shelf, *options: str) -> Result:
    return CliRunner().invoke(main, ["--db", str(shelf.path), "predict", "--learn", *options])


def test_the_pattern_is_told_as_marc_and_as_a_sentence_with_its_grounds(shelf: Shelf) -> None:
    shelf.title(statuses="a" * 14, first_month=1)
    result = learnt(shelf, "journal")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[1].startswith("853 ")
    assert "$wm" in lines[1]
    assert lines[2].startswith("Monthly")
    assert lines[3] == "How sure: likely; 14 of 14 issues fit."
    assert "It rests on:" in lines
    assert "What does not fit:" not in lines


def test_what_does_not_fit_is_told(shelf: Shelf) -> None:
    shelf.title(statuses="a" * 14, first_month=1)
    shelf.library.execute(
        "UPDATE issue SET designation = json_set(designation, '$.b', '77') WHERE label LIKE '%May 2026%'"
    )
    lines = learnt(shelf, "journal").output.splitlines()
    told = lines[lines.index("What does not fit:") + 1]
    assert "77" in told


def test_a_program_gets_one_line(shelf: Shelf) -> None:
    shelf.title(statuses="a" * 14, first_month=1)
    (line,) = learnt(shelf, "journal", "--json").output.splitlines()
    told = json.loads(line)
    assert (told["fitting"], told["seen"], told["sure"]) == (14, 14, "likely")
    assert ["w", "m"] in told["pattern"]["subfields"]
    assert told["grounds"]
    assert told["misfits"] == []


def test_a_title_that_shows_nothing_says_so(shelf: Shelf) -> None:
    shelf.title(statuses="e")
    result = learnt(shelf, "journal")
    assert result.exit_code == 2
    assert "Its past issues show no pattern." in result.output


def test_learning_needs_a_title(shelf: Shelf) -> None:
    result = learnt(shelf)
    assert result.exit_code == 2
    assert "--learn needs a TITLE" in result.output


def test_a_pattern_of_later_is_not_used_before_its_time(shelf: Shelf) -> None:
    title = shelf.title(statuses="ae")
    shelf.library.execute(
        "INSERT INTO pattern (title_id, link, tag, subfields, holds_from)"
        ' SELECT title_id, 2, tag, replace(subfields, \'["w", "m"]\', \'["w", "q"]\'), \'2027-01-01\''
        " FROM pattern WHERE title_id = ?",
        (title,),
    )
    shelf.library.execute("UPDATE pattern SET holds_until = '2026-12-31' WHERE link = 1")
    arguments = ["--db", str(shelf.path), "predict", "journal", "-n", "5"]
    result = CliRunner().invoke(main, arguments)
    dates = [line.split()[0] for line in result.output.splitlines() if line.startswith("  2")]
    assert dates == ["2026-10-01", "2026-11-01", "2026-12-01", "2027-03-01", "2027-06-01"]
