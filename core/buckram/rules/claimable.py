"""Whether an issue is to be claimed now: which claim, why, and how many days are left for it.

Nothing of this is stored. What is stored is what happened (receipts, claims, answers) and what a person
decided (holds, policies); the answer for today follows from it, and says its reason in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from buckram.rules.claim_policy import Policy
from buckram.rules.replies import REPLACEMENT_DAYS
from buckram.rules.status import Status, spoken


class Queue(StrEnum):
    """Where an issue stands. NEW and AGAIN are claimed now; the others say why not."""

    NEW = "never claimed"
    AGAIN = "due again"
    DECIDE = "to decide"
    LAPSED = "window closed"
    SENDING = "to be sent"
    WAITS = "waits"
    NOT = "not claimed"


LAST_WEEK = timedelta(days=7)
"""A claim leaves the house so long before the publisher's window closes, even when its turn comes later."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A claim that left the house and is open. due_on: the day on which an answer says to look again; None:
    none came. decides: its answer leaves nothing to wait for (out of stock, too late, ceased)."""

    number: int
    sent_on: date
    due_on: date | None = None
    answer: str = ""
    decides: bool = False
    reason: str = "late"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of an issue that is not here, or not as it should be.

    lacking: copies to which no piece came; spoilt: copies whose only piece is damaged. came_on: the day on
    which the last piece came, if any did. late_after: days from publication after which it is late by the
    title's own receipts, None where these are too few. hold_until: nobody claims before that day.
    later_here: a later number has come. active: an order brings it. out_on: the day on which the vendor said
    it would appear. queued: a person wants it claimed, and the letter has not left. given_up: how its last
    claim ended, where nobody waits any more. ordered_on: a replacement was ordered on that day.
    """

    status: Status
    published_on: date | None
    expected_on: date | None
    lacking: int = 1
    spoilt: int = 0
    came_on: date | None = None
    late_after: int | None = None
    hold_until: date | None = None
    later_here: bool = False
    active: bool = True
    out_on: date | None = None
    queued: str = ""
    sent: Sequence[Sent] = field(default=())
    given_up: str = ""
    ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer. on: the day from which it stands in its queue; of one that waits, the day of its turn, None
    where nothing tells it.

    number: which claim it would be. days_left: until the publisher's window closes, negative when it has,
    None where no window is known. why: a sentence for the person who asks why the line is here, or is not.
    """

    queue: Queue
    reason: str
    number: int
    on: date | None
    days_left: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Order:
    """A subscription. status: "on order", "active", "ended"."""

    status: str
    starts_on: date | None = None
    ends_on: date | None = None

    def brings(self, day: date | None) -> bool:
        """Whether it brings what is dated so. The end of an active one is a day to renew it: issues go on
        coming, and are owed until somebody says that it has ended. day: None where it is not known."""
        if self.status == "active":
            return day is None or self.starts_on is None or self.starts_on <= day
        if self.status == "on order":
            return self.starts_on is not None and day is not None and self.starts_on <= day
        within = self.starts_on is None or day is None or self.starts_on <= day
        return self.ends_on is not None and day is not None and within and day <= self.ends_on


def standing(wanted: Wanted, policy: Policy, today: date) -> Standing:
    """Where an issue stands today."""
    reason = _reason(wanted)
    closes = _closes(wanted, policy, reason)
    left = None if closes is None else (closes - today).days
    last = _last(wanted.sent, policy)
    number = 1 if last is None else last.number + 1

    def answer(queue: Queue, on: date | None, why: str) -> Standing:
        return Standing(queue, reason, number, on, left, why)

    if wanted.queued:
        return answer(Queue.SENDING, today, f"It is to be claimed as {wanted.queued} with the next letter.")
    if stopped := _stopped(wanted, policy, reason, today):
        return answer(*stopped)
    if last is not None:
        if last.decides:
            return answer(
                Queue.DECIDE, last.sent_on, f"The answer to claim {last.number}: {last.answer}. Decide."
            )
        on, why = _again(last, policy, closes)
    else:
        first = _first(wanted, policy, reason, closes)
        if first is None:
            return answer(Queue.WAITS, None, "Nothing tells when it is to come.")
        on, why = first
    if on > today:
        return answer(Queue.WAITS, on, why)
    if number > policy.most:
        return answer(Queue.DECIDE, on, f"{why} Claim {policy.most} is the last, {policy.words('most')}.")
    if closes is not None and today > closes:
        return answer(Queue.LAPSED, on, f"{why} The publisher's window closed on {_day(closes)}.")
    return answer(Queue.NEW if last is None else Queue.AGAIN, on, why)


def _reason(wanted: Wanted) -> str:
    """Why it is claimed, "" where nothing is owed."""
    for one in wanted.sent:
        if one.reason in {"missing", "wrong item"}:
            return one.reason
    match wanted.status:
        case Status.EXPECTED if wanted.lacking:
            return "skipped" if wanted.later_here else "late"
        case Status.PARTIAL if wanted.lacking:
            return "short"
        case Status.PARTIAL | Status.DAMAGED if wanted.spoilt:
            return "damaged"
    # Lost in the house: nobody owes it to us before a person asks for another.
    return ""


def _stopped(
    wanted: Wanted, policy: Policy, reason: str, today: date
) -> tuple[Queue, date | None, str] | None:
    """What stands against any claim, whatever its turn."""
    if not reason:
        told = spoken(wanted.status)
        return (
            Queue.NOT,
            None,
            f"It is {told}; nothing of it is owed." if wanted.lacking else f"It is {told}.",
        )
    if wanted.given_up:
        return Queue.NOT, None, f"It was given up: {wanted.given_up}."
    if not wanted.active:
        return Queue.NOT, None, "No order that was in force on its date brings it."
    if not policy.claims:
        why = f"Do not claim, {policy.words('claims')}"
        told = f"{why}: {policy.note.rstrip('.')}." if policy.note else f"{why}."
        return (Queue.WAITS, policy.until, told) if policy.until else (Queue.NOT, None, told)
    if wanted.ordered_on is not None:
        on = max(wanted.ordered_on + timedelta(days=REPLACEMENT_DAYS), wanted.hold_until or date.min)
        why = f"A replacement was ordered on {_day(wanted.ordered_on)}"
        if on > today:
            return Queue.WAITS, on, f"{why}."
        return Queue.DECIDE, on, f"{why} and has not come. Decide."
    if wanted.hold_until is not None and wanted.hold_until > today:
        return (
            Queue.WAITS,
            wanted.hold_until,
            f"It is watched: nobody claims it before {_day(wanted.hold_until)}.",
        )
    return None


def _closes(wanted: Wanted, policy: Policy, reason: str) -> date | None:
    """The last day on which the publisher honours a claim."""
    begins = wanted.published_on or wanted.expected_on
    if begins is None or policy.window_days is None:
        return None
    # What came spoilt could not be claimed before it came, and what appears later not before that.
    if wanted.out_on is not None:
        begins = max(begins, wanted.out_on)
    if wanted.came_on is not None and reason in {"damaged", "wrong item"}:
        begins = max(begins, wanted.came_on)
    return begins + timedelta(days=policy.window_days)


def _first(wanted: Wanted, policy: Policy, reason: str, closes: date | None) -> tuple[date, str] | None:
    """The day of the first claim, and why then; None where nothing tells it."""
    day = wanted.expected_on
    if reason == "damaged" and (wanted.came_on or day):
        came = wanted.came_on or day
        assert came is not None
        return came, f"It came damaged on {_day(came)}."
    if day is None:
        return None
    if reason == "skipped":
        return day, f"A later number came; this one was to come on {_day(day)}."
    if wanted.late_after is not None and wanted.published_on is not None:
        grace = max(day, wanted.published_on + timedelta(days=wanted.late_after))
        why = f"Nine of ten of its receipts came within {wanted.late_after} days of their date"
        if grace == day:
            why = "It comes as punctually as its receipts tell"
    else:
        grace = day + timedelta(days=policy.first_days)
        why = f"Claimed {policy.first_days} days after it is looked for, {policy.words('first_days')}"
    if reason == "short" and wanted.came_on is not None:
        day = max(day, wanted.came_on)
        grace = max(grace, wanted.came_on + timedelta(days=policy.first_days))
        why = f"{wanted.lacking} more cop{'y' if wanted.lacking == 1 else 'ies'} wanted since the last came"
    # On the last day of grace it may still come.
    return _in_time(day, grace + timedelta(days=1), closes, why)


def _last(sent: Sequence[Sent], policy: Policy) -> Sent | None:
    """The claim that tells what is next: of several copies, claimed together, the one whose turn is first."""
    if not sent:
        return None
    number = max(one.number for one in sent)
    latest = [one for one in sent if one.number == number]
    waiting = [one for one in latest if not one.decides]
    return min(waiting or latest, key=lambda one: _again(one, policy, None)[0])


def _again(last: Sent, policy: Policy, closes: date | None) -> tuple[date, str]:
    """The day of the next claim, and why then."""
    if last.due_on is not None:
        told = f" ({last.answer})" if last.answer else ""
        return (
            last.due_on,
            f"The answer to claim {last.number}{told} said to look again on {_day(last.due_on)}.",
        )
    on = last.sent_on + timedelta(days=policy.again_days)
    why = (
        f"Claim {last.number} of {_day(last.sent_on)} has no answer; asked again after {policy.again_days}"
        f" days, {policy.words('again_days')}"
    )
    return _in_time(last.sent_on, on, closes if last.number < policy.most else None, why)


def _in_time(begins: date, on: date, closes: date | None, why: str) -> tuple[date, str]:
    """The turn of a claim, earlier where it would miss the window, but never before half of the wait is over:
    premature claims are what vendors complain of most."""
    if closes is not None and on > closes - LAST_WEEK:
        sooner = max(closes - LAST_WEEK, begins + (on - begins + timedelta(days=1)) // 2)
        if sooner < on:
            return sooner, f"{why}; already from {_day(sooner)} on, for the sake of the window."
    return on, f"{why}: from {_day(on)} on."


@lru_cache(4096)
def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
