"""Captions and pattern: a 853, 854 or 855 as a value, and written out again.

Source: MARC 21 holdings, fields 853-855 and (as a copy in a bibliographic record) 891.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from buckram.pattern.chronology import ChronologyLevel, Unit, season_months, unit_of
from buckram.pattern.field import Field
from buckram.pattern.frequency import Pace, frequency_step
from buckram.pattern.regularity import (
    Act,
    DateRule,
    NumberRule,
    Rule,
    Season,
    regularity_text,
)


class Continuity(Enum):
    """853 $v: does the number go on through the volumes, or start again?"""

    CONTINUOUS = "c"
    RESTARTS = "r"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of enumeration.

    units: how many make one of the next higher level, None where unknown. units_word: "var" or "und" where
    that was said, "" otherwise. alongside: a whole number that runs beside the hierarchy and not below it.
    """

    code: str
    caption: str
    units: int | None = None
    units_word: str = ""
    continuity: Continuity | None = None
    scheme: str = ""
    alongside: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """853 $x: where the volume turns. season is 0 for a month; day is 0 where only the month is said."""

    month: int = 0
    day: int = 0
    season: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A caption and pattern that has been read.

    levels: enumeration, highest first, alternative numbering ($g $h) last. chronology: the levels that are
    dates, also where older records keep them in $a-$h. frequency: the $w code or "". changes: $x.
    rules: $y. extra: what prediction does not use ($n $o $p $t $2 $3 $6), kept for writing.
    winter_first, southern: the settings that MARC leaves open. warnings: what looks doubtful, in sentences.
    """

    tag: str
    indicators: str
    link: str
    levels: tuple[Level, ...]
    chronology: tuple[ChronologyLevel, ...]
    frequency: str = ""
    changes: tuple[Change, ...] = ()
    rules: tuple[Rule, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    winter_first: bool = False
    southern: bool = False
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def winter_opens_year(self) -> bool:
        """The setting, unless one $yps list says it: MARC has no other way to say that winter comes first."""
        for rule in self.rules:
            if isinstance(rule, DateRule) and rule.act is Act.PUBLISHED and rule.kind == "s":
                order = [code.season for item in rule.items for code in item if isinstance(code, Season)]
                if len(order) > 1 and 24 in (order[0], order[-1]):
                    return order[0] == 24
        return self.winter_first

    @property
    def by_season(self) -> bool:
        """Whether seasons have a part in it: only then the settings of the title mean anything."""
        codes = (
            code for rule in self.rules if isinstance(rule, DateRule) for item in rule.items for code in item
        )
        return (
            any(level.unit is Unit.SEASON for level in self.chronology)
            or any(change.season for change in self.changes)
            or any(isinstance(code, Season) for code in codes)
        )

    @property
    def season_months(self) -> Mapping[int, int]:
        """Season code to the month with which it begins, in the year that it is dated."""
        return season_months(winter_first=self.winter_opens_year, southern=self.southern)


def pattern_field(pattern: Pattern) -> Field:
    """The pattern as its MARC field, subfields in the order that MARC gives them."""
    return Field(pattern.tag, pattern.indicators, tuple(_subfields(pattern)))


def _subfields(pattern: Pattern) -> Iterator[tuple[str, str]]:
    if pattern.link:
        yield "8", pattern.link
    for level in pattern.levels:
        yield level.code, level.caption
        if level.units is not None or level.units_word:
            yield "u", str(level.units) if level.units is not None else level.units_word
        if level.continuity:
            yield "v", level.continuity.value
        if level.scheme:
            yield "z", level.scheme
    for chronology in pattern.chronology:
        yield chronology.code, chronology.caption
    yield from (pair for pair in pattern.extra if pair[0] not in "23")
    if pattern.frequency:
        yield "w", pattern.frequency
    if pattern.changes:
        yield "x", ",".join(map(_change_text, pattern.changes))
    for rule in pattern.rules:
        yield "y", regularity_text(rule)
    yield from (pair for pair in pattern.extra if pair[0] in "23")


def _change_text(change: Change) -> str:
    if change.season:
        return str(change.season)
    return f"{change.month:02d}" + (f"{change.day:02d}" if change.day else "")


def date_rules(pattern: Pattern, act: Act, kinds: str = "dmswy") -> Iterator[DateRule]:
    """The rules of one act about dates of these kinds, in order."""
    for rule in pattern.rules:
        if isinstance(rule, DateRule) and rule.act is act and rule.kind in kinds:
            yield rule


def number_rules(pattern: Pattern, act: Act, level: int) -> Iterator[NumberRule]:
    """The rules of one act about the numbers of one level (1 is $a), in order."""
    for rule in pattern.rules:
        if isinstance(rule, NumberRule) and rule.act is act and rule.level == level:
            yield rule


def calendar_changes(pattern: Pattern) -> tuple[Change, ...]:
    """Where the volume turns: $x, or 1 January where the highest number is itself a year that nothing
    else makes go on ("$a (year) $b no. $v r")."""
    if pattern.changes or len(pattern.levels) < 2 or not pattern.chronology:
        return pattern.changes
    top, below = pattern.levels[:2]
    if unit_of(top.caption) is Unit.YEAR and below.units is None:
        return (Change(month=1),)
    return ()


def tells_dates(pattern: Pattern) -> bool:
    """Whether anything in the pattern says when issues appear."""
    if frequency_step(pattern.frequency).pace is not Pace.NONE:
        return True
    return any(True for _ in date_rules(pattern, Act.PUBLISHED))
