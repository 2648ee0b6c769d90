"""When an issue is late, and how long a title takes to reach us.

The publication date is the publisher's, the expected date is ours: publication and a lag. The lag comes from
the title's own receipts, from its vendor, from its frequency, in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from statistics import median

ENOUGH_RECEIPTS = 3
"""So many receipts of its own make a title's lag worth more than its vendor's word."""

ENOUGH_FOR_LATE = 8
"""So many receipts tell how far the slowest lie from the middle; fewer, and one slow post would decide."""

LATE_SHARE = 0.9
"""An issue is late when nine of ten of the title's receipts took less time than it has taken already."""

DEFAULT_GRACE = 60
"""Days after which an issue is late when nothing is known of its frequency."""

LONGEST_BY_FREQUENCY = 30
"""Days of lag at most that a frequency makes us wait for."""


class LagSource(StrEnum):
    """What a lag rests on."""

    OWN = "this title's own receipts"
    VENDOR = "the vendor"
    FREQUENCY = "the frequency"
    NONE = "the publication date alone"


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from publication to our door, and what that rests on.

    receipts: how many of its own it rests on. late_after: days from publication after which an issue is
    late by the title's own receipts; None where they are too few, and the grace of its frequency counts.
    """

    days: int
    source: LagSource
    receipts: int = 0
    late_after: int | None = None

    def expected(self, published_on: date) -> date:
        """The day to look for an issue dated `published_on`."""
        return published_on + timedelta(days=self.days)

    @property
    def words(self) -> str:
        """Why a day is the expected one: "11 days after its date, by its own last 24 receipts"."""
        match self.source:
            case LagSource.OWN:
                return f"{_after(self.days)} its date, by its own last {self.receipts} receipts"
            case LagSource.VENDOR:
                return f"{_after(self.days)} its date, by the vendor's word"
            case LagSource.FREQUENCY:
                return f"{_after(self.days)} its date, by its frequency"
        return "its date alone, for nothing is known of its lag"


def _after(days: int) -> str:
    if days == 0:
        return "on"
    s = "" if abs(days) == 1 else "s"
    return f"{abs(days)} day{s} {'after' if days > 0 else 'before'}"


def lag(own: Sequence[int], vendor: int | None, a_year: float | None = None) -> Lag:
    """The lag of a title.

    own: days each of its recent receipts took (may be negative: it came early). vendor: days by the
    vendor's word. a_year: issues a year by its frequency; None where it tells nothing.
    """
    late = late_after(own)
    if len(own) >= ENOUGH_RECEIPTS:
        return Lag(round(median(own)), LagSource.OWN, len(own), late)
    if vendor is not None:
        return Lag(vendor, LagSource.VENDOR)
    if a_year:
        # A cover date names the beginning of its period: a quarter of the time to the next issue is usual.
        return Lag(min(LONGEST_BY_FREQUENCY, round(365 / a_year / 4)), LagSource.FREQUENCY)
    return Lag(0, LagSource.NONE)


def late_after(own: Sequence[int]) -> int | None:
    """Days from publication after which an issue is late: the 90th percentile (nearest rank) of the title's
    receipts, None where they are too few."""
    if len(own) < ENOUGH_FOR_LATE:
        return None
    return sorted(own)[ceil(LATE_SHARE * len(own)) - 1]


def grace(expected_on: date, published_on: date | None, late: int | None, by_frequency: int | None) -> int:
    """Days after its expected day until an issue is late: by the title's own receipts, else by frequency.

    late: as `late_after` gives it. An issue is never late before the day it is expected.
    """
    if late is not None and published_on is not None:
        return max(0, (published_on - expected_on).days + late)
    return DEFAULT_GRACE if by_frequency is None else by_frequency


def days_late(expected_on: date, grace: int, today: date) -> int:
    """Days past the last day of grace; 0 while it is not late."""
    return max(0, (today - expected_on).days - grace)
