"""A: a supplement, a special issue or an index, beside an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand


def add(screen: TitleInHand) -> str | None:
    """Ask what it is, and say beside which issue it will stand."""
    from buckram.desk.adding import parent_of
    from buckram.errors import Refused

    shown, box = screen.card, screen.lit_box()
    if shown is None:
        raise Refused("No title is in hand.", "Scan a piece, or type words of its title.")
    current = shown.boxes[shown.lit].issue.id if shown.lit is not None else None
    lit = box.issue if box else None
    parent = parent_of(screen.desk, lit, shown.title.id, chosen=lit is not None and lit.id != current)
    screen.ask(
        f"Beside {parent.label} (suppl. 1, suppl. Careers, special Review, index)",
        lambda text: _added(screen, text, parent),
    )
    return None


def _added(screen: TitleInHand, text: str, parent: Issue) -> None:
    from buckram.desk.adding import ExpectedBox, add_beside, read_extra
    from buckram.desk.receiving import UnreadNotes
    from buckram_tui.acts.received import read_first, show_receipt

    try:
        done = add_beside(screen.desk, parent.id, read_extra(text))
    except ExpectedBox as there:
        screen.close_entry()
        screen.hold_title(parent.title_id, there.issue_id, run=there.run)
        screen.look_up(str(there))
    except UnreadNotes as stop:
        read_first(screen, stop)
    else:
        show_receipt(screen, done.receipt, done.sentence)


def reword(screen: TitleInHand, issue: Issue) -> None:
    """C on a piece that stands beside an issue: other words for it."""
    words = issue.designation.get("o", "")
    screen.ask(f"Instead of {words}", lambda text: _reworded(screen, issue, text), words)


def _reworded(screen: TitleInHand, issue: Issue, text: str) -> str:
    from buckram.desk.adding import reword

    done = reword(screen.desk, issue.id, issue.version, text)
    screen.show_now(issue.title_id, issue.id, issue.run)
    return done.sentence
