"""Carrying out what was decided about subscriptions: the term moves on, with a price, or it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from buckram.desk.by_name import by_name
from buckram.desk.copies import close_in
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.noting import note_in
from buckram.desk.renewing import KIND, Line
from buckram.desk.subscribing import foresee
from buckram.errors import Refused, Stale
from buckram.rules.keeping import spoken_day
from buckram.rules.money import Money, typed_per_cent
from buckram.rules.renewal import Changes, Decision, Form, estimate, next_end, price_year, read_changes
from buckram.storage import carrying, funds, subscriptions, vendors
from buckram.storage.funds import Source
from buckram.storage.ledger import ActWriter, act
from buckram.storage.subscriptions import Subscription

CEASED = "ceased"
"""A cancellation whose note begins so ends the title too, when its last day is over."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What was done. by_hand: what a person still has to see to, "Title: what"."""

    sentence: str
    renewed: int
    ended: int
    by_hand: Sequence[str]


def carry_out(desk: Desk, lines: Sequence[Line]) -> CarriedOut:
    """Carry out every line that is decided, in one act.

    A renewal moves the end by the term and estimates the price of the next year where none is told; a change
    does too, with what its note says (copies, form, term, vendor), the rest becoming a note on the title. A
    cancellation ends the subscription on its last day; its copies are closed when that is over and another
    subscription brings the title, else they stay: grace issues are received for months. A title that ceases
    does so when that day is over, and is in the list again until that is carried out. Raises Refused when
    nothing is decided; Stale when one was changed meanwhile (nothing is done then).
    """
    todo = [line for line in lines if line.one.decision or not line.one.going]
    if not todo:
        raise Refused("Nothing of this is decided.", "R renews, C cancels, H changes; then carry it out.")
    by_hand: list[str] = []
    with act(desk.library, desk.hand(), KIND) as writer:
        for line in todo:
            if subscriptions.get(desk.library, line.one.id) != line.one:
                raise Stale(f"{line.one.title} was changed meanwhile.", "It is shown now as it is.")
        ending = [line.one for line in todo if _ends(line.one)]
        for line in todo:
            if not _ends(line.one):
                by_hand += [f"{line.one.title}: {what}" for what in _renew(writer, desk, line)]
        # After the others: a title that ceased ends whatever else brings it.
        for one in ending:
            by_hand += [f"{one.title}: {what}" for what in _end(writer, desk, one)]
        ended = len(ending)
        writer.title_id = todo[0].one.title_id if len(todo) == 1 else None
        writer.sentence = _told(desk, todo, ended)
    foresee(desk, [line.one.title_id for line in todo])
    return CarriedOut(writer.sentence, len(todo) - ended, ended, by_hand)


def _ends(one: Subscription) -> bool:
    return one.decision is Decision.CANCEL or not one.going


def _told(desk: Desk, todo: Sequence[Line], ended: int) -> str:
    if len(todo) == 1:
        now = subscriptions.get(desk.library, todo[0].one.id)
        until = spoken_day(now.ends_on) if now.ends_on else "further notice"
        return f"{'Ends on' if ended else 'Renewed until'} {until}: {now.title}."
    parts = [f"{len(todo) - ended} renewed" if ended < len(todo) else "", f"{ended} ended" if ended else ""]
    return f"Carried out: {', '.join(part for part in parts if part)}."


