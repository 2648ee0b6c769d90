"""Where titles are read online, and the rows of KBART files that wait for their title."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.errors import NotFound
from buckram.rules.coverage import Coverage
from buckram.storage.issues import HELD
from buckram.storage.library import Library, Row
from buckram.storage.titles import hyphened


@dataclass(frozen=True, slots=True)
class Access:
    """One address of a title. Missing text is "".

    source: record, person or kbart. relation: itself, version or related (856, second indicator).
    package: Provider_Region_Package of its KBART file; kbart: its row there, whole. checked_at, check_said:
    of the last link check.
    """

    id: int
    title_id: int
    url: str
    platform: str
    provider: str
    coverage: Coverage
    licence_from: date | None
    licence_until: date | None
    terms: str
    proxied: bool
    perpetual: bool
    free: bool
    checked_at: str
    check_said: str
    source: str
    relation: str
    package: str
    note: str
    ended_on: date | None
    kbart: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AccessLine:
    """An address in the list of all. open_problems: tickets that are not solved."""

    access: Access
    title: str
    open_problems: int


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row of a KBART file whose title is not known for sure. set_aside: it is none of ours."""

    id: int
    package: str
    provider: str
    kbart: Mapping[str, str]
    set_aside: bool


COVERAGE = ("from_date", "from_volume", "from_issue", "to_date", "to_volume", "to_issue", "embargo")
_COLUMNS = (
    "access.id, access.title_id, url, platform, provider, from_date, from_volume, from_issue, to_date,"
    " to_volume, to_issue, embargo, licence_from, licence_until, terms, proxied, perpetual, free, checked_at,"
    " check_said, source, relation, package, access.note, ended_on, kbart"
)


def _access(row: Row) -> Access:
    def text(name: str) -> str:
        return row[name] or ""

    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row[name] else None

    return Access(
        id=row["id"],
        title_id=row["title_id"],
        url=row["url"],
        platform=text("platform"),
        provider=text("provider"),
        coverage=Coverage(*(text(name) for name in COVERAGE)),
        licence_from=day("licence_from"),
        licence_until=day("licence_until"),
        terms=text("terms"),
        proxied=bool(row["proxied"]),
        perpetual=bool(row["perpetual"]),
        free=bool(row["free"]),
        checked_at=text("checked_at"),
        check_said=text("check_said"),
        source=row["source"],
        relation=row["relation"],
        package=text("package"),
        note=text("note"),
        ended_on=day("ended_on"),
        kbart=json.loads(row["kbart"]) if row["kbart"] else {},
    )


def get(library: Library, access_id: int) -> Access:
    """One address. Raises NotFound."""
    row = library.row(f"SELECT {_COLUMNS} FROM access WHERE access.id = ?", (access_id,))
    if row is None:
        raise NotFound("This address is no longer in the library.", "Look at the title again.")
    return _access(row)


def of_title(library: Library, title_id: int, *, ended: bool = False) -> list[Access]:
    """The addresses of a title, the oldest coverage first; ended: also those that ended."""
    only = "" if ended else " AND ended_on IS NULL"
    rows = library.rows(
        f"SELECT {_COLUMNS} FROM access WHERE title_id = ?{only}"
        " ORDER BY ended_on IS NOT NULL, relation, ifnull(from_date, '9'), id",
        (title_id,),
    )
    return [_access(row) for row in rows]


def of_titles(library: Library) -> dict[int, list[Access]]:
    """Every address that has not ended, by title."""
    found: dict[int, list[Access]] = {}
    for row in library.rows(f"SELECT {_COLUMNS} FROM access WHERE ended_on IS NULL ORDER BY title_id, id"):
        found.setdefault(row["title_id"], []).append(_access(row))
    return found


def lines(library: Library) -> list[AccessLine]:
    """Every address, in title order; those that ended too."""
    rows = library.rows(
        f"SELECT {_COLUMNS}, title.name AS title, (SELECT count(*) FROM problem"
        " WHERE access_id = access.id AND solved_on IS NULL) AS problems FROM access"
        " JOIN title ON title.id = access.title_id"
        " ORDER BY title.sort_name, title.id, ended_on IS NOT NULL, ifnull(from_date, '9'), access.id"
    )
    return [AccessLine(_access(row), row["title"], row["problems"]) for row in rows]


