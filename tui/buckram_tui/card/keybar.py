"""The keys that work on the check-in screen now, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from buckram.rules.status import RECEIVABLE
from buckram_tui.keys import CARD, CHECK_IN, EVERYWHERE, bar
from buckram_tui.widgets.bars import Key

if TYPE_CHECKING:
    from buckram_tui.screens.card import CardScreen


class Showing(Enum):
    """What stands where the card stands."""

    WELCOME = "welcome"
    CARD = "card"
    CHOICES = "choices"
    NOTES = "notes"


def keys_of(screen: CardScreen) -> Sequence[Key]:
    """By what is in front."""
    first = bar(
        (EVERYWHERE, "undo"), (EVERYWHERE, "look up"), (EVERYWHERE, "expected"), (EVERYWHERE, "sitting")
    )
    last = bar((EVERYWHERE, "more"), (EVERYWHERE, "leave"))
    screens = [*first, *bar((CHECK_IN, "date")), *last]
    back = bar((EVERYWHERE, "back"))
    match screen.showing:
        case Showing.CHOICES:
            return [("Enter", "take it"), ("Up/Down", "choose"), *back, *screens]
        case Showing.NOTES if screen.stopped:
            return [("Enter", "I have read it: receive"), *back]
        case Showing.NOTES:
            return [("Enter", "back"), *back]
        case Showing.WELCOME:
            return [*first, *last]
    if screen.second_piece:
        return [("Enter", "what is it"), *bar((CHECK_IN, "card")), *screens]
    if screen.dark:
        return [("Enter", "back to the card"), *screens]
    snags = bar((CHECK_IN, "snags"))
    if not screen.on_card:
        return [*_enter(screen), *bar((CHECK_IN, "card")), *snags, *screens]
    if screen.arrangement.marked:
        return [*bar((CARD, "receive marked"), (CARD, "not published"), (CARD, "mark")), *back, *screens]
    box = screen.lit_box()
    run = bar((CARD, "run")) if screen.card and len(screen.card.runs) > 1 else []
    acts = bar((CARD, "correct"), (CARD, "note"), (CARD, "history"), (CARD, "mark")) if box else []
    return [*_enter(screen), *snags, *acts, *bar((CARD, "fold"), (CARD, "pattern")), *run, *back, *screens]


def _enter(screen: CardScreen) -> list[Key]:
    if screen.lit_fold():
        return [("Enter", "unfold")]
    box = screen.lit_box()
    return bar((CHECK_IN, "receive")) if box and box.issue.status in RECEIVABLE else []
