"""Volumes that were bound before Buckram, added by hand; and where a bound piece or a ticket's unit is."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.desk.desk import Desk
from buckram.desk.item_barcodes import free_barcode
from buckram.errors import Refused
from buckram.identify.item_codes import plain
from buckram.rules.bindery.states import AWAY
from buckram.rules.keeping import spoken_day
from buckram.storage import copies, titles
from buckram.storage.bindery import lots, tickets, units, volumes
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.bindery.volumes import Volume
from buckram.storage.ledger import act
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class AddedVolume:
    """What adding or changing a volume did."""

    act_id: int
    volume: Volume
    sentence: str


def add_volume(
    desk: Desk,
    title_id: int,
    label: str,
    *,
    copy_id: int | None = None,
    barcode: str = "",
    thickness: int | None = None,
) -> AddedVolume:
    """A volume of a title that was bound before Buckram: one act. thickness: tenths of a millimetre.

    copy_id: None: the title's only copy, or of no copy where it has several. Raises Refused without a label,
    or for a barcode that is wrong or in use; NotFound.
    """
    label = " ".join(label.split())
    if not label:
        raise Refused("Which volume is it?", "Type it as its spine has it, such as v.12 (1998).")
    library = desk.library
    title = titles.get(library, title_id)
    own = [one for one in copies.of_title(library, title_id) if one.active]
    copy = copies.get(library, copy_id) if copy_id else own[0] if len(own) == 1 else None
    with act(library, desk.hand(), "volume") as writer:
        values = {
            "title_id": title_id,
            "copy_id": copy.id if copy else None,
            "barcode": free_barcode(library, barcode) if barcode.strip() else None,
            "label": label,
            "call_number": (copy.call_number if copy else "") or title.call_number,
            "location_id": copy.location_id if copy else None,
            "thickness": thickness,
            "accepted_on": desk.today().isoformat(),
            "shelved_on": desk.today().isoformat(),
        }
        volume_id = writer.insert("volume", values)
        writer.title_id = title_id
        writer.sentence = f"Bound volume {label} added: {title.name}."
    return AddedVolume(writer.id, volumes.get(library, volume_id), writer.sentence)


def change_volume(
    desk: Desk,
    volume: Volume,
    *,
    label: str | None = None,
    thickness: int | None = None,
    location_id: int | None = None,
) -> AddedVolume:
    """Another label, thickness or place of a volume; None leaves it. One act.

    Raises Refused where nothing is different, Stale.
    """
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    if label is not None and label.strip() and label.strip() != volume.label:
        before["label"], after["label"] = volume.label, " ".join(label.split())
    if thickness is not None and thickness != volume.thickness:
        before["thickness"], after["thickness"] = volume.thickness, thickness
    if location_id is not None and location_id != volume.location_id:
        held = volumes.own_location(desk.library, volume.id)
        before["location_id"], after["location_id"] = held, location_id
    if not after:
        raise Refused("Nothing is different.", "Type what is to be changed.")
    with act(desk.library, desk.hand(), "volume") as writer:
        writer.update("volume", volume.id, before, after)
        writer.title_id = volume.title_id
        writer.sentence = f"Volume {after.get('label', volume.label)} changed: {volume.title}."
    return AddedVolume(writer.id, volumes.get(desk.library, volume.id), writer.sentence)


def remove_volume(desk: Desk, volume: Volume) -> str:
    """Take away a volume that was added by hand: one act; the sentence.

    Raises Refused for one that Buckram bound: its acceptance is undone, or it is rejected.
    """
    if volume.unit_id is not None:
        raise Refused(f"{volume.name} was bound here.", "Undo its acceptance, or reject it.")
    with act(desk.library, desk.hand(), "volume") as writer:
        writer.delete("volume", volume.id)
        writer.title_id = volume.title_id
        writer.sentence = f"Volume {volume.label} taken away: {volume.title}."
    return writer.sentence


@dataclass(frozen=True, slots=True)
class Inside:
    """Where something is that a code names, in a sentence. issue_id: to be lit, None for none."""

    title_id: int
    issue_id: int | None
    sentence: str


def inside(library: Library, raw: str) -> Inside | None:
    """Where the bound volume is that bears a barcode, the piece with this old barcode that is bound, or the
    unit of a ticket; None for any other code."""
    code = plain(raw)
    if volume := volumes.bearing(library, code):
        issue_id = volumes.first_issue(library, volume.id)
        return Inside(volume.title_id, issue_id, f"{volume.name}: {where(volume)}.")
    if found := volumes.of_piece(library, code):
        volume, issue_id = found
        told = f"{volume.title}: bound in {volume.label}, {where(volume)}."
        return Inside(volume.title_id, issue_id, told)
    ticket = tickets.by_number(library, code.upper())
    return _of_ticket(library, ticket) if ticket else None


def _of_ticket(library: Library, ticket: Ticket) -> Inside:
    unit = units.get(library, ticket.unit_id)
    parts = units.pieces(library, unit.id)
    named = f"Ticket {ticket.number}: {unit.title}, {unit.label}"
    if volume := volumes.of_unit(library, unit.id):
        told = f"{named}, {where(volume)}."
    else:
        told = f"{named} is {unit.state}"
        if unit.lot_id is not None:
            lot = lots.get(library, unit.lot_id)
            back = lot.due_back_on if unit.state in AWAY else None
            told += f", lot {lot.number}{f', due back {spoken_day(back)}' if back else ''}"
        told += "."
    return Inside(unit.title_id, parts[0].issue_id if parts else None, told)


def where(volume: Volume) -> str:
    """Where a bound volume is, and its barcode: "bound volume 3047..., Stacks, Z671 .J6"."""
    place = ", ".join(part for part in (volume.location, volume.call_number) if part)
    named = f"bound volume {volume.barcode}" if volume.barcode else "bound volume"
    if volume.shelved_on is None:
        came = f"accepted {spoken_day(volume.accepted_on)}, not shelved yet"
        return ", ".join(part for part in (named, came, f"for {place}" if place else "") if part)
    return f"{named}, {place}" if place else named
