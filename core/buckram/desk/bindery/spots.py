"""The boxes of a unit side by side, as a strip shows them; and where it may be split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buckram.rules.bindery.breaks import Break, Leaf, breaks
from buckram.storage.bindery import made, units
from buckram.storage.bindery.made import Place
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buckram.desk.bindery.due import DueUnit


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a unit in its strip. number: as its box has it; volume: the line of the card it stands on.

    gap: it is not here; cause: why, "" where nobody has said. count: pieces to choose from, more than one
    for a double. done: it was found on the shelf, or confirmed at the bench. issue_id, label: which it is.
    """

    number: str
    volume: str
    role: str
    label: str
    issue_id: int
    gap: bool = False
    cause: str = ""
    count: int = 1
    done: bool = False


def spots(library: Library, what: Unit | DueUnit) -> list[Spot]:
    """The places of a unit, made or only due, in the order of binding: in two questions to the file."""
    places, gaps, done = _places(library, what)
    if not places:
        return []
    several = made.doubles(library, [place.issue_id for place in places], what.copy_id)
    return [
        Spot(
            number=place.number,
            volume=place.volume,
            role=place.role,
            label=place.label,
            issue_id=place.issue_id,
            gap=place.piece_id is None,
            cause=gaps.get(place.issue_id, ""),
            count=several.get(place.issue_id, 1),
            done=place.issue_id in done,
        )
        for place in places
    ]


def _places(library: Library, what: Unit | DueUnit) -> tuple[list[Place], dict[int, str], set[int]]:
    """(places, causes of gaps by issue, issues that are found)."""
    from dataclasses import replace

    if isinstance(what, Unit):
        of_unit = units.pieces(library, what.id)
        causes = {piece.issue_id: piece.cause for piece in of_unit}
        return made.places(library, [what.id])[what.id], causes, {p.issue_id for p in of_unit if p.found}
    known = made.issues(library, [piece.issue_id for piece in what.pieces])
    places = [
        replace(known[piece.issue_id], piece_id=piece.piece_id, role=piece.role)
        for piece in what.pieces
        if piece.issue_id in known
    ]
    return places, {piece.issue_id: piece.cause for piece in what.pieces}, set()


def splits(library: Library, what: Unit | DueUnit, thickness: int) -> list[Break]:
    """Where a unit may be split, the most natural first. thickness: of all of it."""
    places, _, _ = _places(library, what)
    here = sum(place.piece_id is not None for place in places)
    each = thickness // here if here else 0
    return breaks([_leaf(place, each) for place in places])


def _leaf(place: Place, each: int) -> Leaf:
    here = place.piece_id is not None
    return Leaf(
        number=place.number or place.label,
        volume=place.volume,
        published_on=place.published_on,
        # A special issue breaks no volume, and stands behind the issue that it came with.
        role=place.role,
        here=here,
        thickness=each if here else 0,
    )


def lacking(found: Sequence[Spot]) -> str:
    """The gaps in words: "no.4 lost, no.7 never came"; "" where there is none."""
    return ", ".join(f"{spot.number or spot.label} {spot.cause or 'not here'}" for spot in found if spot.gap)
