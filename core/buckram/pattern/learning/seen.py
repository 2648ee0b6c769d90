"""Issues brought into one shape and order before anything is inferred from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from buckram.errors import PatternError
from buckram.pattern.chronology import ChronologyLevel, Moment, Unit, read_moments, season_months, unit_of
from buckram.pattern.learning.observed import Misfit, Observed
from buckram.pattern.numerals import read_numeral

MOST = 400
"""The newest so many issues are looked at: enough for a year of a daily."""

SHARE = 0.4
"""A level that fewer issues have is not a level of the title."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The levels that the issues have: codes of the numbers (highest first), of the alternative numbers, and
    the dates. captions, schemes ($z): by code. borrowed: what dates were taken where the issues bear none."""

    numbers: tuple[str, ...]
    alternative: tuple[str, ...]
    chronology: tuple[ChronologyLevel, ...]
    captions: dict[str, str]
    schemes: dict[str, str]
    borrowed: str = ""

    @property
    def units(self) -> frozenset[Unit]:
        """What the dates count."""
        return frozenset(level.unit for level in self.chronology)


@dataclass(frozen=True, slots=True)
class Seen:
    """An issue that could be read. numbers: code to first and last number. on: the first day of its period,
    None without a date. order: what it is sorted by."""

    issue: Observed
    values: dict[str, str]
    numbers: dict[str, tuple[int, int]]
    moments: tuple[Moment, ...]
    on: date | None
    order: tuple[int, ...]

    @property
    def item(self) -> tuple[int, ...]:
        """The months or seasons it names."""
        return tuple(moment.label for moment in self.moments if moment.label)


@dataclass(frozen=True, slots=True)
class Run:
    """The issues in order, the newest last. dropped: those that could not be used, each with why."""

    shape: Shape
    issues: tuple[Seen, ...]
    dropped: tuple[Misfit, ...]
    doubles: int
    winter_first: bool = False


_DATE_CODES = "ijklm"


def in_order(issues: Sequence[Observed]) -> Run:
    """The issues that have a number or a date, in order; a run without levels where there are none."""
    shape = _shape(issues)
    dropped: list[Misfit] = []
    read: list[Seen] = []
    for issue in issues:
        try:
            seen = _seen(issue, shape)
        except PatternError as problem:
            dropped.append(Misfit(issue, problem.sentence))
            continue
        if seen is None:
            dropped.append(Misfit(issue, "It has neither the number nor the date that the others have."))
        else:
            read.append(seen)
    read, far = _without_far(read)
    dropped += far
    read, winter_first = _sorted(read, shape)
    single = list({_identity(seen): seen for seen in read}.values())
    return Run(shape, tuple(single[-MOST:]), tuple(dropped), len(read) - len(single), winter_first)


def _without_far(read: Sequence[Seen]) -> tuple[list[Seen], list[Misfit]]:
    """Without the dates that lie centuries off: a mistyped year."""
    days = sorted(seen.on.toordinal() for seen in read if seen.on)
    if len(days) < 5:
        return list(read), []
    low, high = days[len(days) // 4], days[-len(days) // 4]
    room = 3 * (high - low) + 2 * 366
    near, far = list[Seen](), list[Misfit]()
    for seen in read:
        if seen.on and not low - room <= seen.on.toordinal() <= high + room:
            far.append(Misfit(seen.issue, f"Its year, {seen.on.year}, lies far from those of the others."))
        else:
            near.append(seen)
    return near, far


def _identity(seen: Seen) -> tuple[object, ...]:
    return (tuple(sorted(seen.numbers.items())), seen.moments)


def _shape(issues: Sequence[Observed]) -> Shape:
    valued = [dict(issue.values) for issue in issues if issue.values]
    counts = Counter(code for values in valued for code in values)
    least = SHARE * len(valued)
    codes = [code for code in sorted(counts) if counts[code] >= max(1, least)]
    captions = _captions(issues, codes)
    texts = {code: [values[code] for values in valued if code in values] for code in codes}
    dated = [code for code in codes if code in _DATE_CODES]
    if not dated:
        dated = _dates_above(codes, texts, captions)
    levels: list[ChronologyLevel] = []
    for code in dated:
        caption = captions.get(code) or _date_caption(code, dated, texts[code])
        unit = unit_of(caption, code)
        if unit is not Unit.OTHER and unit not in (level.unit for level in levels):
            levels.append(ChronologyLevel(code, caption, unit))
            captions[code] = caption
    borrowed = ""
    if not levels:
        borrowed, levels = _borrowed(issues)
    numbers = tuple(code for code in codes if code in "abcdef" and code not in dated)
    for code, usual in zip(numbers, _USUAL[len(numbers)], strict=False):
        captions[code] = captions.get(code) or usual
    alternative = tuple(code for code in codes if code in "gh")
    for code in alternative:
        captions[code] = captions.get(code) or "no."
    if len(numbers) == 1 and not any(code == numbers[0] and c for i in issues for code, c in i.captions):
        values = texts[numbers[0]]
        if len(set(values)) * 2 < len(values):
            captions[numbers[0]] = "v."  # a number that many issues share is a volume's
    schemes = {code: scheme for code in (*numbers, *alternative) if (scheme := _scheme(texts[code]))}
    return Shape(numbers, alternative, tuple(levels), captions, schemes, borrowed)


def _scheme(texts: Sequence[str]) -> str:
    """The $z of numbers that are letters or symbols, "" for all that can be read without one."""
    letters = [text for text in texts if len(text) == 1 and text.isascii() and text.isalpha()]
    if len(letters) > 0.9 * len(texts) and any(text.upper() not in "IVXLCDM" for text in letters):
        return "bblatn" if letters[0].islower() else "bclatn"
    symbols = [text for text in texts if len(set(text)) == 1 and not text.isalnum()]
    return f"e##sy{symbols[0][0]}" if len(symbols) > 0.9 * len(texts) else ""


_USUAL = (
    (),
    ("no.",),
    ("v.", "no."),
    ("v.", "no.", "pt."),
    ("ser.", "v.", "no.", "pt."),
    ("a.", "b.", "c.", "d.", "e."),
    ("a.", "b.", "c.", "d.", "e.", "f."),
)


def _captions(issues: Sequence[Observed], codes: Sequence[str]) -> dict[str, str]:
    """The caption that most issues have for each level, the newest where they are equal."""
    found: dict[str, Counter[str]] = {code: Counter() for code in codes}
    for issue in reversed(issues):
        for code, caption in issue.captions:
            if code in found and caption:
                found[code][caption] += 1
    return {code: counter.most_common(1)[0][0] for code, counter in found.items() if counter}


def _dates_above(codes: Sequence[str], texts: dict[str, list[str]], captions: dict[str, str]) -> list[str]:
    """The codes of $a-$c where they hold dates, as in records before 2021 of serials without numbers."""
    dated: list[str] = []
    for code, kind in zip(codes, ("year", "month", "day"), strict=False):
        caption = captions.get(code, "")
        said = unit_of(caption) is not Unit.OTHER and caption.startswith("(")
        if not (said or (not caption and _mostly(texts[code], kind))):
            break
        dated.append(code)
    enough = dated and dated[0] == "a" and len(dated) == len(codes)
    return dated if enough else []


def _mostly(texts: Sequence[str], kind: str) -> bool:
    return sum(_looks(text, kind) for text in texts) >= 0.9 * len(texts)


def _looks(text: str, kind: str) -> bool:
    parts = text.strip("[]<>?").split("/")
    if not all(part.isdecimal() for part in parts):
        return False
    if kind == "year":
        return len(parts[0]) == 4 and 1500 <= int(parts[0]) <= 2100
    if kind == "month":
        return all(len(part) == 2 and (1 <= int(part) <= 12 or 21 <= int(part) <= 24) for part in parts)
    return all(len(part) == 2 and 1 <= int(part) <= 31 for part in parts)


def _date_caption(code: str, dated: Sequence[str], texts: Sequence[str]) -> str:
    at = list(dated).index(code)
    counts = [int(part) for text in texts for part in text.split("/") if part.isdecimal()]
    no_months = sum(not (1 <= count <= 12 or 21 <= count <= 24) for count in counts)
    highest = max(counts, default=0)
    if at == 1 and no_months > 0.3 * len(counts):
        return "(week)"
    if at == 3 and highest <= 53:
        return "(week)"
    if at == 1:
        seasons = sum(text[:2] > "20" for text in texts)
        return "(season)" if seasons > len(texts) / 2 else "(month)"
    return ("(year)", "(month)", "(day)")[at] if at < 3 else "(date)"


def _borrowed(issues: Sequence[Observed]) -> tuple[str, list[ChronologyLevel]]:
    """Levels for dates that stand beside the issues and not on them."""
    days = [issue.published_on for issue in issues if issue.published_on]
    if len(days) < max(3, SHARE * len(issues)):
        return "", []
    units = [("i", "(year)", Unit.YEAR), ("j", "(month)", Unit.MONTH)]
    if any(day.day != 1 for day in days):
        units.append(("k", "(day)", Unit.DAY))
    return "the dates of publication", [ChronologyLevel(*unit) for unit in units]


def _seen(issue: Observed, shape: Shape) -> Seen | None:
    values = dict(issue.values)
    if shape.borrowed and issue.published_on:
        day = issue.published_on
        values |= {"i": f"{day.year:04d}", "j": f"{day.month:02d}", "k": f"{day.day:02d}"}
    codes = [*shape.numbers, *shape.alternative, *(level.code for level in shape.chronology)]
    values = {code: values[code] for code in codes if code in values}
    if not values and not issue.received_on:
        return None
    if any("-" in values.get(code, "").strip("-") for code in shape.numbers):
        raise PatternError("It is several issues bound together.")
    numbers = {}
    for code in (*shape.numbers, *shape.alternative):
        numeral = read_numeral(values[code], shape.schemes.get(code, "")) if code in values else None
        if numeral:
            numbers[code] = (numeral.first, numeral.last)
    if shape.numbers and not numbers and not shape.chronology:
        return None
    moments = read_moments(shape.chronology, values)
    if shape.chronology and not moments:
        raise PatternError("It has no date, and the others have one.")
    return Seen(issue, values, numbers, moments, _on(moments, winter_first=False), ())


def _on(moments: Sequence[Moment], *, winter_first: bool) -> date | None:
    if not moments:
        return None
    first = moments[0]
    if not 1 < first.year < 9990:
        raise PatternError("Its year is outside the calendar.")
    months = season_months(winter_first=winter_first, southern=False)
    return first.on() or date(first.year, months.get(first.label, first.label) or 1, 1)


def _sorted(read: list[Seen], shape: Shape) -> tuple[list[Seen], bool]:
    """In order of date, then number. Where winter stands in its year is what the numbers say."""
    if not any(24 in seen.item for seen in read):
        return _by_date(read, shape, winter_first=False), False
    orders = {first: _by_date(read, shape, winter_first=first) for first in (False, True)}
    falls = {first: _falls(orders[first], shape) for first in orders}
    winter_first = falls[True] < falls[False]
    return orders[winter_first], winter_first


def _by_date(read: list[Seen], shape: Shape, *, winter_first: bool) -> list[Seen]:
    placed = []
    for seen in read:
        on = _on(seen.moments, winter_first=winter_first)
        numbers = tuple(seen.numbers.get(code, (0, 0))[0] for code in shape.numbers)
        by = on or (None if numbers else seen.issue.received_on)
        day = by.toordinal() * 2 + (seen.item[:1] > (12,)) if by else 0
        placed.append(replace(seen, on=on, order=(day, *numbers)))
    return sorted(placed, key=lambda seen: seen.order)


def _falls(read: Sequence[Seen], shape: Shape) -> int:
    """How often the highest number goes down, or the next one while the highest stays."""
    keys = [tuple(seen.numbers.get(code, (0, 0))[0] for code in shape.numbers) for seen in read]
    return sum(later < earlier for earlier, later in pairwise(keys))
