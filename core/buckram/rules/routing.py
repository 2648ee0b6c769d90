"""Routing: who reads a piece, in which order, how long each may keep it, and when it ought to be back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.errors import Refused
from buckram.rules.treatment import Step, denies, read_treatment

LONGEST = 366
"""Days that one reader may keep a piece, at most: a longer one is a slip of the keys."""


@dataclass(frozen=True, slots=True)
class TypedReader:
    """A line of a routing list as it was typed. keep_days: None is what the library allows everybody."""

    name: str
    note: str = ""
    contents_only: bool = False
    keep_days: int | None = None

    def typed(self) -> str:
        """As one may type it: "Dr. Wren; contents; 3 days; room 12"."""
        parts = [self.name]
        if self.contents_only:
            parts.append("contents")
        if self.keep_days is not None:
            parts.append(f"{self.keep_days} day{'' if self.keep_days == 1 else 's'}")
        return "; ".join([*parts, self.note] if self.note else parts)


_CONTENTS = re.compile(r"c|cont(?:ents?)?(?: pages?)?(?: only)?", re.IGNORECASE)
_DAYS = re.compile(r"(\d{1,3}) ?(d(?:ays?)?|w(?:eeks?)?)", re.IGNORECASE)


def typed_reader(text: str) -> TypedReader:
    """A line of a list: the name, then behind ";" in any order "contents", "3 days" or "2w", and a note.

    Raises Refused: no name, or more days than anybody keeps a piece.
    """
    name, *more = (" ".join(part.split()) for part in text.split(";"))
    if not name:
        raise Refused("No name was typed.", "Type a name; behind ; may stand contents, 3 days, and a note.")
    contents, days, notes = False, None, []
    for part in more:
        if _CONTENTS.fullmatch(part):
            contents = True
        elif found := _DAYS.fullmatch(part):
            days = int(found[1]) * (7 if found[2][0] in "wW" else 1)
            if not 1 <= days <= LONGEST:
                raise Refused(f"{part} is not how long somebody keeps a piece.", "Type 1 to 366 days.")
        elif part:
            notes.append(part)
    return TypedReader(name, "; ".join(notes), contents, days)


def goes_round(treatment: str, readers: int) -> bool:
    """Whether a piece goes to readers at receipt: its copy has some, or its treatment says so.

    treatment: of the title; "no routing" in it keeps the piece in the house, whoever is on the list.
    """
    if denies(treatment, Step.ROUTE):
        return False
    return readers > 0 or Step.ROUTE in read_treatment(treatment)


def untils(days: Sequence[int], began_on: date) -> list[date]:
    """The day on which each reader passes the piece on. days: that each keeps it, 0 for a contents page."""
    found, day = [], began_on
    for kept in days:
        day += timedelta(days=kept)
        found.append(day)
    return found


def holder(
    days: Sequence[int], began_on: date, today: date, *, at: int | None = None, at_on: date | None = None
) -> int | None:
    """The place (from 0) of the reader who presumably has the piece: by the days since it began.

    at: the place that had it on the day `at_on`, as somebody said; from there the days count. Who only gets
    the contents page never has it. When all had their days it is with the last; None: nobody gets the piece.
    """
    first, day = 0, began_on
    if at is not None and at_on is not None and at < len(days):
        first, day = at, at_on
    last = at if first else None
    for place in range(first, len(days)):
        if not days[place] and place != at:
            continue
        last = place
        day += timedelta(days=days[place])
        if today < day:
            return place
    return last


def back_about(
    days: Sequence[int], began_on: date, *, at: int | None = None, at_on: date | None = None
) -> date:
    """When the piece ought to be back: every reader in turn had it for his days."""
    if at is not None and at_on is not None:
        return at_on + timedelta(days=sum(days[at:]))
    return began_on + timedelta(days=sum(days))
