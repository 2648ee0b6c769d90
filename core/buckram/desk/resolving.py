"""From what was read to what it means: which title, and which of its issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from buckram.identify import (
    NOTHING,
    AddonOnly,
    AddonScheme,
    CodeKey,
    Coden,
    Counting,
    Ean,
    IssnScan,
    ItemBarcode,
    PressCode,
    Reading,
    Rejected,
    Sici,
    Sisac,
    Source,
    UpcScan,
    Words,
    code_key,
    issues_named,
    learn,
    sici_matches,
    with_variant,
)
from buckram.identify.item_codes import plain
from buckram.rules.status import RECEIVABLE
from buckram.storage import codes, issues, titles
from buckram.storage.codes import Code
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
    addon: to be kept with the piece. learnt: the code was said to mean this title; no record has it.
    key: what would be remembered if a person says which title it is, None for nothing.
    extra: the code is of an extra number beside the issues. bound: where it is, in a sentence, when the code
    is that of a bound volume, of a piece that is bound, or of a ticket for the binder.
    """

    titles: Sequence[TitleLine]
    issue_id: int | None = None
    here: bool = False
    light: int | None = None
    addon: str = ""
    learnt: Code | None = None
    key: CodeKey | None = None
    extra: bool = False
    bound: str = ""


def resolve(library: Library, reading: Reading, today: date) -> Meaning:
    """Find the title, and the issue when the reading names one.

    What a person said that a code means comes before what records say: a title may bear the ISSN of another
    by mistake, or share it with its supplement. An ISSN typed alone is no piece in hand, and keeps all
    titles that bear it.
    """
    piece = _own_barcode(library, reading)
    if piece is not None:
        return piece
    key = code_key(reading)
    said = codes.meant(library, *key) if key else None
    found = _in_records(library, reading) if not (said and isinstance(reading, Words | Coden)) else ()
    if said is not None and not (found and isinstance(reading, IssnScan) and reading.source is Source.TYPED):
        return _as_said(library, reading, said, found, today)
    if len(found) == 1:
        return meant_in(library, found[0], reading, today)
    # Words that several titles answer to are a search, however they came.
    teaches = not found or not isinstance(reading, Words | Coden | Rejected)
    return Meaning(found, key=key if teaches else None, addon=_addon(reading))


def _in_records(library: Library, reading: Reading) -> Sequence[TitleLine]:
    """The titles that answer to a reading by their records."""
    match reading:
        case IssnScan() | Sici() | Sisac():
            return titles.by_identifier(library, reading.issn.replace("-", ""))
        case UpcScan():
            return titles.by_identifier(library, reading.key, ("upc",))
        case PressCode():
            return titles.by_identifier(library, reading.key, ("press",))
        case Ean():
            return titles.by_identifier(library, reading.code, ("ean",))
        case Coden():
            found = titles.by_identifier(library, reading.text, ("coden",))
            return found or search(library, reading.raw)
        case Rejected():
            # No barcode has this form, but a control number of the library's system may.
            return titles.by_identifier(library, storable(reading.raw).strip(), ("control", "lccn"))
        case Words():
            return search(library, reading.text)
        case _:
            return ()


def _as_said(
    library: Library, reading: Reading, said: tuple[TitleLine, Code], found: Sequence[TitleLine], today: date
) -> Meaning:
    """The title that a code was said to mean; all that bear it, where it can only be another's piece.

    A supplement that shares the ISSN of its parent would be taken for the parent's issue again: when that
    is in the house and the other title still waits for what the code names, it is asked once more.
    """
    line, code = said
    meaning = replace(meant_in(library, line, reading, today), learnt=code)
    if meaning.here:
        others = [other for other in found if other.id != line.id]
        waiting = (meant_in(library, other, reading, today) for other in others)
        if any(one.issue_id is not None and not one.here for one in waiting):
            return Meaning((line, *others), addon=meaning.addon)
    return meaning


def meant_in(library: Library, line: TitleLine, reading: Reading, today: date) -> Meaning:
    """What a reading means, the title being known; its code may be taught, unless its record has it."""
    match reading:
        case Sici():
            return _with_sici(library, (line,), reading)
        case PressCode(country="JP", issue=str(issue)):
            return _with_japanese(library, line, reading, issue, today)
        case IssnScan() if reading.addon and reading.variant:
            often = codes.counted(library, line.id).often
            addon = with_variant(reading.addon, reading.variant) if often else reading.addon
            return with_addon(library, (line,), addon, today)
        case _:
            return with_addon(library, (line,), _addon(reading), today)


