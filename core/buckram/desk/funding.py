"""Funds: what a year's budget is committed to, what is invoiced, what is left; how prices rise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.money import (
    Money,
    currency_code,
    in_own,
    rates_told,
    rise,
    rise_told,
    totals,
    totals_told,
    typed_money,
    typed_rate,
)
from buckram.rules.renewal import LONGEST_TERM, price_year, price_years
from buckram.storage import funds, subscriptions
from buckram.storage.funds import Fund, Price, Source
from buckram.storage.ledger import act
from buckram.storage.library import Library
from buckram.storage.subscriptions import Subscription

KIND = "fund"
NO_FUND = "(no fund)"
NOT_MATCHED = "(invoice lines not matched)"
TOGETHER = "together"

Sums = Mapping[str, Decimal]
"""An amount of each currency: they are never added to each other."""


@dataclass(frozen=True, slots=True)
class FundLine:
    """A fund in a year. committed: the surest prices of what is ordered for it, invoiced ones among them;
    undecided: what those not yet decided would cost more; left: budget less committed, where a budget is.
    unpriced: how many ordered subscriptions have no price of that year."""

    fund: Fund | None
    name: str
    budget: Sums
    committed: Sums
    invoiced: Sums
    undecided: Sums
    unpriced: int

    @property
    def left(self) -> Sums:
        """By currency; negative where more is committed than there is."""
        return {code: amount - self.committed.get(code, Decimal(0)) for code, amount in self.budget.items()}


@dataclass(frozen=True, slots=True)
class RiseLine:
    """The rise of prices of a group, in one currency: of those with a price in both years.

    count: how many these are; others: those with a price in only one of the years.
    """

    name: str
    currency: str
    before: Decimal
    now: Decimal
    count: int
    others: int

    @property
    def per_cent(self) -> Decimal | None:
        """The rise."""
        return rise(self.before, self.now)


def fund_lines(library: Library, year: int, today: date) -> list[FundLine]:
    """Every fund in a year, what has no fund, and what is not matched; the last line is all together."""
    known = {fund.id: fund for fund in funds.funds(library)}
    # The price of a term of several years stands in its first.
    prices = funds.prices(library, range(year - LONGEST_TERM // 12, year + 1))
    budgets: dict[int | None, list[Money]] = {}
    for budget in funds.budgets(library, year):
        budgets.setdefault(budget.fund_id, []).append(budget.money)
    of_fund: dict[int | None, list[Subscription]] = {fund_id: [] for fund_id in known}
    for one in subscriptions.every(library):
        of_fund.setdefault(one.fund_id, []).append(one)
    lines = []
    for fund_id, ordered in sorted(
        of_fund.items(), key=lambda pair: (pair[0] is None, _code(known, pair[0]))
    ):
        line = _fund_line(known.get(fund_id or 0), budgets.get(fund_id, ()), ordered, prices, year, today)
        if line.fund or line.committed or line.undecided or line.unpriced:
            lines.append(line)
    if unmatched := totals(funds.unmatched(library, year)):
        lines.append(FundLine(None, NOT_MATCHED, {}, unmatched, unmatched, {}, 0))
    return [*lines, _together(lines)]


def _code(known: Mapping[int, Fund], fund_id: int | None) -> str:
    return "" if fund_id is None else known[fund_id].code


def _fund_line(
    fund: Fund | None,
    budget: Sequence[Money],
    ordered: Sequence[Subscription],
    prices: funds.Prices,
    year: int,
    today: date,
) -> FundLine:
    committed, invoiced, undecided, unpriced = [], [], [], 0
    for one in ordered:
        price = prices.get(one.id, {}).get(year)
        if price and price.source is Source.INVOICED:
            invoiced.append(price.money)
        if is_committed(one, year, today) or (price and price.source is Source.INVOICED):
            money = price.money if price else _written(one, year, today)
            if money:
                committed.append(money)
            unpriced += money is None and one.free_with is None
        elif one.going and one.decision is None and _next_year(one, today) == year:
            before = prices.get(one.id, {}).get(_last_year(one, today))
            undecided += [price.money] if price else [before.money] if before else []
    name = f"{fund.code}  {fund.name}" if fund and fund.name != fund.code else fund.code if fund else NO_FUND
    return FundLine(
        fund, name, totals(budget), totals(committed), totals(invoiced), totals(undecided), unpriced
    )


def is_committed(one: Subscription, year: int, today: date) -> bool:
    """Whether a subscription is ordered for the term that begins in a year, as things are decided."""
    if one.starts_on and one.starts_on.year > year:
        return False
    if not one.going and one.ends_on is None:
        return False
    return (one.going and one.term.last_day is None) or _last_year(one, today, decided=True) >= year


def _last_year(one: Subscription, today: date, *, decided: bool = False) -> int:
    return price_year(one.term.last_day if decided else one.ends_on, one.term_months, today)


def _next_year(one: Subscription, today: date) -> int:
    return price_years(one.ends_on, one.term_months, today)[2]


def _written(one: Subscription, year: int, today: date) -> Money | None:
    """The price without a year, which stands for the present one."""
    return one.written_price if _last_year(one, today) == year else None


def _together(lines: Sequence[FundLine]) -> FundLine:
    def summed(of: Callable[[FundLine], Sums]) -> Sums:
        return totals(Money(amount, code) for line in lines for code, amount in of(line).items())

    return FundLine(
        None,
        TOGETHER,
        summed(lambda line: line.budget),
        summed(lambda line: line.committed),
        summed(lambda line: line.invoiced),
        summed(lambda line: line.undecided),
        sum(line.unpriced for line in lines),
    )


def rises(library: Library, year: int, by: str) -> list[RiseLine]:
    """The rise of prices from the year before, by "fund", "vendor" or "" for all, currency by currency."""
    prices = funds.prices(library, range(year - 1, year + 1))
    groups: dict[tuple[str, str], list[tuple[Price | None, Price | None]]] = {}
    for one in subscriptions.every(library):
        name = {"fund": one.fund or NO_FUND, "vendor": one.vendor or "(no vendor)"}.get(by, TOGETHER)
        before, now = (prices.get(one.id, {}).get(y) for y in (year - 1, year))
        for currency in sorted({price.money.currency for price in (before, now) if price}):
            pair = tuple(p if p and p.money.currency == currency else None for p in (before, now))
            groups.setdefault((name, currency), []).append((pair[0], pair[1]))
    return [_rise_line(name, currency, pairs) for (name, currency), pairs in sorted(groups.items())]


def _rise_line(name: str, currency: str, pairs: Sequence[tuple[Price | None, Price | None]]) -> RiseLine:
    both = [(before.money.amount, now.money.amount) for before, now in pairs if before and now]
    return RiseLine(
        name,
        currency,
        sum((before for before, _ in both), Decimal(0)),
        sum((now for _, now in both), Decimal(0)),
        len(both),
        len(pairs) - len(both),
    )


def in_own_told(library: Library, sums: Sums, year: int) -> str:
    """ "= 1234.50 EUR (rates of 2026: 1 USD = 0.92 EUR)" where several or foreign currencies are told and the
    library's own is decided; what is lacking for it; else ""."""
    own = str(decided(library, "currency"))
    if not own or not set(sums) - {own}:
        return ""
    rates = funds.rates(library, year)
    total = in_own(sums, own, rates)
    basis = rates_told(sums, own, rates, year)
    return f"= {total.words} ({basis})" if total else f"in {own}: {basis}"


