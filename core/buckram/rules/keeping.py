"""Which pieces of a copy may go, and why: how long it is kept, applied to what it has.

A copy's issues are counted run by run: ten issues and an index are not eleven issues. What is not dated
counts from the day it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.rules.retention import How, Keeps


@dataclass(frozen=True, slots=True)
class InHouse:
    """A piece that a copy has. issue_id: several pieces may be of one issue.

    bound: another copy of this issue came back from the binder, and stays. since: the day on which that was
    said, if it is known.
    """

    issue_id: int
    published_on: date | None
    received_on: date
    bound: bool = False
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Issues dated from one day to another are here in another form: microfilm, online or cumulation."""

    form: str
    from_on: date
    until_on: date
    came_on: date

    @property
    def years(self) -> str:
        """The years it covers: "2024", "2020-2024"."""
        first, last = self.from_on.year, self.until_on.year
        return str(first) if first == last else f"{first}-{last}"


_FORMS = {How.UNTIL_MICROFILM: ("microfilm",), How.UNTIL_ONLINE: ("online",)}
_ANY_FORM = ("cumulation", "microfilm", "online")

WAITS_FOR = {
    How.UNTIL_BOUND: "binding",
    How.UNTIL_MICROFILM: "microfilm",
    How.UNTIL_ONLINE: "online",
    How.UNTIL_REPLACED: "cumulation",
}
"""What somebody has to say before anything of such a copy may go."""


def may_go(
    keeps: Keeps, pieces: Sequence[InHouse], replacements: Sequence[Replacement], today: date
) -> dict[int, str]:
    """What of one run of one copy may go: place in `pieces` to the reason in words.

    pieces: the oldest issue first. replacements: of the title.
    """
    if keeps.how in {How.LATEST, How.NOT_KEPT}:
        return _but_the_latest(keeps, pieces)
    found: dict[int, str] = {}
    first_kept = keeps.since(today)
    forms = _FORMS.get(keeps.how, _ANY_FORM if keeps.how is How.UNTIL_REPLACED else ())
    for place, piece in enumerate(pieces):
        dated = piece.published_on or piece.received_on
        if first_kept is not None:
            if dated < first_kept:
                found[place] = f"older than {keeps.words}"
        elif keeps.how is How.UNTIL_BOUND:
            if piece.bound:
                found[place] = f"bound since {spoken_day(piece.since)}" if piece.since else "bound"
        else:
            for came in replacements:
                if came.form in forms and came.from_on <= dated <= came.until_on:
                    found[place] = f"{came.form} of {came.years} came on {spoken_day(came.came_on)}"
                    break
    return found


def _but_the_latest(keeps: Keeps, pieces: Sequence[InHouse]) -> dict[int, str]:
    """Of what is not kept the latest stays until the next has come."""
    stay = keeps.count or 1
    newest_first = list(dict.fromkeys(piece.issue_id for piece in reversed(pieces)))
    rank = {issue_id: n for n, issue_id in enumerate(newest_first, 1)}
    told = f"latest {stay} kept" if keeps.count else "not kept"
    return {
        place: f"{told}; this is the {ordinal(rank[piece.issue_id])}"
        for place, piece in enumerate(pieces)
        if rank[piece.issue_id] > stay
    }


def spoken_day(day: date) -> str:
    """A day as lists say it: 3 Mar 2026."""
    return f"{day.day} {day:%b %Y}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ... 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
