"""R, X and Z on a marked range: one act for all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.ranges import Ranged
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand

Range = Callable[["Desk", "Sequence[Issue]"], "Ranged"]


def receive(screen: TitleInHand) -> str | None:
    """R: every marked issue."""
    from buckram.desk.ranges import receive_range
    from buckram.desk.receiving import UnreadNotes
    from buckram.errors import Refused

    marked = screen.marked()
    if not marked:
        raise Refused("Nothing is marked.", "Space marks the lit box, and at another box all between.")
    try:
        done = over(screen, receive_range)
    except UnreadNotes as stop:
        screen.show_notes(stop.notes)
        screen.look_up("There is a note that you have not read. Enter: I have read it; then R again.")
        return None
    screen.desk_app.after_receipt(done.title_id)
    return None


def over(screen: TitleInHand, act: Range) -> Ranged:
    """Do an act over the marked boxes; the refused ones are named, and nothing is marked any more."""
    run = screen.arrangement.run
    done = act(screen.desk, [box.issue for box in screen.marked()])
    screen.arrangement.unmark()
    screen.show_now(done.title_id, None, run)
    screen.on_card = True
    screen.show_keys()
    if done.refused:
        screen.look_up(f"{done.sentence} But: {' '.join(done.refused)}")
    else:
        screen.news(done.sentence, Level.OK)
    return done
