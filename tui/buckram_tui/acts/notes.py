"""N, T and I: notes, written and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram_tui.screens.in_hand import TitleInHand


def note(screen: TitleInHand) -> None:
    """N: a note on the lit issue."""
    if box := screen.lit_box():
        issue = box.issue
        screen.ask(f"Note on {issue.label}", lambda text: _noted(screen, text, issue.id))


def title_note(screen: TitleInHand) -> None:
    """T: a note on the title."""
    if screen.title_id is not None:
        screen.ask("Note on the title", lambda text: _noted(screen, text, None))


def _noted(screen: TitleInHand, text: str, issue_id: int | None) -> str:
    from buckram.desk.noting import write_note

    assert screen.title_id is not None
    write_note(screen.desk, screen.title_id, text, issue_id=issue_id)
    screen.refresh_all()
    what = "this issue" if issue_id else "an issue of this title"
    return f"The note is kept. Others read it before they receive {what}."


def read_notes(screen: TitleInHand) -> None:
    """I: all notes of the title and its issues."""
    if screen.card:
        screen.show_notes(screen.card.notes)
