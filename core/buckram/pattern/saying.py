"""What people type instead of codes: captions, numbers, dates, days, the month in which a volume turns."""

from __future__ import annotations

import re
from datetime import date

from buckram.errors import PatternError
from buckram.pattern.caption import Change
from buckram.pattern.chronology import ChronologyLevel, Moment, Unit, read_moments
from buckram.pattern.regularity import WEEKDAYS, Code, Day, Weekday, WeekOfMonth

_MONTH_LEVELS = (ChronologyLevel("i", "(year)", Unit.YEAR), ChronologyLevel("j", "(month)", Unit.MONTH))
_FILLING = frozenset(("and", "the", "of", "every", "each", "month", "day", "on"))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": 99, "next-to-last": 98}


def said_month(text: str) -> int:
    """A month 1-12 or a season 21-24 by its name (in several languages) or its number. PatternError."""
    return read_moments(_MONTH_LEVELS, {"i": "2000", "j": text.strip(" .,")})[0].label


def said_changes(text: str) -> tuple[Change, ...]:
    """ "January, July", "1 July", "spring", "" for none: where the volume turns. PatternError names $x."""
    changes = []
    for piece in re.split(r"[,;]|\band\b", text):
        if not piece.strip():
            continue
        match = re.fullmatch(r"\s*(\d{1,2})\.?\s+(\D+)|(\D+?)\s+(\d{1,2})|(.+)", piece.strip())
        assert match is not None  # the last alternative takes what the others leave
        day, name = match[1] or match[4], match[2] or match[3] or match[5]
        try:
            label = said_month(name)
        except PatternError:
            raise PatternError(
                f"“{piece.strip()}” is no month.", "Type it like January, July or 1 July.", subfield="x"
            ) from None
        changes.append(Change(season=label) if label > 12 else Change(month=label, day=int(day or 0)))
    return tuple(dict.fromkeys(changes))


def said_days(text: str) -> tuple[Code, ...]:
    """ "Thursday", "Mon Wed Fri", "1 15", "second Wednesday", "last Fri", "" for none.

    PatternError names $y.
    """
    codes: list[Code] = []
    weeks: list[int] = []
    for word in re.findall(r"[\w-]+", text.lower()):
        if word in _FILLING:
            continue
        ordinal = _ORDINALS.get(word) or _ordinal(word)
        weekday = _weekday(word)
        if weekday is not None:
            codes += [WeekOfMonth(0, week, weekday) for week in weeks] or [Weekday(weekday)]
            weeks = []
        elif ordinal:
            weeks.append(ordinal)
        elif word.isdecimal() and 1 <= int(word) <= 31:
            codes.append(Day(0, int(word)))
        else:
            raise _no_day(text)
    if weeks:
        raise _no_day(text)
    return tuple(dict.fromkeys(codes))


def _ordinal(word: str) -> int:
    match = re.fullmatch(r"([1-5])(st|nd|rd|th)", word)
    return int(match[1]) if match else 0


def _weekday(word: str) -> int | None:
    return WEEKDAYS.index(word[:2]) if re.fullmatch(_WEEKDAY_WORDS, word) else None


_WEEKDAY_WORDS = r"(mon?|tue?s?|wed?(nes)?|thu?r?s?|fri?|sat?(ur)?|sun?)(days?)?|mo|tu|we|th|fr|sa|su"


def _no_day(text: str) -> PatternError:
    return PatternError(
        f"“{text.strip()}” names no days.",
        "Type them like Thursday, or Mon Thu, or 1 15, or second Wednesday.",
        subfield="y",
    )


def said_numbers(text: str, count: int) -> tuple[str, ...]:
    """ "12 7", "v.12:no.7", "XII 3": one number for each of `count` levels. PatternError names $a."""
    words = [word for word in re.split(r"[\s:;,]+|(?<=[^\W\d])\.", text) if word]
    numbers = [word for word in words if re.search(r"\d", word)]
    if len(numbers) != count:
        numbers = [
            word for word in words if re.search(r"\d", word) or re.fullmatch(r"[IVXLCDM]+|[A-Z]", word)
        ]
    if len(numbers) != count:
        wanted = "one number is" if count == 1 else f"{count} numbers, the highest first, are"
        raise PatternError(f"“{text.strip()}”: {wanted} wanted.", "Type it like 12 7.", subfield="a")
    return tuple(numbers)


def said_date(text: str) -> tuple[Moment, ...]:
    """ "2026-11-05", "5 Nov 2026", "November 2026", "Jul/Aug 2026", "spring 2026", "2025/2026".

    One moment for each part. PatternError names $i, $j or $k.
    """
    bare = text.strip().lower()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", bare):
        year, month, day = match.groups()
    else:
        years = re.search(r"\b\d{4}(/\d{2,4})?\b", bare)
        if not years:
            raise PatternError(f"“{text.strip()}” has no year.", "Type it like 5 Nov 2026.", subfield="i")
        year = years[0]
        rest = bare.replace(year, " ", 1)
        days = re.search(r"\b\d{1,2}(/\d{1,2})*\b", rest)
        day = days[0] if days else None
        month = re.sub(r"[\s,]+", "", re.sub(r"\b\d+(/\d+)*\b", " ", rest).replace(". ", " ")) or None
        if month is None and day:
            # "7 2026" has a month and no day.
            month, day = day, None
    levels = (*_MONTH_LEVELS, ChronologyLevel("k", "(day)", Unit.DAY))
    values = {"i": year, "j": month or "", "k": day or ""}
    moments = read_moments(levels, values)
    if not moments:
        raise PatternError(f"“{text.strip()}” is no date.", "Type it like 5 Nov 2026.", subfield="i")
    return moments


def day_of(moment: Moment, months: dict[int, int]) -> date:
    """The first day of a moment. months: season code to the month with which it begins."""
    label = months.get(moment.label, moment.label) or 1
    return date(moment.year, label, moment.day or 1)
