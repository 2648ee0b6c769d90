"""The numbers of a bibliographic record, in one form each, so that a scan or a typed number finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from buckram.pattern.field import Field

TAGS = frozenset({"010", "016", "022", "024", "030", "035"})


class IdentifierKind(StrEnum):
    """What a number is."""

    ISSN = "issn"
    ISSN_L = "issn-l"
    ISSN_INCORRECT = "issn-incorrect"
    ISSN_CANCELLED = "issn-cancelled"
    ISSN_L_CANCELLED = "issn-l-cancelled"
    CODEN = "coden"
    LCCN = "lccn"
    CONTROL = "control"
    UPC = "upc"
    EAN = "ean"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number. value: without blanks and hyphens, except that a control number keeps its own hyphens."""

    kind: IdentifierKind
    value: str


_ISSN_CODES = {
    "a": IdentifierKind.ISSN,
    "l": IdentifierKind.ISSN_L,
    "y": IdentifierKind.ISSN_INCORRECT,
    "z": IdentifierKind.ISSN_CANCELLED,
    "m": IdentifierKind.ISSN_L_CANCELLED,
}
_ISSN = re.compile(r"(?<!\d)(\d{4})\s?[-\u2010-\u2015]?\s?(\d{3}[\dXx])(?![\dXx])")
_ARTICLE_NUMBERS = {"1": IdentifierKind.UPC, "3": IdentifierKind.EAN}
_ARTICLE_LENGTHS = {IdentifierKind.UPC: 12, IdentifierKind.EAN: 13}


def issn(text: str) -> str:
    """The eight characters of the ISSN in `text`, "03178471", or "" where there is none."""
    found = _ISSN.search(text)
    return (found[1] + found[2]).upper() if found else ""


def read(fields: Iterable[Field], warnings: dict[str, None]) -> tuple[Identifier, ...]:
    """Every number of these fields once, in their order. warnings: receives sentences as keys.

    An ISSN in 022 $a whose check digit is wrong is kept as an incorrect one: no scan can give it, but a
    person may type it.
    """
    found: dict[Identifier, None] = {}
    for field in fields:
        for one in _of(field, warnings):
            if one.value:
                found[one] = None
    return tuple(found)


def _of(field: Field, warnings: dict[str, None]) -> Iterator[Identifier]:
    match field.tag:
        case "022":
            yield from _issns(field, warnings)
        case "030":
            for code, value in field.subfields:
                if code in "az":
                    yield Identifier(IdentifierKind.CODEN, _bare(value).upper())
        case "035" | "016":
            # Not $z: cancelled numbers of merged records are many, and nobody asks for them.
            for value in field.all("a"):
                yield Identifier(IdentifierKind.CONTROL, _unspaced(value))
        case "010":
            yield Identifier(IdentifierKind.LCCN, lccn(field.first("a")))
        case "024" if kind := _ARTICLE_NUMBERS.get(field.indicators[0]):
            digits = "".join(c for c in field.first("a") if c.isdigit())
            if len(digits) == _ARTICLE_LENGTHS[kind]:
                yield Identifier(kind, digits)


def _issns(field: Field, warnings: dict[str, None]) -> Iterator[Identifier]:
    from stdnum import issn as numbers

    for code, value in field.subfields:
        kind = _ISSN_CODES.get(code)
        if kind is None or not value.strip():
            continue
        number = issn(value)
        if not number:
            if code in "al":
                warnings[f'022 ${code} "{value.strip()[:40]}" is no ISSN.'] = None
            continue
        if code in "al" and not numbers.is_valid(number):
            warnings[f"022 ${code} {number[:4]}-{number[4:]} has a wrong check digit."] = None
            kind = IdentifierKind.ISSN_INCORRECT
        yield Identifier(kind, number)


def lccn(text: str) -> str:
    """A Library of Congress control number in its normal form: "75-425165//r75" gives "75425165"."""
    bare = _unspaced(text).partition("/")[0]
    prefix, hyphen, number = bare.partition("-")
    return prefix + number.zfill(6) if hyphen and number.isdigit() else bare


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    return _unspaced(text).replace("-", "")
