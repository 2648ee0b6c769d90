"""Binding patterns: how a title, or one copy of it, is bound, version by version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.errors import NotFound
from buckram.storage.issues import HELD
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Binding:
    """One version of a binding pattern.

    copy_id: the copy that it is for, None: for the title, that is for every copy that is kept. active: False
    for an earlier version, and for a title that is bound no more. bound_to: position in the basic run up to
    which it was bound, None: nothing was. fields: what was decided, by name (rules.bindery.fields).
    """

    id: int
    title_id: int
    copy_id: int | None
    binder_id: int | None
    number: int
    active: bool
    bound_to: int | None
    fields: Mapping[str, str]
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A title that has a pattern, for copying from. linked: the title before or after this one (780/785).

    kind_class: the class of its cover as its own fields have it, "" for the binder's.
    """

    binding_id: int
    title_id: int
    title: str
    sort_name: str
    publisher: str
    frequency: str
    binder_id: int | None
    binder: str
    kind_class: str
    linked: bool


@dataclass(frozen=True, slots=True)
class BoundLine:
    """A pattern that holds, in a list. copy_number: None for the title's own."""

    binding_id: int
    title_id: int
    copy_id: int | None
    copy_number: int | None
    title: str
    call_number: str
    number: int
    bound_to: int | None
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unbound:
    """A title of which nobody has said yet how it is bound. comes: its frequency in words."""

    title_id: int
    title: str
    sort_name: str
    publisher: str
    comes: str
    call_number: str


@dataclass(frozen=True, slots=True)
class CardVolume:
    """A volume as the card numbers it, by its issues in the basic run.

    last: the position of its last issue; until: the day that this is dated, as ISO text, "" where it has
    none. bound: all of it is in bound volumes already; awaited: an issue of it is still expected.
    """

    volume: str
    first_label: str
    last_label: str
    last: int
    until: str
    bound: bool
    awaited: bool


@dataclass(frozen=True, slots=True)
class Lettered:
    """What was put on the spine last: the lines from head to foot. on_day: ISO."""

    ticket: str
    label: str
    lines: Sequence[str]
    on_day: str


_BINDING = (
    "SELECT id, title_id, copy_id, binder_id, number, active, bound_to, fields, made_at, made_by FROM binding"
)


def _binding(r: Row) -> Binding:
    return Binding(
        id=r[0],
        title_id=r[1],
        copy_id=r[2],
        binder_id=r[3],
        number=r[4],
        active=bool(r[5]),
        bound_to=r[6],
        fields=json.loads(r[7]),
        made_at=r[8],
        made_by=r[9],
    )


def find(library: Library, binding_id: int | None) -> Binding | None:
    """A version, or None."""
    row = library.row(f"{_BINDING} WHERE id = ?", (binding_id,))
    return _binding(row) if row else None


def get(library: Library, binding_id: int) -> Binding:
    """A version. Raises NotFound."""
    found = find(library, binding_id)
    if found is None:
        raise NotFound("This binding pattern is no longer there.", "It was taken back meanwhile.")
    return found


def of_title(library: Library, title_id: int) -> list[Binding]:
    """Every version that a title has: the title's own first, then those of its copies; newest first."""
    rows = library.rows(
        f"{_BINDING} WHERE title_id = ? ORDER BY copy_id IS NOT NULL, copy_id, number DESC, id DESC",
        (title_id,),
    )
    return [_binding(r) for r in rows]


def for_copy(library: Library, title_id: int, copy_id: int | None) -> Binding | None:
    """The pattern that a copy is bound by: its own, else the title's; None: it is not bound."""
    row = library.row(
        f"{_BINDING} WHERE title_id = ? AND active = 1 AND (copy_id IS NULL OR copy_id IS ?)"
        " ORDER BY copy_id IS NULL, number DESC, id DESC LIMIT 1",
        (title_id, copy_id),
    )
    return _binding(row) if row else None