def left_told(library: Library, line: FundLine, year: int) -> str:
    """ "left 1234.50 EUR" of a budget against which foreign currencies are committed; "" where none are, and
    where a rate is lacking."""
    own = str(decided(library, "currency"))
    if not line.budget or not {*line.budget, *line.committed} - {own}:
        return ""
    rates = funds.rates(library, year)
    budget, committed = in_own(line.budget, own, rates), in_own(line.committed, own, rates)
    if budget is None or committed is None:
        return ""
    return f"left {Money(budget.amount - committed.amount, own).words}"


_FUND = re.compile(r"(?P<code>\S+)(?:\s+(?P<name>.+))?")


def add_fund(desk: Desk, typed: str) -> str:
    """A fund: its code, and behind it its name. Gives the sentence. Raises Refused."""
    found = _FUND.fullmatch(typed.strip())
    if found is None:
        raise Refused("A fund needs a code.", "Type it, and its name behind it: SCI Science journals.")
    code, name = found["code"], " ".join((found["name"] or found["code"]).split())
    if any(fund.code.casefold() == code.casefold() for fund in funds.funds(desk.library)):
        raise Refused(f"There is a fund {code} already.")
    with act(desk.library, desk.hand(), KIND) as writer:
        writer.insert("fund", {"code": code, "name": name})
        writer.sentence = f"Added fund {code}{f', {name}' if name != code else ''}."
    return writer.sentence


