"""What goes wrong inside a transaction: the file's faults are sentences, the program's own are not hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from buckram.errors import FileProblem
from buckram.storage.library import Library, open_library
from library_for_tests import Shelf


def in_transaction(library: Library, act: Callable[[], object]) -> None:
    with library.transaction():
        act()


def test_a_full_disk_is_a_sentence_and_nothing_was_changed(shelf: Shelf) -> None:
    library = shelf.library
    library.execute(f"PRAGMA max_page_count = {library.value('PRAGMA page_count')}")

    def fill() -> None:
        for n in range(1000):
            library.execute("INSERT INTO setting VALUES (?, ?)", (str(n), "x" * 1000))

    with pytest.raises(FileProblem, match="no room left on the disk"):
        in_transaction(library, fill)
    assert not library.connection.in_transaction
    assert library.value("SELECT count(*) FROM setting") == 0


def test_a_file_that_cannot_be_written_is_a_sentence(shelf: Shelf) -> None:
    reader = open_library(shelf.path, read_only=True)
    reader.execute("PRAGMA query_only = OFF")
    with pytest.raises(FileProblem, match="cannot be written to"):
        in_transaction(reader, lambda: reader.execute("DELETE FROM setting"))


def test_a_file_that_another_holds_is_in_use(shelf: Shelf) -> None:
    other = open_library(shelf.path)
    other.execute("PRAGMA busy_timeout = 10")
    with shelf.library.transaction(), pytest.raises(FileProblem, match="in use"):
        in_transaction(other, lambda: None)


def test_a_damaged_file_is_a_sentence(shelf: Shelf) -> None:
    for _ in range(40):
        shelf.title()
    shelf.library.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(shelf.path.read_bytes())
    content[8192:] = b"\xff" * len(content[8192:])
    shelf.library.close()
    shelf.path.write_bytes(content)
    with pytest.raises(FileProblem, match="damaged"):
        open_library(shelf.path).rows("SELECT * FROM issue")


@pytest.mark.parametrize("mistake", ["BEGIN", "SELECT nothing", "INSERT INTO titel VALUES (1)"])
def test_an_error_of_the_program_s_own_goes_through(shelf: Shelf, mistake: str) -> None:
    with pytest.raises(sqlite3.OperationalError):
        in_transaction(shelf.library, lambda: shelf.library.execute(mistake))
    assert not shelf.library.connection.in_transaction


def test_a_broken_rule_of_the_schema_stays_what_it_is(shelf: Shelf) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        in_transaction(shelf.library, lambda: shelf.library.execute("INSERT INTO setting VALUES (NULL, 1)"))
