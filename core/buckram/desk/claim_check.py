"""The check before a claim: is it paid for, is a later issue here, is it out, what was claimed before?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from buckram.desk.claim_queue import Line, policy_of
from buckram.desk.desk import Desk
from buckram.rules.claimable import Queue
from buckram.rules.lateness import late_after
from buckram.rules.replies import EFFECTS, Answer
from buckram.storage import claim_facts, claims, invoices, notes, replies
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at. says: in a sentence. warns: it speaks against claiming now."""

    name: str
    says: str
    warns: bool = False


def check(desk: Desk, line: Line) -> list[Point]:
    """What stands beside a line, the weightiest first."""
    return [
        *_why(line),
        *_paid(desk.library, line),
        *_came(desk, line),
        *_notes(desk, line),
        *_past(desk, line),
    ]


def policy_points(desk: Desk, line: Line) -> list[Point]:
    """What holds for its title, with which row of the table decided each."""
    held = policy_of(desk.library, desk.today(), line.about.title_id)
    late = late_after(line.about.lags)
    first = f"{held.first_days} days after it is looked for, {held.words('first_days')}."
    if late is not None:
        first = f"{late} days after its date, by its own last {len(line.about.lags)} receipts."
    found = [Point("First", first)]
    found.append(Point("Again", f"{held.again_days} days after a claim, {held.words('again_days')}."))
    found.append(Point("Last", f"Claim {held.most}, {held.words('most')}."))
    if held.window_days is not None:
        found.append(Point("Window", f"{held.window_days} days, {held.words('window_days')}."))
    if not held.claims:
        until = f" until {held.until.isoformat()}" if held.until else ""
        found.insert(
            0, Point("Never", f"{held.note or 'Not claimed'}{until}, {held.words('claims')}.", warns=True)
        )
    return found


def _why(line: Line) -> Iterator[Point]:
    stands = line.standing
    yield Point("Why", stands.why)
    left = stands.days_left
    if left is None:
        yield Point("Window", "Nothing tells until when the publisher honours a claim.")
    elif left < 0:
        yield Point("Window", f"It closed {-left} days ago: the publisher need not answer.", warns=True)
    else:
        yield Point("Window", f"{left} day{'' if left == 1 else 's'} left.", warns=left < 7)


def _paid(library: Library, line: Line) -> Iterator[Point]:
    order = line.order
    if order is None:
        yield Point("Order", "No subscription is recorded: nobody is there to claim of.", warns=True)
        return
    if order.vendor_id is None:
        yield Point("Vendor", "None is recorded: the claim cannot be sent before one is.", warns=True)
    found = claim_facts.ordered(library, order.id)
    if found is not None:
        number = f" {found.order_number}" if found.order_number else ""
        from_, until = (day.isoformat() if day else "?" for day in (found.starts_on, found.ends_on))
        span = f", {from_} to {until}" if found.starts_on or found.ends_on else ""
        free = f", free with {found.free_with}" if found.free_with else ""
        brings = order.order.brings(line.issue.day)
        of = f" of {order.vendor}" if order.vendor else ""
        yield Point("Order", f"{found.status.capitalize()}{of}{number}{span}{free}.", warns=not brings)
    day = line.issue.day
    invoice = invoices.covering(library, order.id, day) if day else None
    if invoice is not None:
        paid = f"paid on {invoice.paid_on.isoformat()}" if invoice.paid_on else "not paid yet"
        first = f"{invoice.covers_from.isoformat()} to" if invoice.covers_from else "up to"
        yield Point(
            "Paid",
            f"Invoice {invoice.number} of {invoice.day.isoformat()}, {paid}, covers {first}"
            f" {invoice.covers_until.isoformat()}.",
            warns=invoice.paid_on is None,
        )
    elif invoices.has_invoices(library, order.id):
        yield Point("Paid", "No invoice line covers its date.", warns=True)
    else:
        yield Point("Paid", "Not known: no invoice is recorded.")


def _came(desk: Desk, line: Line) -> Iterator[Point]:
    later = claim_facts.later(desk.library, line.issue_id)
    if later is not None:
        on = f" on {later.came_on.isoformat()}" if later.came_on else ""
        yield Point("Later", f"{later.label} came{on}.")
    else:
        yield Point("Later", "Nothing later has come.")
    issue = line.issue
    if issue.published_on is not None:
        out = "Dated" if issue.published_on <= desk.today() else "Dated only"
        looked_for = f", looked for {issue.expected_on.isoformat()}" if issue.expected_on else ""
        yield Point("Out", f"{out} {issue.published_on.isoformat()}{looked_for}.", warns=_early(desk, line))
    if url := claim_facts.online(desk.library, issue.title_id):
        yield Point("Online", f"Whether it is out can be seen at {url}")
    if line.about.lags and (late := late_after(line.about.lags)) is not None:
        when = f"within {late} days of" if late >= 0 else f"{-late} days or more before"
        yield Point("Usual", f"Nine of ten of its receipts came {when} their date.")


def _early(desk: Desk, line: Line) -> bool:
    today = desk.today()
    return any(day is not None and day > today for day in (line.issue.published_on, line.issue.expected_on))


def _notes(desk: Desk, line: Line) -> Iterator[Point]:
    issue = line.issue
    for note in notes.of_title(desk.library, issue.title_id, desk.person, issue.issue_id):
        if note.audience == "staff":
            yield Point("Note", f"{note.label}: {note.text}" if note.label else note.text, warns=True)


def _past(desk: Desk, line: Line) -> Iterator[Point]:
    found = claims.of_issue(desk.library, line.issue_id)
    said = replies.of_claims(desk.library, [one.id for one in found])
    for one in found:
        sent = f"sent {_local(desk, one.sent_at)}" if one.sent_at else f"to be sent since {one.wanted_on}"
        ended = f"; ended {one.ended_on or ''}: {one.ended}" if one.ended else ""
        note = f" ({one.note})" if one.note else ""
        yield Point(f"Claim {one.number}", f"{one.reason}{note}, {sent}{ended}.")
        for reply in said:
            if reply.claim_id == one.id:
                named = f" {reply.due_on.isoformat()}" if reply.due_on else ""
                text = f": {reply.text}" if reply.text else ""
                yield Point("Answer", f"{reply.day.isoformat()} {reply.answer}{named}{text}.")
    if said and line.standing.queue is Queue.DECIDE:
        last = said[-1].answer
        if last in set(Answer) and EFFECTS[Answer(last)].proposes:
            yield Point("Next", EFFECTS[Answer(last)].proposes)


def _local(desk: Desk, at: str) -> date:
    return desk.local(at).date()
