"""Repairs: the mending queue and its log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.rules.bindery.repairs import Route, Section, State, section
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Repair:
    """A line of the queue. Missing text is "". damage: codes (rules.bindery.damage). kinds, supplies: words.

    done_by: who has it at the bench, or did it. minutes: None while nobody said. back_on: on its shelf again.
    title, sort_name, call_number, location, barcode: of what is mended, for lists. unit: the state of the
    bindery unit that the piece is in, "" for none.
    """

    id: int
    title_id: int | None
    issue_id: int | None
    piece_id: int | None
    volume_id: int | None
    what: str
    found_on: date
    found_by: str
    found_at: str
    damage: tuple[str, ...]
    route: Route | None
    decided_by: str
    decided_at: str
    state: State
    kinds: tuple[str, ...]
    done_by: str
    done_on: date | None
    minutes: int | None
    supplies: tuple[str, ...]
    result: str
    back_on: date | None
    note: str
    title: str
    sort_name: str
    call_number: str
    location: str
    barcode: str
    unit: str

    @property
    def section(self) -> Section:
        """The part of the queue that it stands in."""
        return section(self.state, self.route)

    @property
    def named(self) -> str:
        """Title and piece, as sentences say it."""
        return f"{self.what}, {self.title}" if self.title else self.what


_REPAIR = (
    "SELECT repair.id, repair.title_id, repair.issue_id, repair.piece_id, repair.volume_id, what, found_on,"
    " found_by, repair.found_at, damage, route, ifnull(decided_by, ''), ifnull(decided_at, ''), repair.state,"
    " kinds, ifnull(done_by, ''), done_on, minutes, supplies, result, back_on, repair.note,"
    " ifnull(title.name, ''), ifnull(title.sort_name, ''),"
    " coalesce(nullif(volume.call_number, ''), copy.call_number, title.call_number, ''),"
    " coalesce(shelved.name, place.name, ''), coalesce(volume.barcode, piece.barcode, ''),"
    " ifnull(unit.state, '')"
    " FROM repair LEFT JOIN title ON title.id = repair.title_id"
    " LEFT JOIN piece ON piece.id = repair.piece_id LEFT JOIN volume ON volume.id = repair.volume_id"
    # A piece that no copy was named for stands with the first.
    " LEFT JOIN copy ON copy.id = coalesce(volume.copy_id, piece.copy_id,"
    "  (SELECT min(id) FROM copy WHERE copy.title_id = repair.title_id AND active))"
    " LEFT JOIN location place ON place.id = copy.location_id"
    " LEFT JOIN location shelved ON shelved.id = volume.location_id"
    " LEFT JOIN unit_piece ON unit_piece.piece_id = repair.piece_id"
    " LEFT JOIN unit ON unit.id = coalesce(volume.unit_id, unit_piece.unit_id)"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _repair(r: Row) -> Repair:
    values = list(r)
    values[6] = date.fromisoformat(r[6])
    for at in (9, 14, 18):
        values[at] = tuple(json.loads(r[at]))
    values[10] = Route(r[10]) if r[10] else None
    values[13] = State(r[13])
    for at in (16, 20):
        values[at] = _day(r[at])
    return Repair(*values)


def get(library: Library, repair_id: int) -> Repair:
    """A repair. Raises NotFound."""
    row = library.row(f"{_REPAIR} WHERE repair.id = ?", (repair_id,))
    if row is None:
        raise NotFound("This is no longer in the mending queue.", "The list shows what is there now.")
    return _repair(row)


def in_hand(library: Library) -> list[Repair]:
    """What is not yet done, or not yet on its shelf again: the oldest first."""
    return [
        _repair(r)
        for r in library.rows(
            f"{_REPAIR} WHERE repair.state IN ('waiting', 'at the bench', 'sent')"
            " OR (repair.state = 'done' AND back_on IS NULL AND route <> 'withdraw')"
            " ORDER BY found_on, repair.id"
        )
    ]


def done(library: Library, since: date | None = None) -> list[Repair]:
    """What is done and on its shelf, or withdrawn: the last first. since: done on that day or later."""
    return [
        _repair(r)
        for r in library.rows(
            f"{_REPAIR} WHERE repair.state = 'done' AND (back_on IS NOT NULL OR route = 'withdraw')"
            " AND ifnull(done_on, '') >= ? ORDER BY done_on DESC, repair.id DESC",
            (since.isoformat() if since else "",),
        )
    ]


def open_of(library: Library, *, piece_id: int | None = None, volume_id: int | None = None) -> Repair | None:
    """The repair of a piece or a volume that is not over, or None. Both are given of what is bound."""
    row = library.row(
        f"{_REPAIR} WHERE (repair.piece_id = ?1 OR repair.volume_id = ?2)"
        " AND (repair.state <> 'done' OR (back_on IS NULL AND route <> 'withdraw'))"
        " ORDER BY repair.id DESC LIMIT 1",
        (piece_id, volume_id),
    )
    return _repair(row) if row else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is damaged: a piece, a volume, or something that only words tell of. label: it in words. copy_id:
    of which copy, None for none."""

    title_id: int | None
    issue_id: int | None
    piece_id: int | None
    volume_id: int | None
    copy_id: int | None
    label: str


