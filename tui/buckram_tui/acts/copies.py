"""Q: which copies came."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from buckram_tui.acts.claims import NOTHING_LIT, shown

if TYPE_CHECKING:
    from buckram.desk.boxes import Told
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand


def came(screen: TitleInHand) -> str | None:
    """Q: how many, or which, and whether the others are claimed."""
    from buckram.desk.copies_came import copies_came
    from buckram.errors import Refused
    from buckram.rules.status import RECEIVABLE, spoken

    box = screen.lit_box()
    if box is None:
        raise Refused(NOTHING_LIT)
    issue = box.issue
    if issue.status not in RECEIVABLE:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "G keeps a further piece.")

    def answered(text: str) -> str | None:
        return received(screen, issue, lambda: copies_came(screen.desk, issue.id, issue.version, text))

    screen.ask(f"Which copies came of {box.copies_wanted} (2, all, c.3, 1,3; 2 k: claim the rest)", answered)
    return None


def received(screen: TitleInHand, issue: Issue, does: Callable[[], Told]) -> str | None:
    """Do an act that may receive, and show what it did; a note that stops it is shown first."""
    from buckram.desk.receiving import UnreadNotes
    from buckram_tui.acts.received import read_first, show_receipt

    try:
        told = does()
    except UnreadNotes as stop:
        read_first(screen, stop)
        return None
    if told.receipt is None:
        return shown(screen, issue, told)
    show_receipt(screen, told.receipt, told.sentence)
    return None
