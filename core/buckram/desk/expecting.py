"""Expected issues: what is due, late first; receive one or many from the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, receive
from buckram.errors import Refused
from buckram.rules.lateness import days_late, grace, late_after
from buckram.storage import titles
from buckram.storage.due import Due, due_until
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is wanted; "" means all. days_ahead: how far into the future it looks."""

    location: str = ""
    vendor: str = ""
    frequency: str = ""
    late_only: bool = False
    days_ahead: int = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the expected list. late: days past what the title's own receipts, or its frequency, allow;
    0 while it is watched."""

    due: Due
    late: int


def expected(library: Library, today: date, filters: Filters | None = None) -> list[Line]:
    """What is due: late ones first, each part by date, then by title."""
    filters = filters or Filters()
    until = today - timedelta(days=1) if filters.late_only else today + timedelta(days=filters.days_ahead)
    found = due_until(
        library,
        until,
        location=filters.location,
        vendor=filters.vendor,
        frequency=filters.frequency,
    )
    # Nothing is late before its expected day: only titles that wait beyond one are asked for their receipts.
    waiting = {due.title_id for due in found if due.expected_on < today}
    own = {title: late_after(lags) for title, lags in titles.own_lags_of(library, waiting).items()}
    lines = [Line(due, _late(due, own.get(due.title_id), today)) for due in found]
    if filters.late_only:
        return [line for line in lines if line.late]
    # A stable sort: within late and not late the order by date stays.
    return sorted(lines, key=lambda line: line.late == 0)


def _late(due: Due, own: int | None, today: date) -> int:
    if due.hold_until is not None and due.hold_until > today:
        return 0
    allowed = grace(due.expected_on, due.published_on, own, due.grace_days)
    return days_late(due.expected_on, allowed, today)


def receive_all(desk: Desk, lines: Iterable[Line]) -> tuple[list[Receipt], list[tuple[Line, Refused]]]:
    """Receive every line, each as an act of its own: what was received, and what was not with its reason."""
    done: list[Receipt] = []
    refused: list[tuple[Line, Refused]] = []
    for line in lines:
        try:
            done.append(receive(desk, line.due.issue_id, line.due.version))
        except Refused as refusal:
            refused.append((line, refusal))
    return done, refused
