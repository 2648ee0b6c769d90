"""A lot begins, and units get their lines in it."""

from __future__ import annotations

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.faults import free_of_charge
from buckram.storage.bindery import lots, picks, returned
from buckram.storage.bindery.lots import Lot, LotLine
from buckram.storage.ledger import ActWriter, act

KINDS = ("periodicals", "books", "music", "corrections")
SERVICES = ("standard", "rush")


def begin_lot(desk: Desk, binder_id: int, kind: str = "periodicals", service: str = "standard") -> Lot:
    """Begin a lot for a binder: one act. Its number counts on within the year: "2026-03"."""
    with act(desk.library, desk.hand(), "lot") as writer:
        lot = begin_lot_in(writer, binder_id, kind, service)
        rush = ", rush" if service == "rush" else ""
        writer.sentence = f"Lot {lot.number} for {lot.binder} begun: {kind}{rush}."
    return lot


def begin_lot_in(
    writer: ActWriter, binder_id: int, kind: str = "periodicals", service: str = "standard"
) -> Lot:
    """`begin_lot` inside an act."""
    hand = writer.hand
    lot_id = writer.insert(
        "lot",
        {
            "binder_id": binder_id,
            "number": picks.next_number(writer.library, binder_id, hand.at[:4]),
            "kind": kind,
            "service": service,
            "made_at": hand.at,
            "made_by": hand.person,
        },
    )
    return lots.get(writer.library, lot_id)


def give_up(desk: Desk, lot: Lot) -> str:
    """A lot that nothing is in is no lot, as it was on the screen: one act. Gives the sentence.

    Raises Refused when something is in it, or it is not being built; NotFound.
    """
    with act(desk.library, desk.hand(), "lot") as writer:
        now = building(writer, lot.id)
        if now.units:
            raise Refused(f"Lot {now.number} is not empty: {now.units} in it.", "X takes out what is in it.")
        writer.delete("lot", now.id)
        writer.sentence = f"Lot {now.number} for {now.binder} given up: nothing was in it."
    return writer.sentence


def building(writer: ActWriter, lot_id: int) -> Lot:
    """The lot, if it is still being built. Raises Refused when it was closed meanwhile, NotFound."""
    lot = lots.get(writer.library, lot_id)
    if lot.state != "building":
        raise Refused(f"Lot {lot.number} is {lot.state}.", "L takes another lot, or begins one.")
    return lot


def add_line(writer: ActWriter, lot_id: int, unit_id: int) -> int:
    """Give a unit its line at the end of a lot that is being built; gives the line's id.

    What was rejected is a correction in every lot that it goes into, and free of charge where every fault was
    the binder's. Raises Refused when the lot is closed, or the unit is in a lot that has not come back.
    """
    building(writer, lot_id)
    if there := picks.open_lot_of(writer.library, unit_id):
        raise Refused(f"This unit is in lot {there[1]} already.", "It can be in one lot at a time.")
    line: dict[str, int | str] = {
        "lot_id": lot_id,
        "unit_id": unit_id,
        "sequence": picks.next_sequence(writer.library, lot_id),
    }
    last = lots.line_of(writer.library, unit_id)
    if last is not None and last.checked == "rejected":
        line["corrects"] = last.id
        if free_of_charge(returned.found(writer.library, last.id)):
            line["price"] = "0"
    return writer.insert("lot_line", line)


def line_in(writer: ActWriter, lot_id: int, unit_id: int) -> LotLine | None:
    """The line that a unit has in this lot, or None."""
    line = lots.line_of(writer.library, unit_id)
    return line if line is not None and line.lot_id == lot_id else None


def take_line(writer: ActWriter, lot_id: int, unit_id: int) -> None:
    """Take a unit's line out of a lot that is being built. Raises Refused when it has none there."""
    building(writer, lot_id)
    line = line_in(writer, lot_id, unit_id)
    if line is None:
        raise Refused("This unit is not in the lot any more.", "The list shows what is in it now.")
    if line.packed_at:
        raise Refused(f"This unit is packed in box {line.box}.", "Take it out of its box first (F9 G).")
    writer.delete("lot_line", line.id)
