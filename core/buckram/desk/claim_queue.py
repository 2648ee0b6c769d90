"""The claim queues: what is to be claimed today, what is to be decided, and why all else waits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from buckram.desk.deciding import decided
from buckram.rules.claim_policy import About as Usual
from buckram.rules.claim_policy import Policy, is_foreign, policy
from buckram.rules.claimable import Queue, Sent, Standing, Wanted, standing
from buckram.rules.lateness import late_after
from buckram.rules.replies import EFFECTS, GIVEN_UP, Answer, Ending
from buckram.rules.status import CAME
from buckram.storage import claim_candidates as stored
from buckram.storage import policies
from buckram.storage.claim_candidates import About, Candidate, Lacks, Made, Subscribed
from buckram.storage.library import Library

SHOWN = frozenset({Queue.NEW, Queue.AGAIN, Queue.DECIDE, Queue.LAPSED, Queue.SENDING})
"""The queues that ask for something; the rest is told to who asks why it is not there."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queues is wanted; "" means all. location, vendor: names; frequency: code; reason: as a
    claim has it. waits: also what is not to be claimed now."""

    location: str = ""
    vendor: str = ""
    frequency: str = ""
    reason: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An issue in a queue. standing: where it stands, and why. order: the subscription that brings it, or
    would. lacking: copies that want a piece. claims: all that was claimed of it."""

    issue: Candidate
    about: About
    order: Subscribed | None
    standing: Standing
    lacking: int
    claims: Sequence[Made]

    @property
    def issue_id(self) -> int:
        """The issue."""
        return self.issue.issue_id

    @property
    def vendor(self) -> str:
        """Of whom it is claimed, "" where nobody is recorded."""
        return _of_whom(self.order, self.claims)[1]

    @property
    def vendor_id(self) -> int | None:
        """Of whom it is claimed."""
        return _of_whom(self.order, self.claims)[0]

    @property
    def open_claims(self) -> list[int]:
        """Its last claims that were sent and have not ended: those that an answer is to."""
        sent = [claim for claim in self.claims if claim.open and claim.sent_on]
        number = max((claim.number for claim in sent), default=0)
        return [claim.id for claim in sent if claim.number == number]

    @property
    def left(self) -> str:
        """The days left in the publisher's window, in words: "12d", "closed", "?" where it is not known."""
        left = self.standing.days_left
        if left is None:
            return "?"
        return f"{left}d" if left >= 0 else "closed"


def queue(library: Library, today: date, filters: Filters | None = None) -> list[Line]:
    """Every line of the queues: the fewest days left first, then by title."""
    wanted = filters or Filters()
    return sorted(
        _lines(library, today, stored.candidates(library, today), wanted),
        key=lambda line: (
            line.standing.days_left is None,
            abs(line.standing.days_left or 0),
            line.about.sort_name,
            line.issue.position,
        ),
    )


def line_of(library: Library, today: date, issue_id: int) -> Line | None:
    """Where one issue stands; None for one of which nothing is wanted, and which has no open claim."""
    found = [one for one in stored.candidates(library, today) if one.issue_id == issue_id]
    return next(iter(_lines(library, today, found, Filters(waits=True))), None)


def policy_of(library: Library, today: date, title_id: int) -> Policy:
    """When the issues of a title are claimed."""
    about = stored.about_title(library, title_id)
    usual = _Usual(library)
    order, _ = _order(about.subscriptions, today)
    return usual.policy(about, order, today)


class _Usual:
    """The table of policies and what is usual here, read once."""

    def __init__(self, library: Library) -> None:
        self.table = policies.table(library)
        self.country = decided(library, "country")
        self.window = decided(library, "claim_window")
        self.window_foreign = decided(library, "claim_window_foreign")

    def policy(self, about: About, order: Subscribed | None, today: date) -> Policy:
        """What holds for a title with this order."""
        rows = self.table.of(about.title_id, order.vendor_id if order else None, about.frequency)
        countries = (about.country, order.vendor_country if order else "")
        usual = Usual(
            frequency=about.frequency_name,
            vendor=order.vendor if order else "",
            grace_days=about.grace_days,
            a_year=about.a_year,
            foreign=is_foreign(self.country, countries),
            window=self.window,
            window_foreign=self.window_foreign,
            on_order=order is not None and order.order.status == "on order",
        )
        return policy(rows, usual, today)


