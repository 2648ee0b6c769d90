"""Keys and bytes for each piece of the tray of the tests, and beside them what the peers ask for.

    python bench/tray.py

The script is worked off at the desk in a terminal of 80x24. A key is a key that a person presses; the letters
of a value are counted apart, and what the scanner sends is none. Bytes are what the terminal is sent. The
peers' figures are those of their own screens and manuals for an expected issue with a barcode; for a snag
they tell none.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from buckram.desk.desk import Desk
from buckram.storage.library import open_library
from buckram_data.build import build
from library_for_tests import TODAY
from trays.at_screen import AtScreen, Mark
from trays.headless import Program
from trays.moment import moment
from trays.script import Piece, read_script, rows
from trays.told import Telling

PEERS = (
    ("Sierra", "1"),
    ("Voyager", "2"),
    ("Symphony", "2 (none with a SICI)"),
    ("Koha", "6-7"),
    ("Alma", "6+"),
    ("FOLIO", "6-7"),
    ("Evergreen", "7-8"),
)


@dataclass
class Cost:
    """What a piece took. keys: pressed; letters: of values; bytes: to the screen."""

    case: str
    keys: int = 0
    letters: int = 0
    bytes: float = 0


def main() -> None:
    """Measure and print the table."""
    pieces = read_script()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        start = Path(folder) / "start.db"
        build(start, TODAY)
        costs = measured(pieces, start, Path(folder))
    print(f"{len(costs)} pieces{'':27} median   90 %  worst")
    line("keys", [cost.keys for cost in costs.values()])
    line("letters and figures of values", [cost.letters for cost in costs.values()])
    line("bytes to the screen", [cost.bytes for cost in costs.values()])
    peers = ", ".join(f"{name} {keys}" for name, keys in PEERS)
    print(f"\nKeys for an expected issue with a barcode: {peers}")
    print("Keys for each case here; a peer's figure for it is not known (-)\n")
    print(f"{'case':<44} pieces  keys  value  bytes  peers")
    by_case: dict[str, list[Cost]] = defaultdict(list)
    for cost in costs.values():
        by_case[cost.case].append(cost)
    for case, of_case in sorted(by_case.items(), key=lambda one: (one[0] != "as expected", one[0])):
        keys, letters = median(c.keys for c in of_case), median(c.letters for c in of_case)
        peer = "1-8" if case == "as expected" else "-"
        sent = median(c.bytes for c in of_case)
        print(f"{case:<44} {len(of_case):6} {keys:5g} {letters:6g} {sent:6,.0f}  {peer}")


def measured(pieces: list[Piece], start: Path, folder: Path) -> dict[int, Cost]:
    """The cost of each piece, by its number; that of its question is added."""
    marks = stands(pieces, start, folder / "headless.db")
    path = folder / "screen.db"
    shutil.copy(start, path)
    telling = Telling(path)
    costs: dict[int, Cost] = {}
    with AtScreen(path, telling) as screen:
        for at, together in enumerate(rows(pieces)):
            screen.at(at)
            before = len(screen.terminal.output)
            if len(together) > 1:
                screen.scan([step.text for piece in together for step in piece.steps], marks[at][-1])
            else:
                for step, mark in zip(together[0].steps, marks[at], strict=True):
                    screen.scan([step.text], mark) if step.does == "scan" else screen.do(step, mark)
            screen.terminal.wait_quiet()
            sent = (len(screen.terminal.output) - before) / len(together)
            for piece in together:
                cost = costs.setdefault(piece.number, Cost(piece.case))
                cost.bytes += sent
                for step in piece.steps:
                    # What is typed on the scan line ends with Enter.
                    cost.keys += sum(bool(key.name) for key in step.keys) + (step.does == "type")
                    cost.letters += sum(len(key.value) for key in step.keys)
                    cost.letters += len(step.text) if step.does == "type" else 0
        screen.leave()
    return costs


def stands(pieces: list[Piece], start: Path, path: Path) -> list[list[Mark]]:
    """Where the library stands after each step, done by a program."""
    shutil.copy(start, path)
    at = 0
    desk = Desk(open_library(path), "mary", "desk 1", lambda: moment(at))
    program, telling = Program(desk), Telling(path)
    found = []
    # `at` is read by the clock, which looks at the loop from outside: the linter sees no use of it.
    for at, together in enumerate(rows(pieces)):  # noqa: B007
        marks = []
        for step in (step for piece in together for step in piece.steps):
            program.do(step)
            marks.append(telling.mark())
        found.append(marks)
    return found


def line(name: str, figures: list[float] | list[int]) -> None:
    """The middle, what nine in ten do not go beyond, and the worst."""
    print(f"{name:<35} {median(figures):8,.0f} {quantiles(figures, n=10)[8]:6,.0f} {max(figures):6,.0f}")


if __name__ == "__main__":
    main()
