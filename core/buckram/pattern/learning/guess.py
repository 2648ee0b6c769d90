"""Guesses about a title, each of which a trial may confirm."""

from __future__ import annotations

from dataclasses import dataclass

_BY_COUNT = {
    1: "a",
    2: "f",
    3: "t",
    4: "q",
    6: "b",
    12: "m",
    24: "s",
    25: "e",
    26: "e",
    27: "e",
    36: "j",
    51: "w",
    52: "w",
    53: "w",
    104: "c",
    156: "i",
    365: "d",
    366: "d",
}


def letter(issues_a_year: int) -> str:
    """The $w of so many issues a year: a letter where MARC has one, else the number."""
    return _BY_COUNT.get(issues_a_year, str(issues_a_year))


@dataclass(frozen=True, slots=True)
class Timing:
    """A guess at $w and $y. cost: of its rules, so that a simpler guess is preferred. a_year: issues a year.
    round: the labels of a year's issues, () where they are dated by the day or not known."""

    frequency: str
    rules: tuple[str, ...]
    cost: float
    a_year: int
    round: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Numbering:
    """A guess at the numbers: subfields with $u and $v, the calendar change $x, rules $y about numbers."""

    subfields: tuple[tuple[str, str], ...]
    change: str = ""
    rules: tuple[str, ...] = ()
    cost: float = 0
