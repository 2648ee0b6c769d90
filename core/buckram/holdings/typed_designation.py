"""An issue's numbers and date as people type them at the desk: "12 4", "v.12 no.4", "mar", "12:4 apr 2026".

What is not typed is as it was predicted: the person says only what is different on the piece.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from buckram.errors import Refused
from buckram.holdings.date_names import folded, month_code
from buckram.pattern.caption import Level, Pattern
from buckram.pattern.chronology import ChronologyLevel, Unit, read_moments, split_value
from buckram.pattern.numerals import Form, read_numeral, writer

EXAMPLES = "Type it like 12 4, v.12 no.4, mar, 12:4 apr 2026, 7/8 jul/aug, 15 mar."

_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d?-\d\d?)|(?P<date>\d\d?\.\d\d?\.(?:\d{4}(?!\d))?|\d\d?/\d\d?/\d{4}(?!\d))"
    r"|(?P<number>\d+(?:[a-z](?![a-z\d]))?(?:\s*/\s*\d+|-\d+)*)|(?P<word>[^\W\d_]+\.?)"
    r"|(?P<mark>[:=/-])|(?P<blank>[\s,;().#\[\]<>]+)",
    re.IGNORECASE,
)
_BY_PLACE = {Unit.QUARTER: ("q", "qtr", "quarter"), Unit.WEEK: ("w", "wk", "week")}
_LABELS = (Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF)
NEAR = 60
"""A number so near to the predicted one counts on from it, though it might be a year."""

COMING = range(4)
"""11/12 is a double issue where one of the next so many is predicted, and else a day and a month."""

_YEAR = r"(?:1[4-9]|20)\d\d"


@dataclass(slots=True)
class _Side:
    """One end of a date; "" where it is not typed."""

    year: str = ""
    label: int = 0
    day: str = ""


@dataclass(slots=True)
class _Typed:
    """What has been read so far. plain: numbers without a caption, each with whether ":" stood before it."""

    named: dict[str, str] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    sides: list[_Side] = field(default_factory=lambda: [_Side()])
    caption: str = ""
    joined: bool = False
    day_first: bool = True


def typed_designation(
    text: str, pattern: Pattern, predicted: Mapping[str, str], *, day_first: bool = True
) -> dict[str, str]:
    """The designation that `text` means where `predicted` was to come: 863 subfields by code.

    day_first: 3/4 is 3 April, and not 4 March, for a title that is dated by the day. Raises Refused for words
    that are no caption, number or date of this title, PatternError for a date that cannot be.
    """
    return filled(typed_values(text, pattern, predicted, day_first=day_first), pattern, predicted)


def filled(typed: Mapping[str, str], pattern: Pattern, predicted: Mapping[str, str]) -> dict[str, str]:
    """What was typed, and the rest as it was predicted. Raises PatternError for a date that cannot be."""
    values = {**predicted, **typed}
    read_moments(pattern.chronology, values)
    return values


def typed_values(
    text: str, pattern: Pattern, predicted: Mapping[str, str], *, day_first: bool = True
) -> dict[str, str]:
    """Only what was typed. A month that was typed without its year brings the nearest one. Raises Refused."""
    tokens = typed_tokens(text)
    typed = _Typed(day_first=day_first)
    for at, (kind, value) in enumerate(tokens):
        match kind:
            case "iso":
                year, month, day = value.split("-")
                typed.sides[-1] = _Side(year, int(month), day.zfill(2))
            case "date":
                _take_date(typed, value)
            case "mark":
                _take_mark(typed, value)
            case "word":
                _take_word(typed, value, _slashed(tokens, at), pattern, predicted)
            case _:
                _take_number(typed, value, tokens, at, pattern, predicted)
    values = dict(typed.named) | _plain_numbers(typed, pattern, predicted)
    values |= _date(typed, pattern, predicted)
    if not values:
        raise Refused("Nothing was typed.", EXAMPLES)
    return values


def typed_tokens(text: str) -> list[tuple[str, str]]:
    """What was typed, piece by piece: ("iso" | "date" | "number" | "word" | "mark", its text). Raises
    Refused for a character that means nothing."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Refused(f"“{text[at]}” has no meaning here.", EXAMPLES)
        if match.lastgroup and match.lastgroup != "blank":
            found.append((match.lastgroup, match[0]))
        at = match.end()
    return found


