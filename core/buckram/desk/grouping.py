"""The boxes of a card in groups, by volume or by year, and which of them are folded to one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from buckram.desk.cards import Box, Card
from buckram.rules.status import HERE, Status, spoken
from buckram.storage.issues import Issue

KEPT_BEFORE = 3
"""So many boxes before the current one stay in sight: what came last belongs to the decision."""

AWAITED = frozenset({Status.EXPECTED, Status.PARTIAL})


@dataclass(frozen=True, slots=True)
class Fold:
    """A folded volume or year. told: what there is of it, "12 here" or "11 here, 1 missing".

    first, last: the positions between which its issues stand. Without a name it stands for everything that
    lies behind and was not read yet.
    """

    name: str
    told: str
    first: int
    last: int


Item = Box | Fold
"""What stands on a card: a box, or a line for a whole volume."""


def group_of(issue: Issue, *, by_year: bool) -> str:
    """The volume of an issue, or its year."""
    if not by_year:
        return issue.volume
    return str(issue.published_on.year) if issue.published_on else ""


def arranged(
    card: Card, *, by_year: bool, opened: frozenset[str] = frozenset(), closed: frozenset[str] = frozenset()
) -> list[Item]:
    """The card from top to bottom. opened, closed: names of groups that a person unfolded, or folded.

    Folded are finished volumes: nothing of them is awaited, and they lie before the current box.
    """
    items: list[Item] = [
        Fold(one.name, summary(one.counts, one.alone), one.first, one.last) for one in card.earlier
    ]
    place = 0
    current = len(card.boxes) if card.lit is None else card.lit
    for name, group in groupby(card.boxes, key=lambda box: group_of(box.issue, by_year=by_year)):
        boxes = list(group)
        end = place + len(boxes)
        can = end <= current
        finished = end <= current - KEPT_BEFORE and not any(box.issue.status in AWAITED for box in boxes)
        folds = can and name != "" and (name in closed or (finished and name not in opened))
        items += [_folded(name, boxes)] if folds else boxes
        place = end
    if card.more_behind:
        # Of the first volume perhaps only the end was read, and half of it told as a whole would be wrong.
        behind = items[0].last if isinstance(items[0], Fold) else items[0].issue.position - 1
        items[: isinstance(items[0], Fold)] = [Fold("", "", 0, behind)]
    return sorted(items, key=_position) if card.earlier else items


def _position(item: Item) -> int:
    return item.first if isinstance(item, Fold) else item.issue.position


def _folded(name: str, boxes: Sequence[Box]) -> Fold:
    counts = Counter(box.issue.status for box in boxes)
    first = boxes[0].issue
    alone = (first.number or first.cover) if len(boxes) == 1 else ""
    return Fold(name, summary(counts, alone), first.position, boxes[-1].issue.position)


def summary(counts: Mapping[Status, int], alone: str = "") -> str:
    """How many are here, and whatever is not plainly here. alone: the number of the only issue.

    A combined issue is in the house with the one that it came with: it is not counted.
    """
    told = [
        f"{counts[status]} {spoken(status)}"
        for status in sorted(counts, key=lambda status: (status not in HERE, list(Status).index(status)))
        if status is not Status.COMBINED
    ]
    if alone and told:
        return f"{alone} {told[0].split(' ', 1)[1]}"
    return ", ".join(told) or "combined with others"


def place_of(items: Sequence[Item], position: int) -> int | None:
    """Where on the card a position of the run is: its box, or the folded volume that it lies in."""
    for place, item in enumerate(items):
        if position <= (item.last if isinstance(item, Fold) else item.issue.position):
            return place
    return len(items) - 1 if items else None
