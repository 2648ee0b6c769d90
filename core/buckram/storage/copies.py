"""The copies of a title with all that is said of them, and the pieces with their barcodes."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class CopyData:
    """A copy as its title's data has it. call_number: its own, "" when it is the title's.

    rank: lower ones get their piece first. keeps: what a person said; retention: what the record says.
    readers: how many names its routing list has. active: it wants further issues.
    """

    id: int
    title_id: int
    number: int
    rank: int
    location_id: int | None
    location: str
    location_code: str
    call_number: str
    wants_barcode: bool
    keeps: str
    retention: str
    readers: int
    active: bool


@dataclass(frozen=True, slots=True)
class Location:
    """A place for pieces."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PieceData:
    """A piece and where it belongs. copy_number: 0 when it is of no copy. barcode: "" for none."""

    id: int
    title_id: int
    title: str
    issue_id: int
    label: str
    copy_id: int | None
    copy_number: int
    kind: str
    condition: str
    received_on: str
    barcode: str

    @property
    def place(self) -> str:
        """Title, issue and copy, as a sentence has them."""
        return f"{self.title}, {self.label}{f', c.{self.copy_number}' if self.copy_number else ''}"


ORDER = "copy.rank, copy.number, copy.id"
"""The order in which copies get their pieces."""

_COPY = (
    "SELECT copy.id, title_id, copy.number, rank, location_id, ifnull(location.name, ''),"
    " ifnull(location.code, ''), ifnull(copy.call_number, ''), wants_barcode, ifnull(keeps, ''),"
    " ifnull(retention, ''), (SELECT count(*) FROM routing WHERE copy_id = copy.id), active"
    " FROM copy LEFT JOIN location ON location.id = location_id"
)


def _copy(row: Row) -> CopyData:
    values = list(row)
    values[8], values[12] = bool(values[8]), bool(values[12])
    return CopyData(*values)


def of_title(library: Library, title_id: int) -> list[CopyData]:
    """The copies of a title: those that want issues in the order in which they get them, then closed ones."""
    return [
        _copy(r)
        for r in library.rows(f"{_COPY} WHERE title_id = ? ORDER BY active DESC, {ORDER}", (title_id,))
    ]


def get(library: Library, copy_id: int) -> CopyData:
    """One copy. Raises NotFound."""
    row = library.row(f"{_COPY} WHERE copy.id = ?", (copy_id,))
    if row is None:
        raise NotFound("This copy is no longer in the library.")
    return _copy(row)


def locations(library: Library) -> list[Location]:
    """Every place, in the order of the round."""
    return [Location(*r) for r in library.rows("SELECT id, code, name FROM location ORDER BY position, name")]


_PIECE = (
    "SELECT piece.id, title.id, title.name, issue.id, issue.label, copy_id, ifnull(copy.number, 0),"
    " piece.kind, condition, received_on, ifnull(barcode, '')"
    " FROM piece JOIN issue ON issue.id = issue_id JOIN title ON title.id = issue.title_id"
    " LEFT JOIN copy ON copy.id = copy_id"
)


def pieces(library: Library, issue_id: int) -> list[PieceData]:
    """The pieces of an issue, in the order in which they came."""
    return [
        PieceData(*r) for r in library.rows(f"{_PIECE} WHERE issue_id = ? ORDER BY piece.id", (issue_id,))
    ]


def piece(library: Library, piece_id: int) -> PieceData | None:
    """One piece."""
    row = library.row(f"{_PIECE} WHERE piece.id = ?", (piece_id,))
    return PieceData(*row) if row else None


def bearing(library: Library, barcode: str) -> PieceData | None:
    """The piece that bears this barcode of the library's own."""
    row = library.row(f"{_PIECE} WHERE barcode = ?", (barcode,))
    return PieceData(*row) if row else None


def barcode_question(library: Library, issue_id: int) -> int | None:
    """The oldest open question about the barcode of a piece of an issue (the id of its scan), or None."""
    found: int | None = library.value(
        "SELECT scan.id FROM scan INDEXED BY scan_by_issue WHERE issue_id = ? AND question = 'barcode wanted'"
        " AND settled_at IS NULL ORDER BY id LIMIT 1",
        (issue_id,),
    )
    return found


def partial_issues(library: Library, title_id: int) -> list[int]:
    """The issues of a title of which some copies came and others not."""
    return [
        r[0]
        for r in library.rows("SELECT id FROM issue WHERE title_id = ? AND status = 'partial'", (title_id,))
    ]
