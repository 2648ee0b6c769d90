"""What leaves the house about a claim: the values from which letters and files for machines are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How urgent a claim is, and a letter: MIXED where its claims are not of one level."""

    MIXED = "mixed"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"


LEVELS = (Level.MIXED, Level.FIRST, Level.SECOND, Level.FINAL)
"""In order: the library file counts them from 0."""


def level_of(number: int, most: int) -> Level:
    """The level of a claim. number: 1 for the first of its issue; most: the last one that makes sense."""
    if number >= most and number > 1:
        return Level.FINAL
    return Level.FIRST if number <= 1 else Level.SECOND


def common_level(levels: Iterable[Level]) -> Level:
    """The level of a letter whose claims are of these."""
    found = set(levels)
    return found.pop() if len(found) == 1 else Level.MIXED


@dataclass(frozen=True, slots=True)
class Line:
    """A claim. claim_id: what its reference is made of. number: 1 for the first of its issue.
    level: of this claim, never MIXED.

    enumeration: "v.12:no.3"; cover: its date, in the letter's language. place: for which copy, "" where it
    is for the whole issue. earlier: the days of the claims before. invoice: proof of payment.
    """

    claim_id: int
    number: int
    reason: str
    title: str
    issn: str = ""
    vendor_number: str = ""
    order_number: str = ""
    enumeration: str = ""
    cover: str = ""
    published_on: date | None = None
    copies: int = 1
    place: str = ""
    note: str = ""
    earlier: Sequence[date] = ()
    invoice: str = ""
    invoice_day: date | None = None
    paid_on: date | None = None
    level: Level = Level.FIRST

    @property
    def reference(self) -> str:
        """What an answer is matched by."""
        return reference(self.claim_id)

    @property
    def issue(self) -> str:
        """Enumeration and cover date: "v.12:no.3 (March 2026)"."""
        if self.enumeration and self.cover:
            return f"{self.enumeration} ({self.cover})"
        return self.enumeration or self.cover


@dataclass(frozen=True, slots=True)
class House:
    """The library that claims. ship_to: where pieces go. san, gln: its numbers for machines, "" for none."""

    name: str
    address: Sequence[str] = ()
    ship_to: Sequence[str] = ()
    reply_to: str = ""
    san: str = ""
    gln: str = ""
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who is claimed from. account: the library's number there. language: MARC code of the letters."""

    name: str
    address: Sequence[str] = ()
    account: str = ""
    language: str = "eng"
    san: str = ""
    gln: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """One message: to whom, from whom, of which day, and its claims. number: of the message."""

    number: int
    day: date
    house: House
    vendor: Vendor
    lines: Sequence[Line]
    person: str = ""

    @property
    def level(self) -> Level:
        """That of its claims, or MIXED."""
        return common_level(line.level for line in self.lines)

    @property
    def reference(self) -> str:
        """What the whole message is called."""
        return f"M{self.number:04}"


def reference(claim_id: int) -> str:
    """The reference of a claim, on paper and in files: CLM0045."""
    return f"CLM{claim_id:04}"


_REFERENCE = re.compile(r"\bCLM[ -]?0*([1-9]\d*)\b", re.IGNORECASE)


def claim_of(text: str) -> int | None:
    """The claim whose reference stands in a text, or None."""
    found = _REFERENCE.search(text)
    return int(found[1]) if found else None
