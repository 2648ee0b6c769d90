"""The sitting as one list: acts, scans, and the questions that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.answering import answer
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.storage import ledger, sittings
from buckram.storage.ledger import act
from buckram.storage.sittings import Scan


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the sitting. what: received, act, undone, opened, choose, waits, no record, rejected.

    at: the person's own time, HH:MM. day: the person's own date. waiting: it is still to be answered.
    question: what was or is asked, "" for nothing; answer: what was said. person: who did or scanned it.
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
    person: str = ""


def entries(desk: Desk, limit: int = 500) -> Sequence[Entry]:
    """On top what waits for an answer, in the order of the tray, also from the person's earlier sittings;
    below it what this sitting did, newest first.

    A piece without a record waits for everybody, from day to day; these stand last among what waits.
    """
    sitting = desk.take_up() or 0
    acts = [
        (act.at, _of_act(desk, act))
        for act in ledger.of_sitting(desk.library, sitting, limit)
        if act.kind not in {"undo", "redo"}
    ]
    scans = {scan.id: scan for scan in sittings.scans(desk.library, sitting, limit)}
    scans |= {scan.id: scan for scan in sittings.waiting(desk.library, desk.person)}
    waiting = [scan for scan in scans.values() if scan.question and not scan.settled]
    # A piece that asks its next question keeps its place in the tray.
    waiting.sort(key=lambda scan: (scan.question == "unknown", _first_scan(desk, scan)))
    told = [scan for scan in scans.values() if scan.settled or not scan.question]
    lines = [(scan.at, _of_scan(desk, scan)) for scan in told if scan.outcome != "received" or scan.question]
    newest_first = [entry for _, entry in sorted(acts + lines, key=lambda pair: pair[0], reverse=True)]
    return [*(_of_scan(desk, scan) for scan in waiting), *newest_first]


def _first_scan(desk: Desk, scan: Scan) -> int:
    """The id of the first scan of a piece."""
    while scan.follows is not None and (earlier := sittings.find(desk.library, scan.follows)):
        scan = earlier
    return scan.id


def settle(desk: Desk, scan_id: int, said: str = "dealt with") -> int:
    """A question was answered outside of the program: one act; gives its id. said: how. Raises Stale."""
    with act(desk.library, desk.hand(), "answer") as writer:
        scan = open_scan(desk, scan_id)
        answer(writer, scan_id, said)
        writer.title_id = scan.title_id
        writer.sentence = f"Answered, {said}: {scan.sentence}"
    return writer.id


def open_scan(desk: Desk, scan_id: int) -> Scan:
    """A scan whose question is open. Raises Stale when it was answered, or taken back, meanwhile."""
    scan = sittings.find(desk.library, scan_id)
    if scan is None:
        raise Stale("This question was taken back meanwhile.", "The list is shown now as it is.")
    if scan.settled or not scan.question:
        raise Stale(f"This was answered meanwhile: {scan.answer}.", "The list is shown now as it is.")
    return scan


def tray_done(desk: Desk) -> None:
    """This sitting ends; the next act begins another. What waits goes on waiting. Raises Refused."""
    sitting = desk.take_up()
    if sitting is None:
        raise Refused("There is no tray to end: nothing was done since the last one.")
    with desk.library.transaction():
        sittings.end(desk.library, sitting, desk.now())
    desk.sitting_id = desk.sitting_day = desk.in_hand = None


def go_on(desk: Desk) -> None:
    """The tray was not done: its sitting of today goes on. Raises Refused."""
    last = sittings.last_ended(desk.library, desk.person, desk.station)
    if desk.take_up() is not None or last is None or desk.local(last[1]).date() != desk.today():
        raise Refused("No tray of today was ended here, or a new one has begun.")
    with desk.library.transaction():
        sittings.go_on(desk.library, last[0])
    desk.take_up()


def _of_act(desk: Desk, act: ledger.Act) -> Entry:
    at = desk.local(act.at)
    what = "undone" if act.undone else "received" if act.kind in {"receive", "receive several"} else "act"
    # The title first: a narrow list cuts at the right, and nobody undoes what has no name.
    sentence = f"{act.title}: {act.label}" if act.kind == "receive" else act.sentence
    return Entry(
        f"{at:%H:%M}",
        at.date(),
        what,
        sentence,
        "",
        act.title_id,
        act.issue_id,
        act.id,
        None,
        False,
        person=act.person,
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
        scan.person,
    )


def waiting_count(desk: Desk) -> int:
    """How many questions wait for this person, of this sitting and of earlier ones.

    The piece in hand is not counted: it lies on the desk, and its question is on the screen.
    """
    in_hand = desk.in_hand.scan_id if desk.in_hand else 0
    scan = sittings.find(desk.library, in_hand) if in_hand else None
    open_now = scan is not None and bool(scan.question) and not scan.settled
    return sittings.count_waiting(desk.library, desk.person) - open_now
