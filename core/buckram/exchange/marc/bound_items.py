"""Bound volumes for the library's system: holdings records, 863 for what is bound, 876 a volume.

Rules: MARC 21 holdings, 863 and 876-878 (standards 1.10, 1.12). The 863 of a volume tells its issues, in
unbroken runs; the 876 with the same link ($8) is the volume as an item. The issues' own fields stay what
they are: this record is read beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.exchange.marc.record import MarcRecord
from buckram.exchange.marc.writing import holdings_008, holdings_record
from buckram.holdings.compression import compress
from buckram.pattern.field import Field


@dataclass(frozen=True, slots=True)
class BoundItem:
    """A bound volume. captions: the 853 of its issues; issues: their values, in order.

    number: of the volume in this file. former: the barcodes that its issues had. cost: "14.50 USD", "".
    lacks: issues that were published are not in it, so that a break between its runs is a gap.
    """

    number: str
    label: str
    barcode: str
    accepted_on: date
    cost: str
    shelved: bool
    captions: Field
    issues: Sequence[Mapping[str, str]]
    former: Sequence[str] = ()
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class BoundCopy:
    """A copy of a title, with the volumes to be told. control: 001 of its record, bib: that of its title.

    location: its code. call_number: "" for none; copy: its number.
    """

    control: str
    bib: str
    source: str
    location: str
    call_number: str
    copy: int
    language: str
    items: Sequence[BoundItem]


def bound_record(copy: BoundCopy, today: date) -> MarcRecord:
    """The holdings record of a copy, with an 876 for each volume."""
    scheme = " " if not copy.call_number else "1" if copy.call_number[0].isdigit() else "0"
    place = [("b", copy.location)] if copy.location else []
    call = [("h", copy.call_number)] if copy.call_number else []
    fields = [Field("852", f"{scheme} ", (*place, *call, ("t", str(copy.copy))))]
    links: dict[Field, int] = {}
    last: dict[int, int] = {}
    for item in copy.items:
        if item.captions not in links:
            links[item.captions] = len(links) + 1
            fields.append(_linked(item.captions, str(links[item.captions])))
        link = links[item.captions]
        runs = _runs(item)
        places = [f"{link}.{last.get(link, 0) + n}" for n in range(1, len(runs) + 1)]
        last[link] = last.get(link, 0) + len(runs)
        fields += [_linked(run, where) for run, where in zip(runs, places, strict=True)]
        fields.append(_item(item, places, copy.copy))
    fixed = holdings_008(today, language=copy.language or "und")
    return holdings_record(copy.control, copy.bib, fields, source=copy.source, fixed=fixed)


def _runs(item: BoundItem) -> list[Field]:
    """The issues of a volume as unbroken runs; one alone stays a run, so that it is no loose issue."""
    single = [Field("863", "41", (("8", "1.1"), *values.items())) for values in item.issues]
    found = compress(item.captions, single)
    # $w stands in the run before the break; behind the last one another volume goes on.
    broken = (("w", "g" if item.lacks else "n"),)
    return [
        Field("863", "40", (*field.subfields, *(broken if field is not found[-1] else ()))) for field in found
    ]


def _linked(field: Field, link: str) -> Field:
    return Field(field.tag, field.indicators, (("8", link), *(s for s in field.subfields if s[0] != "8")))


def _item(item: BoundItem, links: Sequence[str], copy: int) -> Field:
    subfields = [
        *(("8", link) for link in links),
        ("a", item.number),
        ("c", item.cost),
        ("d", f"{item.accepted_on:%Y%m%d}"),
        ("j", "" if item.shelved else "in process"),
        ("p", item.barcode),
        *(("r", barcode) for barcode in item.former),
        ("t", str(copy)),
        ("3", item.label),
    ]
    return Field("876", "  ", tuple(one for one in subfields if one[1]))
