"""What is due: the lines of the expected list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.rules.status import Status
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the expected list. hold_until: it is watched up to this day."""

    issue_id: int
    title_id: int
    title: str
    label: str
    published_on: date | None
    expected_on: date
    grace_days: int | None
    frequency: str
    location: str
    vendor: str
    version: int
    status: Status
    hold_until: date | None


def due_until(
    library: Library,
    until: date,
    *,
    location: str = "",
    vendor: str = "",
    frequency: str = "",
) -> list[Due]:
    """What is expected up to `until`, by date. location, vendor: names; frequency: code; "" means all."""
    marks: list[Any] = [until.isoformat()]
    where = "expected_on <= ?"
    for column, wanted in (("location", location), ("vendor", vendor), ("frequency", frequency)):
        if wanted:
            where += f" AND {column} = ?"
            marks.append(wanted)
    rows = library.rows(
        "SELECT * FROM (SELECT issue.id, issue.title_id, title.name, label, published_on,"
        " expected_on, grace_days, ifnull(title.frequency, '') AS frequency,"
        " ifnull((SELECT location.name FROM copy JOIN location ON location.id = location_id"
        "   WHERE copy.title_id = title.id AND active ORDER BY copy.rank, copy.number LIMIT 1), '')"
        "   AS location,"
        " ifnull((SELECT vendor.name FROM subscription JOIN vendor ON vendor.id = vendor_id"
        "   WHERE subscription.title_id = title.id ORDER BY subscription.id DESC LIMIT 1), '') AS vendor,"
        " version, issue.status, title.sort_name, hold_until"
        " FROM issue JOIN title ON title.id = issue.title_id"
        " LEFT JOIN frequency ON frequency.code = title.frequency"
        f" WHERE issue.status IN ('expected', 'partial')) WHERE {where} ORDER BY expected_on, sort_name",
        marks,
    )
    return [
        Due(
            issue_id=r[0],
            title_id=r[1],
            title=r[2],
            label=r[3],
            published_on=date.fromisoformat(r[4]) if r[4] else None,
            expected_on=date.fromisoformat(r[5]),
            grace_days=r[6],
            frequency=r[7],
            location=r[8],
            vendor=r[9],
            version=r[10],
            status=Status(r[11]),
            hold_until=date.fromisoformat(r[13]) if r[13] else None,
        )
        for r in rows
    ]
