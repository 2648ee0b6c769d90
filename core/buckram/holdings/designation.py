"""One issue's enumeration and chronology as ANSI/NISO Z39.71 writes them: v.12:no.3(2026:Mar.)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from buckram.holdings.calendar_words import CalendarWords, calendar_words
from buckram.holdings.captions import LEVEL_CODES, Kind, Layout, Level, layout, unwrapped
from buckram.pattern.field import Field


class Shown(NamedTuple):
    """A level of an issue that has a value. text: the value with its caption."""

    code: str
    value: str
    text: str


def layout_for(captions: Field, values: Mapping[str, str]) -> Layout:
    """The levels of `captions` with those that only `values` has."""
    return layout(captions, "".join([code for code in LEVEL_CODES if values.get(code)]))


def enumeration_text(captions: Field, values: Mapping[str, str], language: str = "en") -> str:
    """The enumeration of one issue, "v.12:no.3" or "v.12:no.3=147" with alternative numbering.

    values: 863 subfields of one issue, combined numbers with "/". "" if the issue has no number.
    """
    shape, words = layout_for(captions, values), calendar_words(language)
    return enumeration(shown(shape.numbers, values, words), shown(shape.alternative, values, words))


def enumeration(main: Sequence[Shown], alternative: Sequence[Shown]) -> str:
    """`enumeration_text` for levels that are already worded."""
    return _with_alternative(_joined(main), _joined(alternative))


def chronology_text(captions: Field, values: Mapping[str, str], language: str = "en") -> str:
    """The chronology of one issue, "2026:Mar.5"; one across years is "2003:Dec./2004:Jan."."""
    return join_dates(layout_for(captions, values).dates, values, calendar_words(language))


def designation_text(captions: Field, values: Mapping[str, str], language: str = "en") -> str:
    """Both together: "v.12:no.3(2026:Mar.)"; chronology stands bare where there is no enumeration."""
    return designation(layout_for(captions, values), values, calendar_words(language))


def designation(shape: Layout, values: Mapping[str, str], words: CalendarWords) -> str:
    """`designation_text` for levels that are already worked out."""
    numbers = _enumeration_part(shape, values, words)
    dates = join_dates(shape.chronology, values, words)
    return f"{numbers}({dates})" if numbers and dates else numbers or dates


def _enumeration_part(shape: Layout, values: Mapping[str, str], words: CalendarWords) -> str:
    """$a-$h in their order, with chronology where it is kept there: "1982:1st qtr."."""
    kept_above = [level for level in shape.enumeration if level.kind is not Kind.NUMBER]
    if kept_above and len(kept_above) == len(shape.enumeration):
        main = join_dates(shape.enumeration, values, words)
    else:
        main = join_levels(shape.enumeration, values, words)
    return _with_alternative(main, join_levels(shape.alternative, values, words))


def _with_alternative(main: str, alternative: str) -> str:
    return f"{main}={alternative}" if main and alternative else main or alternative


def join_levels(levels: Sequence[Level], values: Mapping[str, str], words: CalendarWords) -> str:
    """The levels that have a value, from the highest down, with ":" between."""
    return _joined(shown(levels, values, words))


def shown(levels: Sequence[Level], values: Mapping[str, str], words: CalendarWords) -> list[Shown]:
    """The levels that have a value, in their order."""
    return [
        Shown(level.code, value, value_text(level, value, words))
        for level in levels
        if (value := values.get(level.code))
    ]


def _joined(levels: Sequence[Shown]) -> str:
    return ":".join([level.text for level in levels])


def value_text(level: Level, value: str, words: CalendarWords) -> str:
    """One level with its caption. A combined value has its caption once: no.7/8, Jan./Feb."""
    if level.kind is Kind.NUMBER and not level.ordinal and value.isalnum():
        return level.text + value  # a plain number, as nearly all are, has nothing to take apart
    opening, inside, closing = unwrapped(value)
    text = "/".join([_part_text(level, part, words) for part in inside.split("/")])
    if opening:
        text = opening + text + closing
    if level.ordinal:
        return f"{text} {level.text}".strip()
    if level.kind in (Kind.QUARTER, Kind.WEEK) and not level.text and inside[:1].isdigit():
        return f"{words.quarter if level.kind is Kind.QUARTER else words.week} {text}"
    return level.text + text


def _part_text(level: Level, part: str, words: CalendarWords) -> str:
    opening, inside, closing = unwrapped(part)
    if level.ordinal:
        inside = words.nth(inside)
    elif level.kind is Kind.MONTH:
        inside = words.month(inside)
    elif level.kind is Kind.DAY and inside.isdecimal():
        inside = str(int(inside))
    return opening + inside + closing


def join_dates(levels: Sequence[Level], values: Mapping[str, str], words: CalendarWords) -> str:
    """`year:month day`. Where a higher and a lower part are both combined, the parts are paired.

    2025/2026, 12/01, 29/05 is "2025:Dec.29/2026:Jan.5"; 2026, 05/06, 30/02 is "2026:May 30/June 2".
    """
    present = [(level, values[level.code]) for level in levels if values.get(level.code)]
    split = [i for i, (_, value) in enumerate(present) if value.count("/") == 1]
    if len(split) > 1 and split == list(range(split[0], len(present))):
        whole = present[: split[0]]
        halves = [[(level, half(value, end)) for level, value in present[split[0] :]] for end in (0, 1)]
        paired = "/".join(_date_run(half, words) for half in halves)
        above = _date_run(whole, words)
        return f"{above}:{paired}" if above else paired
    return _date_run(present, words)


def half(value: str, end: int) -> str:
    """The first (0) or last (1) part of a combined value, in the brackets of the whole."""
    opening, inside, closing = unwrapped(value)
    parts = inside.split("/")
    return f"{opening}{parts[-end]}{closing}"


def _date_run(present: Sequence[tuple[Level, str]], words: CalendarWords) -> str:
    text = ""
    for level, value in present:
        worded = value_text(level, value, words)
        if not text:
            text = worded
        elif level.kind is Kind.DAY:
            # A day is no level of its own: no colon, and no blank after an abbreviation.
            text += worded if text.endswith(".") else f" {worded}"
        else:
            text += f":{worded}"
    return text
