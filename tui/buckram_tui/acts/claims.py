"""K and W: what did not come, or not as it should, is claimed, or left alone until a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.boxes import Told
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand

NOTHING_LIT = "Nothing is lit. Move the light to the box that is meant."


def claim(screen: TitleInHand) -> str:
    """K: into the claim queue."""
    from buckram.desk.claiming import claim
    from buckram.errors import Refused

    box = screen.lit_box()
    if box is None:
        raise Refused(NOTHING_LIT)
    return shown(screen, box.issue, claim(screen.desk, box.issue.id, box.issue.version))


def watch(screen: TitleInHand) -> str | None:
    """W: until which day."""
    from buckram.desk.watching import watch, watched_until
    from buckram.errors import Refused
    from buckram.rules.status import LACKING, spoken
    from buckram_tui.card.words import full_day

    box = screen.lit_box()
    if box is None:
        raise Refused(NOTHING_LIT)
    issue = box.issue
    if issue.status not in LACKING:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "There is nothing to watch for.")
    usual = full_day(watched_until(screen.desk, issue))
    screen.ask(
        f"Watch {issue.number or issue.label} until (2w, 18 dec, - no longer; nothing: {usual})",
        lambda text: shown(screen, issue, watch(screen.desk, issue.id, issue.version, text)),
    )
    return None


def shown(screen: TitleInHand, issue: Issue, told: Told) -> str:
    """The card as it is now, the light where it was; gives the news."""
    screen.show_now(issue.title_id, issue.id, issue.run)
    return told.sentence
