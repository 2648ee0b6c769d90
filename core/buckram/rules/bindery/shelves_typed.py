"""Shelves and empty space as they are typed: "STK 1A-6E x 35 in", "1A-3E", "3 years", "20 %", "even"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase

from buckram.errors import Refused
from buckram.rules.bindery.measure import typed_length
from buckram.rules.bindery.shift_plan import Wish

MOST = 2000
"""So many shelves are made at once: more would be a slip of the keys."""

_LINE = re.compile(r"(?P<before>.+)\s*[x×*]\s*(?P<width>[\d.,].*)", re.IGNORECASE)
_PARTS = re.compile(r"\d+|[^\W\d_]+|[\W_]+")
_NEXT = "Type it like STK 1A-6E x 35 in."


@dataclass(frozen=True, slots=True)
class Typed:
    """place: code or name of a location as typed, "" for none. codes: in walking order. width: of each."""

    place: str
    codes: tuple[str, ...]
    width: int


def typed_shelves(text: str, *, inches: bool) -> Typed:
    """ "STK 1A-6E x 35 in": shelves A to E of sections 1 to 6 at STK, each 35 inches wide. Raises Refused."""
    cleaned = re.sub(r"\s*-\s*", "-", re.sub(r"\s*,\s*", ",", " ".join(text.split())))
    found = _LINE.fullmatch(cleaned)
    if found is None:
        raise Refused("A line of shelves has codes, an x, and a width.", _NEXT)
    width = typed_width(found["width"], inches=inches)
    place, _, codes = found["before"].strip().rpartition(" ")
    return Typed(place, tuple(typed_codes(codes)), width)


def typed_width(text: str, *, inches: bool) -> int:
    """The width of a shelf: 2 in to 40 ft. Raises Refused."""
    width = typed_length(text, inches=inches)
    if not 508 <= width <= 40 * 3048:
        raise Refused(f"“{text.strip()}” is no width of a shelf.", "Type it like 35 in, or 900 mm.")
    return width


def typed_codes(text: str) -> list[str]:
    """Every code of "1A-6E", "12A1-12C4", "1-20,23": each number and letter that differs runs from the first
    to the last, the last of them fastest. Raises Refused."""
    codes: list[str] = []
    for part in filter(None, text.split(",")):
        first, dash, last = part.partition("-")
        codes += _between(first, last) if dash and last else [part.rstrip("-")]
        if len(codes) > MOST:
            raise Refused(f"These are more than {MOST} shelves.", _NEXT)
    if not codes:
        raise Refused("No shelf is named.", _NEXT)
    twice = (
        next((code for n, code in enumerate(codes) if code in codes[:n]), None) if len(codes) < 500 else None
    )
    if twice or len(set(codes)) < len(codes):
        raise Refused(f"Shelf {twice or 'codes'} named twice.", _NEXT)
    return codes


def _between(first: str, last: str) -> list[str]:
    here, there = _PARTS.findall(first), _PARTS.findall(last)
    if len(there) < len(here) and [_kind(p) for p in there] == [_kind(p) for p in here[-len(there) :]]:
        # "12A1-4" leaves out what stays the same.
        there = here[: -len(there)] + there
    if [_kind(p) for p in here] != [_kind(p) for p in there]:
        raise Refused(f"{first} and {last} are not made alike.", _NEXT)
    ways = [_from_to(a, b, f"{first}-{last}") for a, b in zip(here, there, strict=True)]
    size = 1
    for way in ways:
        size *= len(way)
    if size > MOST:
        raise Refused(f"{first}-{last} are {size} shelves.", f"Type at most {MOST} at once.")
    return ["".join(parts) for parts in product(*ways)]


def _kind(part: str) -> str:
    return "1" if part.isdigit() else "a" if part.isalpha() else part


def _from_to(first: str, last: str, whole: str) -> Sequence[str]:
    if first == last:
        return [first]
    if first.isdigit():
        low, high = int(first), int(last)
        if high - low >= MOST:
            raise Refused(f"{whole} are too many shelves.", f"Type at most {MOST} at once.")
        width = len(first) if first.startswith("0") else 0
        found = [str(n).zfill(width) for n in range(low, high + 1)]
    else:
        low, high = ascii_lowercase.find(first.lower()), ascii_lowercase.find(last.lower())
        if len(first) != 1 or len(last) != 1 or low < 0 or high < 0:
            raise Refused(f"{first} to {last} is no row of letters.", _NEXT)
        letters = ascii_lowercase[low : high + 1]
        found = list(letters.upper() if first.isupper() else letters)
    if not found:
        raise Refused(f"{last} comes before {first}.", _NEXT)
    return found


_YEARS = re.compile(r"(?P<number>\d{1,2}(?:[.,]\d)?)\s*(?:y|yrs?|years?)?\.?", re.IGNORECASE)
_SHARE = re.compile(r"(?P<number>\d{1,2})\s*%")

EVEN = Wish(share=0.99)
"""Spread evenly: as large a share of each shelf as fits."""


def typed_wish(text: str) -> Wish:
    """ "3 years" or "3" behind each title, "20 %" of each shelf, "even", "none". Raises Refused."""
    cleaned = " ".join(text.lower().split())
    if cleaned in {"even", "evenly"}:
        return EVEN
    if cleaned in {"none", "no", "0"}:
        return Wish()
    if found := _SHARE.fullmatch(cleaned):
        return Wish(share=int(found["number"]) / 100)
    if found := _YEARS.fullmatch(cleaned):
        return Wish(years=float(found["number"].replace(",", ".")))
    raise Refused(f"“{text.strip()}” is no empty space.", "Type 3 years, 20 %, even or none.")


def told_wish(wish: Wish, *, brief: bool = False) -> str:
    """ "3 years of growth behind each title", "20 % of each shelf"; brief: "3 years", "20 %"."""
    if brief:
        return told_wish(wish).partition(" of ")[0]
    if wish == EVEN:
        return "spread evenly"
    if wish.years:
        return f"{wish.years:g} year{'' if wish.years == 1 else 's'} of growth behind each title"
    if wish.share:
        return f"{wish.share:.0%} of each shelf".replace("%", " %")
    return "no empty space"
