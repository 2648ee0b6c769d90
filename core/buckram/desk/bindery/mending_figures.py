"""Figures of repairs: how many, how long, and what was used up; by mend, level, month, supply and person.

A person sees their own. Everybody's together, and person by person, only where the library decided so
(settings `figures_of_others` and `figures_by_person`, as for the figures of check-in).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from buckram.desk.desk import Desk
from buckram.desk.figures import allowed, hours
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.bindery.repairs import Level, level
from buckram.rules.performance import middle
from buckram.storage.bindery import repairs
from buckram.storage.bindery.repairs import Repair


class By(StrEnum):
    """What the figures are told by."""

    KIND = "mend"
    LEVEL = "level"
    MONTH = "month"
    ROUTE = "route"
    SUPPLY = "supply"
    PERSON = "person"


@dataclass(slots=True)
class Figure:
    """One line. repairs: how many; minutes: in all; times: how often each time occurs; supplies: in how many
    repairs each was used."""

    name: str
    repairs: int = 0
    minutes: int = 0
    times: Counter[int] = field(default_factory=Counter)
    supplies: Counter[str] = field(default_factory=Counter)

    def add(self, one: Repair) -> None:
        """Count a repair."""
        self.repairs += 1
        if one.minutes is not None:
            self.minutes += one.minutes
            self.times[one.minutes] += 1
        self.supplies.update(one.supplies)

    @property
    def used(self) -> str:
        """What was used, that which was used most first."""
        return ", ".join(f"{name} {count}" for name, count in self.supplies.most_common())


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures. total: each repair once. everybody: not only one's own."""

    by: By
    lines: Sequence[Figure]
    total: Figure
    since: date
    everybody: bool


def ways(desk: Desk) -> list[By]:
    """What they can be told by for this person in this library."""
    return [by for by in By if by is not By.PERSON or allowed(desk)[1]]


def figures(desk: Desk, by: By, since: date) -> Figures:
    """The figures of what was done since a day: everybody's where the library shows them, else one's own.

    Raises Refused where nobody sees figures person by person.
    """
    together, by_person = allowed(desk)
    if by is By.PERSON and not by_person:
        raise Refused(
            "In this library nobody sees figures person by person.",
            "It may decide otherwise: buckram settings figures_by_person yes",
        )
    done = repairs.mended(desk.library, since, None if together else desk.person)
    found: dict[str, Figure] = {}
    total = Figure("together")
    for one in done:
        total.add(one)
        for name in _names(one, by):
            found.setdefault(name, Figure(name)).add(one)
    lines = list(found.values())
    if by is By.MONTH:
        lines.sort(key=lambda line: line.name, reverse=True)
    elif by is By.LEVEL:
        lines.sort(key=lambda line: list(Level).index(Level(line.name)))
    else:
        lines.sort(key=lambda line: (-line.repairs, line.name))
    return Figures(by, lines, total, since, together)


def _names(one: Repair, by: By) -> Sequence[str]:
    match by:
        case By.KIND:
            return one.kinds or ("(not said)",)
        case By.LEVEL:
            return (str(level(one.minutes or 0)),)
        case By.MONTH:
            return (f"{one.done_on:%Y-%m}" if one.done_on else "",)
        case By.ROUTE:
            return (str(one.route or ""),)
        case By.SUPPLY:
            return one.supplies or ("(none)",)
        case By.PERSON:
            return (one.done_by,)


def as_table(found: Figures, whose: str) -> Table:
    """The figures for a spreadsheet or a printer. whose: the person's name."""
    rows = [
        [line.name, str(line.repairs), str(line.minutes), hours_of(line), usual(line), line.used]
        for line in [*found.lines, found.total]
    ]
    whom = "everybody together" if found.everybody else whose
    return Table(
        f"Repairs of {whom} by {found.by} since {found.since.day} {found.since:%b %Y}",
        [str(found.by).capitalize(), "Repairs", "Minutes", "Hours", "Median minutes", "Supplies"],
        rows,
        "A repair with several mends or supplies counts with each of them, its minutes too; once together.",
    )


def hours_of(line: Figure) -> str:
    """The time of a line: 1:05 (hours and minutes)."""
    from datetime import timedelta

    return hours(timedelta(minutes=line.minutes))


def usual(line: Figure) -> str:
    """The median of its minutes, "" of too few."""
    found = middle(line.times)
    return "" if found is None else str(found)
