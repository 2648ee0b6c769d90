"""A pattern as a sentence, and an issue as a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from buckram.pattern.caption import (
    Change,
    Continuity,
    Level,
    Pattern,
    calendar_changes,
    date_rules,
    number_rules,
)
from buckram.pattern.chronology import Unit
from buckram.pattern.enumeration import is_lone_volume
from buckram.pattern.frequency import frequency_name, issues_a_year
from buckram.pattern.regularity import Act, Item, Month, Year
from buckram.pattern.wording import (
    MONTHS,
    SEASONS,
    as_sentence,
    code_words,
    item_words,
    label,
    listed,
    noun,
    number_word,
    numbers_words,
    ordinal,
    when_words,
)


def describe(pattern: Pattern) -> str:
    """The pattern as one sentence: "Monthly, July and August as one issue; twelve numbers a volume; new
    volume each January.\""""
    parts = [", ".join(about_dates(pattern)), *_about_numbers(pattern), *_about_changes(pattern)]
    parts += _about_seasons(pattern)
    sentence = "; ".join(filter(None, parts))
    unit = next((value for code, value in pattern.extra if code == "o"), "")
    if unit:
        sentence = f"{unit}: {sentence}"
    return as_sentence(sentence)


def _about_seasons(pattern: Pattern) -> Iterator[str]:
    """What MARC leaves open. The months of southern seasons settle where their winter stands."""
    if not pattern.by_season:
        return
    if pattern.southern:
        yield "seasons of the southern hemisphere (a setting of this title)"
    elif pattern.winter_opens_year:
        is_set = not replace(pattern, winter_first=False).winter_opens_year
        yield "winter opens the year (a setting of this title)" if is_set else "winter opens the year"


def about_dates(pattern: Pattern) -> Iterator[str]:
    """When it appears, in phrases: "monthly", "on the second Wednesday of the month", "but not in July"."""
    name = frequency_name(pattern.frequency)
    if pattern.frequency.isdecimal() and issues_a_year(pattern.frequency) == int(pattern.frequency) <= 12:
        name = f"{number_word(int(pattern.frequency))} times a year"
    yield name or "of unknown frequency"
    published = [item for rule in date_rules(pattern, Act.PUBLISHED) for item in rule.items]
    combined = [item for rule in date_rules(pattern, Act.COMBINED) for item in rule.items]
    joined = [item for item in (*published, *combined) if len(item) > 1]
    within = {code for item in joined for code in item}
    single = [item[0] for item in published if len(item) == 1 and item[0] not in within]
    every_month = {Month(n) for n in range(1, 13)} <= {*single, *within}
    if single and not every_month:
        yield when_words(single)
    if joined:
        yield _joined_words(joined)
    rules = date_rules(pattern, Act.OMITTED)
    if omitted := [code for rule in rules for item in rule.items for code in item]:
        yield f"but not {when_words(omitted)}"


def _joined_words(items: Sequence[Item]) -> str:
    if isinstance(items[0][0], Year):
        return f"{number_word(len(items[0]))} years in one issue"
    if len(items) == 1:
        return f"{item_words(items[0])} as one issue"
    return f"{listed(' with '.join(map(code_words, item)) for item in items)} as one issue each"


def _about_numbers(pattern: Pattern) -> Iterator[str]:
    main = [level for level in pattern.levels if level.code in "abcdef" and not level.alongside]
    for above, level in pairwise(main):
        if level.units is not None:
            yield f"{number_word(level.units)} {noun(level.caption, level.units)} a {noun(above.caption)}"
        elif level.units_word:
            yield f"{noun(level.caption, 2)} a {noun(above.caption)} vary"
        if level.continuity is Continuity.CONTINUOUS:
            yield f"{noun(level.caption, 2)} run on through the {noun(above.caption, 2)}"
    for level in pattern.levels:
        if level.alongside or level.code in "gh":
            yield f"{noun(level.caption, 2)} in ${level.code} run alongside"
        yield from _number_rules_words(pattern, level)


def _number_rules_words(pattern: Pattern, level: Level) -> Iterator[str]:
    at = "abcdef".find(level.code) + 1
    for rule in number_rules(pattern, Act.PUBLISHED, at):
        yield f"only {noun(level.caption, 2)} {numbers_words(rule.items)}"
    for rule in number_rules(pattern, Act.OMITTED, at):
        yield f"{noun(level.caption, len(rule.items))} {numbers_words(rule.items)} never used"
    for rule in number_rules(pattern, Act.COMBINED, at):
        yield f"{noun(level.caption, 2)} {numbers_words(rule.items)} as one"


def _about_changes(pattern: Pattern) -> Iterator[str]:
    changes = calendar_changes(pattern)
    if not changes or not pattern.levels:
        return
    monthly = {change.month for change in changes if not (change.season or change.day)} == set(range(1, 13))
    top, when = pattern.levels[0], "month" if monthly else listed(map(change_words, changes))
    if sum(level.code in "abcdef" for level in pattern.levels) > 1 or is_lone_volume(pattern):
        yield f"new {noun(top.caption)} each {when}"
    elif top.continuity is Continuity.RESTARTS:
        yield f"{noun(top.caption, 2)} begin again each {when}"


def change_words(change: Change) -> str:
    """A calendar change: "January", "1 July", "spring"."""
    if change.season:
        return SEASONS[change.season]
    return f"{change.day} {MONTHS[change.month - 1]}" if change.day else MONTHS[change.month - 1]


def designation(pattern: Pattern, values: dict[str, str]) -> str:
    """An issue in plain words: "v.2 no.1, January 1991"."""
    numbers = []
    for level in pattern.levels:
        value = values.get(level.code)
        if value:
            caption = "" if level.caption.startswith("(") or level.caption.strip("*") == "" else level.caption
            if caption.startswith("+"):
                value, caption = ordinal(int(value)) if value.isdecimal() else value, f" {caption[1:]}"
                numbers.append(value + caption)
            else:
                gap = " " if caption[-1:].isalpha() and len(caption) > 1 else ""
                numbers.append(f"{caption.lstrip('=')}{gap}{value}")
    dates = {level.unit: values.get(level.code, "") for level in pattern.chronology}
    month = dates.get(Unit.MONTH) or dates.get(Unit.SEASON) or ""
    when = [dates.get(Unit.DAY, "").lstrip("0"), _labels(month), dates.get(Unit.YEAR, "")]
    if quarter := dates.get(Unit.QUARTER):
        when.insert(1, f"quarter {quarter},")
    if week := dates.get(Unit.WEEK):
        when.insert(1, f"week {week},")
    return ", ".join(filter(None, [" ".join(numbers), " ".join(filter(None, when))]))


def _labels(value: str) -> str:
    parts = value.split("/")
    if not all(part.isdecimal() and (1 <= int(part) <= 12 or 21 <= int(part) <= 24) for part in parts):
        return value
    return "/".join(label(int(part)) for part in parts)
