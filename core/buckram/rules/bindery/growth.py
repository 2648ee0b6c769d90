"""How fast a title grows on its shelf: volumes and thickness a year.

The last years' bound volumes are the best ground, then the issues that came, then the frequency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COVERS = 50
"""What two boards add to a block, in tenths of a millimetre (standards 6.1: 0.098" each)."""

SPAN = 5
"""So many years are looked back on."""

STALE = 3
"""A title whose last bound volume is older than so many years is judged by its issues instead."""

USUAL_VOLUME = 400
"""A volume of which nothing is known has this thickness, in tenths of a millimetre."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What comes to a title in a year. thickness: tenths of a millimetre; volumes: 0 where it is not bound.

    by: on what ground, in words.
    """

    thickness: int
    volumes: float
    by: str


STEADY = Growth(0, 0.0, "it does not grow")


def by_volumes(years: Mapping[int, tuple[int, int]], this_year: int) -> Growth | None:
    """years: (volumes, thickness) by the year that they are dated. None where they say too little.

    The newest year may still lack a volume that is at the binder's: it counts only as long as the one before
    it has no more volumes. A volume every other year stands for two years: the time before the first that is
    counted is taken to be as long as between the others.
    """
    known = sorted(year for year in years if year <= this_year)
    if len(known) < 2 or known[-1] < this_year - STALE:
        return None
    last = known[-1]
    if years[last][0] < years[known[-2]][0]:
        last = known[-2]
    first = max(known[0], last - SPAN + 1)
    of_them = [year for year in known if first <= year <= last]
    if len(of_them) < 2:
        return None
    counted = [years[year] for year in of_them]
    apart = round((of_them[-1] - of_them[0]) / (len(of_them) - 1))
    span = last - of_them[0] + apart
    return Growth(
        round(sum(thickness for _, thickness in counted) / span),
        sum(volumes for volumes, _ in counted) / span,
        f"the volumes of {first}-{last}",
    )


def by_issues(
    years: Mapping[int, int],
    this_year: int,
    each: int,
    *,
    since: int | None = None,
    per_year: float | None = None,
    volume: int | None = None,
) -> Growth | None:
    """years: how many issues came that are dated in a year; each: thickness of one; per_year: by frequency.

    since: the newest year that is bound, whose loose issues are only what was left of it.

    volume: how thick a volume of it is, None where it is not bound. None where nothing says how many come.
    """
    whole = [year for year in years if this_year - SPAN <= year < this_year and year > (since or 0)]
    if whole:
        span = this_year - min(whole)
        count = sum(years[year] for year in whole) / span
        ground = (
            f"the issues of {min(whole)}-{this_year - 1}" if span > 1 else f"the issues of {this_year - 1}"
        )
    elif per_year:
        count, ground = per_year, "its frequency"
    else:
        return None
    thickness = count * each
    volumes = thickness / max(volume - COVERS, 1) if volume else 0.0
    return Growth(round(thickness + volumes * COVERS), volumes, ground)


def months_until_full(free: int, growth: int) -> int | None:
    """Whole months until so much free room is taken at this growth a year; None: never."""
    if free <= 0:
        return 0
    return free * 12 // growth if growth > 0 else None


def told_months(months: int | None) -> str:
    """ "full", "7 months", "3 years", "for ever": about, as people say it."""
    if months is None:
        return "does not grow"
    if months <= 0:
        return "full"
    if months < 24:
        return f"{months} month{'' if months == 1 else 's'}"
    years = round(months / 12)
    return f"{years} years" if years < 100 else "100 years"
