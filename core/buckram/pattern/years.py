"""In which years a serial appears at all: $y p y, $y o y, and the step of a biennial or triennial."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.pattern.caption import Pattern, date_rules
from buckram.pattern.frequency import Pace, frequency_step
from buckram.pattern.regularity import Act, Year


@dataclass(frozen=True, slots=True)
class YearRule:
    """step, phase: every `step` years, those that leave `phase` when divided. listed, omitted: masks."""

    step: int = 1
    phase: int = 0
    listed: tuple[Year, ...] = ()
    omitted: tuple[Year, ...] = ()

    def publishes(self, year: int) -> bool:
        """Whether anything appears in `year`."""
        if self.step > 1 and (year - self.phase) % self.step:
            return False
        if any(mask.fits(year) for mask in self.omitted):
            return False
        return not self.listed or any(mask.fits(year) for mask in self.listed)


def span_of(pattern: Pattern) -> tuple[int, ...]:
    """The years of one issue by its $y, counted from the first: (0, 1) for "pyyyy1/yyy2", (0,) for none."""
    items = [item for rule in date_rules(pattern, Act.PUBLISHED, "y") for item in rule.items]
    items += [item for rule in date_rules(pattern, Act.COMBINED, "y") for item in rule.items]
    return tuple(range(max((len(item) for item in items), default=1)))


def year_rule(pattern: Pattern, year: int) -> YearRule:
    """The rule for a run that starts from an issue of `year`.

    A joined item such as yyy1/yyy2 numbers the years of one issue; it says how wide an issue is, not which
    years have one, so the frequency's step decides (LC's own example goes 2000/2001, 2002/2003).
    """
    every = frequency_step(pattern.frequency)
    step = every.count if every.pace is Pace.EVERY_YEARS else 1
    listed = tuple(
        code
        for rule in date_rules(pattern, Act.PUBLISHED, "y")
        for item in rule.items
        if len(item) == 1
        for code in item
        if isinstance(code, Year)
    )
    omitted = tuple(
        code
        for rule in date_rules(pattern, Act.OMITTED, "y")
        for item in rule.items
        for code in item
        if isinstance(code, Year)
    )
    if listed:
        step = 1
    elif not pattern.frequency:
        step = len(span_of(pattern))
    return YearRule(step, year % step, listed, omitted)
