"""Which pattern of a run goes on from its last issue, and which holds for each issue after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from buckram.errors import PatternError
from buckram.pattern import Pattern, Prediction, parse_pattern, predictions
from buckram.pattern.field import Field
from buckram.storage.issues import PatternRow
from buckram.storage.outlook import LastRow

_MOST_PASSED_OVER = 400
"""Issues that a pattern may name before the day from which it holds; then it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Following:
    """An issue to come, with the pattern that holds for it."""

    pattern: PatternRow
    prediction: Prediction

    @property
    def published_on(self) -> date | None:
        """The date it bears, None where nothing tells."""
        return self.prediction.published_on


@lru_cache(maxsize=512)
def parsed(captions: Field, *, winter_first: bool = False, southern: bool = False) -> Pattern:
    """The pattern of a caption field. Kept, because all issues of a record and most monthlies share theirs.

    winter_first, southern: the settings of the title. Raises PatternError.
    """
    return parse_pattern(captions, winter_first=winter_first, southern=southern)


def pattern_of(row: PatternRow) -> Pattern:
    """A stored pattern, with the settings of its title. Raises PatternError."""
    return parsed(row.field, winter_first=row.winter_first, southern=row.southern)


def predicted(pattern: Pattern, designation: Mapping[str, str]) -> Iterator[Prediction]:
    """The issues after the designated one. Raises PatternError when nobody can predict from the pattern."""
    tag = {"853": "863", "854": "864", "855": "865"}[pattern.tag]
    return predictions(pattern, Field.of(tag, "  ", designation.items()))


def following(patterns: Sequence[PatternRow], last: LastRow, today: date) -> Iterator[Following]:
    """The issues after the last one of a run, each by the pattern that holds on its date.

    patterns: those of the run, by the time from which they hold; captions alone foresee nothing. The pattern
    that made the last issue goes on; where it is not known, the one that holds then and whose captions fit
    the issue best. An issue without a date is taken for one of today. A pattern that nobody can predict from
    ends it.
    """
    patterns = [one for one in patterns if one.predicts]
    designation, day = last.designation, last.published_on or today
    pattern = (
        next((one for one in patterns if one.id == last.pattern_id), None)
        or _holding(patterns, day, designation)
        or _next(patterns, day)
    )
    # Each pattern gives way once at most.
    for _ in patterns:
        if pattern is None:
            return
        successor = None
        passed_over = 0
        for prediction in _as_far_as_it_goes(pattern, designation):
            day = prediction.published_on or today
            if pattern.holds_from and day < pattern.holds_from:
                passed_over += 1
                if passed_over > _MOST_PASSED_OVER:
                    return
                continue
            holding = _holding(patterns, day, designation, pattern)
            if holding is not pattern:
                successor = holding or _next(patterns, day)
                break
            yield Following(pattern, prediction)
            designation = prediction.mapping
        pattern = successor


def _as_far_as_it_goes(pattern: PatternRow, designation: Mapping[str, str]) -> Iterator[Prediction]:
    try:
        yield from predicted(pattern_of(pattern), designation)
    except PatternError:
        # An imported pattern may be one that nobody can predict from. Its card is worked by typing.
        return


def _holding(
    patterns: Sequence[PatternRow],
    day: date,
    designation: Mapping[str, str],
    current: PatternRow | None = None,
) -> PatternRow | None:
    """The pattern that holds on a day: the one that began last; of several, the current or the fittest."""
    holding = [
        one
        for one in patterns
        if (one.holds_from is None or one.holds_from <= day)
        and (one.holds_until is None or day <= one.holds_until)
    ]
    if not holding:
        return None
    newest = max(_begins(one) for one in holding)
    found = [one for one in holding if _begins(one) == newest]
    if current in found:
        return current
    return max(reversed(found), key=lambda one: _fit(one.field, designation))


def _next(patterns: Sequence[PatternRow], day: date) -> PatternRow | None:
    """The first pattern that begins after a day."""
    return min((one for one in patterns if _begins(one) > day), key=_begins, default=None)


def _begins(pattern: PatternRow) -> date:
    return pattern.holds_from or date.min


def _fit(captions: Field, designation: Mapping[str, str]) -> int:
    """0 where the captions name just the levels of the designation; less for each that only one side has."""
    levels = {code for code, _ in captions.subfields if code in "abcdefghijklm"}
    return -len(levels ^ designation.keys())
