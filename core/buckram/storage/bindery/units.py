"""Units of the bindery, and the pieces that they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.rules.bindery.states import State
from buckram.rules.status import Status
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class UnitPiece:
    """One place of a unit. piece_id: None for a gap; cause: why it is one, "" where nobody has said yet.

    found: it was taken off the shelf. confirmed_at: it was scanned at collation (moment, "" for not yet).
    status, version: of its issue. barcode: the library's own, of the piece.
    """

    id: int
    unit_id: int
    issue_id: int
    piece_id: int | None
    position: int
    role: str
    cause: str
    found: bool
    confirmed_at: str
    note: str
    run: str
    number: str
    cover: str
    label: str
    published_on: date | None
    status: Status
    version: int
    barcode: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. thickness: tenths of a millimetre as measured, None while it is only estimated.

    title, sort_name, call_number, location ...: of its title and copy, for lists. moved_at: since when it
    is in its state. lot_id: the lot that it is in now or was in last, None for none.
    """

    id: int
    title_id: int
    copy_id: int | None
    binding_id: int | None
    state: State
    label: str
    whole: bool
    rush: bool
    thickness: int | None
    decision: str
    give_up_on: date | None
    note: str
    made_at: str
    made_by: str
    moved_at: str
    moved_by: str
    title: str
    sort_name: str
    call_number: str
    copy_number: int | None
    location_id: int | None
    location: str
    location_position: int
    pieces: int
    gaps: int
    lot_id: int | None


_UNIT = (
    "SELECT unit.id, unit.title_id, unit.copy_id, binding_id, state, label, whole, rush, thickness,"
    " ifnull(decision, ''), give_up_on, unit.note, made_at, made_by, moved_at, moved_by,"
    " title.name, title.sort_name, coalesce(copy.call_number, title.call_number, ''), copy.number,"
    " copy.location_id, ifnull(location.name, ''), ifnull(location.position, 0),"
    " (SELECT count(*) FROM unit_piece WHERE unit_id = unit.id AND piece_id IS NOT NULL),"
    " (SELECT count(*) FROM unit_piece WHERE unit_id = unit.id AND piece_id IS NULL),"
    " (SELECT lot_id FROM lot_line WHERE unit_id = unit.id ORDER BY id DESC LIMIT 1)"
    " FROM unit JOIN title ON title.id = unit.title_id LEFT JOIN copy ON copy.id = unit.copy_id"
    " LEFT JOIN location ON location.id = copy.location_id"
)


def _unit(r: Row) -> Unit:
    return Unit(
        id=r[0],
        title_id=r[1],
        copy_id=r[2],
        binding_id=r[3],
        state=State(r[4]),
        label=r[5],
        whole=bool(r[6]),
        rush=bool(r[7]),
        thickness=r[8],
        decision=r[9],
        give_up_on=date.fromisoformat(r[10]) if r[10] else None,
        note=r[11],
        made_at=r[12],
        made_by=r[13],
        moved_at=r[14],
        moved_by=r[15],
        title=r[16],
        sort_name=r[17],
        call_number=r[18],
        copy_number=r[19],
        location_id=r[20],
        location=r[21],
        location_position=r[22],
        pieces=r[23],
        gaps=r[24],
        lot_id=r[25],
    )


def find(library: Library, unit_id: int) -> Unit | None:
    """A unit, or None."""
    row = library.row(f"{_UNIT} WHERE unit.id = ?", (unit_id,))
    return _unit(row) if row else None


def get(library: Library, unit_id: int) -> Unit:
    """A unit. Raises NotFound."""
    found = find(library, unit_id)
    if found is None:
        raise NotFound("This unit is no longer there.", "It was put back; the list shows what is there now.")
    return found


def of_title(library: Library, title_id: int) -> list[Unit]:
    """The units of a title, oldest first."""
    return [_unit(r) for r in library.rows(f"{_UNIT} WHERE unit.title_id = ? ORDER BY unit.id", (title_id,))]


