"""The dates of an item description, from their tokens: "Jan 28-Dec 29", "Nov/Dec 1994 - Summer 2002"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from buckram.holdings.parsed import When

Piece = tuple[str, str]
"""("year" | "month" | "day" | "mark", text) in the order of the text."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the dates that a combined date names; "" where it does not say."""

    year: str = ""
    month: str = ""
    day: str = ""


def stretches(pieces: Sequence[Piece]) -> list[tuple[When, When | None]]:
    """The dates that stand between commas, each as its beginning and, of a stretch, its end."""
    lists: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece == ("mark", ","):
            lists.append([])
        else:
            lists[-1].append(piece)
    lists = [one for one in lists if any(kind != "mark" for kind, _ in one)]
    years = [text for one in lists for kind, text in one if kind == "year"]
    if len(lists) == 2 and len(years) == 1 and any([kind for kind, _ in one] == ["year"] for one in lists):
        lists = [[*lists[0], *lists[1]]]  # "AUG 7, 2013" is one date
    found = []
    for one in lists:
        halves = _halves(one)
        if len(years) == 1 and not any(kind == "year" for kind, _ in one):
            # "Apr-Jul, Oct-Dec 1920": a year that stands once stands for all.
            halves = [[replace(part, year=years[0]) for part in half] for half in halves]
        begin, end = _when(halves[0]), _when(halves[-1])
        found.append((begin, end if end != begin else None))
    return found


def _halves(pieces: Sequence[Piece]) -> list[list[_Part]]:
    """The parts before and after the dash; one half where there is none."""
    halves: list[list[list[Piece]]] = [[[]]]
    for piece in pieces:
        if piece == ("mark", "-"):
            halves.append([[]])
        elif piece == ("mark", "/"):
            halves[-1].append([])
        else:
            halves[-1][-1].append(piece)
    parts = [[part for group in half for part in _parts(group)] for half in halves]
    parts = [half for half in parts if half]
    if len(parts) > 1:
        parts = [parts[0], parts[-1]]
    return _filled(parts) if parts else [[_Part()]]


def _parts(group: Sequence[Piece]) -> list[_Part]:
    """The dates of a group without dash or stroke: one, unless a month or a day stands twice."""
    part, found = _Part(), []
    for kind, text in group:
        taken = {"year": part.year, "month": part.month, "day": part.day}.get(kind, "")
        if kind == "mark" or taken == text:
            continue
        if taken:
            found.append(part)
            part = _Part()
        if kind == "year":
            part = replace(part, year=text)
        elif kind == "month":
            part = replace(part, month=text)
        else:
            part = replace(part, day=text)
    return [*found, part] if part != _Part() else found


def _filled(halves: list[list[_Part]]) -> list[list[_Part]]:
    """What one part leaves out and its neighbour says: the month from before, the year first from the same
    half ("Mar/Apr 1985"), then from the other."""
    flat = [part for half in halves for part in half]
    own = [at for at, half in enumerate(halves) for _ in half]
    for at, part in enumerate(flat):
        if at and part.day and not part.month:
            flat[at] = replace(part, month=flat[at - 1].month)
    if any(part.month for part in flat):
        said = [part.year for part in flat]
        for at, part in enumerate(flat):
            if not said[at]:
                flat[at] = replace(part, year=_year_for(flat, said, own, at))
    filled: list[list[_Part]] = [[] for _ in halves]
    for part, half in zip(flat, own, strict=True):
        filled[half].append(part)
    return filled


def _year_for(parts: Sequence[_Part], said: Sequence[str], own: Sequence[int], at: int) -> str:
    near = [n for n, year in enumerate(said) if year]
    if not near:
        return ""
    best = min(near, key=lambda n: (own[n] != own[at], n < at, abs(n - at)))
    turns = _turns(parts[at : best + 1]) if best > at else 0
    return str(int(said[best]) - turns)


def _turns(parts: Sequence[_Part]) -> int:
    """How many times the year turns between the first and the last of these ("Dec/Jan 1990")."""
    months = [part.month for part in parts if part.month]
    return sum(later < earlier <= "12" for earlier, later in pairwise(months))


def _when(parts: Sequence[_Part]) -> When:
    return When(
        *(
            "/".join(dict.fromkeys(filter(None, texts)))
            for texts in (
                [part.year for part in parts],
                [part.month for part in parts],
                [part.day for part in parts],
            )
        )
    )
