"""The check-in card of a title: its boxes, and which one is lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.desk import Desk
from buckram.desk.waiting import lag_of
from buckram.rules.copies import next_place
from buckram.rules.current import current
from buckram.rules.lateness import Lag, days_late, grace
from buckram.rules.status import Status
from buckram.storage import issues, notes, past, pieces, rounds, titles
from buckram.storage.bindery import away, repairs
from buckram.storage.issues import Issue
from buckram.storage.library import Library
from buckram.storage.notes import Note
from buckram.storage.past import Earlier
from buckram.storage.titles import Copy, Title

BEHIND, AHEAD = 160, 60
"""Boxes of a card: so many back, so many ahead; a daily's whole past would be years of boxes."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the card. late: days past what the title's receipts, or its frequency, allow; else 0.

    back_about: when its pieces ought to be back, while all of them are on their way round their readers.
    due_back: when the first of them is due back from the binder, while all that came are there. mended: all
    of them are at the mending bench.
    """

    issue: Issue
    late: int
    copies_wanted: int
    back_about: date | None = None
    due_back: date | None = None
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a card goes, for a title whose past is long. whole: its volumes behind the loaded boxes
    are told too, each in one line; opened: those of them whose boxes are loaded. by_year: years, not volumes.
    """

    whole: bool = False
    opened: frozenset[str] = frozenset()
    by_year: bool = False


NEAR = Reach()
"""As far back as the last boxes go."""


@dataclass(frozen=True, slots=True)
class Card:
    """A title in hand. boxes: of one run, in order. lit: the place of the current box, or None.

    asked: the place of the issue that was asked for, or None. patterned: a pattern of the run is known.
    lag: what the expected days of its boxes rest on. notes: on the title and its issues, newest first.
    earlier: volumes behind the boxes, when the whole past was asked for. more_behind: it was not, and there
    is more.
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
    earlier: Sequence[Earlier] = ()
    more_behind: bool = False

    def unread(self, issue_id: int | None) -> list[Note]:
        """The notes that stop a receipt: on the title, and on this issue."""
        return [n for n in self.notes_of(issue_id) if n.stops and not n.read and n.audience == "staff"]

    def notes_of(self, issue_id: int | None) -> list[Note]:
        """The notes on the title, and on this issue."""
        return [note for note in self.notes if note.issue_id in (None, issue_id)]


def card(
    desk: Desk, title_id: int, run: str = "basic", *, issue_id: int | None = None, reach: Reach = NEAR
) -> Card:
    """The card of a title: of the run, or of the run and part that the asked issue stands in.

    Raises NotFound when the title is gone.
    """
    library = desk.library
    title = titles.get(library, title_id)
    copies = titles.copies(library, title_id)
    found, asked_issue = _boxes(desk, title_id, run, issue_id)
    if asked_issue is not None:
        run = asked_issue.run
    behind = bool(found) and past.is_behind(library, title_id, run, found[0].position)
    earlier: Sequence[Earlier] = ()
    if behind and reach.whole:
        found, earlier = _whole(library, title_id, run, found, reach)
    asked = next((n for n, one in enumerate(found) if asked_issue and one.id == asked_issue.id), None)
    today = desk.today()
    the_lag = lag_of(library, title_id)
    out = rounds.days_of_title(library, title_id)
    mending = repairs.being_mended(library, title_id)
    may_be_away = {Status.AT_BINDERY, Status.PARTIAL}
    bound = away.due_back(library, [one.id for one in found if one.status in may_be_away])
    boxes = [
        Box(
            issue,
            lateness(issue, the_lag, title.grace_days, today),
            len(copies),
            out.get(issue.id),
            bound.get(issue.id),
            0 < mending.get(issue.id, 0) >= issue.copies_here,
        )
        for issue in found
    ]
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
        earlier=earlier,
        more_behind=behind and not reach.whole,
    )


def _whole(
    library: Library, title_id: int, run: str, found: list[Issue], reach: Reach
) -> tuple[list[Issue], list[Earlier]]:
    """The boxes with those of opened volumes behind them, and the volumes behind that stay in one line."""
    folded: list[Earlier] = []
    opened: list[Issue] = []
    first = found[0]
    begun = str(first.published_on.year) if reach.by_year and first.published_on else first.volume
    for one in past.earlier(library, title_id, run, first.position, by_year=reach.by_year):
        # Half a volume told as a whole one would be wrong.
        if one.name in reach.opened or one.name == begun:
            opened += issues.between(library, title_id, run, one.first, min(one.last, first.position - 1))
        else:
            folded.append(one)
    return sorted(opened, key=lambda issue: issue.position) + found, folded


def _boxes(desk: Desk, title_id: int, run: str, issue_id: int | None) -> tuple[list[Issue], Issue | None]:
    """The boxes, and the asked issue. One that was made again meanwhile is not asked for."""
    library = desk.library
    issue = issues.find(library, issue_id) if issue_id is not None else None
    if issue is not None:
        run = issue.run
    found = issues.window(library, title_id, run, BEHIND, AHEAD, until=desk.today())
    if issue is None:
        return found, None
    if all(one.id != issue.id for one in found):
        found = issues.around(library, issue, BEHIND, AHEAD)
    return found, issue


def next_copy(desk: Desk, shown: Card, issue: Issue) -> Copy | None:
    """The copy that the next piece of an issue is for, as a receipt would choose it, or None."""
    places = pieces.places_of(desk.library, issue.id, issue.title_id)
    at = next_place([place.state for place in places])
    copy_id = None if at is None else places[at].copy_id
    return next((copy for copy in shown.copies if copy.id == copy_id), None)


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

    # What came beside an issue has no place in the numbering, so that the run did not go on to there.
    of_run = any(issue.beside is None for issue in found)
    statuses = [Status.COMBINED if of_run and issue.beside else issue.status for issue in found]
    return current(statuses, [fills(place) for place in range(len(found))])


def lateness(issue: Issue, the_lag: Lag, grace_days: int | None, today: date) -> int:
    """Days that an issue is late; 0 when it is not, when nobody waits for it, or while it is watched."""
    if issue.status not in {Status.EXPECTED, Status.PARTIAL} or issue.expected_on is None:
        return 0
    if issue.hold_until is not None and issue.hold_until > today:
        return 0
    allowed = grace(issue.expected_on, issue.published_on, the_lag.late_after, grace_days)
    return days_late(issue.expected_on, allowed, today)
