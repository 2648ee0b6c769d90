"""Claims as they leave the house, for the tests of every form of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from buckram.exchange.claim_lines import Claims, House, Level, Line, Vendor, level_of

AT = datetime(2026, 3, 15, 9, 30)
HOUSE = House(
    "University Library, Serials",
    ["1 Main Street", "Springfield 01101"],
    ["University Library, Receiving", "Dock 3, 1 Main Street", "Springfield 01101"],
    "serials@uni.example",
    gln="5412345000013",
)
VENDOR = Vendor("Kontor Ost-West", ["Postfach 12", "20095 Hamburg"], "KOW 8812", "eng", gln="5412345000020")
EXAMPLE = Line(1, 1, "late", "Bulletin of information science", "0095-4403", order_number="POL-1234")
"""The one of standards 5.1."""

COVERS = {"eng": "November 2025", "ger": "November 2025", "fre": "novembre 2025", "spa": "noviembre 2025"}


def lines(number: int, language: str) -> list[Line]:
    """A missing issue in two copies that is claimed for the nth time, and a damaged one."""
    issue = {
        "title": "Bulletin of information science and of all that belongs to it in libraries",
        "issn": "0095-4403",
        "vendor_number": "123-456",
        "order_number": "POL-1234",
        "enumeration": "v.12:no.11",
        "cover": COVERS[language],
        "published_on": date(2025, 11, 1),
        "earlier": [date(2026, 1, 1), date(2026, 2, 9)][: number - 1],
        "invoice": "4711",
        "invoice_day": date(2025, 1, 3),
        "paid_on": date(2025, 1, 12),
        "level": level_of(number, 3),
    }
    return [
        Line(45, number, "late", place="Reading Room", **issue),  # type: ignore[arg-type]
        Line(46, number, "late", place="Annex", **issue),  # type: ignore[arg-type]
    ]


DAMAGED = Line(
    47, 1, "damaged", "Archiv für Buchwesen", enumeration="Bd. 5:Heft 2", cover="2025",
    note="Pages 17-32 are bound upside down.",
)  # fmt: skip


def claims(level: Level = Level.FIRST, language: str = "eng", *more: Line) -> Claims:
    """A message. The second letter has a damaged issue beside the missing one; the mixed one has it claimed
    for the first time, one missing for the second and one for the last."""
    number = {Level.FIRST: 1, Level.SECOND: 2, Level.FINAL: 3, Level.MIXED: 3}[level]
    found = lines(number, language)
    if level is Level.SECOND:
        found.append(replace(DAMAGED, number=2, level=level))
    elif level is Level.MIXED:
        again = replace(lines(2, language)[0], claim_id=48, enumeration="v.12:no.12", place="")
        found += [DAMAGED, again]
    vendor = Vendor(VENDOR.name, VENDOR.address, VENDOR.account, language, gln=VENDOR.gln)
    return Claims(17, AT.date(), HOUSE, vendor, [*found, *more], "Mary Smith")
