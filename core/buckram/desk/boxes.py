"""A box of the card in an act: as the screen showed it, and as the act leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from buckram.desk.desk import Desk
from buckram.errors import Stale
from buckram.rules.copies import Condition
from buckram.rules.status import Status
from buckram.storage import acts_told, issues
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter
from buckram.storage.pieces import Piece

if TYPE_CHECKING:
    from buckram.desk.receiving import Receipt


@dataclass(frozen=True, slots=True)
class Told:
    """What an act did. sentence: one line for the person. receipt: when a piece was received with it."""

    act_id: int
    title_id: int
    issue_id: int
    sentence: str
    receipt: Receipt | None = None


def fresh(desk: Desk, issue_id: int, version: int) -> Issue:
    """The issue, if it is still as it was on the screen. Raises Stale, which says who was faster and when."""
    issue = issues.find(desk.library, issue_id)
    if issue is None:
        raise Stale("This box was made again meanwhile.", "Look at the card, then do it again.")
    if issue.version != version:
        raise Stale(who_was_faster(desk, issue_id), "It is shown now as it is.")
    return issue


def who_was_faster(desk: Desk, issue_id: int) -> str:
    """Who changed the box since it was shown, in the person's own time."""
    last = acts_told.last_change(desk.library, issue_id)
    if last is None:
        return "This box changed meanwhile."
    person, at, sentence = last
    return f"{person} was faster ({desk.local(at):%H:%M}): {sentence}"


def change(writer: ActWriter, issue: Issue, status: Status | None = None, **columns: tuple[Any, Any]) -> None:
    """Let the box be of another status; columns: others, each as (what it held, what it holds).

    It counts as touched from now on, also where nothing else changes: another station sees that something
    was done, and no prediction is made in its place.
    """
    writer.update(
        "issue",
        issue.id,
        {
            "status": str(issue.status),
            "touched": int(issue.touched),
            "version": issue.version,
            **{name: before for name, (before, _) in columns.items()},
        },
        {
            "status": str(status or issue.status),
            "touched": 1,
            "version": issue.version + 1,
            **{name: after for name, (_, after) in columns.items()},
        },
    )


def change_piece(writer: ActWriter, piece: Piece, condition: Condition) -> None:
    """Let a piece be in another condition."""
    writer.update("piece", piece.id, {"condition": str(piece.condition)}, {"condition": str(condition)})
