"""Bound volumes: what stands on the shelf as one, with its barcode and its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound volume. unit_id: None for one that was bound before Buckram. thickness: tenths of a millimetre,
    None where it is not known. first: position of its first issue, None where its issues are not known.

    call_number, location: its own where it has some, else those of its copy and title. processed_at: "".
    """

    id: int
    unit_id: int | None
    title_id: int
    title: str
    sort_name: str
    copy_id: int | None
    copy_number: int | None
    barcode: str
    label: str
    call_number: str
    location_id: int | None
    location: str
    location_position: int
    thickness: int | None
    accepted_on: date
    processed_at: str
    shelved_on: date | None
    first: int | None
    pieces: int

    @property
    def name(self) -> str:
        """Title and volume, as sentences have them."""
        copy = f", c.{self.copy_number}" if self.copy_number and self.copy_number > 1 else ""
        return f"{self.title}, {self.label}{copy}"


_VOLUME = (
    "SELECT volume.id, volume.unit_id, volume.title_id, title.name, title.sort_name, volume.copy_id,"
    " copy.number, ifnull(volume.barcode, ''), volume.label,"
    " coalesce(nullif(volume.call_number, ''), copy.call_number, title.call_number, ''),"
    " coalesce(volume.location_id, copy.location_id), ifnull(location.name, ''),"
    " ifnull(location.position, 0), volume.thickness, volume.accepted_on, ifnull(volume.processed_at, ''),"
    " volume.shelved_on, (SELECT min(issue.position) FROM unit_piece JOIN issue ON issue.id = issue_id"
    "  WHERE unit_piece.unit_id = volume.unit_id AND run = 'basic'"
    # Issues of a later title that are bound with it have a card of their own.
    "  AND issue.title_id = volume.title_id) AS first,"
    " (SELECT count(*) FROM unit_piece WHERE unit_piece.unit_id = volume.unit_id AND piece_id IS NOT NULL)"
    " FROM volume JOIN title ON title.id = volume.title_id LEFT JOIN copy ON copy.id = volume.copy_id"
    " LEFT JOIN location ON location.id = coalesce(volume.location_id, copy.location_id)"
)

_ORDER = "first IS NOT NULL, first, volume.id"
"""What was bound before Buckram stands before what Buckram bound."""


def _volume(row: Row) -> Volume:
    values = list(row)
    values[14] = date.fromisoformat(row[14])
    values[16] = date.fromisoformat(row[16]) if row[16] else None
    return Volume(*values)


def find(library: Library, volume_id: int) -> Volume | None:
    """A volume, or None."""
    row = library.row(f"{_VOLUME} WHERE volume.id = ?", (volume_id,))
    return _volume(row) if row else None


def get(library: Library, volume_id: int) -> Volume:
    """A volume. Raises NotFound."""
    found = find(library, volume_id)
    if found is None:
        raise NotFound("This volume is no longer there.", "Its acceptance was taken back.")
    return found


def of_title(library: Library, title_id: int) -> list[Volume]:
    """The bound volumes of a title: those from before Buckram, then the others in the order of their issues;
    the copies of one volume together."""
    rows = library.rows(f"{_VOLUME} WHERE volume.title_id = ? ORDER BY {_ORDER}, copy.number", (title_id,))
    return [_volume(r) for r in rows]


def with_others(library: Library, title_id: int) -> list[Volume]:
    """The volumes of other titles, such as the one before, in which issues of this one are bound."""
    rows = library.rows(
        f"{_VOLUME} WHERE volume.title_id <> ? AND volume.unit_id IN (SELECT unit_id FROM issue"
        "  JOIN unit_piece ON unit_piece.issue_id = issue.id AND piece_id IS NOT NULL"
        f"  WHERE issue.title_id = ?) ORDER BY {_ORDER}",
        (title_id, title_id),
    )
    return [_volume(row) for row in rows]


def every(library: Library) -> list[Volume]:
    """Every bound volume, title by title."""
    return [_volume(r) for r in library.rows(f"{_VOLUME} ORDER BY title.sort_name, title.id, {_ORDER}")]


def bearing(library: Library, barcode: str) -> Volume | None:
    """The volume that bears this barcode, or None."""
    row = library.row(f"{_VOLUME} WHERE volume.barcode = ?", (barcode,))
    return _volume(row) if row else None


