"""Walks along the shelf: begun, done, taken up again."""

from __future__ import annotations

from buckram.desk.desk import Desk
from buckram.storage import inventory as stored
from buckram.storage.inventory import Walk
from buckram.storage.ledger import act


def begin(desk: Desk, location_id: int | None) -> Walk:
    """Begin a walk at a location, or everywhere (None)."""
    with act(desk.library, desk.hand(), "inventory") as writer:
        walk_id = writer.insert(
            "inventory",
            {
                "person": desk.person,
                "station": desk.station,
                "location_id": location_id,
                "began_at": writer.hand.at,
            },
        )
        place = next((name for i, name in stored.locations(desk.library) if i == location_id), "all places")
        writer.sentence = f"Began an inventory of {place}."
    return stored.walk(desk.library, walk_id)


def end(desk: Desk, walk: Walk) -> str:
    """The walk is done; its lists stay. Raises Stale when somebody else ended it."""
    with act(desk.library, desk.hand(), "inventory") as writer:
        writer.update("inventory", walk.id, {"ended_at": None}, {"ended_at": writer.hand.at})
        writer.sentence = f"Ended the inventory of {walk.location or 'all places'}: {walk.pieces} pieces."
    return writer.sentence


def go_on(desk: Desk, walk: Walk) -> Walk:
    """Take up a walk that was ended: more is scanned on it, such as what was found again."""
    if walk.ended_at is not None:
        with act(desk.library, desk.hand(), "inventory") as writer:
            writer.update("inventory", walk.id, {"ended_at": walk.ended_at}, {"ended_at": None})
            writer.sentence = f"Took up the inventory of {walk.location or 'all places'} again."
    return stored.walk(desk.library, walk.id)
