"""Routing lists and the readers on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Listed:
    """A reader's place on the list of a copy. Missing text is "".

    keep_days: None is what the library allows everybody. reader_id: None where no more is known than the
    name. active: not away; who is away stays on the list, and slips leave the name out.
    """

    id: int
    copy_id: int
    position: int
    name: str
    note: str
    contents_only: bool
    keep_days: int | None
    reader_id: int | None
    kind: str
    email: str
    place: str
    active: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom pieces go to: a person or a department. id: None for a name that only stands on lists.

    place: room or building. lists: on how many it stands.
    """

    id: int | None
    name: str
    kind: str
    email: str
    place: str
    active: bool
    lists: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """The list of a copy. readers: how many stand on it. first: who comes first."""

    copy_id: int
    title_id: int
    title: str
    copy_number: int
    location: str
    readers: int
    first: str


_LISTED = (
    "SELECT routing.id, copy_id, position, routing.name, ifnull(note, ''), contents_only, keep_days,"
    " reader.id, ifnull(kind, 'person'), ifnull(email, ''), ifnull(place, ''), ifnull(active, 1)"
    # A name that a program wrote without its number is the same reader.
    " FROM routing LEFT JOIN reader ON reader.id = coalesce(reader_id,"
    "  (SELECT min(id) FROM reader same WHERE same.name = routing.name))"
)


def _listed(row: Row) -> Listed:
    values = list(row)
    values[5], values[11] = bool(values[5]), bool(values[11])
    return Listed(*values)


def of_copy(library: Library, copy_id: int) -> list[Listed]:
    """The list of a copy, first reader first."""
    rows = library.rows(f"{_LISTED} WHERE copy_id = ? ORDER BY position, routing.id", (copy_id,))
    return [_listed(r) for r in rows]


def of_reader(library: Library, name: str) -> list[tuple[Listed, ListOf]]:
    """Every place of a reader, with the list that it is on, by title."""
    rows = library.rows(f"{_LISTED} WHERE routing.name = ? ORDER BY routing.id", (name,))
    lists = {one.copy_id: one for one in _lists(library, "routing.name = ?", (name,))}
    found = [(_listed(r), lists[r["copy_id"]]) for r in rows]
    return sorted(found, key=lambda pair: (pair[1].title.casefold(), pair[1].copy_number))


def lists_of_titles(library: Library, title_ids: list[int], but: int) -> list[ListOf]:
    """The lists of these titles that have readers, in the order of the titles, without that of copy `but`."""
    marks = ", ".join("?" * len(title_ids))
    found = _lists(library, f"copy.title_id IN ({marks}) AND copy.id <> ?", (*title_ids, but))
    return sorted(found, key=lambda one: (title_ids.index(one.title_id), one.copy_number))


def _lists(library: Library, condition: str, values: tuple[object, ...]) -> list[ListOf]:
    rows = library.rows(
        "SELECT copy.id, title.id, title.name, copy.number, ifnull(location.name, ''),"
        " (SELECT count(*) FROM routing every WHERE every.copy_id = copy.id),"
        " (SELECT name FROM routing every WHERE every.copy_id = copy.id ORDER BY position, id LIMIT 1)"
        " FROM copy JOIN title ON title.id = copy.title_id LEFT JOIN location ON location.id = location_id"
        f" WHERE copy.id IN (SELECT copy_id FROM routing JOIN copy ON copy.id = copy_id WHERE {condition})",
        values,
    )
    return [ListOf(*r) for r in rows]


def readers(library: Library) -> list[Reader]:
    """Every reader, also such as only stand on lists, by name; who is away comes last."""
    rows = library.rows(
        "SELECT id, name, kind, ifnull(email, ''), ifnull(place, ''), active,"
        " (SELECT count(*) FROM routing WHERE routing.name = reader.name) FROM reader"
        " UNION ALL SELECT NULL, name, 'person', '', '', 1, count(*) FROM routing"
        " WHERE NOT EXISTS (SELECT 1 FROM reader WHERE reader.name = routing.name) GROUP BY name"
    )
    found = [Reader(r[0], r[1], r[2], r[3], r[4], bool(r[5]), r[6]) for r in rows]
    return sorted(found, key=lambda one: (not one.active, one.name.casefold()))


def registered(writer: ActWriter, reader: Reader | None, name: str) -> int:
    """The number of a reader, who gets one now where there was none."""
    if reader is not None and reader.id is not None:
        return reader.id
    return writer.insert("reader", {"name": name})


def columns(one: Listed) -> dict[str, object]:
    """A line of a list as its row has it, but for its copy and place."""
    return {
        "name": one.name,
        "note": one.note or None,
        "contents_only": int(one.contents_only),
        "keep_days": one.keep_days,
        "reader_id": one.reader_id,
    }


def rows_of_name(library: Library, name: str) -> Iterator[dict[str, object]]:
    """The rows of routing with a name, whole, list by list."""
    for row in library.rows("SELECT * FROM routing WHERE name = ? ORDER BY copy_id, position, id", (name,)):
        yield dict(row)
