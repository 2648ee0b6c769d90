"""The way of a scan: what was read, what it means here, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from buckram.desk.cards import light
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk, InHand
from buckram.desk.receiving import Receipt, UnreadNotes, receive
from buckram.desk.resolving import Meaning, resolve
from buckram.errors import Refused
from buckram.identify import AddonOnly, Coden, IssnScan, Reading, Rejected, Words, read
from buckram.storage import issues, sittings
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

    @property
    def look(self) -> bool:
        """Whether the person has to look up from the tray: ring the bell."""
        return self.done in {Done.WAITS, Done.NO_RECORD, Done.REJECTED}


def scan(desk: Desk, raw: str, *, by_hand: bool = False) -> Outcome:
    """Take one scan or one line that was typed by_hand. Every scan is kept in the sitting's list.

    An exact hit (the code names one issue that is to come) is received at once; anything else opens
    the title, or asks.
    """
    reading = read(raw, institution=decided(desk.library, "institution") or None)
    if isinstance(reading, AddonOnly):
        return _kept(desk, _second_half(desk, reading))
    meaning = resolve(desk.library, reading, desk.today())
    if isinstance(reading, Rejected) and not meaning.titles:
        return _kept(desk, Outcome(raw, Done.REJECTED, reading.sentence, reading.next_step))
    if not meaning.titles:
        # Words typed by hand that find nothing are a search: no pile of misspellings.
        search = by_hand and isinstance(reading, Words | Coden)
        return _nothing(reading) if search else _kept(desk, _nothing(reading))
    if len(meaning.titles) > 1:
        # Nothing is kept: the choice that follows is the answer to this scan.
        return Outcome(
            raw,
            Done.CHOOSE,
            f"{len(meaning.titles)} titles answer to this.",
            "Choose one.",
            titles=meaning.titles,
            addon=meaning.addon,
        )
    return _kept(desk, _one(desk, raw, meaning))


def take(desk: Desk, title_id: int, addon: str = "", raw: str = "") -> Outcome:
    """Take a title in hand that was chosen from a list."""
    from buckram.desk.resolving import title_line

    line = title_line(desk.library, title_id)
    return _kept(desk, _one(desk, raw or line.name, Meaning((line,), addon=addon)))


def _one(desk: Desk, raw: str, meaning: Meaning) -> Outcome:
    title = meaning.titles[0]
    desk.in_hand = InHand(title.id, meaning.addon, desk.clock())
    if meaning.issue_id is None:
        lit = light(desk, title.id)
        label = f"{title.name}: {lit.label} is lit." if lit else f"{title.name}: nothing is expected."
        step = "Enter receives it." if lit else "Its pattern is unknown or has ended."
        if lit and meaning.addon:
            step = f"Enter receives it, if {meaning.addon} on the barcode means this issue."
        return Outcome(raw, Done.OPENED, label, step, title.id, lit.id if lit else None)
    issue = issues.get(desk.library, meaning.issue_id)
    if meaning.here:
        return Outcome(
            raw,
            Done.WAITS,
            f"{title.name}, {issue.label} is already {issue.status}.",
            "A second copy, a gift or a wrong scan: look at the piece.",
            title.id,
            issue.id,
        )
    try:
        receipt = receive(desk, issue.id, issue.version, addon=meaning.addon, raw=raw)
    except UnreadNotes as stop:
        return Outcome(
            raw, Done.WAITS, stop.sentence, stop.next_step, title.id, issue.id, notes=tuple(stop.notes)
        )
    except Refused as refusal:
        return Outcome(raw, Done.WAITS, refusal.sentence, refusal.next_step, title.id, issue.id)
    return Outcome(raw, Done.RECEIVED, receipt.sentence, _afterwards(receipt), title.id, issue.id, receipt)


def _afterwards(receipt: Receipt) -> str:
    if receipt.skipped:
        s = "" if receipt.skipped == 1 else "s"
        return f"{receipt.skipped} issue{s} before it did not come."
    if receipt.here < receipt.wanted:
        return f"{receipt.here} of {receipt.wanted} copies are here."
    return ""


def receive_lit(desk: Desk, issue_id: int, version: int, raw: str = "") -> Outcome:
    """Receive the box that is lit; with the add-on of the scan that brought it, when there was one.

    Raises UnreadNotes, Stale, Refused.
    """
    issue = issues.get(desk.library, issue_id)
    in_hand = desk.in_hand
    addon = in_hand.addon if in_hand and in_hand.title_id == issue.title_id else ""
    receipt = receive(desk, issue_id, version, addon=addon)
    # The add-on belonged to this piece; the next one bears its own.
    desk.in_hand = InHand(issue.title_id, "", desk.clock())
    return Outcome(
        raw, Done.RECEIVED, receipt.sentence, _afterwards(receipt), issue.title_id, issue_id, receipt
    )


def _second_half(desk: Desk, reading: AddonOnly) -> Outcome:
    in_hand = desk.in_hand
    if in_hand is None or in_hand.addon or desk.clock() - in_hand.at > SECOND_HALF:
        return Outcome(
            reading.raw,
            Done.REJECTED,
            f"Only the two or five digits beside a barcode were read: {reading.addon}.",
            "Scan the whole barcode once more.",
        )
    meaning = resolve(desk.library, _again(desk, in_hand.title_id, reading), desk.today())
    return _one(desk, reading.raw, meaning)


def _again(desk: Desk, title_id: int, reading: AddonOnly) -> Reading:
    from buckram.storage.titles import get

    return IssnScan(raw=reading.raw, issn=get(desk.library, title_id).issn, addon=reading.addon)


def _nothing(reading: Reading) -> Outcome:
    if isinstance(reading, Words | Coden):
        return Outcome(
            reading.raw,
            Done.NO_RECORD,
            "No title answers to these words.",
            "Try fewer or other words, the ISSN, or look it up with F3.",
        )
    return Outcome(
        reading.raw,
        Done.NO_RECORD,
        "No title of this library bears this number.",
        "It waits on the no-record pile; put the piece aside and go on.",
    )


def _kept(desk: Desk, outcome: Outcome) -> Outcome:
    if outcome.receipt:
        return outcome
    sitting = desk.sitting()
    with desk.library.transaction():
        sittings.keep(
            desk.library,
            sitting,
            desk.now(),
            outcome.raw,
            str(outcome.done),
            outcome.sentence,
            title_id=outcome.title_id,
            issue_id=outcome.issue_id,
        )
    return outcome
