"""The sitting's questions worked off: what the likeliest answer to each is, and giving it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from buckram.desk.again import Again, came_again
from buckram.desk.answering import gap
from buckram.desk.boxes import Told
from buckram.desk.cards import lateness, light
from buckram.desk.checkin import scan
from buckram.desk.desk import Desk, InHand
from buckram.desk.item_barcodes import bare
from buckram.desk.noting import have_read
from buckram.desk.outcome import Done, Outcome
from buckram.desk.receiving import Receipt, receive
from buckram.desk.resolving import Meaning, meant_in, resolve, title_line
from buckram.desk.skipping import Became, settle_gap
from buckram.desk.tray import open_scan, settle
from buckram.desk.waiting import lag_of
from buckram.errors import Refused
from buckram.identify import AddonOnly, Rejected, Words, read
from buckram.rules.status import RECEIVABLE, spoken
from buckram.storage import issues, notes, sittings, titles
from buckram.storage.issues import Issue
from buckram.storage.notes import Note
from buckram.storage.sittings import Scan


class Do(StrEnum):
    """What Enter does to a question."""

    RECEIVE = "receive"
    CHOOSE = "choose"
    AGAIN = "again"
    CLAIM = "claim"
    WATCH = "watch"
    ATTACH = "attach"
    TYPE = "type"
    BARCODE = "barcode"
    OPEN = "open"


ASKS = {
    "which issue": "Which issue is this piece?",
    "which title": "Which title is this piece?",
    "note": "A note is to be read before the receipt counts.",
    "here already": "It is here already. What is the second piece?",
    "gap": "What became of the issues that did not come?",
    "unknown": "No title answers to this piece. What is it?",
    "unreadable": "The code could not be read. What does it say?",
    "refused": "It could not be received as it stands.",
    "barcode wanted": "It has no barcode of the library's yet.",
}
"""What each kind of question asks, in words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The likeliest answer to a question. does: what Enter does; says: that in words, as "receive no.5".

    issue: the one it is about. notes: that receiving it says one has read. passed: the issues of a gap.
    remark: what should be known before, or "".
    """

    does: Do
    says: str
    issue: Issue | None = None
    notes: Sequence[Note] = ()
    passed: Sequence[Issue] = ()
    remark: str = ""


def proposal(desk: Desk, scan_id: int) -> Proposal:
    """The likeliest answer to an open question, as things are now. Raises Stale."""
    asked = open_scan(desk, scan_id)
    match asked.question:
        case "which title":
            return Proposal(Do.CHOOSE, "choose the title")
        case "unknown":
            return Proposal(Do.ATTACH, "attach it to a title")
        case "unreadable":
            return Proposal(Do.TYPE, "type what is printed")
        case "gap" if asked.issue_id is not None:
            return _about_gap(desk, asked.issue_id)
        case "barcode wanted" if asked.issue_id is not None:
            issue = issues.find(desk.library, asked.issue_id)
            if issue is not None and bare(desk.library, issue.id):
                return Proposal(Do.BARCODE, f"put a barcode on {issue.label}", issue)
            return Proposal(Do.OPEN, "open the card: no piece of it wants a barcode", issue)
    return _about_issue(desk, asked)


def _about_gap(desk: Desk, issue_id: int) -> Proposal:
    passed = gap(desk.library, issue_id)
    came = issues.find(desk.library, issue_id)
    if not passed:
        return Proposal(Do.OPEN, "open the card: the gap is closed", came)
    which = passed[0].label if len(passed) == 1 else f"{passed[0].label} and {len(passed) - 1} more"
    # What is not late yet may lie in the same tray.
    does = Do.CLAIM if all(_late(desk, issue) for issue in passed) else Do.WATCH
    return Proposal(does, f"{does} {which}", came, passed=passed)


def _late(desk: Desk, issue: Issue) -> bool:
    usual = titles.get(desk.library, issue.title_id).grace_days
    return lateness(issue, lag_of(desk.library, issue.title_id), usual, desk.today()) > 0


def _about_issue(desk: Desk, asked: Scan) -> Proposal:
    issue = issues.find(desk.library, asked.issue_id) if asked.issue_id is not None else None
    remark = ""
    if asked.question == "which issue" and asked.title_id is not None:
        # What other receipts taught since may tell which issue it is.
        meaning = _meaning(desk, asked)
        if meaning.issue_id is not None:
            issue = issues.find(desk.library, meaning.issue_id)
        now = issue if meaning.here or (issue and issue.status in RECEIVABLE) else light(desk, asked.title_id)
        if issue is not None and now is not issue:
            remark = f"{issue.label} is {spoken(issue.status)} by now."
        issue = now
        remark = f"{remark} {_scanned_too(desk, asked)}".strip()
    if issue is None:
        return Proposal(Do.OPEN, "open the card", remark=remark)
    if asked.question == "refused" and issue.status not in RECEIVABLE:
        return Proposal(Do.OPEN, f"open the card at {issue.label}", issue)
    if issue.status not in RECEIVABLE:
        return Proposal(Do.AGAIN, f"say what the second piece of {issue.label} is", issue)
    unread = notes.unread(desk.library, issue.title_id, desk.person, issue.id)
    says = f"{'I have read it: ' if unread else ''}receive {issue.label}"
    return Proposal(Do.RECEIVE, says, issue, unread, remark=remark)


def _scanned_too(desk: Desk, asked: Scan) -> str:
    """That the same code was scanned before: perhaps another piece, perhaps the same one twice."""
    same = [
        one
        for one in sittings.scans(desk.library, asked.sitting_id, -1)
        if one.raw == asked.raw and one.id < asked.id and one.id != asked.follows
    ]
    if not same:
        return ""
    return f"The same code was scanned at {desk.local(same[0].at):%H:%M} too: X if that was this piece."


def receive_proposed(desk: Desk, scan_id: int, proposed: Proposal) -> Receipt:
    """Receive the issue that was proposed; the notes that stood beside it count as read.

    Raises Stale (the question or the box changed since), Refused (it proposes no receipt).
    """
    asked = open_scan(desk, scan_id)
    issue = proposed.issue
    if proposed.does is not Do.RECEIVE or issue is None:
        raise Refused("This question is not answered by a receipt.")
    if proposed.notes:
        have_read(desk, [note.id for note in proposed.notes])
    return receive(desk, issue.id, issue.version, addon=_addon(desk, asked), answers=scan_id)


def answer_gap(desk: Desk, scan_id: int, became: Became, until: str = "") -> Told:
    """Say what became of all issues of a gap. until: for WATCHED, the day as typed. Raises Stale, Refused."""
    asked = open_scan(desk, scan_id)
    came = issues.find(desk.library, asked.issue_id) if asked.issue_id is not None else None
    if asked.question != "gap" or came is None:
        raise Refused("No issue was passed over here.")
    return settle_gap(desk, came, gap(desk.library, came.id), became, until=until)


def answer_again(desk: Desk, scan_id: int, what: Again, text: str = "", *, claims: bool = False) -> Told:
    """Say what a piece is whose issue is here already. text: a note, as `came_again` has it; claims: a wrong
    item is claimed. Raises Stale, Refused."""
    asked = open_scan(desk, scan_id)
    issue = issues.find(desk.library, asked.issue_id) if asked.issue_id is not None else None
    if issue is None:
        raise Refused("Nobody said yet which issue this piece is.", "O opens its card.")
    # The digits beside its barcode go with the piece.
    take_in_hand(desk, scan_id)
    return came_again(desk, issue.id, issue.version, what, text, claims=claims, answers=scan_id)


def take_in_hand(desk: Desk, scan_id: int) -> Proposal:
    """The piece of a question lies on the desk: whatever act receives it from its card answers it."""
    proposed = proposal(desk, scan_id)
    asked = open_scan(desk, scan_id)
    if asked.title_id is not None and asked.question not in {"gap", "barcode wanted"}:
        desk.in_hand = InHand(asked.title_id, _addon(desk, asked), desk.clock(), scan_id)
    return proposed


def choices(desk: Desk, scan_id: int) -> Outcome:
    """The titles that a piece may be, to choose one from, as its scan offered them. Raises Stale."""
    asked = open_scan(desk, scan_id)
    meaning = resolve(desk.library, read(asked.raw), desk.today())
    count = len(meaning.titles)
    return Outcome(
        asked.raw,
        Done.CHOOSE,
        f"{count} titles answer to this." if count != 1 else "One title answers to this by now.",
        "Choose one.",
        titles=meaning.titles,
        scan_id=scan_id,
        question="which title",
        key=meaning.key,
    )


def type_code(desk: Desk, scan_id: int, typed: str) -> Outcome:
    """The code of a piece, typed because the scanner could not read it: it counts as its scan.

    A receipt answers the question; so does any other reading, which then asks its own. Raises Refused where
    what was typed is no code either, Stale.
    """
    open_scan(desk, scan_id)
    reading = read(typed)
    # One piece, one question: what was typed wrong is no second piece.
    if isinstance(reading, AddonOnly):
        raise Refused("These are only the digits beside a barcode.", "Type the whole code, or the ISSN.")
    if isinstance(reading, Rejected | Words) and not resolve(desk.library, reading, desk.today()).titles:
        if isinstance(reading, Rejected):
            raise Refused(reading.sentence, reading.next_step)
        raise Refused("No title answers to this.", "Type the code, the ISSN, or words of the title.")
    outcome = scan(desk, typed, answers=scan_id)
    if outcome.receipt is None:
        settle(desk, scan_id, f"typed: {' '.join(typed.split())}")
    return outcome


def _meaning(desk: Desk, asked: Scan) -> Meaning:
    """What a scan means now, its title being known."""
    if asked.title_id is None:
        return Meaning(())
    line = title_line(desk.library, asked.title_id)
    return meant_in(desk.library, line, read(asked.raw), desk.today())


def _addon(desk: Desk, asked: Scan) -> str:
    """The digits beside the barcode that go with the piece, or ""."""
    return _meaning(desk, asked).addon
