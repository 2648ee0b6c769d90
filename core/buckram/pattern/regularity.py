"""853 $y: which issues appear, which are left out, which are two in one.

The grammar (MARC 21 holdings, 853-855 $y)::

    y        := ("p" | "o" | "c") ( kind item ("," item)*  |  "e" level number-item ("," number-item)* )
    kind     := "d" day | "m" month | "s" season | "w" week | "y" year
    item     := code ("/" code)*          "/" makes one combined issue
    d        := mo..su | DD | MMDD
    m, s     := 01-12, 21-24
    w        := WWdow | MMWWdow | MMWW | WW   (WW: 00 every, 01-05 nth, 99 last, 98, 97 of the month;
                                               01-53 alone: week of the year)
    y        := four characters, digits or "y" for any digit

Blanks are allowed anywhere: the Library of Congress itself writes "pm 01/02, 03".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from buckram.errors import PatternError

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WEEKDAY = "|".join(WEEKDAYS)


class Act(Enum):
    """What the rule says about the issues it lists."""

    PUBLISHED = "p"
    OMITTED = "o"
    COMBINED = "c"


@dataclass(frozen=True, slots=True)
class Weekday:
    """Every such weekday; 0 is Monday."""

    weekday: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month; month 0 means of every month."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month, 1-12."""

    month: int


@dataclass(frozen=True, slots=True)
class Season:
    """A season, 21 spring to 24 winter."""

    season: int


@dataclass(frozen=True, slots=True)
class WeekOfMonth:
    """The nth weekday of a month. month 0: of every month; week 0: every one, 1-5 counted from the first,
    99, 98, 97 counted from the last; weekday -1: the weekday on which the serial appears anyway."""

    month: int
    week: int
    weekday: int


@dataclass(frozen=True, slots=True)
class WeekOfYear:
    """A week of the year, 1-53, counted as ISO 8601 does."""

    week: int


@dataclass(frozen=True, slots=True)
class Year:
    """Years that fit the mask: four characters, "y" standing for any digit."""

    mask: str

    def fits(self, year: int) -> bool:
        """Whether `year` fits the mask."""
        return all(m in ("y", d) for m, d in zip(self.mask, f"{year:04d}", strict=True))


Code = Weekday | Day | Month | Season | WeekOfMonth | WeekOfYear | Year
Item = tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class DateRule:
    """A rule about dates. kind: one of d, m, s, w, y. An item of several codes is one combined issue."""

    act: Act
    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NumberRule:
    """A rule about the numbers of enumeration level `level` (1 is $a)."""

    act: Act
    level: int
    items: tuple[tuple[int, ...], ...]


Rule = DateRule | NumberRule


class _UnreadableError(Exception):
    """A code outside the grammar; becomes a PatternError that shows the whole subfield."""


def _day(code: str) -> Code:
    if code in WEEKDAYS:
        return Weekday(WEEKDAYS.index(code))
    if re.fullmatch(r"\d{1,2}", code) and 1 <= int(code) <= 31:
        return Day(0, int(code))
    if re.fullmatch(r"\d{4}", code) and 1 <= int(code[:2]) <= 12 and 1 <= int(code[2:]) <= 31:
        return Day(int(code[:2]), int(code[2:]))
    raise _UnreadableError("a weekday such as mo, a day 01-31, or month and day such as 0704")


def _month(code: str) -> Code:
    if re.fullmatch(r"\d{1,2}", code) and 1 <= int(code) <= 12:
        return Month(int(code))
    raise _UnreadableError("a month 01-12")


def _season(code: str) -> Code:
    if code in ("21", "22", "23", "24"):
        return Season(int(code))
    raise _UnreadableError("a season 21, 22, 23 or 24")


def _week(code: str) -> Code:
    match = re.fullmatch(r"(\d{1,4})([a-z]{2})?", code)
    wanted = "a week such as 02we, 0599mo, 1299, or a week of the year 01-53"
    if not match or (match[2] and match[2] not in WEEKDAYS):
        raise _UnreadableError(wanted)
    digits, weekday = match[1], WEEKDAYS.index(match[2]) if match[2] else -1
    month, week = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (0, int(digits))
    if len(digits) > 2 and not 1 <= month <= 12:
        raise _UnreadableError(wanted)
    if not month and weekday < 0 and 1 <= week <= 53:
        return WeekOfYear(week)
    if week <= 5 or 97 <= week <= 99:
        return WeekOfMonth(month, week, weekday)
    raise _UnreadableError(wanted)


def _year(code: str) -> Code:
    if re.fullmatch(r"[0-9y]{4}", code):
        return Year(code)
    raise _UnreadableError("a year such as 2019 or yyy5")


