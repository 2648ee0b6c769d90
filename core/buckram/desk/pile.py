"""The no-record pile: pieces that no title answers to, and what can be done with each.

A piece lies on the pile while the question 'unknown' of its scan is open. Everybody sees it, from day to
day. Nothing is deleted: whatever is done is a line of its history, and an act that can be undone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from buckram.desk.answering import answer, ask_next
from buckram.desk.checkin import opened
from buckram.desk.codes import learn_code
from buckram.desk.desk import Desk, InHand
from buckram.desk.import_report import ImportReport
from buckram.desk.new_title import make_title, read_typed_title
from buckram.desk.outcome import Done, Outcome
from buckram.desk.resolving import meant_in, resolve, title_line
from buckram.desk.tray import open_scan
from buckram.errors import FileProblem, Refused
from buckram.identify import read
from buckram.rules.status import spoken
from buckram.storage import issues, pile
from buckram.storage.ledger import ActWriter, act
from buckram.storage.sittings import Scan
from buckram.storage.titles import TitleLine

BY_HAND = "no record:"
"""Typed before words on the scan line, it puts a piece without any code on the pile."""

MOST_BYTES = 500_000
"""A file of records for one piece is small; a large one is for `buckram import`, which shows how it goes."""


@dataclass(frozen=True, slots=True)
class PileEvent:
    """A line of a piece's history. at: in the person's own time, "21 Nov 09:30"."""

    at: str
    person: str
    said: str


def history(desk: Desk, scan_id: int) -> list[PileEvent]:
    """What was done with a piece of the pile, oldest first."""
    return [
        PileEvent(_moment(desk, one.at), one.person, ": ".join(filter(None, (_SAID[one.what], one.text))))
        for one in pile.lines(desk.library, scan_id)
    ]


_SAID = {
    "note": "note",
    "attached": "attached to",
    "returned": "returned to sender",
    "discarded": "discarded",
}


def _moment(desk: Desk, at: str) -> str:
    when = desk.local(at)
    return f"{when.day} {when:%b %H:%M}"


def put_aside(desk: Desk, words: str) -> int:
    """Put a piece that bears no code on the pile, described in words; gives the id of its scan."""
    words = " ".join(words.split())
    if not words:
        raise Refused("Say what the piece is.", "For example: blue journal, Bulgarian.")
    with act(desk.library, desk.hand(), "pile") as writer:
        row = {
            "sitting_id": writer.hand.sitting_id,
            "at": writer.hand.at,
            "raw": words,
            "outcome": "no record",
            "sentence": f"A piece without a code: {words}.",
            "question": "unknown",
        }
        scan_id = writer.insert("scan", row)
        writer.sentence = f"On the no-record pile: {words}."
    return scan_id


def words_put_aside(text: str) -> str | None:
    """The words behind "no record:", or None for anything else that is typed."""
    said = " ".join(text.split())
    return said[len(BY_HAND) :].strip() if said.lower().startswith(BY_HAND) else None


def note(desk: Desk, scan_id: int, text: str) -> None:
    """Write a note on a piece of the pile; it stays there. Raises Refused for empty text."""
    with _done(desk, scan_id, "note", _needed(text, "The note is empty.")) as (writer, scan):
        writer.sentence = f"Noted on {_piece(scan)}: {' '.join(text.split())}"


def return_to_sender(desk: Desk, scan_id: int, reason: str) -> None:
    """The piece goes back. Raises Refused without a reason."""
    reason = _needed(reason, "Say why it goes back.")
    with _done(desk, scan_id, "returned", reason) as (writer, scan):
        answer(writer, scan_id, f"returned to sender: {reason}")
        writer.sentence = f"Returned to sender: {_piece(scan)} ({reason})."


def discard(desk: Desk, scan_id: int) -> None:
    """The piece is thrown away; its scan and its history stay."""
    with _done(desk, scan_id, "discarded") as (writer, scan):
        answer(writer, scan_id, "discarded")
        writer.sentence = f"Discarded: {_piece(scan)}."


def attach(desk: Desk, scan_id: int, title_id: int) -> Outcome:
    """The piece is of this title. Its code is remembered, and the piece is in hand, to be received."""
    line = title_line(desk.library, title_id)
    with _done(desk, scan_id, "attached", line.name) as (writer, scan):
        return _attached(desk, writer, scan, line)


def attach_new(desk: Desk, scan_id: int, text: str) -> Outcome:
    """Make a title of what is typed, "New journal; 1234-5679; monthly; Reading Room", and attach the piece.

    One act. Raises Refused, AlreadyHere (a title with this ISSN is there).
    """
    typed = read_typed_title(desk.library, text)
    with _done(desk, scan_id, "attached", typed.name) as (writer, scan):
        title_id = make_title(desk, typed.name, typed.issn, typed.frequency, typed.location, writer)
        outcome = _attached(desk, writer, scan, title_line(desk.library, title_id))
        writer.sentence = f"New title {typed.name}. {writer.sentence}"
    return outcome


@contextmanager
def _done(desk: Desk, scan_id: int, what: str, text: str = "") -> Iterator[tuple[ActWriter, Scan]]:
    """An act on a piece that lies on the pile, with its line in the history. Raises Stale, Refused."""
    with act(desk.library, desk.hand(), "pile") as writer:
        scan = open_scan(desk, scan_id)
        if scan.question != "unknown":
            raise Refused("This piece is not on the no-record pile.", "Its title is known.")
        yield writer, scan
        line = {"scan_id": scan_id, "at": writer.hand.at, "person": desk.person, "what": what, "text": text}
        writer.insert("pile", line)


def _attached(desk: Desk, writer: ActWriter, scan: Scan, title: TitleLine) -> Outcome:
    """The piece leaves the pile, and asks anew: which issue is it? Whoever attached it has it in hand."""
    answer(writer, scan.id, f"attached to {title.name}")
    remembered = learn_code(desk, scan.id, title.id, writer=writer)
    meaning = meant_in(desk.library, title, read(scan.raw), desk.today())
    if meaning.here and meaning.issue_id is not None:
        issue = issues.get(desk.library, meaning.issue_id)
        said = f"{title.name}, {issue.label} is already {spoken(issue.status)}."
        step = "A second copy, a gift or a wrong scan: look at the piece."
        question = "here already"
        outcome = Outcome(scan.raw, Done.WAITS, said, step, title.id, issue.id, question=question)
    else:
        meaning = replace(meaning, light=meaning.issue_id or meaning.light)
        outcome = replace(opened(desk, scan.raw, title, meaning), question="which issue")
    scan_id = ask_next(
        writer, scan.id, outcome.question, str(outcome.done), outcome.sentence, title.id, outcome.issue_id
    )
    writer.title_id = title.id
    writer.sentence = f"Attached {_piece(scan)} to {title.name}."
    if remembered:
        writer.sentence += " Its code is remembered."
    desk.in_hand = InHand(title.id, meaning.addon, desk.clock(), scan_id)
    return replace(outcome, scan_id=scan_id)


def _piece(scan: Scan) -> str:
    return f"the piece {scan.raw}" if any(c.isdigit() for c in scan.raw) else f"“{scan.raw}”"


def _needed(text: str, missing: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Refused(missing, "Type it, or press Esc.")
    return text


@dataclass(frozen=True, slots=True)
class RecordsCame:
    """What an import for a piece brought. titles: what the piece may be; exact: its code names the one."""

    report: ImportReport
    titles: Sequence[TitleLine]
    exact: bool


def import_for(desk: Desk, scan_id: int, text: str) -> RecordsCame:
    """Import records for a piece: text is the path of a file, or a record itself (.mrk or MARCXML, pasted).

    Nothing is attached yet. An import is not undone at the desk: the library as it was lies beside it.
    Raises FileProblem, Refused (nothing typed, too large), Stale (the piece was dealt with).
    """
    scan = open_scan(desk, scan_id)
    text = text.strip()
    if not text:
        raise Refused("Name a file of records, or paste a record.", "MARC (.mrc), MARCXML or MarcEdit text.")
    if text.startswith(("=", "<")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("pasted.mrk" if text.startswith("=") else "pasted.xml")
            path.write_text(text + "\n\n", "utf-8", "backslashreplace")
            return _imported(desk, scan, path)
    path = Path(text.strip("'\"")).expanduser()
    if not path.is_file():
        raise FileProblem(f"There is no file {path} on this machine.", "Type its whole path.")
    if path.stat().st_size > MOST_BYTES:
        raise Refused("This is a large file.", f"Leave the desk and run: buckram import {path}")
    return _imported(desk, scan, path)


def _imported(desk: Desk, scan: Scan, path: Path) -> RecordsCame:
    from buckram.desk.importing import import_file
    from buckram.storage.backup import CopyBeforeImport

    copy = CopyBeforeImport(desk.library)
    before = pile.last_record(desk.library)
    changed = True
    try:
        report = import_file(desk, path)
        changed = report.changed
    finally:
        copy.keep() if changed else copy.drop()
    found = resolve(desk.library, read(scan.raw), desk.today()).titles
    by_code = [title for title in found if any(c.isdigit() for c in scan.raw)]
    new = pile.titles_of_records(desk.library, before)
    return RecordsCame(report, by_code or new, len(by_code) == 1)
