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

BACK = timedelta(days=550)
"""How old an issue may be that an add-on names; an older piece is a gift, and is asked about."""

APART = timedelta(days=60)
"""Two issues that an add-on names and that are dated nearer than this: it does not tell them apart."""

SOON = timedelta(days=21)
"""An issue that is looked for later than this from now is not the one in hand: the add-on is last year's."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reading means here.

    titles: those that answer, best first. issue_id: when the reading names exactly one issue of the
    one title. here: that issue is already in the house. light: the box to light when nothing is exact.
    addon: to be kept with the piece.
    """

    titles: Sequence[TitleLine]
    issue_id: int | None = None
    here: bool = False
    light: int | None = None
    addon: str = ""


def resolve(library: Library, reading: Reading, today: date) -> Meaning:
    """Find the title, and the issue when the reading names one."""
    piece = _own_barcode(library, reading)
    if piece is not None:
        return piece
    match reading:
        case IssnScan():
            found = titles.by_identifier(library, reading.issn.replace("-", ""))
            return with_addon(library, found, reading.addon or "", today)
        case UpcScan():
            found = titles.by_identifier(library, reading.key, ("upc",))
            return with_addon(library, found, reading.addon or "", today)
        case PressCode():
            found = titles.by_identifier(library, reading.key, ("press",))
            return with_addon(library, found, reading.addon or "", today)
        case Ean():
            return Meaning(titles.by_identifier(library, reading.code, ("ean",)))
        case Sici():
            found = titles.by_identifier(library, reading.issn.replace("-", ""))
            return _with_sici(library, found, reading)
        case Coden():
            found = titles.by_identifier(library, reading.text, ("coden",))
            return Meaning(found or search(library, reading.raw))
        case Rejected():
            # No barcode has this form, but a control number of the library's system may.
            return Meaning(titles.by_identifier(library, storable(reading.raw).strip(), ("control", "lccn")))
        case Words():
            return Meaning(search(library, reading.text))
        case _:
            return Meaning(())


def storable(raw: str) -> str:
    """What of the characters can be looked for: a stray byte is half a character, which no text holds."""
    return raw.encode("utf-8", "ignore").decode("utf-8")


def _own_barcode(library: Library, reading: Reading) -> Meaning | None:
    """The piece that bears the library's own barcode, whatever form this library's barcodes have."""
    code = reading.code if isinstance(reading, ItemBarcode) else storable(reading.raw).strip()
    if not any(c.isdigit() for c in code):
        return None
    piece = titles.by_barcode(library, code)
    if piece is None:
        return None
    return Meaning((title_line(library, piece[0]),), piece[1], here=True)


def title_line(library: Library, title_id: int) -> TitleLine:
    """A title as a line of a list."""
    title = titles.get(library, title_id)
    return TitleLine(
        title.id, title.name, title.vernacular, title.publisher, title.status, title.issn, title.call_number
    )


def with_addon(library: Library, found: Sequence[TitleLine], addon: str, today: date) -> Meaning:
    """The issue that the digits beside the barcode name, by what was learnt from the title's receipts.

    They are exact only where every scheme that explains the receipts names the same one issue of the last
    year and a half, and none that is still far off: an add-on never tells the year.
    """
    if len(found) != 1 or not addon:
        return Meaning(found, addon=addon)
    named = _named(library, found[0].id, addon, today)
    if not named:
        return Meaning(found, addon=addon)
    nearest = min(named, key=lambda issue: abs(_looked_for(issue) - today))
    if any(abs(_dated(other) - _dated(nearest)) < APART for other in named if other is not nearest):
        lit = next((i.id for i in named if i.status in RECEIVABLE), None)
        return Meaning(found, light=lit, addon=addon)
    return Meaning(found, nearest.id, nearest.status not in RECEIVABLE, addon=addon)


def _named(library: Library, title_id: int, addon: str, today: date) -> list[Issue]:
    learnt = issues.addons(library, title_id)
    if len({code for code, _, _ in learnt}) < 2:
        return []
    near = [
        issue
        for issue in issues.near(library, title_id, today - BACK, today + BACK)
        if issue.run == "basic" and (issue.status not in RECEIVABLE or _looked_for(issue) <= today + SOON)
    ]
    places = issues_named(addon, schemes_agreeing(learnt), [(i.designation, i.published_on) for i in near])
    return [near[place] for place in places]


def _dated(issue: Issue) -> date:
    assert issue.published_on is not None
    return issue.published_on


def _looked_for(issue: Issue) -> date:
    """The earliest day on which it may lie on the desk: some titles come weeks before their date."""
    return min(issue.expected_on or _dated(issue), _dated(issue))


def _with_sici(library: Library, found: Sequence[TitleLine], sici: Sici) -> Meaning:
    if len(found) != 1:
        return Meaning(found)
    year = int(sici.year[:4]) if sici.year[:4].isdigit() else None
    first, last = (date(year - 1, 7, 1), date(year + 2, 6, 30)) if year else (date.min, date.max)
    named = [
        issue
        for issue in issues.near(library, found[0].id, first, last)
        if sici_matches(sici, issue.designation, issue.published_on, unit=issue.run)
    ]
    if len(named) != 1:
        return Meaning(found)
    return Meaning(found, named[0].id, named[0].status not in RECEIVABLE)
