"""Erasing a reader's name wherever it stands in the file: also from the ledger, and for good."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from buckram.errors import FileProblem
from buckram.storage.faults import told
from buckram.storage.library import Library

ERASED = "erased reader"
"""Stands in the ledger where a name stood. An act that has it can no longer be taken back."""

TABLES = frozenset({"routing", "reader", "round"})
"""Acts that changed one of these may tell a reader's name."""

_OWN = ("email", "place", "note")
"""What is told of a reader beside the name."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was found of a name. jobs: slips and notes in the printing queue. acts: rows of the ledger."""

    lists: int
    rounds: int
    jobs: int
    acts: int

    @property
    def anything(self) -> bool:
        """Whether the name stood anywhere."""
        return bool(self.lists or self.rounds or self.jobs or self.acts)


def erase(library: Library, name: str) -> Erased:
    """Take a name, with every other that the same reader had, out of all rows (inside a transaction).

    What the ledger tells of it is replaced by ERASED. Call `make_sure` afterwards.
    """
    # What is overwritten must not be readable in the file any more.
    library.execute("PRAGMA secure_delete = ON")
    acts = list(_acts(library))
    now = [(r[0], r[1]) for r in library.rows("SELECT id, name FROM reader")]
    now += [(r[0], r[1]) for r in library.rows("SELECT reader_id, name FROM routing WHERE reader_id > 0")]
    known = [*now, *_named(acts)]
    ids = {reader for reader, called in known if _same(called, [name])}
    names = {name, *(called for reader, called in known if reader in ids)} - {ERASED}
    listed = [
        r[0]
        for r in library.rows("SELECT id, reader_id, name FROM routing")
        if r[1] in ids or _same(r[2], names)
    ]
    rounds, jobs = _rounds(library, names), _jobs(library, names)
    count = _ledger(library, acts, names, ids)
    library.connection.executemany("DELETE FROM routing WHERE id = ?", [(one,) for one in listed])
    library.connection.executemany("DELETE FROM reader WHERE id = ?", [(one,) for one in ids])
    return Erased(len(listed), rounds, jobs, count)


def make_sure(library: Library) -> None:
    """Write the file anew, so that no page holds what was erased earlier either (outside a transaction).

    Raises FileProblem while another station is in the middle of something.
    """
    try:
        library.execute("VACUUM")
    except sqlite3.OperationalError as problem:
        raise told(problem, library.path) from problem
    busy = library.row("PRAGMA wal_checkpoint(TRUNCATE)")
    if busy is None or busy[0]:
        raise FileProblem(
            "The name is erased, but another station reads the file: traces lie beside it.",
            "Do it again when nobody else is at the desk.",
        )


def _same(text: object, names: Collection[str]) -> bool:
    return isinstance(text, str) and text.casefold() in {one.casefold() for one in names}


def _acts(library: Library) -> Iterator[tuple[int, str, list[Any]]]:
    """(id, sentence, changes) of the acts that may tell of readers."""
    wanted = ", ".join(f"'{table}'" for table in sorted(TABLES))
    rows = library.rows(
        "SELECT id, sentence, changes FROM act WHERE EXISTS (SELECT 1 FROM json_each(act.changes) AS change"
        f" WHERE json_extract(change.value, '$[0]') IN ({wanted}))"
    )
    for row in rows:
        yield row[0], row[1], json.loads(row[2])


def _named(acts: Collection[tuple[int, str, list[Any]]]) -> Iterator[tuple[int, str]]:
    """(number of a reader, name) as the ledger has them: whoever was renamed had several."""
    for _, _, changes in acts:
        for table, row_id, *sides in changes:
            for side in sides:
                name = (side or {}).get("name")
                reader = row_id if table == "reader" else (side or {}).get("reader_id")
                if name and reader and table in {"reader", "routing"}:
                    yield reader, name


def _rounds(library: Library, names: Collection[str]) -> int:
    count = 0
    for round_id, kept in library.rows("SELECT round_id, names FROM round_names"):
        legs = json.loads(kept)
        if any(_same(name, names) for name, _ in legs):
            count += 1
            after = [[ERASED if _same(name, names) else name, days] for name, days in legs]
            library.execute(
                "UPDATE round_names SET names = ? WHERE round_id = ?",
                (json.dumps(after, ensure_ascii=False), round_id),
            )
    return count


def _jobs(library: Library, names: Collection[str]) -> int:
    """Slips and recall notes lose the reader; lists that were printed have the name struck out."""
    count = 0
    word = _word(names)
    for job_id, kind, content in library.rows(
        "SELECT id, kind, content FROM print_job WHERE kind <> 'label'"
    ):
        if kind == "slip":
            values = json.loads(content)
            stay = [one for one in values["readers"] if not _same(one["name"], names)]
            found = len(stay) < len(values["readers"])
            after = json.dumps(values | {"readers": stay}, ensure_ascii=False)
        else:
            after, times = word.subn(ERASED, content.decode())
            found = times > 0
        if found:
            count += 1
            library.execute("UPDATE print_job SET content = ? WHERE id = ?", (after.encode(), job_id))
    return count


def _ledger(
    library: Library,
    acts: Collection[tuple[int, str, list[Any]]],
    names: Collection[str],
    ids: Collection[int],
) -> int:
    word = _word(names)
    count = 0
    for act_id, sentence, changes in acts:
        covered, times = word.subn(ERASED, sentence)
        found = times > 0
        for table, row_id, *sides in changes:
            if table not in TABLES:
                continue
            # A change of the room alone does not say whose it is: the number of the reader does.
            theirs = (table == "reader" and row_id in ids) or any(
                side and (_same(side.get("name"), names) or side.get("reader_id") in ids) for side in sides
            )
            for side in sides:
                found = (bool(side) and _cover(side, word, theirs=theirs)) or found
        if found:
            count += 1
            library.execute(
                "UPDATE act SET sentence = ?, changes = ? WHERE id = ?",
                (covered, json.dumps(changes, ensure_ascii=False), act_id),
            )
    return count


def _cover(side: dict[str, Any], word: re.Pattern[str], *, theirs: bool) -> bool:
    """Put ERASED over what the columns of a row tell; says whether there was anything."""
    found = False
    for column, value in side.items():
        if not isinstance(value, str):
            continue
        covered = ERASED if theirs and column in _OWN else word.sub(ERASED, value)
        if covered != value:
            side[column], found = covered, True
    return found


def _word(names: Collection[str]) -> re.Pattern[str]:
    """The longest name first: Ann Lee is not "erased reader Lee"."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in longest)})(?!\w)", re.IGNORECASE)