def of_package(library: Library, package: str) -> list[Access]:
    """The rows of a KBART package, those that ended too."""
    rows = library.rows(
        f"SELECT {_COLUMNS} FROM access WHERE package = ? AND source = 'kbart' ORDER BY id", (package,)
    )
    return [_access(row) for row in rows]


def checked(library: Library, access_id: int, at: str, said: str) -> None:
    """Keep what a link check found; an address that is gone meanwhile is passed over."""
    library.execute("UPDATE access SET checked_at = ?, check_said = ? WHERE id = ?", (at, said, access_id))


# What came with a record (see desk.amending)


def records(library: Library) -> list[tuple[int, bytes, str]]:
    """(title, bytes, format) of every kept record, titles before holdings."""
    rows = library.rows("SELECT title_id, content, format FROM record ORDER BY kind, id")
    return [(row[0], row[1], row[2]) for row in rows]


def amend(library: Library, title_id: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """An address that a record words anew: each value only where the file has what the record gave."""
    found = library.value(
        "SELECT id FROM access WHERE title_id = ? AND source = 'record' AND url = ? ORDER BY id LIMIT 1",
        (title_id, old["url"]),
    )
    for column, value in new.items():
        if value != old[column] and found is not None:
            library.execute(
                f"UPDATE access SET {column} = ? WHERE id = ? AND {column} IS ?", (value, found, old[column])
            )


def leave(library: Library, title_id: int, url: str, day: str) -> None:
    """An address that the record no longer has: gone when nobody did anything with it, else it ends."""
    row = library.row(
        "SELECT id, licence_from IS NOT NULL OR licence_until IS NOT NULL OR terms IS NOT NULL OR perpetual"
        " OR EXISTS (SELECT 1 FROM problem WHERE access_id = access.id) FROM access"
        " WHERE title_id = ? AND source = 'record' AND url = ? AND ended_on IS NULL ORDER BY id LIMIT 1",
        (title_id, url),
    )
    if row is None:
        return
    if row[1]:
        library.execute("UPDATE access SET ended_on = ? WHERE id = ?", (day, row[0]))
    else:
        library.execute("DELETE FROM access WHERE id = ?", (row[0],))


# What a KBART row is matched by


def titles_by_issn(library: Library) -> dict[str, dict[str, set[int]]]:
    """Titles by number (no hyphen): "issn", "issn-l", and "other form": the ISSN in a 776 of the record."""
    found: dict[str, dict[str, set[int]]] = {"issn": {}, "issn-l": {}, "other form": {}}
    for kind, value, title_id in library.rows(
        "SELECT kind, value, title_id FROM identifier WHERE kind IN ('issn', 'issn-l')"
        " UNION ALL SELECT 'other form', issn, title_id FROM link WHERE tag = '776' AND issn IS NOT NULL"
    ):
        found[kind].setdefault(value, set()).add(title_id)
    return found


def names(library: Library) -> list[tuple[int, str, str]]:
    """(title, its name, its name in its own script) of every title."""
    rows = library.rows("SELECT id, name, ifnull(vernacular, '') FROM title")
    return [(row[0], row[1], row[2]) for row in rows]


def names_with_any(library: Library, words: Sequence[str], limit: int) -> list[tuple[int, str, str]]:
    """(title, name, ISSN) of titles with some of these folded words in a name, the most telling first."""
    query = " OR ".join(f'"{word}"' for word in words)
    if not query:
        return []
    rows = library.rows(
        "SELECT title.id, name, ifnull((SELECT value FROM identifier WHERE title_id = title.id"
        " AND kind = 'issn' ORDER BY identifier.id LIMIT 1), '') FROM title_index"
        " JOIN title ON title.id = title_index.rowid WHERE title_index MATCH ? ORDER BY rank LIMIT ?",
        (f"search_names : ({query})", limit),
    )
    return [(row[0], row[1], hyphened(row[2])) for row in rows]


def unmatched(library: Library, package: str | None = None, *, aside: bool = True) -> list[Unmatched]:
    """The rows without a title, of one package or of all; aside: also those that are none of ours."""
    only = "" if package is None else " AND package = ?"
    rows = library.rows(
        "SELECT id, package, provider, kbart, set_aside_on IS NOT NULL FROM unmatched"
        f" WHERE (? OR set_aside_on IS NULL){only} ORDER BY package, id",
        (aside, *(() if package is None else (package,))),
    )
    return [Unmatched(row[0], row[1], row[2], json.loads(row[3]), bool(row[4])) for row in rows]


# What print holdings are compared by


@dataclass(frozen=True, slots=True)
class PrintYear:
    """The issues of a title that are dated in one year, from the first to the last that is known of, whether
    it is here or not. held, lacking: how many."""

    title_id: int
    year: int
    first: date
    last: date
    held: int
    lacking: int


def print_years(library: Library, title_ids: Iterable[int] | None = None) -> list[PrintYear]:
    """What is held of titles (None: of all) year by year, by the dates of the issues."""
    only = "" if title_ids is None else " AND title_id IN (SELECT value FROM json_each(?))"
    marks = () if title_ids is None else (json.dumps(list(title_ids)),)
    rows = library.rows(
        "SELECT title_id, substr(published_on, 1, 4) AS year,"
        " min(published_on), max(published_on),"
        f" count(*) FILTER (WHERE status IN {HELD}),"
        " count(*) FILTER (WHERE status IN ('missing', 'unavailable', 'damaged', 'withdrawn'))"
        f" FROM issue WHERE run = 'basic' AND published_on IS NOT NULL{only} GROUP BY title_id, year",
        marks,
    )
    return [
        PrintYear(r[0], int(r[1]), date.fromisoformat(r[2]), date.fromisoformat(r[3]), r[4], r[5])
        for r in rows
        if r[4]
    ]


@dataclass(frozen=True, slots=True)
class TitleInPrint:
    """A title, with what tells that it is here in print. coming: an active copy wants its issues."""

    id: int
    name: str
    issn: str
    publisher: str
    coming: bool
    texts: tuple[str, ...]


def titles_in_print(library: Library) -> list[TitleInPrint]:
    """Every title in title order, with its statements of holdings (866)."""
    texts: dict[int, list[str]] = {}
    for title_id, text in library.rows("SELECT title_id, text FROM statement WHERE tag = '866' ORDER BY id"):
        texts.setdefault(title_id, []).append(text)
    rows = library.rows(
        "SELECT title.id, name, ifnull((SELECT value FROM identifier WHERE title_id = title.id"
        " AND kind = 'issn' ORDER BY identifier.id LIMIT 1), ''), ifnull(publisher, ''),"
        # An online subscription brings no pieces.
        " EXISTS (SELECT 1 FROM copy LEFT JOIN subscription s ON s.id = subscription_id"
        "   WHERE copy.title_id = title.id AND active AND s.form IS NOT 'online' AND s.status IS NOT 'ended')"
        " AND title.status <> 'ceased' FROM title ORDER BY sort_name, title.id"
    )
    return [
        TitleInPrint(r[0], r[1], hyphened(r[2]), r[3], bool(r[4]), tuple(texts.get(r[0], ()))) for r in rows
    ]


# What goes out as KBART


def kbart_titles(library: Library) -> dict[int, dict[str, str]]:
    """Per title: name, issn, eissn (of a 776), publisher, number (control number), earlier (title id)."""
    rows = library.rows(
        "SELECT title.id, name, ifnull(publisher, '') AS publisher,"
        " ifnull((SELECT value FROM identifier i WHERE i.title_id = title.id AND kind = 'issn'"
        "   ORDER BY i.id LIMIT 1), '') AS issn,"
        " ifnull((SELECT issn FROM link WHERE link.title_id = title.id AND tag = '776' AND issn IS NOT NULL"
        "   ORDER BY link.id LIMIT 1), '') AS eissn,"
        " ifnull((SELECT control_number FROM record WHERE record.title_id = title.id AND kind = 'bib'"
        "   ORDER BY record.id LIMIT 1), '') AS number,"
        " ifnull((SELECT other_id FROM link WHERE link.title_id = title.id AND tag = '780'"
        "   AND other_id IS NOT NULL ORDER BY link.id LIMIT 1), '') AS earlier"
        " FROM title ORDER BY sort_name, title.id"
    )
    found = {}
    for row in rows:
        one = {key: str(row[key]) for key in ("name", "publisher", "number", "earlier")}
        found[row["id"]] = one | {"issn": hyphened(row["issn"]), "eissn": hyphened(row["eissn"])}
    return found
