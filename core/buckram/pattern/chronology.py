"""Chronology: what a caption counts (year, month, season, day ...) and how its values are written.

Values follow MARC 863 $i-$m: months 01-12, seasons 21 spring to 24 winter, days 01-31, years in four digits,
"/" between the parts of a combined issue; [ ] and < > mark what the cataloguer supplied or was not sure of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from buckram.errors import PatternError


class Unit(Enum):
    """What one level of chronology counts."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    WEEK_OF_MONTH = "week of the month"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ChronologyLevel:
    """One chronology caption: its subfield code, its text, and what it counts."""

    code: str
    caption: str
    unit: Unit


_UNIT_WORDS: dict[Unit, str] = {
    Unit.YEAR: "year yr jahr année annee año ano anno år aar jaar vuosi rok rocznik god год rік שנה 年 年度",
    Unit.HALF: "semester semestre half halbjahr halvår semestr",
    Unit.QUARTER: "quarter qtr trimester trimestre quartal vierteljahr kvartal kvartaali kwartał квартал",
    Unit.SEASON: "season saison stagione estación estacion estação jahreszeit seizoen årstid vuodenaika",
    Unit.MONTH: "month mo mon mois monat mes mese mês maand måned månad kuukausi kk měsíc miesiąc месяц 月",
    Unit.WEEK: "week wk semaine woche semana settimana vecka uge uke viikko vko týden tydzień неделя",
    Unit.DAY: "day da jour tag día dia giorno dag dato päivä pv den dzień день 日",
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}

_BY_PLACE = {"i": Unit.YEAR, "j": Unit.MONTH, "k": Unit.DAY}


def unit_of(caption: str, code: str = "") -> Unit:
    """What a caption counts: "(year)", "Year.", "[mois]", "(month or season)", "year/year".

    Where the words say nothing, the place does: MARC puts the year in $i, the month in $j, the day in $k.
    """
    for word in re.split(r"[^\w]+", caption.lower()):
        singular = word[:-1] if word.endswith("s") and word not in _UNITS else word
        if singular in _UNITS:
            return _UNITS[singular]
    return _BY_PLACE.get(code, Unit.OTHER)


_NAMES: dict[int, str] = {
    1: "january jan januar janvier janv enero gennaio genn januari",
    2: "february feb februar février fevrier févr febrero febbraio febbr febr februari",
    3: "march mar märz marz mars marzo maart",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio magg mei maj",
    6: "june jun juni juin junio giugno giun",
    7: "july jul juli juillet juil julio luglio",
    8: "august aug août aout agosto ag augustus",
    9: "september sept sep septembre septiembre settembre sett",
    10: "october oct oktober okt octobre octubre ottobre ott",
    11: "november nov novembre noviembre",
    12: "december dec dezember dez décembre decembre déc diciembre dic dicembre",
    21: "spring frühling frühjahr printemps primavera lente",
    22: "summer sommer été ete verano estate zomer",
    23: "autumn fall herbst automne otoño autunno herfst",
    24: "winter hiver invierno inverno",
}
_CODE_OF_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}

NORTHERN_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
SOUTHERN_MONTHS = {21: 9, 22: 1, 23: 3, 24: 6}


def season_months(*, winter_first: bool, southern: bool) -> dict[int, int]:
    """Season code: the month with which it begins, in the year that it is dated.

    MARC does not say whether winter opens or closes a year, nor which hemisphere is meant. A winter that
    opens its year is given January, so that it sorts first and its date falls in that year.
    """
    if southern:
        return SOUTHERN_MONTHS
    return {**NORTHERN_MONTHS, 24: 1} if winter_first else NORTHERN_MONTHS


@dataclass(frozen=True, slots=True)
class Moment:
    """One part of a dated designation; 0 where nothing is recorded. label: month 1-12 or season 21-24."""

    year: int
    label: int = 0
    day: int = 0
    week: int = 0

    def on(self) -> date | None:
        """The date, where the day is known."""
        if self.week and not self.day:
            if self.label > 12:
                return None
            if self.label and self.week <= 5:
                last = monthrange(self.year, self.label)[1]
                return date(self.year, self.label, min(7 * self.week - 6, last))
            return date.fromisocalendar(self.year, self.week, 1)
        return date(self.year, self.label, self.day) if self.day and self.label <= 12 else None


