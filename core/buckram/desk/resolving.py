"""From what was read to what it means: which title, and which of its issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.identify import (
    Coden,
    Ean,
    IssnScan,
    ItemBarcode,
    PressCode,
    Reading,
    Rejected,
    Sici,
    UpcScan,
    Words,
    issues_named,
    schemes_agreeing,
    sici_matches,
)
from buckram.rules.status import RECEIVABLE
from buckram.storage import issues, titles
from buckram.storage.issues import Issue
from buckram.storage.library import Library
from buckram.storage.search import search
from buckram.storage.titles import TitleLine

WINDOW = timedelta(weeks=26)
"""An add-on never tells the year: only issues dated within half a year of today can be meant."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reading means here.

    titles: those that answer, best first. issue_id: when the reading names exactly one issue of the
    one title. here: that issue is already in the house. addon: to be kept with the piece.
    """

    titles: Sequence[TitleLine]
    issue_id: int | None = None
    here: bool = False
    addon: str = ""


def resolve(library: Library, reading: Reading, today: date) -> Meaning:
    """Find the title, and the issue when the reading names one."""
    match reading:
        case IssnScan():
            found = titles.by_identifier(library, reading.issn.replace("-", ""))
            return _with_addon(library, found, reading.addon or "", today)
        case UpcScan():
            found = titles.by_identifier(library, reading.key, ("upc",))
            return _with_addon(library, found, reading.addon or "", today)
        case PressCode():
            found = titles.by_identifier(library, reading.key, ("press",))
            return _with_addon(library, found, reading.addon or "", today)
        case Ean():
            return Meaning(titles.by_identifier(library, reading.code, ("ean",)))
        case Sici():
            found = titles.by_identifier(library, reading.issn.replace("-", ""))
            return _with_sici(library, found, reading)
        case ItemBarcode():
            piece = titles.by_barcode(library, reading.code)
            if piece is None:
                return Meaning(())
            return Meaning((title_line(library, piece[0]),), piece[1], here=True)
        case Coden():
            return Meaning(
                titles.by_identifier(library, reading.text, ("coden",)) or search(library, reading.raw)
            )
        case Rejected():
            # No barcode has this form, but a control number of the library's system may.
            return Meaning(titles.by_identifier(library, reading.raw.strip(), ("control", "lccn")))
        case Words():
            return Meaning(search(library, reading.text))
        case _:
            return Meaning(())


def title_line(library: Library, title_id: int) -> TitleLine:
    """A title as a line of a list."""
    title = titles.get(library, title_id)
    return TitleLine(
        title.id, title.name, title.vernacular, title.publisher, title.status, title.issn, title.call_number
    )


def _with_addon(library: Library, found: Sequence[TitleLine], addon: str, today: date) -> Meaning:
    if len(found) != 1 or not addon:
        return Meaning(found, addon=addon)
    issue = by_addon(library, found[0].id, addon, today)
    if issue is None:
        return Meaning(found, addon=addon)
    return Meaning(found, issue.id, issue.status not in RECEIVABLE, addon)


def by_addon(library: Library, title_id: int, addon: str, today: date) -> Issue | None:
    """The issue that an add-on names by what was learnt from the title's receipts, or None.

    Among several: one that is still to come rather than one that is here, then the nearest to today.
    """
    learnt = issues.addons(library, title_id)
    if len({code for code, _, _ in learnt}) < 2:
        return None
    near = [i for i in issues.near(library, title_id, today - WINDOW, today + WINDOW) if i.run == "basic"]
    # Every scheme that explains the receipts so far has to name the same issues, or the person is asked.
    places = issues_named(addon, schemes_agreeing(learnt), [(i.designation, i.published_on) for i in near])

    def order(issue: Issue) -> tuple[bool, int]:
        assert issue.published_on is not None
        return (issue.status not in RECEIVABLE, abs((issue.published_on - today).days))

    return min((near[place] for place in places), key=order, default=None)


def _with_sici(library: Library, found: Sequence[TitleLine], sici: Sici) -> Meaning:
    if len(found) != 1:
        return Meaning(found)
    year = int(sici.year[:4]) if sici.year[:4].isdigit() else None
    first, last = (date(year - 1, 7, 1), date(year + 2, 6, 30)) if year else (date.min, date.max)
    named = [
        issue
        for issue in issues.near(library, found[0].id, first, last)
        if sici_matches(sici, issue.designation, issue.published_on)
    ]
    if len(named) != 1:
        return Meaning(found)
    return Meaning(found, named[0].id, named[0].status not in RECEIVABLE)
