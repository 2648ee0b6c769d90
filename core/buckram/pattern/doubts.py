"""What looks doubtful in a pattern that can be read: sentences for a person to weigh."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from buckram.errors import PatternError
from buckram.pattern.caption import (
    Pattern,
    calendar_changes,
    date_rules,
    number_rules,
    tells_dates,
)
from buckram.pattern.chronology import Unit
from buckram.pattern.frequency import frequency_name, issues_a_year
from buckram.pattern.periods import PeriodCalendar
from buckram.pattern.position import Position, locate
from buckram.pattern.regularity import Act, DateRule, Month, Season, regularity_text

SAMPLE_YEARS = range(2021, 2028)
"""Years that between them have 52 and 53 weeks, 365 and 366 days."""


def doubts(pattern: Pattern) -> tuple[str, ...]:
    """Sentences about what in the pattern does not fit together."""
    return tuple(_doubts(pattern))


def _doubts(pattern: Pattern) -> Iterator[str]:
    yield from _about_levels(pattern)
    if not pattern.chronology:
        return
    if not tells_dates(pattern):
        said = (
            f"$w{pattern.frequency} ({frequency_name(pattern.frequency)})" if pattern.frequency else "No $w"
        )
        yield f"{said} and no $y that says when it is published: its dates cannot be predicted."
        return
    try:
        position = locate(pattern, _sample(pattern))
    except PatternError:
        return
    if position is None:
        return
    years = [position.calendar.slots(year) for year in SAMPLE_YEARS]
    counts = sorted({len(slots) for slots in years})
    if not any(counts):
        if not list(date_rules(pattern, Act.PUBLISHED, "y")):
            yield "By its $y nothing is ever published."
        return
    dates = sorted({sum(slot.units for slot in slots) for slots in years})
    yield from _about_count(pattern, counts, dates)
    yield from _about_volume(pattern, position, counts)
    yield from _about_rules(pattern, position)


def _sample(pattern: Pattern) -> dict[str, str]:
    """The date of an issue as the pattern might have it."""
    first = {"m": 1, "s": 21}
    for rule in date_rules(pattern, Act.PUBLISHED, "ms"):
        for code in rule.items[0]:
            first[rule.kind] = code.month if isinstance(code, Month) else 21
    texts = {
        Unit.YEAR: str(SAMPLE_YEARS[0]),
        Unit.MONTH: f"{first['m']:02d}",
        Unit.SEASON: str(first["s"]),
        Unit.QUARTER: "1",
        Unit.HALF: "1",
        Unit.WEEK: "1",
        Unit.DAY: "04",
    }
    return {level.code: texts[level.unit] for level in pattern.chronology if level.unit in texts}


def _about_levels(pattern: Pattern) -> Iterator[str]:
    for level in pattern.levels:
        if level.code in "ag":
            continue
        if level.units is not None and level.continuity is None:
            yield (
                f"${level.code} {level.caption} has $u{level.units} and no $v: it is read as continuous,"
                " unless the holding shows that it starts again with each volume."
            )


def _about_count(pattern: Pattern, counts: list[int], dates: list[int]) -> Iterator[str]:
    """counts, dates: issues a year, and the same with each part of a combined issue for itself."""
    said = issues_a_year(pattern.frequency)
    if said >= 1 and not any(found[0] / 1.5 <= said <= found[-1] * 1.5 for found in (counts, dates)):
        yield (
            f"$w{pattern.frequency} means {frequency_name(pattern.frequency)}, but the pattern publishes"
            f" {_issues(counts)} a year."
        )


def _about_volume(pattern: Pattern, position: Position, counts: list[int]) -> Iterator[str]:
    """Does $u agree with the calendar? A slip in $y shows here more than anywhere else."""
    main = [level for level in pattern.levels if level.code in "bcdef" and not level.alongside]
    units = prod(level.units or 0 for level in main)
    # Of three levels, the lower two may be what one change of the calendar turns.
    volumes_of = {prod(level.units or 0 for level in main[at:]) for at in range(len(main))}
    published = any(True for level in range(2, 7) for _ in number_rules(pattern, Act.PUBLISHED, level))
    if not main or not units or published or 0 in counts:
        return
    joined = sum(
        item[-1] - item[0]
        for level in range(2, 7)
        for rule in number_rules(pattern, Act.COMBINED, level)
        for item in rule.items
    )
    if calendar_changes(pattern):
        volumes: dict[int, int] = {}
        for year in SAMPLE_YEARS:
            for slot in position.calendar.slots(year):
                volumes[slot.epoch] = volumes.get(slot.epoch, 0) + 1
        # The first and the last may have been cut by the sample.
        found = sorted(set(list(volumes.values())[1:-1]))
        fits = any({count, count + joined} & volumes_of for count in found)
        where = "a volume by $x"
    else:
        found, where = counts, "a year"
        fits = any(
            count and (count % units == 0 or units % count == 0) for n in counts for count in (n, n + joined)
        )
    if found and not fits:
        numbers = f"{units} numbers" if len(main) == 1 else f"{units} issues in all"
        yield f"$u says {numbers} a volume, but the pattern publishes {_issues(found)} {where}."


def _about_rules(pattern: Pattern, position: Position) -> Iterator[str]:
    """Rules that speak of something by which this serial is not dated."""
    if not isinstance(position.calendar, PeriodCalendar):
        return
    labels = {label for item in position.calendar.items for label in item}
    for rule in pattern.rules:
        if not isinstance(rule, DateRule) or rule.act is Act.PUBLISHED:
            continue
        listed = {
            code.month if isinstance(code, Month) else code.season
            for item in rule.items
            for code in item
            if isinstance(code, Month | Season)
        }
        useless = rule.kind in "dw" or (rule.act is Act.COMBINED and listed and not listed & labels)
        if useless:
            yield f"$y{regularity_text(rule)} has no effect on issues that are dated as these are."


def _issues(counts: list[int]) -> str:
    if len(counts) == 1:
        return "1 issue" if counts[0] == 1 else f"{counts[0]} issues"
    return f"{counts[0]} to {counts[-1]} issues"
