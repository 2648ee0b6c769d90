"""A 853, 854 or 855 read: leniently where the meaning is clear, with a warning where it is doubtful.

Source: MARC 21 holdings, fields 853-855 and (as a copy in a bibliographic record) 891; real records, whose
slips are named where they are met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from buckram.errors import PatternError
from buckram.pattern.caption import Change, Continuity, Level, Pattern
from buckram.pattern.chronology import ChronologyLevel, Unit, unit_of
from buckram.pattern.doubts import doubts
from buckram.pattern.field import Field
from buckram.pattern.frequency import frequency_step
from buckram.pattern.regularity import Act, DateRule, Rule, parse_regularity

_KEPT = "nopqrst2356"


@dataclass(slots=True)
class _Reading:
    """What has been gathered so far; becomes a Pattern."""

    levels: list[Level]
    chronology: list[ChronologyLevel]
    changes: list[Change]
    rules: list[Rule]
    extra: list[tuple[str, str]]
    warnings: list[str]
    link: str = ""
    frequency: str = ""


def parse_pattern(
    field: Field, *, winter_first: bool = False, southern: bool = False, frequency: str = ""
) -> Pattern:
    """Read a 853, 854, 855 (or 891 that copies one).

    winter_first, southern: settings of the title. frequency: a $w code to use where the field has none,
    such as the one of the bibliographic record; it becomes the pattern's own. PatternError names the
    subfield that cannot be read.
    """
    pattern = read_pattern(field, winter_first=winter_first, southern=southern, frequency=frequency)
    return replace(pattern, warnings=pattern.warnings + doubts(pattern))


def read_pattern(
    field: Field, *, winter_first: bool = False, southern: bool = False, frequency: str = ""
) -> Pattern:
    """`parse_pattern` without the doubts, which weigh years of issues: for one pattern tried among many."""
    tag, subfields = field.tag, field.subfields
    if tag == "891":
        tag, subfields = field.first("9"), tuple(pair for pair in subfields if pair[0] != "9")
    if tag not in ("853", "854", "855"):
        raise PatternError(f"{tag or 'This field'} is not a caption and pattern (853, 854 or 855).")
    reading = _Reading([], [], [], [], [], [])
    for code, value in subfields:
        _take(reading, code, value)
    reading.frequency = reading.frequency or frequency
    if not reading.levels and not reading.chronology:
        raise PatternError("The pattern has no caption, neither a number nor a date.", subfield="a")
    _settle_levels(reading)
    pattern = Pattern(
        tag,
        field.indicators,
        reading.link,
        tuple(reading.levels),
        tuple(reading.chronology),
        reading.frequency,
        tuple(dict.fromkeys(reading.changes)),
        tuple(reading.rules),
        tuple(reading.extra),
        winter_first,
        southern,
        tuple(dict.fromkeys(reading.warnings)),
    )
    frequency_step(pattern.frequency)
    return pattern


def _take(reading: _Reading, code: str, value: str) -> None:
    text = value.strip()
    if code == "8":
        reading.link = text
    elif code in "abcdefgh":
        if any(level.code == code for level in reading.levels):
            raise PatternError(f"${code} stands twice.", subfield=code)
        reading.levels.append(Level(code, text, alongside=text.startswith("=")))
    elif code in "ijklm":
        if any(level.code == code for level in reading.chronology):
            raise PatternError(f"${code} stands twice.", subfield=code)
        unit = unit_of(text, code)
        if code == "m" or any(level.unit is unit for level in reading.chronology):
            # An alternative chronology (a Hebrew year) is not counted from the first one.
            unit = Unit.OTHER
        reading.chronology.append(ChronologyLevel(code, text, unit))
    elif code in ("u", "v", "z"):
        _take_of_level(reading, code, text)
    elif code == "w":
        _take_frequency(reading, text)
    elif code == "x":
        _take_changes(reading, text)
    elif code == "y":
        rule, warnings = parse_regularity(value)
        reading.warnings += warnings
        if rule is not None:
            reading.rules.append(rule)
    elif code in _KEPT:
        reading.extra.append((code, value))
    else:
        reading.warnings.append(f"${code} is not part of a caption and pattern and is ignored.")


def _take_of_level(reading: _Reading, code: str, text: str) -> None:
    """$u, $v, $z belong to the level they follow; real records put $u $v after $g and mean that before."""
    if not text:
        return
    if not reading.levels:
        reading.warnings.append(f"${code}{text} follows no caption and is ignored.")
        return
    if reading.chronology and code == "z":
        # After the chronology a single $z speaks of the numbering as a whole.
        reading.levels[:] = [
            level if level.scheme else replace(level, scheme=text) for level in reading.levels
        ]
        return
    at = len(reading.levels) - 1
    if code == "u" and reading.levels[at].code == "g" and at > 0 and reading.levels[at - 1].code != "a":
        reading.warnings.append("$u after $g counts nothing there; it is read as that of the level before.")
        if reading.levels[at - 1].units is None and not reading.levels[at - 1].units_word:
            at -= 1
    elif (
        code == "v"
        and reading.levels[at].code == "g"
        and text[0].lower() == "r"
        and at > 0
        and reading.levels[at - 1].continuity is None
        and reading.levels[at - 1].code != "a"
    ):
        at -= 1
    level = reading.levels[at]
    if code == "z":
        reading.levels[at] = replace(level, scheme=text)
    elif code == "u":
        reading.levels[at] = _with_units(reading, level, text)
    elif text.lower() in ("c", "r"):
        reading.levels[at] = replace(level, continuity=Continuity(text.lower()))
    else:
        raise PatternError(f"$v{text} is neither c (continuous) nor r (restarts).", subfield="v")


def _with_units(reading: _Reading, level: Level, text: str) -> Level:
    if re.fullmatch(r"\d{1,9}", text):
        if int(text) == 0:
            raise PatternError(f"$u{text}: a volume of no issues.", subfield="u")
        if level.code == "a":
            reading.warnings.append("$u after $a counts nothing, for no level is higher; it is ignored.")
            return level
        return replace(level, units=int(text))
    word = text.lower()[:3]
    if word not in ("var", "und"):
        reading.warnings.append(f"$u{text} is neither a number nor var nor und; it is read as und.")
        word = "und"
    return replace(level, units_word=word)


def _take_frequency(reading: _Reading, text: str) -> None:
    code = text.lower().rstrip(".")
    if code.isdecimal():
        code = code.lstrip("0") or "0"
    if not code:
        return
    if reading.frequency:
        raise PatternError("$w stands twice.", subfield="w")
    frequency_step(code)
    reading.frequency = code


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _take_changes(reading: _Reading, text: str) -> None:
    for piece in re.split(r"[,\s]+", text.strip(" .")):
        if not piece:
            continue
        if re.fullmatch(r"0+", piece):
            # Real records (annuals above all) write 00 for "no calendar change".
            reading.warnings.append(f"$x{text} names no month or season; it is ignored.")
        elif piece in ("21", "22", "23", "24"):
            reading.changes.append(Change(season=int(piece)))
        elif re.fullmatch(r"\d{1,2}", piece) and 1 <= int(piece) <= 12:
            reading.changes.append(Change(month=int(piece)))
        elif (
            re.fullmatch(r"\d{4}", piece)
            and 1 <= int(piece[:2]) <= 12
            and 1 <= int(piece[2:]) <= _DAYS[int(piece[:2]) - 1]
        ):
            reading.changes.append(Change(month=int(piece[:2]), day=int(piece[2:])))
        else:
            raise PatternError(
                f"$x{text}: “{piece}” is not a month 01-12, a season 21-24, or a month and day.", subfield="x"
            )


_DATES = (Unit.YEAR, Unit.HALF, Unit.QUARTER, Unit.SEASON, Unit.MONTH, Unit.WEEK, Unit.DAY)


def _settle_levels(reading: _Reading) -> None:
    """Decide what the order of subfields leaves open: dates kept in $a-$h, and whole numbers in $c."""
    levels = reading.levels
    # Records before 2021 keep the dates of a serial that has no numbers in $a-$h.
    as_dates = [ChronologyLevel(level.code, level.caption, unit_of(level.caption)) for level in levels]
    published = any(isinstance(rule, DateRule) and rule.act is not Act.OMITTED for rule in reading.rules)
    if (
        levels
        and not reading.chronology
        and (reading.frequency or published or len(levels) > 1)
        and as_dates[0].unit is Unit.YEAR
        and all(level.unit in _DATES for level in as_dates)
    ):
        reading.chronology[:] = as_dates
        levels.clear()
        return
    main = [level for level in levels if level.code in "abcdef" and not level.alongside]
    if (
        len(main) > 2
        and main[-1].continuity is Continuity.CONTINUOUS
        and main[-1].units is None
        and not main[-1].units_word
        and main[-2].units is not None
    ):
        # No count and no restart under a level that has both: a whole number beside the hierarchy.
        levels[levels.index(main[-1])] = replace(main[-1], alongside=True)
