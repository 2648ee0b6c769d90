"""The day's mail of the demonstration: the lit issues, with the codes that stand on their covers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.storage.issues import CAME
from buckram.storage.library import Library
from buckram_data.barcodes import addon_of, ean_of_issn
from buckram_data.tables import load

_DAYS = timedelta(days=7)
# SQLite gives the other columns from the row in which min() found its value.
_LIT = (
    "SELECT title_id, designation, label, published_on, min(position), expected_on,"
    " EXISTS (SELECT 1 FROM note WHERE note.title_id = lit.title_id AND stops) AS stops"
    " FROM issue lit WHERE run = 'basic'"
    " AND status = 'expected' AND expected_on <= ? AND position > (SELECT max(position) FROM issue came"
    f" WHERE came.title_id = lit.title_id AND came.run = 'basic' AND came.status IN {CAME})"
    " GROUP BY title_id ORDER BY title_id"
)


@dataclass(frozen=True, slots=True)
class InTray:
    """A piece that lies in the tray. code: digits of its barcode, EAN-13 or UPC-A. addon: two digits, or "".

    stops: there is a note to be read first.
    """

    title: str
    issn: str
    label: str
    code: str
    addon: str
    expected_on: date
    stops: bool


def in_tray(library: Library, today: date) -> list[InTray]:
    """What can be expected today or in the next days, one issue a title, in the order of the titles."""
    tables = load()
    titles = {title.issn.replace("-", ""): title for title in tables.titles}
    schemes = {run.title: run.addon for run in tables.runs if run.run == "basic"}
    upcs = {number.title: number.value for number in tables.numbers if number.kind == "upc"}
    issns = {r[0]: r[1] for r in library.rows("SELECT title_id, value FROM identifier WHERE kind = 'issn'")}
    found = []
    for row in library.rows(_LIT, ((today + _DAYS).isoformat(),)):
        title = titles.get(issns.get(row["title_id"], ""))
        if title is None:
            continue
        published = date.fromisoformat(row["published_on"])
        addon = addon_of(schemes.get(title.key, ""), json.loads(row["designation"]), published) or ""
        code = upcs.get(title.key) or ean_of_issn(title.issn)
        expected = date.fromisoformat(row["expected_on"])
        found.append(InTray(title.name, title.issn, row["label"], code, addon, expected, bool(row["stops"])))
    return found


def demo_tray(library: Library, today: date) -> Sequence[str]:
    """Some codes as they would be sent: with add-on, a newsstand UPC, without add-on, an ISSN typed."""
    free = sorted(
        (piece for piece in in_tray(library, today) if not piece.stops),
        key=lambda piece: abs((piece.expected_on - today).days),
    )
    with_addon = [piece for piece in free if piece.addon and len(piece.code) == 13]
    newsstand = [piece for piece in free if len(piece.code) == 12]
    plain = [piece for piece in free if not piece.addon]
    return [
        *(piece.code + piece.addon for piece in with_addon[:3]),
        *(piece.code + piece.addon for piece in newsstand[:1]),
        *(piece.code for piece in plain[:1]),
        *(piece.issn for piece in plain[1:2]),
    ]
