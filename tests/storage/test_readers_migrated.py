"""Who stood on a list before there were readers is one from the day the file is brought up to date."""

from __future__ import annotations

import sqlite3

from buckram.storage.schema import THE_LIBRARY, THE_SNAGS, statements
from buckram.storage.schema_year import THE_YEAR


def test_names_on_lists_become_readers() -> None:
    file = sqlite3.connect(":memory:")
    for statement in [*statements(THE_LIBRARY), *statements(THE_SNAGS)]:
        file.execute(statement)
    file.execute("INSERT INTO title (name, sort_name) VALUES ('A', 'a')")
    for number in (1, 2):
        file.execute("INSERT INTO copy (title_id, number) VALUES (1, ?)", (number,))
        file.execute("INSERT INTO routing (copy_id, position, name) VALUES (?, 1, 'Wren')", (number,))
    file.execute("INSERT INTO routing (copy_id, position, name) VALUES (2, 2, 'Ash')")
    for statement in statements(THE_YEAR):
        file.execute(statement)
    assert file.execute("SELECT name, active FROM reader ORDER BY id").fetchall() == [("Ash", 1), ("Wren", 1)]
    assert file.execute("SELECT name, reader_id FROM routing ORDER BY id").fetchall() == [
        ("Wren", 2), ("Wren", 2), ("Ash", 1),
    ]  # fmt: skip
