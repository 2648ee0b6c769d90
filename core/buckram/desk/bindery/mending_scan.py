"""What was scanned or typed at the mending bench: which piece or volume it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.desk.bindery.mending import Noted, note_damage
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.resolving import resolve, title_line
from buckram.identify import read
from buckram.storage.bindery import repairs, volumes
from buckram.storage.bindery.repairs import Piece, Repair
from buckram.storage.titles import TitleLine


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to a scan at the bench.

    repair: what was scanned is in the queue already. piece_id, volume_id: what it is, where it is not.
    titles: several answer. pieces: the title is known, its piece is to be chosen; likely: the one to light.
    Nothing at all: nothing of this library answers. label: what it is, in words.
    """

    raw: str
    label: str = ""
    repair: Repair | None = None
    piece_id: int | None = None
    volume_id: int | None = None
    title: TitleLine | None = None
    titles: Sequence[TitleLine] = ()
    pieces: Sequence[Piece] = ()
    likely: int = 0


def scanned(desk: Desk, raw: str) -> Scanned:
    """Which piece or volume a code or a typed line means."""
    from buckram.desk.item_barcodes import meant

    library = desk.library
    reading = read(raw, institution=decided(library, "institution") or None)
    for code in filter(None, (meant(library, reading, by_hand=True), raw.strip())):
        volume = volumes.bearing(library, code)
        if volume is not None:
            return _this(desk, raw, volume_id=volume.id)
        piece_id = repairs.piece_bearing(library, code)
        if piece_id is not None:
            return _this(desk, raw, piece_id=piece_id)
    meaning = resolve(library, reading, desk.today())
    if not meaning.titles:
        return Scanned(raw)
    if len(meaning.titles) > 1:
        return Scanned(raw, titles=meaning.titles)
    title = meaning.titles[0]
    if meaning.issue_id is not None:
        here = repairs.pieces_of_issue(library, meaning.issue_id)
        if len(here) == 1:
            return _this(desk, raw, piece_id=here[0])
    return of_title(desk, raw, title.id, meaning.issue_id or meaning.light)


def of_title(desk: Desk, raw: str, title_id: int, issue_id: int | None = None) -> Scanned:
    """The title is known: its pieces and volumes to choose from. issue_id: the likeliest."""
    library = desk.library
    found = repairs.pieces_of_title(library, title_id)
    near = set(repairs.pieces_of_issue(library, issue_id)) if issue_id is not None else set()
    likely = next((n for n, one in enumerate(found) if one.piece_id in near), 0)
    return Scanned(raw, title=title_line(library, title_id), pieces=found, likely=likely)


def this_one(desk: Desk, raw: str, piece: Piece) -> Scanned:
    """A piece or volume was chosen."""
    return _this(desk, raw, piece_id=piece.piece_id, volume_id=piece.volume_id)


def _this(desk: Desk, raw: str, *, piece_id: int | None = None, volume_id: int | None = None) -> Scanned:
    library = desk.library
    if piece_id is not None:
        subject = repairs.of_a_piece(library, piece_id)
    else:
        subject = repairs.of_a_volume(library, volume_id) if volume_id is not None else None
    if subject is None:
        return Scanned(raw)
    there = repairs.open_of(library, piece_id=piece_id, volume_id=subject.volume_id)
    if there is not None:
        return Scanned(raw, there.named, repair=there)
    title = title_line(library, subject.title_id) if subject.title_id is not None else None
    label = f"{subject.label}, {title.name}" if title else subject.label
    return Scanned(raw, label, piece_id=piece_id, volume_id=volume_id, title=title)


def note_scanned(desk: Desk, found: Scanned, damage: str) -> Noted:
    """Put what was scanned on the shelf into the queue. Raises Refused."""
    return note_damage(
        desk, found_at="shelf", piece_id=found.piece_id, volume_id=found.volume_id, damage=damage
    )


def note_typed(desk: Desk, title_id: int | None, what: str, damage: str) -> Noted:
    """Put something into the queue that no card knows: a book, a loose plate, an old volume."""
    return note_damage(desk, found_at="shelf", title_id=title_id, what=what, damage=damage)
