"""The quality check: what a volume ought to be, and what becomes of one that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.desk.bindery.accepting import checked
from buckram.desk.bindery.coming_back import as_seen, settle
from buckram.desk.bindery.lots_made import add_line, begin_lot_in
from buckram.desk.bindery.moving import move
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.faults import Found, free_of_charge, told
from buckram.rules.bindery.states import State
from buckram.storage.bindery import binders, lots, returned, tickets, units, volumes
from buckram.storage.bindery.returned import BackLine
from buckram.storage.ledger import act
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a volume is held against: first the piece, then the ticket.

    pieces: what it was made of, in words; gaps: what it lacks; spine: the lines of the ticket; cloth, foil,
    covers, and so on: (what, how) as it was ordered. corrected: the faults for which it went back.
    """

    line: BackLine
    pieces: Sequence[str]
    gaps: Sequence[str]
    spine: Sequence[str]
    ordered: Sequence[tuple[str, str]]
    corrected: Sequence[Found]


_ORDERED = (
    ("colour", "Colour"),
    ("foil", "Foil"),
    ("class", "Class"),
    ("covers", "Covers"),
    ("index_place", "Index"),
    ("supplements", "Supplements"),
    ("trim", "Trim"),
    ("pocket", "Pocket"),
)
"""Fields of the pattern that can be seen on the volume, with their words."""


def sheet(library: Library, line: BackLine) -> Sheet:
    """What a volume that came back is held against."""
    parts = units.pieces(library, line.unit_id)
    ticket = tickets.of_unit(library, line.unit_id)
    values = dict(ticket.fields) if ticket else {}
    if number := values.get("colour"):
        chart = {cloth.number: cloth.name for cloth in binders.cloths(library, line.binder_id)}
        values["colour"] = f"{number} {chart.get(number, '')}".strip()
    ordered = [(word, values[name]) for name, word in _ORDERED if values.get(name) not in (None, "", "no")]
    return Sheet(
        line=line,
        pieces=[_words(one.number, one.cover, one.role) for one in parts if one.piece_id is not None],
        gaps=[_words(one.number, one.cover, one.role) for one in parts if one.piece_id is None],
        spine=ticket.lettering if ticket else (),
        ordered=ordered,
        corrected=returned.found(library, line.corrects) if line.corrects is not None else (),
    )


def _words(number: str, cover: str, role: str) -> str:
    named = " ".join(part for part in (number, cover) if part)
    return named if role == "issue" else f"{named} ({role})".strip()


@dataclass(frozen=True, slots=True)
class Rejected:
    """What rejecting did. lot_id, lot: the correction lot; free: the binder corrects at his own cost."""

    sentence: str
    lot_id: int
    lot: str
    free: bool


def reject(desk: Desk, line: BackLine, found: Sequence[Found]) -> Rejected:
    """A volume goes back to be corrected: into the correction lot that is being built, or a new one. One act.

    It may have been accepted, processed or shelved before: it is no volume from now on, and its barcode is
    free. found: all that is wrong with it, also what was noted when it passed. Where every fault is the
    binder's own the correction costs nothing. Raises Refused without a fault,
    or for what did not come back; Stale.
    """
    if not found:
        raise Refused("What is wrong with it?", "Press the letter of its fault first.")
    library = desk.library
    with act(library, desk.hand(), "rejected") as writer:
        now, unit = as_seen(desk, line)
        if not now.newest:
            raise Refused(f"{now.name} is in another lot since.", "Check it there.")
        checked(writer, now, unit, "rejected", found)
        if volume := volumes.of_unit(library, unit.id):
            writer.delete("volume", volume.id)
        move(writer, unit, State.REJECTED)
        building = returned.correction_lot(library, now.binder_id)
        lot = (
            lots.get(library, building)
            if building is not None
            else begin_lot_in(writer, now.binder_id, kind="corrections")
        )
        free = free_of_charge(found)
        add_line(writer, lot.id, unit.id)
        settle(writer, now.lot_id)
        writer.title_id = unit.title_id
        cost = ", free of charge" if free else ""
        goes = f"It is in lot {lot.number} (corrections{cost})."
        writer.sentence = f"Rejected, {told(found)}: {now.name}. {goes}"
    return Rejected(writer.sentence, lot.id, lot.number, free)
