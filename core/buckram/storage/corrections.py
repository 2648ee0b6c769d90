"""Where a run went otherwise than predicted: the predictions that corrections replaced, and what came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from buckram.rules.status import Status
from buckram.storage.guesses import IS_GUESS
from buckram.storage.issues import CAME
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Placed:
    """An issue of a run. replaced: the designation that was predicted, where a person said otherwise."""

    id: int
    label: str
    designation: Mapping[str, str]
    status: Status
    replaced: Mapping[str, str] | None
    is_guess: bool


def guess_text(designation: Mapping[str, str], published_on: str | None) -> str:
    """What `issue.guess` keeps of a prediction that a correction replaced."""
    kept = {"designation": dict(designation), "published_on": published_on}
    return json.dumps(kept, ensure_ascii=False)


def guess_of(library: Library, issue_id: int) -> str | None:
    """`issue.guess` as it is stored."""
    found: str | None = library.value("SELECT guess FROM issue WHERE id = ?", (issue_id,))
    return found


def placed(library: Library, title_id: int, run: str, most: int = 500) -> list[Placed]:
    """The last `most` issues of a run, in order."""
    rows = library.rows(
        f"SELECT id, label, designation, status, guess, {IS_GUESS} FROM issue WHERE title_id = ? AND run = ?"
        " AND beside IS NULL ORDER BY position DESC LIMIT ?",
        (title_id, run, most),
    )
    return [
        Placed(
            r[0],
            r[1],
            json.loads(r[2]),
            Status(r[3]),
            json.loads(r[4])["designation"] if r[4] else None,
            bool(r[5]),
        )
        for r in reversed(rows)
    ]


def corrected(library: Library, title_id: int, run: str) -> int:
    """How many issues of a run were not as predicted."""
    found: int = library.value(
        "SELECT count(*) FROM issue WHERE title_id = ? AND run = ? AND guess IS NOT NULL", (title_id, run)
    )
    return found


def came_after(library: Library, title_id: int, run: str, position: int) -> bool:
    """Whether an issue behind this position came."""
    return bool(
        library.value(
            "SELECT EXISTS (SELECT 1 FROM issue WHERE title_id = ? AND run = ? AND position > ?"
            f" AND beside IS NULL AND status IN {CAME})",
            (title_id, run, position),
        )
    )


def first_guess(library: Library, title_id: int, run: str) -> tuple[int, int] | None:
    """(id, position) of the first guess behind all that is none, or None."""
    row = library.row(
        "SELECT id, position FROM issue WHERE title_id = ?1 AND run = ?2 AND position > ifnull("
        f" (SELECT max(position) FROM issue WHERE title_id = ?1 AND run = ?2 AND NOT ({IS_GUESS})), -1)"
        " ORDER BY position LIMIT 1",
        (title_id, run),
    )
    return (row[0], row[1]) if row else None
