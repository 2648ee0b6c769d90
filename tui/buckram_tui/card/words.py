"""What stands in a box of the card, in words: colour only repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from buckram.rules.status import Status

if TYPE_CHECKING:
    from buckram.desk.cards import Box


@dataclass(frozen=True, slots=True)
class BoxText:
    """The three lines of a box, and the name of the style of the last one."""

    volume: str
    number: str
    cover: str
    status: str
    style: str


_WORDS = {
    Status.ARRIVED: ("here", "good"),
    Status.MISSING: ("missing", "wrong"),
    Status.DAMAGED: ("damaged", "wrong"),
    Status.UNAVAILABLE: ("gave up", "dim"),
    Status.NOT_PUBLISHED: ("not publ", "dim"),
    Status.COMBINED: ("combined", "dim"),
    Status.BIND_PREP: ("to bind", "good"),
    Status.AT_BINDERY: ("bindery", "warn"),
    Status.BOUND: ("bound", "good"),
    Status.WITHDRAWN: ("withdrwn", "dim"),
}


def box_text(box: Box, today: date) -> BoxText:
    """The words of a box."""
    word, style = _status(box, today)
    issue = box.issue
    number = issue.number or issue.cover
    cover = issue.cover if issue.number else ""
    return BoxText(issue.volume, number, cover + (" *" if issue.noted else ""), word, style)


def _status(box: Box, today: date) -> tuple[str, str]:
    issue = box.issue
    if issue.status is Status.PARTIAL:
        return f"{issue.copies_here} of {box.copies_wanted}", "warn"
    if issue.status is not Status.EXPECTED:
        return _WORDS[issue.status]
    if box.late:
        return f"late {span(box.late)}", "late"
    if issue.expected_on is None:
        return "expected", "dim"
    return f"due {day(issue.expected_on, today)}", "dim"


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
