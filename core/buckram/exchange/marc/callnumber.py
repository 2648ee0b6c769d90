"""Call numbers of bibliographic and holdings records, with the scheme that gives their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from buckram.exchange.marc.names import plain
from buckram.pattern.field import Field


class CallScheme(StrEnum):
    """Classification or other order of the shelf (852 first indicator, or the field in the record)."""

    LC = "lc"
    DEWEY = "dewey"
    NLM = "nlm"
    SUDOCS = "sudocs"
    SHELVING_NUMBER = "shelving number"
    TITLE = "title"
    SEPARATE = "separate"
    UDC = "udc"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CallNumber:
    """A call number as it is written on the piece."""

    scheme: CallScheme
    text: str


_OF_852 = {
    "0": CallScheme.LC,
    "1": CallScheme.DEWEY,
    "2": CallScheme.NLM,
    "3": CallScheme.SUDOCS,
    "4": CallScheme.SHELVING_NUMBER,
    "5": CallScheme.TITLE,
    "6": CallScheme.SEPARATE,
}

# The library's own numbers (09X) go before those that another library gave. 082, 080 and 084 say in most
# records what the title is about; only with an item number ($b) does something stand under them.
_OF_BIB = {
    "090": CallScheme.LC,
    "092": CallScheme.DEWEY,
    "096": CallScheme.NLM,
    "099": CallScheme.OTHER,
    "050": CallScheme.LC,
    "060": CallScheme.NLM,
    "070": CallScheme.OTHER,
    "086": CallScheme.SUDOCS,
    "082": CallScheme.DEWEY,
    "080": CallScheme.UDC,
    "084": CallScheme.OTHER,
}
TAGS = frozenset(_OF_BIB)
_ABOUT = ("082", "080", "084")
_ORDER = {tag: place for place, tag in enumerate(_OF_BIB)}

# Words that stand in 050 and 090 instead of a call number.
_NOT_SHELVED = (
    "ISSN RECORD",
    "CURRENT ISSUES ONLY",
    "IN PROCESS",
    "NOT IN LC",
    "NEWSPAPER",
    "UNCLASSED",
    "DISCARD",
)


def of_place(field: Field) -> CallNumber | None:
    """The call number in an 852: prefix, class, item part, suffix."""
    scheme = _OF_852.get(field.indicators[0], CallScheme.OTHER)
    wanted = {CallScheme.SHELVING_NUMBER: "kjm", CallScheme.TITLE: "klm"}.get(scheme, "khim")
    text = _joined(field, wanted) or _joined(field, "kjlm")
    return CallNumber(scheme, text) if text else None


def of_bib(fields: Iterable[Field]) -> CallNumber | None:
    """The first call number among the 05X-09X fields of a title, the local ones before others."""
    for field in sorted(fields, key=lambda field: _ORDER[field.tag]):
        abroad = field.tag == "086" and field.indicators[0] != "0"
        scheme = CallScheme.OTHER if abroad else _OF_BIB[field.tag]
        text = _text(field)
        if text and not text.upper().startswith(_NOT_SHELVED):
            return CallNumber(scheme, text)
    return None


def _text(field: Field) -> str:
    if field.tag == "099":
        return " ".join(plain(value) for value in field.all("a") if value.strip())
    first = plain(field.first("a"))
    item = plain(field.first("b"))
    if field.tag in _ABOUT:
        # The strokes mark where the number may be cut; they are not part of it.
        return f"{first.replace('/', '')} {item}" if item else ""
    return f"{first} {item}".strip()


def _joined(field: Field, order: str) -> str:
    parts = [plain(value) for code in order for value in field.all(code)]
    return " ".join(part for part in parts if part)
