"""New bound volumes as item records, for the library's own system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from buckram.desk.holdings_told import NO_CAPTIONS
from buckram.errors import Refused
from buckram.storage import issues, titles
from buckram.storage.bindery import tickets, volumes
from buckram.storage.bindery.volumes import Volume
from buckram.storage.library import Library

if TYPE_CHECKING:
    from buckram.exchange.marc.bound_items import BoundCopy, BoundItem
    from buckram.exchange.marc.record import MarcRecord


def item_records(library: Library, found: Sequence[Volume], name: str, today: date) -> bytes:
    """Holdings records with an 876 for each of these volumes, one a title and copy.

    name: of the file; MARCXML where it ends in .xml, else ISO 2709. Raises Refused for no volume, TooLong.
    """
    if not found:
        raise Refused("None of these is a bound volume yet.", "What passes its check becomes one.")
    from buckram.exchange.marc.writing import collection, iso2709

    records = bound_records(library, found, today)
    if name.lower().endswith(".xml"):
        return b"".join(collection(records))
    return b"".join(iso2709(record) for record in records)


def bound_records(library: Library, found: Sequence[Volume], today: date) -> list[MarcRecord]:
    """The records, title by title in the order of the volumes."""
    from buckram.exchange.marc.bound_items import bound_record

    groups: dict[tuple[int, int | None], list[Volume]] = {}
    for volume in found:
        groups.setdefault((volume.title_id, volume.copy_id), []).append(volume)
    return [bound_record(_copy(library, of_copy), today) for of_copy in groups.values()]


def _copy(library: Library, of_copy: Sequence[Volume]) -> BoundCopy:
    from buckram.exchange.marc.bound_items import BoundCopy

    one = of_copy[0]
    bib, source = volumes.control_number(library, one.title_id)
    number = one.copy_number or 1
    return BoundCopy(
        control=f"{bib or one.title_id}-{number}-bound",
        bib=bib,
        source=source,
        location=volumes.location_code(library, one.location_id),
        call_number=one.call_number,
        copy=number,
        language=titles.get(library, one.title_id).language or "und",
        items=[_item(library, volume) for volume in of_copy],
    )


def _item(library: Library, volume: Volume) -> BoundItem:
    from buckram.exchange.marc.bound_items import BoundItem

    parts = tickets.designated(library, volume.unit_id) if volume.unit_id is not None else []
    # Issues of a later title that are bound with these are no holdings of this one.
    parts = [one for one in parts if one.title_id == volume.title_id]
    bound = [one for one in parts if one.here and one.run == "basic" and not one.beside]
    rows = issues.patterns(library, volume.title_id)
    by_id = {row.id: row.field for row in rows}
    newest = next((row.field for row in reversed(rows) if row.run == "basic"), NO_CAPTIONS)
    captions = next((by_id[one.pattern_id] for one in bound if one.pattern_id in by_id), newest)
    return BoundItem(
        number=f"V{volume.id}",
        label=volume.label,
        barcode=volume.barcode,
        accepted_on=volume.accepted_on,
        cost=volumes.cost(library, volume.id),
        shelved=volume.shelved_on is not None,
        captions=captions,
        issues=[one.designation for one in bound],
        lacks=any(not one.here for one in parts),
        former=volumes.issue_barcodes(library, volume.unit_id) if volume.unit_id is not None else (),
    )
