"""Funds, their budgets, the prices of subscriptions by year, and rates of exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from buckram.rules.money import Money
from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library


class Source(StrEnum):
    """What a price rests on. The words are those of the library file."""

    INVOICED = "invoiced"
    QUOTED = "quoted"
    ESTIMATED = "estimated"


BEST = (Source.INVOICED, Source.QUOTED, Source.ESTIMATED)
"""The surest first."""


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Budget:
    """What a fund has in a year."""

    id: int
    fund_id: int
    year: int
    money: Money


@dataclass(frozen=True, slots=True)
class Price:
    """What a subscription costs in a year."""

    id: int
    subscription_id: int
    year: int
    money: Money
    source: Source


Of = Mapping[int, Price]
"""The surest price of a subscription in each year."""

Prices = Mapping[int, Of]
"""The surest price of each subscription in each year."""


def funds(library: Library) -> list[Fund]:
    """Every fund, by code."""
    return [Fund(*r) for r in library.rows("SELECT id, code, name FROM fund ORDER BY code")]


def budgets(library: Library, year: int) -> list[Budget]:
    """What each fund has in a year: in several currencies, several rows."""
    rows = library.rows(
        "SELECT id, fund_id, year, amount, currency FROM budget WHERE year = ? ORDER BY fund_id, currency",
        (year,),
    )
    return [Budget(r[0], r[1], r[2], Money(Decimal(r[3]), r[4])) for r in rows]


_PRICE = "SELECT id, subscription_id, year, amount, currency, source FROM price"


def prices_of(library: Library, subscription_id: int) -> list[Price]:
    """Every price of a subscription: the latest year first, in a year the surest first."""
    found = [
        Price(r[0], r[1], r[2], Money(Decimal(r[3]), r[4]), Source(r[5]))
        for r in library.rows(f"{_PRICE} WHERE subscription_id = ?", (subscription_id,))
    ]
    return sorted(found, key=lambda price: (-price.year, BEST.index(price.source)))


def prices(library: Library, years: range) -> Prices:
    """The surest price of each subscription in each of these years."""
    found: dict[int, dict[int, Price]] = defaultdict(dict)
    rows = library.rows(f"{_PRICE} WHERE year >= ? AND year < ?", (years.start, years.stop))
    for r in rows:
        price = Price(r[0], r[1], r[2], Money(Decimal(r[3]), r[4]), Source(r[5]))
        there = found[price.subscription_id].get(price.year)
        if there is None or BEST.index(price.source) < BEST.index(there.source):
            found[price.subscription_id][price.year] = price
    return found


def put_price(
    writer: ActWriter, subscription_id: int, year: int, money: Money | None, source: Source
) -> bool:
    """Set the price of a year, of this source, inside an act; None takes it away. Whether it was another."""
    row = writer.library.row(
        "SELECT id, amount, currency FROM price WHERE subscription_id = ? AND year = ? AND source = ?",
        (subscription_id, year, str(source)),
    )
    if money is None:
        if row is not None:
            writer.delete("price", row["id"])
        return row is not None
    new = {"amount": f"{money.amount:f}", "currency": money.currency}
    if row is None:
        told = {"subscription_id": subscription_id, "year": year, "source": str(source)}
        writer.insert("price", {**told, **new})
        return True
    before = {"amount": row["amount"], "currency": row["currency"]}
    if before != new:
        writer.update("price", row["id"], before, new)
    return before != new


def rates(library: Library, year: int) -> dict[str, Decimal]:
    """What one of each currency is worth in the library's own, as decided for a year."""
    return {
        r[0]: Decimal(r[1]) for r in library.rows("SELECT currency, rate FROM rate WHERE year = ?", (year,))
    }


def unmatched(library: Library, year: int) -> list[Money]:
    """The invoice lines of a year (of the invoice's day) that belong to no subscription yet."""
    rows = library.rows(
        "SELECT amount, currency FROM invoice_line JOIN invoice ON invoice.id = invoice_id"
        " WHERE subscription_id IS NULL AND substr(day, 1, 4) = ?",
        (str(year),),
    )
    return [Money(Decimal(r[0]), r[1]) for r in rows]
