"""Undo: any number of steps, also tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.storage import guesses, ledger, taking_back
from buckram.storage.ledger import Act


def undo_last(desk: Desk) -> Act:
    """Take back the newest act of this sitting that still stands. Refused when there is none."""
    sitting = desk.take_up()
    last = None if sitting is None else ledger.last_undoable(desk.library, sitting)
    if last is None:
        raise Refused("There is nothing to undo in this sitting.")
    return undo(desk, last.id)


def redo_last(desk: Desk) -> Act:
    """Do again what was undone last in this sitting. Refused when something else was done since."""
    sitting = desk.take_up()
    last = None if sitting is None else ledger.last_redoable(desk.library, sitting)
    if last is None:
        raise Refused("There is nothing to do again: nothing was undone, or something was done since.")
    return undo(desk, last.id)


def undo(desk: Desk, act_id: int) -> Act:
    """Take one act back; of an undo: do again. Refused, with the reason, when a later act depends on it."""
    done = ledger.find(desk.library, act_id)
    if done is not None and done.kind == "messages" and not done.undone:
        from buckram.desk import messages

        messages.make_way_for_undo(desk.library, act_id)
    if done is not None and done.kind in ENDS_ANEW:
        return _undo_ends(desk, act_id)
    # A pattern, a correction or a receipt with one predicts anew.
    if done is None or done.undone or done.title_id is None or not guesses.made_any(desk.library, act_id):
        return taking_back.undo(desk.library, desk.hand(), act_id)
    from buckram.desk.ahead import extend
    from buckram.desk.patterning import make_way_for_undo

    make_way_for_undo(desk.library, act_id)
    touched = {done.title_id}
    try:
        told = taking_back.undo(desk.library, desk.hand(), act_id)
        # A later title that is there again has its own issues to come.
        touched.update(guesses.titles_with_made(desk.library, told.id))
        return told
    finally:
        for title_id in touched:
            extend(desk.library, title_id, desk.today())


ENDS_ANEW = frozenset({"subscription", "renewal"})
"""Acts after which issues are awaited to another day than before."""


def _undo_ends(desk: Desk, act_id: int) -> Act:
    from buckram.desk.subscribing import foresee
    from buckram.storage.subscriptions import titles_changed_by

    library = desk.library
    told = taking_back.undo(library, desk.hand(), act_id)
    foresee(desk, titles_changed_by(library, told.id))
    return told


@dataclass(frozen=True, slots=True)
class Tally:
    """What a sitting did. count: its acts, undone ones too. received: receipts that stand.

    newest: the last acts, newest first, undos among them.
    """

    count: int
    received: int
    newest: Sequence[Act]


def tally(desk: Desk, limit: int = 50) -> Tally:
    """The sitting so far; its newest acts at most `limit`. Asked after every receipt: it must not grow."""
    sitting = desk.take_up()
    if sitting is None:
        return Tally(0, 0, ())
    library = desk.library
    return Tally(
        ledger.act_count(library, sitting),
        ledger.received_count(library, sitting),
        ledger.of_sitting(library, sitting, limit),
    )
