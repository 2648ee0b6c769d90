"""C, J and X: a piece that is not what was predicted, or never was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.acts.pattern import offer_after
from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram.desk.correcting import Printed
    from buckram.desk.receiving import UnreadNotes
    from buckram_tui.screens.in_hand import TitleInHand


def correct(screen: TitleInHand) -> None:
    """C: what is printed on the piece."""
    box = screen.lit_box()
    if box is None:
        screen.news("Nothing is lit. Move the light to the box that the piece belongs to.", Level.LOOK)
        return
    issue = box.issue
    if issue.beside is not None:
        from buckram_tui.acts.extra import reword

        reword(screen, issue)
        return
    screen.ask(
        f"Printed where {issue.label} was predicted (12 4, mar, 7/8 jul/aug)",
        lambda text: _printed(screen, text, issue.id),
    )


def _printed(screen: TitleInHand, text: str, issue_id: int) -> str | None:
    from buckram.desk.correcting import AnotherBox, brings_a_piece, correct, read_printed
    from buckram.desk.receiving import UnreadNotes
    from buckram.storage.issues import get
    from buckram_tui.acts.received import show_receipt

    library = screen.desk.library
    issue = get(library, issue_id)
    try:
        printed = read_printed(library, issue_id, text)
    except AnotherBox as other:
        screen.hold_title(issue.title_id, other.issue_id, run=issue.run)
        # The light is elsewhere than the person thinks: it has to be looked at.
        screen.close_entry()
        screen.look_up(str(other))
        return None
    try:
        done = correct(screen.desk, printed, receives=brings_a_piece(screen.desk, issue_id))
    except UnreadNotes as stop:
        _corrected_first(screen, printed, stop)
        return None
    if done.receipt:
        sentence = f"{done.finding.sentence} Received {done.receipt.label}."
        told = show_receipt(screen, done.receipt, sentence, run=issue.run)
    else:
        screen.show_now(done.title_id, issue_id, issue.run)
        told = done.sentence
        screen.news(told)
    offer_after(screen, told, done.title_id, issue.run)
    return None


def _corrected_first(screen: TitleInHand, printed: Printed, stop: UnreadNotes) -> None:
    """A note stops the receipt: the box is corrected, and received when the note was read."""
    from buckram.desk.correcting import correct
    from buckram.pattern.repair import What

    if printed.finding.what is not What.AS_PREDICTED:
        correct(screen.desk, printed)
    screen.refresh_all()
    screen.stop(stop.notes, printed.issue_id)
    screen.look_up(f"{printed.finding.sentence} {stop}")


def join(screen: TitleInHand) -> str | None:
    """J: the lit issue and the next came as one; a piece in hand is received with it."""
    from buckram.desk.joining import join

    box = screen.lit_box()
    if box is None:
        return None
    issue = box.issue
    done = join(screen.desk, issue.id, issue.version)
    if done.receipt:
        from buckram_tui.acts.received import show_receipt

        told = show_receipt(screen, done.receipt, done.sentence, run=issue.run)
        offer_after(screen, told, done.title_id, issue.run)
        return None
    screen.show_now(done.title_id, done.issue_id, issue.run)
    offer_after(screen, done.sentence, done.title_id, issue.run)
    return done.sentence


def not_published(screen: TitleInHand) -> str | None:
    """X: the lit issue, or none of the marked ones, ever appeared."""
    from buckram.desk.correcting import not_published

    if screen.marked():
        from buckram.desk.ranges import not_published_range
        from buckram_tui.acts.marked import over

        over(screen, not_published_range)
        return None
    box = screen.lit_box()
    if box is None:
        return None
    issue = box.issue
    done = not_published(screen.desk, issue.id, issue.version)
    screen.show_now(done.title_id, None, issue.run)
    offer_after(screen, done.sentence, done.title_id, issue.run)
    return done.sentence
