"""A pattern on the bench: a 853 and the issue it begins with, as one value, to be changed without codes.

A draft holds the pattern itself, so that whatever a MARC line says stays as given, also what nobody can
change here without codes. It is always as if it had been read from its own field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from buckram.errors import PatternError
from buckram.pattern.caption import Level, Pattern, date_rules, pattern_field
from buckram.pattern.chronology import ChronologyLevel, Unit, read_moments, split_value
from buckram.pattern.field import Field
from buckram.pattern.prediction import predictions, published_date, recorded_values
from buckram.pattern.reading import parse_pattern
from buckram.pattern.regularity import Act
from buckram.pattern.slot import Part, chronology_of, season_of

FARTHEST = 4000
"""So many issues are looked through for the first one at or after a date: ten years of a daily."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A pattern and its first issue. first: (subfield code, value) in 863 form, in the order of the codes."""

    pattern: Pattern
    first: tuple[tuple[str, str], ...]

    @property
    def field(self) -> Field:
        """The 853, 854 or 855."""
        return pattern_field(self.pattern)

    @property
    def holding(self) -> Field:
        """The 863, 864 or 865 of the first issue."""
        link = self.pattern.link or "1"
        return Field(f"86{self.pattern.tag[2]}", "41", (("8", f"{link}.1"), *self.first))

    @property
    def values(self) -> dict[str, str]:
        """The first issue by subfield code."""
        return dict(self.first)

    @property
    def main_levels(self) -> tuple[Level, ...]:
        """The levels of numbers that count one below the other, highest first."""
        return tuple(v for v in self.pattern.levels if v.code in "abcdef" and not v.alongside)


def draft_of(field: Field, holding: Field, *, winter_first: bool = False, southern: bool = False) -> Draft:
    """The draft of two MARC lines. PatternError names the subfield that cannot be read."""
    pattern = parse_pattern(field, winter_first=winter_first, southern=southern)
    return Draft(pattern, tuple(sorted(recorded_values(holding).items())))


def read_again(pattern: Pattern, first: Mapping[str, str]) -> Draft:
    """A draft of a pattern that was put together: only what its MARC line says counts, with its warnings.

    PatternError where the line could not be read.
    """
    again = parse_pattern(
        pattern_field(pattern), winter_first=pattern.winter_first, southern=pattern.southern
    )
    kept = {level.code for level in again.levels} | {level.code for level in again.chronology}
    return Draft(
        again, tuple(sorted((code, value) for code, value in first.items() if code in kept and value))
    )


def field_text(field: Field) -> str:
    """A field as people type it: "$a v. $b no. $u 12", without tag, indicators and link."""
    return " ".join(f"${code} {value}" for code, value in field.subfields if code != "8")


def read_field(text: str, like: Field) -> Field:
    """The inverse of `field_text`, with the tag, indicators and link of another field.

    PatternError where the text does not begin with a subfield, or a code has no value.
    """
    head, *rest = re.split(r"\$", text.strip())
    if head.strip() or not rest:
        raise PatternError("A MARC line begins with a subfield, such as “$a v.”.", subfield="a")
    subfields = [("8", value) for value in like.all("8")]
    for piece in rest:
        code, value = piece[:1], piece[1:].strip()
        if not re.fullmatch(r"[0-9a-z]", code):
            raise PatternError("After each $ stands the letter or digit of its subfield.", subfield=code)
        if code != "8":
            subfields.append((code, value))
    return Field(like.tag, like.indicators, tuple(subfields))


def first_day(draft: Draft) -> date | None:
    """The day with which the first issue's period begins, as well as it is known."""
    try:
        if on := published_date(draft.pattern, draft.holding):
            return on
        moments = read_moments(draft.pattern.chronology, draft.values)
    except PatternError:
        return None
    if not moments:
        return None
    label = moments[0].label
    month = draft.pattern.season_months[label] if label > 12 else label or 1
    return date(moments[0].year, month, 1)


def dated_values(levels: tuple[ChronologyLevel, ...], on: date, *, southern: bool = False) -> dict[str, str]:
    """A day as the values of these levels: 2026-07-05 is "2026", "22" where it is dated by seasons."""
    by_season = any(v.unit is Unit.SEASON for v in levels) and all(v.unit is not Unit.MONTH for v in levels)
    label = season_of(on.month, southern=southern) if by_season else on.month
    known = tuple(level for level in levels if level.unit is not Unit.OTHER)
    return dict(chronology_of(known, [Part(on.year, on.month, on.day, label)]))


def beginning_at(model: Draft, numbers: Mapping[str, str], on: date | None) -> Draft:
    """The pattern of `model` from the first of its issues at or after `on`, with `numbers` where it has them.

    numbers: subfield code to value, of the issue that is to be the first. on: None keeps the model's date.
    """
    values = model.values
    if on is not None and model.pattern.chronology:
        values |= _first_date(model, on)
    levels = {level.code for level in model.pattern.levels}
    given = {code: value for code, value in numbers.items() if code in levels and value}
    if given.keys() >= levels or len(levels) == 1:
        values |= given
    return Draft(model.pattern, tuple(sorted(values.items())))


def _first_date(model: Draft, on: date) -> dict[str, str]:
    """The date of the first issue of the model at or after `on`, whatever year the model itself begins in."""
    pattern = model.pattern
    on_day = dated_values(pattern.chronology, on, southern=pattern.southern)
    units = {level.unit for level in pattern.chronology}
    listed = any(True for _ in date_rules(pattern, Act.PUBLISHED, "dw"))
    if Unit.DAY not in units:
        on = on.replace(day=1)
    if Unit.YEAR not in units or (Unit.DAY in units and not listed):
        # Nothing but the day itself can say on which days it appears.
        return on_day
    shifted = model.values
    for level in pattern.chronology:
        if level.unit is Unit.YEAR:
            years = [int(year) for year in split_value(shifted[level.code])]
            begin = on.year if units <= {Unit.YEAR, Unit.OTHER} else on.year - 1
            shifted[level.code] = "/".join(str(begin + year - years[0]) for year in years)
            on_day[level.code] = shifted[level.code] if begin == on.year else on_day[level.code]
    if units <= {Unit.YEAR, Unit.OTHER}:
        return on_day
    try:
        for issue in islice(
            predictions(pattern, replace(model, first=tuple(shifted.items())).holding), FARTHEST
        ):
            if issue.published_on is not None and issue.published_on >= on:
                return {code: value for code, value in issue.values if code in on_day}
    except PatternError:
        # A model that cannot be counted on from any other year keeps the day that is asked for.
        return on_day
    return on_day
