"""Opening a library file: by several at once, broken off, read-only, and where no file can be."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from threading import Barrier, Thread

import pytest

from buckram.errors import BuckramError, FileProblem
from buckram.storage import schema
from buckram.storage.library import open_library
from library_for_tests import Shelf


def test_several_may_make_the_same_new_file(tmp_path: Path) -> None:
    told: list[object] = []
    for round_ in range(5):
        path = tmp_path / f"{round_}.db"
        together = Barrier(4)

        def begin(path: Path = path, together: Barrier = together) -> None:
            together.wait()
            try:
                library = open_library(path)
                told.append(library.value("SELECT count(*) FROM frequency"))
                library.close()
            except (BuckramError, sqlite3.Error) as problem:
                told.append(problem)

        threads = [Thread(target=begin) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert told == [len(schema.FREQUENCIES)] * 20


def test_a_first_opening_that_was_broken_off_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    with monkeypatch.context() as broken:
        broken.setattr(schema, "FREQUENCIES", (("a",),))
        with pytest.raises(sqlite3.ProgrammingError):
            open_library(path)
    assert open_library(path).value("SELECT count(*) FROM title") == 0


def test_a_file_with_nothing_but_the_list_of_migrations_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    other = sqlite3.connect(path)
    other.execute(
        "CREATE TABLE _sqlite_migrations"
        " (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    other.close()
    assert open_library(path).value("SELECT count(*) FROM title") == 0


def test_an_empty_file_has_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    with pytest.raises(FileProblem, match="nothing in"):
        open_library(tmp_path / "library.db", read_only=True)


@pytest.mark.parametrize("below", ["a/l.db", "a/b/l.db", "x" * 300])
def test_where_no_file_can_be_is_a_sentence(tmp_path: Path, below: str) -> None:
    (tmp_path / "a").write_text("no folder")
    with pytest.raises(FileProblem, match="cannot be reached"):
        open_library(tmp_path / below)


def nowhere_beside(path: Path) -> None:
    """As in a folder without write permission, also where the tests run as root."""
    path.with_name(path.name + "-shm").symlink_to(path.parent / "no folder" / "shm")


@pytest.fixture
def closed(shelf: Shelf) -> Path:
    """A library that nobody has open, where SQLite cannot make the files that it needs beside it."""
    shelf.title("One")
    shelf.library.close()
    nowhere_beside(shelf.path)
    return shelf.path


def test_a_reader_needs_no_write_permission(closed: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite3.connect(f"{closed.as_uri()}?mode=ro", uri=True).execute("SELECT 1 FROM title")
    reader = open_library(closed, read_only=True)
    assert reader.value("SELECT name FROM title") == "One"
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO setting VALUES ('a', '1')")


def test_such_a_reader_sees_what_is_written_later(closed: Path) -> None:
    reader = open_library(closed, read_only=True)
    assert reader.value("SELECT count(*) FROM title") == 1
    closed.with_name("library.db-shm").unlink()
    desk = Shelf(closed)
    desk.title("Two", "0095-4403")
    assert reader.value("SELECT count(*) FROM title") == 2
    desk.title("Three", "0028-0836")
    desk.library.close()
    assert [r[0] for r in reader.rows("SELECT name FROM title ORDER BY id")] == ["One", "Two", "Three"]


def test_such_a_reader_is_told_when_the_file_is_gone(closed: Path) -> None:
    reader = open_library(closed, read_only=True)
    closed.unlink()
    with pytest.raises(FileProblem, match="cannot be reached"):
        reader.value("SELECT count(*) FROM title")


def test_a_file_left_in_the_middle_of_work_is_not_read_as_it_stands(shelf: Shelf, tmp_path: Path) -> None:
    shelf.title()
    left = tmp_path / "left.db"
    shutil.copy(shelf.path, left)
    shutil.copy(shelf.path.with_name("library.db-wal"), tmp_path / "left.db-wal")
    nowhere_beside(left)
    with pytest.raises(FileProblem, match="left in the middle of work"):
        open_library(left, read_only=True)
