"""The library's own barcodes: put on a piece at receipt where its copy wants one, or on a bound volume;
changed, taken off. A barcode is on one piece or one volume."""

from __future__ import annotations

import re
from dataclasses import dataclass

from buckram.desk.answering import answer
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused
from buckram.identify import AddonOnly, Coden, Ean, ItemBarcode, Reading, Rejected, UpcScan, Words
from buckram.identify.item_codes import Rule, fits, plain, rule, wrong
from buckram.storage import copies
from buckram.storage.bindery import volumes
from buckram.storage.copies import PieceData
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library

WANTED = "barcode wanted"
"""The question that a receipt leaves until the piece has its barcode."""


@dataclass(frozen=True, slots=True)
class Barcoded:
    """What putting on, changing or taking off a barcode did."""

    act_id: int
    piece: PieceData
    sentence: str


def ask_for_barcode(writer: ActWriter, title_id: int, issue_id: int, name: str, label: str) -> None:
    """The piece that this receipt took in wants a barcode: asked in the sitting's list until it has one."""
    row = {
        "sitting_id": writer.hand.sitting_id,
        "at": writer.hand.at,
        "raw": "",
        "outcome": "received",
        "question": WANTED,
        "sentence": f"{label} wants a library barcode: {name}.",
        "title_id": title_id,
        "issue_id": issue_id,
    }
    writer.insert("scan", row)


def meant(library: Library, reading: Reading, *, by_hand: bool = False) -> str | None:
    """The library barcode that a scan is, right or wrong, when one is awaited; None for any other code.

    by_hand: it was typed, and words are a search.
    """
    the_rule = _rule(library)
    code = reading.code if isinstance(reading, ItemBarcode) else plain(reading.raw)
    match reading:
        case ItemBarcode():
            return code
        case UpcScan():
            # Twelve digits and an add-on may also be fourteen digits of ours: now these are waited for.
            return None if the_rule.anything or wrong(code, the_rule) else code
        case Ean() | AddonOnly() if the_rule.anything:
            # Where anything may be a barcode of ours, a number of a title goes before it.
            return None
        case Rejected() | Words() | Coden() | Ean() | AddonOnly() if fits(code, the_rule):
            return None if by_hand and not any(c.isdigit() for c in code) else code
        case _:
            return None


def is_whole(library: Library, raw: str) -> bool:
    """Whether a scan without an ending is certainly a whole code, in this library."""
    from buckram.identify import whole

    institution = decided(library, "institution") or None
    return whole.is_whole(raw, institution=institution, own=_rule(library))


def put_on(desk: Desk, piece_id: int, typed: str) -> Barcoded:
    """Give a piece a barcode, or another one; what asked for it is answered.

    Raises Refused: wrong form or check digit by the library's rule, or in use (says where). NotFound.
    """
    code = plain(typed)
    piece = _piece(desk.library, piece_id)
    if trouble := _trouble(desk.library, code):
        raise Refused(trouble, "Scan it again.")
    if piece.barcode == code:
        raise Refused(f"{code} is on this piece already.", "Go on with the next piece.")
    with act(desk.library, desk.hand(), "barcode") as writer:
        free_barcode(desk.library, code)
        writer.update("piece", piece_id, {"barcode": piece.barcode or None}, {"barcode": code})
        asked = copies.barcode_question(desk.library, piece.issue_id)
        if asked is not None and not piece.barcode:
            answer(writer, asked, code)
        writer.title_id, writer.issue_id = piece.title_id, piece.issue_id
        instead = f" instead of {piece.barcode}" if piece.barcode else ""
        writer.sentence = f"Barcode {code}{instead} is on {_piece_words(piece)}: {piece.title}."
    return Barcoded(writer.id, _piece(desk.library, piece_id), writer.sentence)