IN_VOLUME = " in the volume "
"""Between an issue and the volume that it is bound in, where both are told."""


def of_a_piece(library: Library, piece_id: int) -> Subject | None:
    """A piece as something to mend; one that is bound brings its volume with it. None: there is none."""
    row = library.row(
        "SELECT issue.title_id, issue.id, volume.id, piece.copy_id, issue.label, ifnull(volume.label, ''),"
        " (SELECT count(*) FROM copy WHERE copy.title_id = issue.title_id AND active), ifnull(copy.number, 0)"
        " FROM piece JOIN issue ON issue.id = piece.issue_id LEFT JOIN copy ON copy.id = piece.copy_id"
        " LEFT JOIN unit_piece ON unit_piece.piece_id = piece.id"
        " LEFT JOIN volume ON volume.unit_id = unit_piece.unit_id WHERE piece.id = ?",
        (piece_id,),
    )
    if row is None:
        return None
    title_id, issue_id, volume_id, copy_id, label, volume, copies, number = row
    words = f"{label}{IN_VOLUME}{volume}" if volume else label
    if copies > 1 and number:
        words += f", copy {number}"
    return Subject(title_id, issue_id, piece_id, volume_id, copy_id, words)


def of_a_volume(library: Library, volume_id: int) -> Subject | None:
    """A volume as something to mend, or None."""
    row = library.row("SELECT title_id, copy_id, label FROM volume WHERE id = ?", (volume_id,))
    return Subject(row[0], None, None, volume_id, row[1], row[2]) if row else None


def pieces_of_volume(library: Library, volume_id: int) -> list[tuple[int, int]]:
    """(issue, piece) of everything that is bound into a volume, in its order."""
    rows = library.rows(
        "SELECT unit_piece.issue_id, piece_id FROM volume JOIN unit_piece USING (unit_id)"
        " WHERE volume.id = ? AND piece_id IS NOT NULL ORDER BY unit_piece.position, unit_piece.id",
        (volume_id,),
    )
    return [(r[0], r[1]) for r in rows]


_AT_THE_BENCH = (
    " repair.title_id = ? AND back_on IS NULL AND route IN ('mend', 'pamphlet', 'box')"
    " AND repair.state IN ('at the bench', 'done')"
)


def being_mended(library: Library, title_id: int) -> dict[int, int]:
    """How many pieces of each issue of a title are away for mending, alone or in their volume: at the bench,
    or done and not yet back on the shelf."""
    rows = library.rows(
        # A volume is away whole, whichever of its issues is torn.
        "SELECT ifnull(unit_piece.issue_id, repair.issue_id),"
        " count(DISTINCT ifnull(unit_piece.piece_id, repair.piece_id)) FROM repair"
        " LEFT JOIN volume ON volume.id = repair.volume_id"
        " LEFT JOIN unit_piece ON unit_piece.unit_id = volume.unit_id AND unit_piece.piece_id IS NOT NULL"
        f" WHERE {_AT_THE_BENCH} GROUP BY 1",
        (title_id,),
    )
    return {r[0]: r[1] for r in rows if r[0] is not None}


