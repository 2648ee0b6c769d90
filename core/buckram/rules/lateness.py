"""When an issue is late, and how long a title takes to reach us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

ENOUGH_RECEIPTS = 3
"""So many receipts of its own make a title's lag worth more than its vendor's word."""

DEFAULT_GRACE = 60
"""Days after which an issue is late when nothing is known of its frequency."""


class LagSource(StrEnum):
    """What a lag rests on."""

    OWN = "this title's own receipts"
    VENDOR = "the vendor"
    NONE = "the publication date alone"


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from publication to our door, and what that rests on."""

    days: int
    source: LagSource

    def expected(self, published_on: date) -> date:
        """The day to look for an issue dated `published_on`."""
        return published_on + timedelta(days=self.days)


def lag(own: Sequence[int], vendor: int | None) -> Lag:
    """The lag of a title. own: days each of its recent receipts took (may be negative: it came early)."""
    if len(own) >= ENOUGH_RECEIPTS:
        return Lag(round(median(own)), LagSource.OWN)
    if vendor is not None:
        return Lag(vendor, LagSource.VENDOR)
    return Lag(0, LagSource.NONE)


def days_late(expected_on: date, grace: int, today: date) -> int:
    """Days past the last day of grace; 0 while it is not late."""
    return max(0, (today - expected_on).days - grace)