def _slashed(tokens: list[tuple[str, str]], at: int) -> bool:
    return any(t in (("mark", "/"), ("mark", "-")) for t in tokens[max(0, at - 1) : at + 2])


def _take_mark(typed: _Typed, mark: str) -> None:
    if mark == ":":
        typed.joined = True
    elif mark == "=":
        typed.caption = "h" if "g" in typed.named else "g"
    elif typed.sides[-1] != _Side():
        typed.sides.append(_Side())


def _take_date(typed: _Typed, text: str) -> None:
    first, second, year = (part.strip() for part in re.split(r"[./]", text))
    day, month = _day_and_month(int(first), int(second), day_first=typed.day_first)
    if not month:
        raise Refused(f"“{text}” is no day.", EXAMPLES)
    typed.sides[-1] = _Side(year, month, f"{day:02d}")


def _day_and_month(first: int, second: int, *, day_first: bool) -> tuple[int, int]:
    """(day, month) of two numbers; in the other order where only that can be; (0, 0) where none can."""
    orders = [(first, second), (second, first)]
    for day, month in orders if day_first else reversed(orders):
        if 1 <= day <= 31 and 1 <= month <= 12:
            return day, month
    return 0, 0


def _take_word(
    typed: _Typed, word: str, in_range: bool, pattern: Pattern, predicted: Mapping[str, str]
) -> None:
    bare = folded(word)
    level = next((v for v in pattern.levels if caption_named(v.caption, bare)), None)
    if level is not None:
        typed.caption = level.code
        return
    if label := month_code(word, in_range=in_range):
        typed.sides[-1].label = label
        return
    for chronology in pattern.chronology:
        if bare in _BY_PLACE.get(chronology.unit, ()):
            typed.caption = chronology.code
            return
    for main in reversed(_main(pattern)):
        # A volume may be counted in Roman numerals or letters, and be typed so.
        before = read_numeral(predicted.get(main.code, ""), main.scheme)
        if before and before.style.form is not Form.ARABIC and read_numeral(word, main.scheme):
            typed.plain.append(word)
            return
    captions = ", ".join(filter(None, (v.caption.strip("()[]+= ") for v in pattern.levels)))
    known = f" ({captions})" if captions else ""
    raise Refused(f"“{word}” is no caption of this title{known} and no month or season.", EXAMPLES)


def caption_named(caption: str, bare: str) -> bool:
    """Whether a typed word is a caption or the beginning of one: "v", "vol" for "v."; "nr" for "Nr."."""
    own = folded(caption.strip("()[]+=* "))
    if not own or caption.startswith("("):
        return False
    usual = {"v": ("v", "vol", "volume"), "no": ("no", "nr", "n", "num", "number", "iss", "issue")}
    return bare == own or (len(bare) >= 2 and own.startswith(bare)) or bare in usual.get(own, ())


def _take_number(
    typed: _Typed,
    text: str,
    tokens: list[tuple[str, str]],
    at: int,
    pattern: Pattern,
    predicted: Mapping[str, str],
) -> None:
    value = re.sub(r"\s*[/-]\s*", "/", text)
    joined, typed.joined = typed.joined, False
    if typed.caption:
        typed.named[typed.caption] = _counted(value, typed.caption, pattern, predicted)
        typed.caption = ""
        return
    units = {level.unit for level in pattern.chronology}
    if Unit.YEAR in units and _is_year(typed, value, pattern, predicted):
        typed.sides[-1].year = value
        return
    if Unit.YEAR in units and not joined and (with_year := number_of_year(value)):
        _take_number_of_year(typed, *with_year, pattern, predicted)
        return
    if Unit.DAY in units and not joined and (on := _day_typed(typed, value, pattern, predicted)):
        typed.sides[-1].day, typed.sides[-1].label = f"{on[0]:02d}", on[1]
        return
    if Unit.DAY in units and not joined and _beside_month(tokens, at):
        days = [part.zfill(2) for part in value.split("/")]
        if all(part.isdecimal() and 1 <= int(part) <= 31 for part in days):
            typed.sides[-1].day = "/".join(days)
            return
    typed.plain.append(value)


