"""The pieces of an issue, and the places that want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.rules.copies import Condition, state
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an issue. copy_id: the place that it is for, None where no copy was named."""

    id: int
    copy_id: int | None
    kind: str
    condition: Condition
    received_on: date

    @property
    def counts(self) -> bool:
        """Whether it fills a place: gifts and extra copies lie beside."""
        return self.kind not in {"gift", "extra"}


@dataclass(frozen=True, slots=True)
class Place:
    """A copy of a title, and the pieces that came for it. copy_id: None for a title without copies."""

    copy_id: int | None
    number: int
    location: str
    call_number: str
    routed: bool
    wants_barcode: bool
    pieces: Sequence[Piece] = ()

    @property
    def state(self) -> Condition | None:
        """How it fares; None: nothing came yet."""
        return state([piece.condition for piece in self.pieces])

    def with_condition(self, *conditions: Condition) -> list[Piece]:
        """Its pieces that are in one of these conditions."""
        return [piece for piece in self.pieces if piece.condition in conditions]


# Lower ranks get their piece first.
_COPIES = (
    "SELECT copy.id, copy.number, ifnull(location.name, ''),"
    " coalesce(copy.call_number, title.call_number, ''),"
    " EXISTS (SELECT 1 FROM routing WHERE copy_id = copy.id), wants_barcode"
    " FROM copy JOIN title ON title.id = copy.title_id LEFT JOIN location ON location.id = location_id"
    " WHERE copy.title_id = ? AND active ORDER BY copy.rank, copy.number, copy.id"
)


def of_issue(library: Library, issue_id: int) -> list[Piece]:
    """Every piece of an issue, in the order in which they came."""
    rows = library.rows(
        "SELECT id, copy_id, kind, condition, received_on FROM piece WHERE issue_id = ? ORDER BY id",
        (issue_id,),
    )
    return [Piece(r[0], r[1], r[2], Condition(r[3]), date.fromisoformat(r[4])) for r in rows]


def places(library: Library, title_id: int, pieces: Sequence[Piece] = ()) -> list[Place]:
    """The active copies of a title, who gets its piece first first, each with those of these pieces that
    count for it.

    A piece that no copy was named for (as records bring them) stands for the first copy that has none. A
    title without active copies has one place, that of all pieces.
    """
    rows = library.rows(_COPIES, (title_id,))
    counted = [piece for piece in pieces if piece.counts]
    if not rows:
        return [Place(None, 1, "", "", routed=False, wants_barcode=False, pieces=counted)]
    own = by_copy([row[0] for row in rows], counted)
    return [Place(r[0], r[1], r[2], r[3], bool(r[4]), bool(r[5]), own[r[0]]) for r in rows]


def by_copy(copies: Sequence[int], counted: Sequence[Piece]) -> dict[int, list[Piece]]:
    """Whose the pieces of an issue are that count: one without a copy stands for the first that has none."""
    own: dict[int, list[Piece]] = {copy_id: [] for copy_id in copies}
    for piece in counted:
        if piece.copy_id in own:
            own[piece.copy_id].append(piece)
    for piece in counted:
        if piece.copy_id is None:
            lacking = next((copy_id for copy_id in copies if not own[copy_id]), copies[0])
            own[lacking].append(piece)
    return own


def shared_out(copies: Sequence[int], pieces: Sequence[Piece]) -> list[Condition | None]:
    """How each of these copies fares with the pieces of an issue, as `places` would say; without copies
    there is one place, that of all pieces."""
    counted = [piece for piece in pieces if piece.counts]
    each = by_copy(copies, counted).values() if copies else [counted]
    return [state([piece.condition for piece in one]) for one in each]


def places_of(library: Library, issue_id: int, title_id: int) -> list[Place]:
    """The places of a title, with the pieces of one issue."""
    return places(library, title_id, of_issue(library, issue_id))
