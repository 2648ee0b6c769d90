"""Titles of which nothing is foreseen, with the days on which something of them came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """A current title without expected issues. came: the days of its last arrivals, the newest first;
    label: its newest issue. a_year: issues a year by its frequency, None where that tells nothing."""

    title_id: int
    title: str
    issue_id: int
    label: str
    frequency: str
    a_year: float | None
    location: str
    vendor: str
    came: Sequence[date]


def unforeseen(library: Library, count: int = 40) -> list[Unforeseen]:
    """The titles that are still received and of which no issue is expected, by name.

    Only titles of which something came; the last `count` arrivals of each.
    """
    rows = library.rows(
        "SELECT title.id, title.name, ifnull(title.frequency, ''), per_year,"
        " ifnull((SELECT location.name FROM copy JOIN location ON location.id = location_id"
        "   WHERE copy.title_id = title.id AND active ORDER BY copy.number LIMIT 1), ''),"
        " ifnull((SELECT vendor.name FROM subscription JOIN vendor ON vendor.id = vendor_id"
        "   WHERE subscription.title_id = title.id ORDER BY subscription.id DESC LIMIT 1), '')"
        " FROM title LEFT JOIN frequency ON frequency.code = title.frequency"
        " WHERE title.status <> 'ceased'"
        " AND NOT EXISTS (SELECT 1 FROM issue WHERE issue.title_id = title.id AND run = 'basic'"
        "   AND status IN ('expected', 'partial') AND expected_on IS NOT NULL)"
        " AND (NOT EXISTS (SELECT 1 FROM subscription WHERE title_id = title.id)"
        "   OR EXISTS (SELECT 1 FROM subscription WHERE title_id = title.id AND status = 'active'))"
        " AND (NOT EXISTS (SELECT 1 FROM copy WHERE title_id = title.id)"
        "   OR EXISTS (SELECT 1 FROM copy WHERE title_id = title.id AND active))"
        " ORDER BY title.sort_name"
    )
    found = []
    for row in rows:
        pieces = library.rows(
            "SELECT issue.id, label, min(received_on) AS came FROM piece JOIN issue ON issue.id = issue_id"
            " WHERE title_id = ? AND piece.kind IN ('regular', 'supplement')"
            " GROUP BY issue.id ORDER BY came DESC, position DESC LIMIT ?",
            (row[0], count),
        )
        if pieces:
            came = [date.fromisoformat(piece[2]) for piece in pieces]
            found.append(
                Unforeseen(row[0], row[1], pieces[0][0], pieces[0][1], row[2], row[3], row[4], row[5], came)
            )
    return found
