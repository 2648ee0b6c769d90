"""Sittings: a person's tray of mail, and everything that was scanned in it."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Scan:
    """One code or one line of typed words, and what became of it.

    question: what it leaves to be answered, "" for nothing; answer: what was said. follows: the earlier scan
    of the same piece. person, station: whose sitting it was in.
    """

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
    question: str
    answer: str
    follows: int | None
    person: str
    station: str


_SCAN = (
    "SELECT scan.id, sitting_id, at, raw, outcome, sentence, title_id, issue_id, act_id,"
    " settled_at IS NOT NULL, ifnull(question, ''), ifnull(answer, ''), follows, person, station"
    " FROM scan {} CROSS JOIN sitting ON sitting.id = sitting_id"
)


# Word for word the condition of an index, or SQLite would not use that.
_OPEN = "settled_at IS NULL AND question IS NOT NULL"
_UNSETTLED = _SCAN.format("INDEXED BY scan_unsettled")
_SCAN = _SCAN.format("")


def _scan(row: Row) -> Scan:
    values = list(row)
    values[9] = bool(values[9])
    return Scan(*values)


def open_sitting(library: Library, person: str, station: str) -> tuple[int, str] | None:
    """(id, began at) of the sitting that this person has open at this station: every desk there shares it."""
    row = library.row(
        "SELECT id, began_at FROM sitting WHERE person = ? AND station = ? AND ended_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (person, station),
    )
    return (row[0], row[1]) if row else None


def last_ended(library: Library, person: str, station: str) -> tuple[int, str] | None:
    """(id, began at) of the last sitting of this person at this station that was ended, or None."""
    row = library.row(
        "SELECT id, began_at FROM sitting WHERE person = ? AND station = ? AND ended_at IS NOT NULL"
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


def is_open(library: Library, sitting_id: int) -> bool:
    """Whether the tray is not done yet: another desk of the person may have ended it."""
    return bool(library.value("SELECT ended_at IS NULL FROM sitting WHERE id = ?", (sitting_id,)))


def go_on(library: Library, sitting_id: int) -> None:
    """The tray was not done after all (inside a transaction)."""
    library.execute("UPDATE sitting SET ended_at = NULL WHERE id = ?", (sitting_id,))


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
    question: str = "",
    follows: int | None = None,
) -> int:
    """Keep a scan in the sitting's list (inside a transaction), with the question it leaves; gives its id."""
    cursor = library.execute(
        "INSERT INTO scan (sitting_id, at, raw, outcome, sentence, title_id, issue_id, act_id, question,"
        " follows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sitting_id,
            at,
            _storable(raw),
            outcome,
            sentence,
            title_id,
            issue_id,
            act_id,
            question or None,
            follows,
        ),
    )
    return int(cursor.lastrowid or 0)


def _storable(raw: str) -> str:
    """A stray byte from a wrong line setting is half a character, which SQLite refuses: shown as \\xe9."""
    return raw.encode("utf-8", "backslashreplace").decode("utf-8")


def settle(library: Library, scan_id: int, at: str, answer: str = "dealt with") -> None:
    """A waiting question was answered (inside a transaction)."""
    library.execute(
        "UPDATE scan SET settled_at = ?, answer = ? WHERE id = ? AND settled_at IS NULL",
        (at, answer, scan_id),
    )


ANSWERED_BY_RECEIPT = ("which issue", "note", "here already", "refused")
"""The questions that go away when the issue that they are about is received."""


def open_about(library: Library, title_id: int) -> list[Scan]:
    """The open questions about a title, whoever left them, oldest first."""
    return [
        _scan(r)
        for r in library.rows(f"{_UNSETTLED} WHERE title_id = ? AND {_OPEN} ORDER BY scan.id", (title_id,))
    ]


def find(library: Library, scan_id: int) -> Scan | None:
    """One scan."""
    row = library.row(f"{_SCAN} WHERE scan.id = ?", (scan_id,))
    return _scan(row) if row else None


def waiting(library: Library, person: str, limit: int = 500) -> list[Scan]:
    """What waits for this person, of this sitting and of earlier ones, newest first.

    Own questions, own scans that could not be read, and pieces without a record, whoever had them in hand.
    """
    return [
        _scan(r)
        for r in library.rows(
            f"{_UNSETTLED} WHERE {_OPEN} AND (question = 'unknown' OR person = ?)"
            " ORDER BY scan.id DESC LIMIT ?",
            (person, limit),
        )
    ]


def scans(library: Library, sitting_id: int, limit: int = 200) -> list[Scan]:
    """The scans of a sitting, newest first; limit -1: all."""
    return [
        _scan(r)
        for r in library.rows(
            f"{_SCAN} WHERE sitting_id = ? ORDER BY scan.id DESC LIMIT ?", (sitting_id, limit)
        )
    ]


def count_waiting(library: Library, person: str) -> int:
    """How many scans `waiting` would give."""
    found: int = library.value(
        f"SELECT count(*) FROM scan INDEXED BY scan_unsettled WHERE {_OPEN} AND (question = 'unknown'"
        " OR sitting_id IN (SELECT id FROM sitting WHERE person = ?))",
        (person,),
    )
    return found
