"""Ticking issues of a preview: left out or not, two in one or apart. What becomes of $y is told here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from buckram.errors import PatternError
from buckram.pattern.caption import Continuity, Pattern, calendar_changes
from buckram.pattern.draft import Draft, read_again
from buckram.pattern.numerals import read_numeral
from buckram.pattern.position import locate
from buckram.pattern.prediction import units_so_far
from buckram.pattern.preview import Line, names
from buckram.pattern.regularity import (
    Act,
    Code,
    DateRule,
    Day,
    Item,
    Month,
    NumberRule,
    Rule,
    Season,
    Weekday,
    WeekOfMonth,
    WeekOfYear,
    Year,
)

_KINDS: dict[type, str] = {
    Weekday: "d",
    Day: "d",
    Month: "m",
    Season: "s",
    WeekOfMonth: "w",
    WeekOfYear: "w",
    Year: "y",
}
_NO_PLACE = "Nothing says when this issue appears, so $y cannot name it."
_GIVE_DATES = "Give the pattern a frequency and dates."


def tick(draft: Draft, line: Line) -> Draft:
    """Leave the issue out, this year and every year; or let it appear again.

    PatternError where nothing can name it, or it is two issues in one.
    """
    pattern = draft.pattern
    if line.skipped and line.on:
        on, place = line.on, line.place
        return _with_rules(
            draft, _without(pattern, Act.OMITTED, lambda item: names(pattern, item[0], place, on))
        )
    if line.place is None:
        raise PatternError(_NO_PLACE, _GIVE_DATES, subfield="y")
    if line.joined:
        raise PatternError(
            "This is two issues in one.", "Part them with J, then leave one out.", subfield="y"
        )
    if line.values == draft.first:
        raise PatternError("The pattern begins with this issue.", "Begin with another one.", subfield="y")
    return _with_rules(draft, _with_item(pattern, Act.OMITTED, (line.place,)))


def join(draft: Draft, line: Line, following: Line | None) -> Draft:
    """One step further: two issues; one issue under both numbers; one issue under one number; two again.

    Where both numbers cannot be said in MARC (a running number has no place in a volume), that step is left
    out. PatternError where the two cannot be joined.
    """
    if line.joined:
        numbered = _joined_numbers(draft, line)
        begins = line.values == draft.first
        if numbered is not None:
            return _with_rules(draft, numbered, _first_part(draft, "abcdef") if begins else draft.values)
        return _with_rules(
            draft, _apart(draft.pattern, line), _first_part(draft, "ijklm") if begins else draft.values
        )
    if line.skipped or following is None or following.skipped:
        raise PatternError("Only two issues that follow each other can be one.", subfield="y")
    if following.joined:
        raise PatternError("The next is two issues in one already.", "Part them with J first.", subfield="y")
    if line.place is None or following.place is None:
        raise PatternError(_NO_PLACE, _GIVE_DATES, subfield="y")
    if isinstance(line.place, Year):
        raise PatternError(
            "Years are joined by the date of the first issue.", "Type it like 2025/2026.", subfield="i"
        )
    both = _both_numbers(draft, line, following)
    rules = _with_item(draft.pattern, Act.COMBINED, _as_last(line.place, following.place))
    first = draft.values
    if line.values == draft.first:
        codes = {level.code for level in draft.pattern.chronology}
        if both:
            codes.add(draft.main_levels[-1].code)
        for code, value in following.values:
            if code in codes and value != first[code]:
                first[code] += f"/{value}"
    return _with_rules(draft, (*rules, both) if both else rules, first)


def _first_part(draft: Draft, codes: str) -> dict[str, str]:
    """The first issue when it is two no longer: of its numbers, or of its dates, the first ones."""
    return {code: value.split("/")[0] if code in codes else value for code, value in draft.first}


def _as_last(first: Code, second: Code) -> Item:
    """The last two weeks of a month are counted from its end, both of them."""
    match first, second:
        case WeekOfMonth(month), WeekOfMonth(later, 99) if month == later:
            return replace(first, week=98), second
    return first, second


def _both_numbers(draft: Draft, line: Line, following: Line) -> NumberRule | None:
    """The $y that joins the numbers too, or None where there is no such rule."""
    levels = draft.main_levels
    if not levels:
        return None
    lowest, restarts = levels[-1], levels[-1].continuity is Continuity.RESTARTS
    texts = [dict(one.values).get(lowest.code, "") for one in (line, following)]
    numerals = [read_numeral(text, lowest.scheme) for text in texts]
    higher = [[dict(one.values).get(v.code) for v in levels[:-1]] for one in (line, following)]
    if len(levels) < 2 or any(numeral is None for numeral in numerals) or higher[0] != higher[1]:
        return None
    first, second = (numeral.last for numeral in numerals if numeral)
    if not restarts:
        place = _place_in_volume(draft.pattern, dict(line.values), first, lowest.units)
        if not place:
            return None
        first, second = place, place + 1
    if second != first + 1:
        return None
    return NumberRule(Act.COMBINED, "abcdef".index(lowest.code) + 1, ((first, second),))


def _place_in_volume(pattern: Pattern, values: dict[str, str], number: int, units: int | None) -> int:
    """Which number of its volume a running number is; 0 where nothing tells."""
    if calendar_changes(pattern):
        position = locate(pattern, values)
        return units_so_far(position) if position else 0
    return (number - 1) % units + 1 if units else 0


def _joined_numbers(draft: Draft, line: Line) -> tuple[Rule, ...] | None:
    """The rules without the one that joins this issue's numbers; None where its numbers are not joined."""
    levels = draft.main_levels
    if not levels or "/" not in (text := dict(line.values).get(levels[-1].code, "")):
        return None
    lowest = levels[-1]
    numeral = read_numeral(text, lowest.scheme)
    level = "abcdef".index(lowest.code) + 1
    if numeral is None:
        return None
    first = numeral.first
    if lowest.continuity is not Continuity.RESTARTS:
        first = _place_in_volume(draft.pattern, dict(line.values), first, lowest.units)
        if calendar_changes(draft.pattern):
            # The issue itself counts as all the numbers that it joins.
            first -= numeral.last - numeral.first
    found = False
    rules: list[Rule] = []
    for rule in draft.pattern.rules:
        if isinstance(rule, NumberRule) and rule.act is Act.COMBINED and rule.level == level:
            items = tuple(item for item in rule.items if item[0] != first)
            found = found or items != rule.items
            if items:
                rules.append(replace(rule, items=items))
        else:
            rules.append(rule)
    return tuple(rules) if found else None


