"""Opening a library file: the connection, its pragmas, its migrations, its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from buckram.errors import FileProblem
from buckram.storage.faults import is_busy, told
from buckram.storage.schema import APPLICATION_ID, MIGRATION_NAMES, migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_MS = 5_000
"""How long a station waits for another one's transaction, in milliseconds."""

Row = sqlite3.Row
_NOTHING_BESIDE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""What SQLite says when it cannot make its files beside the one that it is to read."""

FileState = tuple[int, int, int]
"""(inode, size, time of the last change): differs when somebody wrote to the file."""


class Library:
    """An open library file. It belongs to the thread that opened it.

    Every writing method is called inside `transaction()`; reading needs none. unwatched: what the file
    was like when it was opened as one that nobody writes to; None as a rule (see `reopen`).
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        read_only: bool,
        unwatched: FileState | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.read_only = read_only
        self._unwatched = unwatched
        self._tables: Database | None = None

    @property
    def tables(self) -> Database:
        """The same connection as a sqlite-utils Database, for set-up, import and reports."""
        if self._tables is None:
            from sqlite_utils import Database

            self._tables = Database(self.connection, recursive_triggers=False, execute_plugins=False)
        return self._tables

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Every row that a query gives. Raises FileProblem when the file cannot be read."""
        if self._unwatched is not None:
            self.reopen()
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as problem:
            raise told(problem, self.path) from problem

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None. Raises FileProblem when the file cannot be read."""
        if self._unwatched is not None:
            self.reopen()
        try:
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
        except sqlite3.DatabaseError as problem:
            raise told(problem, self.path) from problem
        return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None. Raises FileProblem when the file cannot be read."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one writing statement, inside `transaction()`."""
        return self.connection.execute(sql, parameters)

    def changes_elsewhere(self) -> int:
        """A number that is another one when another connection wrote to the file; own writing leaves it.

        Costs nothing that could be noticed: it is asked before every key. Raises FileProblem.
        """
        return int(self.value("PRAGMA data_version"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and no reader of ours waits.

        Raises FileProblem when the file stays locked, cannot be written, or its disk is full or fails.
        Whatever else goes wrong inside is raised as it is.
        """
        # IMMEDIATE: a transaction that begins by reading and then wants to write could not wait for
        # another station, it would fail at once.
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as problem:
            raise told(problem, self.path) from problem
        try:
            yield
            self.connection.execute("COMMIT")
        except sqlite3.DatabaseError as problem:
            self._roll_back()
            raise told(problem, self.path) from problem
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # A disk that fails may fail here too; SQLite then takes the transaction back at the next opening,
        # and the first fault is the one to tell.
        with suppress(sqlite3.OperationalError):
            self.connection.rollback()

    def reopen(self) -> None:
        """Read the file anew if it was opened as one that nobody writes to, and somebody did after all.

        Every query asks this by itself. Raises FileProblem when the file cannot be read any more.
        """
        if self._unwatched is None or (self._unwatched == _state(self.path) and not _log_waits(self.path)):
            return
        self.connection.close()
        self._tables = None
        try:
            self.connection, self._unwatched = _connect_to_read(self.path)
        except sqlite3.DatabaseError as problem:
            raise told(problem, self.path) from problem

    def close(self) -> None:
        """Close the file. Nothing can be lost by forgetting it: every act is already on disk."""
        self.connection.close()


def open_library(path: Path, *, read_only: bool = False, create: bool = True) -> Library:
    """Open (and, when allowed, make or bring up to date) the library file at `path`.

    Raises FileProblem: no such file, not a library, newer than this program, damaged, not writable.
    """
    try:
        if not path.exists() and (read_only or not create):
            raise FileProblem(
                f"There is no library file at {path}.",
                "Name another with --db, or begin with: buckram import",
            )
        if path.is_dir():
            raise FileProblem(f"{path} is a folder.", "Name a file in it with --db.")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FileProblem(
            f"{path} cannot be reached ({problem.strerror}).", "Name another file with --db."
        ) from problem
    try:
        if read_only:
            connection, unwatched = _connect_to_read(path)
            library = Library(connection, path, read_only=True, unwatched=unwatched)
            _check_for_reader(library)
        else:
            library = Library(_connect(path, "mode=rwc"), path, read_only=False)
            _prepare(library)
    except sqlite3.DatabaseError as problem:
        raise told(problem, path) from problem
    return library


def _connect(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connect_to_read(path: Path) -> tuple[sqlite3.Connection, FileState | None]:
    """A connection that cannot write; with the state of the file when SQLite is not to look for writers.

    While nobody has the file open, the two files beside it in which SQLite keeps count of readers are not
    there, and an account that may not write cannot make them: SQLite then refuses. Without a log of
    changes all is in the file itself, which can be read as it stands, until somebody opens it to write.
    """
    try:
        return _reader(path, "mode=ro"), None
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF not in _NOTHING_BESIDE or not os.access(path, os.R_OK):
            raise
        if _log_waits(path):
            raise FileProblem(
                f"{path} was left in the middle of work, and this account cannot put it in order.",
                "Open it once at the desk; from then on it can be read here.",
            ) from problem
    before = _state(path)
    return _reader(path, "mode=ro&immutable=1"), before


def _reader(path: Path, how: str) -> sqlite3.Connection:
    connection = _connect(path, how)
    try:
        connection.execute("PRAGMA query_only = ON")
        # Opening touches nothing; the first question does.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _state(path: Path) -> FileState:
    try:
        found = path.stat()
    except OSError as problem:
        raise FileProblem(f"{path} cannot be reached ({problem.strerror}).") from problem
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _log_waits(path: Path) -> bool:
    """Whether a log of changes that are not in the file yet lies beside it."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _check_for_reader(library: Library) -> None:
    library.execute("BEGIN")
    try:
        applied = _applied(library)
    finally:
        library.connection.rollback()
    if set(MIGRATION_NAMES) - applied:
        raise FileProblem(
            f"{library.path} is of an older form." if applied else f"There is nothing in {library.path} yet.",
            "Open it once at the desk; that brings it up to date.",
        )


def _prepare(library: Library) -> None:
    """Check that the file is ours and current; migrate it if it is older."""
    library.execute("BEGIN")
    try:
        applied = _applied(library)
    finally:
        library.connection.rollback()
    _log_changes_ahead(library)
    # FULL: when the screen says received, the row is on the disk, not only in the system's memory.
    library.execute("PRAGMA synchronous = FULL")
    if set(MIGRATION_NAMES) - applied:
        # All in one transaction that one process at a time is in: who waited finds the work done, and one
        # that is broken off leaves the file as it was.
        with library.transaction():
            if set(MIGRATION_NAMES) - _applied(library):
                _migrate(library)


def _migrate(library: Library) -> None:
    """Bring the file up to date, inside a transaction."""
    try:
        migrations().apply(library.tables)
    except (sqlite3.OperationalError, sqlite3.IntegrityError) as problem:
        # What the disk did is told as such; all else is a file whose tables are not those of any release.
        if told(problem, library.path) is not problem:
            raise
        raise FileProblem(
            f"{library.path} cannot be brought up to date: its tables are not of any Buckram ({problem}).",
            "Nothing was changed. Open the last backup, or keep the file and ask for help.",
        ) from problem


def _log_changes_ahead(library: Library) -> None:
    """Switch to WAL. SQLite does not wait for others with this, so we do."""
    until = monotonic() + BUSY_MS / 1000
    while True:
        try:
            library.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            if not is_busy(problem) or monotonic() > until:
                raise
            sleep(0.01)
        else:
            return


def _applied(library: Library) -> set[str]:
    """The names of the migrations that the file has, inside a transaction; none for an empty file.

    Raises FileProblem for another program's file, and for one of a newer Buckram.
    """
    ours = library.value("PRAGMA application_id")
    if ours != APPLICATION_ID:
        there = {r[0] for r in library.rows("SELECT DISTINCT tbl_name FROM sqlite_schema")}
        # A first opening that was broken off may have left the list of migrations, and nothing in it.
        if ours or there - {"_sqlite_migrations"}:
            raise FileProblem(f"{library.path} is not a Buckram library.", "Name another file with --db.")
        return set()
    applied = {r[0] for r in library.rows("SELECT name FROM _sqlite_migrations")}
    if applied - set(MIGRATION_NAMES):
        raise FileProblem(
            f"{library.path} was made by a newer Buckram than this one.",
            "Update Buckram on this machine, then open it.",
        )
    return applied
