"""Where each box of a card stands: by volume, in rows as wide as the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BOX_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the card: a volume's name, or one of the three lines of a row of boxes."""

    volume: str = ""
    boxes: range = range(0)
    part: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines from top to bottom, the width of a box, and for each box its row's first line."""

    lines: tuple[Line, ...]
    box_width: int
    top_of: tuple[int, ...]
    rows: tuple[range, ...]

    def row_of(self, box: int) -> int:
        """Which row of boxes a box stands in."""
        return next(n for n, row in enumerate(self.rows) if box in row)

    def beside(self, box: int, rows: int) -> int:
        """The box so many rows below (above, when negative), in the same column as nearly as can be."""
        here = self.row_of(box)
        there = self.rows[max(0, min(len(self.rows) - 1, here + rows))]
        return min(there.start + box - self.rows[here].start, there.stop - 1)


def lay_out(volumes: Sequence[str], box_width: int, width: int) -> Layout:
    """Lay boxes out. volumes: the volume of each box, in order. box_width, width: in cells."""
    per_row = max(1, width // box_width)
    lines: list[Line] = []
    top_of: list[int] = []
    rows: list[range] = []
    start = 0
    while start < len(volumes):
        end = start
        while end < len(volumes) and volumes[end] == volumes[start]:
            end += 1
        if volumes[start]:
            lines.append(Line(volume=volumes[start]))
        for first in range(start, end, per_row):
            row = range(first, min(first + per_row, end))
            rows.append(row)
            top_of += [len(lines)] * len(row)
            lines += [Line(boxes=row, part=part) for part in range(BOX_LINES)]
        start = end
    return Layout(tuple(lines), box_width, tuple(top_of), tuple(rows))
