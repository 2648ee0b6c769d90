"""B, F and Space: how the card stands, and what is marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.grouping import Fold
    from buckram_tui.screens.in_hand import TitleInHand


def by_year(screen: TitleInHand) -> str | None:
    """B: the boxes by volume or by year."""
    if screen.card is None:
        return None
    arranged = screen.arrangement
    arranged.by_year = not arranged.by_year
    screen.by_year[arranged.title_id] = arranged.by_year
    # The names of volumes say nothing about years.
    arranged.opened.clear()
    arranged.closed.clear()
    screen.reload()
    return f"The boxes stand by {'year' if arranged.by_year else 'volume'}."


def fold(screen: TitleInHand) -> str | None:
    """F: fold or unfold what the light is near; on what is to come, everything that came."""
    from buckram.desk.cards import Box
    from buckram.desk.grouping import Fold, group_of

    arranged = screen.arrangement
    if lit := screen.lit_fold():
        unfold(screen, lit)
        return None
    box = screen.lit_box()
    if box is not None:
        name = group_of(box.issue, by_year=arranged.by_year)
        arranged.fold(name)
        screen.show_arranged(box.issue.position)
        if screen.lit_fold() is not None:
            return None
        arranged.closed.discard(name)
    folded = [item for item in screen.items if isinstance(item, Fold) and item.name]
    for item in folded:
        arranged.unfold(item)
    if not folded:
        for shown in screen.items:
            if isinstance(shown, Box):
                arranged.fold(group_of(shown.issue, by_year=arranged.by_year))
    screen.reload()
    return "Every finished volume is unfolded." if folded else "Every volume that came is folded."


def unfold(screen: TitleInHand, lit: Fold) -> None:
    """Show the boxes of a folded volume, with the light on the last of them."""
    screen.arrangement.unfold(lit)
    screen.show_arranged(lit.last)


def mark(screen: TitleInHand) -> str | None:
    """Space: mark the lit box; at another box everything between the two."""
    from buckram.desk.cards import Box
    from buckram.desk.grouping import Fold

    box, arranged = screen.lit_box(), screen.arrangement
    if box is None:
        screen.say_not_lit()
        return None
    here = box.issue.position
    if arranged.anchor is not None:
        first, last = sorted((arranged.anchor, here))
        between = [i for i in screen.items if isinstance(i, Fold) and first <= i.first <= last]
        for one in between:
            # What is marked is seen.
            arranged.unfold(one)
        if between:
            screen.show_arranged(here)
    arranged.mark(box.issue, [item.issue for item in screen.items if isinstance(item, Box)])
    screen.show_arranged(here)
    many = len(arranged.marked)
    if not many:
        return "Nothing is marked."
    more = " Space at another box marks all between." if many == 1 else ""
    return f"{many} marked.{more} R receives them, X: not published; Esc unmarks."
