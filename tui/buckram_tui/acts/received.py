"""What an act of the card received: shown in one sentence, with what is to be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram.desk.receiving import Receipt, UnreadNotes
    from buckram_tui.screens.in_hand import TitleInHand


def show_receipt(screen: TitleInHand, receipt: Receipt, sentence: str, *, run: str = "basic") -> str:
    """Show the card after a receipt, and what it did; one bell where issues were passed over.

    sentence: what the act did, in its own words. Gives the news as it stands there.
    """
    from buckram.desk.checkin import afterwards
    from buckram.desk.outcome import Done, Outcome
    from buckram.storage.issues import get

    issue = get(screen.desk.library, receipt.issue_id)
    step = afterwards(screen.desk, issue, receipt)
    screen.tell(
        Outcome("", Done.RECEIVED, sentence, step, receipt.title_id, receipt.issue_id, receipt=receipt)
    )
    if run != "basic":
        screen.show_now(receipt.title_id, None, run)
    asks = " F7: what became of it?" if receipt.skipped else ""
    news = f"{sentence} {step}".rstrip() + asks
    screen.news(news, Level.LOOK if step else Level.OK)
    return news


def read_first(screen: TitleInHand, stop: UnreadNotes) -> None:
    """The notes in the place of the card; what was typed is there when it is asked again."""
    screen.keep_typed()
    screen.close_entry()
    screen.show_notes(stop.notes)
    screen.look_up(f"{stop} What you typed is kept: the same key again receives it.")
