"""Claims for a supplier's machine: EDIFACT OSTENQ, one claim a message, all of them in one interchange.

Rules: standards 5.1 (EDItEUR, D.96A). Text is Latin-1 (UNOC); a letter that Latin-1 has not is written by
its nearest one, else as "?".
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram.exchange.claim_lines import Claims, House, Line, Vendor
from buckram.exchange.letter_words import reason_words

if TYPE_CHECKING:
    from pydifact.segmentcollection import Interchange, Message

GLN, SAN, BY_SUPPLIER, BY_BUYER = "9", "31B", "91", "92"
TITLE_PART, TEXT_PART, TEXT_PARTS = 35, 70, 5
"""Characters of half a title and of a line of free text, and how many of these a segment has."""


def interchange(claims: Claims, at: datetime) -> bytes:
    """The file. Raises Refused when the library has no number that the supplier knows it by."""
    from pydifact.control.characters import Characters
    from pydifact.segmentcollection import Interchange

    buyer, supplier = _buyer(claims.house, claims.vendor), _supplier(claims.vendor)
    made = Interchange(
        sender=_unb(*buyer),
        recipient=_unb(*supplier),
        control_reference=claims.reference,
        syntax_identifier=("UNOC", 3),
        timestamp=at,
        characters=Characters.from_str("UNA:+.? '"),
    )
    made.has_una_segment = True
    for number, line in enumerate(claims.lines, 1):
        _add(made, message(claims, line, number))
    return made.serialize(break_lines=True).encode("latin-1")


def message(claims: Claims, line: Line, number: int) -> Message:
    """One claim as OSTENQ. number: of the message within its interchange."""
    from pydifact.segmentcollection import Message
    from pydifact.segments import Segment

    made = Message(str(number), ["OSTENQ", "D", "96A", "UN", "EAN008"])
    segments: list[tuple[str | list[str], ...]] = [
        ("BGM", ["92J", "", "9"], line.reference, "9"),
        ("DTM", ["137", f"{claims.day:%Y%m%d}", "102"]),
        ("NAD", "BY", _party(*_buyer(claims.house, claims.vendor))),
        ("NAD", "SU", _party(*_supplier(claims.vendor))),
        ("LIN", "1"),
    ]
    if line.issn:
        segments.append(("PIA", "5", [line.issn, "IS"]))
    title = _latin(line.title)
    for start in range(0, len(title), 2 * TITLE_PART):
        halves = [title[start : start + TITLE_PART], title[start + TITLE_PART : start + 2 * TITLE_PART]]
        segments.append(("IMD", "L", "050", ["", "", "", *halves]))
    segments.append(("QTY", ["21", str(line.copies)]))
    if line.order_number:
        segments.append(("RFF", ["LI", _latin(line.order_number)]))
    if words := _wanted(line, claims.vendor.language):
        segments.append(("FTX", "LIN", "", "", words))
    made.add_segments(Segment(*one) for one in segments)
    return made


def _add(made: Interchange, one: Message) -> None:
    header, footer = one.get_header_segment(), one.get_footer_segment()
    made.add_segments([header, *one.segments, footer])


def _wanted(line: Line, language: str) -> list[str]:
    """The issue, why it is claimed and the note, as lines of free text; none where no issue is told."""
    if not line.issue and not line.note:
        return []
    told = [line.issue, reason_words(line.reason, language), line.note]
    text = "; ".join(_latin(part) for part in told if part)
    parts: list[str] = []
    for word in text.split(" "):
        if parts and len(parts[-1]) + 1 + len(word) <= TEXT_PART:
            parts[-1] += f" {word}"
        else:
            parts.append(word[:TEXT_PART])
    return parts[:TEXT_PARTS]


def _buyer(house: House, vendor: Vendor) -> tuple[str, str]:
    for number, agency in ((house.gln, GLN), (house.san, SAN), (vendor.account, BY_SUPPLIER)):
        if number:
            return _latin(number), agency
    raise Refused(
        "The library has no number that a supplier's machine knows it by.",
        "Set one: buckram settings library_gln, or library_san; or enter the account at the vendor.",
    )


def _supplier(vendor: Vendor) -> tuple[str, str]:
    for number, agency in ((vendor.gln, GLN), (vendor.san, SAN)):
        if number:
            return _latin(number), agency
    return _latin(vendor.name)[:TITLE_PART], BY_BUYER


def _party(number: str, agency: str) -> list[str]:
    return [number, "", agency]


def _unb(number: str, agency: str) -> list[str]:
    # In the frame a location number has a qualifier of its own; numbers that two agreed on have none.
    qualifier = {GLN: "14", SAN: "31B"}.get(agency)
    return [number, qualifier] if qualifier else [number]


def _latin(text: str) -> str:
    def nearest(character: str) -> str:
        if ord(character) < 256:
            return character if character.isprintable() else " "
        plain = "".join(c for c in unicodedata.normalize("NFKD", character) if ord(c) < 256)
        return plain or {"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"'}.get(character, "?")

    return "".join(nearest(c) for c in unicodedata.normalize("NFC", text))
