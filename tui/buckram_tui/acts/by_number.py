"""V, and Enter on a title without issues: receive by what is printed on the piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.acts.pattern import offer_after
from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram_tui.screens.in_hand import TitleInHand


def by_number(screen: TitleInHand) -> str | None:
    """Ask what is printed; where nothing is foreseen, with what counting on gives as a draft."""
    from buckram.desk.counting_on import next_in_words
    from buckram.errors import Refused

    shown = screen.card
    if shown is None:
        raise Refused("No title is in hand.", "Scan a piece, or type words of its title.")
    title_id, run = shown.title.id, shown.run
    last, draft = "", ""
    if shown.lit is None:
        last, draft = next_in_words(screen.desk.library, title_id, run, screen.desk.today())
    where = f"after {last}" if last else f"of {shown.title.name[:30]}"
    screen.ask(
        f"Printed on the piece {where} (12 4, no.4 mar 2026, 2025, Bericht 17)",
        lambda text: _received(screen, text, title_id, run),
        draft,
    )
    return None


def _received(screen: TitleInHand, text: str, title_id: int, run: str) -> None:
    from buckram.desk.by_number import receive_by_number
    from buckram.desk.correcting import AnotherBox
    from buckram.desk.receiving import UnreadNotes
    from buckram_tui.acts.received import read_first, show_receipt

    try:
        done = receive_by_number(screen.desk, title_id, text, run)
    except AnotherBox as other:
        screen.close_entry()
        screen.hold_title(title_id, other.issue_id, run=run)
        screen.look_up(str(other))
    except UnreadNotes as stop:
        read_first(screen, stop)
    else:
        s = "" if done.lacking == 1 else "s"
        lacks = f" {done.lacking} number{s} before it not here." if done.lacking else ""
        told = show_receipt(screen, done.receipt, f"Received {done.label}.{lacks}", run=run)
        if lacks:
            screen.news(told, Level.LOOK)
        offer_after(screen, told, title_id, run)