def active(library: Library, title_id: int | None = None) -> list[Binding]:
    """Every pattern that holds now, by title; title_id: of this one only."""
    rows = library.rows(
        f"{_BINDING} WHERE active = 1 AND (?1 IS NULL OR title_id = ?1) ORDER BY title_id, copy_id, id",
        (title_id,),
    )
    return [_binding(r) for r in rows]


def ticketed(library: Library, binding_id: int) -> bool:
    """Whether a ticket was made from this version: then it stays as it is."""
    return bool(library.value("SELECT EXISTS (SELECT 1 FROM ticket WHERE binding_id = ?)", (binding_id,)))


def last_lettered(library: Library, title_id: int, copy_id: int | None = None) -> Lettered | None:
    """The lettering of the last ticket of a title; copy_id: of this copy only. None: there is no ticket."""
    row = library.row(
        "SELECT ticket.number, unit.label, lettering, date(ticket.made_at) FROM ticket"
        " JOIN unit ON unit.id = unit_id WHERE unit.title_id = ?1 AND (?2 IS NULL OR unit.copy_id IS ?2)"
        " AND unit.state NOT IN ('cancelled', 'discarded') ORDER BY ticket.id DESC LIMIT 1",
        (title_id, copy_id),
    )
    return Lettered(row[0], row[1], [str(line) for line in json.loads(row[2])], row[3]) if row else None


def came_back_from(library: Library, title_id: int, binder_id: int | None) -> bool:
    """Whether a binder has bound something of a title, as lots that came back say."""
    return bool(
        library.value(
            "SELECT EXISTS (SELECT 1 FROM lot_line JOIN lot ON lot.id = lot_id JOIN unit ON unit.id = unit_id"
            " WHERE unit.title_id = ? AND lot.binder_id = ? AND result = 'back')",
            (title_id, binder_id),
        )
    )


def last_on_card(library: Library, title_id: int) -> int | None:
    """The position of the last issue of the basic run that its card has as bound, None where none is."""
    found: int | None = library.value(
        "SELECT max(position) FROM issue WHERE title_id = ? AND run = 'basic' AND status = 'bound'",
        (title_id,),
    )
    return found


def to_copy_from(library: Library, title_id: int) -> list[Bound]:
    """Every other title that has a pattern for itself and not only for a copy, by name."""
    rows = library.rows(
        "SELECT binding.id, binding.title_id, title.name, title.sort_name, ifnull(title.publisher, ''),"
        " ifnull(title.frequency, ''), binder_id, ifnull(binder.name, ''),"
        " ifnull(json_extract(fields, '$.class'), ''),"
        " EXISTS (SELECT 1 FROM link WHERE link.tag IN ('780', '785')"
        "  AND ((link.title_id = ?1 AND link.other_id = title.id)"
        "   OR (link.other_id = ?1 AND link.title_id = title.id)))"
        " FROM binding JOIN title ON title.id = binding.title_id"
        " LEFT JOIN binder ON binder.id = binder_id"
        " WHERE binding.active = 1 AND copy_id IS NULL AND binding.title_id <> ?1"
        " ORDER BY title.sort_name, title.id",
        (title_id,),
    )
    return [Bound(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], bool(r[9])) for r in rows]


def card_volumes(library: Library, title_id: int) -> list[CardVolume]:
    """The volumes of a title as its card has them, oldest first."""
    # SQLite gives the other columns of a group from the row that has its min or max.
    rows = library.rows(
        "WITH ends AS (SELECT volume, min(position) AS first, max(position) AS last,"
        "   ifnull(max(published_on), '') AS until, min(status = 'bound') AS bound,"
        "   max(status = 'expected') AS awaited"
        "  FROM issue WHERE title_id = ?1 AND run = 'basic' GROUP BY volume)"
        " SELECT ends.volume, a.label, z.label, last, until, bound, awaited FROM ends"
        " JOIN issue a ON a.title_id = ?1 AND a.run = 'basic' AND a.position = first"
        " JOIN issue z ON z.title_id = ?1 AND z.run = 'basic' AND z.position = last"
        " ORDER BY last",
        (title_id,),
    )
    return [CardVolume(r[0], r[1], r[2], r[3], r[4], bool(r[5]), bool(r[6])) for r in rows]


