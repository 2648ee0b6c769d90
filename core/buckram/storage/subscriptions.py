"""Subscriptions: what is ordered, from whom, until when, and what was decided about the next term."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from buckram.errors import NotFound
from buckram.rules.money import Money
from buckram.rules.renewal import Decision, Term
from buckram.storage.issues import CAME
from buckram.storage.library import Library, Row
from buckram.storage.titles import hyphened


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription with what is said about it. "" and None: not told.

    status: on order, active or ended. free_with: the id of the one that it comes free with. decide_by: the
    last day for a decision. renewed_until: the end that a decision leads to, before it is carried out.
    term_months: how long a renewal is for. written_price: the price that came without a year. location: of
    the copy that is served first; locations: all of them; copies: how many copies it is for.
    """

    id: int
    title_id: int
    title: str
    issn: str
    vendor_id: int | None
    vendor: str
    status: str
    starts_on: date | None
    ends_on: date | None
    order_number: str
    vendor_title_number: str
    form: str
    free_with: int | None
    copies_paid: int
    fund_id: int | None
    fund: str
    decide_by: date | None
    decision: Decision | None
    decision_note: str
    renewed_until: date | None
    term_months: int | None
    written_price: Money | None
    location: str
    locations: frozenset[str]
    copies: int

    @property
    def going(self) -> bool:
        """It is active or on order."""
        return self.status != "ended"

    @property
    def term(self) -> Term:
        """Its end, as the rules see it."""
        return Term(self.going, self.ends_on, self.decision or "", self.renewed_until)


@dataclass(frozen=True, slots=True)
class Use:
    """How a title came in a span of days: due: issues that bear a date of it; came: those of them that came;
    claims made; last_receipt, ever."""

    due: int
    came: int
    claims: int
    last_receipt: date | None


