"""Letters to vendors: one for all the claims of a supplier, by templates that a library may replace.

A template of the library's own lies in its folder of templates, and the first that is there counts:
`letters/VENDOR/LANGUAGE/LEVEL.txt`, `letters/VENDOR/LEVEL.txt`, `letters/LANGUAGE/LEVEL.txt`. VENDOR is the
vendor's name in small letters with hyphens, LANGUAGE its MARC code, LEVEL first, second, final,
or mixed where the claims of a letter are not of one level.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.exchange.claim_lines import Claims, Level, Line
from buckram.exchange.letter_words import LANGUAGES, claim_words, day_words, reason_words

COLUMNS = 72
"""Characters to a line of a letter."""

NOT_HERE = frozenset({"late", "skipped"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes out. text: without its subject."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One entry of a letter: a claim, or the claims for several copies of one issue.

    references: of each claim. claim: "second claim"; reason: in words; earlier: days of the claims before.
    invoice: its number; all days are written out. Text that is not known is "".
    """

    references: Sequence[str]
    title: str
    issn: str
    vendor_number: str
    order_number: str
    issue: str
    copies: int
    places: Sequence[str]
    claim: str
    reason: str
    earlier: Sequence[str]
    invoice: str
    invoice_day: str
    paid_on: str
    note: str


def letter(claims: Claims, templates: str = "") -> Letter:
    """The letter for these claims. templates: the library's own folder, or "".

    The first line of what a template gives is the subject. Raises Refused, with the line, when the library's
    own template does not work.
    """
    from buckram.exchange.templates import rendered

    language = claims.vendor.language if claims.vendor.language in LANGUAGES else "eng"

    def day(on: date | None) -> str:
        return day_words(on, language, day_first=claims.house.day_first) if on else ""

    folder, level = slug(claims.vendor.name), str(claims.level)
    names = [f"letters/{language}/{level}.txt"]
    if folder:
        names = [f"letters/{folder}/{language}/{level}.txt", f"letters/{folder}/{level}.txt", *names]
    words = {
        "house": claims.house,
        "vendor": claims.vendor,
        "reference": claims.reference,
        "day": day(claims.day),
        "level": level,
        "person": claims.person,
        "only_missing": all(line.reason in NOT_HERE for line in claims.lines),
        "all_before": all(line.level is not Level.FIRST for line in claims.lines),
        "some_final": any(line.level is Level.FINAL for line in claims.lines),
        "numbers": _numbers(claims.lines, language),
        "lines": [_entry(group, language, day) for group in _together(claims.lines)],
        "columns": COLUMNS,
    }
    subject, _, text = rendered(names, words, templates).lstrip().partition("\n")
    return Letter(" ".join(subject.split()), text.strip("\n") + "\n")


def slug(name: str) -> str:
    """A vendor's name as the name of a folder: `kontor-ost-west`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _together(lines: Sequence[Line]) -> list[list[Line]]:
    """Claims for several copies of one issue are one entry."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        key = (line.title, line.issn, line.order_number, line.issue, line.reason, line.number, line.note)
        groups.setdefault(key, []).append(line)
    return list(groups.values())


def _numbers(lines: Sequence[Line], language: str) -> list[str]:
    """Which claims are in it, each once: "first claim", "third claim", "final claim"."""
    ordered = sorted(lines, key=lambda line: (line.level is Level.FINAL, line.number))
    return list(dict.fromkeys(_which(line, language) for line in ordered))


def _which(line: Line, language: str) -> str:
    return claim_words(line.number, language, final=line.level is Level.FINAL)


def _entry(group: Sequence[Line], language: str, day: Callable[[date | None], str]) -> LetterLine:
    first = group[0]
    return LetterLine(
        references=[line.reference for line in group],
        title=first.title,
        issn=first.issn,
        vendor_number=first.vendor_number,
        order_number=first.order_number,
        issue=first.issue,
        copies=sum(line.copies for line in group),
        places=list(dict.fromkeys(line.place for line in group if line.place)),
        claim=_which(first, language),
        reason=reason_words(first.reason, language),
        earlier=[day(on) for on in first.earlier],
        invoice=first.invoice,
        invoice_day=day(first.invoice_day),
        paid_on=day(first.paid_on),
        note=first.note,
    )
