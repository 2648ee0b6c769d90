"""Tickets: what the binder is told of a unit, as it was when the ticket was made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from buckram.storage import settings
from buckram.storage.bindery import units
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. number: "T2600017", as its barcode has it. lettering: the lines of the spine, head to foot.

    fields: every field of the pattern as it held then, and how the lettering came about
    (desk.bindery.lettering). instructions: in words, for this volume. price: decimal text, "" where it is
    not known. proofed_at, proofed_by: "" until a second person has proofed it.
    """

    id: int
    unit_id: int
    binding_id: int | None
    number: str
    lettering: tuple[str, ...]
    fields: Mapping[str, str]
    instructions: str
    price: str
    currency: str
    made_at: str
    made_by: str
    proofed_at: str
    proofed_by: str


_TICKET = (
    "SELECT ticket.id, unit_id, ticket.binding_id, ticket.number, lettering, fields, instructions,"
    " ifnull(price, ''), currency, ticket.made_at, ticket.made_by, ifnull(proofed_at, ''),"
    " ifnull(proofed_by, '') FROM ticket"
)


def _ticket(r: Row) -> Ticket:
    values = list(r)
    values[4], values[5] = tuple(json.loads(r[4])), json.loads(r[5])
    return Ticket(*values)


def find(library: Library, ticket_id: int) -> Ticket | None:
    """A ticket, or None."""
    row = library.row(f"{_TICKET} WHERE id = ?", (ticket_id,))
    return _ticket(row) if row else None


def of_unit(library: Library, unit_id: int) -> Ticket | None:
    """The ticket of a unit, or None: there is one at most, made anew when the unit changes."""
    row = library.row(f"{_TICKET} WHERE unit_id = ? ORDER BY id DESC LIMIT 1", (unit_id,))
    return _ticket(row) if row else None


def of_units(library: Library, unit_ids: Iterable[int]) -> dict[int, Ticket]:
    """The tickets of these units, by unit, in one question to the file."""
    rows = library.rows(
        f"{_TICKET} WHERE unit_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(unit_ids)),),
    )
    return {ticket.unit_id: ticket for ticket in map(_ticket, rows)}


def by_number(library: Library, number: str) -> Ticket | None:
    """The ticket that bears a number, or None."""
    row = library.row(f"{_TICKET} WHERE number = ?", (number,))
    return _ticket(row) if row else None


def as_stored(library: Library, ticket: Ticket) -> tuple[str, str] | None:
    """(lettering, fields) of a ticket as text in the file; None where it says something else by now."""
    row = library.row("SELECT lettering, fields FROM ticket WHERE id = ?", (ticket.id,))
    if row is None or (tuple(json.loads(row[0])), json.loads(row[1])) != (ticket.lettering, ticket.fields):
        return None
    return row[0], row[1]


def take_number(library: Library, year: str) -> str:
    """The next number of a year (inside a transaction): "T" + year + five digits.

    It counts on also when the ticket is taken back: its paper may be printed already, and no other unit may
    bear its number. year: two digits.
    """
    name = f"ticket_count_{year}"
    # Nobody can have counted less than what is there: a file may come from elsewhere.
    there = library.value(
        "SELECT ifnull(max(CAST(substr(number, 4) AS INTEGER)), 0) FROM ticket WHERE number GLOB ?",
        (f"T{year}[0-9]*",),
    )
    count = max(int(settings.read(library, name, 0)), there) + 1
    settings.write(library, name, count)
    return f"T{year}{count:05}"


_ENDS = (
    "SELECT {most}(i.position) FROM unit_piece p JOIN issue i ON i.id = p.issue_id"
    " WHERE p.unit_id = {unit} AND i.run = 'basic' AND i.beside IS NULL"
)
_FIRST, _LAST = partial(_ENDS.format, most="min"), partial(_ENDS.format, most="max")


def before(library: Library, unit: Unit) -> tuple[Unit, Ticket] | None:
    """The volume of the same title and copy that stands before this one, with its ticket; None: there is
    none that has a ticket.

    By the order of the issues, and not by when it was made: a volume that was held is lettered late.
    """
    row = library.row(
        f"SELECT unit.id, ({_LAST(unit='unit.id')}) AS ends FROM ticket"
        " JOIN unit ON unit.id = ticket.unit_id"
        " WHERE unit.title_id = ?1 AND unit.copy_id IS ?2 AND unit.id <> ?3"
        " AND unit.state NOT IN ('cancelled', 'discarded')"
        f" AND ends < ({_FIRST(unit='?3')}) ORDER BY ends DESC, ticket.id DESC LIMIT 1",
        (unit.title_id, unit.copy_id, unit.id),
    )
    if row is None:
        return None
    ticket = of_unit(library, row[0])
    assert ticket is not None
    return units.get(library, row[0]), ticket


