"""The way of a scan: what was read, what it means here, and what was done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from buckram.desk.answering import ask_next
from buckram.desk.cards import light
from buckram.desk.codes import learn_code, newly_learnt, receive_taught
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk, InHand
from buckram.desk.outcome import Done, Outcome
from buckram.desk.receiving import Receipt, UnreadNotes, receive
from buckram.desk.resolving import Meaning, meant_in, resolve, title_line
from buckram.errors import NotFound, Refused
from buckram.identify import (
    AddonOnly,
    CodeKey,
    Coden,
    Ean,
    Link,
    PressCode,
    Reading,
    Rejected,
    Words,
    apart,
    kin,
    read,
    with_addon,
)
from buckram.identify.misreading import is_misreading
from buckram.rules.status import spoken
from buckram.storage import codes, issues, sittings
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter
from buckram.storage.titles import TitleLine

SECOND_HALF = timedelta(seconds=2)
"""Some scanners send the add-on as a line of its own, at once after the first."""

AGAIN = timedelta(seconds=60)
"""Within this time a scan may be a second try at one that could not be read."""

TWICE = timedelta(seconds=3)
"""The same code again within this time may be the same piece, read twice."""


def scan(desk: Desk, raw: str, *, by_hand: bool = False, answers: int = 0) -> Outcome:
    """Take one scan or one line that was typed by_hand. Every scan is kept in the sitting's list.

    An exact hit (the code names one issue that is to come) is received at once; anything else opens
    the title, or asks. answers: the id of an earlier scan of the same piece; a receipt answers its question.
    """
    reading = read(raw, institution=decided(desk.library, "institution") or None)
    if desk.wants_barcode and (barcoded := _library_barcode(desk, reading, by_hand=by_hand)):
        return _kept(desk, barcoded)
    if isinstance(reading, AddonOnly):
        return _in_hand(desk, _second_half(desk, reading))
    # What lies on the desk from now on is this piece: a second half belongs to it or to nothing.
    desk.in_hand = None
    first_try, desk.misread = desk.misread, None
    meaning = resolve(desk.library, reading, desk.today())
    if isinstance(reading, Rejected) and not meaning.titles:
        said = reading.sentence, reading.next_step
        rejected = _kept(desk, Outcome(raw, Done.REJECTED, *said, question="unreadable"), answers)
        if not by_hand:
            desk.misread = raw, rejected.scan_id, desk.clock()
        return rejected
    if not meaning.titles:
        # Words typed by hand that find nothing are a search: no pile of misspellings.
        search = by_hand and isinstance(reading, Words | Coden | Link)
        unknown = _nothing_found(reading) if search else _nothing(desk, reading, meaning.key)
        return unknown if search else _kept(desk, unknown, answers)
    if len(meaning.titles) > 1:
        several = Outcome(
            raw,
            Done.CHOOSE,
            f"{len(meaning.titles)} titles answer to this.",
            "Choose one: its barcode is remembered." if meaning.key and not by_hand else "Choose one.",
            titles=meaning.titles,
            question="" if by_hand else "which title",
            key=None if by_hand else meaning.key,
        )
        # A piece in hand waits until it is said which title it is; words by hand are a search.
        return several if by_hand else _kept(desk, several, answers)
    learnt = meaning.learnt is not None and newly_learnt(desk, meaning.learnt)
    same_piece = _second_try(desk, first_try, raw) if not (by_hand or answers) else 0
    outcome = _one(desk, raw, meaning, asks=not by_hand, answers=answers or same_piece)
    if learnt:
        outcome = replace(outcome, next_step=f"By its learnt code. {outcome.next_step}".rstrip())
    if same_piece:
        return _in_hand(desk, _went_on(desk, outcome, same_piece, "read again"))
    return _in_hand(desk, _kept(desk, outcome, answers))


def _second_try(desk: Desk, first_try: tuple[str, int, datetime] | None, raw: str) -> int:
    """The id of the scan just before, if it is the same piece that could not be read; else 0."""
    if first_try is None:
        return 0
    code, scan_id, at = first_try
    return scan_id if desk.clock() - at <= AGAIN and is_misreading(code, raw) else 0


def take(desk: Desk, title_id: int, asked: Outcome | None = None) -> Outcome:
    """Take a title in hand that was chosen from a list; asked: the outcome of the scan that it is for.

    A code that may be remembered (`asked.key`) is remembered for this title, in one act with the receipt
    where it names the issue, else in an act of its own.
    """
    line = title_line(desk.library, title_id)
    if asked is None or not asked.scan_id:
        outcome = _one(desk, asked.raw if asked else line.name, Meaning((line,)), asks=False)
        return _in_hand(desk, _kept(desk, outcome))
    meaning = replace(meant_in(desk.library, line, read(asked.raw), desk.today()), key=asked.key)
    outcome = _one(desk, asked.raw, meaning, asks=True, answers=asked.scan_id)
    if asked.key and not outcome.receipt:
        next_id = 0

        def asks(writer: ActWriter) -> None:
            nonlocal next_id
            said = str(outcome.done), outcome.sentence
            next_id = ask_next(writer, asked.scan_id, outcome.question, *said, title_id, outcome.issue_id)

        if told := learn_code(desk, asked.scan_id, title_id, then=asks):
            step = f"{outcome.next_step} {told}".lstrip()
            return _in_hand(desk, replace(outcome, next_step=step, scan_id=next_id))
    return _in_hand(desk, _went_on(desk, outcome, asked.scan_id, "title chosen"))


def _went_on(desk: Desk, outcome: Outcome, scan_id: int, said: str) -> Outcome:
    """The question of an earlier scan of the same piece is another one now, or a receipt answered it."""
    outcome = _kept(desk, outcome, scan_id)
    if scan_id and not outcome.receipt:
        with desk.library.transaction():
            sittings.settle(desk.library, scan_id, desk.now(), said)
    return outcome


def _in_hand(desk: Desk, outcome: Outcome) -> Outcome:
    """The piece of an open question lies on the desk: its receipt answers it."""
    if outcome.question and desk.in_hand is not None:
        desk.in_hand = replace(desk.in_hand, scan_id=outcome.scan_id)
    return outcome


def _one(desk: Desk, raw: str, meaning: Meaning, *, asks: bool, answers: int = 0) -> Outcome:
    """asks: a piece is in hand, not only words that were looked for; it waits until it is received.

    answers: the id of an earlier scan of the same piece.
    """
    title = meaning.titles[0]
    desk.in_hand = InHand(title.id, meaning.addon, desk.clock())
    if meaning.bound:
        # Nothing is received: a volume came from the shelf, or lies here to be looked up.
        return Outcome(raw, Done.OPENED, meaning.bound, "", title.id, meaning.issue_id)
    if meaning.issue_id is None:
        found = opened(desk, raw, title, meaning)
        return replace(found, question="which issue") if asks else found
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
    if not answers and _read_twice(desk, raw, issue):
        return Outcome(
            raw,
            Done.OPENED,
            f"{title.name}, {issue.label} was scanned twice at once.",
            "A second copy? Enter receives it. The same piece: go on.",
            title.id,
            issue.id,
            question="here already",
        )
    told = ""
    try:
        if meaning.key:
            receipt, told = receive_taught(
                desk, issue, meaning.key, addon=meaning.addon, raw=raw, answers=answers
            )
        else:
            receipt = receive(desk, issue.id, issue.version, addon=meaning.addon, raw=raw, answers=answers)
    except UnreadNotes as stop:
        return _to_be_read(raw, title, issue, stop)
    except Refused as refusal:
        said = refusal.sentence, refusal.next_step
        return Outcome(raw, Done.WAITS, *said, title.id, issue.id, question="refused")
    desk.in_hand = InHand(title.id, "", desk.clock())
    desk.just_received = (raw, issue.id, desk.clock())
    step = f"{afterwards(desk, issue, receipt)} {told}".strip()
    return Outcome(raw, Done.RECEIVED, receipt.sentence, step, title.id, issue.id, receipt)


def _read_twice(desk: Desk, raw: str, issue: Issue) -> bool:
    """Whether this very code received a piece of this issue a moment ago: then another copy is wanted, but
    the scanner may have read the one piece twice."""
    if desk.just_received is None or not issue.copies_here:
        return False
    code, issue_id, at = desk.just_received
    return (code, issue_id) == (raw, issue.id) and desk.clock() - at <= TWICE


def opened(desk: Desk, raw: str, title: TitleLine, meaning: Meaning) -> Outcome:
    """The title lies on the desk, with the issue lit that Enter would receive."""
    lit = issues.get(desk.library, meaning.light) if meaning.light else light(desk, title.id)
    if lit is None:
        sentence, step = f"{title.name}: nothing is expected.", "Its pattern is unknown or has ended."
    else:
        sentence, step = f"{title.name}: {lit.label} is lit.", "Enter receives it."
        if meaning.extra:
            step = "The code is that of an extra number: A adds it. Enter receives the lit issue."
        elif meaning.addon:
            step = f"Enter receives it, if {apart(meaning.addon)[0]} beside the barcode means this issue."
    return Outcome(raw, Done.OPENED, sentence, step, title.id, lit.id if lit else None)


def _library_barcode(desk: Desk, reading: Reading, *, by_hand: bool) -> Outcome | None:
    """The library's barcode for the piece that was received last; None when this is the next piece.

    Then that piece goes without, and its question stays in the sitting's list. A barcode that is wrong or in
    use is said to be so, and another one is waited for.
    """
    from buckram.desk.item_barcodes import meant, put_on

    wanted, desk.wants_barcode = desk.wants_barcode, ()
    code = meant(desk.library, reading, by_hand=by_hand)
    if code is None:
        return None
    (_, piece_id), *others = wanted
    try:
        done = put_on(desk, piece_id, code)
    except NotFound:
        # Its receipt was taken back meanwhile.
        return None
    except Refused as refusal:
        desk.wants_barcode = wanted
        return Outcome(reading.raw, Done.BARCODE, refusal.sentence, refusal.next_step)
    desk.wants_barcode = tuple(others)
    return Outcome(reading.raw, Done.BARCODE, done.sentence, title_id=done.piece.title_id)


def afterwards(desk: Desk, issue: Issue, receipt: Receipt) -> str:
    """What is to be known or done next of a receipt of this issue, in a sentence or two, or ""."""
    from buckram.desk.bindery.call import called_words
    from buckram.desk.bindery.late_piece import gone_without
    from buckram.desk.order_ended import ended_words

    ended = ended_words(desk.library, issue.title_id, issue.published_on or receipt.received_on, desk.today())
    told = [f"{ended[:1].upper()}{ended[1:]}."] if ended else []
    if receipt.skipped:
        s = "" if receipt.skipped == 1 else "s"
        told.append(f"{receipt.skipped} issue{s} before it did not come.")
    elif receipt.here < receipt.wanted:
        told.append(f"{receipt.here} of {receipt.wanted} copies are here.")
    if volume := gone_without(desk.library, issue.id, receipt.piece_id, desk.today()):
        told.append(volume)
    called = called_words(
        desk.library, issue.title_id, issue.id, desk.today(), copy_number=receipt.copy_number
    )
    told += [called] if called else []
    if receipt.wants_barcode:
        told.append("Scan the library barcode.")
    return " ".join(told)


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
        # The scan asked which issue it is; the same piece asks for the note now, and for nothing else.
        to_read = _to_be_read(raw, title, issue, stop)
        return _in_hand(desk, _went_on(desk, to_read, asked, "a note was to be read"))
    # The add-on belonged to this piece; the next one bears its own.
    desk.in_hand = InHand(issue.title_id, "", desk.clock())
    step = afterwards(desk, issue, receipt)
    return Outcome(raw, Done.RECEIVED, receipt.sentence, step, issue.title_id, issue_id, receipt)


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
    before = _just_scanned(desk)
    first = read(before.raw) if before else None
    whole = with_addon(first, reading) if first else None
    if before and whole and before.question in {"unknown", "which title"} and not before.settled:
        # Still without a title: the whole code asks for it, and has to be taught as one.
        outcome = scan(desk, f"{before.raw.strip()} {reading.raw.strip()}", answers=before.id)
        with desk.library.transaction():
            sittings.settle(desk.library, before.id, desk.now(), "second half read")
        return outcome
    in_hand = desk.in_hand
    if in_hand is not None and isinstance(first, PressCode) and first.country == "JP":
        # The issue stands in the first half, and was answered; here comes only what it costs.
        return Outcome(
            reading.raw, Done.OPENED, f"{reading.addon} beside it is the price.", "", in_hand.title_id
        )
    if in_hand is None or in_hand.addon or desk.clock() - in_hand.at > SECOND_HALF:
        alone = Outcome(
            reading.raw,
            Done.REJECTED,
            f"Only the two or five digits beside a barcode were read: {reading.addon}.",
            "Scan the whole barcode once more.",
            question="unreadable",
        )
        return _kept(desk, alone)
    line = title_line(desk.library, in_hand.title_id)
    meaning = meant_in(desk.library, line, whole or reading, desk.today())
    # The first half asked which issue it is; from now on the whole code does, or nothing.
    outcome = _one(desk, reading.raw, meaning, asks=True, answers=in_hand.scan_id)
    return _went_on(desk, outcome, in_hand.scan_id, "second half read")


def _just_scanned(desk: Desk) -> sittings.Scan | None:
    """What was scanned last here, if that was so lately that this may be its second half."""
    sitting = desk.take_up()
    newest = sittings.scans(desk.library, sitting, 1) if sitting is not None else []
    soon = newest and desk.clock() - desk.local(newest[0].at) <= SECOND_HALF
    return newest[0] if soon else None


def _nothing_found(reading: Reading) -> Outcome:
    return Outcome(
        reading.raw,
        Done.NO_RECORD,
        "No title answers to these words.",
        "Try other words, or the ISSN. No record of it? Type no record: and what the piece is.",
    )


def _nothing(desk: Desk, reading: Reading, key: CodeKey | None) -> Outcome:
    """No title answers: a code that may be taught asks which title bears it."""
    sentence = "No title of this library answers to this."
    step = "It waits on the no-record pile (F5); put the piece aside and go on."
    if key:
        sentence = "No title here bears this code. Which one is it? Type words, Enter."
        step = "Or go on: it waits on the no-record pile (F5)."
    if isinstance(reading, Ean) and reading.code.startswith(("978", "979")):
        sentence = "This is the number of a book (ISBN), and no title here bears it."
    likely = codes.alike(desk.library, key[0], kin(key)) if key and kin(key) else ()
    return Outcome(reading.raw, Done.NO_RECORD, sentence, step, titles=likely, question="unknown", key=key)


def _kept(desk: Desk, outcome: Outcome, follows: int = 0) -> Outcome:
    if outcome.receipt:
        return outcome  # kept in the transaction of the receipt
    sitting = desk.sitting()
    with desk.library.transaction():
        scan_id = sittings.keep(
            desk.library,
            sitting,
            desk.now(),
            outcome.raw,
            # The list of scans knows what became of pieces; this one became nothing new.
            str(Done.OPENED if outcome.done is Done.BARCODE else outcome.done),
            outcome.sentence,
            title_id=outcome.title_id,
            issue_id=outcome.issue_id,
            question=outcome.question,
            follows=follows or None,
        )
    return replace(outcome, scan_id=scan_id)
