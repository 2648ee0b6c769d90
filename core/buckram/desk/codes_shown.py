"""What is known of a title's codes, for people: where each comes from, what the add-on counts and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.cards import light
from buckram.desk.desk import Desk
from buckram.identify import (
    NOTHING,
    CodeKey,
    Counting,
    Ean,
    IssnScan,
    Learnt,
    PressCode,
    Reading,
    UpcScan,
    apart,
    code_key,
    learn,
    read,
    spelled,
)
from buckram.identify.addon import AddonScheme
from buckram.identify.counting import AGREE
from buckram.storage import codes, sittings, titles
from buckram.storage.issues import Issue


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code of the title. code_id: 0 for one that its record gives. said_by, said_on: who taught it, when.

    seen: the other digits that its barcodes had where it has ten of thirteen (variants), most common first.
    """

    text: str
    code_id: int = 0
    said_by: str = ""
    said_on: date | None = None
    seen: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A receipt with the digits beside its barcode. odd: they do not fit what the others say."""

    piece_id: int
    label: str
    addon: str
    variant: str
    received_on: date
    odd: bool


@dataclass(frozen=True, slots=True)
class Codes:
    """What U shows. counts: in one sentence what the add-on counts and what that rests on.

    scheme: what a person said of it, "" for nothing. beside: the receipts it rests on, newest first.
    following: the next box and how its code will look, "" when nothing can be said.
    last: (scan id, code) of what was scanned last here, where the title does not answer to it; or None.
    """

    title_id: int
    name: str
    lines: Sequence[CodeLine]
    counts: str
    scheme: str
    beside: Sequence[Beside]
    following: str
    last: tuple[int, str] | None


SCHEMES: Sequence[tuple[str, str]] = (
    (str(AddonScheme.ISSUE_NUMBER), "03 on no.3; five digits, too: 00147 on no.147"),
    (str(AddonScheme.MONTH), "03 on the March issue, whatever its number"),
    (str(AddonScheme.WEEK), "47 on the issue of the 47th week"),
    (str(AddonScheme.WEEK_AND_DAY), "a daily: 47 in week 47, the weekday in the barcode"),
    (str(AddonScheme.RUNNING_MOD_100), "58 on no.8058"),
    (str(AddonScheme.TWO_MONTHS), "78 on July/August"),
    (str(AddonScheme.YEAR_AND_NUMBER), "60147 on no.147 of 2026"),
    (str(AddonScheme.NUMBER_AND_DIGIT), "01470 on no.147"),
    (NOTHING, "a price or an agent's number: Enter always receives"),
)
"""What an add-on may be said to count, each with an example."""


def codes_of(desk: Desk, title_id: int) -> Codes:
    """What is known of the codes of a title. Raises NotFound."""
    library = desk.library
    title = titles.get(library, title_id)
    settled = codes.counted(library, title_id)
    seen = codes.taught(library, title_id, settled.after)
    learnt = learn([(one.addon, one.designation, one.published_on) for one in seen])
    beside = [
        Beside(one.piece_id, one.label, *apart(one.addon), one.received_on, n in learnt.odd)
        for n, one in enumerate(seen)
    ]
    scanned = [read(raw) for raw in codes.raws(library, title_id)]
    said = Counting.of(settled.scheme) if settled.scheme else None
    trusted = (said,) if said else () if settled.scheme else learnt.trusted
    lit = light(desk, title_id)
    digits = 5 if beside and len(beside[0].addon) == 5 else 2
    return Codes(
        title_id,
        title.name,
        _lines(desk, title_id, scanned),
        _counts(settled.scheme, learnt, beside),
        settled.scheme,
        beside,
        _following(lit, trusted, digits, next((one for one in scanned if _printed(one)), None)),
        _last(desk, title_id),
    )


def _lines(desk: Desk, title_id: int, scanned: Sequence[Reading]) -> list[CodeLine]:
    seen: dict[CodeKey, list[str]] = {}
    for reading in scanned:
        if isinstance(reading, IssnScan) and reading.variant:
            seen.setdefault(("issn", reading.key), []).append(reading.variant)
    lines = [
        CodeLine(f"{kind.upper()} {titles.hyphened(value)}", seen=_variants(seen, kind, value))
        for kind, value, _ in codes.from_record(desk.library, title_id)
    ]
    for code in codes.of_title(desk.library, title_id):
        key = (code.scheme, code.key)
        on = desk.local(code.said_at).date()
        lines.append(CodeLine(spelled(key), code.id, code.said_by, on, _common(seen.get(key, []))))
    return lines


def _variants(seen: dict[CodeKey, list[str]], kind: str, value: str) -> Sequence[str]:
    return _common(seen.get(("issn", f"977{value[:7]}"), [])) if kind.startswith("issn") else ()


def _common(variants: Sequence[str]) -> Sequence[str]:
    return sorted(set(variants), key=lambda one: (-variants.count(one), one))


def _counts(scheme: str, learnt: Learnt, beside: Sequence[Beside]) -> str:
    receipts = "1 receipt" if len(beside) == 1 else f"{len(beside)} receipts"
    odd = [one for one in beside if one.odd]
    strange = " ".join(f"{one.addon} on {one.label} does not fit." for one in odd[:2])
    if scheme:
        return f"They count: {scheme}, as was said here. {strange}".rstrip()
    if not beside:
        return "No receipt has told yet what they count."
    if learnt.price:
        return f"{beside[0].addon} on every issue: a price. They name none."
    if learnt.trusted:
        basis = f"by {receipts}" if not odd else f"by the newest of {receipts}"
        return f"They count: {_either(learnt.trusted)}, {basis}. {strange}".rstrip()
    if odd:
        return f"Doubtful: {strange} Until {AGREE} in a row agree, Enter receives."
    if learnt.likely:
        return f"Not sure yet after {receipts}: {_either(learnt.likely)} would fit."
    return f"Nothing that is known fits the {receipts}."


def _either(countings: Sequence[Counting]) -> str:
    return " or ".join(str(one) for one in countings)


def _following(lit: Issue | None, trusted: Sequence[Counting], digits: int, printed: Reading | None) -> str:
    """The next box, with the code that it should bear."""
    if lit is None or not trusted:
        return ""
    expected = {one.expects(lit.designation, lit.published_on, digits) for one in trusted}
    addon = expected.pop() if len(expected) == 1 else ""
    if not addon:
        return ""
    code = _printed(printed) if printed is not None else ""
    if trusted[0].scheme is AddonScheme.WEEK_AND_DAY and lit.published_on is not None:
        day = lit.published_on.isoweekday()
        code = f"{code[:11]}{day}?" if code else f"a barcode with {day} before its last digit"
    return f"{lit.label}: {code or 'the barcode'} and {addon} beside it"


def _printed(reading: Reading) -> str:
    """The digits under the symbol, or "" for what is no barcode of the EAN family."""
    match reading:
        case IssnScan(variant=str(variant)):
            from stdnum import ean

            digits = reading.key + variant
            return digits + str(ean.calc_check_digit(digits))
        case UpcScan() | PressCode() | Ean():
            return reading.code
        case _:
            return ""


def _last(desk: Desk, title_id: int) -> tuple[int, str] | None:
    """What was scanned last in this sitting, if it is a code that does not mean this title."""
    from buckram.desk.resolving import resolve

    sitting = desk.take_up()
    newest = sittings.scans(desk.library, sitting, 1) if sitting is not None else []
    reading = read(newest[0].raw) if newest else None
    key = code_key(reading) if reading is not None else None
    if reading is None or key is None:
        return None
    answering = [line.id for line in resolve(desk.library, reading, desk.today()).titles]
    return None if answering == [title_id] else (newest[0].id, spelled(key))