def split_value(value: str) -> list[str]:
    """The parts of a recorded value, brackets of doubt taken off, of a range only its end."""
    bare = re.sub(r"[\[\]<>?]", "", value).strip()
    if match := re.fullmatch(r"([^-]*\w)\s*-\s*(\w[^-]*)", bare):
        bare = match[2]
    return [part.strip() for part in bare.split("/") if part.strip()]


def _number(text: str, code: str, what: str, lowest: int, highest: int) -> int:
    match = re.fullmatch(r"(\d{1,4})\s*[.]?", text)
    if not match or not lowest <= int(match[1]) <= highest:
        raise PatternError(f"${code} “{text}” is not {what}.", subfield=code)
    return int(match[1])


def _label(text: str, code: str, unit: Unit) -> int:
    named = _CODE_OF_NAME.get(text.lower().rstrip("."))
    if named is not None:
        return named
    if unit is Unit.QUARTER:
        quarter = _number(text, code, "a quarter, 1 to 4", 1, 34)
        quarter -= 30 if quarter > 30 else 0
        if 1 <= quarter <= 4:
            return 3 * quarter - 2
    elif unit is Unit.HALF:
        return 6 * _number(text, code, "a half-year, 1 or 2", 1, 2) - 5
    else:
        label = _number(text, code, "a month 01-12 or a season 21-24", 1, 24)
        if label <= 12 or label >= 21:
            return label
    raise PatternError(f"${code} “{text}” is not a {unit.value}.", subfield=code)


def read_moments(levels: Sequence[ChronologyLevel], values: Mapping[str, str]) -> tuple[Moment, ...]:
    """The recorded chronology as moments, one for each part of a combined issue; () where there is no year.

    values: subfield code to recorded value. PatternError names the subfield that has no sense (month 13,
    the 30th of February).
    """
    years: list[int] = []
    labels: list[int] = []
    days: list[int] = []
    weeks: list[int] = []
    place = dict.fromkeys(Unit, "")
    coarse: list[int] = []
    for level in levels:
        code, parts = level.code, split_value(values.get(level.code, ""))
        place[level.unit] = code
        match level.unit:
            case Unit.YEAR:
                years = _years(parts, code)
            case Unit.MONTH | Unit.SEASON:
                labels = [_label(part, code, level.unit) for part in parts]
            case Unit.QUARTER | Unit.HALF:
                coarse = [_label(part, code, level.unit) for part in parts]
            case Unit.DAY:
                days = [_number(part, code, "a day 01-31", 1, 31) for part in parts]
            case Unit.WEEK:
                weeks = [_number(part, code, "a week 1-53", 1, 53) for part in parts]
            case Unit.OTHER | Unit.WEEK_OF_MONTH:
                pass
    labels = labels or coarse
    if not years:
        return ()
    width = max(len(years) if not labels else 1, len(labels), len(days) if labels else 1)
    if not labels:
        width = max(width, len(weeks))
    moments = [
        Moment(
            _year_of(years, labels, n, width),
            labels[min(n, len(labels) - 1)] if labels else 0,
            days[min(n, len(days) - 1)] if days and labels else 0,
            weeks[min(n, len(weeks) - 1)] if weeks else 0,
        )
        for n in range(width)
    ]
    for moment in moments:
        try:
            moment.on()
        except ValueError:
            code = place[Unit.DAY] or place[Unit.WEEK]
            raise PatternError(
                f"${code} “{values.get(code, '')}” does not exist in {moment.year}.", subfield=code
            ) from None
    return tuple(moments)


def _years(parts: list[str], code: str) -> list[int]:
    years: list[int] = []
    for part in parts:
        if years and re.fullmatch(r"\d{2}", part):  # 1988/89
            part = str(years[-1])[:2] + part
        if not re.fullmatch(r"\d{4}", part) or int(part) == 0:
            raise PatternError(f"${code} “{part}” is not a year in four digits.", subfield=code)
        years.append(int(part))
    if years != sorted(years):
        raise PatternError(f"${code} “{'/'.join(parts)}” goes backwards.", subfield=code)
    return years


def _year_of(years: list[int], labels: list[int], n: int, width: int) -> int:
    """The year of part n. Two years over one month are an academic year, over winter its first half."""
    if not labels:
        return years[min(n, len(years) - 1)]
    if width > 1:
        if len(years) > 1:
            return years[min(n, len(years) - 1)]
        wraps = sum(later < earlier for earlier, later in pairwise(labels[: n + 1]))
        return years[0] + (1 if wraps and max(labels) <= 12 else 0)
    return years[0] if labels[0] >= 7 else years[-1]
