"""A slot: one issue's place in the calendar, before it has a number. And how its date is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from buckram.pattern.chronology import ChronologyLevel, Unit


class Part(NamedTuple):
    """One date that an issue bears; a combined issue bears several. label: month 1-12 or season 21-24."""

    year: int
    month: int
    day: int
    label: int


class Slot(NamedTuple):
    """One issue in the calendar.

    key: what slots are ordered by, within one calendar. on: the first day of its period. chronology: its
    values in 863 form. units: how many dates it joins (1 unless combined). epoch: grows by one at each
    calendar change, so two slots with the same epoch are in the same volume.
    """

    key: int
    on: date
    chronology: tuple[tuple[str, str], ...]
    units: int
    epoch: int


def season_of(month: int, *, southern: bool = False) -> int:
    """The season code of a month: March to May is spring (21) in the north, autumn (23) in the south."""
    return 21 + ((month - 3) % 12 // 3 + 2 * southern) % 4


def _written(unit: Unit, part: Part, whole: bool) -> str:
    """One part of one level. whole: the level stands without another that would give the month."""
    match unit:
        case Unit.YEAR:
            return f"{part.year:04d}"
        case Unit.MONTH:
            return f"{part.label:02d}"
        case Unit.SEASON:
            return f"{part.label:02d}" if whole else str(season_of(part.month))
        case Unit.QUARTER:
            return str((part.month + 2) // 3)
        case Unit.HALF:
            return str((part.month + 5) // 6)
        case Unit.DAY:
            return f"{part.day:02d}"
        case Unit.WEEK:
            return f"{date(part.year, part.month, part.day).isocalendar().week:02d}"
        case Unit.WEEK_OF_MONTH:
            return str((part.day + 6) // 7)
    return ""


def chronology_of(levels: Sequence[ChronologyLevel], parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """The values of the levels for an issue that bears these dates: equal ones once, others joined by "/"."""
    units = {level.unit for level in levels}
    whole = Unit.MONTH not in units
    by_week = Unit.WEEK in units and not units & {Unit.MONTH, Unit.DAY, Unit.SEASON, Unit.QUARTER, Unit.HALF}
    pairs = []
    for level in levels:
        if by_week and level.unit is Unit.YEAR:
            # The year that a week belongs to differs from the date's about New Year.
            texts = [f"{date(p.year, p.month, p.day).isocalendar().year:04d}" for p in parts]
        else:
            texts = [_written(level.unit, part, whole) for part in parts]
        pairs.append((level.code, "/".join(t for n, t in enumerate(texts) if not n or t != texts[n - 1])))
    return tuple(pairs)