def rename_fund(desk: Desk, fund: Fund, typed: str) -> str:
    """Another name for a fund."""
    name = " ".join(typed.split()) or fund.code
    if name == fund.name:
        raise Refused("It has this name already.")
    with act(desk.library, desk.hand(), KIND) as writer:
        writer.update("fund", fund.id, {"name": fund.name}, {"name": name})
        writer.sentence = f"Fund {fund.code} is called {name}."
    return writer.sentence


def set_budget(desk: Desk, fund: Fund, year: int, typed: str) -> str:
    """What a fund has in a year: "12000 EUR"; "-" takes away all there is. Raises Refused."""
    there = [budget for budget in funds.budgets(desk.library, year) if budget.fund_id == fund.id]
    usual = there[0].money.currency if there else str(decided(desk.library, "currency"))
    money = None if typed.strip() == "-" else typed_money(typed, usual)
    with act(desk.library, desk.hand(), KIND) as writer:
        if money is None:
            for budget in there:
                writer.delete("budget", budget.id)
        else:
            amount = f"{money.amount:f}"
            same = next((budget for budget in there if budget.money.currency == money.currency), None)
            if same is None:
                row = {"fund_id": fund.id, "year": year, "amount": amount, "currency": money.currency}
                writer.insert("budget", row)
            elif same.money != money:
                before = desk.library.value("SELECT amount FROM budget WHERE id = ?", (same.id,))
                writer.update("budget", same.id, {"amount": before}, {"amount": amount})
        if not writer.changes:
            raise Refused("The budget is so already.")
        writer.sentence = f"Budget of {fund.code} in {year}: {money.words if money else 'none'}."
    return writer.sentence


def set_rate(desk: Desk, year: int, typed: str) -> str:
    """What a currency is worth in the library's own in a year: "USD 0.92"; "USD -" takes it away.

    Raises Refused, also where the library's own currency is not decided.
    """
    own = str(decided(desk.library, "currency"))
    if not own:
        raise Refused("The library's own currency is not decided.", "buckram settings currency EUR.")
    code, _, text = typed.strip().partition(" ")
    currency = currency_code(code)
    if currency == own:
        raise Refused(f"{own} is the library's own currency.")
    rate = None if text.strip() == "-" else typed_rate(text)
    row = desk.library.row("SELECT id, rate FROM rate WHERE currency = ? AND year = ?", (currency, year))
    with act(desk.library, desk.hand(), KIND) as writer:
        if rate is None and row is not None:
            writer.delete("rate", row["id"])
        elif rate is not None and row is None:
            writer.insert("rate", {"currency": currency, "year": year, "rate": f"{rate:f}"})
        elif rate is not None and row is not None and Decimal(row["rate"]) != rate:
            writer.update("rate", row["id"], {"rate": row["rate"]}, {"rate": f"{rate:f}"})
        if not writer.changes:
            raise Refused("It is so already.")
        told = f"1 {currency} = {rate:f} {own}" if rate is not None else f"none for {currency}"
        writer.sentence = f"Rate of {year}: {told}."
    return writer.sentence


def funds_table(lines: Sequence[FundLine], year: int) -> Table:
    """The funds for a spreadsheet or a printer: a row each and currency."""
    rows = []
    for line in lines:
        for code in sorted({*line.budget, *line.committed, *line.invoiced, *line.undecided}) or [""]:
            sums = (line.budget, line.committed, line.invoiced, line.left, line.undecided)
            rows.append((line.name, code, *(f"{sum_[code]:f}" if code in sum_ else "" for sum_ in sums)))
    columns = ("Fund", "Currency", "Budget", "Committed", "Invoiced", "Left", "Not decided")
    return Table(f"Funds, {year}", columns, rows)


def rises_table(lines: Sequence[RiseLine], year: int, by: str) -> Table:
    """The rises for a spreadsheet or a printer."""
    columns = (by.capitalize() or "All", "Currency", str(year - 1), str(year), "Rise %", "Titles", "Others")
    rows = [
        (
            line.name,
            line.currency,
            f"{line.before:f}",
            f"{line.now:f}",
            rise_told(line.per_cent).rstrip("%").lstrip("+"),
            str(line.count),
            str(line.others),
        )
        for line in lines
    ]
    return Table(f"Price rises, {year - 1} to {year}, by {by or 'all'}", columns, rows)


def told_sums(sums: Sums) -> str:
    """Amounts by currency, "" for none."""
    return totals_told(sums) if sums else ""
