"""What the totals of a lot ask of the file: what went to its binder this month, what units are made of."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from buckram.storage.library import Library


def gone(library: Library, binder_id: int, lot_id: int, day: date) -> int:
    """Units that went to a binder in the calendar month of this day, or are packed and closed, in other lots
    than this one. Corrections are counted by nobody's quota."""
    found: int = library.value(
        "SELECT count(*) FROM lot_line JOIN lot ON lot.id = lot_id WHERE binder_id = ?1 AND lot.id <> ?2"
        " AND corrects IS NULL AND (lot.state = 'closed' OR substr(sent_on, 1, 7) = ?3)",
        (binder_id, lot_id, f"{day:%Y-%m}"),
    )
    return found


def corrections(library: Library, lot_id: int) -> dict[int, str]:
    """What each unit of a lot costs that is done again, by unit: decimal text, "" where that is not said."""
    rows = library.rows(
        "SELECT unit_id, ifnull(price, '') FROM lot_line WHERE lot_id = ? AND corrects IS NOT NULL", (lot_id,)
    )
    return {row[0]: row[1] for row in rows}


class MadeOf(NamedTuple):
    """A unit as its thickness is estimated: roles of the pieces that it has; each: what its pattern says of
    one issue, or ""; frequency: MARC 008/18, or ""."""

    unit_id: int
    title_id: int
    roles: list[str]
    each: str
    frequency: str
    frequency_name: str


def made_of(library: Library, unit_ids: Collection[int]) -> list[MadeOf]:
    """What these units are made of, in one question."""
    rows = library.rows(
        "SELECT unit.id, unit.title_id,"
        " (SELECT json_group_array(role) FROM unit_piece WHERE unit_id = unit.id AND piece_id IS NOT NULL),"
        " ifnull(json_extract(binding.fields, '$.thickness_each'), ''), ifnull(title.frequency, ''),"
        " ifnull(frequency.name, '')"
        " FROM json_each(?) AS wanted JOIN unit ON unit.id = wanted.value"
        " JOIN title ON title.id = unit.title_id LEFT JOIN binding ON binding.id = binding_id"
        " LEFT JOIN frequency ON frequency.code = title.frequency",
        (json.dumps(list(unit_ids)),),
    )
    return [MadeOf(r[0], r[1], json.loads(r[2]), r[3], r[4], r[5]) for r in rows]


def binders_of(library: Library) -> dict[int, str]:
    """The name of the binder of each binding pattern, "" for one without."""
    rows = library.rows(
        "SELECT binding.id, ifnull(binder.name, '') FROM binding LEFT JOIN binder ON binder.id = binder_id"
    )
    return {row[0]: row[1] for row in rows}


def begins(library: Library, unit_ids: Collection[int]) -> dict[int, int]:
    """Where on the card of its title each of these units begins: the position of its first issue."""
    rows = library.rows(
        "SELECT wanted.value, (SELECT issue.position FROM unit JOIN unit_piece ON unit_id = unit.id"
        "  JOIN issue ON issue.id = issue_id WHERE unit.id = wanted.value"
        "  ORDER BY run <> 'basic', issue.title_id <> unit.title_id, unit_piece.position LIMIT 1)"
        " FROM json_each(?) AS wanted",
        (json.dumps(list(unit_ids)),),
    )
    return {row[0]: row[1] or 0 for row in rows}


def several_copies(library: Library, title_ids: Collection[int]) -> frozenset[int]:
    """Which of these titles have more than one copy: of those it is said which copy a unit is of."""
    rows = library.rows(
        "SELECT title_id FROM json_each(?) AS wanted JOIN copy ON title_id = wanted.value WHERE active"
        " GROUP BY title_id HAVING count(*) > 1",
        (json.dumps(sorted(set(title_ids))),),
    )
    return frozenset(row[0] for row in rows)


class Done(NamedTuple):
    """An act since a moment: whose, about which titles. title_ids: None where it changed what every title
    depends on (a binder, its prices ...)."""

    id: int
    person: str
    station: str
    title_ids: frozenset[int] | None
    sentence: str


_OF_UNITS = {"unit": "", "unit_piece": "unit_id", "lot_line": "unit_id", "ticket": "unit_id"}
_OF_NOBODY = {
    "lot",
    "search",
    "collation",
    "volume",
    "repair",
    "issue",
    "piece",
    "claim",
    "message",
    "print_job",
}


def done_since(library: Library, act_id: int) -> list[Done]:
    """The acts after this one, in their order."""
    rows = library.rows(
        "SELECT id, person, station, title_id, sentence, iif(title_id IS NULL, changes, '') FROM act"
        " WHERE id > ? ORDER BY id",
        (act_id,),
    )
    return [
        Done(row[0], row[1], row[2], frozenset((row[3],)) if row[3] else _titles(library, row[5]), row[4])
        for row in rows
    ]


def _titles(library: Library, changes: str) -> frozenset[int] | None:
    """The titles of the units that an act changed; None where it changed more than units."""
    title_ids: set[int] = set()
    unit_ids: set[int] = set()
    for table, row_id, before, after in json.loads(changes):
        if table in _OF_NOBODY:
            continue
        if table not in _OF_UNITS:
            return None
        held = {**(before or {}), **(after or {})}
        if table == "unit":
            title_ids |= {held["title_id"]} if "title_id" in held else set()
            unit_ids.add(row_id)
        elif _OF_UNITS[table] in held:
            unit_ids.add(held[_OF_UNITS[table]])
    found = library.rows(
        "SELECT DISTINCT title_id FROM unit JOIN json_each(?) AS wanted ON unit.id = wanted.value",
        (json.dumps(sorted(unit_ids)),),
    )
    return frozenset(title_ids | {row[0] for row in found})


def bound_titles(library: Library) -> int:
    """How many titles have a binding pattern that holds: so many have to be looked at for the due list."""
    found: int = library.value("SELECT count(DISTINCT title_id) FROM binding WHERE active = 1")
    return found