def of_unit(library: Library, unit_id: int) -> Volume | None:
    """The volume that a unit became, or None."""
    row = library.row(f"{_VOLUME} WHERE volume.unit_id = ?", (unit_id,))
    return _volume(row) if row else None


def of_piece(library: Library, barcode: str) -> tuple[Volume, int] | None:
    """(the volume that the piece with this old barcode is bound in, the piece's issue), or None."""
    row = library.row(
        "SELECT unit_piece.unit_id, unit_piece.issue_id FROM piece"
        " JOIN unit_piece ON unit_piece.piece_id = piece.id WHERE piece.barcode = ?",
        (barcode,),
    )
    volume = of_unit(library, row[0]) if row else None
    return (volume, row[1]) if row and volume else None


def of_issue(library: Library, issue_id: int) -> list[Volume]:
    """The volumes in which a piece of an issue is bound."""
    rows = library.rows(
        f"{_VOLUME} WHERE volume.unit_id IN (SELECT unit_id FROM unit_piece WHERE issue_id = ?"
        " AND piece_id IS NOT NULL) ORDER BY copy.number, volume.id",
        (issue_id,),
    )
    return [_volume(r) for r in rows]


def first_issue(library: Library, volume_id: int) -> int | None:
    """The first issue that is bound in a volume, or None where its issues are not known."""
    found: int | None = library.value(
        "SELECT issue_id FROM unit_piece JOIN volume ON volume.unit_id = unit_piece.unit_id"
        " WHERE volume.id = ? ORDER BY unit_piece.position LIMIT 1",
        (volume_id,),
    )
    return found


def to_shelve(library: Library) -> list[Volume]:
    """The accepted volumes that do not stand on the shelf yet; what was bound before Buckram does."""
    return [
        _volume(r)
        for r in library.rows(
            f"{_VOLUME} WHERE volume.shelved_on IS NULL AND volume.unit_id IS NOT NULL ORDER BY volume.id"
        )
    ]


def issue_barcodes(library: Library, unit_id: int) -> list[str]:
    """The barcodes that the pieces of a unit had before they were bound, in the order of binding."""
    rows = library.rows(
        "SELECT barcode FROM unit_piece JOIN piece ON piece.id = piece_id WHERE unit_id = ?"
        " AND barcode IS NOT NULL ORDER BY unit_piece.position, unit_piece.id",
        (unit_id,),
    )
    return [r[0] for r in rows]


def cost(library: Library, volume_id: int) -> str:
    """What the binder took for a volume, with its currency; "" where it is not known. The first charge: what
    a correction cost is no price of the volume."""
    row = library.row(
        "SELECT charged, binder.currency FROM volume JOIN lot_line ON lot_line.unit_id = volume.unit_id"
        " JOIN lot ON lot.id = lot_id JOIN binder ON binder.id = binder_id"
        " WHERE volume.id = ? AND charged IS NOT NULL ORDER BY lot_line.id LIMIT 1",
        (volume_id,),
    )
    return f"{row[0]} {row[1]}".strip() if row else ""


def control_number(library: Library, title_id: int) -> tuple[str, str]:
    """(control number, its source) of a title's newest bibliographic record, ("", "") for none."""
    row = library.row(
        "SELECT control_number, ifnull(control_source, '') FROM record WHERE title_id = ? AND kind = 'bib'"
        " AND control_number IS NOT NULL ORDER BY id DESC LIMIT 1",
        (title_id,),
    )
    return (row[0], row[1]) if row else ("", "")


def own_location(library: Library, volume_id: int) -> int | None:
    """The place that a volume has of its own; None where it stands with its copy."""
    found: int | None = library.value("SELECT location_id FROM volume WHERE id = ?", (volume_id,))
    return found


def location_of_code(library: Library, code: str) -> int | None:
    """The place with this code, or None."""
    found: int | None = library.value("SELECT id FROM location WHERE code = ?", (code,))
    return found


def location_code(library: Library, location_id: int | None) -> str:
    """The code of a place, "" for none."""
    code: str | None = library.value("SELECT code FROM location WHERE id = ?", (location_id,))
    return code or ""
