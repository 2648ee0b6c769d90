"""What a unit is called: "v.36 (1984)" when it is whole, "v.36:no.1-6 (1984:Jan.-June)" when it is a part.

The words are those of holdings statements (ANSI/NISO Z39.71); a whole volume has no issue numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from buckram.holdings.calendar_words import CalendarWords, calendar_words
from buckram.holdings.captions import Kind, Level, layout
from buckram.holdings.designation import join_dates, shown, value_text
from buckram.holdings.runs import shape_of
from buckram.pattern.field import Field


def unit_label(
    captions: Field,
    first: Mapping[str, str],
    last: Mapping[str, str],
    *,
    whole: bool,
    volume_codes: Sequence[str] = (),
    language: str = "en",
) -> str:
    """The label of the issues from `first` to `last` (863 values of each).

    whole: all issues of its volume or volumes, or of its year. volume_codes: the levels that name a volume;
    none where a year stands for it. "" where neither numbers nor dates are known.
    """
    if whole and len(volume_codes) == 1 and (quick := _quick(captions, volume_codes[0], first, last)):
        return quick
    shape, words = shape_of(captions, (first, last)), calendar_words(language)
    levels: Sequence[Level] = shape.numbers
    if whole and volume_codes:
        levels = [level for level in levels if level.code in volume_codes]
    numbers = _span(levels, first, last, words)
    if whole and shape.dates and shape.dates[0].kind is Kind.YEAR:
        one_volume = bool(volume_codes) and all(first.get(code) == last.get(code) for code in volume_codes)
        dates = _years(shape.dates[0].code, first, last, "/" if one_volume else "-")
    else:
        dates = _dates(shape.dates, first, last, words)
    return f"{numbers} ({dates})" if numbers and dates else numbers or dates


def _quick(captions: Field, code: str, first: Mapping[str, str], last: Mapping[str, str]) -> str:
    """The label of one whole volume with plain numbers, as nearly all are; "" where it is not so simple."""
    value, year, last_year = first.get(code, ""), first.get("i", ""), last.get("i", "")
    level = _volume_level(captions, code)
    if level is None or not (value.isdecimal() and value == last.get(code) and year.isdecimal()):
        return ""
    if year != last_year:
        if not last_year.isdecimal():
            return ""
        year = f"{year}/{last_year}"
    return f"{level.text}{value} ({year})"


@lru_cache(maxsize=4096)
def _volume_level(captions: Field, code: str) -> Level | None:
    """The level of the volumes, where the year stands in $i and nothing has to be worked out."""
    shape = layout(captions, code + "i")
    level = next((one for one in shape.numbers if one.code == code), None)
    dated = shape.dates[0] if shape.dates else None
    plain = dated is not None and dated.code == "i" and dated.kind is Kind.YEAR and not dated.text
    return level if plain and level is not None and not level.ordinal else None


def _span(
    levels: Sequence[Level], first: Mapping[str, str], last: Mapping[str, str], words: CalendarWords
) -> str:
    """Levels in which both ends agree once, then the range; both ends in full where more than one differs."""
    present = [level for level in levels if first.get(level.code) or last.get(level.code)]
    differ = next((n for n, lv in enumerate(present) if first.get(lv.code) != last.get(lv.code)), None)
    if differ is None:
        return ":".join(one.text for one in shown(present, first, words))
    same, rest = present[:differ], present[differ:]
    begins = [one.text for one in shown(rest, first, words)]
    ends = [one.text for one in shown(rest, last, words)]
    if len(rest) == 1 and begins and ends:
        level = rest[0]
        bare = replace(level, text="")
        low, high = (value_text(bare, values[level.code], words) for values in (first, last))
        span = f"{low}-{high} {level.text}".strip() if level.ordinal else f"{level.text}{low}-{high}"
    else:
        span = "-".join(filter(None, (":".join(begins), ":".join(ends))))
    return ":".join([*(one.text for one in shown(same, first, words)), span])


def _years(code: str, first: Mapping[str, str], last: Mapping[str, str], joined: str) -> str:
    start = first.get(code, "").partition("/")[0]
    end = last.get(code, "").rpartition("/")[2]
    return joined.join(dict.fromkeys(filter(None, (start, end))))


def _dates(
    levels: Sequence[Level], first: Mapping[str, str], last: Mapping[str, str], words: CalendarWords
) -> str:
    begins, ends = (join_dates(levels, values, words) for values in (first, last))
    if begins == ends or not ends:
        return begins
    year = levels[0].code
    above = first.get(year, "")
    if above and above == last.get(year) and len(levels) > 1:
        prefix = f"{value_text(levels[0], above, words)}:"
        ends = ends.removeprefix(prefix)
    return f"{begins}-{ends}" if begins else ends
