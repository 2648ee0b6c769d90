"""What a unit is made of with all that splitting, joining and naming ask, and what might be added to it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from buckram.rules.status import Status
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a unit, or an issue that might become one: then id is 0 and unit_id None.

    special: it stands beside an issue of the basic run. position: of the issue in its run. piece_id: None
    for a gap.
    """

    id: int
    unit_id: int | None
    issue_id: int
    piece_id: int | None
    order: int
    role: str
    title_id: int
    title: str
    run: str
    special: bool
    beside: int | None
    position: int
    designation: Mapping[str, str]
    volume: str
    number: str
    label: str
    published_on: date | None
    status: Status

    @property
    def numbered(self) -> bool:
        """It is an issue of the basic run, by which a unit is named."""
        return self.run == "basic" and not self.special


_ISSUE = (
    "issue.title_id, title.name, issue.run, issue.beside IS NOT NULL, issue.beside, issue.position,"
    " issue.designation, issue.volume, issue.number, issue.label, issue.published_on, issue.status"
)


def _place(r: Row) -> Place:
    return Place(
        id=r[0],
        unit_id=r[1],
        issue_id=r[2],
        piece_id=r[3],
        order=r[4],
        role=r[5],
        title_id=r[6],
        title=r[7],
        run=r[8],
        special=bool(r[9]) and r[8] == "basic",
        beside=r[10],
        position=r[11],
        designation=json.loads(r[12]),
        volume=r[13],
        number=r[14],
        label=r[15],
        published_on=date.fromisoformat(r[16]) if r[16] else None,
        status=Status(r[17]),
    )


def places(library: Library, unit_ids: Collection[int]) -> dict[int, list[Place]]:
    """The places of each of these units, in the order of binding."""
    found: dict[int, list[Place]] = {unit_id: [] for unit_id in unit_ids}
    marks = ", ".join("?" * len(found))
    rows = library.rows(
        f"SELECT unit_piece.id, unit_id, issue_id, piece_id, unit_piece.position, role, {_ISSUE}"
        " FROM unit_piece JOIN issue ON issue.id = issue_id JOIN title ON title.id = issue.title_id"
        f" WHERE unit_id IN ({marks}) ORDER BY unit_id, unit_piece.position, unit_piece.id",
        tuple(found),
    )
    for row in rows:
        found[row[1]].append(_place(row))
    return found


def outside(library: Library, title_id: int, issue_ids: Collection[int]) -> dict[str, int]:
    """How many basic issues of each volume of a title are not among these; what never was published, or is
    one piece with another, does not count."""
    marks = ", ".join("?" * len(issue_ids))
    rows = library.rows(
        "SELECT volume, count(*) FROM issue WHERE title_id = ? AND run = 'basic' AND beside IS NULL"
        f" AND status NOT IN ('not published', 'combined') AND id NOT IN ({marks}) GROUP BY volume",
        (title_id, *issue_ids),
    )
    return {row[0]: row[1] for row in rows}


def loose_issues(
    library: Library, title_ids: Collection[int], copy_ids: Collection[int | None]
) -> list[Place]:
    """The issues of these titles that came and are in no unit of these copies: by title, run and position.

    piece_id of each is None: which piece it is, is for the copy to say.
    """
    titles = ", ".join("?" * len(title_ids))
    copies = " OR ".join("unit.copy_id IS ?" for _ in copy_ids)
    rows = library.rows(
        "SELECT 0, NULL, issue.id, NULL, 0,"
        " CASE run WHEN 'supplement' THEN 'supplement' WHEN 'index' THEN 'index'"
        "  ELSE iif(beside IS NULL, 'issue', 'special') END,"
        f" {_ISSUE} FROM issue JOIN title ON title.id = issue.title_id"
        f" WHERE issue.title_id IN ({titles})"
        " AND issue.status IN ('arrived', 'partial', 'damaged', 'missing', 'bind prep')"
        " AND NOT EXISTS (SELECT 1 FROM unit_piece JOIN unit ON unit.id = unit_id"
        f"  WHERE issue_id = issue.id AND ({copies}))"
        " ORDER BY issue.title_id, run, issue.position",
        (*title_ids, *copy_ids),
    )
    return [_place(row) for row in rows]


def linked(library: Library, title_id: int) -> list[int]:
    """The titles before and after this one in its history (780, 785), as far as they are here."""
    rows = library.rows(
        "SELECT other_id FROM link WHERE title_id = ?1 AND tag IN ('780', '785') AND other_id IS NOT NULL"
        " UNION SELECT title_id FROM link WHERE other_id = ?1 AND tag IN ('780', '785')",
        (title_id,),
    )
    return [row[0] for row in rows]


def copy_like(library: Library, copy_id: int | None, title_id: int) -> int | None:
    """The copy of another title that stands where this copy does, else its first; None: it has none."""
    found: int | None = library.value(
        "SELECT copy.id FROM copy WHERE title_id = ?1 AND active"
        " ORDER BY location_id IS NOT (SELECT location_id FROM copy WHERE id = ?2),"
        " number IS NOT (SELECT number FROM copy WHERE id = ?2), rank, number, id LIMIT 1",
        (title_id, copy_id),
    )
    return found


def ends(library: Library, issue_ids: Collection[int]) -> tuple[int, int]:
    """The first and the last position of these issues in the basic run."""
    marks = ", ".join("?" * len(issue_ids))
    row = library.row(
        "SELECT ifnull(min(position), 0), ifnull(max(position), 0) FROM issue"
        f" WHERE run = 'basic' AND beside IS NULL AND id IN ({marks})",
        tuple(issue_ids),
    )
    assert row is not None
    return row[0], row[1]


def days(library: Library, issue_ids: Collection[int]) -> tuple[date, date] | None:
    """The first and the last date that these issues bear; None where none of them is dated."""
    marks = ", ".join("?" * len(issue_ids))
    row = library.row(
        f"SELECT min(published_on), max(published_on) FROM issue WHERE id IN ({marks})", tuple(issue_ids)
    )
    if row is None or row[0] is None:
        return None
    return date.fromisoformat(row[0]), date.fromisoformat(row[1])


def issues(library: Library, issue_ids: Collection[int]) -> dict[int, Place]:
    """These issues as places that no unit has yet, by id."""
    marks = ", ".join("?" * len(issue_ids))
    rows = library.rows(
        f"SELECT 0, NULL, issue.id, NULL, 0, 'issue', {_ISSUE} FROM issue"
        f" JOIN title ON title.id = issue.title_id WHERE issue.id IN ({marks})",
        tuple(issue_ids),
    )
    return {row[2]: _place(row) for row in rows}


def doubles(library: Library, issue_ids: Collection[int], copy_id: int | None) -> dict[int, int]:
    """How many pieces of these issues a copy has, where it has more than one to choose from.

    A piece of no copy counts where the title has one copy at most: else it stands for another one.
    """
    marks = ", ".join("?" * len(issue_ids))
    rows = library.rows(
        "SELECT issue_id, count(*) FROM piece JOIN issue ON issue.id = issue_id"
        f" WHERE issue_id IN ({marks}) AND condition IN ('good', 'damaged') AND (copy_id IS ? OR"
        "  (copy_id IS NULL AND (SELECT count(*) FROM copy WHERE copy.title_id = issue.title_id"
        "   AND active) < 2)) GROUP BY issue_id HAVING count(*) > 1",
        (*issue_ids, copy_id),
    )
    return {row[0]: row[1] for row in rows}