def number_of_year(value: str) -> tuple[str, str] | None:
    """(number, year) of "3/2026" and "2026/3"; None for others, also for the two years of "2026/27"."""
    if match := re.fullmatch(rf"(\d{{1,3}})/({_YEAR})", value):
        return match[1], match[2]
    match = re.fullmatch(rf"({_YEAR})/(\d{{1,3}})", value)
    if match and (len(match[2]) != 2 or int(match[2]) != (int(match[1]) + 1) % 100):
        return match[2], match[1]
    return None


def _take_number_of_year(
    typed: _Typed, number: str, year: str, pattern: Pattern, predicted: Mapping[str, str]
) -> None:
    before = replace(typed, plain=[*typed.plain, number])
    if not _is_year(before, year, pattern, predicted):
        typed.plain.append(f"{number}/{year}")
        return
    typed.sides[-1].year = year
    if _main(pattern):
        typed.plain.append(number)
    else:
        # A title without numbers: 3/2026 is its month, also where it is dated by the day.
        typed.sides[-1].label = int(number)


def _day_typed(
    typed: _Typed, value: str, pattern: Pattern, predicted: Mapping[str, str]
) -> tuple[int, int] | None:
    """(day, month) of "3/4", for a title that is dated by the day; None where it is a double issue."""
    match = re.fullmatch(r"(\d\d?)/(\d\d?)", value)
    day, month = _day_and_month(int(match[1]), int(match[2]), day_first=typed.day_first) if match else (0, 0)
    if match is None or not month:
        return None
    if _main(pattern):
        lowest = _main(pattern)[-1]
        before = read_numeral(predicted.get(lowest.code, ""), lowest.scheme)
        if before is None or (int(match[2]) == int(match[1]) + 1 and int(match[1]) - before.first in COMING):
            return None
    return day, month


def _is_year(typed: _Typed, value: str, pattern: Pattern, predicted: Mapping[str, str]) -> bool:
    years = re.fullmatch(rf"({_YEAR})(?:/(\d\d|\d{{4}}))?", value)
    if years is None or (years[2] and len(years[2]) == 2 and number_of_year(value)):
        return False
    number = int(value[:4])
    levels = [level for level in _main(pattern) if level.code not in typed.named]
    lowest = read_numeral(predicted.get(levels[-1].code, ""), levels[-1].scheme) if levels else None
    counts_on = lowest is not None and abs(lowest.first - number) <= NEAR
    return not counts_on or len(typed.plain) >= len(levels)


