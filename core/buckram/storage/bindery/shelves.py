"""Shelves, and what takes room on them: volumes, loose issues, units without a volume, in few questions.

Tens of thousands of volumes are read at once, so rows become named tuples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf. width: tenths of a millimetre. title_id, copy_id, volume_id, loose: what it begins with, where
    that was said: this volume, or of what is loose the one with this number, or the first of the title.
    """

    id: int
    location_id: int
    code: str
    position: int
    width: int
    title_id: int | None
    copy_id: int | None
    volume_id: int | None
    loose: int | None

    @property
    def empty(self) -> bool:
        """It was said that nothing stands on it."""
        return self.title_id is None and self.loose == EMPTY

    @property
    def known(self) -> bool:
        """It was said what it begins with, or that it is empty."""
        return self.title_id is not None or self.empty


EMPTY = -1
"""The `loose` of a shelf on which nothing stands."""


class Name(NamedTuple):
    """A title as far as its shelf needs it. each: thickness of an issue by its pattern, "" for none.

    bound: it has a binding pattern."""

    id: int
    name: str
    sort_name: str
    call_number: str
    call_sort: str
    ceased: bool
    frequency: str
    frequency_name: str
    per_year: float | None
    bound: bool
    each: str


class Copy(NamedTuple):
    """A copy. keeps, retention: as they are stored."""

    id: int
    title_id: int
    number: int
    call_number: str
    location_id: int | None
    active: bool
    keeps: str | None
    retention: str | None


class Standing(NamedTuple):
    """A volume. thickness: None where it is not known; bare: it was measured before it had its covers.

    pieces: how many it was bound from, where its thickness is not known. by_hand: bound before Buckram.
    """

    id: int
    title_id: int
    copy_id: int | None
    label: str
    call_number: str
    location_id: int | None
    thickness: int | None
    bare: bool
    pieces: int
    by_hand: bool


class Loose(NamedTuple):
    """Pieces that are in no volume, counted. year: that they are dated in. by_record: nobody here received
    them, a record said that they are held."""

    title_id: int
    copy_id: int | None
    run: str
    by_record: bool
    year: int | None
    many: int


class Away(NamedTuple):
    """A unit that is no volume yet: with the binder, at the bench, boxed. thickness: None: not measured."""

    title_id: int
    copy_id: int | None
    label: str
    state: str
    thickness: int | None
    pieces: int


@dataclass(frozen=True, slots=True)
class Room:
    """All that takes room, or will. measured: (thickness, pieces) of the last unit of a title that was."""

    shelves: Sequence[Shelf]
    titles: Mapping[int, Name]
    copies: Sequence[Copy]
    volumes: Sequence[Standing]
    loose: Sequence[Loose]
    away: Sequence[Away]
    measured: Mapping[int, tuple[int, int]]


_SHELF = "SELECT id, location_id, code, position, width, title_id, copy_id, volume_id, loose FROM shelf"


def room(library: Library) -> Room:
    """Everything that the figures of the shelves are made from."""
    return Room(
        shelves=every(library),
        titles=_titles(library),
        copies=[Copy(*row) for row in library.rows(_COPIES)],
        volumes=[Standing._make(row) for row in library.rows(_VOLUMES)],
        loose=[Loose(*row) for sql in (_LOOSE, _OTHER_COPIES) for row in library.rows(sql)],
        away=[Away(*row) for row in library.rows(_AWAY)],
        measured=_measured(library),
    )


def _titles(library: Library) -> dict[int, Name]:
    rows = library.rows(
        "SELECT title.id, title.name, sort_name, ifnull(call_number, ''), ifnull(call_sort, ''),"
        " title.status = 'ceased', ifnull(title.frequency, ''), ifnull(frequency.name, ''), per_year,"
        " binding.id IS NOT NULL, ifnull(json_extract(binding.fields, '$.thickness_each'), '')"
        " FROM title LEFT JOIN frequency ON frequency.code = title.frequency"
        " LEFT JOIN binding ON binding.id = (SELECT min(id) FROM binding b WHERE b.title_id = title.id"
        "  AND b.active = 1)"
    )
    return {row[0]: Name(*row) for row in rows}


