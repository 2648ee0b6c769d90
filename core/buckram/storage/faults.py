"""What SQLite says went wrong, as a sentence for the person at the desk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from buckram.errors import FileProblem


def told(problem: sqlite3.DatabaseError, path: Path) -> Exception:
    """The error to raise for a fault of SQLite's: a FileProblem where the file or its disk is to blame.

    A broken rule of the schema and an error of the program's own stay what they are.
    """
    words = _WORDS.get(_code(problem))
    if words is None:
        return problem
    sentence, next_step = words
    return FileProblem(sentence.format(path), next_step)


def is_busy(problem: sqlite3.DatabaseError) -> bool:
    """Whether another connection holds what this one wanted."""
    return _code(problem) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def is_damage(problem: sqlite3.DatabaseError) -> bool:
    """Whether the contents of the file contradict themselves."""
    return _code(problem) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _code(problem: sqlite3.DatabaseError) -> int:
    # The lowest byte is the kind, the others tell more of it. What Python itself raises has none.
    return getattr(problem, "sqlite_errorcode", 0) & 0xFF


_IN_USE = ("{} is in use: another station did not let go of it in time.", "Nothing was changed; try again.")
_DAMAGED = ("{} is damaged or is not a library file.", "Open the last backup, and keep this file.")

_WORDS = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: (
        "{} cannot be written to.",
        "Nothing was changed. Ask for write permission on it and its folder.",
    ),
    sqlite3.SQLITE_FULL: (
        "There is no room left on the disk of {}.",
        "Nothing was changed. Make room, then do it again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk of {} could not be read or written.",
        "Nothing was changed. Have the disk looked at, and make a backup: buckram backup",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{} cannot be opened.",
        "Check that you may read and write it and its folder.",
    ),
    sqlite3.SQLITE_PERM: ("{} cannot be opened.", "Check that you may read and write it and its folder."),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
