"""The sitting as one list: acts, scans, and the questions that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.desk import Desk
from buckram.storage import ledger, sittings


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the sitting. what: received, act, undone, opened, choose, waits, no record, rejected.

    at: the person's own time, HH:MM. day: the person's own date. waiting: it is still to be answered.
    question: what was or is asked, "" for nothing; answer: what was said.
    """

    at: str
    day: date
    what: str
    sentence: str
    raw: str
    title_id: int | None
    issue_id: int | None
    act_id: int | None
    scan_id: int | None
    waiting: bool
    question: str = ""
    answer: str = ""


def entries(desk: Desk, limit: int = 500) -> Sequence[Entry]:
    """The sitting, newest first; on top what waits for an answer, also from the person's earlier sittings.

    A piece without a record waits for everybody, from day to day.
    """
    sitting = desk.take_up() or 0
    acts = [
        (act.at, _of_act(desk, act))
        for act in ledger.of_sitting(desk.library, sitting, limit)
        if act.kind not in {"undo", "redo"}
    ]
    scans = {scan.id: scan for scan in sittings.scans(desk.library, sitting, limit)}
    scans |= {scan.id: scan for scan in sittings.waiting(desk.library, desk.person)}
    told = [scan for scan in scans.values() if scan.outcome != "received" or scan.question]
    lines = [(scan.at, _of_scan(desk, scan)) for scan in told]
    newest_first = [entry for _, entry in sorted(acts + lines, key=lambda pair: pair[0], reverse=True)]
    return sorted(newest_first, key=lambda entry: not entry.waiting)


def settle(desk: Desk, entry: Entry) -> None:
    """What waited was dealt with."""
    if entry.scan_id is not None:
        with desk.library.transaction():
            sittings.settle(desk.library, entry.scan_id, desk.now())


def _of_act(desk: Desk, act: ledger.Act) -> Entry:
    at = desk.local(act.at)
    what = "undone" if act.undone else "received" if act.kind == "receive" else "act"
    # The title first: a narrow list cuts at the right, and nobody undoes what has no name.
    sentence = f"{act.title}: {act.label}" if act.kind == "receive" else act.sentence
    return Entry(
        f"{at:%H:%M}", at.date(), what, sentence, "", act.title_id, act.issue_id, act.id, None, False
    )


def _of_scan(desk: Desk, scan: sittings.Scan) -> Entry:
    at = desk.local(scan.at)
    return Entry(
        f"{at:%H:%M}",
        at.date(),
        scan.outcome,
        scan.sentence,
        scan.raw,
        scan.title_id,
        scan.issue_id,
        None,
        scan.id,
        bool(scan.question) and not scan.settled,
        scan.question,
        scan.answer,
    )


def waiting_count(desk: Desk) -> int:
    """How many questions wait for this person, of this sitting and of earlier ones.

    The piece in hand is not counted: it lies on the desk, and its question is on the screen.
    """
    in_hand = desk.in_hand.scan_id if desk.in_hand else 0
    scan = sittings.find(desk.library, in_hand) if in_hand else None
    open_now = scan is not None and bool(scan.question) and not scan.settled
    return sittings.count_waiting(desk.library, desk.person) - open_now