_SELECT = (
    "SELECT subscription.id, subscription.title_id, title.name,"
    " ifnull((SELECT value FROM identifier WHERE identifier.title_id = title.id AND kind = 'issn'"
    "   ORDER BY id LIMIT 1), '') AS issn,"
    " vendor_id, ifnull(vendor.name, '') AS vendor, subscription.status, starts_on, ends_on,"
    " ifnull(order_number, '') AS order_number, ifnull(vendor_title_number, '') AS vendor_title_number, form,"
    " free_with, copies_paid, fund_id, ifnull(fund.code, '') AS fund, decide_by, decision,"
    " ifnull(decision_note, '') AS decision_note, renewed_until, term_months, price, currency,"
    " (SELECT json_group_array(place) FROM (SELECT location.name AS place FROM copy"
    "   JOIN location ON location.id = location_id WHERE copy.title_id = title.id AND active"
    "   AND ifnull(subscription_id, subscription.id) = subscription.id ORDER BY rank, number)) AS places,"
    " (SELECT count(*) FROM copy WHERE subscription_id = subscription.id AND active) AS copies"
    " FROM subscription JOIN title ON title.id = subscription.title_id"
    " LEFT JOIN vendor ON vendor.id = vendor_id LEFT JOIN fund ON fund.id = fund_id"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _subscription(row: Row) -> Subscription:
    places = json.loads(row["places"])
    price = Money(Decimal(row["price"]), row["currency"]) if row["price"] and row["currency"] else None
    return Subscription(
        id=row["id"],
        title_id=row["title_id"],
        title=row["name"],
        issn=hyphened(row["issn"]),
        vendor_id=row["vendor_id"],
        vendor=row["vendor"],
        status=row["status"],
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        order_number=row["order_number"],
        vendor_title_number=row["vendor_title_number"],
        form=row["form"],
        free_with=row["free_with"],
        copies_paid=row["copies_paid"],
        fund_id=row["fund_id"],
        fund=row["fund"],
        decide_by=_day(row["decide_by"]),
        decision=Decision(row["decision"]) if row["decision"] else None,
        decision_note=row["decision_note"],
        renewed_until=_day(row["renewed_until"]),
        term_months=row["term_months"],
        written_price=price,
        location=places[0] if places else "",
        locations=frozenset(places),
        copies=row["copies"],
    )


def get(library: Library, subscription_id: int) -> Subscription:
    """One subscription. Raises NotFound."""
    row = library.row(f"{_SELECT} WHERE subscription.id = ?", (subscription_id,))
    if row is None:
        raise NotFound("This subscription is no longer in the library.")
    return _subscription(row)


def of_title(library: Library, title_id: int) -> list[Subscription]:
    """The subscriptions of a title, those that go on first."""
    rows = library.rows(
        f"{_SELECT} WHERE subscription.title_id = ? ORDER BY subscription.status = 'ended', subscription.id",
        (title_id,),
    )
    return [_subscription(r) for r in rows]


def ending(library: Library, until: date, today: date) -> list[Subscription]:
    """What is to be decided or carried out: what goes on and ends up to a day, the first end first.

    With them what ended without its copies being closed, while another subscription brings the title, and
    what is over of a title that was to cease with it.
    """
    rows = library.rows(
        f"{_SELECT} WHERE ends_on <= ? AND (subscription.status <> 'ended' OR {_COPIES_LEFT}"
        f" OR (ends_on < ? AND {_CEASES}))"
        " ORDER BY ends_on, sort_name, subscription.id",
        (until.isoformat(), today.isoformat()),
    )
    return [_subscription(r) for r in rows]


_COPIES_LEFT = (
    "(EXISTS (SELECT 1 FROM copy WHERE subscription_id = subscription.id AND active)"
    " AND EXISTS (SELECT 1 FROM subscription other WHERE other.title_id = subscription.title_id"
    "   AND other.status <> 'ended'))"
)


_CEASES = "(decision = 'cancel' AND decision_note LIKE 'ceased%' AND title.status <> 'ceased')"


def every(library: Library) -> list[Subscription]:
    """Every subscription, by title."""
    return [_subscription(r) for r in library.rows(f"{_SELECT} ORDER BY sort_name, subscription.id")]


def terms_of(library: Library, title_id: int) -> list[Term]:
    """The ends of the subscriptions of a title: what each move of the light asks, so no more than that."""
    rows = library.rows(
        "SELECT status <> 'ended', ends_on, ifnull(decision, ''), renewed_until FROM subscription"
        " WHERE title_id = ?",
        (title_id,),
    )
    return [Term(bool(r[0]), _day(r[1]), r[2], _day(r[3])) for r in rows]


def open_copies(library: Library, subscription_id: int) -> list[int]:
    """The copies that a subscription brings and that want issues."""
    rows = library.rows("SELECT id FROM copy WHERE subscription_id = ? AND active", (subscription_id,))
    return [r[0] for r in rows]


def use_of(library: Library, title_ids: Iterable[int], first: date, last: date) -> dict[int, Use]:
    """How each of these titles came: of its issues dated from `first` to `last`."""
    rows = library.rows(
        "SELECT wanted.value,"
        " (SELECT count(*) FROM issue WHERE title_id = wanted.value AND run = 'basic' AND beside IS NULL"
        "   AND status NOT IN ('not published', 'combined') AND published_on BETWEEN ?2 AND ?3),"
        " (SELECT count(*) FROM issue WHERE title_id = wanted.value AND run = 'basic' AND beside IS NULL"
        f"   AND status IN {CAME} AND published_on BETWEEN ?2 AND ?3),"
        " (SELECT count(*) FROM claim JOIN issue ON issue.id = issue_id WHERE title_id = wanted.value"
        "   AND wanted_on BETWEEN ?2 AND ?3),"
        " (SELECT max(received_on) FROM piece JOIN issue ON issue.id = issue_id"
        "   WHERE title_id = wanted.value AND piece.source = 'person')"
        " FROM json_each(?1) AS wanted",
        (json.dumps(sorted(set(title_ids))), first.isoformat(), last.isoformat()),
    )
    return {r[0]: Use(r[1], r[2], r[3], _day(r[4])) for r in rows}


def titles_changed_by(library: Library, act_id: int) -> list[int]:
    """The titles of the subscriptions that an act changed, made or removed, as far as they are there."""
    rows = library.rows(
        "SELECT DISTINCT title.id FROM act, json_each(act.changes) AS change"
        " LEFT JOIN subscription ON subscription.id = json_extract(change.value, '$[1]')"
        " JOIN title ON title.id = coalesce(subscription.title_id,"
        "   json_extract(change.value, '$[2].title_id'), json_extract(change.value, '$[3].title_id'))"
        " WHERE act.id = ? AND json_extract(change.value, '$[0]') = 'subscription'",
        (act_id,),
    )
    return [r[0] for r in rows]
