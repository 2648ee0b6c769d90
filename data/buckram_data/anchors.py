"""Where the numbering of a title stands in a given year, worked out from one known issue.

Predicting from the first issue of 1869 would give the same numbers and take far too long; what is known of
one year and of what a year adds is enough.
"""

from __future__ import annotations

from datetime import date, timedelta

from buckram.pattern.chronology import season_months
from buckram_data.tables import Run

_EVERY = {"g": 2, "h": 3}
"""Years between two issues, by frequency."""

_SAME_DAY = frozenset({"s", "j"})
"""Frequencies whose issues bear the same days of the month every year."""


def first_issue(run: Run, frequency: str, before: date) -> dict[str, str]:
    """The newest first issue of a year that is not dated after `before`, as subfields of 863.

    frequency: $w of the run's pattern.
    """
    known, *parts = run.first.split()
    values = {part[0]: part[1:] for part in parts}
    more = {part[0]: int(part[2:]) for part in run.yearly.split()}
    known_year = int(known[:4])
    every = _EVERY.get(frequency, 1)
    year = before.year - (before.year - known_year) % every
    while _dated(values, year) > before:
        year -= every
    for code, yearly in more.items():
        values[code] = "/".join(str(int(n) + (year - known_year) * yearly) for n in values[code].split("/"))
    values["i"] = f"{year}/{year + 1}" if "/" in known else str(year)
    if "k" in values and frequency not in _SAME_DAY:
        values["k"] = f"{_same_weekday(_dated(values, known_year), year).day:02}"
    return dict(sorted(values.items()))


def _dated(values: dict[str, str], year: int) -> date:
    label = int(values.get("j", "01").split("/")[0])
    month = season_months(winter_first=True, southern=False).get(label, label)
    return date(year, month, int(values.get("k", "01")))


def _same_weekday(known: date, year: int) -> date:
    """The day in `year` that is the same weekday of the same week of the month: the first Thursday of May."""
    week_begins = date(year, known.month, 1 + (known.day - 1) // 7 * 7)
    return week_begins + timedelta(days=(known.weekday() - week_begins.weekday()) % 7)
