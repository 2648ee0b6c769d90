"""Undo: any number of steps, also tomorrow."""

from __future__ import annotations

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.storage import ledger
from buckram.storage.ledger import Act


def undo_last(desk: Desk) -> Act:
    """Take back the newest act of this sitting that still stands. Refused when there is none."""
    last = ledger.last_undoable(desk.library, desk.sitting())
    if last is None:
        raise Refused("There is nothing to undo in this sitting.")
    return undo(desk, last.id)


def undo(desk: Desk, act_id: int) -> Act:
    """Take one act back. Refused, with the reason, when a later act depends on it."""
    return ledger.undo(desk.library, desk.hand(), act_id)


def receipts(desk: Desk, limit: int = 50) -> list[Act]:
    """The acts of this sitting, newest first."""
    sitting = desk.take_up()
    return [] if sitting is None else ledger.of_sitting(desk.library, sitting, limit)
