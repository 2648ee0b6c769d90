"""The pieces of an issue in full, for its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class PieceTold:
    """A piece of an issue in full. copy: its number, 0 for none; by, barcode, addon: "" for none.

    received_at: the moment in UTC, "" where a record told of it.
    """

    copy: int
    location: str
    kind: str
    condition: str
    received_on: date
    received_at: str
    by: str
    barcode: str
    addon: str


def pieces_of(library: Library, issue_id: int) -> list[PieceTold]:
    """The pieces of an issue, in the order in which they came."""
    rows = library.rows(
        "SELECT ifnull(copy.number, 0), ifnull(location.name, ''), kind, condition, received_on,"
        " ifnull(received_at, ''), ifnull(received_by, ''), ifnull(barcode, ''), ifnull(addon, '')"
        " FROM piece LEFT JOIN copy ON copy.id = copy_id LEFT JOIN location ON location.id = location_id"
        " WHERE issue_id = ? ORDER BY piece.id",
        (issue_id,),
    )
    return [PieceTold(r[0], r[1], r[2], r[3], date.fromisoformat(r[4]), r[5], r[6], r[7], r[8]) for r in rows]
