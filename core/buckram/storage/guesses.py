"""Predicted issues that nobody touched: which they are, and what stands between them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from buckram.storage.library import Library

IS_GUESS = (
    "touched = 0 AND status = 'expected' AND NOT EXISTS (SELECT 1 FROM piece WHERE issue_id = issue.id)"
    " AND NOT EXISTS (SELECT 1 FROM note WHERE issue_id = issue.id)"
    # A gap of a unit at the bindery: its ticket says that this issue is lacking.
    " AND NOT EXISTS (SELECT 1 FROM unit_piece WHERE issue_id = issue.id)"
)
"""The condition on a row of `issue`: a guess, which may be thrown away and made again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An issue that stays whatever is predicted. designation: JSON, as it is stored."""

    id: int
    position: int
    designation: str
    published_on: str | None


def guesses_from(library: Library, title_id: int, run: str, position: int) -> list[int]:
    """The ids of the guesses of a run from a position on, in order."""
    rows = library.rows(
        f"SELECT id FROM issue WHERE title_id = ? AND run = ? AND position >= ? AND {IS_GUESS}"
        " ORDER BY position",
        (title_id, run, position),
    )
    return [r[0] for r in rows]


def standing_from(library: Library, title_id: int, run: str, position: int) -> list[Standing]:
    """The issues of a run from a position on that are no guesses, in order."""
    rows = library.rows(
        "SELECT id, position, designation, published_on FROM issue"
        f" WHERE title_id = ? AND run = ? AND position >= ? AND NOT ({IS_GUESS}) ORDER BY position",
        (title_id, run, position),
    )
    return [Standing(*r) for r in rows]


def last_position(library: Library, title_id: int, run: str, before: int | None = None) -> int:
    """The last position of a run, or the last below `before`; 0 where there is none."""
    found: int = library.value(
        "SELECT ifnull(max(position), 0) FROM issue WHERE title_id = ? AND run = ?"
        " AND (?3 IS NULL OR position < ?3)",
        (title_id, run, before),
    )
    return found


def issue_before(library: Library, title_id: int, run: str, position: int) -> dict[str, str] | None:
    """The designation of the last published issue below a position, or None."""
    found = library.value(
        "SELECT designation FROM issue WHERE title_id = ? AND run = ? AND position < ?"
        " AND beside IS NULL AND status NOT IN ('not published', 'combined') ORDER BY position DESC LIMIT 1",
        (title_id, run, position),
    )
    return None if found is None else dict(json.loads(found))


def highest_link(library: Library, title_id: int, run: str) -> int:
    """The highest $8 among the patterns of a run, 0 where there is none."""
    found: int = library.value(
        "SELECT ifnull(max(link), 0) FROM pattern WHERE title_id = ? AND run = ?", (title_id, run)
    )
    return found


def is_used(library: Library, pattern_id: int) -> bool:
    """Whether an issue was made by this pattern."""
    return bool(library.value("SELECT EXISTS (SELECT 1 FROM issue WHERE pattern_id = ?)", (pattern_id,)))


def look_for(library: Library, issue_id: int, day: str | None) -> None:
    """The day that an issue is expected. It follows the lag, so that no act depends on it."""
    library.execute("UPDATE issue SET expected_on = ? WHERE id = ?", (day, issue_id))


_MADE = (
    "WITH made AS (SELECT json_extract(value, '$[1]') AS id FROM act, json_each(act.changes)"
    " WHERE act.id = ? AND json_extract(value, '$[0]') = 'issue' AND json_extract(value, '$[2]') IS NULL)"
)


def made_any(library: Library, act_id: int) -> bool:
    """Whether an act made issues."""
    return bool(library.value(f"{_MADE} SELECT EXISTS (SELECT 1 FROM made)", (act_id,)))


def titles_with_made(library: Library, act_id: int) -> list[int]:
    """The titles of the issues that an act made and that are there."""
    return [
        r[0]
        for r in library.rows(
            f"{_MADE} SELECT DISTINCT title_id FROM made JOIN issue ON issue.id = made.id", (act_id,)
        )
    ]


def noted_since(library: Library, act_id: int) -> str:
    """The label of an issue that an act made and somebody wrote a note on, "" where there is none."""
    found: str | None = library.value(
        f"{_MADE} SELECT label FROM made JOIN issue ON issue.id = made.id"
        " WHERE EXISTS (SELECT 1 FROM note WHERE issue_id = issue.id) ORDER BY position LIMIT 1",
        (act_id,),
    )
    return found or ""


def drop_later_than_act(library: Library, act_id: int) -> None:
    """Throw away the guesses that were made after an act, in the run of the issues that it made itself."""
    library.execute(
        f"{_MADE} DELETE FROM issue WHERE id > (SELECT max(id) FROM made)"
        "   AND (title_id, run) = (SELECT title_id, run FROM issue i WHERE i.id = (SELECT max(id) FROM made))"
        f"   AND {IS_GUESS}",
        (act_id,),
    )
