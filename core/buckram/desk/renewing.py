"""The renewal list: what ends soon, what it costs and how it came; decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.keeping import spoken_day
from buckram.rules.money import Money, rise, rise_told, told
from buckram.rules.renewal import (
    DAYS_AHEAD,
    Changes,
    Decision,
    days_left,
    next_end,
    price_years,
    read_changes,
)
from buckram.storage import funds, subscriptions
from buckram.storage.funds import Price, Source
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.subscriptions import Subscription, Use

KIND = "renewal"
A_YEAR = timedelta(days=365)
UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is wanted; "" means all. until: the last end that is shown, None for the usual window.
    decision: a word of Decision, or UNDECIDED."""

    vendor: str = ""
    fund: str = ""
    location: str = ""
    decision: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the renewal list. year, next_year: those of the prices of the present term and of the next.
    before, now, after: the prices of the term before, of this one, and of the next. days: until it ends.
    use: how it came in the last year."""

    one: Subscription
    year: int
    next_year: int
    before: Money | None
    now: Money | None
    after: Price | None
    days: int
    use: Use = field(default=Use(0, 0, 0, None))

    @property
    def rise(self) -> Decimal | None:
        """The rise to the present price in per cent, where both are told in one currency."""
        return rise_between(self.before, self.now)

    @property
    def use_words(self) -> str:
        """ "11 of 12 came, 1 claim, last 3 Nov 2026"."""
        use = self.use
        s = "" if use.claims == 1 else "s"
        last = f"last {spoken_day(use.last_receipt)}" if use.last_receipt else "none was received here"
        return f"{use.came} of {use.due} came, {use.claims} claim{s}, {last}"


def rise_between(before: Money | None, now: Money | None) -> Decimal | None:
    """The rise in per cent; None where one is not told, or they are in different currencies."""
    if before is None or now is None or before.currency != now.currency:
        return None
    return rise(before.amount, now.amount)


def renewals(library: Library, today: date, filters: Filters | None = None) -> list[Line]:
    """What ends in the window and what is over already, the first end first."""
    filters = filters or Filters()
    until = filters.until or today + timedelta(days=DAYS_AHEAD)
    found = [one for one in subscriptions.ending(library, until, today) if _wanted(one, filters)]
    return as_lines(library, found, today)


def _wanted(one: Subscription, filters: Filters) -> bool:
    return (
        filters.vendor in ("", one.vendor)
        and filters.fund in ("", one.fund)
        and (not filters.location or filters.location in one.locations)
        and filters.decision in ("", one.decision or UNDECIDED)
    )


def as_lines(library: Library, found: Sequence[Subscription], today: date) -> list[Line]:
    """These subscriptions with their prices and use."""
    if not found:
        return []
    years = {one.id: price_years(one.ends_on, one.term_months, today) for one in found}
    first, last = min(before for before, _, _ in years.values()), max(after for _, _, after in years.values())
    prices = funds.prices(library, range(first, last + 1))
    use = subscriptions.use_of(library, {one.title_id for one in found}, today - A_YEAR, today)
    return [_line(one, years[one.id], prices.get(one.id, {}), use[one.title_id], today) for one in found]


def _line(one: Subscription, years: tuple[int, int, int], prices: funds.Of, use: Use, today: date) -> Line:
    _, year, next_year = years
    before, now, after = (prices.get(at) for at in years)
    # A price without a year is the last that somebody wrote down.
    written = one.written_price if all(told > year for told in prices) else None
    days = days_left(one.ends_on, today) if one.ends_on else 0
    present = now.money if now else written
    return Line(one, year, next_year, before.money if before else None, present, after, days, use)


def line_of(library: Library, subscription_id: int, today: date) -> Line:
    """One subscription as a line. Raises NotFound."""
    return as_lines(library, [subscriptions.get(library, subscription_id)], today)[0]


def counted(lines: Sequence[Line], days: int = DAYS_AHEAD) -> str:
    """ "5 in 120 days, 2 over, 4 undecided". days: how far the list looks. Short, as 80 columns
    hold it beside who and when."""
    over = sum(line.days < 0 for line in lines)
    open_ = sum(line.one.decision is None and line.one.going for line in lines)
    parts = [
        f"{len(lines) - over} in {days} day{'' if days == 1 else 's'}",
        f"{over} over" if over else "",
        f"{open_} undecided",
    ]
    return ", ".join(part for part in parts if part)


def decide(desk: Desk, lines: Sequence[Line], decision: Decision | None, note: str | None = None) -> str:
    """Decide the same about every line, None: not decided again; one act. note: None keeps those there are.

    Gives the sentence. Raises Refused when there is none, or nothing would change; Stale when one was changed
    meanwhile (nothing is done then).
    """
    if not lines:
        raise Refused("Nothing is lit or marked.", "Space marks the lit line.")
    with act(desk.library, desk.hand(), KIND) as writer:
        done = [line.one for line in lines if decide_in(writer, line.one, decision, note)]
        if not done:
            raise Refused(f"It is so already: {decision or UNDECIDED}.")
        writer.title_id = done[0].title_id if len(done) == 1 else None
        name = done[0].title if len(done) == 1 else f"{len(done)} subscriptions"
        more = f" ({note})" if note else ""
        writer.sentence = (
            f"To be {_DONE[decision]}{more}: {name}." if decision else f"Not decided yet: {name}."
        )
    return writer.sentence


_DONE = {Decision.RENEW: "renewed", Decision.CANCEL: "cancelled", Decision.CHANGE: "changed"}


def decide_in(writer: ActWriter, one: Subscription, decision: Decision | None, note: str | None) -> bool:
    """Decide about one inside an act; whether that changed anything. Raises Refused, Stale."""
    if not one.going:
        raise Refused(f"The subscription of {one.title} has ended.", "Enter opens it: A lets it go on.")
    text = one.decision_note if note is None else " ".join(note.split())
    changes = read_changes(text) if decision is Decision.CHANGE else Changes()
    leads_to = None
    if decision in (Decision.RENEW, Decision.CHANGE) and one.ends_on:
        leads_to = next_end(one.ends_on, changes.months or one.term_months).isoformat()
    before = {
        "decision": one.decision and str(one.decision),
        "decision_note": one.decision_note or None,
        "renewed_until": one.renewed_until and one.renewed_until.isoformat(),
        "ends_on": one.ends_on and one.ends_on.isoformat(),
        "status": one.status,
    }
    after = {
        "decision": decision and str(decision),
        "decision_note": text or None,
        "renewed_until": leads_to,
    }
    if all(before[column] == value for column, value in after.items()):
        return False
    writer.update("subscription", one.id, before, after)
    return True


def comes_free(desk: Desk, line: Line, what: str) -> str:
    """It goes on without a price, as part of something else ("membership"): one act with the price of 0."""
    if not what.strip():
        raise Refused("It was not said what it comes free with.", "Type it, such as membership.")
    currency = line.now.currency if line.now else line.one.written_price and line.one.written_price.currency
    with act(desk.library, desk.hand(), KIND) as writer:
        decide_in(writer, line.one, Decision.CHANGE, f"free with {what.strip()}")
        if currency:
            free = Money(Decimal(0), currency)
            funds.put_price(writer, line.one.id, line.next_year, free, Source.QUOTED)
        writer.title_id = line.one.title_id
        writer.sentence = f"Free with {what.strip()} from {line.next_year} on: {line.one.title}."
    return writer.sentence


COLUMNS = (
    "Title", "ISSN", "Vendor", "Order number", "Fund", "Location", "Form", "Copies", "Ends", "Days",
    "Price last year", "Price this year", "Rise %", "Currency", "Came", "Expected", "Claims", "Last receipt",
    "Decision", "Note", "New price",
)  # fmt: skip


def as_table(lines: Sequence[Line], today: date) -> Table:
    """The list for a spreadsheet or a printer."""
    return Table(f"Renewals, {spoken_day(today)}", COLUMNS, [_row(line) for line in lines], counted(lines))


def _row(line: Line) -> tuple[str, ...]:
    one, use = line.one, line.use
    money = line.now or line.before or (line.after.money if line.after else None)
    return (
        one.title, one.issn, one.vendor, one.order_number, one.fund, one.location, one.form,
        str(one.copies_paid), one.ends_on.isoformat() if one.ends_on else "", str(line.days),
        amount_told(line.before), amount_told(line.now), rise_told(line.rise).rstrip("%").lstrip("+"),
        money.currency if money else "",
        str(use.came), str(use.due), str(use.claims),
        use.last_receipt.isoformat() if use.last_receipt else "",
        str(one.decision or ""), one.decision_note, amount_told(line.after.money) if line.after else "",
    )  # fmt: skip


def amount_told(money: Money | None) -> str:
    """The amount without its currency, "" where it is not told."""
    return told(money.amount, money.currency) if money else ""
