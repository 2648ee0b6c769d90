"""Titles: finding them and reading what is known of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A title in a list."""

    id: int
    name: str
    vernacular: str
    publisher: str
    status: str
    issn: str
    call_number: str


@dataclass(frozen=True, slots=True)
class Title:
    """What the head of the card and the look-up say of a title. Missing text is ""."""

    id: int
    name: str
    vernacular: str
    publisher: str
    place: str
    language: str
    frequency: str
    frequency_name: str
    frequency_text: str
    grace_days: int | None
    status: str
    call_number: str
    treatment: str
    issn: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One place that wants one piece of each issue."""

    id: int
    number: int
    location: str
    location_code: str
    call_number: str
    wants_barcode: bool
    subscription_id: int | None
    vendor: str
    routed: int


@dataclass(frozen=True, slots=True)
class Link:
    """An earlier, later or related title. other_id: when it is in this library too."""

    tag: str
    relation: str
    name: str
    issn: str
    other_id: int | None


_ISSN = (
    "(SELECT value FROM identifier i WHERE i.title_id = title.id AND i.kind IN ('issn', 'issn-l')"
    " ORDER BY i.kind, i.id LIMIT 1)"
)
LINE = (
    "title.id, title.name, ifnull(vernacular, '') AS vernacular, ifnull(publisher, '') AS publisher,"
    f" title.status, ifnull({_ISSN}, '') AS issn, ifnull(call_number, '') AS call_number"
)
"""The columns of a TitleLine."""

# What a title answers to, best first: its own number before one it bore by mistake or once.
_RANK = (
    "CASE kind WHEN 'issn' THEN 0 WHEN 'issn-l' THEN 1 WHEN 'coden' THEN 2 WHEN 'issn-cancelled' THEN 5"
    " WHEN 'issn-l-cancelled' THEN 6 WHEN 'issn-incorrect' THEN 7 ELSE 3 END"
)


def hyphened(issn: str) -> str:
    """An ISSN as people write it; other text unchanged."""
    return f"{issn[:4]}-{issn[4:]}" if len(issn) == 8 and issn[:7].isdigit() else issn


def line(row: Row) -> TitleLine:
    """A TitleLine from a row with the columns of LINE."""
    return TitleLine(row[0], row[1], row[2], row[3], row[4], hyphened(row[5]), row[6])


def get(library: Library, title_id: int) -> Title:
    """One title. Raises NotFound."""
    row = library.row(
        "SELECT title.id, title.name, ifnull(vernacular, '') vernacular, ifnull(publisher, '') publisher,"
        " ifnull(place, '') place, ifnull(language, '') language, ifnull(frequency, '') frequency,"
        " ifnull(frequency.name, '') frequency_name, ifnull(frequency_text, '') frequency_text,"
        " grace_days, title.status, ifnull(call_number, '') call_number, ifnull(treatment, '') treatment,"
        f" ifnull({_ISSN}, '') issn"
        " FROM title LEFT JOIN frequency ON frequency.code = title.frequency WHERE title.id = ?",
        (title_id,),
    )
    if row is None:
        raise NotFound("This title is no longer in the library.", "Look it up again.")
    values = dict(row)
    values["issn"] = hyphened(values["issn"])
    return Title(**values)


def exists(library: Library, title_id: int) -> bool:
    """Whether the title is there: one that was made goes when its making is taken back."""
    return library.value("SELECT 1 FROM title WHERE id = ?", (title_id,)) is not None


def decided(library: Library, title_id: int) -> list[str]:
    """The columns of a title that a person set: no record overwrites them."""
    found: list[str] = json.loads(
        library.value("SELECT decided FROM title WHERE id = ?", (title_id,)) or "[]"
    )
    return found


def by_identifier(library: Library, value: str, kinds: Sequence[str] = ()) -> list[TitleLine]:
    """The titles that answer to a number (no hyphens); only those of the best kind that answers."""
    only = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    rows = library.rows(
        f"SELECT {LINE}, min({_RANK}) AS rank FROM identifier JOIN title ON title.id = identifier.title_id"
        f" WHERE identifier.value = ?{only} GROUP BY title.id ORDER BY rank, title.status, sort_name",
        (value, *kinds),
    )
    return [line(r) for r in rows if r["rank"] == rows[0]["rank"]]


def by_barcode(library: Library, barcode: str) -> tuple[int, int] | None:
    """(title id, issue id) of the piece that bears the library's barcode, or None."""
    row = library.row(
        "SELECT title_id, issue.id FROM piece JOIN issue ON issue.id = issue_id WHERE barcode = ?", (barcode,)
    )
    return (row[0], row[1]) if row else None


def copies(library: Library, title_id: int) -> list[Copy]:
    """The active copies of a title, first the one that gets its piece first."""
    rows = library.rows(
        "SELECT copy.id, copy.number, ifnull(location.name, ''), ifnull(location.code, ''),"
        " ifnull(copy.call_number, ''), wants_barcode, subscription_id, ifnull(vendor.name, ''),"
        " (SELECT count(*) FROM routing WHERE routing.copy_id = copy.id)"
        " FROM copy LEFT JOIN location ON location.id = location_id"
        " LEFT JOIN subscription ON subscription.id = subscription_id"
        " LEFT JOIN vendor ON vendor.id = vendor_id"
        " WHERE copy.title_id = ? AND active ORDER BY copy.rank, copy.number, copy.id",
        (title_id,),
    )
    return [Copy(r[0], r[1], r[2], r[3], r[4], bool(r[5]), r[6], r[7], r[8]) for r in rows]


