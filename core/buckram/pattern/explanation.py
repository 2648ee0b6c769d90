"""Why the next issue is this one and no other, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise

from buckram.pattern.caption import (
    Change,
    Continuity,
    Level,
    Pattern,
    calendar_changes,
    date_rules,
    number_rules,
)
from buckram.pattern.dates import days_of
from buckram.pattern.description import about_dates, change_words, designation
from buckram.pattern.field import Field
from buckram.pattern.periods import PeriodCalendar
from buckram.pattern.position import Position, locate
from buckram.pattern.prediction import Prediction, recorded_values, slots_after, with_last_numbers
from buckram.pattern.regularity import Act, Code, DateRule, Month, Season, regularity_text
from buckram.pattern.slot import Slot
from buckram.pattern.wording import as_sentence, item_words, noun, number_word

FURTHEST = 2000
"""How many slots are looked through for the issue that is to be explained."""


def explain(pattern: Pattern, before: Field, after: Prediction, *, described: bool = False) -> list[str]:
    """Why `after` is the issue that follows `before`, in sentences: when, then which number.

    described: the pattern stands above as a sentence, so that its dates are not told again. PatternError as
    `predictions`, where nothing can be told from `before` at all.
    """
    values = with_last_numbers(pattern, recorded_values(before))
    position = locate(pattern, values)
    slot = _slot_of(position, after) if position else None
    said = [f"The one before is {designation(pattern, values)}."]
    if position is None or slot is None:
        said.append("Nothing says when the next one appears, so only the numbers go on.")
    else:
        said += _why_then(pattern, values, position, slot, described=described)
    change = _change_between(pattern, position, slot) if position and slot else None
    said += _why_this_number(pattern, values, after.mapping, change)
    said.append(f"So the next is {designation(pattern, after.mapping)}.")
    return said


def _slot_of(position: Position, issue: Prediction) -> Slot | None:
    chronology = set(issue.values)
    return next(
        (s for s in islice(slots_after(position), FURTHEST) if chronology.issuperset(s.chronology)), None
    )


def _why_then(
    pattern: Pattern, values: Mapping[str, str], position: Position, slot: Slot, *, described: bool
) -> Iterator[str]:
    kept = tuple(
        rule for rule in pattern.rules if not (isinstance(rule, DateRule) and rule.act is Act.OMITTED)
    )
    fuller = replace(pattern, rules=kept)
    if not described:
        yield f"It is {', '.join(about_dates(fuller))}."
    if len(kept) < len(pattern.rules) and (unfiltered := locate(fuller, values)):
        for missing in islice(slots_after(unfiltered), FURTHEST):
            if missing.on >= slot.on:
                break
            for rule in date_rules(pattern, Act.OMITTED):
                if any(_names(code, missing, position) for item in rule.items for code in item):
                    words = f"{designation(pattern, dict(missing.chronology))} is left out"
                    yield as_sentence(f"{words} ($y{regularity_text(rule)})")
                    break
    if slot.units > 1:
        for rule in (*date_rules(pattern, Act.PUBLISHED), *date_rules(pattern, Act.COMBINED)):
            for item in rule.items:
                if len(item) > 1 and _names(item[0], slot, position):
                    yield as_sentence(f"{item_words(item)} are one issue ($y{regularity_text(rule)})")
    if isinstance(position.calendar, PeriodCalendar) and "24" in dict(slot.chronology).values():
        yield from _about_winter(pattern)


def _about_winter(pattern: Pattern) -> Iterator[str]:
    if pattern.southern:
        yield "Seasons are those of the southern hemisphere, by the setting of this title."
        return
    does = "opens" if pattern.winter_opens_year else "closes"
    ordered = pattern.winter_opens_year != pattern.winter_first
    why = "by the order of its $yps" if ordered else "by the setting of this title, for MARC leaves it open"
    yield f"Winter {does} the year, {why}."


def _names(code: Code, slot: Slot, position: Position) -> bool:
    """Whether a code names the (first) date of a slot."""
    if isinstance(position.calendar, PeriodCalendar) and isinstance(code, Month | Season):
        wanted = code.month if isinstance(code, Month) else code.season
        return slot.key == position.calendar.key(slot.on.year, wanted)
    return slot.on.toordinal() in days_of(code, slot.on.year)


def _change_between(pattern: Pattern, position: Position, slot: Slot) -> Change | None:
    """The calendar change that was passed last before the slot, if one lies between."""
    if slot.epoch == position.epoch:
        return None
    months = pattern.season_months
    passed = {}
    for change in calendar_changes(pattern):
        month = months[change.season] if change.season else change.month
        for year in (slot.on.year, slot.on.year - 1):
            on = date(year, month, min(change.day or 1, 28))
            if on <= slot.on:
                passed[on] = change
    return passed[max(passed)] if passed else None


def _why_this_number(
    pattern: Pattern, values: Mapping[str, str], new: Mapping[str, str], change: Change | None
) -> Iterator[str]:
    main = [v for v in pattern.levels if v.code in "abcdef" and not v.alongside and v.code in values]
    changed = [level for level in main if new.get(level.code) != values[level.code]]
    if not changed:
        return
    lowest = main[-1]
    higher = [level for level in changed if level is not lowest]
    if change and higher:
        top = higher[0]
        yield (
            f"The calendar change at {change_words(change)} ($x) lies between,"
            f" so the {noun(top.caption)} goes from {values[top.code]} to {new[top.code]}."
        )
    elif higher:
        for level, below in pairwise(main):
            if level in higher:
                rules = number_rules(pattern, Act.PUBLISHED, "abcdef".find(below.code) + 1)
                yield _filled(level, below, values, new, listed=any(True for _ in rules))
    elif _overruns(pattern, lowest, new):
        yield f"$u says {lowest.units}, but only the calendar change ($x) turns the volume."
    name = noun(lowest.caption)
    if higher and lowest.continuity is not Continuity.CONTINUOUS and new[lowest.code] != values[lowest.code]:
        yield f"The {name} begins again with {new[lowest.code]}."
    elif lowest in changed:
        through = " through the volumes ($v c)" if lowest.continuity is Continuity.CONTINUOUS else ""
        yield f"The {name} goes on{through} from {values[lowest.code]} to {new[lowest.code]}."


def _filled(
    level: Level, below: Level, values: Mapping[str, str], new: Mapping[str, str], *, listed: bool
) -> str:
    complete = f"completes the {number_word(below.units)} of $u" if below.units else "is the last"
    if listed:
        complete = "is the last that $y lists"
    return (
        f"The {noun(below.caption)} {values[below.code]} {complete}, so the {noun(level.caption)} goes"
        f" from {values[level.code]} to {new[level.code]}."
    )


def _overruns(pattern: Pattern, lowest: Level, new: Mapping[str, str]) -> bool:
    last = new[lowest.code].split("/")[-1]
    restarts = lowest.continuity is Continuity.RESTARTS
    return bool(
        pattern.changes and restarts and lowest.units and last.isdecimal() and int(last) > lowest.units
    )
