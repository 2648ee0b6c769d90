"""Notes on titles and issues, and who has read them."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Note:
    """A note. stops: it is to be read before the next receipt counts. read: by the person who asks.

    label: the issue that it is on, or "" for the title.
    """

    id: int
    title_id: int
    issue_id: int | None
    text: str
    audience: str
    stops: bool
    written_at: str
    written_by: str
    read: bool
    label: str


_NOTE = (
    "SELECT id, title_id, issue_id, text, audience, stops, written_at, ifnull(written_by, ''),"
    " EXISTS (SELECT 1 FROM note_read WHERE note_id = note.id AND note_read.person = ?1) AS read,"
    " ifnull((SELECT label FROM issue WHERE issue.id = note.issue_id), '') AS label FROM note"
)


def of_title(
    library: Library, title_id: int, person: str, issue_id: int | None = None, *, every: bool = False
) -> list[Note]:
    """The notes on a title, and on one of its issues when that is named (on `every` issue); newest first."""
    rows = library.rows(
        f"{_NOTE} WHERE title_id = ?2 AND (issue_id IS NULL OR issue_id = ?3 OR ?4) ORDER BY id DESC",
        (person, title_id, issue_id, every),
    )
    return [Note(r[0], r[1], r[2], r[3], r[4], bool(r[5]), r[6], r[7], bool(r[8]), r[9]) for r in rows]


def unread(library: Library, title_id: int, person: str, issue_id: int | None = None) -> list[Note]:
    """The staff notes that this person must read before a receipt counts."""
    return [
        note
        for note in of_title(library, title_id, person, issue_id)
        if note.stops and not note.read and note.audience == "staff"
    ]


def mark_read(library: Library, note_ids: list[int], person: str, at: str) -> None:
    """This person has read them (inside a transaction)."""
    for note_id in note_ids:
        library.execute(
            "INSERT OR IGNORE INTO note_read (note_id, person, read_at) VALUES (?, ?, ?)",
            (note_id, person, at),
        )
