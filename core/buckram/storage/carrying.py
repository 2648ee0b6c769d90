"""What a title hands on to the one that continues it: rows with all their columns, whatever those are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library

_OWN = frozenset({"id", "title_id"})


def rows_of(library: Library, table: str, title_id: int, condition: str = "1") -> list[dict[str, Any]]:
    """The rows of `table` (a fixed name) that belong to a title and meet a condition, oldest first."""
    rows = library.rows(f"SELECT * FROM {table} WHERE title_id = ? AND {condition} ORDER BY id", (title_id,))
    return [dict(row) for row in rows]


def title_row(library: Library, title_id: int) -> dict[str, Any]:
    """Every column of a title."""
    row = library.row("SELECT * FROM title WHERE id = ?", (title_id,))
    assert row is not None
    return dict(row)


def has_copies(library: Library, title_id: int) -> bool:
    """Whether a copy of the title is received."""
    return bool(
        library.value("SELECT EXISTS (SELECT 1 FROM copy WHERE title_id = ? AND active)", (title_id,))
    )


def again(writer: ActWriter, table: str, row: Mapping[str, Any], title_id: int, **changed: Any) -> int:
    """The same row for another title, but for the columns that are `changed`; gives its id."""
    kept = {column: value for column, value in row.items() if column not in _OWN}
    return writer.insert(table, {"title_id": title_id, **kept, **changed})


def copies(writer: ActWriter, old_id: int, new_id: int, starts_on: str) -> None:
    """Active subscriptions and copies, with who reads them, from a day on (ISO)."""
    library = writer.library
    subscriptions: dict[int | None, int | None] = {None: None}
    for row in rows_of(library, "subscription", old_id, "status <> 'ended'"):
        changed = {"starts_on": starts_on, "source": "person"}
        subscriptions[row["id"]] = again(writer, "subscription", row, new_id, **changed)
    for row in rows_of(library, "copy", old_id, "active"):
        subscription = subscriptions.get(row["subscription_id"])
        copy_id = again(writer, "copy", row, new_id, subscription_id=subscription, source="person")
        readers = library.rows("SELECT * FROM routing WHERE copy_id = ? ORDER BY position, id", (row["id"],))
        for reader in readers:
            kept = {column: value for column, value in dict(reader).items() if column != "id"}
            writer.insert("routing", {**kept, "copy_id": copy_id})


def end(writer: ActWriter, title_id: int, last_day: str) -> None:
    """The title has ceased, whatever a record says later, and its subscriptions end (ISO day)."""
    library = writer.library
    row = library.row("SELECT status, decided FROM title WHERE id = ?", (title_id,))
    assert row is not None
    decided = library.value(
        "SELECT json_group_array(value) FROM (SELECT value FROM json_each(?)"
        " UNION SELECT 'status' ORDER BY value)",
        (row["decided"],),
    )
    writer.update("title", title_id, dict(row), {"status": "ceased", "decided": decided})
    end_subscriptions(writer, title_id, last_day)


def end_subscriptions(writer: ActWriter, title_id: int, last_day: str) -> None:
    """Every subscription of a title ends (ISO day)."""
    for one in rows_of(writer.library, "subscription", title_id, "status <> 'ended'"):
        # By a person, so that a record that comes in again does not revive it.
        after = {"status": "ended", "ends_on": last_day, "source": "person"}
        writer.update("subscription", one["id"], {column: one[column] for column in after}, after)


def end_patterns(writer: ActWriter, title_id: int, last_day: str) -> None:
    """No pattern of a title holds beyond a day (ISO)."""
    for row in rows_of(writer.library, "pattern", title_id, "predicts AND holds_until IS NULL"):
        if row["holds_from"] is None or row["holds_from"] <= last_day:
            writer.update("pattern", row["id"], {"holds_until": None}, {"holds_until": last_day})


def guesses(library: Library, title_id: int, position: int, day: str, is_guess: str) -> list[int]:
    """The guesses of a title from a position of its basic run on, of its other runs from a day (ISO) on."""
    rows = library.rows(
        f"SELECT id FROM issue WHERE title_id = ? AND {is_guess} AND CASE run WHEN 'basic'"
        " THEN position >= ? ELSE published_on IS NULL OR published_on >= ? END ORDER BY id",
        (title_id, position, day),
    )
    return [row[0] for row in rows]


def link(writer: ActWriter, title_id: int, tag: str, other: Mapping[str, Any], relation: str = "0") -> None:
    """Say that a title continues another (780) or is continued by it (785); a link that says so is joined.

    other: id, name and ISSN (without hyphen, or None) of the other title.
    """
    library = writer.library
    there = library.row(
        "SELECT id, other_id FROM link WHERE title_id = ?1 AND tag = ?2"
        " AND (other_id = ?3 OR (?4 IS NOT NULL AND issn = ?4) OR name = ?5)"
        " ORDER BY other_id IS NULL LIMIT 1",
        (title_id, tag, other["id"], other["issn"], other["name"]),
    )
    if there is None:
        row = {"tag": tag, "relation": relation, "name": other["name"], "issn": other["issn"]}
        writer.insert("link", {"title_id": title_id, **row, "other_id": other["id"]})
    elif there["other_id"] is None:
        writer.update("link", there["id"], {"other_id": None}, {"other_id": other["id"]})


def named(library: Library, title_id: int) -> dict[str, Any]:
    """id, name and ISSN of a title, as a link has them."""
    issn = library.value(
        "SELECT value FROM identifier WHERE title_id = ? AND kind = 'issn' ORDER BY id LIMIT 1", (title_id,)
    )
    name = library.value("SELECT name FROM title WHERE id = ?", (title_id,))
    return {"id": title_id, "name": name, "issn": issn}