def label_at(library: Library, title_id: int, position: int) -> str:
    """The label of the issue of the basic run that stands there, "" where none does."""
    found: str | None = library.value(
        "SELECT label FROM issue WHERE title_id = ? AND run = 'basic' AND position = ?", (title_id, position)
    )
    return found or ""


def positions_of(library: Library, title_id: int, label: str) -> list[int]:
    """The positions of the issues of the basic run with this label, with or without its date.

    label: in small letters, without blanks.
    """
    rows = library.rows(
        "SELECT position FROM issue WHERE title_id = ?1 AND run = 'basic'"
        " AND (replace(lower(label), ' ', '') = ?2"
        "  OR substr(replace(lower(label), ' ', ''), 1, length(?2) + 1) = ?2 || '(')",
        (title_id, label),
    )
    return [r[0] for r in rows]


def sort_name(library: Library, title_id: int) -> str:
    """What a title is filed under."""
    return str(library.value("SELECT sort_name FROM title WHERE id = ?", (title_id,)))


def untouched_units(library: Library, binding_id: int) -> list[int]:
    """The units that are to be bound by this version and have no ticket yet."""
    rows = library.rows(
        "SELECT id FROM unit WHERE binding_id = ?"
        " AND state IN ('picked', 'pulled', 'collated', 'held', 'ready')"
        " AND NOT EXISTS (SELECT 1 FROM ticket WHERE unit_id = unit.id) ORDER BY id",
        (binding_id,),
    )
    return [r[0] for r in rows]


def raw_fields(library: Library, binding_id: int) -> str:
    """The fields of a version as they are stored, for the ledger."""
    found: str = library.value("SELECT fields FROM binding WHERE id = ?", (binding_id,))
    return found


def lines(library: Library, binder_id: int) -> list[BoundLine]:
    """The patterns that hold now with a binder, by title."""
    rows = library.rows(
        "SELECT binding.id, binding.title_id, copy_id, copy.number, title.name,"
        " coalesce(copy.call_number, title.call_number, ''), binding.number, bound_to, fields"
        " FROM binding JOIN title ON title.id = binding.title_id LEFT JOIN copy ON copy.id = copy_id"
        " WHERE binding.active = 1 AND binder_id = ?"
        " ORDER BY title.sort_name, title.id, copy.number",
        (binder_id,),
    )
    return [BoundLine(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], json.loads(r[8])) for r in rows]


def without(library: Library) -> list[Unbound]:
    """The titles that nothing is said of yet, by name: something of them is here."""
    rows = library.rows(
        "SELECT title.id, title.name, sort_name, ifnull(publisher, ''), ifnull(frequency.name, ''),"
        " ifnull(call_number, '') FROM title LEFT JOIN frequency ON frequency.code = title.frequency"
        " WHERE NOT EXISTS (SELECT 1 FROM binding WHERE binding.title_id = title.id)"
        " AND EXISTS (SELECT 1 FROM issue WHERE issue.title_id = title.id AND run = 'basic'"
        f"  AND status IN {HELD})"
        " ORDER BY sort_name, title.id"
    )
    return [Unbound(*tuple(r)) for r in rows]


def keeping(library: Library) -> list[tuple[int, str, str]]:
    """(title, keeps, retention) of every copy that still gets issues of a title without a pattern: what a
    person and what its record said of how long it is kept, "" for nothing."""
    rows = library.rows(
        "SELECT title_id, ifnull(keeps, ''), ifnull(retention, '') FROM copy WHERE active = 1"
        " AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.title_id = copy.title_id)"
    )
    return [(r[0], r[1], r[2]) for r in rows]
