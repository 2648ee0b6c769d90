"""How an issue is named on the check-in card and to people: cover date, box texts, the group it lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.holdings.calendar_words import CalendarWords, calendar_words
from buckram.holdings.captions import Kind, Layout, unwrapped
from buckram.holdings.designation import Shown, enumeration, layout_for, shown, value_text
from buckram.pattern.field import Field

BOX_WIDTH = 9
"""Characters in a line of a box on the card."""


@dataclass(frozen=True, slots=True)
class CoverDate:
    """One end of a cover date. part: month or season code, or words for any other part of the year."""

    year: str = ""
    part: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class CardTexts:
    """All that stands on the card for an issue. volume: the group it lies in. number, cover: the two lines of
    its box. label: the issue in full, as lists and sentences name it."""

    volume: str
    number: str
    cover: str
    label: str


def card_texts(captions: Field, values: Mapping[str, str], language: str = "en") -> CardTexts:
    """The texts of an issue on the card: "v.12 (2026)", "no.3", "Mar" and "v.12:no.3 (March 2026)".

    values: 863 subfields of one issue. The same as `group_key`, `box_number`, `box_date` and, for the label,
    `enumeration_text` with `cover_text` give; the levels and dates are worked out once for all of them.
    """
    shape, words = layout_for(captions, values), calendar_words(language)
    main, alternative = shown(shape.numbers, values, words), shown(shape.alternative, values, words)
    dates = cover_dates(shape, values, words)
    numbered, dated = enumeration(main, alternative), _cover(dates, words)
    return CardTexts(
        volume=_group(shape, main, dates),
        number=_number(main or alternative),
        cover=_box(dates, words),
        label=f"{numbered} ({dated})" if numbered and dated else numbered or dated,
    )


def cover_text(captions: Field, values: Mapping[str, str], language: str = "en") -> str:
    """The cover date as people say it: "March 2026", "Jan./Feb. 2026", "Spring 2026", "5 Mar. 2026".

    values: 863 subfields of one issue. "" where the issue has no chronology.
    """
    words = calendar_words(language)
    return _cover(cover_dates(layout_for(captions, values), values, words), words)


def _cover(dates: tuple[CoverDate, CoverDate], words: CalendarWords) -> str:
    first, last = dates
    if first == last:
        return _spoken(first, words, full=not first.day)
    if first.year != last.year:
        if not first.part:
            return f"{first.year}/{last.year}"
        return f"{_spoken(first, words)}/{_spoken(last, words)}"
    if first.part == last.part:
        return _spoken(CoverDate(first.year, first.part, f"{first.day}/{last.day}"), words)
    return f"{_spoken(CoverDate('', first.part, first.day), words)}/{_spoken(last, words)}"


def box_date(captions: Field, values: Mapping[str, str], language: str = "en") -> str:
    """The cover date without its year in at most nine characters: "Mar", "Mar 5", "Jan/Feb", "Spring".

    A date that is only a year gives the year; what does not fit is abbreviated, then cut.
    """
    words = calendar_words(language)
    return _box(cover_dates(layout_for(captions, values), values, words), words)


def _box(dates: tuple[CoverDate, CoverDate], words: CalendarWords) -> str:
    first, last = dates
    if first.day:
        month = _in_box(first.part, words)
        days = f"{first.day}/{last.day}" if first.part == last.part and first != last else first.day
        return _fitted(f"{month} {days}", f"{month[:3]} {days}", f"{month[:3]} {first.day}")
    if first.part:
        parts = [_in_box(part, words) for part in dict.fromkeys((first.part, last.part))]
        return _fitted("/".join(parts), "/".join(part[:3] for part in parts))
    return _fitted("/".join(dict.fromkeys((first.year, last.year))))


def box_number(captions: Field, values: Mapping[str, str], level: str = "", language: str = "en") -> str:
    """The number of an issue in at most nine characters: "no.3", "no.7/8"; the bare number if that is long.

    level: the subfield to show; "" for the lowest level of enumeration that has a value. "" if none has.
    """
    shape = layout_for(captions, values)
    present = shown((*shape.alternative, *shape.numbers), values, calendar_words(language))
    return _number([one for one in present if one.code == level] or present)


def _number(levels: Sequence[Shown]) -> str:
    return _fitted(levels[-1].text, levels[-1].value) if levels else ""


def group_key(captions: Field, values: Mapping[str, str], language: str = "en") -> str:
    """The volume or year under which the card lays the issue: "v.12 (2026)", "2026", or "" for one group.

    A volume is a group where it has numbers below it; issues numbered on one level lie by year. A volume
    that begins in mid-year (one calendar change in $x) carries both its years, so that its issues stay
    together; an issue across two years lies with the first, number 1 of a volume with the second.
    """
    shape, words = layout_for(captions, values), calendar_words(language)
    return _group(shape, shown(shape.numbers, values, words), cover_dates(shape, values, words))


def _group(shape: Layout, numbers: Sequence[Shown], dates: tuple[CoverDate, CoverDate]) -> str:
    first, last = dates
    year = first.year if first.part or first.year == last.year else f"{first.year}/{last.year}"
    if len(numbers) < 2:
        return year
    if first.part and all(number.value.partition("/")[0] == "1" for number in numbers[1:]):
        year = last.year
    volume = numbers[0].text
    years = _volume_years(shape, first) or year
    return f"{volume} ({years})" if years else volume


def cover_dates(
    shape: Layout, values: Mapping[str, str], words: CalendarWords
) -> tuple[CoverDate, CoverDate]:
    """The two ends of an issue's date; the same twice where it is not combined."""
    starts: dict[str, str] = {}
    ends: dict[str, str] = {}
    for level in shape.dates:
        value = unwrapped(values.get(level.code, ""))[1]
        if not value:
            continue
        kind = level.kind
        name = "year" if kind is Kind.YEAR else "day" if kind is Kind.DAY else "part"
        if name in starts:
            continue
        if name == "part" and kind is not Kind.MONTH:
            value = value_text(level, value, words)
        first, slash, last = value.partition("/")
        if kind is Kind.DAY:
            first, last = first.lstrip("0"), last.lstrip("0")
        starts[name], ends[name] = first, last if slash else first
    begins = CoverDate(**starts)
    return begins, begins if starts == ends else CoverDate(**ends)


def _volume_years(shape: Layout, on: CoverDate) -> str:
    """The two years of a volume that rolls over at one point of the year other than its beginning, or ""."""
    change = shape.calendar_change
    if len(change) != 1 or not (on.year.isdecimal() and on.part.isdecimal()):
        return ""
    rollover = change[0]
    # Spring opens the year of seasons as January does the year of months.
    if rollover[:2] in ("01", "21") and rollover[2:] in ("", "01"):
        return ""
    place = on.part.zfill(2) + (on.day.zfill(2) if len(rollover) == 4 else "")
    year = int(on.year)
    return f"{year}/{year + 1}" if place >= rollover else f"{year - 1}/{year}"


def _spoken(on: CoverDate, words: CalendarWords, *, full: bool = False) -> str:
    part = words.month(on.part, full=full)
    part = part[:1].upper() + part[1:] if words.capitals else part
    return " ".join(filter(None, (words.day(on.day), part, on.year)))


def _in_box(part: str, words: CalendarWords) -> str:
    name = words.month(part).rstrip(".")
    return name[:1].upper() + name[1:]


def _fitted(*texts: str) -> str:
    """The first text that fits a box, else the last one cut."""
    for text in texts:
        if len(text) <= BOX_WIDTH:
            return text
    return texts[-1][:BOX_WIDTH]