def put_on_volume(desk: Desk, volume_id: int, typed: str) -> str:
    """Give a bound volume a barcode, or another one: one act; the sentence.

    Raises Refused: wrong form or check digit by the library's rule, or in use on a piece or another volume
    (says where). NotFound.
    """
    volume = volumes.get(desk.library, volume_id)
    if volume.barcode and volume.barcode == plain(typed):
        raise Refused(f"{volume.barcode} is on this volume already.", "Go on with the next one.")
    with act(desk.library, desk.hand(), "barcode") as writer:
        code = free_barcode(desk.library, typed)
        writer.update("volume", volume_id, {"barcode": volume.barcode or None}, {"barcode": code})
        writer.title_id = volume.title_id
        instead = f" instead of {volume.barcode}" if volume.barcode else ""
        writer.sentence = f"Barcode {code}{instead} is on {volume.name}."
    return writer.sentence


def take_off_volume(desk: Desk, volume_id: int) -> str:
    """Take the barcode off a bound volume: one act; the sentence. Raises Refused: it has none. NotFound."""
    volume = volumes.get(desk.library, volume_id)
    if not volume.barcode:
        raise Refused("This volume has no barcode.")
    with act(desk.library, desk.hand(), "barcode") as writer:
        writer.update("volume", volume_id, {"barcode": volume.barcode}, {"barcode": None})
        writer.title_id = volume.title_id
        writer.sentence = f"Barcode {volume.barcode} is off {volume.name}."
    return writer.sentence


def free_barcode(library: Library, typed: str) -> str:
    """The barcode that was typed or scanned, if it is right and free.

    Raises Refused: wrong form or check digit, or in use on a piece or a bound volume (says where).
    """
    code = plain(typed)
    if trouble := _trouble(library, code):
        raise Refused(trouble, "Scan it again.")
    piece, volume = copies.bearing(library, code), volumes.bearing(library, code)
    if piece is not None or volume is not None:
        place = piece.place if piece is not None else f"{volume.name}, bound" if volume is not None else ""
        raise Refused(f"{code} is in use: {place}.", "Scan another barcode.")
    return code


def bare(library: Library, issue_id: int) -> list[PieceData]:
    """The good pieces of an issue that have no barcode though their copies want one, first come first."""
    return [
        piece
        for piece in copies.pieces(library, issue_id)
        if not piece.barcode
        and piece.condition == "good"
        and piece.copy_id is not None
        and copies.get(library, piece.copy_id).wants_barcode
    ]


def await_barcode(desk: Desk, issue_id: int) -> PieceData:
    """A bare piece of an issue is in hand again: the next scan is its barcode. Raises Refused: none is."""
    found = bare(desk.library, issue_id)
    if not found:
        raise Refused("No piece of this issue wants a barcode any more.", "O on its card shows its barcodes.")
    desk.wants_barcode = tuple((issue_id, piece.id) for piece in found)
    return found[0]


def take_off(desk: Desk, piece_id: int) -> Barcoded:
    """Take the barcode off a piece. Raises Refused when it has none, NotFound."""
    piece = _piece(desk.library, piece_id)
    if not piece.barcode:
        raise Refused("This piece has no barcode.")
    with act(desk.library, desk.hand(), "barcode") as writer:
        writer.update("piece", piece_id, {"barcode": piece.barcode}, {"barcode": None})
        writer.title_id, writer.issue_id = piece.title_id, piece.issue_id
        writer.sentence = f"Barcode {piece.barcode} is off {_piece_words(piece)}: {piece.title}."
    return Barcoded(writer.id, _piece(desk.library, piece_id), writer.sentence)


def _piece(library: Library, piece_id: int) -> PieceData:
    piece = copies.piece(library, piece_id)
    if piece is None:
        raise NotFound("This piece is no longer in the library.", "Its receipt was taken back.")
    return piece


def _piece_words(piece: PieceData) -> str:
    return piece.label + (f", c.{piece.copy_number}" if piece.copy_number else "")


def _rule(library: Library) -> Rule:
    return rule(decided(library, "barcode_rule"), decided(library, "institution"))


def _trouble(library: Library, code: str) -> str:
    if not code:
        return "No barcode was typed."
    the_rule = _rule(library)
    if not fits(code, the_rule) and re.fullmatch("2[0-9]{13}", code):
        return f"{code} is a reader's card, not the barcode of a piece."
    return wrong(code, the_rule)
