"""The demonstration library's tables of claims, money, routing and online access, as values.

Days are counted back from today ("age"), or on from the date of an issue ("after").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from buckram_data.tsv import read


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a vendor."""

    vendor: str
    name: str
    role: str
    email: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class Fund:
    """Who pays. budget: of this year, in the library's own currency."""

    code: str
    name: str
    budget: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What one of a currency is worth in the library's own."""

    currency: str
    rate: str


@dataclass(frozen=True, slots=True)
class EarlierOrder:
    """An order that ended with last year; another vendor's took its place."""

    title: str
    vendor: str
    order: str
    price: str
    currency: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided of an order for next year, and what else there is to say of it. number: the vendor's
    own for the title. free_with: key of the title with which it comes free."""

    title: str
    decision: str
    note: str
    form: str
    number: str
    free_with: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice for this year's price of some titles. number: %Y is the year of its day. paid: days before
    today, "" for one that is not paid. titles: their keys, apart by blanks."""

    vendor: str
    number: str
    age: str
    paid: str
    currency: str
    titles: str


@dataclass(frozen=True, slots=True)
class LooseLine:
    """A line of an invoice that no order is known of."""

    vendor: str
    number: str
    text: str
    amount: str


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """When to claim. title, vendor: keys; frequency: MARC code; of those, what it is for. claims: "no" for
    never, with why in note."""

    title: str
    vendor: str
    frequency: str
    first: str
    again: str
    most: str
    window: str
    claims: str
    note: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim for the issue that is `back` places from the newest that has appeared (1).

    after: days from its date, "" for one that waits for its letter. answer: the vendor's, `answered` days
    after the date of the issue; names: days from that date to the one that it names. ended: received,
    unavailable, or "" while it is open.
    """

    title: str
    back: str
    number: str
    after: str
    reason: str
    answer: str
    answered: str
    names: str
    ended: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to whom pieces are routed. kind: person or department."""

    name: str
    kind: str
    email: str
    place: str


@dataclass(frozen=True, slots=True)
class Round:
    """The newest piece of a copy is on its way, since so many days. at: the place on the list that had it,
    at_on days ago."""

    title: str
    copy: str
    began: str
    at: str
    at_on: str


@dataclass(frozen=True, slots=True)
class Online:
    """Where a title is read online. since, until: years. licence: "yes" for one that runs to the end of this
    year. proxied, perpetual, free: "yes" or ""."""

    title: str
    url: str
    platform: str
    provider: str
    since: str
    until: str
    embargo: str
    licence: str
    terms: str
    proxied: str
    perpetual: str
    free: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """Access that did not work. reported, sent, answered, solved: days before today, or ""."""

    title: str
    reported: str
    by: str
    text: str
    sent_to: str
    sent: str
    answer: str
    answered: str
    solved: str


@dataclass(frozen=True, slots=True)
class YearTables:
    """All of them."""

    contacts: Sequence[Contact]
    funds: Sequence[Fund]
    rates: Sequence[Rate]
    earlier_orders: Sequence[EarlierOrder]
    decided: Sequence[Decided]
    invoices: Sequence[Invoice]
    loose_lines: Sequence[LooseLine]
    policies: Sequence[PolicyRow]
    claims: Sequence[Claim]
    people: Sequence[Person]
    rounds: Sequence[Round]
    online: Sequence[Online]
    tickets: Sequence[Ticket]


def load_year(folder: Path) -> YearTables:
    """Read them. Raises ValueError with file and line where a row does not fit its columns."""
    return YearTables(
        contacts=[Contact(*row) for row in read(folder / "contacts.tsv", 6)],
        funds=[Fund(*row) for row in read(folder / "funds.tsv", 3)],
        rates=[Rate(*row) for row in read(folder / "rates.tsv", 2)],
        earlier_orders=[EarlierOrder(*row) for row in read(folder / "earlier-orders.tsv", 5)],
        decided=[Decided(*row) for row in read(folder / "decisions.tsv", 6)],
        invoices=[Invoice(*row) for row in read(folder / "invoices.tsv", 6)],
        loose_lines=[LooseLine(*row) for row in read(folder / "invoice-lines.tsv", 4)],
        policies=[PolicyRow(*row) for row in read(folder / "policies.tsv", 9)],
        claims=[Claim(*row) for row in read(folder / "claims.tsv", 9)],
        people=[Person(*row) for row in read(folder / "readers.tsv", 4)],
        rounds=[Round(*row) for row in read(folder / "rounds.tsv", 5)],
        online=[Online(*row) for row in read(folder / "access.tsv", 12)],
        tickets=[Ticket(*row) for row in read(folder / "problems.tsv", 9)],
    )