def _renew(writer: ActWriter, desk: Desk, line: Line) -> Sequence[str]:
    """The term moves on; gives what is left to be done by hand."""
    one = line.one
    changes = read_changes(one.decision_note) if one.decision is Decision.CHANGE else Changes()
    months = changes.months or one.term_months
    ends_on = one.renewed_until or (next_end(one.ends_on, months) if one.ends_on else None)
    columns: dict[str, Any] = {
        "ends_on": ends_on and ends_on.isoformat(),
        "decision": None,
        "decision_note": None,
        "renewed_until": None,
        "decide_by": None,
        "source": "person",
    }
    if changes.months:
        columns["term_months"] = changes.months
    if changes.copies is not None:
        columns["copies_paid"] = changes.copies
    if changes.form is not None:
        columns["form"] = str(changes.form)
    vendor_id, by_hand = _vendor(desk, changes)
    if vendor_id is not None:
        # The old vendor's numbers say nothing to the new one.
        columns |= {"vendor_id": vendor_id, "order_number": None, "vendor_title_number": None}
    by_hand += _copies_by_hand(one, changes)
    _update(writer, one.id, columns)
    if line.now is not None and ends_on is not None:
        # Without it nobody could tell next year how much the price rose.
        if all(price.year != line.year for price in funds.prices_of(desk.library, one.id)):
            funds.put_price(writer, one.id, line.year, line.now, Source.QUOTED)
        # As many more or fewer copies cost as much more or less.
        share = Decimal(columns.get("copies_paid", one.copies_paid)) / one.copies_paid
        now = Money(line.now.amount * share, line.now.currency)
        _estimate(writer, desk, one.id, price_year(ends_on, months, desk.today()), now)
    note = one.decision_note if one.decision is Decision.RENEW else "; ".join(by_hand)
    if note:
        until = spoken_day(ends_on) if ends_on else "further notice"
        note_in(writer, one.title_id, f"At the renewal until {until}: {note}")
    return by_hand


def _copies_by_hand(one: Subscription, changes: Changes) -> Sequence[str]:
    """What the copies want: which of them are added or closed, and when, a person knows."""
    if changes.form is Form.ONLINE and one.form != Form.ONLINE:
        until = f" of {one.ends_on.year}" if one.ends_on else ""
        return [f"nothing printed comes: close its copies (O on the card) when the last issue{until} is here"]
    if changes.copies is None or not one.copies or changes.copies == one.copies:
        return []
    are = "copy is" if one.copies == 1 else "copies are"
    what = "close some" if changes.copies < one.copies else "add more"
    return [f"{one.copies} {are} received, {changes.copies} paid: {what} (O on the card)"]


def _vendor(desk: Desk, changes: Changes) -> tuple[int | None, list[str]]:
    """(the vendor that it goes to, None for the one there is; what is left to be done by hand)."""
    by_hand = list(changes.by_hand)
    if not changes.vendor:
        return None, by_hand
    known = [(vendor.id, (vendor.name,)) for vendor in vendors.known(desk.library)]
    try:
        return by_name(known, changes.vendor.rstrip("!"), "vendor")[0], by_hand
    except Refused as unknown:
        return None, [*by_hand, f"vendor {changes.vendor}: {unknown.sentence}"]


def _estimate(writer: ActWriter, desk: Desk, subscription_id: int, year: int, now: Money) -> None:
    """The price of the new term, where nobody told it yet."""
    if any(price.year == year for price in funds.prices_of(desk.library, subscription_id)):
        return
    per_cent = typed_per_cent(str(decided(desk.library, "price_rise")))
    price = Money(estimate(now.amount, now.currency, per_cent), now.currency)
    funds.put_price(writer, subscription_id, year, price, Source.ESTIMATED)


def _end(writer: ActWriter, desk: Desk, one: Subscription) -> Sequence[str]:
    """The subscription ends; gives what is left to be done by hand."""
    library, today = desk.library, desk.today()
    last = one.ends_on or today
    if one.going:
        _update(writer, one.id, {"status": "ended", "ends_on": last.isoformat(), "source": "person"})
    left = []
    if one.decision is Decision.CANCEL and one.decision_note.lower().startswith(CEASED):
        if one.ends_on is None or last < today:
            carrying.end(writer, one.title_id, last.isoformat())
        else:
            # Its last issues are still awaited.
            carrying.end_subscriptions(writer, one.title_id, last.isoformat())
            left = [f"it ceases after {spoken_day(last)}; carry it out again then"]
    others = any(other.going for other in subscriptions.of_title(library, one.title_id) if other.id != one.id)
    if last < today and others:
        for copy_id in subscriptions.open_copies(library, one.id):
            close_in(writer, copy_id)
    return left


def _update(writer: ActWriter, subscription_id: int, after: dict[str, Any]) -> None:
    row = writer.library.row("SELECT * FROM subscription WHERE id = ?", (subscription_id,))
    assert row is not None
    writer.update("subscription", subscription_id, {column: row[column] for column in after}, after)
