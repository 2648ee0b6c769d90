"""F7: the piece is not as expected. Every snag that makes sense for the lit issue, by its letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.acts.table import ACTS, GROUPS
from buckram_tui.keys import CARD, KEYS
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buckram.desk.cards import Box
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand


def menu(screen: TitleInHand) -> str | None:
    """Offer what became of issues that were just passed over; else, or again, the snags of the lit issue."""
    from buckram.errors import Refused

    if screen.card is None:
        raise Refused("No title is in hand.", "Scan a piece, or type words of its title.")
    screen.brighten()
    gap = screen.came_with_gap
    if gap is not None and not screen.menu_letters:
        skipped = passed_over(screen, gap)
        if skipped:
            of_gap(screen, gap, skipped)
            return None
    box = screen.lit_box()
    what = box.issue.label if box else screen.card.title.name
    screen.choose(f"What about {what}?", snags(screen, box))
    return None


def snags(screen: TitleInHand, box: Box | None) -> list[Option]:
    """The snags that make sense for a box, in groups."""
    found: list[Option] = []
    for group in GROUPS:
        for key in KEYS:
            name = key.action.removeprefix("act('").removesuffix("')")
            if key.where == CARD and name in ACTS and ACTS[name].group == group and ACTS[name].fits(box):
                does = partial(screen.do, name)
                found.append(Option(key.keys, key.word or key.label, key.explains, does, group))
    return found


def passed_over(screen: TitleInHand, issue_id: int) -> Sequence[Issue]:
    """The issues that the last receipt passed over and of which nobody has said yet what became of them."""
    from buckram.desk.answering import gap

    return gap(screen.desk.library, issue_id)


def of_gap(screen: TitleInHand, issue_id: int, skipped: Sequence[Issue]) -> None:
    """Ask what became of skipped issues, all of them by one letter."""
    from buckram.desk.skipping import Became
    from buckram.storage.issues import get

    came = get(screen.desk.library, issue_id)
    first, last = skipped[0].label, skipped[-1].label
    what = first if len(skipped) == 1 else f"{len(skipped)} issues, {first} to {last}"
    it = "it" if len(skipped) == 1 else "them"

    def settle(became: Became, until: str = "") -> str:
        from buckram.desk.skipping import settle_gap

        done = settle_gap(screen.desk, came, skipped, became, until=until)
        screen.came_with_gap = None
        screen.show_now(done.title_id, None, came.run)
        return done.sentence

    def watch() -> None:
        screen.ask(
            f"Watch {it} until (7, 18 dec; nothing: until late)",
            lambda text: settle(Became.WATCHED, text),
        )

    said = [
        Option("k", "claim", f"Claim {it} now.", partial(settle, Became.CLAIMED)),
        Option("w", "watch", f"Leave {it} alone until a day.", watch),
        Option("j", "joined", f"Came in one piece with {came.label}.", partial(settle, Became.COMBINED)),
        Option("x", "not published", "Never appeared.", partial(settle, Became.NOT_PUBLISHED)),
        Option("f", "something else", "About the lit issue (F7 again).", partial(menu_of_lit, screen)),
    ]
    screen.choose(f"Did not come: {what}", said)


def menu_of_lit(screen: TitleInHand) -> str | None:
    """The snags of the lit issue, whatever was passed over."""
    screen.came_with_gap = None
    return menu(screen)
