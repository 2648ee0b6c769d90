"""The ledger: every act is one transaction and one row, with all that is needed to take it back.

An act records each row it changes, before and after. Undo puts the rows back, newest change first,
and refuses when a row is no longer as the act left it: then a later act depends on this one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from buckram.errors import Refused, Stale
from buckram.storage.library import Library, Row

TABLES = frozenset(
    {
        "title", "identifier", "variant", "link", "subscription", "copy", "routing", "pattern", "issue",
        "piece", "note", "location", "vendor", "statement", "frequency", "scan",
    }
)  # fmt: skip
"""The tables that acts may change. A misspelt name must fail here, not make a new table."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, where, when: `at` is a moment in UTC as ISO text."""

    person: str
    station: str
    sitting_id: int | None
    at: str


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the ledger as people see it."""

    id: int
    at: str
    person: str
    station: str
    kind: str
    title_id: int | None
    issue_id: int | None
    sentence: str
    undoes: int | None
    undone: bool
    title: str
    label: str


class Recorder:
    """Makes the changes of one act, and remembers them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.changes: list[tuple[str, int, Mapping[str, Any] | None, Mapping[str, Any] | None]] = []

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert a row; gives its id."""
        _known(table)
        marks = ", ".join("?" * len(values))
        cursor = self.library.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        row_id = int(cursor.lastrowid or 0)
        self.changes.append((table, row_id, None, values))
        return row_id

    def update(self, table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Change columns of a row. `before` holds what they held; Stale when they no longer do."""
        _known(table)
        held = " AND ".join(f"{c} IS ?" for c in before)
        cursor = self.library.execute(
            f"UPDATE {table} SET {', '.join(f'{c} = ?' for c in after)} WHERE id = ? AND {held}",
            (*after.values(), row_id, *before.values()),
        )
        if cursor.rowcount != 1:
            raise Stale(
                "Somebody else changed this meanwhile.", "It is shown now as it is; look, then do it again."
            )
        self.changes.append((table, row_id, before, after))

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row, keeping all of it in the ledger."""
        _known(table)
        row = self.library.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        if row is None:
            raise Stale("Somebody else removed this meanwhile.", "It is shown now as it is.")
        self.library.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self.changes.append((table, row_id, dict(row), None))


def _known(table: str) -> None:
    if table not in TABLES:
        raise ValueError(f"no act may change {table}")


@contextmanager
def act(library: Library, hand: Hand, kind: str) -> Iterator[ActWriter]:
    """One act: everything inside happens, with its row in the ledger, or nothing does."""
    with library.transaction():
        writer = ActWriter(library, hand, kind)
        yield writer
        if not writer.id:
            writer.write()


class ActWriter(Recorder):
    """A Recorder that ends in the ledger. Set `sentence`, `title_id`, `issue_id` before the end."""

    def __init__(self, library: Library, hand: Hand, kind: str) -> None:
        super().__init__(library)
        self.hand = hand
        self.kind = kind
        self.sentence = ""
        self.title_id: int | None = None
        self.issue_id: int | None = None
        self.undoes: int | None = None
        self.id = 0

    def write(self) -> None:
        """Write the row of the ledger; after this the act changes nothing more. The end of an act does it."""
        row = {
            "at": self.hand.at,
            "person": self.hand.person,
            "station": self.hand.station,
            "sitting_id": self.hand.sitting_id,
            "kind": self.kind,
            "title_id": self.title_id,
            "issue_id": self.issue_id,
            "sentence": self.sentence,
            "changes": json.dumps(self.changes, ensure_ascii=False),
            "undoes": self.undoes,
        }
        marks = ", ".join("?" * len(row))
        cursor = self.library.execute(
            f"INSERT INTO act ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )
        self.id = int(cursor.lastrowid or 0)


_ACT = (
    "SELECT act.id, at, person, station, kind, act.title_id, act.issue_id, sentence, undoes,"
    " EXISTS (SELECT 1 FROM act u WHERE u.undoes = act.id) AS undone,"
    " ifnull(title.name, '') AS title, ifnull(issue.label, '') AS label"
    " FROM act LEFT JOIN title ON title.id = act.title_id LEFT JOIN issue ON issue.id = act.issue_id"
)


def _act(row: Row) -> Act:
    values = dict(row)
    values["undone"] = bool(values["undone"])
    return Act(**values)


def find(library: Library, act_id: int) -> Act | None:
    """One act."""
    row = library.row(f"{_ACT} WHERE act.id = ?", (act_id,))
    return _act(row) if row else None


def of_sitting(library: Library, sitting_id: int, limit: int = 50) -> list[Act]:
    """The acts of a sitting, newest first."""
    return [
        _act(r)
        for r in library.rows(
            f"{_ACT} WHERE sitting_id = ? ORDER BY act.id DESC LIMIT ?", (sitting_id, limit)
        )
    ]


def of_issue(library: Library, issue_id: int) -> list[Act]:
    """What was done to an issue, newest first."""
    return [_act(r) for r in library.rows(f"{_ACT} WHERE act.issue_id = ? ORDER BY act.id DESC", (issue_id,))]


def last_undoable(library: Library, sitting_id: int) -> Act | None:
    """The newest act of a sitting that still stands; what was only taken back is not taken back again."""
    row = library.row(
        f"{_ACT} WHERE sitting_id = ? AND kind <> 'undo'"
        " AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = act.id) ORDER BY act.id DESC LIMIT 1",
        (sitting_id,),
    )
    return _act(row) if row else None


def undo(library: Library, hand: Hand, act_id: int, sentence: str = "") -> Act:
    """Take an act back. Undoing an undo does the act again.

    Raises Refused when it was already undone, or when a later act depends on it (and names that act).
    """
    done = find(library, act_id)
    if done is None:
        raise Refused("There is no such act.")
    if library.value("SELECT changes FROM act WHERE id = ?", (act_id,)) == "[]":
        raise Refused(
            "This cannot be taken back in one step.", "A copy made before it can be opened: see backup."
        )
    again = done.kind == "undo"
    with act(library, hand, "redo" if again else "undo") as writer:
        done = find(library, act_id) or done
        if done.undone:
            raise Refused("This was already undone.")
        changes = json.loads(library.value("SELECT changes FROM act WHERE id = ?", (act_id,)))
        try:
            for table, row_id, before, after in reversed(changes):
                _put_back(writer, table, row_id, before, after)
        except (Stale, sqlite3.IntegrityError) as problem:
            raise _depends(library, done, changes) from problem
        writer.undoes = act_id
        writer.title_id, writer.issue_id = done.title_id, done.issue_id
        writer.sentence = sentence or f"{'Done again' if again else 'Undone'}: {done.sentence}"
    return find(library, writer.id) or done


def _put_back(
    writer: Recorder, table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    if before is None:
        assert after is not None
        _as_left(writer.library, table, row_id, after)
        writer.delete(table, row_id)
    elif after is None:
        writer.insert(table, before)
    else:
        writer.update(table, row_id, after, before)


def _as_left(library: Library, table: str, row_id: int, after: Mapping[str, Any]) -> None:
    held = " AND ".join(f"{c} IS ?" for c in after)
    if library.row(f"SELECT 1 FROM {table} WHERE id = ? AND {held}", (row_id, *after.values())) is None:
        raise Stale("Changed since.")


def _depends(library: Library, done: Act, changes: list[Any]) -> Refused:
    """The refusal that names the later act which stands in the way."""
    rows = {(table, row_id) for table, row_id, _, _ in changes}
    later = library.rows(
        "SELECT sentence, changes FROM act WHERE id > ? AND title_id IS ? AND kind <> 'undo'"
        " AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = act.id) ORDER BY id DESC",
        (done.id, done.title_id),
    )
    for row in later:
        if rows & {(c[0], c[1]) for c in json.loads(row["changes"])}:
            return Refused(f"A later act depends on this: {row['sentence']}", "Undo that one first.")
    return Refused("Something that came later depends on this.", "Undo what was done after it first.")
