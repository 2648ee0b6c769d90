"""A whole copy of the file while it is in use, and the checks of a file's health."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from buckram.errors import FileProblem
from buckram.storage.library import Library


def backup(library: Library, target: Path) -> int:
    """Copy the library to `target`, check the copy, then put it in place; gives its size in bytes.

    An older copy of that name is replaced only by a sound new one. Raises FileProblem.
    """
    if target.exists() and target.samefile(library.path):
        raise FileProblem("The copy cannot have the name of the library itself.", "Name another file.")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        copy = sqlite3.connect(part)
        try:
            library.connection.backup(copy)
            # A copy in WAL mode would be three files; a copy is one.
            copy.execute("PRAGMA journal_mode = DELETE")
            sound = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        finally:
            copy.close()
        if not sound:
            raise FileProblem("The copy is not sound.", "Run: buckram doctor. The older copy was kept.")
        part.replace(target)
    except (OSError, sqlite3.OperationalError) as problem:
        raise FileProblem(f"{target} cannot be written ({problem}).", "Name another folder.") from problem
    return target.stat().st_size


@dataclass(frozen=True, slots=True)
class Health:
    """What the checks of a file found: problems is [] for a sound one; counts by table."""

    problems: list[str]
    counts: dict[str, int]
    sqlite: str
    journal: str


def health(library: Library) -> Health:
    """Look through the whole file: SQLite's integrity, foreign keys, the title index, the counts."""
    problems = [r[0] for r in library.rows("PRAGMA integrity_check(20)") if r[0] != "ok"]
    for table, row_id, parent, _ in library.rows("PRAGMA foreign_key_check"):
        problems.append(f"{table} {row_id} points to a {parent} that is not there")
    if not library.read_only:
        try:
            library.execute("INSERT INTO title_index (title_index) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as problem:
            problems.append(f"the index of titles is out of step ({problem})")
    tables = ("title", "copy", "issue", "piece", "note", "act", "scan")
    return Health(
        problems,
        {table: library.value(f"SELECT count(*) FROM {table}") for table in tables},
        sqlite3.sqlite_version,
        library.value("PRAGMA journal_mode"),
    )
