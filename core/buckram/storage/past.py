"""What lies behind the boxes of a card, told group by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from buckram.rules.status import Status
from buckram.storage.library import Library

_YEAR = "ifnull(substr(published_on, 1, 4), '')"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A volume or a year whose boxes are not shown. first, last: the positions between which they stand.

    alone: the number of its only issue, or "".
    """

    name: str
    first: int
    last: int
    counts: Mapping[Status, int]
    alone: str


def is_behind(library: Library, title_id: int, run: str, position: int) -> bool:
    """Whether the run has issues before this position."""
    return (
        library.row(
            "SELECT 1 FROM issue WHERE title_id = ? AND run = ? AND position < ? LIMIT 1",
            (title_id, run, position),
        )
        is not None
    )


def earlier(library: Library, title_id: int, run: str, position: int, *, by_year: bool) -> list[Earlier]:
    """The groups of a run before this position, in order."""
    group = _YEAR if by_year else "volume"
    rows = library.rows(
        f"SELECT {group} AS name, status, count(*), min(position), max(position), min(ifnull(nullif(number,"
        " ''), cover)) FROM issue WHERE title_id = ? AND run = ? AND position < ? GROUP BY name, status",
        (title_id, run, position),
    )
    found: dict[str, list[tuple[Status, int, int, int, str]]] = {}
    for name, status, count, first, last, number in rows:
        found.setdefault(name, []).append((Status(status), count, first, last, number))
    groups = [
        Earlier(
            name,
            min(part[2] for part in parts),
            max(part[3] for part in parts),
            {part[0]: part[1] for part in parts},
            parts[0][4] if len(parts) == 1 and parts[0][1] == 1 else "",
        )
        for name, parts in found.items()
    ]
    return sorted(groups, key=lambda group: group.first)


def versions(library: Library, title_id: int, run: str, first: int, last: int) -> dict[int, int]:
    """The version of each issue of a run between two positions."""
    rows = library.rows(
        "SELECT id, version FROM issue WHERE title_id = ? AND run = ? AND position BETWEEN ? AND ?",
        (title_id, run, first, last),
    )
    return {row[0]: row[1] for row in rows}
