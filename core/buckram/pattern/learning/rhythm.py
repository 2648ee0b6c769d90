"""How far apart issues come, for titles of which no pattern can be told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from buckram.pattern.chronology import Unit
from buckram.pattern.learning.observed import Observed, Rhythm
from buckram.pattern.learning.seen import Run

ONE_YEAR = 365


def rhythm_of(run: Run, issues: Sequence[Observed]) -> Rhythm:
    """The gaps between the dates of the issues, or between their receipts where they bear no dates."""
    days = sorted({seen.on for seen in run.issues if seen.on})
    by_receipt = len(days) < 2
    if by_receipt:
        days = sorted({issue.received_on for issue in issues if issue.received_on})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if not gaps:
        return Rhythm(None, 0, 0, 0, by_receipt, days[-1] if days else None)
    usual = median(gaps)
    if run.shape.units == {Unit.YEAR} and not by_receipt:
        # Only years are known, and a day would be a false precision.
        usual = max(ONE_YEAR, usual)
    spread = median(abs(gap - usual) for gap in gaps)
    return Rhythm(round(usual), max(gaps), round(spread), len(gaps), by_receipt, days[-1])


def rhythm_words(rhythm: Rhythm) -> str:
    """The rhythm as a sentence, in the units in which people would say it."""
    if rhythm.median is None:
        return "There are too few dated issues to tell how far apart they come."
    what = "Receipts" if rhythm.by_receipt else "Issues"
    gaps = f"{rhythm.gaps} gap{'s' if rhythm.gaps > 1 else ''}"
    return f"{what} come about {_span(rhythm.median)} apart, at most {_span(rhythm.longest)} ({gaps})."


def _span(days: int) -> str:
    for unit, length, least in (("year", 365.25, 600), ("month", 30.44, 60), ("week", 7, 14)):
        if days >= least:
            return f"{days / length:.0f} {unit}s"
    return "a day" if days == 1 else f"{days} days"
