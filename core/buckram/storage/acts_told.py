"""What the ledger tells of an issue, and of a title since a moment."""

from __future__ import annotations

from buckram.storage.ledger import ACT, RECEIPT, STANDS, Act, act_of
from buckram.storage.library import Library

# An act on several titles at once names none.
_ON_ITS_TITLE = "(act.title_id = (SELECT title_id FROM issue WHERE id = ?1) OR act.title_id IS NULL)"


def of_issue(library: Library, issue_id: int) -> list[Act]:
    """What was done to an issue, alone or with others, newest first."""
    rows = library.rows(
        f"{ACT} WHERE {_ON_ITS_TITLE} AND (act.issue_id = ?1"
        " OR EXISTS (SELECT 1 FROM json_each(act.changes) AS change"
        "   WHERE json_extract(change.value, '$[0]') = 'issue'"
        "   AND json_extract(change.value, '$[1]') = ?1)) ORDER BY act.id DESC",
        (issue_id,),
    )
    return [act_of(row) for row in rows]


def last_id(library: Library) -> int:
    """The newest act's id, 0 before the first."""
    found: int = library.value("SELECT ifnull(max(id), 0) FROM act")
    return found


def newest_of_title(library: Library, title_id: int, after: int) -> Act | None:
    """The newest act on a title behind act `after`, or None. Notes change no box."""
    row = library.row(
        f"{ACT} WHERE act.title_id = ? AND act.id > ? AND kind <> 'note' ORDER BY act.id DESC LIMIT 1",
        (title_id, after),
    )
    return act_of(row) if row else None


def last_change(library: Library, issue_id: int) -> tuple[str, str, str] | None:
    """(person, moment, sentence) of the last act that changed an issue, whatever issue it was about."""
    row = library.row(
        f"SELECT person, at, sentence FROM act WHERE {_ON_ITS_TITLE}"
        " AND EXISTS (SELECT 1 FROM json_each(act.changes) AS change"
        "   WHERE json_extract(change.value, '$[0]') = 'issue' AND json_extract(change.value, '$[1]') = ?1)"
        " ORDER BY id DESC LIMIT 1",
        (issue_id,),
    )
    return tuple(row) if row else None


def last_received(library: Library, title_id: int, sitting_id: int) -> int | None:
    """The issue of the last receipt of a sitting that stands, where it is of this title."""
    row = library.row(
        f"SELECT act.title_id, act.issue_id FROM act WHERE sitting_id = ? AND {RECEIPT} AND {STANDS}"
        " ORDER BY act.id DESC LIMIT 1",
        (sitting_id,),
    )
    return row[1] if row and row[0] == title_id else None
