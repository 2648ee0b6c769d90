"""The sitting as one list: acts, scans, and the questions that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from buckram.desk.desk import Desk
from buckram.storage import ledger, sittings

WAITING = frozenset({"waits", "no record", "rejected"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the sitting. what: received, act, undone, opened, waits, no record, rejected.

    at: the person's own time, HH:MM. waiting: it is still to be answered.
    """

    at: str
    what: str
    sentence: str
    raw: str
    title_id: int | None
    issue_id: int | None
    act_id: int | None
    scan_id: int | None
    waiting: bool


def entries(desk: Desk, limit: int = 500) -> Sequence[Entry]:
    """The sitting, newest first, what waits on top; a piece without a record waits from day to day."""
    sitting = desk.take_up() or 0
    acts = [
        (a.at, Entry(_time(desk, a.at), _what(a), a.sentence, "", a.title_id, a.issue_id, a.id, None, False))
        for a in ledger.of_sitting(desk.library, sitting, limit)
        if a.kind not in {"undo", "redo"}
    ]
    of_sitting = sittings.scans(desk.library, sitting, limit)
    older = [s for s in sittings.unsettled(desk.library, "no record") if s.sitting_id != sitting]
    scans = [
        (
            s.at,
            Entry(
                _time(desk, s.at),
                s.outcome,
                s.sentence,
                s.raw,
                s.title_id,
                s.issue_id,
                None,
                s.id,
                s.outcome in WAITING and not s.settled,
            ),
        )
        for s in (*of_sitting, *older)
        if s.outcome != "received"
    ]
    newest_first = [entry for _, entry in sorted(acts + scans, key=lambda pair: pair[0], reverse=True)]
    return sorted(newest_first, key=lambda entry: not entry.waiting)


def settle(desk: Desk, entry: Entry) -> None:
    """What waited was dealt with."""
    if entry.scan_id is not None:
        with desk.library.transaction():
            sittings.settle(desk.library, entry.scan_id, desk.now())


def _what(act: ledger.Act) -> str:
    if act.undone:
        return "undone"
    return "received" if act.kind == "receive" else "act"


def _time(desk: Desk, at: str) -> str:
    return datetime.fromisoformat(at).astimezone(desk.clock().tzinfo).strftime("%H:%M")
