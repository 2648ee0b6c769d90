"""What stands in a box of the card, in words: colour only repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BoxText:
    """The three lines of a box, the name of the style of the last one, and whether it is marked."""

    volume: str
    number: str
    cover: str
    status: str
    style: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FoldText:
    """The one line of a folded volume."""

    volume: str
    told: str


def span(days: int) -> str:
    """A number of days, short: 9d, 3w, 5m, 2y."""
    if days < 21:
        return f"{days}d"
    if days < 84:
        return f"{days // 7}w"
    return f"{days // 30}m" if days < 700 else f"{days // 365}y"


def day(when: date, today: date) -> str:
    """A day, short: "3 Dec", with the year when it is not near: "Dec'27"."""
    if abs((when - today).days) < 300:
        return f"{when.day} {when:%b}"
    return f"{when:%b}'{when:%y}"


def full_day(when: date) -> str:
    """A day in full, the same in every country: 3 Dec 2026."""
    return f"{when.day} {when:%b} {when.year}"
