"""Where in its run an issue stands that nobody foresaw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from buckram.rules.status import Status
from buckram.storage.issues import STEP
from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Stood:
    """An issue of a run, as far as its place matters. beside: it came with another issue."""

    id: int
    position: int
    designation: Mapping[str, str]
    label: str
    published_on: date | None
    status: Status
    beside: bool


def in_order(library: Library, title_id: int, run: str) -> list[Stood]:
    """Every issue of a run, in order."""
    rows = library.rows(
        "SELECT id, position, designation, label, published_on, status, beside IS NOT NULL FROM issue"
        " WHERE title_id = ? AND run = ? ORDER BY position, id",
        (title_id, run),
    )
    return [
        Stood(
            r[0],
            r[1],
            json.loads(r[2]),
            r[3],
            date.fromisoformat(r[4]) if r[4] else None,
            Status(r[5]),
            bool(r[6]),
        )
        for r in rows
    ]


def behind(writer: ActWriter, title_id: int, run: str, position: int | None) -> int:
    """A free position right behind one that is taken; None: before all that is there.

    Half a step behind the last issue, so that a predicted one finds its usual place. Where two neighbours
    leave no room, all that follows moves on by a step, in the same act.
    """
    before = 0 if position is None else position
    rows = writer.library.rows(
        "SELECT id, position FROM issue WHERE title_id = ? AND run = ? AND position > ? ORDER BY position",
        (title_id, run, before),
    )
    if not rows:
        return before + STEP // 2
    room = int(rows[0][1]) - before
    if room > 1:
        return before + room // 2
    for row_id, stood in reversed(rows):
        writer.update("issue", row_id, {"position": stood}, {"position": stood + STEP})
    return before + STEP // 2