def names_being_mended(library: Library, title_id: int) -> list[str]:
    """What of a title is away for mending, as it is called, the first first."""
    rows = library.rows(f"SELECT what FROM repair WHERE {_AT_THE_BENCH} ORDER BY issue_id, id", (title_id,))
    return [r[0] for r in rows]


def last_work(library: Library, person: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(mends, supplies) of the last repair that this person did, or None."""
    row = library.row(
        "SELECT kinds, supplies FROM repair WHERE done_by = ? AND minutes IS NOT NULL"
        " ORDER BY done_on DESC, id DESC LIMIT 1",
        (person,),
    )
    return (tuple(json.loads(row[0])), tuple(json.loads(row[1]))) if row else None


def as_json(words: Sequence[str]) -> str:
    """Codes or words as the table has them."""
    return json.dumps(list(words), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece or a volume to choose from. unit: the volume that the piece is bound in, "" for none."""

    piece_id: int | None
    volume_id: int | None
    label: str
    copy_number: int | None
    location: str
    barcode: str
    condition: str
    volume: str


def pieces_of_title(library: Library, title_id: int, limit: int = 200) -> list[Piece]:
    """What of a title is in the house: its bound volumes, then its pieces, the newest first."""
    volumes = library.rows(
        "SELECT NULL, volume.id, volume.label, copy.number, ifnull(location.name, ''),"
        " ifnull(volume.barcode, ''), '', volume.label FROM volume LEFT JOIN copy ON copy.id = copy_id"
        " LEFT JOIN location ON location.id = coalesce(volume.location_id, copy.location_id)"
        " WHERE volume.title_id = ? ORDER BY volume.id DESC LIMIT ?",
        (title_id, limit),
    )
    rows = library.rows(
        "SELECT piece.id, NULL, issue.label, copy.number, ifnull(location.name, ''),"
        " ifnull(piece.barcode, ''), piece.condition, ifnull(volume.label, '')"
        " FROM piece JOIN issue ON issue.id = piece.issue_id"
        " LEFT JOIN copy ON copy.id = coalesce(piece.copy_id,"
        "  (SELECT min(id) FROM copy WHERE copy.title_id = issue.title_id AND active))"
        " LEFT JOIN location ON location.id = copy.location_id"
        " LEFT JOIN unit_piece ON unit_piece.piece_id = piece.id"
        " LEFT JOIN volume ON volume.unit_id = unit_piece.unit_id"
        " WHERE issue.title_id = ? AND piece.condition IN ('good', 'damaged')"
        " ORDER BY volume.id IS NOT NULL, issue.position DESC, piece.id LIMIT ?",
        (title_id, limit),
    )
    loose = [Piece(*r) for r in rows if not r[7]]
    bound = [Piece(*r) for r in rows if r[7]]
    return [*loose, *(Piece(*r) for r in volumes), *bound]


def piece_bearing(library: Library, barcode: str) -> int | None:
    """The piece that bears this barcode of the library's, or None."""
    found: int | None = library.value("SELECT id FROM piece WHERE barcode = ?", (barcode,))
    return found


def pieces_of_issue(library: Library, issue_id: int) -> list[int]:
    """The pieces of an issue that are in the house."""
    rows = library.rows(
        "SELECT id FROM piece WHERE issue_id = ? AND condition IN ('good', 'damaged') ORDER BY id",
        (issue_id,),
    )
    return [r[0] for r in rows]


def mended(library: Library, since: date, person: str | None = None) -> list[Repair]:
    """What was mended here since a day, with its minutes: of everybody, or of one person."""
    rows = library.rows(
        f"{_REPAIR} WHERE repair.state = 'done' AND minutes IS NOT NULL AND done_on >= ?1"
        " AND (?2 IS NULL OR done_by = ?2) ORDER BY done_on, repair.id",
        (since.isoformat(), person),
    )
    return [_repair(r) for r in rows]
