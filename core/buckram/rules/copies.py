"""What the copies of an issue make of it: how each place fares, and the status that follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from buckram.errors import Refused
from buckram.rules.status import IN_BINDING, Status


class Condition(StrEnum):
    """How a piece is. The words are those of the library file."""

    GOOD = "good"
    DAMAGED = "damaged"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"


WAITING = None
"""The state of a place to which no piece came."""

_BEST_FIRST = (Condition.GOOD, Condition.DAMAGED, Condition.MISSING, Condition.WITHDRAWN)


def state(conditions: Collection[Condition]) -> Condition | None:
    """How a place fares to which these pieces came: by the best of them, WAITING when none came.

    A damaged piece whose replacement is here does not count against the place.
    """
    return next((one for one in _BEST_FIRST if one in conditions), WAITING)


def next_place(states: Sequence[Condition | None]) -> int | None:
    """Which place gets the next piece: the first to which none came, else the first whose piece is damaged,
    else missing; None where nothing is lacking."""
    for lacks in (WAITING, Condition.DAMAGED, Condition.MISSING):
        if lacks in states:
            return states.index(lacks)
    return None


def wanted(states: Sequence[Condition | None]) -> int:
    """How many places want a piece: what was withdrawn is wanted no more."""
    return sum(one is not Condition.WITHDRAWN for one in states)


def status_of(states: Sequence[Condition | None], before: Status, *, spare: bool = False) -> Status:
    """The status of an issue whose places fare so.

    before: what it was; in a binding unit it stays as long as one good piece is left. spare: a gift or an
    extra copy is kept, which holds the issue when all else was withdrawn.
    """
    good = Condition.GOOD in states
    if good and before in IN_BINDING:
        return before
    if good:
        return Status.ARRIVED if states.count(Condition.GOOD) == wanted(states) else Status.PARTIAL
    if Condition.DAMAGED in states:
        # Something is in the house, and another copy is still to come: the box goes on asking for it.
        return Status.PARTIAL if WAITING in states else Status.DAMAGED
    if Condition.MISSING in states:
        return Status.MISSING
    if Condition.WITHDRAWN in states:
        return Status.ARRIVED if spare else Status.WITHDRAWN
    return Status.EXPECTED


_COUNT = re.compile(r"\d{1,2}")
_NUMBERED = re.compile(r"c\.?\s*(\d{1,3})|(\d{1,3})")


def typed_copies(text: str, lacking: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Which copies are meant by `text`; lacking: the numbers of those that want a piece, the first to be
    served first; numbers: all copies of the title.

    "" and "all": every one that lacks a piece. "2": two pieces, for the first two. "c.3", "1,3", "c.1 c.3":
    these copies. Raises Refused for other words, for copies that do not exist or have theirs, and for more
    pieces than are lacking.
    """
    text = text.strip().lower()
    if text in {"", "all", "a"}:
        return list(lacking)
    if _COUNT.fullmatch(text):
        count = int(text)
        if not 1 <= count <= len(lacking):
            raise Refused(
                f"{len(lacking)} of {len(numbers)} copies lack their piece.",
                "A further piece is a gift or an extra copy: G keeps it.",
            )
        return list(lacking[:count])
    words = [word for word in re.split(r"[\s,;+]+", re.sub(r"(?<=c)\.?\s+(?=\d)", ".", text)) if word]
    found = [_NUMBERED.fullmatch(word) for word in words]
    if not words or None in found:
        raise Refused(f"“{text}” names no copies.", "Type 2 (two copies), all, c.3, or 1,3.")
    named = list(dict.fromkeys(int(one[1] or one[2]) for one in found if one))
    for number in named:
        if number not in numbers:
            raise Refused(f"There is no copy {number} of this title.", "Type 2 (two copies), all, c.3, 1,3.")
        if number not in lacking:
            raise Refused(f"Copy {number} has its piece.", "A further piece: G keeps it.")
    return named


def copy_named(text: str) -> tuple[int | None, str]:
    """The copy that a typed line begins with, and the rest: "c.2 torn cover" is (2, "torn cover")."""
    found = re.match(r"\s*c\.?\s*(\d{1,3})\b[\s:,]*", text, re.IGNORECASE)
    return (int(found[1]), text[found.end() :].strip()) if found else (None, text.strip())
