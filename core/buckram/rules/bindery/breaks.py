"""Where a unit may be split, and which volumes may be bound together.

A unit is split where a reader would look for the break: between volumes, years, half years, quarters. Part
of one volume is never bound with part of another (practice of binding preparation).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Nature(IntEnum):
    """What lies on both sides of a break, the best first."""

    VOLUME = 0
    YEAR = 1
    HALF = 2
    QUARTER = 3
    MONTH = 4
    ISSUE = 5

    @property
    def words(self) -> str:
        """ "between half years"."""
        return "" if self is Nature.ISSUE else f"between {_WORDS[self]}"


_WORDS = {
    Nature.VOLUME: "volumes",
    Nature.YEAR: "years",
    Nature.HALF: "half years",
    Nature.QUARTER: "quarters",
    Nature.MONTH: "months",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A place of a unit. number: as its box has it, "no.6"; role: issue, supplement, index ...;
    here: False for a gap; thickness: tenths of a millimetre, 0 for a gap."""

    number: str
    volume: str
    published_on: date | None
    role: str = "issue"
    here: bool = True
    thickness: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a unit may be split. after: how many places lie before it. number: of the last issue
    before it. first, second: pieces that are here; thickness of each part in tenths of a millimetre."""

    after: int
    nature: Nature
    number: str
    first: int
    second: int
    first_thickness: int
    second_thickness: int


def breaks(leaves: Sequence[Leaf]) -> list[Break]:
    """Every place where a unit may be split, the most natural first, then that which makes the parts most
    alike. A supplement, index or title page stays with the issue that it stands behind; each part has a
    piece."""
    found = []
    for after in range(1, len(leaves)):
        before, behind = leaves[:after], leaves[after:]
        last = next((leaf for leaf in reversed(before) if leaf.role == "issue"), None)
        if last is None or behind[0].role != "issue":
            continue
        counts = [sum(leaf.here for leaf in part) for part in (before, behind)]
        if not all(counts):
            continue
        thick = [sum(leaf.thickness for leaf in part) for part in (before, behind)]
        found.append(Break(after, _nature(last, behind[0]), last.number, *counts, *thick))
    return sorted(found, key=lambda one: (one.nature, abs(_uneven(one)), one.after))


def _uneven(one: Break) -> int:
    if one.first_thickness or one.second_thickness:
        return one.first_thickness - one.second_thickness
    return one.first - one.second


def _nature(last: Leaf, following: Leaf) -> Nature:
    if last.volume != following.volume:
        return Nature.VOLUME
    before, behind = last.published_on, following.published_on
    if before is None or behind is None:
        return Nature.ISSUE
    if before.year != behind.year:
        return Nature.YEAR
    if (before.month > 6) != (behind.month > 6):
        return Nature.HALF
    if (before.month - 1) // 3 != (behind.month - 1) // 3:
        return Nature.QUARTER
    return Nature.MONTH if before.month != behind.month else Nature.ISSUE


def mixture(inside: Mapping[str, int], outside: Mapping[str, int]) -> str:
    """What speaks against binding these volumes as one: a sentence, or "".

    inside: how many issues of each volume the unit would have; outside: how many of each volume would stay
    out. A volume without a name (undated, unnumbered) counts as a volume.
    """
    if len(inside) < 2:
        return ""
    parts = [volume for volume in inside if outside.get(volume)]
    if not parts:
        return ""
    told = ", ".join(f"{volume or 'what has no volume'} ({outside[volume]} stay out)" for volume in parts)
    return f"Part of one volume would be bound with another: {told}."


def is_whole(volumes: Collection[str], outside: Mapping[str, int]) -> bool:
    """Whether a unit of these volumes has all of them: then it is lettered without issue numbers."""
    return not any(outside.get(volume) for volume in volumes)
