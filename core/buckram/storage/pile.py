"""The no-record pile: what was done with each piece of it, and the titles that came for one."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.storage.library import Library
from buckram.storage.titles import LINE, TitleLine, line


@dataclass(frozen=True, slots=True)
class PileLine:
    """One line of the history of a piece. what: note, attached, returned, discarded; text: which, or why."""

    at: str
    person: str
    what: str
    text: str


def lines(library: Library, scan_id: int) -> list[PileLine]:
    """What was done with the piece of this scan, oldest first."""
    rows = library.rows("SELECT at, person, what, text FROM pile WHERE scan_id = ? ORDER BY id", (scan_id,))
    return [PileLine(*row) for row in rows]


def last_record(library: Library) -> int:
    """The id of the newest kept record, 0 without any."""
    found: int = library.value("SELECT ifnull(max(id), 0) FROM record")
    return found


def titles_of_records(library: Library, after: int, limit: int = 50) -> list[TitleLine]:
    """The titles of the records that were kept after record `after`, in the order of the records."""
    rows = library.rows(
        f"SELECT {LINE}, min(record.id) AS first FROM record JOIN title ON title.id = record.title_id"
        " WHERE record.id > ? GROUP BY title.id ORDER BY first LIMIT ?",
        (after, limit),
    )
    return [line(row) for row in rows]
