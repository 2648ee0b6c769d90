"""The due list, a key of the batch builder, tickets and a lot, against bare sqlite3 doing the same.

    python bench/bindery.py [--titles 1000]

Bare sqlite3 reads every issue and piece that the due list is worked out from; for a key of the builder it
writes the rows that the key writes.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bindery_for_tests import binder, bound_title
from buckram.desk.bindery.due import due
from buckram.desk.bindery.lots_made import begin_lot
from buckram.desk.bindery.picking import pick
from buckram.desk.bindery.tickets import make_all
from buckram.storage.bindery import units
from library_for_tests import Shelf

TODAY = date(2026, 11, 21)
ROUNDS = 3
PICKED = 60


def main() -> None:
    """Measure and print the lines of the table."""
    titles = int(sys.argv[sys.argv.index("--titles") + 1]) if "--titles" in sys.argv else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        shelf = Shelf(path)
        acme = binder(shelf, currency="USD")
        for number in range(titles):
            bound_title(shelf, acme, f"Journal {number:04}", volumes=2, title_lines="JOURNAL/OF TESTS")
        bare = sqlite3.connect(path)
        reading = (
            "SELECT * FROM issue LEFT JOIN piece ON piece.issue_id = issue.id ORDER BY title_id, position"
        )
        theirs = _median(lambda: bare.execute(reading).fetchall())
        ours = _median(lambda: due(shelf.library, TODAY))
        found = due(shelf.library, TODAY)
        print(
            f"due list, {titles:,} titles, {len(found):,} units, ms {ours * 1e3:9.0f}"
            f"  bare reading {theirs * 1e3:6.0f}  ratio {ours / theirs:5.2f}"
        )
        desk = shelf.desk()
        lot = begin_lot(desk, acme)
        spent = []
        for one in found[:PICKED]:
            begun = time.perf_counter()
            pick(desk, lot.id, [one])
            spent.append(time.perf_counter() - begun)
        rows = 1 + len(found[0].pieces) + 2
        written = _median(lambda: _write(bare, rows))
        print(
            f"a unit into the lot, with its act, ms   {median(spent) * 1e3:9.1f}"
            f"  bare sqlite3 {written * 1e3:6.1f}  ratio {median(spent) / written:5.2f}"
        )
        picked = [one.id for one in units.of_lot(shelf.library, lot.id)]
        with shelf.library.transaction():
            shelf.library.execute("UPDATE unit SET state = 'ready', thickness = 300")
        begun = time.perf_counter()
        made = make_all(desk, picked)
        each = (time.perf_counter() - begun) / max(len(made.tickets), 1)
        print(f"a ticket, of {len(made.tickets)} at once, ms            {each * 1e3:9.1f}")


def _median(does: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        does()
        spent.append(time.perf_counter() - begun)
    return median(spent)


def _write(connection: sqlite3.Connection, rows: int) -> None:
    """So many small rows in one durable transaction."""
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, words TEXT, number INTEGER)")
    with connection:
        for number in range(rows):
            connection.execute(
                "INSERT INTO bare (words, number) VALUES (?, ?)", ("a piece of a unit", number)
            )


if __name__ == "__main__":
    main()
