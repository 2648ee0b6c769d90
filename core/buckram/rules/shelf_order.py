"""The order in which current issues stand on a shelf, and what stands out of it.

Pieces are scanned one after another along the shelf. Those that are out of place are the fewest that have to
be taken away so that what is left is in order; a person who goes on at another shelf begins a new stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Key = tuple[str, ...]
"""Where a title stands: keys are compared from left to right."""

NEW_STRETCH = 3
"""A new stretch of shelf is likelier than this many titles that all stand wrong."""

_LOOK_BACK = 40
"""So many titles back the one before is looked for: nobody puts more than that in one wrong place."""

_LAST = "\U0010ffff"


def shelf_key(call_sort: str, sort_name: str, *, by_title: bool = False) -> Key:
    """Where a title stands. call_sort: its shelf-order key or ""; sort_name: as titles are filed.

    by_title: this library shelves current issues by title. Otherwise what has no call number stands after
    all that have one, by title.
    """
    return (sort_name,) if by_title else (call_sort or _LAST, sort_name)


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk along the shelf. stretches: (first, last) key of each part that was walked in order.

    out_of_place: which of the pieces (by their place in the walk) stand where they do not belong.
    """

    stretches: Sequence[tuple[Key, Key]]
    out_of_place: frozenset[int]

    def covers(self, key: Key) -> bool:
        """Whether the walk came by where this title stands."""
        return any(first <= key <= last for first, last in self.stretches)


def walked(keys: Sequence[Key]) -> Walked:
    """What a walk shows. keys: of the pieces in the order of scanning; titles of one key stand together."""
    groups = _groups(keys)
    if not groups:
        return Walked((), frozenset())
    kept = _kept([key for key, _ in groups])
    stretches: list[tuple[Key, Key]] = []
    for place in kept:
        key = groups[place][0]
        if stretches and stretches[-1][1] <= key:
            stretches[-1] = (stretches[-1][0], key)
        else:
            stretches.append((key, key))
    stay = set(kept)
    out = (piece for n, (_, pieces) in enumerate(groups) if n not in stay for piece in pieces)
    return Walked(tuple(stretches), frozenset(out))


def _groups(keys: Sequence[Key]) -> list[tuple[Key, list[int]]]:
    """Pieces that follow each other and have one key: a title of forty issues is one place on the shelf."""
    groups: list[tuple[Key, list[int]]] = []
    for place, key in enumerate(keys):
        if groups and groups[-1][0] == key:
            groups[-1][1].append(place)
        else:
            groups.append((key, [place]))
    return groups


def _kept(keys: Sequence[Key]) -> list[int]:
    """The places that stand in order, at the least cost: one for each that does not, NEW_STRETCH for each
    step back that is a new stretch."""
    cost: list[int] = []
    before: list[int] = []
    for here, key in enumerate(keys):
        least, came_from = here, -1
        # The nearest first: of two ways that cost the same, the one that passes over less.
        for there in range(here - 1, max(-1, here - 1 - _LOOK_BACK), -1):
            step = cost[there] + (here - there - 1) + (0 if keys[there] <= key else NEW_STRETCH)
            if step < least:
                least, came_from = step, there
        cost.append(least)
        before.append(came_from)
    last = min(range(len(keys)), key=lambda n: (cost[n] + len(keys) - 1 - n, n))
    kept = [last]
    while before[kept[-1]] >= 0:
        kept.append(before[kept[-1]])
    return kept[::-1]
