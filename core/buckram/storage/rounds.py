"""Pieces that are on their way round their readers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Round:
    """A piece on its way. copy_number: 0 when it is of no copy. Missing text is "".

    due_on: when it ought to be back. at_place: the place on the list (from 1) that had it on `at_on`, None
    where nobody said so.
    """

    id: int
    piece_id: int
    copy_id: int | None
    title_id: int
    title: str
    issue_id: int
    label: str
    copy_number: int
    location: str
    barcode: str
    began_on: date
    due_on: date
    at_place: int | None
    at_on: date | None
    recalled_on: date | None
    back_on: date | None

    @property
    def name(self) -> str:
        """The piece without its title."""
        return f"{self.label}{f', c.{self.copy_number}' if self.copy_number else ''}"


_ROUND = (
    "SELECT round.id, piece.id, round.copy_id, title.id, title.name, issue.id, issue.label,"
    " ifnull(copy.number, 0), ifnull(location.name, ''), ifnull(barcode, ''), began_on, due_on, at_place,"
    " at_on, recalled_on, back_on"
    " FROM round JOIN piece ON piece.id = piece_id JOIN issue ON issue.id = issue_id"
    " JOIN title ON title.id = issue.title_id LEFT JOIN copy ON copy.id = round.copy_id"
    " LEFT JOIN location ON location.id = location_id"
)
# Few pieces are out, of many: whatever is asked, those few are looked through.
_OUT = _ROUND.replace(
    "FROM round JOIN piece ON piece.id = piece_id JOIN issue",
    "FROM round INDEXED BY round_out CROSS JOIN piece ON piece.id = piece_id CROSS JOIN issue",
)


def _round(row: Row) -> Round:
    values = list(row)
    for n in (10, 11, 13, 14, 15):
        values[n] = date.fromisoformat(row[n]) if row[n] else None
    return Round(*values)


def out(library: Library) -> list[Round]:
    """Every piece that is out, the one that is due first first."""
    return [_round(r) for r in library.rows(f"{_OUT} WHERE back_on IS NULL ORDER BY due_on, round.id")]


def out_of_title(library: Library, title_id: int) -> list[Round]:
    """The pieces of a title that are out, the oldest issue first."""
    rows = library.rows(
        f"{_OUT} WHERE back_on IS NULL AND title.id = ? ORDER BY issue.run, issue.position, round.id",
        (title_id,),
    )
    return [_round(r) for r in rows]


def days_of_title(library: Library, title_id: int) -> dict[int, date]:
    """Of the issues of a title that are out: when the last of their pieces ought to be back.

    Asked whenever a card is shown. An issue with a piece on its shelf is not out.
    """
    rows = library.rows(
        "SELECT issue.id, max(due_on) FROM round INDEXED BY round_out"
        " CROSS JOIN piece ON piece.id = piece_id CROSS JOIN issue ON issue.id = issue_id"
        " WHERE back_on IS NULL AND issue.title_id = ? AND NOT EXISTS (SELECT 1 FROM piece other"
        "  WHERE other.issue_id = issue.id AND other.condition IN ('good', 'damaged') AND NOT EXISTS"
        "  (SELECT 1 FROM round INDEXED BY round_out WHERE piece_id = other.id AND back_on IS NULL))"
        " GROUP BY issue.id",
        (title_id,),
    )
    return {r[0]: date.fromisoformat(r[1]) for r in rows}


def open_round(library: Library, piece_id: int) -> Round | None:
    """The round that a piece is on, or None."""
    row = library.row(f"{_OUT} WHERE piece.id = ? AND back_on IS NULL", (piece_id,))
    return _round(row) if row else None


def of_piece(library: Library, piece_id: int) -> list[Round]:
    """The rounds of a piece, the newest first."""
    rows = library.rows(f"{_ROUND} WHERE piece.id = ? ORDER BY round.id DESC", (piece_id,))
    return [_round(r) for r in rows]


Legs = Sequence[tuple[str, int]]
"""Who reads a piece, in order: (name, days; 0 for the contents page only)."""


def keep_names(library: Library, round_id: int, legs: Legs) -> None:
    """Keep who is on a round (inside a transaction)."""
    library.execute(
        "INSERT OR REPLACE INTO round_names (round_id, names) VALUES (?, ?)",
        (round_id, json.dumps(list(legs), ensure_ascii=False)),
    )


def names(library: Library, round_id: int) -> Legs | None:
    """Who is on a round; nobody where that was erased by hand; None where it is not kept."""
    kept = library.value("SELECT names FROM round_names WHERE round_id = ?", (round_id,))
    return None if kept is None else [(name, days) for name, days in json.loads(kept)]


def forget(library: Library, round_ids: Sequence[int]) -> None:
    """Erase who is on these rounds (inside a transaction)."""
    _overwrite(library)
    for round_id in round_ids:
        keep_names(library, round_id, [])


def forget_what_is_back(library: Library) -> None:
    """Erase who was on rounds that have ended, or were taken back (inside a transaction)."""
    _overwrite(library)
    library.execute(
        "DELETE FROM round_names WHERE round_id NOT IN (SELECT id FROM round WHERE back_on IS NULL)"
    )


def _overwrite(library: Library) -> None:
    """What is erased must not be readable in the file any more."""
    library.execute("PRAGMA secure_delete = ON")