def _addon(reading: Reading) -> str:
    """The digits beside a code, or inside it, that may name an issue."""
    match reading:
        case PressCode(country="JP"):
            return reading.issue or ""  # beside it stands the price
        case IssnScan() | UpcScan() | PressCode() | Ean():
            return reading.addon or ""
        case AddonOnly():
            return reading.addon
        case _:
            return ""


def storable(raw: str) -> str:
    """What of the characters can be looked for: a stray byte is half a character, which no text holds."""
    return raw.encode("utf-8", "ignore").decode("utf-8")


def _own_barcode(library: Library, reading: Reading) -> Meaning | None:
    """The piece or volume that bears the library's own barcode, whatever form those have here; or a ticket's
    unit."""
    code = reading.code if isinstance(reading, ItemBarcode) else plain(reading.raw)
    if not any(c.isdigit() for c in code):
        return None
    piece = titles.by_barcode(library, code)
    from buckram.desk.bindery.volumes import inside

    if found := inside(library, code):
        line = title_line(library, found.title_id)
        return Meaning((line,), found.issue_id, here=True, bound=found.sentence)
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
    return _nearest(found, named, addon, today)


def _nearest(found: Sequence[TitleLine], named: Sequence[Issue], addon: str, today: date) -> Meaning:
    if not named:
        return Meaning(found, addon=addon)
    nearest = min(named, key=lambda issue: abs(_looked_for(issue) - today))
    if any(abs(_dated(other) - _dated(nearest)) < APART for other in named if other is not nearest):
        lit = next((i.id for i in named if i.status in RECEIVABLE), None)
        return Meaning(found, light=lit, addon=addon)
    return Meaning(found, nearest.id, nearest.status not in RECEIVABLE, addon=addon)


def countings(library: Library, title_id: int) -> Sequence[Counting]:
    """What the add-ons of a title count, where a scan may rely on it: as a person said, else as learnt."""
    settled = codes.counted(library, title_id)
    if settled.scheme:
        said = Counting.of(settled.scheme) if settled.scheme != NOTHING else None
        return (said,) if said else ()
    seen = codes.taught(library, title_id, settled.after)
    return learn([(one.addon, one.designation, one.published_on) for one in seen]).trusted


def _named(library: Library, title_id: int, addon: str, today: date) -> list[Issue]:
    trusted = countings(library, title_id)
    if not trusted:
        return []
    near = _near(library, title_id, today)
    places = issues_named(addon, trusted, [(i.designation, i.published_on) for i in near])
    return [near[place] for place in places]


def _near(library: Library, title_id: int, today: date) -> list[Issue]:
    """The issues of the last year and a half and none that is still far off: a code never tells the year."""
    return [
        issue
        for issue in issues.near(library, title_id, today - BACK, today + BACK)
        if issue.run == "basic" and (issue.status not in RECEIVABLE or _looked_for(issue) <= today + SOON)
    ]


def _with_japanese(library: Library, line: TitleLine, code: PressCode, issue: str, today: date) -> Meaning:
    """The issue that a Japanese code names: two digits beside the last digit of the year, all inside it.

    Monthlies (magazine codes 0, 1) have the month there. Weeklies (2, 3) have the month, and the week of
    sale in the last digit of the magazine code: exact where the place in the month and the day say the
    same. Elsewhere the two digits count as the title's receipts teach.
    """
    if code.extra:
        return Meaning((line,), addon=issue, extra=True)
    kind = code.magazine[0]
    if codes.counted(library, line.id).scheme or kind not in "0123":
        named = _named(library, line.id, issue, today)
    else:
        month = (Counting(AddonScheme.MONTH),)
        near = _near(library, line.id, today)
        places = issues_named(issue, month, [(i.designation, i.published_on) for i in near])
        named = [near[place] for place in places]
    of_year = [one for one in named if _year_of(one)[-1:] == code.year_digit]
    if kind in "23":
        return _week_of_sale(line, of_year, int(code.magazine[4]), issue)
    return _nearest((line,), of_year, issue, today)


def _week_of_sale(line: TitleLine, of_month: Sequence[Issue], week: int, addon: str) -> Meaning:
    if not 1 <= week <= len(of_month):
        return Meaning((line,), addon=addon)
    one = of_month[week - 1]
    if (_dated(one).day - 1) // 7 + 1 == week:
        return Meaning((line,), one.id, one.status not in RECEIVABLE, addon=addon)
    return Meaning((line,), light=one.id if one.status in RECEIVABLE else None, addon=addon)


def _year_of(issue: Issue) -> str:
    """The year on the cover: a January number appears in December."""
    return issue.designation.get("i", "").split("/")[0] or str(_dated(issue).year)


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
