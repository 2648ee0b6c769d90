"""How a person has arranged the card in hand: by volume or by year, what is unfolded, what is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.cards import Card, Reach
    from buckram.desk.grouping import Fold, Item
    from buckram.storage.issues import Issue


@dataclass(slots=True)
class Arrangement:
    """Of one run of one title. opened, closed: names of volumes that were unfolded, or folded.

    whole: the light has been at the upper end: all that lies behind is told. anchor: the position at which
    the marked range begins. marked: the ids of the marked issues, in order.
    """

    title_id: int
    run: str
    by_year: bool = False
    whole: bool = False
    opened: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    anchor: int | None = None
    marked: tuple[int, ...] = ()

    def reach(self) -> Reach:
        """How far back boxes are read."""
        from buckram.desk.cards import Reach

        return Reach(whole=self.whole, opened=frozenset(self.opened), by_year=self.by_year)

    def items(self, card: Card) -> list[Item]:
        """What stands on the card, from top to bottom."""
        from buckram.desk.grouping import arranged

        return arranged(
            card, by_year=self.by_year, opened=frozenset(self.opened), closed=frozenset(self.closed)
        )

    def unfold(self, fold: Fold) -> None:
        """Show the boxes of a volume, or what lies behind everything."""
        if fold.name:
            self.closed.discard(fold.name)
            self.opened.add(fold.name)
        else:
            self.whole = True

    def fold(self, name: str) -> None:
        """Show a volume in one line."""
        self.opened.discard(name)
        self.closed.add(name)

    def mark(self, issue: Issue, issues: Sequence[Issue]) -> None:
        """Mark an issue; after a first one, everything from there to here. The only marked one: no more."""
        if self.marked == (issue.id,):
            self.unmark()
            return
        if self.anchor is None:
            self.anchor = issue.position
        first, last = sorted((self.anchor, issue.position))
        self.marked = tuple(one.id for one in issues if first <= one.position <= last)

    def unmark(self) -> None:
        """Nothing is marked."""
        self.anchor = None
        self.marked = ()
