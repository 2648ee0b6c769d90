"""What the due list of the bindery is computed from: titles that are bound, in few questions.

Thousands of titles are read at once, so rows become named tuples here, and days stay ISO text until somebody
needs one: a dataclass and a date for each would take longer than all the rest.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from buckram.pattern.field import Field
from buckram.storage.bindery.made import copy_like
from buckram.storage.issues import CAME
from buckram.storage.library import Library


class DueTitle(NamedTuple):
    """A title with a binding pattern. later: the title that continues it, or "". per_year: issues a year."""

    id: int
    name: str
    sort_name: str
    call_number: str
    call_sort: str
    ceased: bool
    later: str
    frequency: str
    frequency_name: str
    per_year: float | None


class DueCopy(NamedTuple):
    """A copy that still gets issues. keeps, retention: as they are stored. call_number: its own, or ""."""

    id: int
    title_id: int
    number: int
    call_number: str
    location_id: int | None
    location: str
    location_position: int
    keeps: str | None
    retention: str | None


class InHand(NamedTuple):
    """A piece of an issue. copy_id: None where no copy was named."""

    id: int
    copy_id: int | None
    kind: str
    condition: str
    received_on: str


class Loose(NamedTuple):
    """An issue behind what was bound. values: its 863. as_said: a person said that it is this one where
    another was predicted. Days are ISO text, "" where they are not known."""

    id: int
    run: str
    position: int
    values: dict[str, str]
    number: str
    label: str
    cover: str
    published_on: str
    expected_on: str
    status: str
    beside: int | None
    pattern_id: int | None
    as_said: int
    pieces: list[InHand]


class InUnit(NamedTuple):
    """A place of a unit that was picked. piece_id: None for a gap. made_on: the day of that."""

    issue_id: int
    piece_id: int | None
    unit_id: int
    copy_id: int | None
    state: str
    label: str
    made_on: str


@dataclass(frozen=True, slots=True)
class DueRows:
    """All of it, by title. before: 863 values of the issue before the first loose one, where there is one.

    captions: the newest of the basic run; patterns: by id. claims: the open claim's number, by issue.
    out: when a piece that is with readers is due back, by piece. measured: (thickness, pieces) of its units.
    """

    titles: Mapping[int, DueTitle]
    copies: Mapping[int, Sequence[DueCopy]]
    issues: Mapping[int, Sequence[Loose]]
    extras: Mapping[int, Sequence[Loose]]
    before: Mapping[int, dict[str, str]]
    captions: Mapping[int, Field]
    patterns: Mapping[int, Field]
    in_units: Mapping[int, Sequence[InUnit]]
    claims: Mapping[int, int]
    out: Mapping[int, str]
    measured: Mapping[int, tuple[int, int]]


# What was bound before need not be read. Of a title with several copies the box is bound as soon as one copy
# is: only what was said of the title itself counts there.
_SCOPE = (
    "WITH wanted AS MATERIALIZED (SELECT title_id, min(ifnull(bound_to, -1)) AS bound_to,"
    "  min(ifnull(json_extract(fields, '$.unit'), '') = 'volume'"
    "   AND ifnull(json_extract(fields, '$.unit_count'), '1') IN ('', '1')) AS by_volume,"
    "  (SELECT count(*) FROM copy WHERE copy.title_id = binding.title_id AND copy.active) AS copies"
    "  FROM binding WHERE active = 1 AND title_id BETWEEN ?1 AND ?2 GROUP BY title_id),"
    " scope AS MATERIALIZED (SELECT title_id, CASE WHEN copies > 1 THEN bound_to ELSE ifnull("
    "  (SELECT first.position - 1 FROM issue first WHERE first.title_id = wanted.title_id"
    "   AND first.run = 'basic' AND first.position > wanted.bound_to AND first.status NOT IN"
    "   ('bound', 'combined', 'not published', 'withdrawn', 'unavailable') ORDER BY first.position LIMIT 1),"
    "  bound_to) END AS after, by_volume FROM wanted) "
)
# What is foreseen reaches a year ahead. Of a unit that is a volume no more is wanted than the rest of the
# volume, and the first issue of the next.
_AHEAD = (
    ", ahead AS MATERIALIZED (SELECT title_id, after, CASE WHEN by_volume THEN"
    " (SELECT next.position FROM issue next"
    "  JOIN issue last ON last.id = (SELECT id FROM issue came WHERE came.title_id = scope.title_id"
    f"   AND came.run = 'basic' AND came.status IN {CAME} ORDER BY came.position DESC LIMIT 1)"
    "  WHERE next.title_id = scope.title_id AND next.run = 'basic' AND next.position > last.position"
    "   AND next.volume <> last.volume AND next.status = 'expected' ORDER BY next.position LIMIT 1)"
    "  END AS until FROM scope) "
)
_ISSUE = (
    "issue.id, issue.run, issue.position, designation, issue.number, issue.label, issue.cover,"
    " ifnull(issue.published_on, ''), ifnull(issue.expected_on, ''), issue.status, issue.beside,"
    " issue.pattern_id, issue.guess IS NOT NULL,"
    " piece.id, piece.copy_id, piece.kind, piece.condition, piece.received_on, scope.title_id"
)


Titles = tuple[int, int]
"""The first and the last of the titles that are asked for, by id."""

EVERY: Titles = (0, 2**62)


def due_rows(library: Library, titles: Titles, claims: Mapping[int, int], out: Mapping[int, str]) -> DueRows:
    """Everything that the due list needs of these titles, as far as they have an active binding pattern."""
    patterns, captions = _patterns(library, titles)
    return DueRows(
        titles=_titles(library, titles),
        copies=_copies(library, titles),
        issues=_issues(
            library,
            f"{_SCOPE}{_AHEAD} SELECT {_ISSUE.replace('scope', 'ahead')} FROM ahead CROSS JOIN issue"
            " ON issue.title_id = ahead.title_id AND issue.run = 'basic' AND issue.position > ahead.after"
            " AND (until IS NULL OR issue.position <= until)"
            " LEFT JOIN piece ON piece.issue_id = issue.id"
            " ORDER BY ahead.title_id, issue.position, issue.id, piece.id",
            titles,
        ),
        extras=_issues(
            library,
            f"{_SCOPE}, since AS MATERIALIZED (SELECT title_id, (SELECT first.published_on FROM issue first"
            "   WHERE first.title_id = scope.title_id AND first.run = 'basic'"
            "   AND first.position > scope.after ORDER BY first.position LIMIT 1) AS day FROM scope)"
            f" SELECT {_ISSUE.replace('scope', 'since')} FROM since CROSS JOIN issue"
            " ON issue.title_id = since.title_id AND issue.run IN ('supplement', 'index')"
            " LEFT JOIN piece ON piece.issue_id = issue.id WHERE issue.status NOT IN"
            " ('bound', 'combined', 'not published', 'withdrawn', 'unavailable')"
            # An index with a year only is dated on its first of January, before the volume's first issue.
            " AND (issue.published_on IS NULL OR since.day IS NULL OR issue.published_on >="
            "  CASE issue.run WHEN 'index' THEN date(since.day, '-1 year') ELSE since.day END)"
            " ORDER BY since.title_id, issue.run = 'index', issue.position, issue.id, piece.id",
            titles,
        ),
        before=_before(library, titles),
        captions=captions,
        patterns=patterns,
        in_units=_in_units(library, titles),
        claims=claims,
        out=out,
        measured=measured(library, titles),
    )


def _titles(library: Library, titles: Titles) -> dict[int, DueTitle]:
    rows = library.rows(
        f"{_SCOPE} SELECT title.id, title.name, sort_name, ifnull(call_number, ''), ifnull(call_sort, ''),"
        " title.status = 'ceased',"
        # Continued, superseded, absorbed, split, merged, changed back; not where only a part went elsewhere.
        " ifnull((SELECT name FROM link WHERE link.title_id = title.id AND tag = '785'"
        "  AND relation NOT IN ('1', '3', '5') ORDER BY link.id LIMIT 1), ''),"
        " ifnull(title.frequency, ''), ifnull(frequency.name, ''), per_year"
        " FROM scope JOIN title ON title.id = scope.title_id"
        " LEFT JOIN frequency ON frequency.code = title.frequency",
        titles,
    )
    return {row[0]: DueTitle(*row) for row in rows}


def _copies(library: Library, titles: Titles) -> dict[int, list[DueCopy]]:
    found: dict[int, list[DueCopy]] = defaultdict(list)
    rows = library.rows(
        f"{_SCOPE} SELECT copy.id, copy.title_id, number, ifnull(call_number, ''), location_id,"
        " ifnull(location.name, ''), ifnull(location.position, 0), keeps, retention"
        " FROM scope JOIN copy ON copy.title_id = scope.title_id AND active"
        " LEFT JOIN location ON location.id = location_id ORDER BY rank, number, copy.id",
        titles,
    )
    for row in rows:
        found[row[1]].append(DueCopy(*row))
    return found


def _issues(library: Library, sql: str, titles: Titles) -> dict[int, list[Loose]]:
    rows = library.rows(sql, titles)
    # One text for all: to read each alone takes three times as long.
    designations = json.loads(f"[{','.join([row[3] for row in rows])}]")
    found: dict[int, list[Loose]] = defaultdict(list)
    last = -1
    pieces: list[InHand] = []
    for row, values in zip(rows, designations, strict=True):
        if row[0] != last:
            last, pieces = row[0], []
            found[row[18]].append(Loose._make((*row[:3], values, *row[4:13], pieces)))
        if row[13] is not None:
            pieces.append(InHand._make(row[13:18]))
    return found


def _before(library: Library, titles: Titles) -> dict[int, dict[str, str]]:
    rows = library.rows(
        f"{_SCOPE} SELECT title_id, (SELECT designation FROM issue WHERE issue.title_id = scope.title_id"
        "  AND run = 'basic' AND beside IS NULL AND position <= scope.after"
        "  ORDER BY position DESC LIMIT 1) AS designation FROM scope",
        titles,
    )
    return {row[0]: json.loads(row[1]) for row in rows if row[1]}


def _patterns(library: Library, titles: Titles) -> tuple[dict[int, Field], dict[int, Field]]:
    """(the captions of a pattern, by its id; the newest of the basic run, by title)."""
    rows = library.rows(
        f"{_SCOPE} SELECT pattern.id, pattern.title_id, tag, indicators, subfields FROM scope"
        " JOIN pattern ON pattern.title_id = scope.title_id AND run = 'basic'"
        " ORDER BY pattern.title_id, holds_from, link, pattern.id",
        titles,
    )
    read: dict[tuple[str, str, str], Field] = {}
    patterns: dict[int, Field] = {}
    captions: dict[int, Field] = {}
    for pattern_id, of_title, *written in rows:
        key = (written[0], written[1], written[2])
        field = read.get(key)
        if field is None:
            field = read[key] = Field.of(written[0], written[1], json.loads(written[2]))
        patterns[pattern_id] = captions[of_title] = field
    return patterns, captions


def _in_units(library: Library, titles: Titles) -> dict[int, list[InUnit]]:
    rows = library.rows(
        f"{_SCOPE} SELECT unit_piece.issue_id, unit_piece.piece_id, unit.id, unit.copy_id, unit.state,"
        " unit.label, date(unit.made_at), unit.title_id"
        " FROM scope JOIN unit ON unit.title_id = scope.title_id"
        " JOIN unit_piece ON unit_piece.unit_id = unit.id JOIN issue ON issue.id = unit_piece.issue_id"
        " WHERE unit.state <> 'cancelled' AND (issue.run <> 'basic' OR issue.position > scope.after)",
        titles,
    )
    found: dict[int, list[InUnit]] = defaultdict(list)
    for row in rows:
        found[row[7]].append(InUnit(*tuple(row)[:7]))
    for row in library.rows(_TAKEN_IN, titles):
        taken_in = InUnit(*tuple(row)[:7])
        found[row[7]].append(taken_in._replace(copy_id=copy_like(library, taken_in.copy_id, row[7])))
    return found


# A unit of the title before or after may have taken in issues of this one.
_TAKEN_IN = (
    f"{_SCOPE}, near AS MATERIALIZED (SELECT scope.title_id, after, other_id FROM scope"
    "  JOIN link ON link.title_id = scope.title_id AND tag IN ('780', '785') AND other_id IS NOT NULL"
    " UNION SELECT scope.title_id, after, link.title_id FROM scope"
    "  JOIN link ON link.other_id = scope.title_id AND tag IN ('780', '785'))"
    " SELECT unit_piece.issue_id, unit_piece.piece_id, unit.id, unit.copy_id, unit.state, unit.label,"
    " date(unit.made_at), near.title_id"
    " FROM near CROSS JOIN unit ON unit.title_id = near.other_id"
    " CROSS JOIN unit_piece ON unit_piece.unit_id = unit.id"
    " JOIN issue ON issue.id = unit_piece.issue_id AND issue.title_id = near.title_id"
    " WHERE unit.state <> 'cancelled' AND (issue.run <> 'basic' OR issue.position > near.after)"
)


def pieces_out(library: Library) -> dict[int, str]:
    """The day (ISO text) on which each piece that is with readers is due back."""
    rows = library.rows("SELECT piece_id, due_on FROM round WHERE back_on IS NULL")
    return {row[0]: row[1] for row in rows}


def open_claims(library: Library) -> dict[int, int]:
    """The number of the open claim of each issue that has one."""
    rows = library.rows("SELECT issue_id, max(number) FROM claim WHERE closed_at IS NULL GROUP BY issue_id")
    return {row[0]: row[1] for row in rows}


def measured(library: Library, titles: Titles = EVERY) -> dict[int, tuple[int, int]]:
    """(thickness in tenths of a millimetre, pieces) of the units that were measured, by title."""
    rows = library.rows(
        "SELECT title_id, sum(thickness), sum((SELECT count(*) FROM unit_piece WHERE unit_id = unit.id"
        "  AND piece_id IS NOT NULL AND role IN ('issue', 'special')))"
        " FROM unit WHERE thickness IS NOT NULL AND title_id BETWEEN ? AND ? GROUP BY title_id",
        titles,
    )
    return {row[0]: (row[1], row[2]) for row in rows if row[2]}


def bib_records(library: Library, title_ids: Collection[int]) -> list[tuple[int, str, bytes]]:
    """(title, form, content) of the bibliographic records of these titles, each title's newest last."""
    rows = library.rows(
        "SELECT title_id, format, content FROM json_each(?) AS wanted"
        " JOIN record ON record.title_id = wanted.value WHERE kind = 'bib' ORDER BY record.id",
        (json.dumps(list(title_ids)),),
    )
    return [(row[0], row[1], row[2]) for row in rows]