def _apart(pattern: Pattern, line: Line) -> tuple[Rule, ...]:
    gone = line.joined
    rules = _without(pattern, Act.COMBINED, lambda item: item == gone)
    if rules != pattern.rules:
        return rules
    # A list of what is published names each part by itself again.
    return tuple(
        replace(rule, items=_split(rule.items, gone))
        if isinstance(rule, DateRule) and rule.act is Act.PUBLISHED
        else rule
        for rule in rules
    )


def _split(items: tuple[Item, ...], gone: Item) -> tuple[Item, ...]:
    return tuple(part for item in items for part in ([(code,) for code in item] if item == gone else [item]))


def _with_item(pattern: Pattern, act: Act, item: Item) -> tuple[Rule, ...]:
    """The rules with one item more: beside others of its kind, or in a rule of its own."""
    kind = _KINDS[type(item[0])]
    rules = list(pattern.rules)
    for at, rule in enumerate(rules):
        if isinstance(rule, DateRule) and rule.act is act and rule.kind == kind:
            rules[at] = replace(rule, items=(*rule.items, item))
            return tuple(rules)
    return (*rules, DateRule(act, kind, (item,)))


def _without(pattern: Pattern, act: Act, goes: Callable[[Item], bool]) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for rule in pattern.rules:
        if isinstance(rule, DateRule) and rule.act is act:
            items = tuple(item for item in rule.items if not goes(item))
            if items:
                rules.append(replace(rule, items=items))
        else:
            rules.append(rule)
    return tuple(rules)


def _with_rules(draft: Draft, rules: tuple[Rule, ...], first: Mapping[str, str] | None = None) -> Draft:
    return read_again(replace(draft.pattern, rules=rules), draft.values if first is None else first)
