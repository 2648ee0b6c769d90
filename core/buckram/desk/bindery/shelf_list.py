"""The shelf list: what goes to which shelf now, in the order in which a person walks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from buckram.desk.deciding import decided
from buckram.exchange.lists import Table
from buckram.identify import call_sort
from buckram.rules.keeping import spoken_day
from buckram.rules.shelf_order import shelf_key
from buckram.storage.bindery import volumes
from buckram.storage.bindery.volumes import Volume
from buckram.storage.library import Library


def to_shelve(library: Library, unit_ids: Collection[int] | None = None) -> list[Volume]:
    """The accepted volumes that do not stand on their shelf yet, place by place in shelf order.

    unit_ids: only these units.
    """
    found = volumes.to_shelve(library)
    if unit_ids is not None:
        found = [one for one in found if one.unit_id in unit_ids]
    return in_shelf_order(library, found)


def in_shelf_order(library: Library, found: Iterable[Volume]) -> list[Volume]:
    """Volumes as they stand: place by place, by call number or title, then in the order of their issues."""
    by_title = decided(library, "shelved_by_title")

    def place(one: Volume) -> tuple[object, ...]:
        stands = shelf_key(call_sort(one.call_number), one.sort_name, by_title=by_title)
        numbered = (one.first is not None, one.first or 0)
        return (
            one.location_position,
            one.location,
            stands,
            one.title_id,
            numbered,
            one.copy_number or 0,
            one.id,
        )

    return sorted(found, key=place)


def as_table(found: Iterable[Volume], today: date) -> Table:
    """The list for a printer or a spreadsheet."""
    rows = [
        (
            one.location,
            one.call_number,
            one.title,
            one.label,
            f"c.{one.copy_number}" if one.copy_number else "",
            one.barcode,
            "yes" if one.processed_at else "no",
        )
        for one in found
    ]
    columns = ("Location", "Call number", "Title", "Volume", "Copy", "Barcode", "Processed")
    s = "" if len(rows) == 1 else "s"
    return Table(f"Shelf list, {spoken_day(today)}", columns, rows, f"{len(rows)} volume{s}.")
