"""The way of a scan: what was read, what it means here, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from buckram.desk.cards import light
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk, InHand
from buckram.desk.receiving import Receipt, UnreadNotes, receive
from buckram.desk.resolving import Meaning, resolve, title_line, with_addon
from buckram.errors import Refused
from buckram.identify import AddonOnly, Coden, Ean, Reading, Rejected, Words, read
from buckram.rules.status import spoken
from buckram.storage import issues, sittings
from buckram.storage.issues import Issue
from buckram.storage.notes import Note
from buckram.storage.titles import TitleLine

SECOND_HALF = timedelta(seconds=2)
"""Some scanners send the add-on as a line of its own, at once after the first."""


class Done(StrEnum):
    """What became of a scan."""

    RECEIVED = "received"
    OPENED = "opened"
    CHOOSE = "choose"
    WAITS = "waits"
    NO_RECORD = "no record"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a scan.

    sentence: what happened. next_step: what to do now, or "". titles: to choose from, and the addon
    that goes with the choice. issue_id: the box to light. notes: to be read before the receipt counts.
    scan_id: its line in the sitting's list, 0 when it has none. question: what it leaves to be answered
    there, "" for nothing.
    """

    raw: str
    done: Done
    sentence: str
    next_step: str = ""
    title_id: int | None = None
    issue_id: int | None = None
    receipt: Receipt | None = None
    titles: Sequence[TitleLine] = ()
    addon: str = ""
    notes: Sequence[Note] = ()
    scan_id: int = 0
    question: str = ""

    @property
    def look(self) -> bool:
        """Whether the person has to look up from the tray: ring the bell."""
        skipped = self.receipt is not None and self.receipt.skipped > 0
        return skipped or bool(self.question) or self.done in {Done.WAITS, Done.NO_RECORD, Done.REJECTED}


def scan(desk: Desk, raw: str, *, by_hand: bool = False) -> Outcome:
    """Take one scan or one line that was typed by_hand. Every scan is kept in the sitting's list.

    An exact hit (the code names one issue that is to come) is received at once; anything else opens
    the title, or asks.
    """
    reading = read(raw, institution=decided(desk.library, "institution") or None)
    if isinstance(reading, AddonOnly):
        return _in_hand(desk, _kept(desk, _second_half(desk, reading)))
    # What lies on the desk from now on is this piece: a second half belongs to it or to nothing.
    desk.in_hand = None
    meaning = resolve(desk.library, reading, desk.today())
    if isinstance(reading, Rejected) and not meaning.titles:
        said = reading.sentence, reading.next_step
        return _kept(desk, Outcome(raw, Done.REJECTED, *said, question="unreadable"))
    if not meaning.titles:
        # Words typed by hand that find nothing are a search: no pile of misspellings.
        search = by_hand and isinstance(reading, Words | Coden)
        return _nothing_found(reading) if search else _kept(desk, _nothing(reading))
    if len(meaning.titles) > 1:
        several = Outcome(
            raw,
            Done.CHOOSE,
            f"{len(meaning.titles)} titles answer to this.",
            "Choose one.",
            titles=meaning.titles,
            addon=meaning.addon,
            question="" if by_hand else "which title",
        )
        # A piece in hand waits until it is said which title it is; words by hand are a search.
        return several if by_hand else _kept(desk, several)
    return _in_hand(desk, _kept(desk, _one(desk, raw, meaning, asks=not by_hand)))


def take(desk: Desk, title_id: int, asked: Outcome | None = None) -> Outcome:
    """Take a title in hand that was chosen from a list; asked: the outcome that offered the list."""
    line = title_line(desk.library, title_id)
    meaning = with_addon(desk.library, (line,), asked.addon if asked else "", desk.today())
    if asked and asked.scan_id:
        with desk.library.transaction():
            sittings.settle(desk.library, asked.scan_id, desk.now())
    scanned = asked is not None and bool(asked.scan_id)
    return _in_hand(desk, _kept(desk, _one(desk, asked.raw if asked else line.name, meaning, asks=scanned)))


def _in_hand(desk: Desk, outcome: Outcome) -> Outcome:
    """The piece of an open question lies on the desk: its receipt answers it."""
    if outcome.question and desk.in_hand is not None:
        desk.in_hand = replace(desk.in_hand, scan_id=outcome.scan_id)
    return outcome


def _one(desk: Desk, raw: str, meaning: Meaning, *, asks: bool) -> Outcome:
    """asks: a piece is in hand, not only words that were looked for; it waits until it is received."""
    title = meaning.titles[0]
    desk.in_hand = InHand(title.id, meaning.addon, desk.clock())
    if meaning.issue_id is None:
        opened = _opened(desk, raw, title, meaning)
        return replace(opened, question="which issue") if asks else opened
    issue = issues.get(desk.library, meaning.issue_id)
    if meaning.here:
        return Outcome(
            raw,
            Done.WAITS,
            f"{title.name}, {issue.label} is already {spoken(issue.status)}.",
            "A second copy, a gift or a wrong scan: look at the piece.",
            title.id,
            issue.id,
            question="here already",
        )
    try:
        receipt = receive(desk, issue.id, issue.version, addon=meaning.addon, raw=raw)
    except UnreadNotes as stop:
        return _to_be_read(raw, title, issue, stop)
    except Refused as refusal:
        said = refusal.sentence, refusal.next_step
        return Outcome(raw, Done.WAITS, *said, title.id, issue.id, question="refused")
    desk.in_hand = InHand(title.id, "", desk.clock())
    return Outcome(raw, Done.RECEIVED, receipt.sentence, _afterwards(receipt), title.id, issue.id, receipt)


