"""What is held of a title, issue by issue, with the captions that each is shown by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from buckram.storage.issues import HELD
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Held:
    """An issue that is held. unbroken: no box is lacking since the one before. pattern_id: the captions that
    it was made by, where that is known. beside: it came with another issue. as_said: a person said that it
    is this one where another was predicted, so that no number lies between."""

    run: str
    designation: Mapping[str, str]
    unbroken: bool
    pattern_id: int | None
    beside: bool
    as_said: bool


def held_issues(library: Library, title_id: int) -> list[Held]:
    """What is held, run by run and in order: basic, supplements, indexes.

    What was never published, or came combined with another, is not lacking.
    """
    rows = library.rows(
        f"SELECT run, designation, status IN {HELD}, pattern_id, beside IS NOT NULL, guess IS NOT NULL"
        " FROM issue"
        " WHERE title_id = ? AND status NOT IN ('not published', 'combined')"
        " ORDER BY run = 'index', run = 'supplement', position",
        (title_id,),
    )
    found: list[Held] = []
    run, unbroken = "", True
    for row in rows:
        if row[0] != run:
            run, unbroken = row[0], True
        beside = bool(row[4])
        if row[2]:
            found.append(Held(row[0], json.loads(row[1]), unbroken or beside, row[3], beside, bool(row[5])))
        if not beside:
            # What came beside an issue neither fills a gap nor makes one.
            unbroken = bool(row[2])
    return found


def pattern_of_issue(library: Library, issue_id: int) -> int | None:
    """The id of the pattern that an issue was made by, where that is known."""
    found: int | None = library.value("SELECT pattern_id FROM issue WHERE id = ?", (issue_id,))
    return found
