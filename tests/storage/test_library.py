"""Opening, refusing and keeping a library file."""

import sqlite3
from pathlib import Path

import pytest

from buckram.errors import FileProblem
from buckram.storage.backup import backup, health
from buckram.storage.library import open_library
from buckram.storage.schema import MIGRATION_NAMES, migrations
from library_for_tests import Shelf


def test_a_new_file_is_durable_and_strict(tmp_path: Path) -> None:
    library = open_library(tmp_path / "new" / "library.db")
    assert library.value("PRAGMA journal_mode") == "wal"
    assert library.value("PRAGMA synchronous") == 2
    assert library.value("PRAGMA foreign_keys") == 1
    loose = library.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%' AND name NOT LIKE 'title_index%'"
    )
    assert [r[0] for r in loose] == []


def test_the_names_of_the_migrations_are_told_right(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library.db")
    assert tuple(m.name for m in migrations().applied(library.tables)) == MIGRATION_NAMES


def test_a_file_that_cannot_be_migrated_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    open_library(path).close()
    bare = sqlite3.connect(path)
    bare.execute("DELETE FROM _sqlite_migrations WHERE name = 'the_bindery'")
    bare.commit()
    before = list(bare.iterdump())
    with pytest.raises(FileProblem, match="cannot be brought up to date"):
        open_library(path)
    assert list(bare.iterdump()) == before
    bare.close()


def test_a_newer_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = open_library(path)
    library.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('buckram', 'of_the_future')"
    )
    library.close()
    with pytest.raises(FileProblem, match="newer Buckram"):
        open_library(path)


@pytest.mark.parametrize("content", [b"This is a letter.\n" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_what_is_no_library_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    with pytest.raises(FileProblem):
        open_library(path)
    assert path.read_bytes() == content


def test_another_program_s_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE thing (id INTEGER)")
    other.close()
    with pytest.raises(FileProblem, match="not a Buckram library"):
        open_library(path)


def test_a_file_that_is_not_there_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no library file"):
        open_library(tmp_path / "none.db", read_only=True)
    assert not (tmp_path / "none.db").exists()


def test_a_reader_cannot_write(shelf: Shelf) -> None:
    reader = open_library(shelf.path, read_only=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO setting VALUES ('a', '1')")
    reader.execute("PRAGMA query_only = OFF")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO setting VALUES ('a', '1')")


def test_a_transaction_is_all_or_nothing(shelf: Shelf) -> None:
    def fail_half_way() -> None:
        with shelf.library.transaction():
            shelf.library.execute("INSERT INTO setting VALUES ('a', '1')")
            shelf.library.execute("INSERT INTO setting VALUES ('a', '2')")

    with pytest.raises(sqlite3.IntegrityError):
        fail_half_way()
    assert shelf.library.value("SELECT count(*) FROM setting") == 0


def test_the_index_of_titles_is_kept_in_step_by_triggers(shelf: Shelf) -> None:
    def found(word: str) -> int:
        return int(
            shelf.library.value("SELECT count(*) FROM title_index WHERE title_index MATCH ?", (f'"{word}"',))
        )

    title = shelf.title("Annals of Buckram")
    assert found("buckram") == 1
    shelf.library.execute("UPDATE title SET search_names = 'annals of cloth' WHERE id = ?", (title,))
    assert (found("buckram"), found("cloth")) == (0, 1)
    for table in ("piece", "issue", "title"):
        shelf.library.execute(f"DELETE FROM {table}")
    assert found("cloth") == 0
    assert health(shelf.library).problems == []


def test_a_backup_is_whole_and_replaces_an_older_one(shelf: Shelf, tmp_path: Path) -> None:
    shelf.title()
    target = tmp_path / "copy.db"
    target.write_text("an older one")
    size = backup(shelf.library, target)
    assert size == target.stat().st_size
    copy = open_library(target, read_only=True)
    assert copy.value("SELECT count(*) FROM title") == 1
    assert sorted(p.name for p in tmp_path.glob("copy.db*")) == ["copy.db"]


def test_a_backup_onto_the_library_itself_is_refused(shelf: Shelf) -> None:
    with pytest.raises(FileProblem, match="name of the library itself"):
        backup(shelf.library, shelf.path)


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_backup_onto_a_part_of_the_library_is_refused(shelf: Shelf, end: str) -> None:
    with pytest.raises(FileProblem, match="name of the library itself"):
        backup(shelf.library, shelf.path.with_name(shelf.path.name + end))
    assert health(shelf.library).problems == []


def test_a_backup_onto_a_library_that_is_open_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other.db")
    other.title()
    with pytest.raises(FileProblem, match="somebody works in it"):
        backup(shelf.library, other.path)
    assert other.library.value("SELECT count(*) FROM title") == 1


def test_a_backup_that_fails_leaves_nothing_behind(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "none" / "copy.db"):
        with pytest.raises(FileProblem):
            backup(shelf.library, target)
    assert not list(tmp_path.glob("**/*.part"))


def test_an_index_that_differs_from_the_titles_is_told(shelf: Shelf) -> None:
    shelf.title()
    shelf.library.execute("DROP TRIGGER title_index_update")
    shelf.library.execute("UPDATE title SET search_names = 'zebra'")
    assert health(shelf.library).problems == ["the index of titles is out of step with the titles"]


def test_an_index_that_cannot_be_looked_at_is_not_called_out_of_step(shelf: Shelf) -> None:
    shelf.title()
    other = open_library(shelf.path)
    other.execute("PRAGMA busy_timeout = 10")
    with shelf.library.transaction():
        found = health(other)
    assert found.problems == []
    assert "in use" in found.unchecked
    found = health(open_library(shelf.path, read_only=True))
    assert found.problems == []
    assert "cannot be written to" in found.unchecked


def test_health_names_a_broken_reference(shelf: Shelf) -> None:
    shelf.library.execute("PRAGMA foreign_keys = OFF")
    shelf.library.execute("INSERT INTO identifier (title_id, kind, value) VALUES (77, 'issn', '03178471')")
    assert health(shelf.library).problems == ["identifier 1 points to a title that is not there"]
