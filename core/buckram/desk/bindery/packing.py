"""Packing a lot: each unit goes into a box with its ticket, and the lot closes when all of it lies there."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.desk.bindery.lot_lines import LotTold, PackLine, lot_told, named, why_not
from buckram.desk.bindery.lots_made import add_line, take_line
from buckram.desk.bindery.moving import move
from buckram.desk.bindery.picking import name_titles, seen
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.bindery.measure import told_weight
from buckram.rules.bindery.states import BEFORE_SHIPPING, BOUND, State
from buckram.storage import copies
from buckram.storage.bindery import lots, tickets, units
from buckram.storage.bindery.lots import Lot
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library

_MAY_COME_IN = BEFORE_SHIPPING | {State.REJECTED}
"""What is bound, boxed, given up, or was sent back without a decision goes into no lot."""


class TooHeavy(Refused):
    """The box would weigh more than its binder takes. The same once more packs it there all the same."""

    title = "The box is full"


class OtherLot(Refused):
    """The scanned ticket is of a unit that is not in this lot, and may be taken into it. unit_id: which."""

    title = "Not in this lot"

    def __init__(self, sentence: str, next_step: str, unit_id: int) -> None:
        super().__init__(sentence, next_step)
        self.unit_id = unit_id


@dataclass(frozen=True, slots=True)
class Packed:
    """What packing a unit did. left: how many units of the lot are not packed yet."""

    unit_id: int
    box: int
    left: int
    sentence: str


def scan_ticket(desk: Desk, lot_id: int, raw: str, box: int, *, insist: bool = False) -> Packed:
    """Pack the unit of a scanned ticket into a box of the lot: one act.

    insist: also when the box becomes too heavy. Raises Refused where the code is no ticket's, the ticket is
    not proofed, or its unit is packed already; OtherLot; TooHeavy.
    """
    library = desk.library
    number = "".join(raw.split()).upper()
    with act(library, desk.hand(), "pack") as writer:
        told = lot_told(library, lot_id)
        still_building(told.lot)
        found = next((one for one in told.lines if one.ticket and one.ticket.number == number), None)
        if found is None:
            raise _not_of_this_lot(library, told, raw, number)
        return _pack(desk, writer, told, found, box, insist=insist)


def pack_line(desk: Desk, lot_id: int, line: PackLine, box: int, *, insist: bool = False) -> Packed:
    """Pack a unit whose ticket cannot be scanned, as it was on the screen: one act.

    Raises Refused as `scan_ticket` does; Stale when somebody changed the unit or its line meanwhile.
    """
    with act(desk.library, desk.hand(), "pack") as writer:
        told = lot_told(desk.library, lot_id)
        still_building(told.lot)
        seen(writer, line.unit)
        now = next((one for one in told.lines if one.line.id == line.line.id), None)
        if now is None or now.line != line.line:
            raise Stale("Somebody else packed or moved this meanwhile.", "It is shown now as it is.")
        return _pack(desk, writer, told, now, box, insist=insist)


def _pack(
    desk: Desk, writer: ActWriter, told: LotTold, one: PackLine, box: int, *, insist: bool = False
) -> Packed:
    unit, there = one.unit, told.box(box)
    if one.packed:
        raise Refused(f"Packed already, in box {one.line.box}: {one.name}.", "It counts once.")
    why, step = why_not(unit, one.ticket, proofed=told.binder.proofed)
    if why:
        raise Refused(why, step)
    grams = there.grams + one.grams
    if there.units and grams > told.binder.box_grams and not insist:
        pounds = decided(desk.library, "inches")
        weighs, takes = (told_weight(g, pounds=pounds) for g in (grams, told.binder.box_grams))
        raise TooHeavy(
            f"Not packed: box {box} would weigh {weighs}, and {told.binder.name} takes {takes}.",
            f"Right begins box {box + 1}. The same again packs it here all the same.",
        )
    hand = writer.hand
    writer.update(
        "lot_line",
        one.line.id,
        {"box": one.line.box, "packed_at": None, "packed_by": None},
        {"box": box, "packed_at": hand.at, "packed_by": hand.person},
    )
    move(writer, unit, State.PACKED)
    writer.title_id = unit.title_id
    writer.sentence = f"Packed in box {box} of lot {told.lot.number}: {unit.label}: {unit.title}."
    left = len(told.unpacked) - 1
    rush = " It is urgent." if unit.rush and told.lot.service != "rush" else ""
    to_go = f"{left} to go" if left else "the last one"
    return Packed(unit.id, box, left, f"In box {box} as no. {there.units + 1}, {to_go}: {one.name}.{rush}")


def _not_of_this_lot(library: Library, told: LotTold, raw: str, number: str) -> Refused:
    """What a scanned code is, when it is no ticket of this lot."""
    ticket = tickets.by_number(library, number)
    if ticket is None:
        piece = copies.bearing(library, number)
        if piece is not None:
            return Refused(
                f"This is the barcode of a piece: {piece.place}.", "Scan the ticket that lies in the volume."
            )
        return Refused(
            f"No ticket has the number {raw.strip()}: nothing was packed or received.",
            "Enter packs the lit unit when its ticket cannot be read. F2 is for mail.",
        )
    unit = units.get(library, ticket.unit_id)
    line = lots.line_of(library, unit.id)
    other = lots.get(library, line.lot_id) if line is not None and not line.result else None
    named_unit = f"{number} is {unit.label}: {unit.title}"
    if other is not None and other.state in {"closed", "sent", "back"}:
        return Refused(
            f"{named_unit}. It went into lot {other.number}, which is {other.state}.", "Put it aside."
        )
    if line is not None and line.result and unit.state in BOUND | {State.BACK}:
        came = lots.get(library, line.lot_id)
        return Refused(
            f"{named_unit}. It came back with lot {came.number} and is {unit.state}.",
            "Put it with what came back.",
        )
    if unit.state not in _MAY_COME_IN:
        return Refused(f"{named_unit}. It is {unit.state}.", "Put it aside.")
    where = f"It is in lot {other.number}." if other is not None else "It is in no lot."
    if unit.state is State.PACKED and other is not None and line is not None:
        where = f"It is packed in box {line.box} of lot {other.number}."
        return Refused(f"{named_unit}. {where}", "Put it there.")
    return OtherLot(f"{named_unit}. {where}", f"A takes it into lot {told.lot.number}.", unit.id)


def bring_in(desk: Desk, lot_id: int, unit_id: int) -> str:
    """Take a unit into the lot that is in no lot, or in another that is still being built: one act.

    Gives the sentence. Raises Refused when it lies in a box, or its lot is closed.
    """
    library = desk.library
    with act(library, desk.hand(), "pick") as writer:
        lot = lots.get(library, lot_id)
        still_building(lot)
        unit = units.get(library, unit_id)
        line = lots.line_of(library, unit_id)
        if unit.state not in _MAY_COME_IN:
            raise Refused(f"{unit.label} is {unit.state}: {unit.title}.", "It cannot go to the binder now.")
        if line is not None and not line.result and line.lot_id != lot_id:
            take_line(writer, line.lot_id, unit_id)
        add_line(writer, lot_id, unit_id)
        writer.title_id = unit.title_id
        writer.sentence = f"Into lot {lot.number}: {unit.label}: {unit.title}."
    return writer.sentence


def unpack(desk: Desk, lot_id: int, line: PackLine) -> str:
    """Take a unit out of its box, as it was on the screen: one act. It stays in the lot.

    Gives the sentence. Raises Refused when the lot is closed; Stale.
    """
    with act(desk.library, desk.hand(), "unpack") as writer:
        lot = lots.get(desk.library, lot_id)
        still_building(lot)
        seen(writer, line.unit)
        writer.update(
            "lot_line",
            line.line.id,
            {"box": line.line.box, "packed_at": line.line.packed_at, "packed_by": line.line.packed_by},
            {"box": None, "packed_at": None, "packed_by": None},
        )
        # What somebody held after it was packed stays held.
        if line.unit.state is State.PACKED:
            # A correction goes out as it was rejected, without a new ticket.
            move(writer, line.unit, State.TICKETED if line.line.corrects is None else State.REJECTED)
        writer.title_id = line.unit.title_id
        writer.sentence = (
            f"Out of box {line.line.box} of lot {lot.number}: {line.unit.label}: {line.unit.title}."
        )
    return writer.sentence


def close(desk: Desk, lot_id: int, counted: int) -> str:
    """Close a lot whose units all lie in their boxes, as somebody counted there: one act.

    counted: the units in all the boxes, counted by hand. Gives the sentence. Raises Refused, and names what
    is missing or too many, when a unit is not packed, or the count is not what was scanned.
    """
    library = desk.library
    with act(library, desk.hand(), "close lot") as writer:
        told = lot_told(library, lot_id)
        still_building(told.lot)
        check_count(told, counted)
        boxes = _close_ranks(writer, told)
        for one in told.lines:
            if not one.line.price and one.ticket and one.ticket.price:
                writer.update("lot_line", one.line.id, {"price": None}, {"price": one.ticket.price})
        writer.update(
            "lot",
            lot_id,
            {"state": "building", "closed_at": None},
            {"state": "closed", "closed_at": writer.hand.at},
        )
        name_titles(writer, [one.unit.title_id for one in told.lines])
        count = len(told.lines)
        writer.sentence = (
            f"Lot {told.lot.number} closed: {count} unit{'' if count == 1 else 's'}"
            f" in {boxes} box{'' if boxes == 1 else 'es'}, scanned and counted."
        )
    return writer.sentence


def check_count(told: LotTold, counted: int) -> None:
    """Let what was counted be what was scanned, and all of the lot. Raises Refused: names what is not."""
    if not told.lines:
        raise Refused(f"Nothing is in lot {told.lot.number}.", "F9 B picks what is due.")
    scanned, missing = len(told.packed), told.unpacked
    by_box = ", ".join(f"box {box.number}: {box.units}" for box in told.boxes)
    if missing:
        stands = f"{len(missing)} of {len(told.lines)} not packed: {named(missing)}."
        differs = f" {counted} counted, {scanned} scanned." if counted != scanned else ""
        raise Refused(f"{stands}{differs}", "Scan their tickets, or X takes them out of the lot.")
    if elsewhere := [one for one in told.packed if one.unit.state is not State.PACKED]:
        first = elsewhere[0]
        raise Refused(
            f"{named(elsewhere)}: in box {first.line.box}, and {first.unit.state}.",
            "X takes it out of its box.",
        )
    if counted < scanned:
        raise Refused(
            f"{counted} counted, {scanned} scanned: {scanned - counted} missing ({by_box}).",
            "Count box by box; X takes out of its box what does not lie there.",
        )
    if counted > scanned:
        raise Refused(
            f"{counted} counted, {scanned} scanned: {counted - scanned} too many ({by_box}).",
            "Scan the box that has too many once more: the bell tells what does not belong there.",
        )


def _close_ranks(writer: ActWriter, told: LotTold) -> int:
    """No number is left to a box in which nothing lies, nor to a unit that was taken out: they count on, box
    by box, as the manifest has them. Gives how many boxes there are."""
    new = {box.number: n for n, box in enumerate((box for box in told.boxes if box.units), 1)}
    packed = sorted(told.lines, key=lambda one: (one.line.box or 0, one.line.sequence))
    for sequence, one in enumerate(packed, 1):
        box = one.line.box
        after = {"box": new[box] if box is not None else None, "sequence": sequence}
        before = {"box": box, "sequence": one.line.sequence}
        if after != before:
            writer.update("lot_line", one.line.id, before, after)
    return len(new)


def reopen(desk: Desk, lot: Lot) -> str:
    """Open a closed lot again, as it was on the screen: one act. What lies in its boxes stays there.

    Gives the sentence. Raises Refused when the lot is not closed, or has left; Stale.
    """
    if lot.state != "closed":
        raise Refused(
            f"Lot {lot.number} is {lot.state}.", "Y says that it never left." if lot.state == "sent" else ""
        )
    with act(desk.library, desk.hand(), "open lot") as writer:
        writer.update(
            "lot",
            lot.id,
            {"state": "closed", "closed_at": lot.closed_at},
            {"state": "building", "closed_at": None},
        )
        writer.sentence = f"Lot {lot.number} is open again: what is packed lies in its box."
    return writer.sentence


def still_building(lot: Lot) -> None:
    """Let the lot be open. Raises Refused."""
    if lot.state == "closed":
        raise Refused(f"Lot {lot.number} is closed.", "C opens it again.")
    if lot.state != "building":
        raise Refused(f"Lot {lot.number} is {lot.state}.", "What is in it is with the binder, or came back.")


def typed_count(text: str) -> int:
    """The number of units that somebody counted. Raises Refused."""
    typed = text.strip()
    if not typed.isdecimal() or len(typed) > 4:
        raise Refused(f"“{typed}” is no number of units.", "Count what lies in all the boxes: 30.")
    return int(typed)