_COPIES = (
    "SELECT id, title_id, number, ifnull(call_number, ''), location_id, active, keeps, retention FROM copy"
    " ORDER BY title_id, active DESC, rank, number, id"
)
_VOLUMES = (
    "SELECT volume.id, volume.title_id, volume.copy_id, volume.label, volume.call_number, volume.location_id,"
    " volume.thickness, volume.thickness IS NOT NULL AND volume.thickness IS unit.thickness,"
    " CASE WHEN volume.thickness IS NULL THEN (SELECT count(*) FROM unit_piece"
    "  WHERE unit_piece.unit_id = volume.unit_id AND piece_id IS NOT NULL) ELSE 0 END,"
    " volume.unit_id IS NULL FROM volume LEFT JOIN unit ON unit.id = volume.unit_id"
)
_PIECES = (
    "SELECT issue.title_id, piece.copy_id, issue.run, piece.source = 'record',"
    " CAST(substr(issue.published_on, 1, 4) AS INTEGER), count(*)"
    " FROM {issues} JOIN piece ON piece.issue_id = issue.id"
    " LEFT JOIN unit_piece ON unit_piece.piece_id = piece.id"
    " LEFT JOIN unit ON unit.id = unit_piece.unit_id AND unit.state <> 'cancelled'"
    " WHERE piece.condition IN ('good', 'damaged') AND {status}"
    # What is in a unit that a person only picked still stands on its shelf.
    " AND (unit.id IS NULL OR unit.state = 'picked') GROUP BY 1, 2, 3, 4, 5"
)
_LOOSE = _PIECES.format(
    issues="issue INDEXED BY issue_in_hand",
    status="issue.status IN ('arrived', 'partial', 'damaged', 'bind prep', 'at bindery')",
)
# A box of the card is bound as soon as one copy is: pieces of the title's other copies stand loose.
_OTHER_COPIES = _PIECES.format(
    issues="(SELECT title_id FROM copy GROUP BY title_id HAVING count(*) > 1) several"
    " CROSS JOIN issue ON issue.title_id = several.title_id",
    status="issue.status = 'bound'",
)
_AWAY = (
    "SELECT unit.title_id, unit.copy_id, unit.label, unit.state, unit.thickness,"
    " (SELECT count(*) FROM unit_piece WHERE unit_id = unit.id AND piece_id IS NOT NULL)"
    " FROM unit LEFT JOIN volume ON volume.unit_id = unit.id WHERE volume.id IS NULL"
    " AND unit.state NOT IN ('picked', 'discarded', 'cancelled') ORDER BY unit.id"
)


def _measured(library: Library) -> dict[int, tuple[int, int]]:
    rows = library.rows(
        "SELECT title_id, thickness, (SELECT count(*) FROM unit_piece WHERE unit_id = unit.id"
        "  AND piece_id IS NOT NULL AND role IN ('issue', 'special')) FROM unit"
        " WHERE id IN (SELECT max(id) FROM unit WHERE thickness IS NOT NULL GROUP BY title_id)"
    )
    return {row[0]: (row[1], row[2]) for row in rows if row[2]}


def every(library: Library, location_id: int | None = None) -> list[Shelf]:
    """The shelves of a location (None: of all), in walking order."""
    where, marks = (" WHERE location_id = ?", (location_id,)) if location_id is not None else ("", ())
    rows = library.rows(f"{_SHELF}{where} ORDER BY location_id, position, id", marks)
    return [_shelf(row) for row in rows]


def get(library: Library, shelf_id: int) -> Shelf:
    """A shelf. Raises NotFound."""
    row = library.row(f"{_SHELF} WHERE id = ?", (shelf_id,))
    if row is None:
        raise NotFound("This shelf is no longer there.", "Somebody took it away.")
    return _shelf(row)


def _shelf(row: Row) -> Shelf:
    return Shelf(*row)
