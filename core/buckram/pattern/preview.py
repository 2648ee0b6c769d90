"""Twelve issues of a draft at once, with the ones that are left out in their places."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from buckram.pattern.caption import Pattern, date_rules
from buckram.pattern.chronology import Unit, split_value
from buckram.pattern.dates import days_of
from buckram.pattern.draft import Draft, first_day
from buckram.pattern.frequency import Pace, frequency_step
from buckram.pattern.position import locate
from buckram.pattern.prediction import predictions, recorded_values, slots_after, with_last_numbers
from buckram.pattern.regularity import (
    Act,
    Code,
    DateRule,
    Day,
    Item,
    Month,
    Season,
    Weekday,
    WeekOfMonth,
    Year,
)
from buckram.pattern.slot import Slot

FURTHEST = 1500
"""How many issues are looked through for one that is left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview.

    values: (subfield code, value); of one that is left out only its date. on: the first day of its period,
    None where nothing says it. place: what $y calls its place in the calendar, None where it has none.
    skipped: it is left out. joined: the item of $y that makes two issues one here, else ().
    """

    values: tuple[tuple[str, str], ...]
    on: date | None
    place: Code | None = None
    skipped: bool = False
    joined: Item = ()


def preview(draft: Draft, n: int = 12) -> list[Line]:
    """The first issue and those after it, `n` lines in all; fewer only where the pattern ends.

    PatternError where no issue can be told.
    """
    return list(islice(_lines(draft), max(0, n)))


def _lines(draft: Draft) -> Iterator[Line]:
    pattern = draft.pattern
    begin = first_day(draft)
    yield _line(pattern, draft.first, begin)
    omitted = _omitted_slots(draft)
    waiting = next(omitted, None)
    for issue in predictions(pattern, draft.holding):
        while waiting and issue.published_on and waiting.on < issue.published_on:
            yield Line(
                waiting.chronology, waiting.on, place_of(pattern, dict(waiting.chronology), waiting.on), True
            )
            waiting = next(omitted, None)
        yield _line(pattern, issue.values, issue.published_on)


def _line(pattern: Pattern, values: tuple[tuple[str, str], ...], on: date | None) -> Line:
    place = place_of(pattern, dict(values), on) if on else None
    joined = next((item for item in joined_items(pattern) if on and names(pattern, item[0], place, on)), ())
    if joined and not any("/" in value for code, value in values if code in "ijklm"):
        joined = ()
    return Line(values, on, place, joined=joined)


def _omitted_slots(draft: Draft) -> Iterator[Slot]:
    """The issues that would appear if nothing were left out, and do not."""
    pattern = draft.pattern
    if not any(True for _ in date_rules(pattern, Act.OMITTED)):
        return
    kept = tuple(r for r in pattern.rules if not (isinstance(r, DateRule) and r.act is Act.OMITTED))
    fuller = replace(pattern, rules=kept)
    position = locate(fuller, with_last_numbers(pattern, recorded_values(draft.holding)))
    if position is None:
        return
    # A rule may name what never appears, and then the search has to have an end.
    for slot in islice(slots_after(position), FURTHEST):
        place = place_of(pattern, dict(slot.chronology), slot.on)
        if any(names(pattern, code, place, slot.on) for code in omitted_codes(pattern)):
            yield slot


def omitted_codes(pattern: Pattern) -> list[Code]:
    """What $y leaves out, code by code."""
    return [code for rule in date_rules(pattern, Act.OMITTED) for item in rule.items for code in item]


def joined_items(pattern: Pattern) -> list[Item]:
    """What $y makes one issue of."""
    rules = (*date_rules(pattern, Act.COMBINED), *date_rules(pattern, Act.PUBLISHED))
    return [item for rule in rules for item in rule.items if len(item) > 1]


def names(pattern: Pattern, code: Code, place: Code | None, on: date) -> bool:
    """Whether a code of $y names the issue of this place and day."""
    if code == place:
        return True
    if isinstance(code, Season) or isinstance(place, Season):
        return False
    if isinstance(code, Month) and not any(level.unit is Unit.DAY for level in pattern.chronology):
        return code.month == on.month
    return on.toordinal() in days_of(code, on.year, southern=pattern.southern)


def place_of(pattern: Pattern, values: dict[str, str], on: date) -> Code | None:
    """What $y would call the place of an issue in the calendar, so that it is the same place each year."""
    units = {level.unit: level.code for level in pattern.chronology}
    if not units:
        return None
    if Unit.SEASON in units and Unit.MONTH not in units:
        label = (split_value(values.get(units[Unit.SEASON], "")) or [""])[0]
        return Season(int(label)) if label in ("21", "22", "23", "24") else Month(on.month)
    if set(units) <= {Unit.YEAR, Unit.OTHER}:
        return Year(f"{on.year:04d}")
    pace = frequency_step(pattern.frequency)
    published = [c for r in date_rules(pattern, Act.PUBLISHED, "dw") for item in r.items for c in item]
    if pace.pace in (Pace.EVERY_MONTHS, Pace.EVERY_YEARS) or (pace.pace is Pace.A_YEAR and not published):
        return Month(on.month)
    daily = pace.pace is Pace.EVERY_DAYS and pace.count == 1
    by_week = pace.pace is Pace.A_WEEK or (pace.pace is Pace.EVERY_DAYS and pace.count % 7 == 0)
    if not daily and (by_week or any(isinstance(code, Weekday | WeekOfMonth) for code in published)):
        return _week(on)
    return Day(on.month, on.day)


def _week(on: date) -> WeekOfMonth:
    """The nth weekday of its month, counted from the end for the last one."""
    left = monthrange(on.year, on.month)[1] - on.day
    week = 99 if left < 7 else (on.day + 6) // 7
    return WeekOfMonth(on.month, week, on.weekday())
