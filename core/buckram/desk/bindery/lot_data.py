"""The data files of a lot, for the binder's program: they go a day or two ahead of the boxes."""

from __future__ import annotations

from buckram.desk.bindery import ticket_files
from buckram.desk.bindery.lot_lines import LotTold, PackLine, lot_told
from buckram.storage.library import Library


def csv_of_lot(library: Library, lot_id: int) -> bytes:
    """The volumes of a lot as it is now as CSV in UTF-8, with the mark that tells spreadsheets so.

    Raises Refused when one of them has no ticket, NotFound.
    """
    from buckram.exchange.bindery.lot_rows import lot_csv

    told = lot_told(library, lot_id)
    rows = ticket_files.rows(library, [one.unit.id for one in told.lines])
    return lot_csv(
        [row | _of_lot(told, one) for row, one in zip(rows, told.lines, strict=True)],
    ).encode("utf-8-sig")


def _of_lot(told: LotTold, one: PackLine) -> dict[str, str]:
    pick_up = told.lot.pick_up_on
    return {
        "pick_up": pick_up.isoformat() if pick_up else "",
        "boxes": str(len(told.boxes) or ""),
        "weight_g": str(one.grams),
        "correction": "yes" if one.line.corrects is not None else "no",
    }
