"""How well something is supplied: what was due and what became of it, told without saying more than is known.

On time: an issue came no later than the days of grace of its frequency after the day it was looked for. The
lag of a title is part of that day, so a supplier is not blamed for a publisher who is late every time; the
lag from the publication date, beside it, tells who is slow all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from buckram.rules.lateness import ENOUGH_FOR_LATE, LATE_SHARE

ENOUGH = ENOUGH_FOR_LATE
"""So many make a share or a percentile worth telling; of fewer, one slow post would decide."""

FOR_EVER = "9999-12-31"


class Outcome(StrEnum):
    """What became of an issue that was due. NOT_HERE: due and past its grace, or told to be unavailable."""

    ON_TIME = "on time"
    LATE = "late"
    NOT_HERE = "not here"


@dataclass(frozen=True, slots=True)
class Order:
    """A subscription. key: what it is told by (its vendor, its fund; None: not recorded, or no matter).
    starts_on, ends_on: ISO, "" where open. window: days from publication in which a claim is honoured.
    copies: those that it brings."""

    title_id: int
    key: int | None
    vendor_id: int | None = None
    starts_on: str = ""
    ends_on: str = ""
    window: int | None = None
    copies: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A time in which a title came from one source, both days included. others: copies that another order
    of that time brings."""

    title_id: int
    key: int | None
    from_on: str
    until_on: str
    window: int | None = None
    others: Sequence[int] = ()


def terms(orders: Sequence[Order], vendor_id: int | None = None) -> list[Term]:
    """The orders of one title as times that do not overlap for one key, oldest first. vendor_id: only of
    that vendor.

    What is dated before the first order on record counts for that one: few libraries record more than the
    order that runs.
    """
    first = min((order.starts_on for order in orders), default="")
    wanted = [order for order in orders if vendor_id is None or order.vendor_id == vendor_id]
    found: list[Term] = []
    for key in dict.fromkeys(order.key for order in wanted):
        mine = [order for order in wanted if order.key == key]
        rest = [order for order in orders if order not in mine]
        times = sorted(
            ("" if one.starts_on == first else one.starts_on, one.ends_on or FOR_EVER, one.window or 0)
            for one in mine
        )
        joined: list[tuple[str, str, int]] = []
        for begins, ends, window in times:
            if joined and begins <= joined[-1][1]:
                last = joined.pop()
                begins, ends, window = last[0], max(last[1], ends), max(last[2], window)
            joined.append((begins, ends, window))
        for begins, ends, window in joined:
            others = [
                copy
                for one in rest
                if (one.starts_on == first or one.starts_on <= ends) and (one.ends_on or FOR_EVER) >= begins
                for copy in one.copies
            ]
            found.append(Term(orders[0].title_id, key, begins, ends, window or None, others))
    return sorted(found, key=lambda term: term.from_on)


class Part(NamedTuple):
    """So many issues of one kind. key: whom they are told of. month: when they were due ("2026-11").

    lag: days from publication to receipt, wait: from the day it was looked for; None where unknown.
    lapsed: how many of them nobody claimed before the window closed. Of titles there may be half a million:
    a tuple is made in a fraction of the time of a dataclass.
    """

    key: int | str | None
    month: str
    lag: int | None
    wait: int | None
    outcome: Outcome
    issues: int
    lapsed: int = 0


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that was sent. filled: it brought the piece; days: how long after it the piece came."""

    key: int | str | None
    number: int
    filled: bool
    days: int | None = None


@dataclass(slots=True)
class Tally:
    """The measures of one supplier, publisher, title, year or fund. due: issues that were due. lags, waits,
    days: how often each number of days occurs; months: how many were due and how many on time; made, filled:
    by claim number."""

    key: int | str | None = None
    name: str = ""
    due: int = 0
    on_time: int = 0
    late: int = 0
    lags: Counter[int] = field(default_factory=Counter)
    waits: Counter[int] = field(default_factory=Counter)
    months: dict[str, tuple[int, int]] = field(default_factory=dict)
    made: Counter[int] = field(default_factory=Counter)
    filled: Counter[int] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    lapsed: int = 0

    @property
    def not_here(self) -> int:
        """Issues that were due and did not come."""
        return self.due - self.on_time - self.late

    @property
    def claims(self) -> int:
        """Claims that were sent."""
        return self.made.total()

    def add(self, part: Part) -> None:
        """Count some issues."""
        _, month, lag, wait, outcome, issues, lapsed = part
        on_time = issues if outcome is Outcome.ON_TIME else 0
        self.due += issues
        self.on_time += on_time
        self.late += issues if outcome is Outcome.LATE else 0
        self.lapsed += lapsed
        # get: a Counter asks a slow method for what it does not have yet.
        if lag is not None:
            self.lags[lag] = self.lags.get(lag, 0) + issues
        if wait is not None:
            self.waits[wait] = self.waits.get(wait, 0) + issues
        due, good = self.months.get(month, (0, 0))
        self.months[month] = (due + issues, good + on_time)

    def add_claim(self, claimed: Claimed) -> None:
        """Count a claim."""
        self.made[claimed.number] += 1
        if claimed.filled:
            self.filled[claimed.number] += 1
            if claimed.days is not None:
                self.days[claimed.days] += 1


def tallied(parts: Iterable[Part], claims: Iterable[Claimed]) -> tuple[dict[int | str | None, Tally], Tally]:
    """(a tally for each key, the tally of all together)."""
    found: dict[int | str | None, Tally] = {}
    total = Tally()
    for part in parts:
        if part.key not in found:
            found[part.key] = Tally(part.key)
        found[part.key].add(part)
        total.add(part)
    for claimed in claims:
        if claimed.key not in found:
            found[claimed.key] = Tally(claimed.key)
        found[claimed.key].add_claim(claimed)
        total.add_claim(claimed)
    return found, total


def percentile(counts: Mapping[int, int], share: float) -> int | None:
    """The smallest number that at least `share` of all do not exceed (nearest rank); None of nothing."""
    wanted, seen = ceil(share * sum(counts.values())), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return value
    return None


def middle(counts: Mapping[int, int]) -> int | None:
    """The median; None where they are too few to tell."""
    return percentile(counts, 0.5) if sum(counts.values()) >= ENOUGH else None


def slowest(counts: Mapping[int, int]) -> int | None:
    """What nine of ten do not exceed; None where they are too few to tell."""
    return percentile(counts, LATE_SHARE) if sum(counts.values()) >= ENOUGH else None


def share(part: int, whole: int) -> str:
    """A share in words: "87 %" of many, "2 of 3" of few, "" of nothing."""
    if not whole:
        return ""
    return f"{100 * part / whole:.0f} %" if whole >= ENOUGH else f"{part} of {whole}"


def few(count: int, what: str = "issue") -> str:
    """What stands in the place of a number that would say too much: "3 issues: too few to say"."""
    if count >= ENOUGH:
        return ""
    return f"{count} {what}{'' if count == 1 else 's'}: too few to say" if count else f"no {what}s"
