"""What the tables promise: nothing that a person does gets slower as the file grows."""

from __future__ import annotations

from buckram.storage import ledger
from library_for_tests import Shelf


def test_what_refers_to_a_row_that_goes_is_found_by_an_index(shelf: Shelf) -> None:
    """SQLite itself says how it looks for every foreign key's rows, and whether a partial index serves."""
    scanned = [
        f"{table}: {step['detail']}"
        for table in sorted(ledger.TABLES)
        for step in shelf.library.rows(f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE rowid = 1")
        if step["detail"].startswith("SCAN")
    ]
    assert scanned == []


def test_the_rows_that_hang_on_another_are_found_by_an_index(shelf: Shelf) -> None:
    """Before a row goes the ledger keeps what would go with it or let go of it."""
    recorder = ledger.Recorder(shelf.library)
    hanging = [(table, *one) for table in sorted(ledger.TABLES) for one in recorder.hanging(table)]
    scanned = [
        f"{child}.{column}: {step['detail']}"
        for _, child, column, _ in hanging
        for step in shelf.library.rows(f"EXPLAIN QUERY PLAN SELECT id FROM {child} WHERE {column} = 1")
        if step["detail"].startswith("SCAN")
    ]
    assert ("issue", "issue", "beside", False) in hanging
    assert scanned == []
