"""What printed codes mean here: learnt codes, and what the digits beside the barcode of a title count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.storage.library import Library
from buckram.storage.titles import LINE, TitleLine, line

OFTEN = 60
"""More issues a year than this, and weeks cannot tell them apart: a daily, or nearly."""

RECENT = 24
"""So many of the last receipts teach."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that somebody said means a title. said_at: a moment in UTC as ISO text."""

    id: int
    scheme: str
    key: str
    title_id: int
    said_at: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What is settled about a title's add-ons. scheme: what a person said they count, "" for nothing said.

    after: pieces up to this id teach nothing. often: it appears more often than weekly.
    """

    scheme: str
    after: int
    often: bool


@dataclass(frozen=True, slots=True)
class Taught:
    """A receipt that kept its add-on."""

    piece_id: int
    issue_id: int
    addon: str
    label: str
    designation: Mapping[str, str]
    published_on: date | None
    received_on: date


_CODE = "SELECT id, scheme, key, title_id, said_at, said_by FROM code"


def meant(library: Library, scheme: str, key: str) -> tuple[TitleLine, Code] | None:
    """The title that a code was said to mean, or None."""
    row = library.row(
        f"SELECT {LINE}, code.id, scheme, key, title_id, said_at, said_by"
        " FROM code JOIN title ON title.id = title_id WHERE scheme = ? AND key = ?",
        (scheme, key),
    )
    return (line(row), Code(*row[7:13])) if row else None


def find(library: Library, scheme: str, key: str) -> Code | None:
    """What was said of a code, or None."""
    row = library.row(f"{_CODE} WHERE scheme = ? AND key = ?", (scheme, key))
    return Code(*row) if row else None


def get(library: Library, code_id: int) -> Code | None:
    """One learnt code, or None when it is forgotten."""
    row = library.row(f"{_CODE} WHERE id = ?", (code_id,))
    return Code(*row) if row else None


def of_title(library: Library, title_id: int) -> list[Code]:
    """The codes that were said to mean a title, the oldest first."""
    return [Code(*row) for row in library.rows(f"{_CODE} WHERE title_id = ? ORDER BY id", (title_id,))]


def alike(library: Library, scheme: str, beginning: str, limit: int = 5) -> list[TitleLine]:
    """The titles whose learnt codes of a scheme begin so, the one learnt last first."""
    rows = library.rows(
        f"SELECT {LINE}, max(code.id) AS newest FROM code JOIN title ON title.id = title_id"
        " WHERE scheme = ? AND key >= ? AND key < ? GROUP BY title.id ORDER BY newest DESC LIMIT ?",
        (scheme, beginning, beginning + "\U0010ffff", limit),
    )
    return [line(row) for row in rows]


def from_record(library: Library, title_id: int) -> list[tuple[str, str, str]]:
    """(kind, value, source) of the numbers that a title answers to without being taught."""
    rows = library.rows(
        "SELECT kind, value, source FROM identifier WHERE title_id = ?"
        " AND kind NOT IN ('lccn', 'control') ORDER BY kind, id",
        (title_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def raws_since(library: Library, title_id: int, at: str, limit: int = 12) -> list[str]:
    """What was scanned for a title after a moment, the oldest first."""
    rows = library.rows(
        "SELECT raw FROM scan WHERE title_id = ? AND at > ? ORDER BY id LIMIT ?", (title_id, at, limit)
    )
    return [row[0] for row in rows]


def raws(library: Library, title_id: int, limit: int = 200) -> list[str]:
    """What was scanned for a title, the newest first."""
    rows = library.rows(
        "SELECT raw FROM scan WHERE title_id = ? AND raw <> '' ORDER BY id DESC LIMIT ?", (title_id, limit)
    )
    return [row[0] for row in rows]


def raw_of_act(library: Library, act_id: int) -> str:
    """The scan that an act received by, or ""."""
    found: str | None = library.value("SELECT raw FROM scan WHERE act_id = ?", (act_id,))
    return found or ""


def counted(library: Library, title_id: int) -> Counted:
    """What is settled about the add-ons of a title."""
    row = library.row(
        "SELECT ifnull(addon_scheme, ''), addons_after, ifnull(per_year, 0) > ? FROM title"
        " LEFT JOIN frequency ON frequency.code = title.frequency WHERE title.id = ?",
        (OFTEN, title_id),
    )
    return Counted(row[0], row[1], bool(row[2])) if row else Counted("", 0, often=False)


def taught(library: Library, title_id: int, after: int) -> list[Taught]:
    """The last receipts that kept their add-on, of pieces above `after`, the newest first."""
    rows = library.rows(
        "SELECT piece.id, issue_id, addon, label, designation, published_on, received_on"
        " FROM piece JOIN issue ON issue.id = issue_id"
        " WHERE title_id = ? AND run = 'basic' AND addon IS NOT NULL AND piece.id > ?"
        " ORDER BY piece.id DESC LIMIT ?",
        (title_id, after, RECENT),
    )
    return [
        Taught(r[0], r[1], r[2], r[3], json.loads(r[4]), _day(r[5]), date.fromisoformat(r[6])) for r in rows
    ]


def piece(library: Library, piece_id: int) -> Mapping[str, Any] | None:
    """The add-on of a piece, with its issue_id, title_id and the issue's label; or None."""
    row = library.row(
        "SELECT addon, issue_id, title_id, label FROM piece JOIN issue ON issue.id = issue_id"
        " WHERE piece.id = ?",
        (piece_id,),
    )
    return dict(row) if row else None


def last_piece(library: Library) -> int:
    """The id of the newest piece of the library, 0 without any."""
    found: int = library.value("SELECT ifnull(max(id), 0) FROM piece")
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
