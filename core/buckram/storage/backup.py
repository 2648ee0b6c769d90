"""A whole copy of the file while it is in use, and the checks of a file's health."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from buckram.errors import FileProblem
from buckram.storage.faults import is_damage, told
from buckram.storage.library import Library

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file that is open."""


def backup(library: Library, target: Path) -> int:
    """Copy the library to `target`, check the copy, then put it in place; gives its size in bytes.

    An older copy of that name is replaced only by a sound new one. Raises FileProblem.
    """
    part = target.with_name(target.name + ".part")
    try:
        _refuse(library.path, target)
        try:
            _copy(library, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return target.stat().st_size
    except (OSError, sqlite3.OperationalError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else problem
        raise FileProblem(f"{target} cannot be written ({why}).", "Name another folder.") from problem


def _refuse(path: Path, target: Path) -> None:
    """No target may be the library, or a part of a library that is open."""
    ours = {path.resolve().with_name(path.resolve().name + end) for end in ("", *_BESIDE)}
    if target.resolve() in ours or (target.exists() and target.samefile(path)):
        raise FileProblem("The copy cannot have the name of the library itself.", "Name another file.")
    if target.exists() and not target.is_file():
        raise FileProblem(f"{target} is not a file.", "Name another file.")
    if any(target.with_name(target.name + end).exists() for end in _BESIDE):
        raise FileProblem(f"{target} is open: somebody works in it.", "Name another file.")


def _copy(library: Library, part: Path) -> None:
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


def before_import(path: Path) -> Path:
    """Where the copy of the library at `path` lies that is made before an import changes it."""
    return path.with_name(path.name + ".before-import")


class CopyBeforeImport:
    """A copy of the library as it is before an import; an empty one needs none. Raises FileProblem.

    path: where it lies after `keep`, or None. It takes the place of the copy from before the last import
    only then: an import that changes nothing must not throw the way back away.
    """

    def __init__(self, library: Library) -> None:
        self.path: Path | None = None
        if library.value("SELECT EXISTS (SELECT 1 FROM title)"):
            self.path = before_import(library.path)
            self._new = self.path.with_name(self.path.name + ".new")
            backup(library, self._new)

    def keep(self) -> None:
        """Something was changed."""
        if self.path is not None:
            self._new.replace(self.path)

    def drop(self) -> None:
        """Nothing was changed."""
        if self.path is not None:
            self._new.unlink()


@dataclass(frozen=True, slots=True)
class Health:
    """What the checks of a file found: problems is [] for a sound one; counts by table.

    unchecked: what could not be looked at, and why, or "".
    """

    problems: list[str]
    counts: dict[str, int]
    sqlite: str
    journal: str
    unchecked: str = ""


def health(library: Library) -> Health:
    """Look through the whole file: SQLite's integrity, foreign keys, the title index, the counts."""
    problems = [r[0] for r in library.rows("PRAGMA integrity_check(20)") if r[0] != "ok"]
    for table, row_id, parent, _ in library.rows("PRAGMA foreign_key_check"):
        problems.append(f"{table} {row_id} points to a {parent} that is not there")
    unchecked = ""
    try:
        # Rank 1: compared with the titles themselves, not only with itself.
        library.execute("INSERT INTO title_index (title_index, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as problem:
        if is_damage(problem):
            problems.append("the index of titles is out of step with the titles")
        else:
            unchecked = f"The index of titles was not looked at. {told(problem, library.path)}"
    tables = ("title", "copy", "issue", "piece", "note", "act", "scan")
    return Health(
        problems,
        {table: library.value(f"SELECT count(*) FROM {table}") for table in tables},
        sqlite3.sqlite_version,
        library.value("PRAGMA journal_mode"),
        unchecked,
    )
