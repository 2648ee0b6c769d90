"""What sittings did, for their lists: acts that stand, pieces that came, scans that were answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.storage.ledger import STANDS
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class SittingRow:
    """A sitting. Moments in UTC; ended_at: "" while it is open; last_at: of its last scan or act."""

    id: int
    person: str
    station: str
    began_at: str
    ended_at: str
    last_at: str


@dataclass(frozen=True, slots=True)
class StandingAct:
    """An act that stands. pieces: the ids it made; answered: the scans it settled; asked: those it made."""

    id: int
    at: str
    kind: str
    pieces: Sequence[int]
    answered: Sequence[int]
    asked: Sequence[int]


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece with where it goes. copy: its number, 0 for none."""

    id: int
    title: str
    issn: str
    label: str
    copy: int
    location: str
    call_number: str
    kind: str
    condition: str
    barcode: str
    received_on: str


def of_person(library: Library, person: str) -> list[SittingRow]:
    """The sittings of a person, oldest first."""
    rows = library.rows(f"{_SITTING} WHERE person = ? ORDER BY id", (person,))
    return [SittingRow(*row) for row in rows]


def find(library: Library, sitting_id: int) -> SittingRow | None:
    """One sitting."""
    row = library.row(f"{_SITTING} WHERE id = ?", (sitting_id,))
    return SittingRow(*row) if row else None


_SITTING = (
    "SELECT id, person, station, began_at, ifnull(ended_at, ''),"
    " max(began_at, ifnull((SELECT max(at) FROM act WHERE sitting_id = sitting.id), ''),"
    "   ifnull((SELECT max(at) FROM scan WHERE sitting_id = sitting.id), '')) FROM sitting"
)


def standing(library: Library, sitting_id: int) -> list[StandingAct]:
    """The acts of a sitting that stand, oldest first."""
    found = []
    for act_id, at, kind, changes in library.rows(
        f"SELECT id, at, kind, changes FROM act WHERE sitting_id = ? AND kind NOT IN ('undo', 'redo')"
        f" AND {STANDS} ORDER BY id",
        (sitting_id,),
    ):
        pieces, answered, asked = [], [], []
        for table, row_id, before, after in json.loads(changes):
            if table == "piece" and before is None:
                pieces.append(row_id)
            elif table == "scan" and before is None:
                asked.append(row_id)
            elif table == "scan" and after and after.get("settled_at"):
                answered.append(row_id)
        found.append(StandingAct(act_id, at, kind, pieces, answered, asked))
    return found


def pieces(library: Library, ids: Sequence[int]) -> dict[int, PieceRow]:
    """These pieces by id."""
    rows = library.rows(
        "SELECT piece.id, title.name, ifnull((SELECT value FROM identifier i WHERE i.title_id = title.id"
        "   AND i.kind IN ('issn', 'issn-l') ORDER BY i.kind, i.id LIMIT 1), ''), issue.label,"
        " ifnull(copy.number, 0), ifnull(location.name, ''),"
        " coalesce(copy.call_number, title.call_number, ''), piece.kind, piece.condition,"
        " ifnull(piece.barcode, ''), piece.received_on"
        " FROM json_each(?) wanted JOIN piece ON piece.id = wanted.value"
        " JOIN issue ON issue.id = piece.issue_id JOIN title ON title.id = issue.title_id"
        " LEFT JOIN copy ON copy.id = piece.copy_id LEFT JOIN location ON location.id = copy.location_id",
        (json.dumps(list(ids)),),
    )
    return {row[0]: PieceRow(*row) for row in rows}
