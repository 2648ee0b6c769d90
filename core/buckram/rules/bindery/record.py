"""A binder's record: how long volumes are away, what is wrong with them, and what they cost.

Turn-round is told of what came back only; what is still out counts as out, and once it is past the day on
which it was due back, as late. Corrections are counted apart: they would make a binder look quick. What the
binder sent back unbound, and what did not come, has no turn-round. A share or a percentile of fewer than
eight units is not told (see rules.performance).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from buckram.rules.bindery.faults import FaultClass, Whose
from buckram.rules.money import Money
from buckram.rules.performance import middle, slowest

Key = tuple[str | int | None, ...]
"""What a line of the record is told by."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the quality check found. code: which check."""

    code: str
    fault_class: FaultClass
    whose: Whose


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in a lot that was sent. result: "" while it is out. correction: it had been rejected before.
    charged: what the binder took; price: what it ought to take; None where nobody knows. fund: its code, ""
    where the title's order names none. kind_class: of its cover, "" where no ticket says."""

    binder_id: int
    binder: str
    lot_id: int
    lot: str
    sent_on: date
    due_on: date | None
    result: str
    came_on: date | None
    correction: bool
    checked: str
    charged: Money | None
    price: Money | None
    title: str
    fund: str
    kind_class: str
    faults: tuple[Fault, ...] = ()

    def overdue(self, today: date) -> bool:
        """Whether it is out past its day."""
        return not self.result and self.due_on is not None and self.due_on < today

    @property
    def late(self) -> bool:
        """Whether it came back after its day."""
        return self.came_on is not None and self.due_on is not None and self.came_on > self.due_on


@dataclass(slots=True)
class Tally:
    """The measures of one binder, lot, year, fund or class.

    sent, back, out, overdue, refused, short: units that are no corrections. dated: those of them that are
    back, or out past their day, and had a day; late: how many of these came after it or are out past it.
    turns: how often each number of days occurs. months: (how many were due back, how many of them on time).
    inspected, rejected; faults: the binder's, by class; codes: the same by check; ours: faults of the
    library. again: corrections sent; again_out: of these still out; again_rejected: rejected once more.
    costs: what was charged, by year and currency; singly: of it what units cost that are no corrections;
    waits: units back that nothing was charged for yet; expected: what these and those still out ought to
    cost. titles: whose units these are.
    """

    key: Key = ()
    name: str = ""
    sent: int = 0
    back: int = 0
    out: int = 0
    overdue: int = 0
    refused: int = 0
    short: int = 0
    dated: int = 0
    late: int = 0
    turns: Counter[int] = field(default_factory=Counter)
    months: dict[str, tuple[int, int]] = field(default_factory=dict)
    inspected: int = 0
    rejected: int = 0
    faults: Counter[FaultClass] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    ours: int = 0
    again: int = 0
    again_out: int = 0
    again_rejected: int = 0
    costs: dict[int, list[Money]] = field(default_factory=dict)
    singly: list[Money] = field(default_factory=list)
    waits: int = 0
    expected: list[Money] = field(default_factory=list)
    titles: Counter[str] = field(default_factory=Counter)

    @property
    def charged(self) -> list[Money]:
        """Everything that was charged."""
        return [money for year in self.costs.values() for money in year]

    def add(self, line: Line, today: date) -> None:
        """Count a unit."""
        self.titles[line.title] += 1
        self._add_cost(line)
        if line.correction:
            self.again += 1
            self.again_out += not line.result
            self.again_rejected += line.checked == "rejected"
            return
        self.sent += 1
        self.back += line.result == "back"
        self.refused += line.result == "refused"
        self.short += line.result == "short"
        self.out += not line.result
        self.overdue += line.overdue(today)
        if line.result == "back" and line.came_on is not None:
            self.turns[(line.came_on - line.sent_on).days] += 1
        if line.due_on is not None and (line.result == "back" or line.overdue(today)):
            bad = line.late or line.overdue(today)
            self.dated += 1
            self.late += bad
            month = f"{line.due_on:%Y-%m}"
            due, good = self.months.get(month, (0, 0))
            self.months[month] = (due + 1, good + (not bad))
        if line.checked:
            self.inspected += 1
            self.rejected += line.checked == "rejected"
            for fault in line.faults:
                if fault.whose is Whose.BINDER:
                    self.faults[fault.fault_class] += 1
                    self.codes[fault.code] += 1
                else:
                    self.ours += 1

    def _add_cost(self, line: Line) -> None:
        if line.charged is not None:
            self.costs.setdefault(line.sent_on.year, []).append(line.charged)
            if not line.correction:
                self.singly.append(line.charged)
        elif line.result in {"", "back"}:
            self.waits += line.result == "back"
            if line.price is not None:
                self.expected.append(line.price)

    @property
    def days(self) -> tuple[int | None, int | None]:
        """(the middle number of days away, the number within which nine of ten came back); None where they
        are too few to tell, unless all of them took the same time: of a lot that came whole it is a fact."""
        if len(self.turns) == 1:
            (days,) = self.turns
            return days, days
        return middle(self.turns), slowest(self.turns)


def tallied(lines: Iterable[tuple[Key, str, Line]], today: date) -> tuple[list[Tally], Tally]:
    """(a tally for each key with its name, in the order in which the keys come; all together)."""
    found: dict[Key, Tally] = {}
    total = Tally(name="together")
    for key, name, line in lines:
        if key not in found:
            found[key] = Tally(key, name)
        found[key].add(line, today)
        total.add(line, today)
    return list(found.values()), total


def per_hundred(count: int, of: int) -> str:
    """Faults in a hundred units, with one decimal: "2.5"; "" of nothing."""
    return f"{100 * count / of:.1f}" if of else ""
