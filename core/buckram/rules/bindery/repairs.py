"""The mending queue: ways that a damaged piece may go, mends, supplies, and how much work one was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from buckram.errors import Refused


class Route(StrEnum):
    """What is to become of a damaged piece. The words are those of the library file."""

    KEEP = "keep"
    REPLACE = "replace"
    MEND = "mend"
    PAMPHLET = "pamphlet"
    BINDERY = "bindery"
    BOX = "box"
    WITHDRAW = "withdraw"


class State(StrEnum):
    """Where a repair is. The words are those of the library file."""

    WAITING = "waiting"
    BENCH = "at the bench"
    SENT = "sent"
    DONE = "done"


class Section(StrEnum):
    """The parts of the queue as the desk looks at it."""

    DECIDE = "to decide"
    MEND = "to mend"
    OUT = "out"
    DONE = "done"


AT_THE_BENCH = frozenset({Route.MEND, Route.PAMPHLET, Route.BOX})
"""These are done here, by hand."""

OF_A_SENIOR = frozenset({Route.BINDERY, Route.BOX})
"""These cost enough that not everybody decides on them; an easy mend needs no approval."""


def section(state: State, route: Route | None) -> Section:
    """The part of the queue that a repair stands in."""
    if state is State.DONE:
        return Section.DONE
    if state is State.SENT:
        return Section.OUT
    return Section.DECIDE if route is None else Section.MEND


def seniors(setting: str) -> tuple[str, ...]:
    """The names of the setting, as they are typed there: apart by commas. (): everybody may decide."""
    return tuple(name for name in (part.strip() for part in setting.split(",")) if name)


def may_decide(route: Route, person: str, names: tuple[str, ...]) -> bool:
    """Whether this person may choose this route."""
    allowed = {name.casefold() for name in names}
    return route not in OF_A_SENIOR or not allowed or person.strip().casefold() in allowed


class Level(StrEnum):
    """How much work a repair was, by its time."""

    SHORT = "under 15 minutes"
    MIDDLE = "up to 2 hours"
    LONG = "more than 2 hours"


def level(minutes: int) -> Level:
    """The level of a repair that took so many minutes."""
    if minutes < 15:
        return Level.SHORT
    return Level.MIDDLE if minutes <= 120 else Level.LONG


KINDS = {
    "cl": "clean",
    "mt": "mend torn page",
    "ti": "tip in a page",
    "th": "tighten hinge",
    "rh": "repair hinge",
    "rc": "repair corner",
    "rs": "repair spine",
    "se": "sew a single section",
    "rb": "reback",
    "re": "recase",
    "dr": "dry wet volume",
    "wr": "wrapper",
    "bx": "box",
    "pa": "pamphlet binding",
}
"""Every mend, by the two letters that are typed for it."""

SUPPLIES = {
    "jt": "Japanese tissue",
    "wp": "wheat paste",
    "pva": "PVA",
    "ht": "heat-set tissue",
    "dt": "document tape",
    "bc": "book cloth",
    "bd": "board",
    "td": "thread",
}
"""Every supply that has a name of its own, by the letters that are typed for it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What was done at the bench. kinds, supplies: in words. minutes: None while nobody said."""

    kinds: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    minutes: int | None = None
    result: str = ""

    @property
    def words(self) -> str:
        """It in one line, for the person who types it."""
        time = "" if self.minutes is None else f"{self.minutes} min"
        parts = [time, ", ".join(self.kinds), ", ".join(self.supplies), self.result]
        return "; ".join(part for part in parts if part)


_HOURS = re.compile(r"(\d{1,2})[:h](\d{2})")
_MINUTES = re.compile(r"(\d{1,4})(?:m|min)?")


def read_work(text: str) -> Work:
    """What was typed when a repair was done: "mt 20 jt wp leaf 7 mended". Never refused.

    Codes of mends and supplies and one time (20, 1:30) in any order; "+ethanol" is a supply that has no
    code; from the first other word on, or behind a colon that stands alone, it is the result.
    """
    kinds: list[str] = []
    supplies: list[str] = []
    minutes: int | None = None
    words = text.replace(",", " ").split()
    for at, word in enumerate(words):
        low = word.lower()
        if low in KINDS:
            kinds.append(KINDS[low])
        elif low in SUPPLIES:
            supplies.append(SUPPLIES[low])
        elif word.startswith("+") and len(word) > 1:
            supplies.append(word[1:].replace("_", " "))
        elif minutes is None and (time := _minutes(low)) is not None:
            minutes = time
        elif low not in {"min", "minutes"}:
            # The result keeps its commas: it is cut from the text, not put together again.
            rest = _rest(text, at)
            return Work(_once(kinds), _once(supplies), minutes, rest.removeprefix(":").strip())
    return Work(_once(kinds), _once(supplies), minutes)


def typed_work(text: str) -> Work:
    """The same of a line that is to be kept. Raises Refused where the time or what was done is not told."""
    work = read_work(text)
    if work.minutes is None:
        raise Refused("How long did it take?", "Type the minutes too: mt 20 jt wp, or 1:30.")
    if not work.kinds and not work.result:
        raise Refused("What was done is not told.", "Type its letters (mt: mend torn page), or say it.")
    return work


def _minutes(word: str) -> int | None:
    if found := _HOURS.fullmatch(word):
        return 60 * int(found[1]) + int(found[2])
    found = _MINUTES.fullmatch(word)
    return int(found[1]) if found else None


def _rest(text: str, words: int) -> str:
    starts = [found.start() for found in re.finditer(r"[^\s,]+", text)]
    return " ".join(text[starts[words] :].split())


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def as_typed(kinds: tuple[str, ...], supplies: tuple[str, ...]) -> str:
    """The letters of mends and supplies, as `read_work` reads them: what stands in the field next time."""
    letters = {word: code for code, word in [*KINDS.items(), *SUPPLIES.items()]}
    return " ".join(letters.get(word, f"+{word.replace(' ', '_')}") for word in (*kinds, *supplies))