def left_between(library: Library, title_id: int, after_unit: int, unit_id: int) -> list[str]:
    """Labels of the issues between two units that are in no unit of the copy, but for those that there are
    none of: never published, combined with others, withdrawn."""
    rows = library.rows(
        "SELECT label FROM issue WHERE title_id = ?1 AND run = 'basic' AND beside IS NULL"
        " AND status NOT IN ('not published', 'combined', 'withdrawn', 'unavailable')"
        f" AND position > ({_LAST(unit='?2')}) AND position < ({_FIRST(unit='?3')})"
        " AND NOT EXISTS (SELECT 1 FROM unit_piece p JOIN unit u ON u.id = p.unit_id"
        "  WHERE p.issue_id = issue.id AND u.copy_id IS (SELECT copy_id FROM unit WHERE id = ?3))"
        " ORDER BY position",
        (title_id, after_unit, unit_id),
    )
    return [r[0] for r in rows]


@dataclass(frozen=True, slots=True)
class Designated:
    """One place of a unit with what its issue is called. here: False for a gap. designation: of the 863.

    pattern_id: the captions that the issue was made by, where that is known. year: of its date, "" for none.
    title_id: of its issue, which may be a later title's than the unit's.
    """

    role: str
    here: bool
    designation: Mapping[str, str]
    pattern_id: int | None
    beside: bool
    run: str
    year: str
    label: str
    title_id: int


def designated(library: Library, unit_id: int) -> list[Designated]:
    """What a unit is made of, in the order of binding, as its spine needs it."""
    rows = library.rows(
        "SELECT role, piece_id IS NOT NULL, designation, pattern_id, beside IS NOT NULL, run,"
        " ifnull(substr(published_on, 1, 4), ''), label, title_id FROM unit_piece"
        " JOIN issue ON issue.id = issue_id WHERE unit_id = ? ORDER BY unit_piece.position, unit_piece.id",
        (unit_id,),
    )
    return [Designated(r[0], bool(r[1]), json.loads(r[2]), r[3], bool(r[4]), *tuple(r)[5:]) for r in rows]


@dataclass(frozen=True, slots=True)
class Deskline:
    """A unit on the desk of tickets. ticket, proofed_by: "" for none. binder: "" where none is known.

    pattern: its title has a binding pattern. proofs: the binder's tickets are proofed by a second person.
    lot: number of the lot that it is in, "" for none. undecided: what the bench asked about it and nobody
    answered (thin, thick, split, box), "" for nothing.
    """

    unit_id: int
    ticket: str
    made_by: str
    proofed_by: str
    pattern: bool
    binder: str
    proofs: bool
    lot: str
    undecided: str


_UNDECIDED = (
    "ifnull((SELECT outcome FROM collation WHERE unit_id = unit.id AND unit.state = 'collated'"
    " AND outcome IN ('thin', 'thick', 'split', 'box')"
    " AND id = (SELECT max(id) FROM collation WHERE unit_id = unit.id)), '')"
)


def desklines(library: Library, unit_ids: Iterable[int]) -> dict[int, Deskline]:
    """What the desk of tickets says of these units beside themselves, in one question to the file."""
    rows = library.rows(
        "SELECT unit.id, ifnull(ticket.number, ''), ifnull(ticket.made_by, ''),"
        " ifnull(ticket.proofed_by, ''),"
        " unit.binding_id IS NOT NULL OR EXISTS (SELECT 1 FROM binding b WHERE b.title_id = unit.title_id"
        "  AND b.active = 1 AND (b.copy_id IS NULL OR b.copy_id IS unit.copy_id)),"
        " ifnull(binder.name, ''), ifnull(binder.proofed, 0), ifnull(lot.number, ''),"
        f" {_UNDECIDED}"
        " FROM unit LEFT JOIN ticket ON ticket.id = (SELECT max(id) FROM ticket WHERE unit_id = unit.id)"
        " LEFT JOIN lot ON lot.id = (SELECT lot_id FROM lot_line WHERE unit_id = unit.id"
        "  ORDER BY id DESC LIMIT 1)"
        " LEFT JOIN binding ON binding.id = (SELECT id FROM binding b WHERE b.title_id = unit.title_id"
        "  AND b.active = 1 AND (b.copy_id IS NULL OR b.copy_id IS unit.copy_id)"
        "  ORDER BY b.copy_id IS NULL, b.number DESC, b.id DESC LIMIT 1)"
        " LEFT JOIN binder ON binder.id = coalesce(lot.binder_id, binding.binder_id)"
        " WHERE unit.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(unit_ids)),),
    )
    return {r[0]: Deskline(r[0], r[1], r[2], r[3], bool(r[4]), r[5], bool(r[6]), r[7], r[8]) for r in rows}


def undecided(library: Library, unit_id: int) -> str:
    """What the bench asked about a unit and nobody answered: thin, thick, split or box; "" for nothing."""
    found: str = library.value(f"SELECT {_UNDECIDED} FROM unit WHERE id = ?", (unit_id,))
    return found
