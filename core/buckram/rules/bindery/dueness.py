"""Whether a unit is due to be bound, and if not, what it waits for: in one sentence, with the day."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from buckram.rules.bindery.leave import Leave, Left
from buckram.rules.bindery.unit_rule import AFTER_ITS_END


class Due(StrEnum):
    """How far a unit is that nobody has picked yet."""

    FORMING = "forming"
    WAITING = "waiting"
    DUE = "due"
    CALLED = "called"


class Fares(StrEnum):
    """How the place of an issue in a unit fares, for the copy that is bound."""

    HERE = "here"
    DAMAGED = "damaged"
    AWAITED = "awaited"
    MISSING = "missing"
    UNAVAILABLE = "unavailable"
    WITHDRAWN = "withdrawn"
    OUT_OF_COUNT = "out of count"
    """Combined with another, or not published."""


IN_HAND = frozenset({Fares.HERE, Fares.DAMAGED})


class Member(NamedTuple):
    """A place of a unit; tens of thousands are made at once. name: "no.3". expected: the day it is looked
    for. claimed: the number of the open claim, 0 for none. out: it is with its readers; back: until then."""

    name: str
    fares: Fares
    expected: date | None = None
    claimed: int = 0
    out: bool = False
    back: date | None = None


class Came(NamedTuple):
    """An issue after the unit that has come: the first of the next unit, or of a later volume."""

    label: str
    day: date


class Matter(NamedTuple):
    """What is known of a unit.

    here: how many of its issues are in hand, damaged ones too; counted: how many issues it has; others: those
    that are not simply here (lacking, damaged, given up, out). last_came: the day its last issue came;
    newest_came: the latest day on which any of them did. indexes: what belongs to its index run. closed: no
    further issue belongs to it. wanted: how many make it full, where a number does. ended: why the title
    gives no more, in words, or "". begun: what has come of the next unit; next_label, next_expected: its
    first issue, where it is foreseen. later_volume: the day on which the first of a later volume came. newer:
    the days on which later issues came. thin: of a unit by thickness, what lacks, in words, or "".
    """

    here: int
    counted: int
    closed: bool
    others: Sequence[Member] = ()
    last_came: date | None = None
    newest_came: date | None = None
    wanted: int | None = None
    ended: str = ""
    begun: Came | None = None
    next_label: str = ""
    next_expected: date | None = None
    later_volume: date | None = None
    newer: Sequence[date] = ()
    indexes: Sequence[Member] = ()
    thin: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the binding pattern says of the time. strict: every issue has to be there (standard
    completeness), not one at least (weak). calls: the first issue of the next unit calls this one.
    free_from: exam time, until this day nothing leaves its shelf; None: it is none."""

    strict: bool = True
    calls: bool = True
    leave: Leave | None = None
    free_from: date | None = None


class Verdict(NamedTuple):
    """since: from when it has been due, or until when it waits; None: not known. why: one sentence.
    called: the first issue of the next unit called it."""

    state: Due
    since: date | None
    why: str
    called: bool = False


def verdict(matter: Matter, wishes: Wishes, today: date) -> Verdict | None:
    """How far a unit is; None where no piece of it is in hand: then it is none."""
    if not matter.here:
        return None
    to_come = [
        one
        for one in matter.others
        if one.fares is Fares.AWAITED and one.expected is not None and one.expected >= today
    ]
    over = bool(matter.ended) or matter.begun is not None or (matter.closed and not to_come)
    if not over or (matter.thin and not matter.ended):
        return _forming(matter, to_come, today)
    called = wishes.calls and matter.begun is not None
    begun = (
        f"Called by {matter.begun.label} on {said(matter.begun.day, today)}"
        if called and matter.begun
        else ""
    )
    waits = _waits(matter, wishes, today)
    if waits is not None:
        why, until = waits
        return Verdict(Due.WAITING, until, f"{begun}; {why}." if begun else f"{_capital(why)}.", called)
    since = _since(matter, wishes)
    if called and matter.begun:
        lacks = _lacking_words(matter)
        return Verdict(Due.CALLED, since, f"{begun}{f'; {lacks}' if lacks else ''}.", called)
    return Verdict(Due.DUE, since, _why_due(matter, wishes, since, today), called)


# --- forming ------------------------------------------------------------------------------------------------


def _forming(matter: Matter, to_come: Sequence[Member], today: date) -> Verdict:
    here = matter.here
    if matter.thin:
        return Verdict(Due.FORMING, None, matter.thin)
    wanted = matter.wanted or (matter.counted if matter.closed else 0)
    told = f"{here} of {wanted} here" if wanted and here <= wanted else f"{here} here"
    days = [one.expected for one in to_come if one.expected]
    if days and wanted:
        named = "the last" if len(to_come) > 1 else to_come[0].name
        return Verdict(Due.FORMING, None, f"{told}; {named} is expected on {said(max(days), today)}.")
    if days:
        return Verdict(Due.FORMING, None, f"{told}; {to_come[0].name} is expected on {said(days[0], today)}.")
    if not matter.closed and not matter.wanted:
        return Verdict(Due.FORMING, None, f"{told}; it ends when the next begins.")
    return Verdict(Due.FORMING, None, f"{told}.")


