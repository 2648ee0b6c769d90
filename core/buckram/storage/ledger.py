"""The ledger: every act is one transaction and one row, with all that is needed to take it back.

An act records each row it changes, before and after. `taking_back` puts the rows back, newest change first,
and refuses when a row is no longer as the act left it: then a later act depends on this one.

An undo is an act too, and can be undone: then the first act stands again. So acts form chains, each link
undoing the one before, and an act stands when an even number of links follows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from buckram.errors import Stale
from buckram.storage.library import Library, Row

TABLES = frozenset(
    {
        "title", "identifier", "variant", "link", "subscription", "copy", "routing", "pattern", "issue",
        "piece", "note", "note_read", "location", "vendor", "statement", "scan", "claim", "code",
        "print_job", "inventory", "seen", "replaced", "pile",
        "contact", "claim_policy", "message", "reply", "fund", "budget", "price", "invoice",
        "invoice_line", "reader", "round", "access", "problem", "unmatched", "rate",
        "binder", "binding_price", "cloth", "binding", "unit", "unit_piece", "search", "collation",
        "ticket", "lot", "lot_line", "stray", "binding_fault", "volume", "repair", "shelf",
    }
)  # fmt: skip
"""The tables that acts may change. A misspelt name must fail here, not make a new table."""

VERSIONED = frozenset({"issue"})
"""The tables whose rows count their changes. `version` only goes up, so that no screen takes a row for
unchanged because it was changed back; `version` less `rewound` counts the changes that stand. The ledger
keeps this second number: a row is as an act left it when nothing stands on top of the act's change."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, where, when: `at` is a moment in UTC as ISO text."""

    person: str
    station: str
    sitting_id: int | None
    at: str


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the ledger as people see it. undone: it does not stand now."""

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
        self._hanging: dict[str, list[tuple[str, str, bool]]] = {}

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert a row; gives its id."""
        _known(table)
        marks = ", ".join("?" * len(values))
        cursor = self.library.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        row_id = int(cursor.lastrowid or 0)
        if table in VERSIONED:
            values = _standing({"version": 0, **values}, values.get("rewound", 0))
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
        if table in VERSIONED:
            rewound = self.library.value(f"SELECT rewound FROM {table} WHERE id = ?", (row_id,))
            before, after = _standing(before, rewound), _standing(after, rewound)
        self.changes.append((table, row_id, before, after))

    def rewind(self, table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """`update` for a row of VERSIONED tables that is put back: both as the ledger has them."""
        columns = {c: value for c, value in after.items() if c != "version"}
        # Up by one for everybody who looks; for the count of what stands, by what the act had added.
        added = before["version"] - after["version"] if "version" in before else 0
        marks, values = as_left(table, before)
        cursor = self.library.execute(
            f"UPDATE {table} SET {''.join(f'{c} = ?, ' for c in columns)}"
            f"version = version + 1, rewound = rewound + 1 + ? WHERE id = ? AND {marks}",
            (*columns.values(), added, row_id, *values),
        )
        if cursor.rowcount != 1:
            raise Stale("Changed since.")
        self.changes.append((table, row_id, before, after))

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row with what hangs on it, keeping all of it in the ledger."""
        _known(table)
        row = self.library.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        if row is None:
            raise Stale("Somebody else removed this meanwhile.", "It is shown now as it is.")
        # SQLite would do this by itself, and nothing would know how to bring it back.
        for child, column, goes_too in self.hanging(table):
            for (child_id,) in self.library.rows(f"SELECT id FROM {child} WHERE {column} = ?", (row_id,)):
                if goes_too:
                    self.delete(child, child_id)
                else:
                    self.update(child, child_id, {column: row_id}, {column: None})
        self.library.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self.changes.append((table, row_id, dict(row), None))

    def hanging(self, table: str) -> list[tuple[str, str, bool]]:
        """What refers to rows of `table` and gives way to them: (table, column, whether its row goes too)."""
        if table not in self._hanging:
            self._hanging[table] = [
                (r[0], r[1], r[2] == "CASCADE")
                for r in self.library.rows(
                    'SELECT child.name, key."from", key.on_delete FROM sqlite_schema child'
                    " JOIN pragma_foreign_key_list(child.name) key"
                    " WHERE child.type = 'table' AND key.\"table\" = ?"
                    " AND key.on_delete IN ('CASCADE', 'SET NULL')",
                    (table,),
                )
            ]
        return self._hanging[table]


def _standing(values: Mapping[str, Any], rewound: int) -> dict[str, Any]:
    """Columns of a row as the ledger keeps them: `version` counts what stands."""
    kept = {column: value for column, value in values.items() if column != "rewound"}
    if "version" in kept:
        kept["version"] -= rewound
    return kept


def as_left(table: str, columns: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """(condition, values) of a row that is as the ledger has it in `columns`."""
    names = [
        "version - rewound" if table in VERSIONED and column == "version" else column for column in columns
    ]
    return " AND ".join(f"{name} IS ?" for name in names), tuple(columns.values())


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


STANDS = (
    # Few acts are ever undone: only for those the chain is followed.
    "(NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = act.id) OR"
    " (WITH RECURSIVE chain (id, links) AS (SELECT act.id, 0 UNION ALL"
    "   SELECT u.id, links + 1 FROM chain JOIN act u ON u.undoes = chain.id)"
    "  SELECT max(links) % 2 = 0 FROM chain))"
)
"""Whether the act of a query stands."""

ACT = (
    "SELECT act.id, at, person, station, kind, act.title_id, act.issue_id, sentence, undoes,"
    f" NOT {STANDS} AS undone,"
    " ifnull(title.name, '') AS title, ifnull(issue.label, '') AS label"
    " FROM act LEFT JOIN title ON title.id = act.title_id LEFT JOIN issue ON issue.id = act.issue_id"
)


def act_of(row: Row) -> Act:
    values = dict(row)
    values["undone"] = bool(values["undone"])
    return Act(**values)


def find(library: Library, act_id: int) -> Act | None:
    """One act."""
    row = library.row(f"{ACT} WHERE act.id = ?", (act_id,))
    return act_of(row) if row else None


def of_sitting(library: Library, sitting_id: int, limit: int = 50) -> list[Act]:
    """The acts of a sitting, newest first."""
    return [
        act_of(r)
        for r in library.rows(f"{ACT} WHERE sitting_id = ? ORDER BY act.id DESC LIMIT ?", (sitting_id, limit))
    ]


def act_count(library: Library, sitting_id: int) -> int:
    """How many acts a sitting has, undone ones too, undos not."""
    found: int = library.value(
        "SELECT count(*) FROM act WHERE sitting_id = ? AND kind NOT IN ('undo', 'redo')", (sitting_id,)
    )
    return found


RECEIPT = "(act.kind IN ('receive', 'receive several'))"
"""Whether the act of a query is a receipt: of one piece, or of several at once."""

PIECES = (
    "(CASE WHEN act.kind = 'receive' THEN 1"
    " WHEN act.kind IN ('receive several', 'later title', 'came again') THEN"
    "  (SELECT count(*) FROM json_each(act.changes) AS change"
    "   WHERE json_extract(change.value, '$[0]') = 'piece' AND json_extract(change.value, '$[2]') IS NULL)"
    " ELSE 0 END)"
)
"""How many pieces came with the act of a query."""


def received_count(library: Library, sitting_id: int) -> int:
    """How many pieces came with the acts of a sitting that stand."""
    # Single receipts are counted in the index, and only the few other acts are read; what does not stand is
    # looked for among the few acts that undo one of these.
    single: int = library.value(
        "SELECT count(*) FROM act WHERE sitting_id = ? AND kind = 'receive'", (sitting_id,)
    )
    others: int = library.value(
        f"SELECT ifnull(sum({PIECES}), 0) FROM act WHERE sitting_id = ?"
        " AND kind IN ('receive several', 'later title', 'came again')",
        (sitting_id,),
    )
    gone: int = library.value(
        f"SELECT ifnull(sum({PIECES}), 0) FROM act later JOIN act ON act.id = later.undoes"
        " WHERE later.undoes BETWEEN (SELECT min(id) FROM act WHERE sitting_id = ?1)"
        "  AND (SELECT max(id) FROM act WHERE sitting_id = ?1)"
        f" AND act.sitting_id = ?1 AND act.kind NOT IN ('undo', 'redo') AND NOT {STANDS}",
        (sitting_id,),
    )
    return single + others - gone


def last_undoable(library: Library, sitting_id: int) -> Act | None:
    """The newest act of a sitting that still stands; what was only taken back is not taken back again.

    An act that changed nothing is passed over: there is nothing of it to take back, and it would bar the way
    to those before it. An import or an erasure is not: they changed more than the ledger keeps.
    """
    row = library.row(
        f"{ACT} WHERE sitting_id = ? AND kind <> 'undo' AND (changes <> '[]' OR kind IN ('import', 'erase'))"
        f" AND {STANDS} ORDER BY act.id DESC LIMIT 1",
        (sitting_id,),
    )
    return act_of(row) if row else None


def last_redoable(library: Library, sitting_id: int) -> Act | None:
    """The newest undo of a sitting that still stands, if nothing else was done in the sitting since."""
    row = library.row(
        f"{ACT} WHERE sitting_id = ?1 AND kind = 'undo' AND {STANDS} AND act.id > ifnull((SELECT max(id)"
        " FROM act WHERE sitting_id = ?1 AND kind NOT IN ('undo', 'redo')), 0) ORDER BY act.id DESC LIMIT 1",
        (sitting_id,),
    )
    return act_of(row) if row else None
