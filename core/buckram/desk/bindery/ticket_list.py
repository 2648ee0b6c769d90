"""The desk of tickets: the units that are ready for one, and those that have theirs and are not packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from buckram.exchange.lists import Table
from buckram.rules.bindery.measure import told_length
from buckram.rules.bindery.states import State
from buckram.rules.bindery.ticket import ON_THE_DESK
from buckram.storage.bindery import tickets, units
from buckram.storage.bindery.tickets import Deskline
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library


class Want(StrEnum):
    """Which of them."""

    ALL = "all"
    TO_MAKE = "without a ticket"
    TO_PROOF = "to be proofed"
    MADE = "with a ticket"
    NO_PATTERN = "without a binding pattern"


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A unit and what is known of its ticket."""

    unit: Unit
    about: Deskline

    @property
    def has_ticket(self) -> bool:
        """Its ticket is made and holds: a unit that went back to the bench needs it anew."""
        return bool(self.about.ticket) and self.unit.state is State.TICKETED

    @property
    def to_proof(self) -> bool:
        """A second person has to proof it still."""
        return self.has_ticket and self.about.proofs and not self.about.proofed_by

    @property
    def words(self) -> str:
        """What is to be done with it, in a word or two."""
        if not self.about.pattern:
            return "no pattern: B"
        if self.about.undecided:
            return "decide: F9 D"
        if not self.has_ticket:
            return "make anew" if self.about.ticket else "make"
        if self.to_proof:
            return "proof"
        return "proofed" if self.about.proofed_by else "made"


def ticket_lines(
    library: Library, want: Want = Want.ALL, *, lot: str = "", also: int | None = None
) -> list[TicketLine]:
    """The list: urgent ones first, then by title.

    lot: only of the lot with this number. also: a unit that was asked for: shown whatever its state.
    """
    found = units.in_states(library, ON_THE_DESK)
    if also is not None and all(unit.id != also for unit in found):
        asked = units.find(library, also)
        found += [asked] if asked is not None else []
    about = tickets.desklines(library, [unit.id for unit in found])
    lines = [TicketLine(unit, about[unit.id]) for unit in found]
    kept = [
        line
        for line in lines
        if line.unit.id == also or (_wanted(line, want) and lot in ("", line.about.lot))
    ]
    return sorted(kept, key=_order)


def _wanted(line: TicketLine, want: Want) -> bool:
    return {
        Want.ALL: True,
        Want.TO_MAKE: not line.has_ticket,
        Want.TO_PROOF: line.to_proof,
        Want.MADE: line.has_ticket,
        Want.NO_PATTERN: not line.about.pattern,
    }[want]


def _order(line: TicketLine) -> tuple[bool, str, int]:
    # Not by what is done with it: a line that got its ticket stays where the eye is.
    return not line.unit.rush, line.unit.sort_name, line.unit.id


def as_table(lines: Sequence[TicketLine], *, inches: bool) -> Table:
    """The list for a printer or a spreadsheet."""
    return Table(
        "Tickets",
        ("Ticket", "Title", "Volume", "Pieces", "Thickness", "Urgent", "Lot", "Binder", "State", "To do"),
        [
            (
                line.about.ticket,
                line.unit.title,
                line.unit.label,
                str(line.unit.pieces),
                told_length(line.unit.thickness, inches=inches) if line.unit.thickness else "",
                "urgent" if line.unit.rush else "",
                line.about.lot,
                line.about.binder,
                str(line.unit.state),
                line.words,
            )
            for line in lines
        ],
        f"{len(lines)} units.",
    )