def count(library: Library) -> int:
    """How many titles there are."""
    found: int = library.value("SELECT count(*) FROM title")
    return found


def variants(library: Library, title_id: int) -> list[str]:
    """Other names of a title."""
    return [r[0] for r in library.rows("SELECT DISTINCT name FROM variant WHERE title_id = ?", (title_id,))]


def links(library: Library, title_id: int) -> list[Link]:
    """What it continues and what continues it."""
    rows = library.rows(
        "SELECT tag, relation, name, ifnull(issn, ''), other_id FROM link WHERE title_id = ?"
        " ORDER BY tag, id",
        (title_id,),
    )
    return [Link(r[0], r[1], r[2], hyphened(r[3]), r[4]) for r in rows]


def continued_by(library: Library, title_id: int) -> list[int]:
    """The titles of this library that continue a title, by its own links and by theirs; ISSNs count too."""
    rows = library.rows(
        "SELECT other_id FROM link WHERE title_id = ?1 AND tag = '785' AND other_id IS NOT NULL"
        " UNION SELECT i.title_id FROM link JOIN identifier i ON i.value = link.issn AND i.kind = 'issn'"
        "   WHERE link.title_id = ?1 AND tag = '785'"
        " UNION SELECT title_id FROM link WHERE other_id = ?1 AND tag = '780'",
        (title_id,),
    )
    return [r[0] for r in rows if r[0] != title_id]


def identifiers(library: Library, title_id: int) -> list[tuple[str, str]]:
    """(kind, value) of every number of a title."""
    rows = library.rows(
        "SELECT kind, value FROM identifier WHERE title_id = ? ORDER BY kind, id", (title_id,)
    )
    return [(r[0], hyphened(r[1]) if r[0].startswith("issn") else r[1]) for r in rows]


def statements(library: Library, title_id: int) -> list[tuple[str, str]]:
    """(tag, text) of the holdings that came as text."""
    return [
        (r[0], r[1])
        for r in library.rows(
            "SELECT tag, text FROM statement WHERE title_id = ? ORDER BY tag, id", (title_id,)
        )
    ]


def routing_names(library: Library, title_id: int) -> list[str]:
    """Who reads it, first reader first."""
    rows = library.rows(
        "SELECT routing.name FROM routing JOIN copy ON copy.id = copy_id"
        " WHERE title_id = ? AND active ORDER BY copy.rank, copy.number, routing.position",
        (title_id,),
    )
    return [r[0] for r in rows]


def vendor_lag(library: Library, title_id: int) -> int | None:
    """Days from publication to our door as the vendor told, or None."""
    lag: int | None = library.value(
        "SELECT lag_days FROM subscription JOIN vendor ON vendor.id = vendor_id"
        " WHERE title_id = ? AND lag_days IS NOT NULL ORDER BY subscription.id DESC LIMIT 1",
        (title_id,),
    )
    return lag


def issues_a_year(library: Library, title_id: int) -> float | None:
    """Issues a year by the frequency of a title, or None."""
    found: float | None = library.value(
        "SELECT per_year FROM title JOIN frequency ON frequency.code = title.frequency WHERE title.id = ?",
        (title_id,),
    )
    return found


# Only first pieces that a person received: what a record or a replacement says tells nothing of the post.
# Without the inner limit SQLite writes the days into the condition too, and looks up every piece twice.
_OWN_LAGS = (
    "SELECT days FROM (SELECT CAST(julianday((SELECT min(received_on) FROM piece"
    "   WHERE piece.issue_id = issue.id AND kind = 'regular' AND source = 'person'))"
    "  - julianday(published_on) AS INTEGER) AS days FROM issue"
    " WHERE title_id = {title} AND run = 'basic' AND beside IS NULL"
    " AND status NOT IN ('expected', 'not published') AND published_on IS NOT NULL"
    " ORDER BY position DESC LIMIT -1) WHERE days IS NOT NULL LIMIT {count}"
)


def own_lags(library: Library, title_id: int, count: int = 24) -> list[int]:
    """Days from publication to receipt of the last `count` issues that came, newest first."""
    return [r[0] for r in library.rows(_OWN_LAGS.format(title="?", count="?"), (title_id, count))]


def own_lags_of(library: Library, title_ids: Iterable[int], count: int = 24) -> dict[int, list[int]]:
    """`own_lags` of many titles at once; a title that has none is left out."""
    lags = _OWN_LAGS.format(title="wanted.value", count="?2")
    rows = library.rows(
        f"SELECT wanted.value, (SELECT group_concat(days) FROM ({lags})) FROM json_each(?1) AS wanted",
        (json.dumps(list(title_ids)), count),
    )
    return {r[0]: [int(days) for days in r[1].split(",")] for r in rows if r[1]}
