"""Many rows at once: what an import finds in the file and what it writes there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from buckram.storage.guesses import IS_GUESS
from buckram.storage.library import Library, Row

# In the order of their foreign keys. `add` takes the values in the order of these columns.
COLUMNS = {
    "location": "id code name",
    "title": "id name vernacular sort_name publisher place country language frequency frequency_text status"
    " call_number call_sort search_names search_more",
    "record": "id title_id kind control_number control_source format content digest file imported_at",
    "identifier": "title_id kind value",
    "variant": "title_id kind name sort_name",
    "link": "title_id tag relation name issn control_number",
    "subscription": "id title_id status source",
    "copy": "id title_id subscription_id number location_id call_number retention active source",
    "pattern": "id title_id run link tag indicators subfields source",
    "issue": "id title_id run pattern_id position designation volume number cover label published_on status"
    " touched",
    "piece": "issue_id copy_id received_on barcode source",
    "note": "title_id issue_id text audience stops written_at source",
    "statement": "title_id copy_id tag text",
    "access": "title_id url relation platform note from_date from_volume from_issue to_date to_volume"
    " to_issue source",
}
_INSERT = {
    table: f"INSERT OR {'IGNORE' if table == 'identifier' else 'ABORT'} INTO {table}"
    f" ({', '.join(columns.split())}) VALUES ({', '.join('?' * len(columns.split()))})"
    for table, columns in COLUMNS.items()
}
ROWS_AT_ONCE = 32
"""Rows to one INSERT. SQLite builds the lists of the CHECKs (`kind IN (...)`) anew for each statement, which
takes longer than to put in a row; from about thirty rows on, more to a statement bring little."""

# Whoever looks at the issue has to look again, and no act before this can be taken back over it.
_TOUCH = (
    "UPDATE issue SET touched = 1, version = version + 1, status = CASE"
    " WHEN NOT EXISTS (SELECT 1 FROM piece WHERE issue_id = issue.id) THEN status"
    " WHEN status = 'expected' THEN 'arrived'"
    " WHEN status = 'partial' AND NOT EXISTS (SELECT 1 FROM copy WHERE copy.title_id = issue.title_id"
    "   AND active AND NOT EXISTS (SELECT 1 FROM piece WHERE issue_id = issue.id AND copy_id = copy.id))"
    " THEN 'arrived'"
    " ELSE status END WHERE id = ?"
)

_SEEN = "CREATE TEMP TABLE IF NOT EXISTS import_seen (record_id INTEGER PRIMARY KEY)"
_TOUCHED = "CREATE TEMP TABLE IF NOT EXISTS import_touched (title_id INTEGER PRIMARY KEY)"


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record of an earlier import. seen: it came already in this one."""

    id: int
    title_id: int
    kind: str
    number: str
    source: str
    digest: str
    seen: bool


@dataclass(slots=True)
class IssueAtHand:
    """An issue that is already there, with what decides where another one goes.

    pieces: copy (None: of no copy) to the barcode of its piece, "" for none. new: made by the batch itself.
    """

    id: int
    position: int
    designation: Mapping[str, str]
    pieces: dict[int | None, str]
    new: bool = False


@dataclass(slots=True)
class TitleAtHand:
    """What has to be known of a title to add to it; kept up to date while a batch is made.

    patterns: (run, link, tag, indicators, subfields) to id. runs: the issues of each run, in order.
    """

    id: int
    call_number: str
    highest_copy: int = 0
    subscription_id: int | None = None
    patterns: dict[tuple[str, int, str, str, str], int] = field(default_factory=dict)
    runs: dict[str, list[IssueAtHand]] = field(default_factory=dict)


