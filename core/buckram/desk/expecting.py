"""Expected issues: what is due, late first; receive one or many from the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, receive
from buckram.errors import Refused
from buckram.rules.lateness import DEFAULT_GRACE, days_late
from buckram.storage import issues
from buckram.storage.issues import Due
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
    """A line of the expected list. late: days past its grace."""

    due: Due
    late: int


def expected(library: Library, today: date, filters: Filters | None = None) -> list[Line]:
    """What is due: late ones first, each part by date, then by title."""
    filters = filters or Filters()
    until = today if filters.late_only else today + timedelta(days=filters.days_ahead)
    found = issues.due(
        library,
        until,
        location=filters.location,
        vendor=filters.vendor,
        frequency=filters.frequency,
        late_on=today if filters.late_only else None,
    )
    lines = [
        Line(
            due,
            days_late(due.expected_on, DEFAULT_GRACE if due.grace_days is None else due.grace_days, today),
        )
        for due in found
    ]
    # A stable sort: within late and not late the order by date stays.
    return sorted(lines, key=lambda line: line.late == 0)


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