def _beside_month(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether the next word, or the one before, is a month: "15 mar", "mar 15"."""
    beside = [tokens[place] for place in (at + 1, at - 1) if 0 <= place < len(tokens)]
    return any(kind == "word" and month_code(word) for kind, word in beside)


def _main(pattern: Pattern) -> list[Level]:
    return [level for level in pattern.levels if level.code in "abcdef" and not level.alongside]


def _plain_numbers(typed: _Typed, pattern: Pattern, predicted: Mapping[str, str]) -> dict[str, str]:
    """Numbers without captions belong to the lowest levels; where there is none, to the date."""
    levels: list[Level | ChronologyLevel] = [v for v in _main(pattern) if v.code not in typed.named]
    if not _main(pattern):
        known = (*_LABELS, Unit.WEEK, Unit.DAY)
        levels = [level for level in pattern.chronology if level.unit in known]
    if len(typed.plain) > len(levels):
        many = "one number" if len(levels) == 1 else f"{len(levels)} numbers"
        raise Refused(
            f"This title has {many if levels else 'no number'} and you typed {len(typed.plain)}.", EXAMPLES
        )
    chosen = levels[len(levels) - len(typed.plain) :]
    plain = typed.plain
    if [level.unit for level in chosen if isinstance(level, ChronologyLevel)] == [Unit.MONTH, Unit.DAY]:
        plain = _month_before_day(plain, day_first=typed.day_first)
    return {
        level.code: _counted(value, level.code, pattern, predicted)
        for level, value in zip(chosen, plain, strict=True)
    }


def _month_before_day(plain: list[str], *, day_first: bool) -> list[str]:
    """ "3.4" and "3 4" in the order of the levels."""
    if not all(value.isdecimal() for value in plain):
        return plain
    day, month = _day_and_month(int(plain[0]), int(plain[1]), day_first=day_first)
    return [str(month), str(day)] if month else plain


def _counted(value: str, code: str, pattern: Pattern, predicted: Mapping[str, str]) -> str:
    """A typed number as the 863 has it: "123/4" in full, in the numerals of the title, months with a zero."""
    unit = next((level.unit for level in pattern.chronology if level.code == code), None)
    if unit in (Unit.QUARTER, Unit.HALF, Unit.WEEK_OF_MONTH):
        return value
    if unit is not None:
        return "/".join(part.zfill(2) if len(part) < 3 else part for part in value.split("/"))
    scheme = next((level.scheme for level in pattern.levels if level.code == code), "")
    before = read_numeral(predicted.get(code, ""), scheme)
    after = read_numeral(value, "" if value[:1].isdigit() else scheme)
    if after is None:
        raise Refused(f"“{value}” is no number.", EXAMPLES)
    plain = after.style.form is Form.ARABIC and not after.style.after
    write = writer(before.style if before and plain else after.style)
    ends = dict.fromkeys((after.first, after.last))
    return "/".join(write(number) for number in ends)


def _date(typed: _Typed, pattern: Pattern, predicted: Mapping[str, str]) -> dict[str, str]:
    sides = [side for side in typed.sides if side != _Side()]
    if not sides:
        return {}
    codes = {level.unit: level.code for level in reversed(pattern.chronology)}
    label_code = next((codes[unit] for unit in _LABELS if unit in codes), "")
    values: dict[str, str] = {}
    labels = [side.label for side in sides if side.label]
    if labels:
        if not label_code:
            raise Refused("This title is not dated by months or seasons.", EXAMPLES)
        values[label_code] = "/".join(f"{label:02d}" for label in labels)
    days = [side.day for side in sides if side.day]
    if days and Unit.DAY in codes:
        values[codes[Unit.DAY]] = "/".join(days)
    if Unit.YEAR in codes:
        years = [side.year for side in sides if side.year]
        written = _years(years) if years else _year_meant(labels, label_code, codes[Unit.YEAR], predicted)
        if len(labels) > 1 and len(years) < 2 and labels[-1] < labels[0] and labels[0] <= 12:
            # December and January as one: the later year was meant where only one was typed.
            first = int(years[0]) - 1 if years else int(written)
            written = f"{first}/{first + 1}"
        if written:
            values[codes[Unit.YEAR]] = written
    return values


def _years(years: list[str]) -> str:
    parts = [part for year in years for part in year.split("/")]
    whole = [part if len(part) == 4 else parts[0][:2] + part for part in parts]
    return "/".join(dict.fromkeys(whole))


def _year_meant(labels: list[int], label_code: str, year_code: str, predicted: Mapping[str, str]) -> str:
    """The year of a month that was typed without one: the one that lies nearest to the predicted month."""
    years = split_value(predicted.get(year_code, ""))
    before = split_value(predicted.get(label_code, ""))
    if not years or not years[0].isdecimal():
        return ""
    if not labels or not before or not before[0].isdecimal():
        return years[0]
    difference = labels[0] - int(before[0])
    if max(labels[0], int(before[0])) > 12:
        return years[0]
    return str(int(years[0]) + (difference < -6) - (difference > 6))
