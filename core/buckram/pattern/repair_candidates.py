"""Patterns that might explain what came otherwise than predicted. Each is one change of the old pattern.

Whether one really does explain it is found by predicting anew (see `repair_proposal`): here a candidate may
be too many, never too few.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

from buckram.pattern.caption import Continuity, Level, Pattern
from buckram.pattern.chronology import Moment
from buckram.pattern.field import Field
from buckram.pattern.frequency import LETTERS, issues_a_year
from buckram.pattern.regularity import WEEKDAYS
from buckram.pattern.repair import Numbers, What, main_levels


@dataclass(frozen=True, slots=True)
class Seen:
    """An issue as numbers and moments, with its 863 values."""

    values: Mapping[str, str]
    numbers: Numbers
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """What came (`came`) where, after `before`, `predicted` was to come; skipped: predictions that it passed
    over, the predicted one first. place: of its lowest number inside its volume."""

    before: Seen
    predicted: Seen
    came: Seen
    skipped: Sequence[Seen]
    place: int


Candidate = tuple[What, Field]


def candidates(
    pattern: Pattern, field: Field, misses: Sequence[Miss], run: Sequence[Seen]
) -> Iterator[Candidate]:
    """Changed patterns, the likeliest first. misses: what is to be explained. run: what came meanwhile."""
    levels = main_levels(pattern)
    for miss in reversed(misses):
        yield from _joined(field, miss, levels)
        yield from _left_out(field, miss, levels)
        yield from _moved(field, miss)
    yield from _turned(pattern, field, levels, run)
    yield from _counted(field, levels)
    yield from _without_a_rule(field)
    yield from _paced(pattern, field, levels)


# The text of a field


def _with_rule(field: Field, *texts: str) -> Field:
    """The field with more $y, after those that it has."""
    place = max(n for n, (code, _) in enumerate(field.subfields) if code not in "23") + 1
    new = tuple(("y", text) for text in texts)
    return Field(field.tag, field.indicators, (*field.subfields[:place], *new, *field.subfields[place:]))


def _with(field: Field, code: str, value: str) -> Field:
    """The field with its $w or $x replaced, or taken away for ""."""
    kept = [pair for pair in field.subfields if pair[0] != code]
    if not value:
        return Field(field.tag, field.indicators, tuple(kept))
    before = "8abcdefghuvzijklmnopqrst" + ("w" if code == "x" else "")
    place = max((n for n, pair in enumerate(kept) if pair[0] in before), default=-1) + 1
    return Field(field.tag, field.indicators, (*kept[:place], (code, value), *kept[place:]))


def _with_level(field: Field, level: Level, code: str, value: str) -> Field:
    """The field with $u or $v of one level replaced."""
    subfields: list[tuple[str, str]] = []
    inside = False
    for pair in field.subfields:
        if inside and pair[0] == code:
            continue
        inside = (inside and pair[0] in "uvz") or pair[0] == level.code
        subfields.append(pair)
        if pair[0] == level.code:
            subfields.append((code, value))
    return Field(field.tag, field.indicators, tuple(subfields))


def _rules(field: Field) -> list[tuple[int, str]]:
    return [(n, value.replace(" ", "")) for n, (code, value) in enumerate(field.subfields) if code == "y"]


def _put(field: Field, place: int, text: str) -> Field:
    """The field with one $y worded anew, or taken away for ""."""
    new = (("y", text),) if text else ()
    return Field(field.tag, field.indicators, (*field.subfields[:place], *new, *field.subfields[place + 1 :]))


# Kinds of changes


def _codes(moment: Moment) -> list[tuple[str, str]]:
    """(kind of $y, code) for the place of a date in its year."""
    if moment.day and moment.label <= 12:
        on = date(moment.year, moment.label, moment.day)
        last = monthrange(on.year, on.month)[1]
        weekday = WEEKDAYS[on.weekday()]
        weeks = dict.fromkeys(((on.day + 6) // 7, 99 - (last - on.day) // 7))
        by_week = [("w", f"{on.month:02d}{week:02d}{weekday}") for week in weeks if week <= 5 or week >= 97]
        return [*by_week, ("d", f"{on.month:02d}{on.day:02d}")]
    if moment.label:
        return [("s" if moment.label > 12 else "m", f"{moment.label:02d}")]
    return []


def _joined(field: Field, miss: Miss, levels: Sequence[Level]) -> Iterator[Candidate]:
    """Dates that come as one issue, with or without a number for each."""
    moments, numbers = miss.came.moments, miss.came.numbers
    if len(moments) < 2:
        return
    width = numbers[-1][1] - numbers[-1][0] if numbers else 0
    place = miss.place or (numbers[-1][0] if numbers else 0)
    by_number = f"ce{len(levels)}{'/'.join(str(place + n) for n in range(width + 1))}" if width else ""
    for parts in product(*map(_codes, moments)):
        kinds = {kind for kind, _ in parts}
        if len(kinds) > 1:
            continue
        kind = kinds.pop()
        item = "/".join(code for _, code in parts)
        for changed in (_with_rule(field, f"c{kind}{item}"), *_listed_as(field, kind, item)):
            if by_number:
                yield What.COMBINED, _with_rule(changed, by_number)
            yield What.COMBINED, changed


def _listed_as(field: Field, kind: str, item: str) -> Iterator[Field]:
    """The list of published dates with two of them joined."""
    parts = item.split("/")
    for place, text in _rules(field):
        listed = text[2:].split(",")
        if text[:2] == f"p{kind}":
            kept = [one for one in listed if one not in parts]
            # A list stands in the order of the year, whatever was in it of these dates.
            kept.insert(sum(one < parts[0] for one in kept), item)
            yield _put(field, place, f"p{kind}{','.join(kept)}")


def _left_out(field: Field, miss: Miss, levels: Sequence[Level]) -> Iterator[Candidate]:
    """Dates without an issue, with or without a number for each; numbers that are never used."""
    numbers = ""
    if levels and miss.skipped:
        low, high = miss.predicted.numbers[-1][0], miss.came.numbers[-1][0]
        if low < high:
            place = (miss.place or high) - (high - low)
            numbers = f"oe{len(levels)}{','.join(str(place + n) for n in range(high - low))}"
            yield What.SKIPPED, _with_rule(field, numbers)
    codes = [_codes(one.moments[0]) for one in miss.skipped if one.moments]
    if not codes or not all(codes):
        return
    for parts in product(*codes) if len(codes) < 4 else [tuple(one[0] for one in codes)]:
        kinds = {kind for kind, _ in parts}
        if len(kinds) > 1:
            continue
        kind = kinds.pop()
        out = [code for _, code in parts]
        for changed in (_with_rule(field, f"o{kind}{','.join(out)}"), *_unlisted(field, kind, out)):
            yield What.OMITTED, changed
            if numbers:
                yield What.OMITTED, _with_rule(changed, numbers)


def _unlisted(field: Field, kind: str, out: Sequence[str]) -> Iterator[Field]:
    """The list of published dates without some of them."""
    for place, text in _rules(field):
        listed = text[2:].split(",")
        if text[:2] == f"p{kind}" and set(out) < set(listed):
            yield _put(field, place, f"p{kind}{','.join(one for one in listed if one not in out)}")


def _moved(field: Field, miss: Miss) -> Iterator[Candidate]:
    """Another weekday, another day of the month, another month."""
    if not miss.predicted.moments or not miss.came.moments:
        return
    was, now = miss.predicted.moments[0], miss.came.moments[0]
    swaps: list[tuple[str, str, str]] = []
    if was.day and now.day and max(was.label, now.label) <= 12:
        before, after = date(was.year, was.label, was.day), date(now.year, now.label, now.day)
        swaps.append(("dw", WEEKDAYS[before.weekday()], WEEKDAYS[after.weekday()]))
        swaps.append(("d", f"{was.day:02d}", f"{now.day:02d}"))
        for (_, old), (_, new) in product(_codes(was)[:-1], _codes(now)[:-1]):
            # The week of any month: "03we" for "02we".
            swaps.append(("w", old[2:], new[2:]))
    if was.label != now.label:
        swaps.append(("ms", f"{was.label:02d}", f"{now.label:02d}"))
    for kinds, old, new in swaps:
        changed = field
        for place, text in _rules(field):
            if text[1] in kinds and text[1] != "e":
                items = [_swapped(item, text[1], old, new) for item in text[2:].split(",")]
                changed = _put(changed, place, text[:2] + ",".join(items))
        if changed != field:
            yield What.REDATED, changed
            if kinds == "ms":
                turns = [_swapped(x, "m", old, new) for x in field.first("x").split(",")]
                yield What.REDATED, _with(changed, "x", ",".join(turns))


def _swapped(item: str, kind: str, old: str, new: str) -> str:
    parts = []
    for part in item.split("/"):
        if part == old:
            parts.append(new)
        elif kind == "w" and old in WEEKDAYS and part.endswith(old):
            parts.append(part[: -len(old)] + new)
        else:
            parts.append(part)
    return "/".join(parts)


def _turned(
    pattern: Pattern, field: Field, levels: Sequence[Level], run: Sequence[Seen]
) -> Iterator[Candidate]:
    """The volume turns where it was seen to turn."""
    if len(levels) < 2:
        return
    turns = [
        (before, after)
        for before, after in pairwise(run)
        if before.numbers[0] != after.numbers[0] and after.moments
    ]
    seen = sorted({after.moments[0].label for _, after in turns if after.moments[0].label})
    known = [text for text in field.first("x").split(",") if text]
    lists = [[f"{label:02d}" for label in seen], *([x] for x in {f"{label:02d}" for label in seen})]
    lists.append(sorted({*known, *lists[0]}))
    lists += [[x for x in known if x != gone] for gone in known]
    lengths = sorted({before.numbers[-1][1] for before, _ in turns})
    for months in lists:
        changed = _with(field, "x", ",".join(months))
        kind = What.NEW_VOLUME if set(months) - set(known) else What.SAME_VOLUME
        a_volume = round(issues_a_year(pattern.frequency) / len(months)) if months else 0
        if levels[1].units is not None and a_volume > 1 and a_volume != levels[1].units:
            # A count that no longer agrees with the calendar would be the next doubt.
            yield kind, _with_level(changed, levels[1], "u", str(a_volume))
        yield kind, changed
    for length in lengths:
        yield What.RENUMBERED, _with_level(_with(field, "x", ""), levels[1], "u", str(length))
        yield What.RENUMBERED, _with_level(field, levels[1], "u", str(length))


def _counted(field: Field, levels: Sequence[Level]) -> Iterator[Candidate]:
    """Numbers that go on through the volumes, or no longer do."""
    for level in levels[1:]:
        restarts = level.continuity is Continuity.RESTARTS
        other = Continuity.CONTINUOUS if restarts else Continuity.RESTARTS
        yield What.RENUMBERED, _with_level(field, level, "v", other.value)


def _without_a_rule(field: Field) -> Iterator[Candidate]:
    """What was left out or joined is so no longer."""
    for place, text in _rules(field):
        if text[0] not in "oc":
            continue
        items = text[2:].split(",") if text[1] != "e" else text[3:].split(",")
        head = text[:2] if text[1] != "e" else text[:3]
        what = What.SPLIT if text[0] == "c" else What.REDATED
        for n in range(len(items)):
            rest = items[:n] + items[n + 1 :]
            once = _put(field, place, head + ",".join(rest) if rest else "")
            yield what, once
            for at, numbers in _rules(once):
                if numbers[:2] == f"{text[0]}e" and text[1] != "e":
                    # The numbers that were joined with the dates are single again too.
                    for m in range(len(numbers[3:].split(","))):
                        left = [one for k, one in enumerate(numbers[3:].split(",")) if k != m]
                        yield what, _put(once, at, numbers[:3] + ",".join(left) if left else "")


def _paced(pattern: Pattern, field: Field, levels: Sequence[Level]) -> Iterator[Candidate]:
    """Another frequency, with none of the old dates."""
    bare = Field(
        field.tag,
        field.indicators,
        tuple((c, v) for c, v in field.subfields if c != "y" or v.replace(" ", "")[1:2] == "e"),
    )
    old = issues_a_year(pattern.frequency)
    for letter, (_, a_year, _) in sorted(LETTERS.items(), key=lambda one: abs(one[1][1] - old)):
        if not a_year or letter == pattern.frequency:
            continue
        changed = _with(bare, "w", letter)
        volumes = len(pattern.changes) or 1
        units = round(a_year / volumes)
        if len(levels) > 1 and levels[1].units is not None and units >= 1:
            yield What.FREQUENCY, _with_level(changed, levels[1], "u", str(units))
        yield What.FREQUENCY, changed