def _lines(library: Library, today: date, found: Collection[Candidate], filters: Filters) -> list[Line]:
    titles = stored.about(library, found)
    made = stored.claims_of(library, [one.issue_id for one in found])
    lacks = stored.lacks(library, found, {title_id: about.copies for title_id, about in titles.items()})
    usual = _Usual(library)
    late = {title_id: late_after(about.lags) for title_id, about in titles.items()}
    known: dict[tuple[int, int], Policy] = {}
    lines = []
    for one in found:
        about = titles[one.title_id]
        order, brings = _order(about.subscriptions, one.day)
        claims = made.get(one.issue_id, ())
        if (
            (filters.location and about.location != filters.location)
            or (filters.vendor and _of_whom(order, claims)[1] != filters.vendor)
            or (filters.frequency and about.frequency != filters.frequency)
        ):
            continue
        key = (one.title_id, order.id if order else 0)
        if key not in known:
            known[key] = usual.policy(about, order, today)
        wanted = _wanted(one, about, lacks.get(one.issue_id), late[one.title_id], brought=brings)
        if claims:
            wanted = _with_claims(wanted, claims)
        stands = standing(wanted, known[key], today)
        if stands.queue not in SHOWN and not filters.waits:
            continue
        if filters.reason and stands.reason != filters.reason:
            continue
        lines.append(Line(one, about, order, stands, wanted.lacking + wanted.spoilt, claims))
    return lines


def _order(subscriptions: Sequence[Subscribed], day: date | None) -> tuple[Subscribed | None, bool]:
    """The subscription that brings what is dated so, else the likeliest, and whether it does; a title without
    any recorded is brought."""
    for one in subscriptions:
        if one.order.brings(day):
            return one, True
    return (subscriptions[0], False) if subscriptions else (None, True)


def _of_whom(order: Subscribed | None, claims: Sequence[Made]) -> tuple[int | None, str]:
    """(id, name) of the vendor that is asked: that of the last open claim, for titles go from one agent to
    another; else that of the order."""
    asked = next((claim for claim in reversed(claims) if claim.open and claim.vendor_id is not None), None)
    if asked:
        return asked.vendor_id, asked.vendor
    return (order.vendor_id, order.vendor) if order else (None, "")


def _wanted(one: Candidate, about: About, lack: Lacks | None, late: int | None, *, brought: bool) -> Wanted:
    """What is known of an issue, but for its claims."""
    if lack is None:
        lack = Lacks(len(about.copies or ()) or 1, 0, None)
    return Wanted(
        status=one.status,
        published_on=one.published_on,
        expected_on=one.expected_on,
        lacking=lack.copies,
        spoilt=lack.spoilt,
        came_on=lack.came_on,
        late_after=late,
        hold_until=one.hold_until,
        later_here=not one.is_beside and about.came.get(one.run, -1) > one.position,
        # A title whose copies are all stopped wants nothing; one without any recorded is one copy.
        active=brought and (about.copies is None or bool(about.copies)),
    )


def _with_claims(wanted: Wanted, claims: Sequence[Made]) -> Wanted:
    open_ones = [claim for claim in claims if claim.open]
    last = None if open_ones else max(claims, key=lambda claim: claim.id)
    ended = last.ended if last else ""
    return replace(
        wanted,
        out_on=max((claim.out_on for claim in claims if claim.out_on), default=None),
        queued=next((claim.reason for claim in open_ones if claim.sent_on is None), ""),
        sent=[
            Sent(
                claim.number, claim.sent_on, claim.due_on, claim.answer, _decides(claim.answer), claim.reason
            )
            for claim in open_ones
            if claim.sent_on is not None
        ],
        # An expected issue that was given up has a status that says so; of others it stands in the claim.
        given_up=ended if wanted.status in CAME and ended in GIVEN_UP else "",
        ordered_on=last.ended_on if last and ended == Ending.REPLACEMENT else None,
    )


def _decides(answer: str) -> bool:
    # A file of a newer program may hold an answer that this one does not know.
    return bool(answer) and answer in set(Answer) and EFFECTS[Answer(answer)].decides
