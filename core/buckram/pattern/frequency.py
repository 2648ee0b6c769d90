"""How often: the codes of 853 $w (and of 008/18) as steps through the calendar.

Source: MARC 21 holdings, 853 $w; the steps are the usual reading of each word (semimonthly is the 1st and
the 15th, three times a month is every ten days, a bare number of issues is spread evenly).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from buckram.errors import PatternError


class Pace(Enum):
    """What the count of a step counts."""

    EVERY_DAYS = "one issue each so many days"
    A_WEEK = "so many issues a week, on fixed weekdays"
    A_MONTH = "so many issues a month, on fixed days"
    EVERY_MONTHS = "one issue each so many months, a number that divides twelve"
    A_YEAR = "so many issues a year, a number that does not divide twelve"
    EVERY_YEARS = "one issue each so many years"
    NONE = "nothing follows from the code"


@dataclass(frozen=True, slots=True)
class Step:
    """From one issue to the next."""

    pace: Pace
    count: int = 0

    def spread_months(self) -> tuple[int, ...]:
        """For A_YEAR: the months (1-12) that have an issue when the first one is in January."""
        return tuple(12 * k // self.count + 1 for k in range(self.count))


LETTERS: dict[str, tuple[str, float, Step]] = {
    "a": ("annual", 1, Step(Pace.EVERY_MONTHS, 12)),
    "b": ("bimonthly", 6, Step(Pace.EVERY_MONTHS, 2)),
    "c": ("semiweekly", 104, Step(Pace.A_WEEK, 2)),
    "d": ("daily", 365, Step(Pace.EVERY_DAYS, 1)),
    "e": ("biweekly", 26, Step(Pace.EVERY_DAYS, 14)),
    "f": ("semiannual", 2, Step(Pace.EVERY_MONTHS, 6)),
    "g": ("biennial", 0.5, Step(Pace.EVERY_YEARS, 2)),
    "h": ("triennial", 1 / 3, Step(Pace.EVERY_YEARS, 3)),
    "i": ("three times a week", 156, Step(Pace.A_WEEK, 3)),
    "j": ("three times a month", 36, Step(Pace.A_MONTH, 3)),
    "k": ("continuously updated", 0, Step(Pace.NONE)),
    "m": ("monthly", 12, Step(Pace.EVERY_MONTHS, 1)),
    "q": ("quarterly", 4, Step(Pace.EVERY_MONTHS, 3)),
    "s": ("semimonthly", 24, Step(Pace.A_MONTH, 2)),
    "t": ("three times a year", 3, Step(Pace.EVERY_MONTHS, 4)),
    "w": ("weekly", 52, Step(Pace.EVERY_DAYS, 7)),
    "x": ("completely irregular", 0, Step(Pace.NONE)),
}
"""Code: (name in English, issues a year where 0 means unknown, step)."""

_SAME_STEP = {
    "1": "a",
    "2": "f",
    "3": "t",
    "4": "q",
    "6": "b",
    "12": "m",
    "24": "s",
    "26": "e",
    "36": "j",
    "52": "w",
    "104": "c",
    "156": "i",
}


@lru_cache(maxsize=256)
def frequency_step(code: str) -> Step:
    """The step of a $w code (a letter, or issues per year as digits); NONE for "".

    PatternError for a code that MARC does not have.
    """
    if not code:
        return Step(Pace.NONE)
    code = _SAME_STEP.get(code, code)
    if code in LETTERS:
        return LETTERS[code][2]
    if code.isdecimal() and len(code) <= 3 and int(code) > 0:
        issues = int(code)
        return Step(Pace.A_YEAR, issues) if issues < 12 else every_so_many_days(issues)
    raise PatternError(
        f"$w{code} is not a frequency.",
        "Use one of the letters a to x that MARC defines, or the number of issues a year.",
        subfield="w",
    )


def every_so_many_days(issues: int) -> Step:
    """The step of so many issues a year when each has its day."""
    return Step(Pace.EVERY_DAYS, max(1, round(365 / issues)))


def frequency_name(code: str) -> str:
    """The frequency in words: "monthly", "10 times a year"; "" for "". Numbers keep their number."""
    if not code:
        return ""
    return LETTERS[code][0] if code in LETTERS else f"{code} times a year"


def issues_a_year(code: str) -> float:
    """How many issues a year the code means; 0 where it says nothing."""
    if code in LETTERS:
        return LETTERS[code][1]
    return float(code) if code.isdecimal() else 0
