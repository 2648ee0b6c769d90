"""A first guess at how a title is bound, from what its record and its captions say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.pattern.caption import Level
from buckram.pattern.frequency import frequency_name, issues_a_year
from buckram.rules.bindery.title_lines import title_lines

A_UNIT = 12
"""Issues that commonly make one volume: a year of a monthly."""
THICK = 24
"""So many issues and more are bound in parts."""

_NUMBER = re.compile(r"(?:no?s?|nr|num|number|iss|issue|heft|h|fasc|n[°º])\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of the card. last: position of its last issue; until: the day that this is dated, None where
    it has none; bound: all of it is; awaited: an issue of it is still expected."""

    name: str
    last: int
    until: date | None
    bound: bool
    awaited: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """Fields that the record speaks for, by name, and why, in a sentence."""

    fields: dict[str, str]
    why: str


def guess(filed: str, frequency: str, levels: Sequence[Level]) -> Guess:
    """Title lines, unit and captions. filed: the title without its article; frequency: MARC code or "";
    levels: the captions of its enumeration, highest first."""
    fields = {"title_lines": "/".join(title_lines(filed))}
    levels = [level for level in levels if not level.alongside]
    unit, count, why = _unit(frequency, levels)
    fields |= {"unit": unit, "unit_count": str(count)}
    if len(levels) > 1:
        fields |= {"caption_vol": levels[0].caption, "caption_no": levels[1].caption}
    elif levels:
        numbers = bool(_NUMBER.fullmatch(levels[0].caption))
        fields["caption_no" if numbers else "caption_vol"] = levels[0].caption
        if numbers:
            fields["caption_vol"] = ""
    return Guess(fields, why)


def _unit(frequency: str, levels: Sequence[Level]) -> tuple[str, int, str]:
    """(unit, how many, why)."""
    a_year = issues_a_year(frequency)
    often = frequency_name(frequency) if a_year else ""
    of_volume = levels[1].units if len(levels) > 1 else None
    if a_year and a_year < 2:
        return "thickness", 1, f"It is {often}: as many as make a volume of good thickness."
    if len(levels) > 1:
        if of_volume and of_volume < A_UNIT / 2 and a_year > of_volume:
            count = max(1, min(round(a_year / of_volume), A_UNIT // of_volume))
            return "volume", count, f"A volume has {of_volume} issues: {count} volumes are bound together."
        parts = _parts(of_volume or a_year)
        if parts:
            return parts, 1, f"It is {often}: a whole volume would be too thick."
        if of_volume is None and not a_year:
            return "volume", 1, "It is numbered by volumes; how often it comes is not known."
        if 2 <= a_year < 4:
            return "volume", 2, f"It is {often}: two volumes make a good one."
        return "volume", 1, "It is numbered by volumes." if not often else f"It is {often}, in volumes."
    if not a_year:
        return "thickness", 1, "Neither volumes nor its frequency are known: by thickness."
    if parts := _parts(a_year):
        return parts, 1, f"It is {often}, without volumes: a whole year would be too thick."
    if a_year < 4:
        return "year", 2, f"It is {often}, without volumes: two years make a good one."
    return "year", 1, f"It is {often}, without volumes."


def _parts(issues: float) -> str:
    if issues >= 2 * THICK:
        return "quarter"
    return "half" if issues >= THICK else ""


@dataclass(frozen=True, slots=True)
class BoundTo:
    """Up to where a title is taken to be bound: None for nothing; and why, in a sentence."""

    position: int | None
    why: str


def bound_to(volumes: Sequence[Volume], today: date) -> BoundTo:
    """Which volumes are taken to be bound already, when nobody has said it.

    A library that begins to use this has bound for years: what is old is on the shelf as volumes, and must
    not be due all at once. So the last volume that is known to be bound counts, or else what ended before
    last year began; a volume that is still incomplete ends it, unless it is older than that.
    """
    known = [volume for volume in volumes if volume.bound]
    if known:
        return BoundTo(known[-1].last, f"{known[-1].name} is the last one that its card has as bound.")
    since = date(today.year - 1, 1, 1)
    old = [volume for volume in volumes if volume.until is not None and volume.until < since]
    if old:
        return BoundTo(
            old[-1].last, f"Guessed: what is older than {since.year} is bound, up to {old[-1].name}."
        )
    return BoundTo(None, "Guessed: nothing was bound yet.")
