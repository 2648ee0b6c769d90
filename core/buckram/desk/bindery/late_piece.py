"""A piece that comes when the volume in which it belongs was picked, or has gone, without it."""

from __future__ import annotations

from datetime import date

from buckram.rules.bindery.due_back import back_words
from buckram.rules.bindery.states import AWAY, BEFORE_SHIPPING, BOUND, State
from buckram.storage.bindery.away import Lacking, units_lacking
from buckram.storage.library import Library

_DONE = BOUND | {State.BACK, State.REJECTED}


def gone_without(library: Library, issue_id: int, piece_id: int, today: date) -> str:
    """Where the volume is that a piece was received too late for, or that is held for it, in a sentence; ""
    where it is for none.

    The piece stays loose, and its volume stays as it is: its gap, with the cause, is what happened.
    """
    told = [_words(one, today) for one in units_lacking(library, issue_id, piece_id)]
    return " ".join(one for one in told if one)


def _words(one: Lacking, today: date) -> str:
    state = State(one.state)
    if state in AWAY:
        back = back_words(one.due_back_on, today)
        return f"Its volume {one.label} is at the bindery (lot {one.lot}{f', {back}' if back else ''})."
    if state is State.PACKED:
        return f"Its volume {one.label} lies packed in lot {one.lot} without it: it can still go in (F9 G)."
    if state is State.HELD:
        return f"Its volume {one.label} is held for it: G at the bench takes it in (F9 D)."
    if state in BEFORE_SHIPPING:
        return f"Its volume {one.label} is being prepared without it: it can still go in (F9 D)."
    if state in _DONE:
        return f"Its volume {one.label} was bound without it."
    return ""
