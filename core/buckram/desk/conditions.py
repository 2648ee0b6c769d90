"""Pieces that are in another condition from now on, and the box that follows."""

from __future__ import annotations

from collections.abc import Mapping

from buckram.desk.boxes import change, change_piece
from buckram.rules.copies import Condition, status_of
from buckram.rules.status import Status
from buckram.storage import pieces
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter


def put(writer: ActWriter, issue: Issue, conditions: Mapping[int, Condition]) -> Status:
    """Let pieces of an issue be in other conditions, and the issue follow. Gives its status now."""
    library = writer.library
    for piece in pieces.of_issue(library, issue.id):
        if piece.id in conditions and piece.condition is not conditions[piece.id]:
            change_piece(writer, piece, conditions[piece.id])
    now = pieces.of_issue(library, issue.id)
    states = [place.state for place in pieces.places(library, issue.title_id, now)]
    spare = any(not piece.counts and piece.condition is Condition.GOOD for piece in now)
    status = status_of(states, issue.status, spare=spare)
    change(writer, issue, status)
    return status
