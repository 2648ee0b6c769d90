"""What stands on which shelf: runs of volumes and issues in shelf order, shelf after shelf.

Lengths are tenths of a millimetre. Where it was said what a shelf begins with, that holds; the shelves in
between are taken to be filled evenly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple


class Block(NamedTuple):
    """Things that stand together. thickness: of each; many: how many there are. volume_id: None for loose
    issues, and for what is not on the shelf yet. Of a part of them: before, how many stand before it; whole,
    how many they are all together (0: these are all)."""

    label: str
    thickness: int
    many: int = 1
    volume_id: int | None = None
    before: int = 0
    whole: int = 0


class Run(NamedTuple):
    """All that stands together of a title, oldest first. growth: thickness that comes in a year; step: how
    thick the next thing of it will be."""

    title: str
    blocks: Sequence[Block]
    growth: int = 0
    step: int = 0


class Spot(NamedTuple):
    """One thing: the run, the block in it, which of the block's pieces (from 0)."""

    run: int
    block: int
    piece: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """A shelf as it stands. first, last: None where it is empty. taken: thickness of what stands on it.

    growth: a year, of the runs that end on it. known: it was said what it begins with; disorder: what was
    said does not follow in shelf order, and is passed over.
    """

    first: Spot | None
    last: Spot | None
    taken: int
    growth: int
    known: bool
    disorder: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Shelves as they stand, in order; before: what stands before the first shelf that is known."""

    shelves: Sequence[Filled]
    before: int


class _Line(NamedTuple):
    """All blocks of all runs side by side; ends: where each ends on an endless shelf, from 0."""

    blocks: list[Block]
    spots: list[tuple[int, int]]
    ends: list[int]


def laid_out(runs: Sequence[Run], widths: Sequence[int], begins: Sequence[Spot | None]) -> Layout:
    """What stands where. begins: what each shelf was said to begin with, None where nobody said it.

    With a run behind the last one: it is empty, and so is all behind it."""
    spots = [(n, m) for n, run in enumerate(runs) for m in range(len(run.blocks))]
    blocks = [block for run in runs for block in run.blocks]
    line = _Line(blocks, spots, list(accumulate(block.thickness * block.many for block in blocks)))
    total = line.ends[-1] if line.ends else 0
    fixed: list[int | None] = []
    passed: set[int] = set()
    latest = -1
    for n, spot in enumerate(begins):
        start = None
        if spot is not None:
            start = total
            if spot.run < len(runs):
                flat = _flat(line, spot)
                start = line.ends[flat] - line.blocks[flat].thickness * (line.blocks[flat].many - spot.piece)
            if start < latest:
                start = None
                passed.add(n)
            else:
                latest = start
        fixed.append(start)
    before = 0
    if fixed and fixed[0] is not None:
        before = fixed[0]
    elif fixed:
        fixed[0] = 0
    marks = [n for n, start in enumerate(fixed) if start is not None]
    cuts: list[int] = []
    for here, there in pairwise([*marks, len(fixed)]):
        until = fixed[there] if there < len(fixed) else total
        assert until is not None
        cuts += _spread(line, fixed[here] or 0, until, widths[here:there])
    cuts.append(total)
    growing = [(runs[n].growth, n) for n in range(len(runs)) if runs[n].growth]
    grows = [0] * len(widths)
    ends_of = {run: flat for flat, (run, _) in enumerate(spots)}
    for growth, n in growing:
        at = bisect_right(cuts, line.ends[ends_of[n]] - 1, hi=len(widths)) - 1 if n in ends_of else -1
        if at >= 0:
            grows[at] += growth
    filled = [
        Filled(
            _spot_at(line, start) if end > start else None,
            _spot_at(line, end - 1) if end > start else None,
            end - start,
            grows[n],
            begins[n] is not None and n not in passed,
            n in passed,
        )
        for n, (start, end) in enumerate(pairwise(cuts))
    ]
    return Layout(filled, before)


def _flat(line: _Line, spot: Spot) -> int:
    # Blocks stand in order: the spot's run and block are found by halving.
    return bisect_right(line.spots, (spot.run, spot.block)) - 1


def _spot_at(line: _Line, at: int) -> Spot:
    """The thing that takes this place on the endless shelf."""
    flat = bisect_right(line.ends, at)
    block = line.blocks[flat]
    start = line.ends[flat] - block.thickness * block.many
    return Spot(*line.spots[flat], (at - start) // block.thickness)


def _spread(line: _Line, start: int, until: int, widths: Sequence[int]) -> list[int]:
    """Where each of these shelves begins, when they are filled evenly from `start` to `until`."""
    cuts = [start]
    room = sum(widths)
    given = 0
    for width in widths[:-1]:
        given += width
        wanted = start + (until - start) * given // room
        at = max(_nearest(line, wanted), cuts[-1])
        # Rather less on this shelf than more than it holds.
        while at - cuts[-1] > width and (lower := _nearest(line, at - 1, down=True)) > cuts[-1]:
            at = lower
        cuts.append(min(at, until))
    return cuts


def _nearest(line: _Line, at: int, *, down: bool = False) -> int:
    """The place between two things that is nearest to a place of the endless shelf."""
    flat = bisect_right(line.ends, at)
    if flat >= len(line.ends):
        return line.ends[-1] if line.ends else 0
    block = line.blocks[flat]
    start = line.ends[flat] - block.thickness * block.many
    pieces = (at - start) // block.thickness
    if not down and 2 * (at - start - pieces * block.thickness) > block.thickness:
        pieces += 1
    return start + pieces * block.thickness


_GROUP = re.compile(r"\d+|[^\W\d_]+|[\W_]+")


def range_of(code: str) -> str:
    """The range or section that a shelf belongs to: its code without the last letters or number.

    "12A3" belongs to 12A, "STK1A" to STK1, "7" to "".
    """
    groups = _GROUP.findall(code)
    while groups and not groups[-1][-1].isalnum():
        groups.pop()
    groups = groups[:-1]
    while groups and not groups[-1][-1].isalnum():
        groups.pop()
    return "".join(groups)
