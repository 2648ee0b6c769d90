"""What a record is, and why some are of no use to a serials desk."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.exchange.marc import bib, mfhd
from buckram.exchange.marc.bib import BibRead
from buckram.exchange.marc.mfhd import HoldingsRead
from buckram.exchange.marc.record import RawRecord

_OTHER_TYPES = {"z": "an authority record", "w": "a classification record", "q": "community information"}
_LEVELS = {
    "a": "part of a book",
    "c": "a collection",
    "d": "part of a collection",
    "m": "a book or another single item",
}
_TAGS = bib.TAGS | mfhd.TAGS
_HOLDINGS_TAGS = mfhd.PATTERN_TAGS | mfhd.ISSUE_TAGS | mfhd.TEXT_TAGS


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sound record that is not taken in, and why."""

    control_number: str
    sentence: str


def read(raw: RawRecord) -> BibRead | HoldingsRead | Skipped:
    """What the record says, or why it is passed over.

    Taken: serials, integrating resources and parts of serials (Leader/07); anything else that has a
    pattern or a statement of holdings, because somebody checks it in; holdings records.
    """
    record = raw.pick(_TAGS)
    number = record.control("001").strip()
    leader = record.leader
    if leader[5] == "d":
        return Skipped(number, "It is marked as deleted (Leader/05).")
    if other := _OTHER_TYPES.get(leader[6]):
        return Skipped(number, f"It is {other}, not a title.")
    tags = {field.tag for field in record.fields}
    if mfhd.is_holdings(leader):
        return mfhd.read(record)
    if "245" not in tags:
        if "200" in tags:
            return Skipped(number, "It has no title in 245; it looks like UNIMARC, and only MARC 21 is read.")
        return Skipped(number, "It has no title (245).")
    if not bib.is_serial(leader) and not tags & _HOLDINGS_TAGS and "891" not in tags:
        what = _LEVELS.get(leader[7], "of no known kind")
        return Skipped(number, f"It is not a serial but {what} (Leader/07), and has no holdings of issues.")
    found = bib.read(record)
    if not found.name:
        return Skipped(number, "Its title field (245) is empty.")
    return found
