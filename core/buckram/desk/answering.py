"""Questions that scans left: an act that answers one says so in its own row of the ledger."""

from __future__ import annotations

from buckram.storage import issues, sittings
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library


def answer(writer: ActWriter, scan_id: int, said: str) -> None:
    """The question of this scan is answered by this act; undo asks it again."""
    scan = sittings.find(writer.library, scan_id)
    if scan is not None and scan.question and not scan.settled:
        before = {"settled_at": None, "answer": scan.answer or None}
        writer.update("scan", scan_id, before, {"settled_at": writer.hand.at, "answer": said})


def answer_by_receipt(
    writer: ActWriter, title_id: int, issue_id: int, in_hand: int = 0, said: str = "received"
) -> None:
    """One piece, one answer: of the piece in hand (its scan's id), else of the oldest that waits for it.

    Two pieces of a tray may both have proposed the same issue. Were both answered by one receipt, the second
    piece would be forgotten.
    """
    piece = sittings.find(writer.library, in_hand) if in_hand else None
    if piece is not None and piece.question and not piece.settled:
        answer(writer, piece.id, said)
        return
    for scan in sittings.open_about(writer.library, title_id):
        if scan.issue_id == issue_id and scan.question in sittings.ANSWERED_BY_RECEIPT:
            answer(writer, scan.id, said)
            return


def ask_for_gap(writer: ActWriter, title_id: int, issue_id: int, sentence: str) -> None:
    """Ask what became of the issues that this receipt passed over."""
    row = {
        "sitting_id": writer.hand.sitting_id,
        "at": writer.hand.at,
        "raw": "",
        "outcome": "received",
        "question": "gap",
        "sentence": sentence,
        "title_id": title_id,
        "issue_id": issue_id,
    }
    writer.insert("scan", row)


def ask_next(
    writer: ActWriter,
    scan_id: int,
    question: str,
    outcome: str,
    sentence: str,
    title_id: int,
    issue_id: int | None,
) -> int:
    """The piece of a scan, whose question this act answers, asks its next one; gives the id of that."""
    scan = sittings.find(writer.library, scan_id)
    row = {
        "sitting_id": writer.hand.sitting_id,
        "at": writer.hand.at,
        "raw": scan.raw if scan else "",
        "outcome": outcome,
        "sentence": sentence,
        "title_id": title_id,
        "issue_id": issue_id,
        "question": question,
        "follows": scan_id,
        # Named, so that an undo sees when a later act answered it.
        "settled_at": None,
        "answer": None,
    }
    return writer.insert("scan", row)


def close_gaps(writer: ActWriter, title_id: int, said: str = "closed") -> None:
    """Questions about gaps in which nothing is left to be asked are answered by this act."""
    for scan in sittings.open_about(writer.library, title_id):
        if scan.question == "gap" and (scan.issue_id is None or not gap(writer.library, scan.issue_id)):
            answer(writer, scan.id, said)


def gap(library: Library, issue_id: int) -> list[Issue]:
    """The issues that were passed over when this one came, in order: expected, between it and the last that
    came before it, neither claimed nor watched."""
    return issues.passed_over(library, issue_id)