_READERS: dict[str, Callable[[str], Code]] = {
    "d": _day,
    "m": _month,
    "s": _season,
    "w": _week,
    "y": _year,
}


def parse_regularity(text: str) -> tuple[Rule | None, tuple[str, ...]]:
    """Read one $y. Out: the rule (None where nothing usable is left) and warnings.

    PatternError where a code is unknown or impossible. A week and month in the wrong order ("9912" for
    "1299") is a slip that real records have: it is left out and reported, the rest is kept.
    """
    compact = re.sub(r"\s+", "", text).lower()
    if not compact:
        return None, ("An empty $y is ignored.",)
    if compact[0] not in "poc":
        raise PatternError(
            f"$y{text} does not begin with p (published), o (omitted) or c (combined).", subfield="y"
        )
    act = Act(compact[0])
    if compact[1:2] == "e":
        return _number_rule(act, compact, text)
    warnings: list[str] = []
    if re.fullmatch(rf".({_WEEKDAY})([,/]({_WEEKDAY}))*", compact):
        # CONSER records have "psa" for "pdsa".
        warnings.append(f"$y{text} lacks the d before its weekday; it is read as if it had it.")
        compact = f"{compact[0]}d{compact[1:]}"
    kind = compact[1:2]
    if kind not in _READERS:
        raise PatternError(
            f"$y{text}: after {compact[0]} stands d, m, s, w, y or e, not “{kind}”.", subfield="y"
        )
    items: list[Item] = []
    for piece in compact[2:].split(","):
        if not piece:
            warnings.append(f"$y{text} has an empty place between commas, which is ignored.")
            continue
        if kind == "w" and re.fullmatch(r"9[789](0[1-9]|1[0-2])", piece):
            warnings.append(
                f"$y{text}: “{piece}” looks like {piece[2:]}{piece[:2]} written the wrong way round"
                " (month first, then week); it is ignored."
            )
            continue
        try:
            items.append(tuple(_READERS[kind](code) for code in piece.split("/")))
        except _UnreadableError as wanted:
            raise PatternError(f"$y{text}: “{piece}” is not {wanted}.", subfield="y") from None
    _refuse_twice(items, text)
    if any(isinstance(code, Day) and code.day > _longest(code.month) for item in items for code in item):
        warnings.append(f"$y{text} names a day that no year has.")
    unique = tuple(dict.fromkeys(warnings))
    return (DateRule(act, kind, tuple(items)) if items else None), unique


def _refuse_twice(items: list[Item], text: str) -> None:
    """A date belongs to one combined issue; in two, nothing says which of them it is."""
    seen: set[Code] = set()
    for item in items:
        for code in item if len(item) > 1 else ():
            if code in seen and not isinstance(code, Year):
                raise PatternError(f"$y{text} combines {_code_text(code)} twice.", subfield="y")
            seen.add(code)


def _longest(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _number_rule(act: Act, compact: str, text: str) -> tuple[Rule | None, tuple[str, ...]]:
    level = compact[2:3]
    if level not in tuple("123456"):
        raise PatternError(f"$y{text}: after e stands the level of enumeration, 1 to 6.", subfield="y")
    items: list[tuple[int, ...]] = []
    for piece in filter(None, compact[3:].split(",")):
        if not re.fullmatch(r"\d{1,6}(/\d{1,6})*", piece):
            raise PatternError(f"$y{text}: “{piece}” is not a number.", subfield="y")
        numbers = tuple(int(n) for n in piece.split("/"))
        if any(later <= earlier for earlier, later in pairwise(numbers)):
            raise PatternError(f"$y{text}: “{piece}” does not go upwards.", subfield="y")
        items.append(numbers)
    if not items:
        return None, (f"$y{text} lists no numbers and is ignored.",)
    return NumberRule(act, int(level), tuple(items)), ()


def _code_text(code: Code) -> str:
    match code:
        case Weekday(weekday):
            return WEEKDAYS[weekday]
        case Day(month, day):
            return f"{month:02d}{day:02d}" if month else f"{day:02d}"
        case Month(month):
            return f"{month:02d}"
        case Season(season):
            return str(season)
        case WeekOfMonth(month, week, weekday):
            return (
                (f"{month:02d}" if month else "")
                + f"{week:02d}"
                + (WEEKDAYS[weekday] if weekday >= 0 else "")
            )
        case WeekOfYear(week):
            return f"{week:02d}"
        case Year(mask):
            return mask


def regularity_text(rule: Rule) -> str:
    """The rule as $y is written."""
    if isinstance(rule, NumberRule):
        listed = ",".join("/".join(map(str, item)) for item in rule.items)
        return f"{rule.act.value}e{rule.level}{listed}"
    listed = ",".join("/".join(map(_code_text, item)) for item in rule.items)
    return f"{rule.act.value}{rule.kind}{listed}"
