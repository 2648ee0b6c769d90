"""Tickets on paper: everything that is known of a unit, ready for the printer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from buckram.desk.bindery.lettering import HELD_BY, HELD_WHY, bench_words, spine_of
from buckram.desk.bindery.on_bench import ON_THE_BENCH
from buckram.desk.deciding import decided, paper
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.bindery.ticket_sheet import Sheet, sheet_of
from buckram.rules.bindery.fields import FIELD, told_value
from buckram.rules.bindery.measure import told_length
from buckram.rules.bindery.spine import is_latin
from buckram.rules.bindery.ticket import FIRST
from buckram.rules.keeping import spoken_day
from buckram.storage import titles
from buckram.storage.bindery import binders, bindings, lots, tickets, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.lots import Lot
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.units import Unit, UnitPiece
from buckram.storage.library import Library

Pair = tuple[str, str]


def print_tickets(desk: Desk, unit_ids: Sequence[int]) -> str:
    """The tickets of these units go to the printer of tickets, as one job; gives the sentence.

    Raises Refused: no such printer is set, or none of them has a ticket.
    """
    from buckram.desk.printing import printer_of, queue

    printer_of(desk.library, "ticket")
    found = [
        ticket
        for unit_id in unit_ids
        if (ticket := tickets.of_unit(desk.library, unit_id)) is not None
        # What went back to the bench gets its ticket anew: the old one says what no longer holds.
        and units.get(desk.library, unit_id).state not in ON_THE_BENCH
    ]
    if not found:
        raise Refused("There is no ticket to print.", "Enter makes the ticket of the lit unit.")
    sheets = [sheet(desk.library, ticket) for ticket in found]
    content = json.dumps([one.plain() for one in sheets], ensure_ascii=False).encode()
    numbers = sorted(ticket.number for ticket in found)
    one = units.get(desk.library, found[0].unit_id)
    if len(found) == 1:
        name = f"Ticket {numbers[0]}: {one.title}, {one.label}"
    else:
        name = f"{len(found)} tickets, {numbers[0]} to {numbers[-1]}"
    with desk.library.transaction():
        queue(desk, "ticket", name, content, one.title_id if len(found) == 1 else None, None, None)
    missing = len(unit_ids) - len(found)
    left = f" {missing} of them {'has' if missing == 1 else 'have'} none yet." if missing else ""
    return f"{name} to print.{left}"


def job_text(library: Library, content: bytes) -> str:
    """A job of tickets as text for a line printer."""
    from buckram.exchange.bindery.ticket_text import tickets_text

    return tickets_text(_sheets(content), int(decided(library, "ticket_columns")))


def job_pdf(library: Library, content: bytes) -> bytes:
    """A job of tickets as PDF."""
    from buckram.exchange.bindery.ticket_paper import tickets_pdf

    up = int(decided(library, "ticket_up"))
    return tickets_pdf(_sheets(content), paper(decided(library, "ticket_size")), up)


def _sheets(content: bytes) -> list[Sheet]:
    return [sheet_of(values) for values in json.loads(content)]


def sheet(library: Library, ticket: Ticket) -> Sheet:
    """All that is known of a ticket's unit, as it is printed. Raises NotFound."""
    unit = units.get(library, ticket.unit_id)
    lot = lots.find(library, unit.lot_id) if unit.lot_id else None
    binding = bindings.find(library, ticket.binding_id)
    binder = binders.find(library, lot.binder_id if lot else binding.binder_id if binding else None)
    pieces = units.pieces(library, unit.id)
    spine = spine_of(ticket.lettering, ticket.fields)
    about = _About(library, ticket, unit, lot, binder, pieces, binding.number if binding else None)
    groups = (
        ("Order", about.order()),
        ("Volume", about.volume()),
        ("Cover", about.fields("class", "material", "colour", "foil", "panels")),
        ("Collation", about.collation()),
        ("Binding", about.binding()),
    )
    return Sheet(
        number=ticket.number,
        symbols=binder.symbols if binder else "code39",
        library=_library(library),
        flags=list(_flags(unit, ticket, lot)),
        lettering=[(line.part, line.text) for line in spine.lines],
        direction=spine.direction,
        columns=spine.columns,
        rows=spine.rows,
        groups=[(name, kept) for name, pairs in groups if (kept := [p for p in pairs if p[1]])],
        instructions=list(_instructions(unit, ticket, pieces, inches=about.inches)),
        pieces=[_piece(piece) for piece in pieces if piece.piece_id is not None],
        made=_made(ticket),
    )