def in_states(library: Library, states: Collection[State]) -> list[Unit]:
    """Every unit that is in one of these states, by id."""
    marks = ", ".join("?" * len(states))
    rows = library.rows(
        f"{_UNIT} WHERE state IN ({marks}) ORDER BY unit.id", tuple(str(one) for one in states)
    )
    return [_unit(r) for r in rows]


def of_lot(library: Library, lot_id: int) -> list[Unit]:
    """The units of a lot, in the order of its lines."""
    rows = library.rows(
        f"{_UNIT} JOIN lot_line AS line ON line.unit_id = unit.id WHERE line.lot_id = ?"
        " ORDER BY line.sequence, line.id",
        (lot_id,),
    )
    return [_unit(r) for r in rows]


_PIECE = (
    "SELECT unit_piece.id, unit_id, unit_piece.issue_id, piece_id, unit_piece.position, role,"
    " ifnull(cause, ''), found_at IS NOT NULL, ifnull(confirmed_at, ''), unit_piece.note, run, number,"
    " cover, label, published_on, status, version, ifnull(piece.barcode, '')"
    " FROM unit_piece JOIN issue ON issue.id = unit_piece.issue_id"
    " LEFT JOIN piece ON piece.id = piece_id"
)


def _piece(r: Row) -> UnitPiece:
    return UnitPiece(
        id=r[0],
        unit_id=r[1],
        issue_id=r[2],
        piece_id=r[3],
        position=r[4],
        role=r[5],
        cause=r[6],
        found=bool(r[7]),
        confirmed_at=r[8],
        note=r[9],
        run=r[10],
        number=r[11],
        cover=r[12],
        label=r[13],
        published_on=date.fromisoformat(r[14]) if r[14] else None,
        status=Status(r[15]),
        version=r[16],
        barcode=r[17],
    )


def pieces(library: Library, unit_id: int) -> list[UnitPiece]:
    """What a unit is made of, gaps too, in the order of binding."""
    rows = library.rows(f"{_PIECE} WHERE unit_id = ? ORDER BY unit_piece.position, unit_piece.id", (unit_id,))
    return [_piece(r) for r in rows]


def pieces_of_units(library: Library, unit_ids: Iterable[int]) -> dict[int, list[UnitPiece]]:
    """What each of these units is made of, in one question to the file."""
    found: dict[int, list[UnitPiece]] = {unit_id: [] for unit_id in unit_ids}
    marks = ", ".join("?" * len(found))
    rows = library.rows(
        f"{_PIECE} WHERE unit_id IN ({marks}) ORDER BY unit_id, unit_piece.position, unit_piece.id",
        tuple(found),
    )
    for row in rows:
        found[row[1]].append(_piece(row))
    return found


def unit_of_piece(library: Library, piece_id: int) -> int | None:
    """The unit that a piece is in, or None."""
    found: int | None = library.value("SELECT unit_id FROM unit_piece WHERE piece_id = ?", (piece_id,))
    return found


def states_of_issue(library: Library, issue_id: int) -> list[State | None]:
    """The state of the unit of each good or damaged piece of an issue that counts; None: it is in no unit."""
    rows = library.rows(
        "SELECT unit.state FROM piece LEFT JOIN unit_piece ON unit_piece.piece_id = piece.id"
        " LEFT JOIN unit ON unit.id = unit_piece.unit_id"
        " WHERE piece.issue_id = ? AND condition IN ('good', 'damaged') AND kind NOT IN ('gift', 'extra')",
        (issue_id,),
    )
    return [State(r[0]) if r[0] else None for r in rows]


def issue_ids(library: Library, unit_ids: Sequence[int]) -> list[int]:
    """The issues of which these units have a piece."""
    marks = ", ".join("?" * len(unit_ids))
    rows = library.rows(
        f"SELECT DISTINCT issue_id FROM unit_piece WHERE unit_id IN ({marks}) AND piece_id IS NOT NULL"
        " ORDER BY issue_id",
        tuple(unit_ids),
    )
    return [r[0] for r in rows]
