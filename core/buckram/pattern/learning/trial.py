"""A pattern tried on a run of issues: does it say what came?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf

from buckram.errors import PatternError
from buckram.pattern.caption import Continuity, Pattern
from buckram.pattern.chronology import Unit, split_value
from buckram.pattern.field import Field
from buckram.pattern.learning.seen import Seen, Shape
from buckram.pattern.prediction import Prediction, predictions

MISFIT, ABSENT, BREAK = 5.0, 0.7, 4.0
"""What each costs. An absent issue may just not have come; one that is not as predicted is a fault."""

MOST_ABSENT = 8.0
"""A library that stopped for years says nothing about the pattern, so one gap costs no more."""

TOGETHER = 3
"""So many issues in a row that do not fit begin a new stretch and are no mere slips."""

MOST_BREAKS = 12
"""What breaks more often foretells nothing, and need not be tried to the end."""

FURTHEST = 1200
"""Predictions that are looked through for one issue."""

SILENCE = 60
"""Years without an issue over which nothing is foretold: the title began anew, or a year is mistyped."""

NEAR = 2
"""Years within which a prediction may be the issue that bears the same date: a winter may be counted to
either of its two."""


@dataclass(slots=True)
class Trial:
    """What came of it. fits: for each issue. absent: issues predicted between those that came. broken_at:
    where the pattern had to be set anew."""

    fits: list[bool]
    absent: float = 0
    broken_at: list[int] = field(default_factory=list)

    @property
    def breaks(self) -> int:
        """How often it had to be."""
        return len(self.broken_at)

    @property
    def cost(self) -> float:
        """The less the better."""
        return MISFIT * self.fits.count(False) + ABSENT * self.absent + BREAK * self.breaks

    @property
    def share(self) -> float:
        """Of the issues that fit."""
        return sum(self.fits) / len(self.fits) if self.fits else 0


def comparable(values: dict[str, str], codes: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The values of some codes, leading zeros and brackets of doubt taken off."""
    return tuple(
        tuple(part.lstrip("0") for part in split_value(values[code])) if code in values else ()
        for code in codes
    )


def holding_of(seen: Seen) -> Field:
    """An issue as the 863 from which to predict."""
    return Field("863", "41", (("8", "1.1"), *sorted(seen.values.items())))


def tried(pattern: Pattern, shape: Shape, issues: Sequence[Seen], limit: float = inf) -> Trial:
    """Predict from the first issue and look for each of the others. limit: of the cost, where to give up."""
    trial = Trial([False] * len(issues))
    slack, loose = _slack(shape), loose_year(shape, pattern)
    at, stream, anchor, reached = 0, None, 0, 0
    waiting: list[Prediction] = []
    missed: list[int] = []
    while at < len(issues):
        if stream is None:
            stream, anchor, reached, waiting, missed = _from(pattern, issues[at]), at, at, [], []
            at += 1
            continue
        seen = issues[at]
        found = None if _silent(issues[reached], seen) else _look(stream, waiting, seen, slack, loose)
        if found is None:
            missed.append(at)
            if len(missed) >= TOGETHER:
                at, stream = missed[0], None
                trial.broken_at.append(at)
                settled = sum(not fit for fit in trial.fits[:at])
                cost = MISFIT * settled + BREAK * trial.breaks + ABSENT * trial.absent
                if cost > limit or trial.breaks > MOST_BREAKS:
                    break
                continue
        else:
            trial.absent += min(MOST_ABSENT, found)
            trial.fits[at] = trial.fits[anchor] = True
            del waiting[: found + 1]
            missed, reached = [], at
        at += 1
    return trial


def loose_year(shape: Shape, pattern: Pattern) -> str:
    """The code of the year where nothing finer is known and one number runs on, else "": which number is a
    year's first cannot be told then, and the engine has to guess it."""
    (level, *finer) = shape.chronology or (None,)
    if level is None or finer or len(shape.numbers) != 1:
        return ""
    return "" if pattern.levels[0].continuity is Continuity.RESTARTS else level.code


def _slack(shape: Shape) -> timedelta:
    """How far past an issue's first day its prediction may still lie."""
    if Unit.DAY in shape.units:
        return timedelta(days=1)
    return timedelta(days=45 if len(shape.units) > 1 else 366)


def _silent(earlier: Seen, later: Seen) -> bool:
    return bool(earlier.on and later.on and later.on.year - earlier.on.year > SILENCE)


def _from(pattern: Pattern, seen: Seen) -> Iterator[Prediction]:
    try:
        yield from predictions(pattern, holding_of(seen))
    except PatternError:
        return


def _look(
    stream: Iterator[Prediction], waiting: list[Prediction], seen: Seen, slack: timedelta, loose: str
) -> int | None:
    """The place of an issue among the predictions that are still waiting; more are fetched as needed."""
    codes = [code for code in seen.values if code != loose]
    wanted = comparable(seen.values, codes)
    until = seen.on + slack if seen.on else None
    near = 1 if loose else NEAR
    at = 0
    while at < FURTHEST:
        if at == len(waiting):
            if waiting and until and (day := waiting[-1].published_on) and day > until:
                return None
            if until is None and at > 60:
                return None
            coming = next(stream, None)
            if coming is None:
                return None
            waiting.append(coming)
        # Comparing costs most, and where years lie between the dates it can only say no.
        if _within(near, waiting[at], seen) and comparable(waiting[at].mapping, codes) == wanted:
            return at
        at += 1
    return None


def _within(years: int, prediction: Prediction, seen: Seen) -> bool:
    """Whether the two are dated so close together, as far as both are dated."""
    on = prediction.published_on
    return on is None or seen.on is None or abs(on.year - seen.on.year) <= years
