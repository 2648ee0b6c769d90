"""What came back, as lists that leave the house: every line, and what differs from what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from buckram.exchange.lists import Table
from buckram.rules.bindery.coming_back import Result, Sums
from buckram.rules.bindery.faults import told
from buckram.rules.keeping import spoken_day
from buckram.storage.bindery import returned
from buckram.storage.bindery.returned import BackLine
from buckram.storage.library import Library


def as_table(lines: Iterable[BackLine], sums: Sums, today: date) -> Table:
    """Every line of one lot, or of all that are out, with the sum below."""
    rows = [
        (
            one.lot,
            one.ticket,
            one.title,
            one.label,
            f"c.{one.copy_number}" if one.copy_number else "",
            str(one.pieces),
            str(one.step),
            one.came_on.isoformat() if one.came_on else "",
            one.reason or one.checked,
            one.charged or one.price,
            one.barcode,
        )
        for one in lines
    ]
    columns = (
        "Lot", "Ticket", "Title", "Volume", "Copy", "Pieces", "Waits for", "Came on", "Outcome", "Price",
        "Barcode",
    )  # fmt: skip
    return Table(f"Back from the binder, {spoken_day(today)}", columns, rows, f"{sums.balance}.")


def differences(library: Library, lines: Sequence[BackLine], sums: Sums, today: date) -> Table:
    """What the binder is to be told of: short, refused, rejected with its faults, and what came too."""
    rows = []
    for one in lines:
        what = ""
        if one.result in {Result.SHORT, Result.REFUSED}:
            what = one.reason
        elif one.checked == "rejected":
            what = told(returned.found(library, one.id))
        else:
            continue
        word = "rejected" if one.checked == "rejected" else str(one.result)
        rows.append((one.lot, one.ticket, one.title, one.label, word, what))
    for lot_id, lot in dict.fromkeys((one.lot_id, one.lot) for one in lines):
        over = returned.strays(library, lot_id)
        rows += [(lot, "", stray.what, "", "over", stray.settled) for stray in over]
    columns = ("Lot", "Ticket", "Title", "Volume", "What", "Why")
    return Table(f"What differs, {spoken_day(today)}", columns, rows, f"{sums.balance}.")
