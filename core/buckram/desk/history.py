"""The history of an issue: who did what to it and when, its pieces, and what was predicted first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from buckram.desk.bindery.volumes import where
from buckram.desk.desk import Desk
from buckram.desk.following import pattern_of
from buckram.errors import PatternError
from buckram.pattern.description import designation as in_words
from buckram.storage import acts_told, claims, corrections, issues, piece_lives
from buckram.storage.bindery import volumes
from buckram.storage.claims import Claim
from buckram.storage.piece_lives import PieceTold


@dataclass(frozen=True, slots=True)
class Done:
    """One act. at: in the person's own time. undone: it does not stand now."""

    at: datetime
    person: str
    sentence: str
    undone: bool


@dataclass(frozen=True, slots=True)
class History:
    """Of one issue. acts: newest first. predicted: what was foreseen where a person said otherwise, or "".

    bound: in which volumes its pieces are bound, each in a sentence.
    """

    label: str
    acts: Sequence[Done]
    pieces: Sequence[PieceTold]
    claims: Sequence[Claim]
    predicted: str
    bound: Sequence[str] = ()


def history(desk: Desk, issue_id: int) -> History:
    """Everything that is known about an issue. Raises NotFound."""
    library = desk.library
    issue = issues.get(library, issue_id)
    return History(
        label=issue.label,
        acts=[
            Done(desk.local(act.at), act.person, act.sentence, act.undone)
            for act in acts_told.of_issue(library, issue_id)
        ],
        pieces=piece_lives.pieces_of(library, issue_id),
        claims=claims.of_issue(library, issue_id),
        predicted=_predicted(desk, issue_id, issue.title_id, issue.run),
        bound=tuple(f"Bound in {one.label}, {where(one)}." for one in volumes.of_issue(library, issue_id)),
    )


def _predicted(desk: Desk, issue_id: int, title_id: int, run: str) -> str:
    """The first prediction, which a correction replaced, in words."""
    kept = corrections.guess_of(desk.library, issue_id)
    if kept is None:
        return ""
    values = json.loads(kept)["designation"]
    for row in issues.patterns(desk.library, title_id):
        if row.run == run:
            try:
                return in_words(pattern_of(row), values)
            except PatternError:
                continue
    return " ".join(values.values())
