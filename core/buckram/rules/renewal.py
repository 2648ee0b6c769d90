"""The subscription year: terms, when a decision is due, and what a renewal, a change or an end leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from buckram.errors import Refused
from buckram.rules.money import rounded

YEAR = 12
"""Months of a term where nobody said otherwise."""

LONGEST_TERM = 36
"""A span of more months is no term but all the years since a subscription began."""

DAYS_AHEAD = 120
"""How far the renewal list looks: agents ask for decisions in autumn for the calendar year."""


class Decision(StrEnum):
    """What was decided about the next term. The words are those of the library file."""

    RENEW = "renew"
    CANCEL = "cancel"
    CHANGE = "change"


class Form(StrEnum):
    """In which form a subscription brings a title. The words are those of the library file."""

    PRINT = "print"
    ONLINE = "online"
    BOTH = "print + online"


@dataclass(frozen=True, slots=True)
class Term:
    """One subscription of a title, as far as its end matters.

    going: it is active or on order. ends_on: the day up to which it is ordered, None for no end.
    renewed_until: the end of the next term, where that was decided.
    """

    going: bool
    ends_on: date | None
    decision: str = ""
    renewed_until: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day that it is to cover as things were decided; None: none is known."""
        if self.going and self.decision in {Decision.RENEW, Decision.CHANGE}:
            return self.renewed_until
        return self.ends_on


def ended(terms: Sequence[Term], day: date) -> date | None:
    """The day on which the subscriptions of a title ended, where an issue of `day` is no longer part of
    them; None where one still covers it, where no end is known, or where there is no subscription."""
    last_days = [term.last_day for term in terms]
    if any(term.going and term.last_day is None for term in terms):
        return None
    known = [last for last in last_days if last is not None]
    last = max(known, default=None)
    return last if last is not None and last < day else None


def next_end(ends_on: date, months: int | None) -> date:
    """The end of the term after the one that ends on `ends_on`: a month's last day stays a last day."""
    from dateutil.relativedelta import relativedelta

    begins = ends_on + timedelta(days=1)
    found: date = begins + relativedelta(months=months or YEAR) - timedelta(days=1)
    return found


def first_day(ends_on: date, months: int | None) -> date:
    """The first day of the term that ends on `ends_on`."""
    from dateutil.relativedelta import relativedelta

    found: date = ends_on + timedelta(days=1) - relativedelta(months=months or YEAR)
    return found


def term_months(starts_on: date | None, ends_on: date | None) -> int | None:
    """The months from a start to an end, where those are whole and few enough to be one term."""
    if starts_on is None or ends_on is None:
        return None
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return months if after.day == starts_on.day and 1 <= months <= LONGEST_TERM else None


def price_year(ends_on: date | None, months: int | None, today: date) -> int:
    """The year whose price the present term has: the one in which it began, which is when it is paid."""
    return today.year if ends_on is None else first_day(ends_on, months).year


def price_years(ends_on: date | None, months: int | None, today: date) -> tuple[int, int, int]:
    """The years whose prices the term before, the present one and the next one have.

    A term of two years has its price in the first of them; the terms of one year share its price.
    """
    now = price_year(ends_on, months, today)
    if ends_on is None:
        return now - 1, now, now + 1
    last_before = first_day(ends_on, months) - timedelta(days=1)
    next_begins = ends_on + timedelta(days=1)
    return min(now - 1, first_day(last_before, months).year), now, max(now + 1, next_begins.year)


def estimate(price: Decimal, currency: str, per_cent: Decimal) -> Decimal:
    """What the next term will cost, after a rise of so many per cent."""
    return rounded(price * (100 + per_cent) / 100, currency)


def days_left(ends_on: date, today: date) -> int:
    """Days until the last day of a term; negative when it is over."""
    return (ends_on - today).days


def days_left_told(days: int) -> str:
    """ "in 40 days", "today", "40 days ago"."""
    if days == 0:
        return "today"
    s = "" if abs(days) == 1 else "s"
    return f"in {days} day{s}" if days > 0 else f"{-days} day{s} ago"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a decision to change says, as far as it can be carried out by itself; None, "": stays.

    by_hand: the parts of the note that a person has to see to.
    """

    copies: int | None = None
    form: Form | None = None
    months: int | None = None
    vendor: str = ""
    by_hand: Sequence[str] = ()


_COPIES = re.compile(r"(?:copies\s+(?P<behind>\d{1,3})|(?P<before>\d{1,3})\s+cop(?:y|ies))")
_TERM = re.compile(r"(?:for\s+)?(?P<count>\d{1,2})\s+(?P<unit>year|month)s?")
_VENDOR = re.compile(r"(?:vendor|from)\s+(?P<name>.+)", re.IGNORECASE)


def read_changes(note: str) -> Changes:
    """What the note of a decision says: parts apart by ";", such as "2 copies; online; vendor EBSCO"."""
    copies, form, months, vendor = None, None, None, ""
    by_hand = []
    for part in (" ".join(one.split()) for one in note.split(";")):
        low = part.lower()
        if found := _COPIES.fullmatch(low):
            copies = int(found["behind"] or found["before"])
        elif (as_form := re.sub(r"\s*(\+|and)\s*", " + ", low.removesuffix(" only"))) in set(Form):
            form = Form(as_form)
        elif found := _TERM.fullmatch(low):
            months = int(found["count"]) * (12 if found["unit"] == "year" else 1)
        elif found := _VENDOR.fullmatch(part):
            vendor = found["name"]
        elif part:
            by_hand.append(part)
    if months is not None and not 1 <= months <= LONGEST_TERM:
        raise Refused(f"A term has 1 to {LONGEST_TERM} months, not {months}.")
    if copies == 0:
        raise Refused("Without a copy there is nothing to renew.", "C cancels it.")
    return Changes(copies, form, months, vendor, tuple(by_hand))


_DECISIONS = {
    "r": Decision.RENEW, "renew": Decision.RENEW, "renewed": Decision.RENEW, "yes": Decision.RENEW,
    "c": Decision.CANCEL, "cancel": Decision.CANCEL, "cancelled": Decision.CANCEL,
    "canceled": Decision.CANCEL, "no": Decision.CANCEL,
    "h": Decision.CHANGE, "change": Decision.CHANGE, "changed": Decision.CHANGE,
}  # fmt: skip


def typed_decision(text: str) -> Decision | None:
    """A decision as people write it in a list; None for nothing written. Raises Refused."""
    word = text.strip().lower()
    if not word:
        return None
    if word not in _DECISIONS:
        raise Refused(f"“{text.strip()}” is no decision.", "Write renew, cancel or change.")
    return _DECISIONS[word]