# --- waiting ------------------------------------------------------------------------------------------------


def _waits(matter: Matter, wishes: Wishes, today: date) -> tuple[str, date | None] | None:
    """(what it waits for, until when), or None."""
    lacking = [one for one in matter.others if _lacks(one)]
    if wishes.strict and lacking:
        return f"waits for {_listed(lacking, today)}", None
    # Without what lacks, but not on the day after it was looked for, while nothing behind it has come either.
    late = [one for one in lacking if one.fares is Fares.AWAITED and one.expected and not one.claimed]
    until = max((one.expected + AFTER_ITS_END for one in late if one.expected), default=today)
    if matter.begun is None and today < until:
        return f"waits for {_listed(late, today)}", until
    index = [one for one in matter.indexes if one.fares in {Fares.AWAITED, Fares.MISSING}]
    if wishes.strict and index:
        return f"waits for {_listed(index, today)}: not to be bound without it", index[0].expected
    out = [one for one in (*matter.others, *matter.indexes) if one.out]
    if out:
        back = max((one.back for one in out if one.back), default=None)
        told = f", due back on {said(back, today)}" if back else ""
        return f"{_names(out)} {'is' if len(out) == 1 else 'are'} out with readers{told}", back
    if wishes.calls and matter.begun is None and not matter.ended:
        expected = f", expected on {said(matter.next_expected, today)}" if matter.next_expected else ""
        caller = matter.next_label or "the first issue of the next unit"
        lacks = _lacking_words(matter) or "complete"
        return f"{lacks}; {caller} will call it{expected}", matter.next_expected
    if wishes.leave is not None and (stays := _stays(matter, wishes.leave, today)):
        return stays
    if wishes.free_from is not None:
        return f"exam time: it leaves the shelf on {said(wishes.free_from, today)}", wishes.free_from
    return None


def _lacks(one: Member) -> bool:
    claimed = one.fares is Fares.DAMAGED and one.claimed > 0
    return claimed or one.fares in {Fares.AWAITED, Fares.MISSING}


def _stays(matter: Matter, leave: Leave, today: date) -> tuple[str, date | None] | None:
    """What is left on the shelf, and until when; None when its time is over."""
    until = leave.until(matter.last_came or date.min)
    if until is not None:
        return (f"{leave.words} on the shelf, until {said(until, today)}", until) if today < until else None
    # Of a title that ended nothing newer comes that could push it off the shelf.
    if matter.ended or leave.reached(matter.newer, matter.later_volume) is not None:
        return None
    if leave.what is Left.VOLUME:
        return "the current volume stays on the shelf until the next begins", matter.next_expected
    more = leave.count - len(matter.newer)
    return f"{leave.words} stay on the shelf: {more} more {'has' if more == 1 else 'have'} to come", None


def _listed(lacking: Sequence[Member], today: date) -> str:
    first, *more = lacking
    told = first.name
    if first.claimed:
        told += f" (claim {first.claimed})"
    elif first.fares is Fares.MISSING:
        told += " (missing)"
    elif first.expected is not None:
        late = first.expected < today
        told += f" (expected {'since' if late else 'on'} {said(first.expected, today)})"
    if len(more) == 1:
        return f"{told} and {more[0].name}"
    return f"{told} and {len(more)} more" if more else told


# --- due ----------------------------------------------------------------------------------------------------


def _since(matter: Matter, wishes: Wishes) -> date | None:
    days = [matter.newest_came] if matter.newest_came else []
    if matter.begun is not None and (wishes.calls or not matter.closed or not wishes.strict):
        days.append(matter.begun.day)
    if wishes.leave is not None:
        until = wishes.leave.until(matter.last_came or date.min)
        reached = wishes.leave.reached(matter.newer, matter.later_volume)
        days += [day for day in (until, reached) if day is not None]
    return max(days, default=None)


def _why_due(matter: Matter, wishes: Wishes, since: date | None, today: date) -> str:
    if matter.ended:
        return f"{matter.ended}: this is its last part."
    lacks = _lacking_words(matter)
    if lacks:
        begun = matter.begun
        told = f"{begun.label} came on {said(begun.day, today)}; {lacks}" if begun else _capital(lacks)
        return f"{told}."
    on = f" since {said(since, today)}" if since else ""
    if wishes.leave is not None:
        return f"Complete, and long enough on the shelf{on}."
    return f"Complete{on}."


def _lacking_words(matter: Matter) -> str:
    lacking = [one for one in matter.others if _lacks(one) or one.fares in _GONE]
    if not lacking:
        return ""
    given_up = all(one.fares in _GONE for one in lacking)
    return f"{_names(lacking)} {'will not come' if given_up else 'not here'}"


_GONE = frozenset({Fares.UNAVAILABLE, Fares.WITHDRAWN})


def _names(members: Sequence[Member]) -> str:
    names = [one.name for one in members]
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} more"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_MONTHS = tuple(month_abbr)


def said(day: date, today: date) -> str:
    """A day as these sentences say it: "3 Nov", and of another year "3 Nov 2025"."""
    named = f"{day.day} {_MONTHS[day.month]}"
    return named if day.year == today.year else f"{named} {day.year}"
