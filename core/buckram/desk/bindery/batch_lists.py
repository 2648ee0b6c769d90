"""The batch builder's list on paper or in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buckram.desk.bindery.batch import Line
from buckram.exchange.lists import Table
from buckram.rules.bindery.measure import told_length
from buckram.rules.keeping import spoken_day


def as_table(lines: Sequence[Line], what: str, today: date, *, inches: bool) -> Table:
    """The lines as they are shown. what: of what they are the list."""
    return Table(
        f"{what[:1].upper()}{what[1:]}, {spoken_day(today)}",
        (
            "State",
            "Title",
            "Unit",
            "Copy",
            "Location",
            "Call number",
            "Pieces",
            "Gaps",
            "Thickness",
            "Binder",
            "Why",
        ),
        [
            (
                "in the lot" if line.in_lot and line.state == "picked" else line.state,
                line.title,
                line.label,
                line.copy,
                line.location,
                line.call_number,
                str(line.pieces),
                str(line.gaps or ""),
                told_length(line.thickness, inches=inches),
                line.binder,
                line.why,
            )
            for line in lines
        ],
        f"{len(lines)} unit{'' if len(lines) == 1 else 's'}, {sum(line.pieces for line in lines)} pieces.",
    )
