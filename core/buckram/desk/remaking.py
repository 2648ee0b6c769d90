"""What was predicted and touched by nobody is thrown away behind an issue, and made again from it.

All of it is in the ledger, so that undo brings back the very rows that were there. The expected day alone is
not: it follows the title's lag, and no act may depend on it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from buckram.rules.status import Status
from buckram.storage import guesses
from buckram.storage.guesses import Standing
from buckram.storage.issues import STEP, NewIssue
from buckram.storage.ledger import ActWriter


def made_behind(
    writer: ActWriter,
    title_id: int,
    run: str,
    base: int,
    stays: Sequence[Standing],
    new: Sequence[tuple[int, NewIssue]],
) -> list[int]:
    """Insert new issues, each with the id of its pattern, behind position `base`, among those that stay.

    Gives their ids, in order of their dates.
    """
    there = {one.designation for one in stays}
    left = list(stays)
    inserted: list[int] = []
    position = base
    for pattern_id, issue in new:
        while left and issue.published_on and (left[0].published_on or "") <= issue.published_on.isoformat():
            position = _moved(writer, left.pop(0), position)
        designation = json.dumps(dict(issue.designation), ensure_ascii=False)
        if designation in there:
            continue
        position += STEP
        inserted.append(_insert(writer, title_id, run, pattern_id, position, designation, issue))
    for one in left:
        position = _moved(writer, one, position)
    return inserted


def _moved(writer: ActWriter, one: Standing, after: int) -> int:
    """Put an issue that stays behind the last one, if it does not stand behind it anyway."""
    if one.position > after:
        return one.position
    position = after + STEP
    writer.update("issue", one.id, {"position": one.position}, {"position": position})
    return position


def _insert(
    writer: ActWriter,
    title_id: int,
    run: str,
    pattern_id: int,
    position: int,
    designation: str,
    issue: NewIssue,
) -> int:
    issue_id = writer.insert(
        "issue",
        {
            "title_id": title_id,
            "run": run,
            "pattern_id": pattern_id,
            "position": position,
            "designation": designation,
            "volume": issue.volume,
            "number": issue.number,
            "cover": issue.cover,
            "label": issue.label,
            "published_on": issue.published_on.isoformat() if issue.published_on else None,
            "status": str(Status.EXPECTED),
            "version": 0,
        },
    )
    guesses.look_for(writer.library, issue_id, issue.expected_on.isoformat() if issue.expected_on else None)
    return issue_id
