"""What is otherwise in a library than a moment ago, in lines that a person reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from buckram.desk.cards import light
from buckram.desk.desk import Desk
from buckram.storage.library import Library, open_library
from library_for_tests import TODAY

_SMALL = ("scan", "code", "note_read", "pile")
MANY = 4
"""So many issues of a title that fare alike are one line."""

Changed = dict[tuple[str, int], tuple[dict[str, Any] | None, dict[str, Any] | None]]


class Telling:
    """Reads a library beside the program that works in it. Each call tells what came since the one before.

    Predictions that were only made, thrown away or moved are no line: what comes next of a title is.
    """

    def __init__(self, path: Path) -> None:
        self.library = open_library(path)
        self._desk = Desk(self.library, "tells", "beside", lambda: datetime(2026, 11, 21, tzinfo=UTC))
        self._last_act = 0
        self._small = self._read_small()
        self._titles: dict[int, str | None] = {}
        for row in self.library.rows("SELECT id FROM title"):
            self._titles[row[0]] = self._next(row[0])

    def mark(self) -> tuple[int, ...]:
        """Where the library stands; differs after whatever is done in it."""
        return (*self._counts(), self._days())

    def stands_at(self, mark: tuple[int, ...]) -> bool:
        """Whether the library stands at this mark."""
        # Asked again and again: the days of six thousand boxes only where all else is right.
        return self._counts() == mark[:-1] and self._days() == mark[-1]

    def _counts(self) -> tuple[int, ...]:
        row = self.library.row(
            "SELECT (SELECT ifnull(max(id), 0) FROM act), (SELECT ifnull(max(id), 0) FROM scan),"
            " (SELECT count(settled_at) FROM scan), (SELECT count(*) FROM note_read),"
            " (SELECT count(*) FROM issue), (SELECT max(id) FROM issue)"
        )
        assert row is not None
        return tuple(row)

    def _days(self) -> int:
        days: int = self.library.value("SELECT sum(CAST(julianday(expected_on) AS INTEGER)) FROM issue")
        return days

    def lines(self) -> list[str]:
        """What is otherwise than at the last call."""
        changed = self._changed()
        touched = {self._title_of(table, before or after) for (table, _), (before, after) in changed.items()}
        found: list[str] = []
        for title_id in sorted(one for one in touched if one):
            name = _name(self.library, title_id)
            told = [*self._of_issues(changed, title_id), *self._of_title(changed, title_id)]
            now = self._next(title_id)
            if now != self._titles.get(title_id, ""):
                told.append(f"next {now}" if now else "nothing is expected any more")
            self._titles[title_id] = now
            found += [f"{name}: {one}" for one in told]
        return found + list(self._of_scans(changed))

    # What changed

    def _changed(self) -> Changed:
        changed: Changed = {}
        acts = self.library.rows("SELECT id, changes FROM act WHERE id > ? ORDER BY id", (self._last_act,))
        first: dict[tuple[str, int], dict[str, Any] | None] = {}
        for act_id, changes in acts:
            self._last_act = act_id
            for table, row_id, before, _ in json.loads(changes):
                if table not in _SMALL:
                    known = first.setdefault((table, row_id), before)
                    if known is not None and before is not None:
                        # What a later act changed first held until then what it held before.
                        first[table, row_id] = {**before, **known}
        for (table, row_id), before in first.items():
            row = self.library.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
            now = dict(row) if row else None
            if before is None and now is None:
                continue
            changed[table, row_id] = (before if before is None else {**(now or {}), **before}, now)
        small = self._read_small()
        for key in sorted(small.keys() | self._small.keys()):
            if small.get(key) != self._small.get(key):
                changed[key] = (self._small.get(key), small.get(key))
        self._small = small
        return changed

    def _read_small(self) -> dict[tuple[str, int], dict[str, Any]]:
        return {
            (table, row["id"]): dict(row)
            for table in _SMALL
            for row in self.library.rows(f"SELECT * FROM {table}")
        }

    def _title_of(self, table: str, row: dict[str, Any] | None) -> int | None:
        if row is None or table in {"scan", "pile", "vendor", "location", "print_job"}:
            return None
        if table == "title":
            return int(row["id"]) if "id" in row else None
        if "title_id" in row:
            return int(row["title_id"])
        for parent in ("issue", "copy", "note"):
            if (parent_id := row.get(f"{parent}_id")) is not None:
                found = self.library.value(f"SELECT title_id FROM {parent} WHERE id = ?", (parent_id,))
                return int(found)
        return None

    def _next(self, title_id: int) -> str | None:
        issue = light(self._desk, title_id)
        return issue.label if issue else None

    # In words

    def _of_issues(self, changed: Changed, title_id: int) -> Iterator[str]:
        library = self.library
        parts: dict[int, list[str]] = {}
        for (table, row_id), (before, now) in changed.items():
            row = now or before
            assert row is not None
            if table == "issue" and row["title_id"] == title_id:
                if (words := _issue(library, before, now)) is not None:
                    parts.setdefault(row_id, [])[:0] = words
            elif table in {"piece", "claim"} and self._title_of(table, row) == title_id:
                words_of = _piece if table == "piece" else _claim
                parts.setdefault(row["issue_id"], []).append(words_of(library, before, now))
        rows = [
            (library.row("SELECT * FROM issue WHERE id = ?", (one,)), told) for one, told in parts.items()
        ]
        there = [(row, ", ".join(told)) for row, told in rows if told and row is not None]
        there.sort(key=lambda one: (one[0]["run"], one[0]["position"]))
        for (_, told), alike in groupby(there, key=lambda one: (one[0]["run"], one[1])):
            labels = [row["label"] for row, _ in alike]
            if len(labels) < MANY:
                yield from (f"{label} {told}" for label in labels)
            else:
                yield f"{len(labels)} issues, {labels[0]} to {labels[-1]} {told}"

    def _of_title(self, changed: Changed, title_id: int) -> Iterator[str]:
        library = self.library
        for (table, _), (before, now) in changed.items():
            row = now or before
            if row is None or self._title_of(table, row) != title_id:
                continue
            gone = "" if now else "no longer: "
            match table:
                case "title" if before is None:
                    yield "a new title"
                case "identifier":
                    yield f"{gone}{row['kind'].upper()} {row['value']}"
                case "subscription" | "copy" if before is None:
                    place = row.get("location_id")
                    where = library.value("SELECT name FROM location WHERE id = ?", (place,)) if place else ""
                    yield f"a new {table}{f' for {where}' if where else ''}"
                case "subscription" if now and before and now["ends_on"] != before["ends_on"]:
                    yield f"subscription ends {now['ends_on']}"
                case "pattern" if before is None:
                    yield f"pattern from {row['holds_from'] or 'the beginning'} on"
                case "pattern" if now and before and now["holds_until"] != before["holds_until"]:
                    yield f"pattern until {now['holds_until']}"
                case "link":
                    yield f"{gone}{row['tag']} {row['name']}"
                case "note":
                    where = library.value("SELECT label FROM issue WHERE id = ?", (row["issue_id"],))
                    yield f"{gone}note{f' on {where}' if where else ''}: {row['text']}"
                case "note_read" if (
                    library.value("SELECT written_by FROM note WHERE id = ?", (row["note_id"],))
                    != row["person"]
                ):
                    yield "its note was read"
                case "code":
                    yield f"{'forgets' if now is None else 'remembers'} {row['scheme']} {row['key']}"

    def _of_scans(self, changed: Changed) -> Iterator[str]:
        for (table, _), (before, now) in changed.items():
            row = now or before
            assert row is not None
            if table == "pile":
                yield f"pile: {row['what']}{', ' if row['text'] else ''}{row['text']}"
            if table != "scan" or not row["question"]:
                continue
            issue = self.library.value("SELECT label FROM issue WHERE id = ?", (row["issue_id"],))
            title = _name(self.library, row["title_id"]) if row["title_id"] else row["raw"]
            about = title + (f", {issue}" if issue and row["question"] != "which issue" else "")
            if before is None and now is not None and now["settled_at"] is None:
                yield f"asks {row['question']}: {about}"
            elif now is not None and now["settled_at"] is not None:
                yield f"answers {row['question']}: {about}: {now['answer']}"
            else:
                yield f"asks {row['question']} again: {about}" if now else f"no longer asks {row['question']}"


def _name(library: Library, title_id: int) -> str:
    name: str = library.value("SELECT name FROM title WHERE id = ?", (title_id,))
    return name


def _issue(library: Library, before: dict[str, Any] | None, now: dict[str, Any] | None) -> list[str] | None:
    """What became of a box; None: it was and is no more than a prediction."""
    if now is None:
        return None
    if before is None and not now["touched"]:
        return None
    told = []
    if before is None:
        run = "" if now["run"] == "basic" else f" among the {_RUNS[now['run']]}"
        parent = library.value("SELECT label FROM issue WHERE id = ?", (now["beside"],))
        told.append(f"is new{run}{f', beside {parent}' if parent else ''}")
    elif before["label"] != now["label"]:
        told.append(f"(was {before['label']})")
    if (before or {"status": "expected"})["status"] != now["status"]:
        told.append(f"-> {now['status']}")
    if (before or {}).get("hold_until") != now["hold_until"]:
        told.append(f"watched until {now['hold_until']}" if now["hold_until"] else "no longer watched")
    return told


_RUNS = {"supplement": "supplements", "index": "indexes"}


def _piece(library: Library, before: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    row = now or before
    assert row is not None
    number = library.value("SELECT number FROM copy WHERE id = ?", (row["copy_id"],))
    name = f"c.{number}" if number else row["kind"]
    if now is None:
        return f"{name} taken back"
    if before is None:
        parts = [name] if row["kind"] in {"regular", name} else [name, row["kind"]]
        parts += [row["condition"]] if row["condition"] != "good" else []
        parts += [f"+{row['addon']}"] if row["addon"] else []
        parts += [f"as of {row['received_on']}"] if row["received_on"] != TODAY.isoformat() else []
        return " ".join(parts)
    if before["condition"] != now["condition"]:
        return f"{name} is {now['condition']}"
    if before["barcode"] != now["barcode"]:
        return f"{name} barcode {now['barcode']}"
    return name


def _claim(library: Library, before: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    row = now or before
    assert row is not None
    number = library.value("SELECT number FROM copy WHERE id = ?", (row["copy_id"],))
    for_copy = f" for c.{number}" if number else ""
    if now is None:
        return f"claim taken back{for_copy}"
    if now["closed_at"]:
        return f"claim closed{for_copy}: {now['ended']}"
    return f"claimed{for_copy}: {now['reason']}"
