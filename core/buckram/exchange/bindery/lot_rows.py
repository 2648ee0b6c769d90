"""The data file of a lot as CSV: the columns of a ticket, and behind them what its lot says of the volume.

docs/bindery-files.md lists them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from buckram.exchange.bindery.ticket_rows import COLUMNS

LOT_COLUMNS: tuple[tuple[str, str], ...] = (
    ("pick_up", "Day on which the lot is, or was, picked up, 2026-11-24"),
    ("boxes", "How many boxes the lot has; empty: nothing is packed yet"),
    ("weight_g", "What the volume weighs in grams, by its thickness"),
    ("correction", "yes: it was bound before, and rejected"),
)
"""What a lot's file has more than that of its tickets, in order, with their meaning."""


def lot_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """RFC 4180: the names of the columns, then a line a volume. Raises KeyError where a row lacks one."""
    names = [name for name, _ in (*COLUMNS, *LOT_COLUMNS)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return out.getvalue()
