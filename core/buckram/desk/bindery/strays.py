"""What came with a lot and was not sent, in it or in any other: noted, and gone again."""

from __future__ import annotations

from buckram.desk.bindery.coming_back import settle
from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused
from buckram.storage.bindery import lots, returned
from buckram.storage.bindery.returned import Stray
from buckram.storage.ledger import act


def came_too(desk: Desk, lot_id: int, what: str) -> str:
    """Something came with a lot that was not sent. what: in words, or its code. One act; the sentence."""
    what = " ".join(what.split())
    if not what:
        raise Refused("What is it?", "Type what it is and whose, such as: Nature v.12, of the museum.")
    with act(desk.library, desk.hand(), "came too") as writer:
        lot = lots.get(desk.library, lot_id)
        values = {
            "lot_id": lot_id,
            "what": what,
            "came_on": desk.day_of_receipt().isoformat(),
            "came_by": desk.person,
            "settled": "",
            "settled_on": None,
        }
        writer.insert("stray", values)
        settle(writer, lot_id)
        writer.sentence = f"Came too, with lot {lot.number}: {what}."
    return writer.sentence


def gone_again(desk: Desk, stray: Stray, how: str) -> str:
    """What came too is no longer here: it went back to the binder, or to whose it is. The sentence."""
    how = " ".join(how.split()) or "sent back to the binder"
    with act(desk.library, desk.hand(), "came too") as writer:
        if all(one.id != stray.id for one in returned.strays(desk.library, stray.lot_id)):
            raise NotFound("This is no longer in the list.")
        writer.update(
            "stray",
            stray.id,
            {"settled": stray.settled, "settled_on": None},
            {"settled": how, "settled_on": desk.today().isoformat()},
        )
        settle(writer, stray.lot_id)
        writer.sentence = f"{stray.what}: {how}."
    return writer.sentence