@dataclass(frozen=True, slots=True)
class Begins:
    """An issue and the one before it that came, as far as a unit may begin with it. unit: what makes a unit
    by the title's pattern, "" where that is left open. volume: its line of the card. day: ISO text."""

    unit: str
    volume: str
    day: str
    volume_before: str
    day_before: str


def may_call(library: Library, issue_id: int) -> Begins | None:
    """What tells whether the receipt of an issue calls a unit to be bound; None where its title has no
    binding pattern that calls. Asked at every receipt."""
    row = library.row(
        "SELECT ifnull(json_extract(fields, '$.unit'), ''), me.volume, ifnull(me.published_on, ''),"
        " ifnull(p.volume, ''), ifnull(p.published_on, '') FROM issue me JOIN binding"
        " ON binding.title_id = me.title_id AND binding.active = 1"
        " AND ifnull(json_extract(fields, '$.call'), '') <> 'no'"
        " LEFT JOIN issue p ON p.id = (SELECT id FROM issue b WHERE b.title_id = me.title_id"
        "  AND b.run = 'basic' AND b.position < me.position AND b.beside IS NULL"
        f"  AND b.status IN {CAME} ORDER BY b.position DESC LIMIT 1)"
        " WHERE me.id = ? AND me.run = 'basic' AND me.beside IS NULL LIMIT 1",
        (issue_id,),
    )
    return Begins(*row) if row else None