class _About:
    """Everything that is known of a ticket's unit, put in pairs of a label and a value; empty ones too."""

    def __init__(
        self, library: Library, ticket: Ticket, unit: Unit, lot: Lot | None, binder: Binder | None,
        pieces: Sequence[UnitPiece], version: int | None,
    ) -> None:  # fmt: skip
        self.library, self.ticket, self.unit, self.lot, self.binder = library, ticket, unit, lot, binder
        self.pieces, self.version = pieces, version
        self.inches = decided(library, "inches")
        self.title = titles.get(library, unit.title_id)

    def order(self) -> list[Pair]:
        """Who binds for whom, in which lot, by when."""
        lot, binder, said = self.lot, self.binder, self.ticket.fields
        service = {"rush": "rush"}.get(lot.service, "") if lot else ""
        return [
            ("Binder", binder.name if binder else ""),
            ("Account", binder.account if binder else ""),
            ("Library code", binder.library_code if binder else ""),
            ("Lot", ", ".join(part for part in (lot.number, lot.kind, service) if part) if lot else ""),
            ("Order no.", lot.order_number if lot else ""),
            ("Shipped", _day(lot.sent_on or lot.pick_up_on) if lot else ""),
            ("Return by", _day(lot.due_back_on) if lot else ""),
            ("Binder's title no.", said.get("binder_number", "")),
            ("Pattern", f"version {self.version}" if self.version else ""),
            ("Title so far", _HISTORY.get(said.get("history", ""), "")),
            ("Rub", "on file" if said.get("rub") == "yes" else ""),
            ("Price", f"{self.ticket.price} {self.ticket.currency}".strip() if self.ticket.price else ""),
        ]

    def volume(self) -> list[Pair]:
        """What it is."""
        unit, said = self.unit, self.ticket.fields
        thick = int(said.get("thickness") or 0)
        told = told_length(thick, inches=self.inches) if thick else ""
        about = "" if said.get("measured") == "yes" or not told else " (estimated)"
        spine = spine_of(self.ticket.lettering, said)
        by_hand = "what is not in Latin letters" if not is_latin(spine) else ""
        lacks = [piece for piece in self.pieces if piece.piece_id is None]
        return [
            ("Title", self.title.name),
            ("ISSN", self.title.issn),
            ("Call number", unit.call_number),
            ("Volume", said.get("line_vol", "")),
            ("Numbers", said.get("line_nos", "")),
            ("Months", said.get("line_months", "")),
            ("Year", said.get("line_year", "")),
            ("Index", said.get("line_index", "")),
            ("Copy", str(unit.copy_number or "")),
            ("Place", unit.location),
            ("Pieces", str(unit.pieces)),
            ("Thickness", told + about),
            ("Lacks", ", ".join(_piece(piece) for piece in lacks)),
            ("Lettering", _WAYS.get(spine.direction, "")),
            ("Hand lettering", by_hand),
        ]

    def collation(self) -> list[Pair]:
        """What the binder does with the pieces."""
        held = {piece.role for piece in self.pieces if piece.piece_id is not None}
        said = self.ticket.fields
        index = said.get("index_place", "") if "index" in held else ""
        if not index:
            index = "none: stub" if said.get("stub") == "yes" else "none"
        found = self.fields("collate", "covers", "advertising")
        found += [
            ("Title page", "bind in" if "title page" in held else ""),
            ("Index", index),
            ("Contents", said.get("contents_place", "")),
            ("Supplements", said.get("supplements", "") if "supplement" in held else ""),
            ("Pocket", "make a pocket" if said.get("pocket") == "yes" else ""),
            ("Security strip", "yes" if said.get("strip") == "yes" else ""),
        ]
        return found + self.fields("missing_issue", "missing_pages")

    def binding(self) -> list[Pair]:
        """How it is held together."""
        fields = self.ticket.fields
        method, why = fields.get(HELD_BY) or fields.get("method", ""), fields.get(HELD_WHY, "")
        return [
            ("Method", f"{method}: {why}" if why else method),
            ("Trim", self.ticket.fields.get("trim", "")),
        ]

    def fields(self, *names: str) -> list[Pair]:
        """Fields of the pattern as people read them; a colour with its name."""
        found = []
        for name in names:
            value = self.ticket.fields.get(name, "")
            told = told_value(FIELD[name], value, inches=self.inches) if value and value != "0" else ""
            if name == "colour" and told and self.binder:
                chart = {one.number: one.name for one in binders.cloths(self.library, self.binder.id)}
                told = f"{told} {chart.get(value, '')}".strip()
            found.append((FIELD[name].word.capitalize(), told))
        return found


