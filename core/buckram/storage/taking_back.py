"""Taking an act back: its rows are put back as they were, newest change first, or none of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from buckram.errors import Refused, Stale
from buckram.storage.backup import before_import
from buckram.storage.erasing import ERASED
from buckram.storage.ledger import ACT, STANDS, VERSIONED, Act, Hand, Recorder, act, act_of, as_left, find
from buckram.storage.library import Library


def undo(library: Library, hand: Hand, act_id: int, sentence: str = "") -> Act:
    """Take an act back. Undoing an undo does the act again; what was done again can be taken back again.

    Raises Refused when it does not stand, or when a later act depends on it (and names that act).
    """
    with act(library, hand, "undo") as writer:
        done = find(library, act_id)
        if done is None:
            raise Refused("There is no such act.")
        if done.undone:
            raise Refused("This was already undone.")
        last = _last_link(library, done)
        kept = library.value("SELECT changes FROM act WHERE id = ?", (last.id,))
        if last.kind == "erase" or ERASED in kept:
            raise Refused(
                "A reader's name in this was erased for good: nothing can bring it back.",
                "What was done before it can be undone from the sitting (F5).",
            )
        changes = json.loads(kept)
        if not changes:
            raise _no_way_back(library)
        try:
            for table, row_id, before, after in reversed(changes):
                _put_back(writer, table, row_id, before, after)
        except (Stale, sqlite3.IntegrityError) as problem:
            raise _depends(library, last, changes) from problem
        again = last.kind == "undo"
        writer.kind = "redo" if again else "undo"
        writer.undoes = last.id
        writer.title_id, writer.issue_id = done.title_id, done.issue_id
        first = _first_link(library, done)
        writer.sentence = sentence or f"{'Done again' if again else 'Undone'}: {first.sentence}"
    made = find(library, writer.id)
    assert made is not None
    return made


def _last_link(library: Library, done: Act) -> Act:
    """The act that by now decides whether `done` stands."""
    while later := library.row(f"{ACT} WHERE undoes = ?", (done.id,)):
        done = act_of(later)
    return done


def _first_link(library: Library, done: Act) -> Act:
    """What was done, of an act that only took back or did again."""
    while done.undoes is not None and (earlier := find(library, done.undoes)):
        done = earlier
    return done


def _no_way_back(library: Library) -> Refused:
    copy = before_import(library.path)
    if copy.exists():
        told = f"The library as it was before the last import is in {copy}: open it with --db."
    else:
        told = "No copy was made before it, because the library was empty."
    return Refused("An import cannot be taken back in one step.", told)


def _put_back(
    writer: Recorder, table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    if before is None:
        assert after is not None
        _nothing_came_of_it(writer, table, row_id, after)
        writer.delete(table, row_id)
    elif after is None:
        if table in VERSIONED:
            before |= {"version": before["version"] + 1, "rewound": before["rewound"] + 1}
        writer.insert(table, before)
    elif table in VERSIONED:
        writer.rewind(table, row_id, after, before)
    else:
        writer.update(table, row_id, after, before)


def _nothing_came_of_it(writer: Recorder, table: str, row_id: int, after: Mapping[str, Any]) -> None:
    """A row that an act made is as the act left it, and nothing hangs on it that came later."""
    marks, values = as_left(table, after)
    if writer.library.row(f"SELECT 1 FROM {table} WHERE id = ? AND {marks}", (row_id, *values)) is None:
        raise Stale("Changed since.")
    for child, column, goes_too in writer.hanging(table):
        # That somebody has read a note is no reason to keep it.
        if goes_too and child != "note_read":
            later = f"SELECT 1 FROM {child} WHERE {column} = ? LIMIT 1"
            if writer.library.row(later, (row_id,)) is not None:
                raise Stale("Something hangs on this.")


def _depends(library: Library, done: Act, changes: list[Any]) -> Refused:
    """The refusal that names the later act which stands in the way."""
    rows = {(table, row_id) for table, row_id, _, _ in changes}
    later = library.rows(
        "SELECT sentence, changes FROM act WHERE id > ? AND (title_id IS ? OR title_id IS NULL)"
        f" AND kind <> 'undo' AND {STANDS} ORDER BY id DESC",
        (done.id, done.title_id),
    )
    for row in later:
        if rows & {(c[0], c[1]) for c in json.loads(row["changes"])}:
            return Refused(f"A later act depends on this: {row['sentence']}", "Undo that one first.")
    return Refused("Something that came later depends on this.", "Undo what was done after it first.")
