"""What stays on the shelf for readers although it is full: months, issues, or the current volume."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from buckram.errors import Refused


class Left(StrEnum):
    """What `Leave.count` counts."""

    MONTHS = "month"
    ISSUES = "issue"
    VOLUME = "current volume"


@dataclass(frozen=True, slots=True)
class Leave:
    """So many months or issues stay, or (count 0) the current volume."""

    what: Left
    count: int = 0

    @property
    def words(self) -> str:
        """As it is stored and shown: "6 months", "12 issues", "current volume"."""
        return f"{self.count} {self.what}{'' if self.count == 1 else 's'}" if self.count else str(self.what)

    def until(self, last_came: date) -> date | None:
        """The first day on which a unit whose last issue came on that day may go; None: no day tells."""
        if self.what is not Left.MONTHS:
            return None
        # Thousands of titles ask at once, which dateutil is too slow for.
        month = last_came.month - 1 + self.count
        year, month = last_came.year + month // 12, month % 12 + 1
        return date(year, month, min(last_came.day, monthrange(year, month)[1]))

    def reached(self, newer: Sequence[date], later_volume: date | None) -> date | None:
        """The day from which enough is newer than the unit; None: not yet, or only days tell.

        newer: the days on which later issues came, in their order; later_volume: the first of a later volume.
        """
        if self.what is Left.VOLUME:
            return later_volume
        if self.what is Left.ISSUES and len(newer) >= self.count:
            return max(newer[: self.count])
        return None


_COUNTED = re.compile(r"(\d{1,3}) (month|issue)s?")


@lru_cache(maxsize=256)
def leave(text: str) -> Leave | None:
    """What a pattern or the setting says; None: nothing stays. Raises Refused for anything else."""
    words = " ".join(text.lower().split())
    if not words or words == "none":
        return None
    if words == Left.VOLUME:
        return Leave(Left.VOLUME)
    match = _COUNTED.fullmatch(words)
    if match is None:
        raise Refused(
            f"“{text.strip()}” does not say what stays.", "Type it like 6 months, 12 issues, current volume."
        )
    return Leave(Left(match[2]), int(match[1])) if int(match[1]) else None