class Intake:
    """Rows on their way into the file. Ids are given out beforehand, so that a title and all that hangs on
    it go in together. To be used inside one transaction and flushed before its end."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._last_id: dict[str, int] = {}
        self._locations: dict[str, int] = {r[0]: r[1] for r in library.rows("SELECT code, id FROM location")}
        self._calls: list[tuple[str | None, str | None, str, int]] = []
        self._touched: set[int] = set()
        self._bare: list[tuple[str, int, int | None]] = []
        self._barcodes: set[str] = set()

    def new_id(self, table: str) -> int:
        """The id of a row that is to be added."""
        last = self._last_id.get(table)
        if last is None:
            # Also beyond what was undone: the ledger speaks of rows by number.
            last = int(
                self.library.value(
                    f"SELECT max(ifnull((SELECT max(id) FROM {table}), 0),"
                    " ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?), 0))",
                    (table,),
                )
            )
        self._last_id[table] = last + 1
        return last + 1

    def add(self, table: str, *values: Any) -> None:
        """A row, with its values in the order of COLUMNS."""
        self._rows[table].append(values)

    def location(self, code: str) -> int | None:
        """The id of a location; one that is new gets its code for a name. None for ""."""
        if not code:
            return None
        if code not in self._locations:
            self._locations[code] = self.new_id("location")
            self.add("location", self._locations[code], code, code)
        return self._locations[code]

    def call_number(self, title_id: int, call: str, sort: str | None, search: str) -> None:
        """Give the title a call number if it has none."""
        self._calls.append((call, sort, search, title_id))

    def touched(self, issue_id: int) -> None:
        """The batch adds to an issue that was there before it."""
        self._touched.add(issue_id)

    def barcode(self, barcode: str, issue_id: int, copy_id: int | None) -> None:
        """Give the piece of a copy a barcode, if it has none."""
        self._bare.append((barcode, issue_id, copy_id))

    def taken_barcodes(self, barcodes: Collection[str]) -> set[str]:
        """Those of `barcodes` that a piece bears already; from now on all of them are taken."""
        taken = self._barcodes.intersection(barcodes)
        taken.update(
            row[0]
            for row in self.library.rows(
                "SELECT barcode FROM piece WHERE barcode IN (SELECT value FROM json_each(?))",
                (json.dumps(list(barcodes)),),
            )
        )
        self._barcodes.update(barcodes)
        return taken

    def flush(self) -> None:
        """Write what was added."""
        connection = self.library.connection
        for table, rows in self._rows.items():
            if rows:
                write(self.library, _INSERT[table], rows)
                rows.clear()
        if self._calls:
            connection.executemany(
                "UPDATE title SET call_number = ?, call_sort = ?, search_more = search_more || ' ' || ?"
                " WHERE id = ? AND call_number IS NULL",
                self._calls,
            )
            self._calls.clear()
        if self._bare:
            connection.executemany(
                "UPDATE piece SET barcode = ? WHERE barcode IS NULL AND id ="
                " (SELECT id FROM piece WHERE issue_id = ? AND copy_id IS ? ORDER BY id LIMIT 1)",
                self._bare,
            )
            self._bare.clear()
        if self._touched:
            connection.executemany(_TOUCH, [(issue_id,) for issue_id in sorted(self._touched)])
            self._touched.clear()

    def renumber(self, run: Sequence[IssueAtHand], step: int) -> None:
        """Make room again between the issues of a run: all of it, in its order."""
        self.flush()
        for place, one in enumerate(run, 1):
            one.position = place * step
        self.library.connection.executemany(
            "UPDATE issue SET position = ? WHERE id = ?", [(one.position, one.id) for one in run]
        )


def write(library: Library, insert: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows through `insert`, which ends in "VALUES (?, ?)" for one of them."""
    head, _, marks = insert.rpartition(" VALUES ")
    even = len(rows) - len(rows) % ROWS_AT_ONCE
    if even:
        library.connection.executemany(
            f"{head} VALUES {', '.join([marks] * ROWS_AT_ONCE)}",
            (
                tuple(chain.from_iterable(rows[start : start + ROWS_AT_ONCE]))
                for start in range(0, even, ROWS_AT_ONCE)
            ),
        )
    library.connection.executemany(insert, rows[even:])


def begin(library: Library) -> None:
    """Forget what an earlier import of this connection has seen."""
    for statement in (_SEEN, _TOUCHED, "DELETE FROM import_seen", "DELETE FROM import_touched"):
        library.execute(statement)


def seen(library: Library, record_ids: Iterable[int]) -> None:
    """These records came in this import."""
    library.connection.executemany("INSERT OR IGNORE INTO import_seen VALUES (?)", ((i,) for i in record_ids))


def touched(library: Library, title_ids: Iterable[int]) -> None:
    """This import changed these titles."""
    library.connection.executemany(
        "INSERT OR IGNORE INTO import_touched VALUES (?)", ((i,) for i in title_ids)
    )


_KEPT = (
    "SELECT id, title_id, kind, ifnull(control_number, ''), ifnull(control_source, ''), digest,"
    " EXISTS (SELECT 1 FROM import_seen WHERE record_id = record.id) FROM record"
)


