"""The check-in card of a title: its boxes, and which one is lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.desk import Desk
from buckram.desk.waiting import lag_of
from buckram.rules.current import current
from buckram.rules.lateness import Lag, days_late, grace
from buckram.rules.status import Status
from buckram.storage import issues, notes, titles
from buckram.storage.issues import Issue
from buckram.storage.notes import Note
from buckram.storage.titles import Copy, Title

BEHIND, AHEAD = 160, 60
"""Boxes of a card: so many back, so many ahead; a daily's whole past would be years of boxes."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the card. late: days past what the title's receipts, or its frequency, allow; else 0."""

    issue: Issue
    late: int
    copies_wanted: int


@dataclass(frozen=True, slots=True)
class Card:
    """A title in hand. boxes: of one run, in order. lit: the place of the current box, or None.

    asked: the place of the issue that was asked for, or None. patterned: a pattern of the run is known.
    lag: what the expected days of its boxes rest on. notes: on the title and its issues, newest first.
    """

    title: Title
    run: str
    runs: Sequence[str]
    copies: Sequence[Copy]
    boxes: Sequence[Box]
    lit: int | None
    asked: int | None
    patterned: bool
    lag: Lag
    notes: Sequence[Note]

    def unread(self, issue_id: int | None) -> list[Note]:
        """The notes that stop a receipt: on the title, and on this issue."""
        return [n for n in self.notes_of(issue_id) if n.stops and not n.read and n.audience == "staff"]

    def notes_of(self, issue_id: int | None) -> list[Note]:
        """The notes on the title, and on this issue."""
        return [note for note in self.notes if note.issue_id in (None, issue_id)]


def card(desk: Desk, title_id: int, run: str = "basic", *, issue_id: int | None = None) -> Card:
    """The card of a title: of the run, or of the run and part that the asked issue stands in.

    Raises NotFound when the title is gone.
    """
    library = desk.library
    title = titles.get(library, title_id)
    copies = titles.copies(library, title_id)
    found, asked = _boxes(desk, title_id, run, issue_id)
    if asked is not None:
        run = found[asked].run
    today = desk.today()
    the_lag = lag_of(library, title_id)
    boxes = [Box(issue, lateness(issue, the_lag, title.grace_days, today), len(copies)) for issue in found]
    return Card(
        title=title,
        run=run,
        runs=issues.runs(library, title_id) or ["basic"],
        copies=copies,
        boxes=boxes,
        lit=_lit(found, desk),
        asked=asked,
        patterned=any(pattern.run == run for pattern in issues.patterns(library, title_id)),
        lag=the_lag,
        notes=notes.of_title(library, title_id, desk.person, every=True),
    )


def _boxes(desk: Desk, title_id: int, run: str, issue_id: int | None) -> tuple[Sequence[Issue], int | None]:
    """The boxes, and the place of the asked issue. One that was made again meanwhile is not asked for."""
    library = desk.library
    issue = issues.find(library, issue_id) if issue_id is not None else None
    if issue is not None:
        run = issue.run
    found = issues.window(library, title_id, run, BEHIND, AHEAD, until=desk.today())
    if issue is None:
        return found, None
    if all(one.id != issue.id for one in found):
        found = issues.around(library, issue, BEHIND, AHEAD)
    return found, next((n for n, one in enumerate(found) if one.id == issue.id), None)


def next_copy(desk: Desk, shown: Card, issue: Issue) -> Copy | None:
    """The copy that the next piece of an issue is for: the first that has none, else none."""
    lacking = titles.copies_lacking(desk.library, issue.id, issue.title_id)
    return next((copy for copy in shown.copies if copy.id in lacking), None)


def light(desk: Desk, title_id: int, run: str = "basic") -> Issue | None:
    """The issue that is lit when the title comes to hand, or None."""
    found = issues.window(desk.library, title_id, run, 12, AHEAD, until=desk.today())
    place = _lit(found, desk)
    return None if place is None else found[place]


def _lit(found: Sequence[Issue], desk: Desk) -> int | None:
    """The current box. A box with some of its copies stays lit on its day, and while the next is not due."""
    today, day = desk.today(), desk.day_of_receipt()

    def fills(place: int) -> bool:
        issue = found[place]
        if issue.status is not Status.PARTIAL:
            return False
        after = next((i for i in found[place + 1 :] if i.status is Status.EXPECTED), None)
        due = after is not None and after.expected_on is not None and after.expected_on <= today
        return issue.received_on in {today, day} or not due

    return current([issue.status for issue in found], [fills(place) for place in range(len(found))])


def lateness(issue: Issue, the_lag: Lag, grace_days: int | None, today: date) -> int:
    """Days that an issue is late; 0 when it is not, or when nobody waits for it."""
    if issue.status not in {Status.EXPECTED, Status.PARTIAL} or issue.expected_on is None:
        return 0
    allowed = grace(issue.expected_on, issue.published_on, the_lag.late_after, grace_days)
    return days_late(issue.expected_on, allowed, today)