def _opened(desk: Desk, raw: str, title: TitleLine, meaning: Meaning) -> Outcome:
    lit = issues.get(desk.library, meaning.light) if meaning.light else light(desk, title.id)
    if lit is None:
        sentence, step = f"{title.name}: nothing is expected.", "Its pattern is unknown or has ended."
    else:
        sentence, step = f"{title.name}: {lit.label} is lit.", "Enter receives it."
        if meaning.addon:
            step = f"Enter receives it, if {meaning.addon} beside the barcode means this issue."
    return Outcome(raw, Done.OPENED, sentence, step, title.id, lit.id if lit else None)


def _afterwards(receipt: Receipt) -> str:
    if receipt.skipped:
        s = "" if receipt.skipped == 1 else "s"
        return f"{receipt.skipped} issue{s} before it did not come."
    if receipt.here < receipt.wanted:
        return f"{receipt.here} of {receipt.wanted} copies are here."
    return ""


def receive_lit(desk: Desk, issue_id: int, version: int, raw: str = "") -> Outcome:
    """Receive the box that is lit; with the add-on of the scan that brought it, when there was one.

    An unread note stops it, and the piece waits in the sitting's list. Raises Stale, Refused.
    """
    issue = issues.get(desk.library, issue_id)
    in_hand = desk.in_hand
    ours = in_hand is not None and in_hand.title_id == issue.title_id
    addon, asked = (in_hand.addon, in_hand.scan_id) if in_hand is not None and ours else ("", 0)
    try:
        receipt = receive(desk, issue_id, version, addon=addon, answers=asked)
    except UnreadNotes as stop:
        title = title_line(desk.library, issue.title_id)
        return _in_hand(desk, _kept(desk, _to_be_read(raw, title, issue, stop)))
    # The add-on belonged to this piece; the next one bears its own.
    desk.in_hand = InHand(issue.title_id, "", desk.clock())
    return Outcome(
        raw, Done.RECEIVED, receipt.sentence, _afterwards(receipt), issue.title_id, issue_id, receipt
    )


def _to_be_read(raw: str, title: TitleLine, issue: Issue, stop: UnreadNotes) -> Outcome:
    return Outcome(
        raw,
        Done.WAITS,
        f"{title.name}, {issue.label}: {stop.sentence}",
        stop.next_step,
        title.id,
        issue.id,
        notes=tuple(stop.notes),
        question="note",
    )


def _second_half(desk: Desk, reading: AddonOnly) -> Outcome:
    in_hand = desk.in_hand
    if in_hand is None or in_hand.addon or desk.clock() - in_hand.at > SECOND_HALF:
        return Outcome(
            reading.raw,
            Done.REJECTED,
            f"Only the two or five digits beside a barcode were read: {reading.addon}.",
            "Scan the whole barcode once more.",
            question="unreadable",
        )
    line = title_line(desk.library, in_hand.title_id)
    meaning = with_addon(desk.library, (line,), reading.addon, desk.today())
    outcome = _one(desk, reading.raw, meaning, asks=True)
    if in_hand.scan_id:
        # The first half asked which issue it is; from now on the whole code does, or nothing.
        with desk.library.transaction():
            sittings.settle(desk.library, in_hand.scan_id, desk.now(), "second half read")
    return outcome


def _nothing_found(reading: Reading) -> Outcome:
    return Outcome(
        reading.raw,
        Done.NO_RECORD,
        "No title answers to these words.",
        "Try fewer or other words, or the ISSN.",
    )


def _nothing(reading: Reading) -> Outcome:
    sentence = "No title of this library answers to this."
    if isinstance(reading, Ean) and reading.code.startswith(("978", "979")):
        sentence = "This is the number of a book (ISBN), and no title here bears it."
    return Outcome(
        reading.raw,
        Done.NO_RECORD,
        sentence,
        "It waits on the no-record pile (F5); put the piece aside and go on.",
        question="unknown",
    )


def _kept(desk: Desk, outcome: Outcome) -> Outcome:
    if outcome.receipt:
        return outcome  # kept in the transaction of the receipt
    sitting = desk.sitting()
    with desk.library.transaction():
        scan_id = sittings.keep(
            desk.library,
            sitting,
            desk.now(),
            outcome.raw,
            str(outcome.done),
            outcome.sentence,
            title_id=outcome.title_id,
            issue_id=outcome.issue_id,
            question=outcome.question,
        )
    return replace(outcome, scan_id=scan_id)