_HISTORY = {
    "new": "new title",
    "by you": "match: bound by you before",
    "by another": "bound by another before",
}
_WAYS = {"across": "across the spine", "down": "from head to foot"}


def _flags(unit: Unit, ticket: Ticket, lot: Lot | None) -> Iterator[str]:
    """What the binder has to see first."""
    if unit.rush or (lot is not None and lot.service == "rush"):
        yield "RUSH"
    said = _said(ticket.fields)
    for flag, shouted in FIRST.items():
        if flag in said:
            yield shouted
    if ticket.fields.get("class") == "box" or unit.decision == "box":
        yield "BOX, DO NOT BIND"


def _instructions(unit: Unit, ticket: Ticket, pieces: Sequence[UnitPiece], *, inches: bool) -> Iterator[str]:
    """Sentences for the binder: what was decided, the standard ones, then words."""
    if unit.decision == "bind incomplete":
        yield "Bind incomplete, with a stub: what is lacking will not come."
    if unit.decision == "online sheet":
        yield "Bind in the sheet that says where what is lacking can be read online."
    for flag in _said(ticket.fields):
        if flag not in FIRST:
            yield f"{flag[:1].upper()}{flag[1:]}."
    yield from in_words(unit, ticket, pieces, inches=inches)


def in_words(unit: Unit, ticket: Ticket, pieces: Sequence[UnitPiece], *, inches: bool) -> list[str]:
    """All that the binder is told in words: by the pattern, at the bench, of this volume, of its pieces."""
    standing = ticket.fields.get("instructions_text", "")
    found = [standing, *bench_words(ticket.fields, inches=inches), ticket.instructions, unit.note]
    told = [f"{_piece(piece)}: {piece.note}" for piece in pieces if piece.note and piece.piece_id is not None]
    return [text for text in (*found, *told) if text]


def _said(fields: Mapping[str, str]) -> list[str]:
    return [flag.strip() for flag in fields.get("instructions", "").split(",") if flag.strip()]


def _piece(piece: UnitPiece) -> str:
    name = " ".join(part for part in (piece.number, piece.cover) if part) or piece.label
    return name if piece.role == "issue" else f"{piece.role}: {piece.label}"


def _made(ticket: Ticket) -> str:
    made = f"Prepared by {ticket.made_by}, {_day(date.fromisoformat(ticket.made_at[:10]))}."
    if not ticket.proofed_by:
        return made
    return f"{made} Proofed by {ticket.proofed_by}, {_day(date.fromisoformat(ticket.proofed_at[:10]))}."


def _day(day: date | None) -> str:
    return spoken_day(day) if day else ""


def _library(library: Library) -> str:
    name, address = decided(library, "library_name"), decided(library, "library_address")
    lines = [part.strip() for part in f"{name};{address}".split(";") if part.strip()]
    return ", ".join(lines)
