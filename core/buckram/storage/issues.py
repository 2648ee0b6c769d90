"""Issues and their pieces: the boxes of the card, what is due, and rows made ahead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.errors import NotFound
from buckram.pattern.field import Field
from buckram.rules.status import Status
from buckram.storage.library import Library, Row

STEP = 1000
"""Room between two issues of a run, so that one that nobody foresaw finds its place between them."""

CAME = "('arrived', 'partial', 'damaged', 'missing', 'bind prep', 'at bindery', 'bound', 'withdrawn')"


HELD = "('arrived', 'partial', 'damaged', 'bind prep', 'at bindery', 'bound')"
"""The library has it, at least in part: what is missing or withdrawn came, but is held no more."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as the card shows it.

    designation: subfield code to value of the 863. volume, number, cover: what stands on the card.
    copies_here of copies_wanted: how many places have theirs (both 0 when no copy is recorded and
    none came). claimed: the number of the claim that is open, 0 when none is. hold_until: watched up to it.
    beside: the issue that this supplement, special issue or index came with.
    """

    id: int
    title_id: int
    run: str
    position: int
    designation: Mapping[str, str]
    volume: str
    number: str
    cover: str
    label: str
    published_on: date | None
    expected_on: date | None
    status: Status
    touched: bool
    version: int
    copies_here: int
    received_on: date | None
    noted: bool
    addon: str
    claimed: int
    hold_until: date | None
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A stored caption and pattern. winter_first, southern: the settings that MARC leaves open.

    predicts: False for captions that were taken from typed pieces, from which nothing is foreseen.
    """

    id: int
    title_id: int
    run: str
    link: int
    field: Field
    holds_from: date | None
    holds_until: date | None
    winter_first: bool
    southern: bool
    predicts: bool = True


@dataclass(frozen=True, slots=True)
class NewIssue:
    """A predicted issue that is to become a row."""

    designation: Mapping[str, str]
    volume: str
    number: str
    cover: str
    label: str
    published_on: date | None
    expected_on: date | None


_ISSUE = (
    "SELECT id, title_id, run, position, designation, volume, number, cover, label, published_on,"
    " expected_on, status, touched, version,"
    " (SELECT count(*) FROM piece WHERE issue_id = issue.id AND condition = 'good'"
    "   AND kind IN ('regular', 'replacement', 'supplement')) AS here,"
    " (SELECT max(received_on) FROM piece WHERE issue_id = issue.id AND kind NOT IN ('gift', 'extra'))"
    "   AS received_on,"
    " EXISTS (SELECT 1 FROM note WHERE issue_id = issue.id) AS noted,"
    " (SELECT addon FROM piece WHERE issue_id = issue.id AND addon IS NOT NULL LIMIT 1) AS addon,"
    " (SELECT max(claim.number) FROM claim WHERE issue_id = issue.id AND closed_at IS NULL) AS claimed,"
    " hold_until, beside FROM issue"
)


