"""A plan for a shift: what goes to which shelf, in shelf order, and how much is left empty behind it.

Lengths are tenths of a millimetre. Nothing is lost, nothing changes its order, no shelf gets more than its
width; what does not fit is told, and how much room it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from buckram.rules.bindery.shelving import Run, Spot


@dataclass(frozen=True, slots=True)
class Wish:
    """How much is to be left empty: behind each title the growth of so many years, or of each shelf a share
    (0 to 1). Of both the second is of what the first leaves."""

    years: float = 0.0
    share: float = 0.0


@dataclass(slots=True)
class Segment:
    """A title on a shelf. first, last: None where only its empty space is there. takes: thickness of what
    stands there; left: empty behind it, up to the next title or the end of the shelf.
    """

    shelf: int
    run: int
    first: Spot | None
    last: Spot | None
    takes: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Rest:
    """What does not fit: from this thing on, so many pieces of a run."""

    first: Spot
    pieces: int
    takes: int


@dataclass(slots=True)
class Plan:
    """segments: in shelf order. rest: what has no room; too_thick: what is wider than every shelf left.

    space_lacking: empty space that was asked and has no room. used: how many shelves have something on
    them, or are kept empty for growth.
    """

    segments: list[Segment] = field(default_factory=list)
    rest: list[Rest] = field(default_factory=list)
    too_thick: list[Rest] = field(default_factory=list)
    space_lacking: int = 0
    used: int = 0

    @property
    def lacking(self) -> int:
        """How much room is lacking: for what does not fit, and for empty space that was asked."""
        return sum(one.takes for one in [*self.rest, *self.too_thick]) + self.space_lacking

    @property
    def fits(self) -> bool:
        """Whether all has its place, with the empty space that was asked."""
        return not self.lacking


class _Shelves:
    """Shelves as they fill up."""

    def __init__(self, widths: Sequence[int], share: float, plan: Plan) -> None:
        self.widths, self.share, self.plan = widths, share, plan
        self.at, self.taken, self.filled = 0, 0, 0
        # The widest of this shelf and all after it: what is thicker than that fits nowhere any more.
        self.widest = [0] * (len(widths) + 1)
        for n in range(len(widths) - 1, -1, -1):
            self.widest[n] = max(widths[n], self.widest[n + 1])

    @property
    def over(self) -> bool:
        return self.at >= len(self.widths)

    @property
    def free(self) -> int:
        """What is left of this shelf, whole."""
        return 0 if self.over else self.widths[self.at] - self.taken

    def room(self, thickness: int) -> int:
        """How many things of a thickness may go on this shelf. One that alone is thicker than what may be
        filled stands there alone."""
        if self.over:
            return 0
        width = self.widths[self.at]
        may = width - ceil(width * self.share) - self.filled
        count = max(may, 0) // thickness
        if not count and not self.taken and thickness <= width:
            count = 1
        return min(count, self.free // thickness)

    def next(self) -> None:
        """The rest of this shelf stays empty behind what stands last on it."""
        if self.taken and self.free:
            self.plan.segments[-1].left += self.free
        self.at, self.taken, self.filled = self.at + 1, 0, 0


def plan_shift(runs: Sequence[Run], widths: Sequence[int], wish: Wish) -> Plan:
    """Where everything goes. widths: of the shelves, in walking order."""
    plan = Plan()
    shelves = _Shelves(widths, wish.share, plan)
    for n, run in enumerate(runs):
        for m, block in enumerate(run.blocks):
            done = 0
            while done < block.many:
                spot = Spot(n, m, done)
                if block.thickness > shelves.widest[min(shelves.at, len(widths))]:
                    rest = Rest(spot, block.many - done, (block.many - done) * block.thickness)
                    (plan.rest if shelves.over else plan.too_thick).append(rest)
                    break
                count = min(shelves.room(block.thickness), block.many - done)
                if not count:
                    shelves.next()
                    continue
                last = plan.segments[-1] if plan.segments else None
                if last is None or (last.shelf, last.run) != (shelves.at, n):
                    last = Segment(shelves.at, n, spot, spot)
                    plan.segments.append(last)
                if last.first is None:
                    last.first = spot
                last.last = Spot(n, m, done + count - 1)
                last.takes += count * block.thickness
                shelves.taken += count * block.thickness
                shelves.filled += count * block.thickness
                done += count
        _leave(shelves, n, run, round(run.growth * wish.years))
    if not shelves.over and shelves.taken:
        shelves.next()
    plan.used = min(shelves.at, len(widths))
    return plan


def _leave(shelves: _Shelves, number: int, run: Run, space: int) -> None:
    """Leave empty space behind a run; where the shelf ends it goes on on the next ones."""
    plan = shelves.plan
    while space > 0 and not shelves.over:
        free = shelves.free
        if not free:
            shelves.next()
            continue
        if not plan.segments or (plan.segments[-1].shelf, plan.segments[-1].run) != (shelves.at, number):
            plan.segments.append(Segment(shelves.at, number, None, None))
        if space <= free:
            plan.segments[-1].left += space
            shelves.taken += space
            return
        # A volume does not stand across two shelves: what is too narrow for one is no room to grow.
        usable = free // run.step * run.step if run.step else free
        if not usable and not shelves.taken:
            usable = free
        plan.segments[-1].left += free
        shelves.taken += free
        space -= usable
        shelves.next()
    plan.space_lacking += max(space, 0)


def most_that_fits(runs: Sequence[Run], widths: Sequence[int], wish: Wish) -> Wish | None:
    """The largest such wish, at most this one, with which all fits: in tenths of a year, or per cent.

    None where not even without empty space all fits."""
    steps = round(wish.years * 10) if wish.years else round(wish.share * 100)

    def at(n: int) -> Wish:
        return Wish(years=n / 10) if wish.years else Wish(share=n / 100)

    if not plan_shift(runs, widths, at(0)).fits:
        return None
    low, high = 0, steps
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if plan_shift(runs, widths, at(middle)).fits else (low, middle - 1)
    return at(low)
