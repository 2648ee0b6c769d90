"""Sittings: a person's tray of mail, and everything that was scanned in it."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Scan:
    """One code or one line of typed words, and what became of it."""

    id: int
    sitting_id: int
    at: str
    raw: str
    outcome: str
    sentence: str
    title_id: int | None
    issue_id: int | None
    act_id: int | None
    settled: bool


_SCAN = "SELECT id, sitting_id, at, raw, outcome, sentence, title_id, issue_id, act_id, settled_at FROM scan"


# Word for word the condition of an index, or SQLite would not use that.
_OPEN = "settled_at IS NULL AND outcome IN ('choose', 'waits', 'no record', 'rejected')"


def _scan(row: Row) -> Scan:
    return Scan(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9] is not None)


def open_sitting(library: Library, person: str, station: str) -> tuple[int, str] | None:
    """(id, began at) of the sitting that this person has open at this station: every desk there shares it."""
    row = library.row(
        "SELECT id, began_at FROM sitting WHERE person = ? AND station = ? AND ended_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (person, station),
    )
    return (row[0], row[1]) if row else None


def begin(library: Library, person: str, station: str, at: str) -> int:
    """A new sitting (inside a transaction); gives its id."""
    cursor = library.execute(
        "INSERT INTO sitting (person, station, began_at) VALUES (?, ?, ?)", (person, station, at)
    )
    return int(cursor.lastrowid or 0)


def end(library: Library, sitting_id: int, at: str) -> None:
    """The tray is done (inside a transaction)."""
    library.execute("UPDATE sitting SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (at, sitting_id))


def keep(
    library: Library,
    sitting_id: int,
    at: str,
    raw: str,
    outcome: str,
    sentence: str,
    *,
    title_id: int | None = None,
    issue_id: int | None = None,
    act_id: int | None = None,
) -> int:
    """Keep a scan in the sitting's list (inside a transaction); gives its id."""
    cursor = library.execute(
        "INSERT INTO scan (sitting_id, at, raw, outcome, sentence, title_id, issue_id, act_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (sitting_id, at, _storable(raw), outcome, sentence, title_id, issue_id, act_id),
    )
    return int(cursor.lastrowid or 0)


def _storable(raw: str) -> str:
    """A stray byte from a wrong line setting is half a character, which SQLite refuses: shown as \\xe9."""
    return raw.encode("utf-8", "backslashreplace").decode("utf-8")


def settle(library: Library, scan_id: int, at: str) -> None:
    """A waiting question was answered (inside a transaction)."""
    library.execute("UPDATE scan SET settled_at = ? WHERE id = ? AND settled_at IS NULL", (at, scan_id))


def settle_for(library: Library, title_id: int, issue_id: int, at: str) -> None:
    """Receiving an issue answers what waited for it (inside a transaction)."""
    library.execute(
        "UPDATE scan INDEXED BY scan_unsettled SET settled_at = ?3"
        f" WHERE title_id = ?1 AND issue_id = ?2 AND {_OPEN}",
        (title_id, issue_id, at),
    )


def waiting(library: Library, person: str, limit: int = 500) -> list[Scan]:
    """What waits for this person, of this sitting and of earlier ones, newest first.

    Own questions, own scans that could not be read, and pieces without a record, whoever had them in hand.
    """
    return [
        _scan(r)
        for r in library.rows(
            f"{_SCAN} INDEXED BY scan_unsettled WHERE {_OPEN} AND (outcome = 'no record'"
            " OR sitting_id IN (SELECT id FROM sitting WHERE person = ?)) ORDER BY id DESC LIMIT ?",
            (person, limit),
        )
    ]


def scans(library: Library, sitting_id: int, limit: int = 200) -> list[Scan]:
    """The scans of a sitting, newest first."""
    return [
        _scan(r)
        for r in library.rows(f"{_SCAN} WHERE sitting_id = ? ORDER BY id DESC LIMIT ?", (sitting_id, limit))
    ]


def count_waiting(library: Library, person: str) -> int:
    """How many scans `waiting` would give."""
    found: int = library.value(
        f"SELECT count(*) FROM scan INDEXED BY scan_unsettled WHERE {_OPEN} AND (outcome = 'no record'"
        " OR sitting_id IN (SELECT id FROM sitting WHERE person = ?))",
        (person,),
    )
    return found