def kept(library: Library, numbers: Collection[str]) -> dict[tuple[str, str], list[KeptRecord]]:
    """The kept records with these control numbers, by (kind, number)."""
    found: dict[tuple[str, str], list[KeptRecord]] = {}
    marks = ", ".join("?" * len(numbers))
    for row in library.rows(f"{_KEPT} WHERE control_number IN ({marks})", tuple(numbers)):
        one = _kept(row)
        found.setdefault((one.kind, one.number), []).append(one)
    return found


def kept_without_number(library: Library, digest: str) -> KeptRecord | None:
    """The kept record that has no control number and exactly this content."""
    row = library.row(f"{_KEPT} WHERE control_number IS NULL AND digest = ?", (digest,))
    return _kept(row) if row else None


def _kept(row: Row) -> KeptRecord:
    return KeptRecord(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]))


def content(library: Library, record_id: int) -> tuple[bytes, str]:
    """(bytes, format) of a kept record."""
    row = library.row("SELECT content, format FROM record WHERE id = ?", (record_id,))
    assert row is not None
    return row[0], row[1]


def replace(library: Library, record_id: int, values: Mapping[str, Any]) -> None:
    """Keep the new form of a record in the place of the old one."""
    library.execute(
        f"UPDATE record SET {', '.join(f'{c} = ?' for c in values)} WHERE id = ?",
        (*values.values(), record_id),
    )


def title_of(library: Library, number: str) -> int | None:
    """The title whose record has this control number, or that answers to it."""
    by_record = library.value(
        "SELECT title_id FROM record WHERE control_number = ? AND kind = 'bib' LIMIT 1", (number,)
    )
    if by_record is not None:
        return int(by_record)
    by_number = library.value(
        "SELECT title_id FROM identifier WHERE value = ? AND kind IN ('control', 'lccn') LIMIT 1", (number,)
    )
    return None if by_number is None else int(by_number)


def at_hand(library: Library, title_id: int) -> TitleAtHand:
    """A title that is in the file."""
    row = library.row(
        "SELECT ifnull(call_number, ''), ifnull((SELECT max(number) FROM copy WHERE title_id = ?1), 0),"
        " (SELECT id FROM subscription WHERE title_id = ?1"
        "   ORDER BY source <> 'record', status = 'ended', id LIMIT 1)"
        " FROM title WHERE id = ?1",
        (title_id,),
    )
    assert row is not None
    patterns = library.rows(
        "SELECT run, link, tag, indicators, subfields, id FROM pattern WHERE title_id = ?", (title_id,)
    )
    return TitleAtHand(title_id, row[0], row[1], row[2], {tuple(r)[:5]: r[5] for r in patterns})


def run_at_hand(library: Library, title_id: int, run: str) -> list[IssueAtHand]:
    """The issues of a run, in order."""
    rows = library.rows(
        "SELECT id, position, designation FROM issue WHERE title_id = ? AND run = ? ORDER BY position",
        (title_id, run),
    )
    found = {r[0]: IssueAtHand(r[0], r[1], json.loads(r[2]), {}) for r in rows}
    pieces = library.rows(
        "SELECT issue_id, copy_id, ifnull(barcode, '') FROM issue JOIN piece ON issue_id = issue.id"
        " WHERE title_id = ? AND run = ? AND piece.kind IN ('regular', 'replacement')",
        (title_id, run),
    )
    for issue_id, copy_id, barcode in pieces:
        found[issue_id].pieces.setdefault(copy_id, barcode)
    return list(found.values())


def drop_guesses(library: Library, title_id: int, run: str) -> int:
    """Throw away the predictions of a run that nobody touched, to be made again from what is there.

    Gives how many there were.
    """
    return library.execute(
        f"DELETE FROM issue WHERE title_id = ? AND run = ? AND {IS_GUESS}", (title_id, run)
    ).rowcount


def join_links(library: Library) -> None:
    """Let the links of and to the titles of this import point to the titles that are in the file."""
    library.execute(
        "UPDATE link SET other_id = (SELECT title_id FROM identifier WHERE title_id <> link.title_id AND"
        " (value = replace(control_number, '(DLC)', '') AND kind IN ('control', 'lccn')"
        "  OR value = issn AND kind = 'issn') ORDER BY kind LIMIT 1)"
        " WHERE other_id IS NULL AND (title_id IN (SELECT title_id FROM import_touched)"
        " OR EXISTS (SELECT 1 FROM identifier JOIN import_touched USING (title_id)"
        "  WHERE value IN (issn, control_number, replace(control_number, '(DLC)', ''))))"
    )
