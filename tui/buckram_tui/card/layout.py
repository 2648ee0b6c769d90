"""Where everything on a card stands: by volume, in rows as wide as the window."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

BOX_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the card: a volume's name, one of the three lines of a row of boxes, or a folded volume.

    places: what stands on it. folded: it is the one line of a folded volume.
    """

    volume: str = ""
    places: range = range(0)
    part: int = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines from top to bottom, the width of a box, and for each place its row's first line."""

    lines: tuple[Line, ...]
    box_width: int
    top_of: tuple[int, ...]
    rows: tuple[range, ...]

    def row_of(self, place: int) -> int:
        """Which row a place stands in."""
        return next(n for n, row in enumerate(self.rows) if place in row)

    def beside(self, place: int, rows: int) -> int:
        """The place so many rows below (above, when negative), in the same column as nearly as can be."""
        here = self.row_of(place)
        there = self.rows[max(0, min(len(self.rows) - 1, here + rows))]
        return min(there.start + place - self.rows[here].start, there.stop - 1)

    def away(self, place: int, lines: int) -> int:
        """The place about so many lines below (above, when negative), a row further at least."""
        here = self.row_of(place)
        wanted = self.top_of[place] + lines
        step = 1 if lines > 0 else -1
        there = here + step
        while 0 <= there + step < len(self.rows):
            top = self.top_of[self.rows[there + step].start]
            if (top > wanted) if step > 0 else (top < wanted):
                break
            there += step
        return self.beside(place, there - here)

    def height(self, place: int) -> int:
        """How many lines a place takes."""
        return 1 if self.lines[self.top_of[place]].folded else BOX_LINES


def lay_out(
    volumes: Sequence[str], box_width: int, width: int, folded: Collection[int] = frozenset()
) -> Layout:
    """Lay places out. volumes: the volume of each, in order. box_width, width: in cells.

    folded: the places that are a whole volume in one line.
    """
    per_row = max(1, width // box_width)
    lines: list[Line] = []
    top_of: list[int] = []
    rows: list[range] = []
    start = 0
    while start < len(volumes):
        end = start + 1
        if start in folded:
            rows.append(range(start, end))
            top_of.append(len(lines))
            lines.append(Line(places=rows[-1], folded=True))
            start = end
            continue
        while end < len(volumes) and volumes[end] == volumes[start] and end not in folded:
            end += 1
        if volumes[start]:
            lines.append(Line(volume=volumes[start]))
        for first in range(start, end, per_row):
            row = range(first, min(first + per_row, end))
            rows.append(row)
            top_of += [len(lines)] * len(row)
            lines += [Line(places=row, part=part) for part in range(BOX_LINES)]
        start = end
    return Layout(tuple(lines), box_width, tuple(top_of), tuple(rows))
