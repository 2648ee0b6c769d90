"""The levels of a caption and pattern field (MARC 853-855): what each subfield counts and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from buckram.pattern.field import Field

ENUMERATION = "abcdef"
ALTERNATIVE = "gh"
CHRONOLOGY = "ijklm"
LEVEL_CODES = ENUMERATION + ALTERNATIVE + CHRONOLOGY


class Kind(Enum):
    """What a level counts. NUMBER is enumeration; everything else is chronology."""

    NUMBER = "number"
    YEAR = "year"
    MONTH = "month"  # and season: the codes 01-12 and 21-24 tell them apart
    QUARTER = "quarter"
    WEEK = "week"
    DAY = "day"
    OTHER_DATE = "other date"


_WORDS = {
    Kind.YEAR: "year years jahr jahre année annee années año anno ano any jaar år rok rik vuosi "
    "год рік év yıl an",
    Kind.MONTH: "month months season seasons monat mois mes mês mese maand måned månad miesiąc měsíc месяц "
    "jahreszeit saison estación estação stagione seizoen",
    Kind.QUARTER: "quarter qtr quartal trimestre trim kwartaal kvartal",
    Kind.WEEK: "week woche semaine semana settimana uke vecka",
    Kind.DAY: "day days tag jour día dia giorno dag dzień den день",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_KIND_OF_CODE = {"i": Kind.YEAR, "j": Kind.MONTH, "k": Kind.DAY}


@dataclass(frozen=True, slots=True)
class Level:
    """One level. text: the caption as shown, "" where it is not. ordinal: show 1st, 2nd.

    units: how many make one of the level above ($u), None if not known or variable. restarts: numbering
    begins again with the level above ($v r); None if the field does not say.
    """

    code: str
    kind: Kind
    text: str = ""
    ordinal: bool = False
    units: int | None = None
    restarts: bool | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The levels of a caption field by what they are, each from the highest down.

    enumeration: $a-$f as they stand. numbers: those of them that are enumeration and not chronology kept
    there. dates: the chronology, wherever it is kept.
    """

    enumeration: tuple[Level, ...]
    alternative: tuple[Level, ...]
    chronology: tuple[Level, ...]
    numbers: tuple[Level, ...]
    dates: tuple[Level, ...]
    frequency: str = ""
    calendar_change: tuple[str, ...] = ()
    unit_name: str = ""


@lru_cache(maxsize=4096)
def layout(captions: Field, codes: str = "") -> Layout:
    """The levels of `captions`, and of `codes` that have values but no caption.

    Chronology in $a-$h (practice before 2021) is known by its caption: (year), (month).
    """
    texts: dict[str, str] = {}
    units: dict[str, int | None] = {}
    restarts: dict[str, bool] = {}
    above = ""
    for code, value in captions.subfields:
        if code in LEVEL_CODES:
            texts.setdefault(code, value.strip())
            above = code
        elif code == "u" and above:
            units[above] = int(value) if value.strip().isdecimal() else None
        elif code == "v" and above:
            restarts[above] = value.strip() == "r"
    for code in codes:
        texts.setdefault(code, "")
    dated_top = texts.get("a", "").startswith("(") and _kind("a", texts["a"], False) is Kind.YEAR
    levels = [
        Level(
            code,
            _kind(code, texts[code], dated_top),
            _shown(texts[code]),
            texts[code].lstrip("([").startswith("+"),
            units.get(code),
            restarts.get(code),
        )
        for code in LEVEL_CODES
        if code in texts
    ]
    enumeration = tuple(level for level in levels if level.code in ENUMERATION)
    chronology = tuple(level for level in levels if level.code in CHRONOLOGY)
    return Layout(
        enumeration=enumeration,
        alternative=tuple(level for level in levels if level.code in ALTERNATIVE),
        chronology=chronology,
        numbers=tuple(level for level in enumeration if level.kind is Kind.NUMBER),
        dates=(*(level for level in enumeration if level.kind is not Kind.NUMBER), *chronology),
        frequency=captions.first("w").strip(),
        calendar_change=tuple(part.strip() for part in captions.first("x").split(",") if part.strip()),
        unit_name=captions.first("o").strip(),
    )


def unwrapped(value: str) -> tuple[str, str, str]:
    """A value out of the brackets of supplied [1975] or approximate <12> data: (opening, inside, closing)."""
    value = value.strip()
    if value[-1:] in ("]", ">") and value[0] + value[-1] in ("[]", "<>"):
        return value[0], value[1:-1].strip(), value[-1]
    return "", value, ""


def _kind(code: str, caption: str, dated_top: bool) -> Kind:
    word = _KIND_OF_WORD.get(caption.strip("()[]+. ").partition("/")[0].lower())  # (year/year) is a year
    if code in CHRONOLOGY:
        return word or _KIND_OF_CODE.get(code, Kind.OTHER_DATE)
    # In $a-$h "trimestre" is a caption like any other; "(month)", or "+qtr." below "(year)", is a date.
    return word if word and (caption.startswith("(") or dated_top) else Kind.NUMBER


def _shown(caption: str) -> str:
    """The caption before its number: "(x)" and "*" are not shown; a word takes a blank, "v." takes none."""
    if caption.startswith("(") or caption.strip("[]") == "*":
        return ""
    caption = caption.lstrip("+").strip()
    return caption + " " if len(caption) > 1 and caption[-1].isalpha() else caption
