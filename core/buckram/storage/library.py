"""Opening a library file: the connection, its pragmas, its migrations, its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from buckram.errors import FileProblem
from buckram.storage.schema import APPLICATION_ID, MIGRATION_NAMES, migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_MS = 5_000
"""How long a station waits for another one's transaction, in milliseconds."""

Row = sqlite3.Row


class Library:
    """An open library file. It belongs to the thread that opened it.

    Every writing method is called inside `transaction()`; reading needs none.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        self.connection = connection
        self.path = path
        self.read_only = read_only
        self._tables: Database | None = None

    @property
    def tables(self) -> Database:
        """The same connection as a sqlite-utils Database, for set-up, import and reports."""
        if self._tables is None:
            from sqlite_utils import Database

            self._tables = Database(self.connection, recursive_triggers=False, execute_plugins=False)
        return self._tables

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Every row that a query gives."""
        return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        found: Row | None = self.connection.execute(sql, parameters).fetchone()
        return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.connection.execute(sql, parameters).fetchone()
        return found[0] if found else None

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one writing statement, inside `transaction()`."""
        return self.connection.execute(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and no reader of ours waits. Raises FileProblem when the file stays locked."""
        # IMMEDIATE: a transaction that begins by reading and then wants to write could not wait for
        # another station, it would fail at once.
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            raise _locked(problem, self.path) from problem
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        try:
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as problem:
            self.connection.rollback()
            raise _locked(problem, self.path) from problem

    def close(self) -> None:
        """Close the file. Nothing can be lost by forgetting it: every act is already on disk."""
        self.connection.close()


def _locked(problem: sqlite3.OperationalError, path: Path) -> FileProblem:
    text = str(problem)
    if "readonly" in text:
        return FileProblem(f"{path} cannot be written to.", "Ask for write permission on it and its folder.")
    if "full" in text:
        return FileProblem(f"There is no room left on the disk of {path}.", "Make room, then do it again.")
    return FileProblem(
        f"{path} is in use: another station did not let go of it in time.", "Nothing was changed; try again."
    )


def open_library(path: Path, *, read_only: bool = False, create: bool = True) -> Library:
    """Open (and, when allowed, make or bring up to date) the library file at `path`.

    Raises FileProblem: no such file, not a library, newer than this program, damaged, not writable.
    """
    if not path.exists() and (read_only or not create):
        raise FileProblem(
            f"There is no library file at {path}.", "Name another with --db, or begin with: buckram import"
        )
    if path.is_dir():
        raise FileProblem(f"{path} is a folder.", "Name a file in it with --db.")
    try:
        connection = _connect(path, read_only)
        library = Library(connection, path, read_only=read_only)
        _prepare(library)
    except sqlite3.DatabaseError as problem:
        raise _unreadable(problem, path) from problem
    return library


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    if read_only:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _prepare(library: Library) -> None:
    """Check that the file is ours and current; migrate it if it is older."""
    ours = library.value("PRAGMA application_id")
    empty = library.value("SELECT count(*) FROM sqlite_schema") == 0
    if ours != APPLICATION_ID and not empty:
        raise FileProblem(f"{library.path} is not a Buckram library.", "Name another file with --db.")
    applied = set() if empty else {r[0] for r in library.rows("SELECT name FROM _sqlite_migrations")}
    newer = applied - set(MIGRATION_NAMES)
    if newer:
        raise FileProblem(
            f"{library.path} was made by a newer Buckram than this one.",
            "Update Buckram on this machine, then open it.",
        )
    missing = set(MIGRATION_NAMES) - applied
    if library.read_only:
        if missing:
            raise FileProblem(
                f"{library.path} is of an older form.", "Open it once at the desk; that brings it up to date."
            )
        return
    library.execute("PRAGMA journal_mode = WAL")
    # FULL: when the screen says received, the row is on the disk, not only in the system's memory.
    library.execute("PRAGMA synchronous = FULL")
    if missing:
        migrations().apply(library.tables)


def _unreadable(problem: sqlite3.DatabaseError, path: Path) -> FileProblem:
    text = str(problem)
    if "not a database" in text or "malformed" in text:
        return FileProblem(
            f"{path} is damaged or is not a library file.", "Open the last backup, and keep this file."
        )
    if "unable to open" in text or "readonly" in text:
        return FileProblem(
            f"{path} cannot be opened.", "Check that you may read and write it and its folder."
        )
    return FileProblem(f"{path} cannot be opened ({text}).", "Run: buckram doctor")
