"""What a title needs in the file before its first piece can be received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from buckram.identify import fold, sort_title
from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library
from buckram.storage.titles import hyphened


def frequencies(library: Library) -> list[tuple[str, str]]:
    """(code, name) of every frequency: ("m", "monthly")."""
    return [(r[0], r[1]) for r in library.rows("SELECT code, name FROM frequency ORDER BY code")]


def locations(library: Library) -> list[tuple[int, str, str]]:
    """(id, code, name) of every location, as people list them."""
    rows = library.rows("SELECT id, code, name FROM location ORDER BY position, name, id")
    return [(r[0], r[1], r[2]) for r in rows]


def add_location(writer: ActWriter, name: str) -> int:
    """A new location, whose code is its name until somebody gives it one."""
    return writer.insert("location", {"code": name, "name": name})


def add_title(
    writer: ActWriter,
    columns: Mapping[str, Any],
    numbers: Sequence[tuple[str, str]],
    *,
    language: str = "eng",
) -> int:
    """A title with what it is found by; gives its id.

    columns: of the table title, at least its name. numbers: (kind, value) without hyphens, said by a person.
    language: MARC code, whose articles do not count in the order of titles.
    """
    name = columns["name"]
    more = [columns.get("publisher") or "", columns.get("call_number") or ""]
    for _, value in numbers:
        more += dict.fromkeys((value, hyphened(value)))
    found_by = {
        "sort_name": sort_title(name, 0, language),
        "search_names": fold(name),
        "search_more": fold(" ".join(filter(None, more))),
    }
    title_id = writer.insert("title", {**columns, **found_by})
    for kind, value in numbers:
        writer.insert("identifier", {"title_id": title_id, "kind": kind, "value": value, "source": "person"})
    return title_id


def add_subscription(writer: ActWriter, title_id: int, starts_on: str, vendor_id: int | None = None) -> int:
    """An active subscription; gives its id. starts_on: ISO date."""
    return writer.insert(
        "subscription",
        {"title_id": title_id, "vendor_id": vendor_id, "status": "active", "starts_on": starts_on},
    )


def add_copy(writer: ActWriter, title_id: int, subscription_id: int, columns: Mapping[str, Any]) -> int:
    """A copy, number 1 where `columns` (of the table copy) say nothing else; gives its id."""
    return writer.insert(
        "copy", {"title_id": title_id, "subscription_id": subscription_id, "number": 1, **columns}
    )
