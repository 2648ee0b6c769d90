"""The tickets of some units as data for the binder: every field of each, in files that programs read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buckram.desk.bindery.lettering import HELD_BY, HELD_WHY, spine_of
from buckram.desk.bindery.ticket_printing import in_words
from buckram.desk.deciding import decided
from buckram.errors import Refused
from buckram.rules.bindery.spine import CALL, IMPRINT, TITLE, Spine
from buckram.storage import titles
from buckram.storage.bindery import binders, bindings, lots, tickets, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.lots import Lot, LotLine
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.units import Unit, UnitPiece
from buckram.storage.library import Library

_AS_THEY_ARE = (
    "binder_title_number", "history", "rub", "class", "material", "colour", "foil", "panels", "collate",
    "covers", "advertising", "contents_place", "pocket", "strip", "missing_issue", "missing_pages", "method",
    "method_why",
    "trim", "stub", "instructions",
)  # fmt: skip
SEPARATOR = " / "
"""Between two lines of a spine: a stroke without blanks stands within a line, as in "no.7/8"."""
_NAMED_OTHERWISE = {"method_why": HELD_WHY, "binder_title_number": "binder_number", "method": HELD_BY}


def csv_file(library: Library, unit_ids: Sequence[int]) -> bytes:
    """The tickets of these units as CSV in UTF-8, with the mark that tells spreadsheets so.

    Raises Refused when one of them has no ticket: a binder's file that lacks a volume is worse than none.
    """
    from buckram.exchange.bindery.ticket_rows import tickets_csv

    return tickets_csv(rows(library, unit_ids)).encode("utf-8-sig")


def tagged_file(library: Library, unit_ids: Sequence[int]) -> bytes:
    """The same as tagged text in ASCII, with the elements of ABLE's import. Raises Refused."""
    from buckram.exchange.bindery.able import tagged_text

    return tagged_text(rows(library, unit_ids)).encode("ascii")


def tagged_doubts(library: Library, unit_ids: Sequence[int]) -> list[str]:
    """What a program that reads the tagged text may cut, as sentences."""
    from buckram.exchange.bindery.able import too_long

    return too_long(rows(library, unit_ids))


def of_lot(library: Library, lot_id: int) -> list[int]:
    """The units of a lot, in the order of its lines."""
    return [line.unit_id for line in lots.lines(library, lot_id)]


def rows(library: Library, unit_ids: Sequence[int]) -> list[dict[str, str]]:
    """What is known of each unit with its ticket, by the names of the columns. Raises Refused."""
    made = tickets.of_units(library, unit_ids)
    without = [unit_id for unit_id in unit_ids if unit_id not in made]
    if without:
        unit = units.get(library, without[0])
        more = f" (and {len(without) - 1} more)" if len(without) > 1 else ""
        raise Refused(f"{unit.label} of {unit.title}{more} has no ticket.", "F9 K makes it.")
    if not made:
        raise Refused("There is no ticket to write.")
    pieces = units.pieces_of_units(library, unit_ids)
    return [_row(library, made[unit_id], pieces[unit_id]) for unit_id in unit_ids]


def _row(library: Library, ticket: Ticket, pieces: Sequence[UnitPiece]) -> dict[str, str]:
    unit = units.get(library, ticket.unit_id)
    line = lots.line_of(library, unit.id)
    lot = lots.find(library, unit.lot_id) if unit.lot_id else None
    binding = bindings.find(library, ticket.binding_id)
    binder = binders.find(library, lot.binder_id if lot else binding.binder_id if binding else None)
    spine = spine_of(ticket.lettering, ticket.fields)
    words = in_words(unit, ticket, pieces, inches=decided(library, "inches"))
    own = {name: ticket.fields.get(_NAMED_OTHERWISE.get(name, name), "") for name in _AS_THEY_ARE}
    return {
        **own,
        **_of_lot(lot, line),
        **_of_binder(library, binder, own["colour"]),
        **_of_unit(library, unit, ticket, pieces),
        **_of_spine(spine, ticket),
        "ticket": ticket.number,
        "pattern_version": str(binding.number) if binding else "",
        "instructions_text": "; ".join(words),
        "price": ticket.price,
        "currency": ticket.currency if ticket.price else "",
        "prepared_by": ticket.made_by,
        "prepared_on": ticket.made_at[:10],
        "proofed_by": ticket.proofed_by,
        "proofed_on": ticket.proofed_at[:10],
    }


def _of_lot(lot: Lot | None, line: LotLine | None) -> dict[str, str]:
    return {
        "lot": lot.number if lot else "",
        "lot_kind": lot.kind if lot else "",
        "service": lot.service if lot else "",
        "sequence": str(line.sequence) if line else "",
        "box": str(line.box or "") if line else "",
        "order_number": lot.order_number if lot else "",
        "return_by": _iso(lot.due_back_on if lot else None),
        "sent_on": _iso(lot.sent_on if lot else None),
        "returned_on": _iso(line.came_on if line else None),
    }


def _of_binder(library: Library, binder: Binder | None, colour: str) -> dict[str, str]:
    chart = {one.number: one.name for one in binders.cloths(library, binder.id)} if binder else {}
    return {
        "binder": binder.name if binder else "",
        "account": binder.account if binder else "",
        "library_code": binder.library_code if binder else "",
        "colour_name": chart.get(colour, ""),
    }


def _of_unit(library: Library, unit: Unit, ticket: Ticket, pieces: Sequence[UnitPiece]) -> dict[str, str]:
    title = titles.get(library, unit.title_id)
    held = {piece.role for piece in pieces if piece.piece_id is not None}
    thickness = int(ticket.fields.get("thickness") or 0)
    return {
        "title_id": str(unit.title_id),
        "title": unit.title,
        "issn": title.issn,
        "location": unit.location,
        "call_number": unit.call_number,
        "copy": str(unit.copy_number or ""),
        "rush": "yes" if unit.rush else "no",
        "pieces": str(unit.pieces),
        "lacks": "; ".join(piece.label for piece in pieces if piece.piece_id is None),
        "thickness_mm": f"{thickness / 10:.1f}" if thickness else "",
        "thickness_measured": ticket.fields.get("measured", "") if thickness else "",
        "title_page": "yes" if "title page" in held else "no",
        "index_place": ticket.fields.get("index_place", "") if "index" in held else "",
        "supplements": ticket.fields.get("supplements", "") if "supplement" in held else "",
    }


def _of_spine(spine: Spine, ticket: Ticket) -> dict[str, str]:
    def lines(part: str) -> str:
        return SEPARATOR.join(line.text for line in spine.lines if line.part == part)

    said = ticket.fields
    return {
        "spine": SEPARATOR.join(ticket.lettering),
        "spine_title": lines(TITLE),
        "volume": said.get("line_vol", ""),
        "numbers": said.get("line_nos", ""),
        "months": said.get("line_months", ""),
        "year": said.get("line_year", ""),
        "index": said.get("line_index", ""),
        "note": said.get("line_note", ""),
        "spine_call": lines(CALL),
        "imprint": lines(IMPRINT),
        "direction": spine.direction,
        "columns": str(spine.columns),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
