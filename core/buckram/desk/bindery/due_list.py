"""The due list as it leaves the house: for a spreadsheet or a printer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buckram.desk.bindery.due_unit import DueUnit
from buckram.exchange.lists import Table
from buckram.rules.bindery.dueness import Due
from buckram.rules.bindery.measure import told_length
from buckram.rules.keeping import spoken_day

COLUMNS = (
    "Location", "Call number", "Title", "Copy", "Unit", "State", "Why", "Since or until", "Pieces", "Gaps",
    "Thickness", "Look at",
)  # fmt: skip


def wanted(found: Sequence[DueUnit], *, forming: bool = False, location: str = "") -> list[DueUnit]:
    """The units of a place ("" for all); forming: those too that are not full yet."""
    return [
        one for one in found if (forming or one.state is not Due.FORMING) and location in ("", one.location)
    ]


def as_table(found: Sequence[DueUnit], today: date, *, inches: bool = True) -> Table:
    """A line for each unit, in the order in which they are given."""
    due = sum(one.state in {Due.DUE, Due.CALLED} for one in found)
    return Table(
        f"What is due to be bound, {spoken_day(today)}",
        COLUMNS,
        [
            (
                one.location,
                one.call_number,
                one.title,
                str(one.copy_number or ""),
                one.label,
                str(one.state),
                one.why,
                one.since.isoformat() if one.since else "",
                str(sum(piece.piece_id is not None for piece in one.pieces)),
                str(sum(piece.piece_id is None for piece in one.pieces)),
                told_length(one.thickness, inches=inches),
                " ".join(one.warnings),
            )
            for one in found
        ],
        f"{due} due, {len(found)} in all.",
    )
