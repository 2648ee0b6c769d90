"""A piece is confirmed, or not after all: inside the acts of the bench."""

from __future__ import annotations

from buckram.errors import Refused
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.ledger import ActWriter


def confirmed(writer: ActWriter, place: BenchPlace) -> None:
    """The piece lies on the bench, and is what the unit wants. Raises Refused, Stale."""
    if not place.here:
        raise Refused(f"{place.label} is not here.", "G takes it in when it came; H says why it is a gap.")
    if place.confirmed_at:
        raise Refused(f"{place.label} is confirmed already.")
    at = writer.hand.at
    writer.update(
        "unit_piece",
        place.id,
        {
            "piece_id": place.piece_id,
            "confirmed_at": None,
            "confirmed_by": place.confirmed_by or None,
            "found_at": place.found_at or None,
        },
        {
            "piece_id": place.piece_id,
            "confirmed_at": at,
            "confirmed_by": writer.hand.person,
            "found_at": place.found_at or at,
        },
    )


def not_confirmed(writer: ActWriter, place: BenchPlace) -> None:
    """It is not confirmed after all, or is not here at all."""
    writer.update(
        "unit_piece",
        place.id,
        {"confirmed_at": place.confirmed_at or None, "confirmed_by": place.confirmed_by or None},
        {"confirmed_at": None, "confirmed_by": None},
    )
