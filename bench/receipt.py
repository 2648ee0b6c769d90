"""A receipt at the desk against a bare sqlite3 transaction that writes the same rows.

    python bench/receipt.py

Both write with synchronous=FULL, each to a file of its own with the same contents, in turn, so that what
the machine does meanwhile hits both and neither spoils the other's page cache.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from buckram.desk.receiving import receive
from buckram.storage.backup import backup
from library_for_tests import Shelf

ROUNDS = 400


def main() -> None:
    """Measure and print the line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "desk.db")
        for _ in range(ROUNDS // 100):
            shelf.title(statuses="e" * 100, issn="0317-8471")
        desk = shelf.desk()
        issues = [
            r[0] for r in shelf.library.rows("SELECT id FROM issue WHERE status = 'expected' ORDER BY id")
        ]
        receive(desk, issues[0], 0)
        backup(shelf.library, Path(folder) / "bare.db")
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA foreign_keys = ON")
        bare.execute("PRAGMA synchronous = FULL")
        ours, theirs = [], []
        for issue in issues[1:]:
            begun = time.perf_counter()
            receive(desk, issue, 0)
            ours.append(time.perf_counter() - begun)
            act = desk.library.row("SELECT * FROM act ORDER BY id DESC")
            piece = desk.library.row("SELECT * FROM piece ORDER BY id DESC")
            assert act is not None
            assert piece is not None
            theirs.append(_bare(bare, issue, tuple(act)[1:], tuple(piece)[1:]))
        a, b = median(ours) * 1e6, median(theirs) * 1e6
        print(
            f"receipt in the core, microseconds         {a:8.0f}  bare sqlite3 {b:8.0f}  ratio {a / b:5.2f}"
        )


def _bare(
    connection: sqlite3.Connection, issue: int, act: tuple[object, ...], piece: tuple[object, ...]
) -> float:
    marks = ", ".join("?" * len(piece))
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO piece (issue_id, copy_id, kind, condition, received_on, received_at, received_by,"
        f" barcode, addon, source) VALUES ({marks})",
        (issue, *piece[1:]),
    )
    connection.execute(
        "UPDATE issue SET status = 'arrived', touched = 1, version = 1 WHERE id = ? AND version = 0", (issue,)
    )
    connection.execute(
        "INSERT INTO act (at, person, station, sitting_id, kind, title_id, issue_id, sentence, changes,"
        " undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        act,
    )
    connection.execute("COMMIT")
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
