"""The check-in card of a title: its boxes, and which one is lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.desk import Desk
from buckram.rules.current import current
from buckram.rules.lateness import DEFAULT_GRACE, days_late
from buckram.rules.status import Status
from buckram.storage import issues, notes, titles
from buckram.storage.issues import Issue
from buckram.storage.notes import Note
from buckram.storage.titles import Copy, Title

BEHIND, AHEAD = 160, 60
"""Boxes of a card: so many back, so many ahead; a daily's whole past would be years of boxes."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the card. late: days past its grace, 0 when it is not late."""

    issue: Issue
    late: int
    copies_wanted: int


@dataclass(frozen=True, slots=True)
class Card:
    """A title in hand. boxes: of one run, in order. lit: the place of the current box, or None."""

    title: Title
    run: str
    runs: Sequence[str]
    copies: Sequence[Copy]
    boxes: Sequence[Box]
    lit: int | None
    unread: Sequence[Note]
    notes: Sequence[Note]


def card(desk: Desk, title_id: int, run: str = "basic") -> Card:
    """The card of a title. Raises NotFound when the title is gone."""
    library = desk.library
    title = titles.get(library, title_id)
    copies = titles.copies(library, title_id)
    found = issues.window(library, title_id, run, BEHIND, AHEAD)
    today = desk.today()
    boxes = [Box(issue, lateness(issue, title.grace_days, today), len(copies)) for issue in found]
    of_title = notes.of_title(library, title_id, desk.person)
    return Card(
        title=title,
        run=run,
        runs=issues.runs(library, title_id) or ["basic"],
        copies=copies,
        boxes=boxes,
        lit=_lit(found, desk.day_of_receipt()),
        unread=[note for note in of_title if note.stops and not note.read],
        notes=of_title,
    )


def light(desk: Desk, title_id: int, run: str = "basic") -> Issue | None:
    """The issue that is lit when the title comes to hand, or None."""
    found = issues.window(desk.library, title_id, run, 12, AHEAD)
    place = _lit(found, desk.day_of_receipt())
    return None if place is None else found[place]


def _lit(found: Sequence[Issue], day: date) -> int | None:
    return current(
        [issue.status for issue in found],
        [issue.status is Status.PARTIAL and issue.received_on == day for issue in found],
    )


def lateness(issue: Issue, grace_days: int | None, today: date) -> int:
    """Days that an issue is late; 0 when it is not, or when nobody waits for it."""
    if issue.status is not Status.EXPECTED or issue.expected_on is None:
        return 0
    return days_late(issue.expected_on, DEFAULT_GRACE if grace_days is None else grace_days, today)