_as_json = json.JSONEncoder(ensure_ascii=False).encode
"""One encoder for thousands of rows: `json.dumps` makes a new one for each."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _issue(row: Row) -> Issue:
    return Issue(
        id=row[0],
        title_id=row[1],
        run=row[2],
        position=row[3],
        designation=json.loads(row[4]),
        volume=row[5],
        number=row[6],
        cover=row[7],
        label=row[8],
        published_on=_day(row[9]),
        expected_on=_day(row[10]),
        status=Status(row[11]),
        touched=bool(row[12]),
        version=row[13],
        copies_here=row[14],
        received_on=_day(row[15]),
        noted=bool(row[16]),
        addon=row[17] or "",
        claimed=row[18] or 0,
        hold_until=_day(row[19]),
        beside=row[20],
    )


def get(library: Library, issue_id: int) -> Issue:
    """One issue. Raises NotFound."""
    issue = find(library, issue_id)
    if issue is None:
        raise NotFound("This issue is no longer on the card.", "Look at the card again.")
    return issue


def find(library: Library, issue_id: int) -> Issue | None:
    """One issue, or None when it was made again under another number."""
    row = library.row(f"{_ISSUE} WHERE id = ?", (issue_id,))
    return _issue(row) if row else None


def runs(library: Library, title_id: int) -> list[str]:
    """The runs of a title that have issues, basic first."""
    rows = library.rows("SELECT DISTINCT run FROM issue WHERE title_id = ?", (title_id,))
    order = {"basic": 0, "supplement": 1, "index": 2}
    return sorted((r[0] for r in rows), key=lambda run: order[run])


def window(
    library: Library, title_id: int, run: str, before: int, after: int, *, until: date | None = None
) -> list[Issue]:
    """The boxes round the last that came: at most `before` up to it and `after` beyond it, in order.

    until: beyond it also everything that is dated up to this day, at most ten times `after`.
    """
    last = library.value(
        f"SELECT position FROM issue WHERE title_id = ? AND run = ? AND status IN {CAME}"
        " ORDER BY position DESC LIMIT 1",
        (title_id, run),
    )
    at = -1 if last is None else last
    if until is not None:
        dated = library.value(
            "SELECT count(*) FROM issue WHERE title_id = ? AND run = ? AND position > ?"
            " AND published_on <= ?",
            (title_id, run, at, until.isoformat()),
        )
        after = min(max(after, dated), 10 * after)
    return _round(library, title_id, run, at, before, after)


def around(library: Library, issue: Issue, before: int, after: int) -> list[Issue]:
    """The boxes round one issue of a run, in order."""
    return _round(library, issue.title_id, issue.run, issue.position, before, after)


def _round(library: Library, title_id: int, run: str, position: int, before: int, after: int) -> list[Issue]:
    key = (title_id, run, position)
    behind = library.rows(
        f"{_ISSUE} WHERE title_id = ? AND run = ? AND position <= ? ORDER BY position DESC LIMIT ?",
        (*key, before),
    )
    ahead = library.rows(
        f"{_ISSUE} WHERE title_id = ? AND run = ? AND position > ? ORDER BY position LIMIT ?", (*key, after)
    )
    return [_issue(r) for r in reversed(behind)] + [_issue(r) for r in ahead]


def between(library: Library, title_id: int, run: str, first: int, last: int) -> list[Issue]:
    """The boxes of a run from one position to another, in order."""
    rows = library.rows(
        f"{_ISSUE} WHERE title_id = ? AND run = ? AND position BETWEEN ? AND ? ORDER BY position",
        (title_id, run, first, last),
    )
    return [_issue(r) for r in rows]


def near(library: Library, title_id: int, first: date, last: date) -> list[Issue]:
    """The issues of every run that are dated from `first` to `last`, in order, without special issues."""
    rows = library.rows(
        f"{_ISSUE} WHERE title_id = ? AND published_on BETWEEN ? AND ?"
        " AND (beside IS NULL OR run <> 'basic') ORDER BY run, position",
        (title_id, first.isoformat(), last.isoformat()),
    )
    return [_issue(r) for r in rows]


def passed_over(library: Library, issue_id: int) -> list[Issue]:
    """The expected issues between this one and the last that came before it, of which nobody has said yet
    that they are claimed or watched; none at the begin of a run."""
    rows = library.rows(
        f"{_ISSUE} WHERE (title_id, run) = (SELECT title_id, run FROM issue WHERE id = ?1)"
        " AND status = 'expected' AND hold_until IS NULL AND beside IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM claim WHERE issue_id = issue.id AND closed_at IS NULL)"
        " AND position < (SELECT position FROM issue WHERE id = ?1) AND position > ("
        "   SELECT max(b.position) FROM issue b, issue me WHERE me.id = ?1 AND b.title_id = me.title_id"
        f"  AND b.run = me.run AND b.position < me.position AND b.beside IS NULL AND b.status IN {CAME})"
        " ORDER BY position",
        (issue_id,),
    )
    return [_issue(r) for r in rows]


def newest_here(library: Library, title_id: int) -> Issue | None:
    """The newest issue of the basic run that the library has, also at the bindery."""
    row = library.row(
        f"{_ISSUE} WHERE title_id = ? AND run = 'basic' AND beside IS NULL AND status IN {HELD}"
        " ORDER BY position DESC LIMIT 1",
        (title_id,),
    )
    return _issue(row) if row else None


def beside(library: Library, issue_id: int, label: str) -> Issue | None:
    """What stands beside an issue and bears this label."""
    row = library.row(f"{_ISSUE} WHERE beside = ? AND label = ?", (issue_id, label))
    return _issue(row) if row else None


def last_of(library: Library, title_id: int, run: str) -> Issue | None:
    """The last row of a run, whatever its status: prediction goes on from there."""
    row = library.row(
        f"{_ISSUE} WHERE title_id = ? AND run = ? ORDER BY position DESC LIMIT 1", (title_id, run)
    )
    return _issue(row) if row else None


def count(library: Library, title_id: int, status: Status) -> int:
    """How many issues of a title have a status."""
    found: int = library.value(
        "SELECT count(*) FROM issue WHERE title_id = ? AND status = ?", (title_id, str(status))
    )
    return found


def ahead(library: Library, title_id: int, run: str, today: date) -> int:
    """How many expected issues of a run are still to be published."""
    count: int = library.value(
        "SELECT count(*) FROM issue WHERE title_id = ? AND run = ? AND status = 'expected'"
        " AND (published_on > ? OR published_on IS NULL)",
        (title_id, run, today.isoformat()),
    )
    return count


def patterns(library: Library, title_id: int) -> list[PatternRow]:
    """The patterns of a title: by run, then by the time they hold."""
    rows = library.rows(
        "SELECT id, title_id, run, link, tag, indicators, subfields, holds_from, holds_until,"
        " winter_first, southern, predicts FROM pattern WHERE title_id = ?"
        " ORDER BY run, holds_from, link, id",
        (title_id,),
    )
    return [
        PatternRow(
            r[0],
            r[1],
            r[2],
            r[3],
            Field.of(r[4], r[5], json.loads(r[6])),
            _day(r[7]),
            _day(r[8]),
            winter_first=bool(r[9]),
            southern=bool(r[10]),
            predicts=bool(r[11]),
        )
        for r in rows
    ]


def rows_ahead(
    title_id: int, run: str, pattern_id: int | None, position: int, new: Iterable[NewIssue]
) -> list[tuple[Any, ...]]:
    """Rows for INSERT_AHEAD, numbered on from `position`."""
    return [
        (
            title_id,
            run,
            pattern_id,
            position + STEP * n,
            _as_json(dict(issue.designation)),
            issue.volume,
            issue.number,
            issue.cover,
            issue.label,
            issue.published_on.isoformat() if issue.published_on else None,
            issue.expected_on.isoformat() if issue.expected_on else None,
        )
        for n, issue in enumerate(new, 1)
    ]


INSERT_AHEAD = (
    "INSERT INTO issue (title_id, run, pattern_id, position, designation, volume, number, cover, label,"
    " published_on, expected_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def follow_lag(library: Library, title_id: int, days: int) -> int:
    """Look for the predicted issues that nobody touched `days` after their dates; gives how many moved."""
    return library.execute(
        "UPDATE issue SET expected_on = date(published_on, ?2 || ' days') WHERE title_id = ?1"
        " AND touched = 0 AND status = 'expected' AND published_on IS NOT NULL"
        " AND expected_on IS NOT date(published_on, ?2 || ' days')",
        (title_id, days),
    ).rowcount
