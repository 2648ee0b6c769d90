"""A tray of 100 pieces, worked off twice: by a program, and by keys and scans at the desk in a terminal.

Both have to leave the same library, in every table and to the last id and moment: the clock is the same.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from buckram.desk.desk import Desk
from buckram.storage.library import open_library
from trays.at_screen import AtScreen, Mark
from trays.headless import Program
from trays.moment import moment
from trays.script import AS_EXPECTED, Piece, read_script, rows
from trays.told import Telling


@dataclass
class Run:
    """What a run of the script left. told: the lines of each piece; marks: where the library stood after each
    step; rings: how often it rang for each piece, or row of pieces."""

    path: Path
    told: list[list[str]] = field(default_factory=list)
    marks: list[list[Mark]] = field(default_factory=list)
    rings: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    return read_script()


@pytest.fixture(scope="module")
def headless(demonstration: Path, pieces: list[Piece], tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = Run(tmp_path_factory.mktemp("headless") / "library.db")
    shutil.copy(demonstration, run.path)
    at = 0
    desk = Desk(open_library(run.path), "mary", "desk 1", lambda: moment(at))
    program, telling = Program(desk), Telling(run.path)
    # `at` is read by the clock, which looks at the loop from outside: the linter sees no use of it.
    for at, together in enumerate(rows(pieces)):  # noqa: B007
        before, marks = program.rings, []
        for piece in together:
            rang = program.rings
            for step in piece.steps:
                program.do(step)
                marks.append(telling.mark())
            run.told.append([*telling.lines(), *_rings(program.rings - rang)])
        run.marks.append(marks)
        run.rings.append(program.rings - before)
    desk.library.close()
    telling.library.close()
    return run


@pytest.fixture(scope="module")
def at_screen(
    demonstration: Path, pieces: list[Piece], headless: Run, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    run = Run(tmp_path_factory.mktemp("screen") / "library.db")
    shutil.copy(demonstration, run.path)
    telling = Telling(run.path)
    with AtScreen(run.path, telling) as screen:
        for at, together in enumerate(rows(pieces)):
            screen.at(at)
            before, marks, wanted = screen.bells, headless.marks[at], headless.rings[at]
            if len(together) > 1:
                screen.scan([step.text for piece in together for step in piece.steps], marks[-1])
            else:
                for step, mark in zip(together[0].steps, marks, strict=True):
                    screen.scan([step.text], mark) if step.does == "scan" else screen.do(step, mark)
            # What is committed may not be painted yet; one bell too many rings at the next piece.
            screen.wait_for_bells(before + wanted)
            run.rings.append(screen.bells - before)
            told = [*telling.lines(), *_rings(run.rings[-1])]
            run.told += [told] if len(together) == 1 else [[] for _ in together[1:]] + [told]
        screen.leave()
    telling.library.close()
    return run


def _rings(count: int) -> list[str]:
    return [] if not count else ["the bell rings" if count == 1 else f"the bell rings {count} times"]


def test_the_tray_has_100_pieces_and_a_fifth_of_them_or_more_are_odd(pieces: list[Piece]) -> None:
    assert [piece.number for piece in pieces if not piece.goes_on] == list(range(1, 101))
    odd = [piece for piece in pieces if not piece.goes_on and piece.case != AS_EXPECTED]
    assert 20 <= len(odd) <= 60


def test_a_program_does_what_the_script_says_and_nothing_else(pieces: list[Piece], headless: Run) -> None:
    for piece, told in zip(pieces, headless.told, strict=True):
        assert told == piece.then, f"{piece.number}  {piece.hand}"


def test_keys_and_scans_do_what_the_script_says(pieces: list[Piece], at_screen: Run) -> None:
    for together, told in zip(rows(pieces), _of_rows(pieces, at_screen), strict=True):
        if len(together) == 1:
            assert told == together[0].then, f"{together[0].number}  {together[0].hand}"


def test_the_bell_rings_for_what_has_to_be_looked_at(headless: Run, at_screen: Run) -> None:
    assert at_screen.rings == headless.rings


def test_both_leave_the_same_library(headless: Run, at_screen: Run) -> None:
    program, person = _contents(headless.path), _contents(at_screen.path)
    assert program.keys() == person.keys()
    for table, kept in program.items():
        assert person[table] == kept, table
    assert len(program["piece"]) > 4_600


def test_nothing_waits_that_nobody_was_asked_about(at_screen: Run) -> None:
    library = open_library(at_screen.path)
    waiting = [
        row[0] for row in library.rows("SELECT raw FROM scan WHERE question > '' AND settled_at IS NULL")
    ]
    assert waiting == ["blue"]
    library.close()


def _of_rows(pieces: list[Piece], run: Run) -> list[list[str]]:
    """The lines of each piece or row: what a row did is known at its end."""
    found, start = [], 0
    for together in rows(pieces):
        found.append(run.told[start + len(together) - 1])
        start += len(together)
    return found


def _contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    library = open_library(path)
    names = library.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    found = {
        name: [tuple(row) for row in library.rows(f"SELECT * FROM {name} ORDER BY 1")]
        for (name,) in names
        if not name.startswith(("title_index", "_sqlite"))
    }
    library.close()
    return found
