"""Titles that fell silent: nothing of them is expected, and nothing came for longer than is usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from buckram.desk.expecting import Filters
from buckram.rules.cadence import Silence, cadence, silence
from buckram.storage.library import Library
from buckram.storage.silent import Unforeseen, unforeseen


@dataclass(frozen=True, slots=True)
class SilentTitle:
    """A title of which too long nothing came."""

    about: Unforeseen
    silence: Silence


def silent(library: Library, today: date, filters: Filters | None = None) -> list[SilentTitle]:
    """The titles that fell silent, the longest silence in proportion to what is usual first."""
    wanted = filters or Filters()
    found = []
    for one in unforeseen(library):
        if (
            (wanted.location and one.location != wanted.location)
            or (wanted.vendor and one.vendor != wanted.vendor)
            or (wanted.frequency and one.frequency != wanted.frequency)
        ):
            continue
        if quiet := silence(cadence(one.came), today, one.a_year):
            found.append(SilentTitle(one, quiet))
    return sorted(found, key=lambda one: one.silence.days / (one.silence.usual or 365), reverse=True)
