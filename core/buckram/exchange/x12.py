"""Claims for a supplier's machine: ANSI X12 869, order status inquiry.

Rules: standards 5.2, the vendors' known map of 869. ISA has fixed lengths: readers take the separators from
its places 4, 105 and 106.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from buckram.errors import Refused
from buckram.exchange.claim_lines import Claims, Level, Line
from buckram.exchange.letter_words import reason_words

ELEMENT, COMPONENT, END = "*", ">", "~"
VERSION, FRAME = "004010", "00401"
SAN_QUALIFIER, AGREED = "15", "ZZ"
NAMES = {Level.FIRST: "FIRST", Level.SECOND: "2ND", Level.FINAL: "FINAL"}
"""Which claim, in the five characters of LIN05."""


def interchange(claims: Claims, at: datetime) -> bytes:
    """The file, a segment a line. Raises Refused when the library has neither a SAN nor an account."""
    house, vendor = claims.house, claims.vendor
    own = house.san or vendor.account
    if not own:
        raise Refused(
            "The library has no number that a supplier's machine knows it by.",
            "Set one: buckram settings library_san; or enter the account at the vendor.",
        )
    sender = (SAN_QUALIFIER if house.san else AGREED, _text(own, 15))
    receiver = (SAN_QUALIFIER if vendor.san else AGREED, _text(vendor.san or vendor.name, 15))
    control = f"{claims.number % 10**9:09}"
    inside = [
        ["ST", "869", "0001"],
        ["BSI", claims.reference, f"{claims.day:%Y%m%d}", "PA"],
        [
            "N1",
            "ST",
            _text((house.ship_to or house.address or [house.name])[0], 30),
            SAN_QUALIFIER if house.san else AGREED,
            _text(own, 17),
        ],
    ]
    for number, line in enumerate(claims.lines, 1):
        inside += _item(claims, line, number)
    inside.append(["CTT", str(len(claims.lines))])
    inside.append(["SE", str(len(inside) + 1), "0001"])
    segments = [
        _isa(sender, receiver, at, control),
        ["GS", "RS", sender[1], receiver[1], f"{at:%Y%m%d}", f"{at:%H%M}", str(int(control)), "X", VERSION],
        *inside,
        ["GE", "1", str(int(control))],
        ["IEA", "1", control],
    ]
    return "".join(f"{ELEMENT.join(_trimmed(one))}{END}\n" for one in segments).encode("ascii")


def _isa(sender: tuple[str, str], receiver: tuple[str, str], at: datetime, control: str) -> list[str]:
    return [
        "ISA", "00", " " * 10, "00", " " * 10, sender[0], f"{sender[1]:<15}", receiver[0],
        f"{receiver[1]:<15}", f"{at:%y%m%d}", f"{at:%H%M}", "U", FRAME, control, "0", "P", COMPONENT,
    ]  # fmt: skip


def _item(claims: Claims, line: Line, number: int) -> list[list[str]]:
    level = NAMES[Level.FINAL] if line.level is Level.FINAL else f"{line.number}"
    item = [
        "LIN", str(number), AGREED, _text(line.reference, 13), AGREED, _text(level, 5),
        "IS" if line.issn else "", line.issn, "QT", str(line.copies)[:5],
    ]  # fmt: skip
    # The short form of a SICI tells the issue where it fits; else the title goes there.
    sici = f"{line.issn}({line.published_on:%Y%m})" if line.issn and line.published_on else ""
    found = [item, ["REF", "VP", _text(line.vendor_number, 30), sici or _text(line.title, 60)]]
    if line.order_number:
        found.append(["REF", "PO", _text(line.order_number, 30)])
    told = [line.issue, reason_words(line.reason, claims.vendor.language), line.note]
    found.append(["PID", "F", "", "", "", _text("; ".join(part for part in told if part), 80)])
    return found


def _trimmed(elements: Sequence[str]) -> list[str]:
    kept = list(elements)
    while kept and not kept[-1] and kept[0] != "ISA":
        kept.pop()
    return kept


def _text(text: str, most: int) -> str:
    """ASCII without the separators, at most so many characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = "".join(" " if c in ELEMENT + COMPONENT + END or not c.isprintable() else c for c in plain)
    return " ".join(kept.split())[:most].rstrip()
