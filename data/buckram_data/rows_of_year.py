"""The rows of the demonstration's subscription year: orders, prices, claims with their letters and answers,
invoices, routing and online access."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from buckram.rules.replies import Answer, next_look
from buckram.rules.status import Status
from buckram_data.history import Fate, published
from buckram_data.tables import Tables, Vendor
from buckram_data.tables_of_year import Claim, Invoice

CLERK = "J. Halloran"
LAST_YEAR = Decimal("0.96")
"""The budgets of last year, as a share of this year's."""

Row = tuple[Any, ...]


@dataclass
class Made:
    """The ids that were given out, by key. issues: of each run (title, run) its issues in order."""

    titles: dict[str, int]
    vendors: dict[str, int]
    orders: dict[str, int] = field(default_factory=dict)
    copies: dict[tuple[str, str], int] = field(default_factory=dict)
    issues: dict[tuple[str, str], list[tuple[int, Fate]]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class _Letter:
    """A letter that went: its number, those of its claims, and its lines."""

    id: int
    numbers: set[int] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)


def subscription_rows(tables: Tables, today: date, made: Made) -> Iterator[Row]:
    """Every order, those that ended with last year and have a successor behind the others."""
    year = today.year
    funds = {fund.code: n for n, fund in enumerate(tables.year.funds, 1)}
    places = {location.code: location.fund for location in tables.locations}
    fund_of: dict[str, int] = {}
    copies: dict[str, int] = defaultdict(int)
    for copy in tables.copies:
        copies[copy.title] += 1
        fund_of.setdefault(copy.title, funds[places[copy.location]])
    decided = {one.title: one for one in tables.year.decided}
    for n, order in enumerate(tables.subscriptions, 1):
        one = decided.get(order.title)
        last = year - 1 if order.status == "ended" else year
        goes_on = one is not None and one.decision in {"renew", "change"}
        yield (
            n, made.titles[order.title], made.vendors[order.vendor], order.status, f"{last}-01-01",
            f"{last}-12-31", order.order, order.price or None, order.currency or None,
            fund_of[order.title], one.form if one and one.form else "print",
            one.number or None if one else None,
            made.orders[one.free_with] if one and one.free_with else None,
            one.decision or None if one else None, one.note or None if one else None,
            f"{year + 1}-12-31" if goes_on else None, max(copies[order.title], 1),
        )  # fmt: skip
    for n, old in enumerate(tables.year.earlier_orders, len(tables.subscriptions) + 1):
        yield (
            n, made.titles[old.title], made.vendors[old.vendor], "ended", f"{year - 4}-01-01",
            f"{year - 1}-12-31", old.order, old.price, old.currency, fund_of[old.title], "print",
            None, None, None, None, None, 1,
        )  # fmt: skip


def year_rows(tables: Tables, today: date, rows: dict[str, list[Row]], made: Made) -> None:
    """Add every row that is not an order, a title or an issue. rows: by table, with the pieces in them."""
    makers = _Makers(tables, today, rows, made)
    makers.vendors_and_money()
    makers.policies()
    makers.claims()
    makers.invoices()
    makers.readers()
    makers.online()


class _Makers:
    def __init__(self, tables: Tables, today: date, rows: dict[str, list[Row]], made: Made) -> None:
        self.tables = tables
        self.today = today
        self.rows = rows
        self.made = made
        self.vendors = {vendor.key: vendor for vendor in tables.vendors}
        self.vendor_of = {order.title: order.vendor for order in tables.subscriptions}
        self.names = {title.key: title.name for title in tables.titles}

    def vendors_and_money(self) -> None:
        year = self.today.year
        for one in self.tables.year.contacts:
            self.rows["contact"].append(
                (self.made.vendors[one.vendor], one.name, one.role, one.email or None, one.phone or None,
                 one.note or None)
            )  # fmt: skip
        for n, fund in enumerate(self.tables.year.funds, 1):
            self.rows["fund"].append((n, fund.code, fund.name))
            before = Decimal(fund.budget) * LAST_YEAR
            self.rows["budget"] += [(n, year - 1, _money(before), "USD"), (n, year, fund.budget, "USD")]
        for rate in self.tables.year.rates:
            self.rows["rate"] += [(rate.currency, one, rate.rate) for one in (year - 1, year)]
        moved = {old.title for old in self.tables.year.earlier_orders}
        for order in self.tables.subscriptions:
            if not order.price:
                continue
            n, currency = self.made.orders[order.title], order.currency
            rise = Decimal(self.vendors[order.vendor].rise or 0)
            whole = Decimal(1) if currency in {"JPY", "KRW"} else Decimal("0.01")
            before = (Decimal(order.price) * 100 / (100 + rise)).quantize(whole)
            if order.title not in moved:
                self.rows["price"].append((n, year - 1, str(before), currency, "invoiced"))
            if order.status != "ended":
                self.rows["price"].append((n, year, order.price, currency, "invoiced"))
        for n, old in enumerate(self.tables.year.earlier_orders, len(self.tables.subscriptions) + 1):
            self.rows["price"].append((n, year - 1, old.price, old.currency, "invoiced"))

    def policies(self) -> None:
        for one in self.tables.year.policies:
            numbers = [int(n) if n else None for n in (one.first, one.again, one.most, one.window)]
            self.rows["claim_policy"].append(
                (self.made.titles[one.title] if one.title else None,
                 self.made.vendors[one.vendor] if one.vendor else None, one.frequency or None, *numbers,
                 0 if one.claims == "no" else None, one.note or None)
            )  # fmt: skip

    def claims(self) -> None:
        """The claims with their letters, one for each vendor and day, and their answers."""
        made = [(one, found) for one in self.tables.year.claims if (found := self._issue(one))]
        runs = {(sent_on, self.vendor_of[one.title]) for one, (_, _, sent_on) in made if sent_on is not None}
        # Numbered in the order in which they went.
        letters = {run: _Letter(n) for n, run in enumerate(sorted(runs), 1)}
        for claim_id, (one, (issue_id, fate, sent_on)) in enumerate(made, 1):
            message_id, vendor = None, self.vendor_of[one.title]
            if sent_on is not None:
                letter = letters[sent_on, vendor]
                message_id, dated = letter.id, published(fate.prediction)
                letter.numbers.add(int(one.number))
                letter.lines.append(
                    f"{self.names[one.title]}, {dated.isoformat()}: {one.reason}, claim {one.number}"
                    f" (CLM{claim_id:04})"
                )
            due_on = self._answer(claim_id, vendor, one, fate)
            self.rows["claim"].append(
                (claim_id, issue_id, None, int(one.number), one.reason,
                 (sent_on or self.today - timedelta(days=1)).isoformat(), CLERK, self.made.vendors[vendor],
                 message_id, _at(sent_on), due_on if not one.ended else None, *self._end(one, fate))
            )  # fmt: skip
        for (sent_on, vendor), letter in letters.items():
            self.rows["message"].append(self._letter(letter, self.vendors[vendor], sent_on))

    def _issue(self, one: Claim) -> tuple[int, Fate, date | None] | None:
        """(its id, what became of it, the day of the claim) of an issue that is claimed; None where that day
        is to come, or nothing of it is wanted."""
        issues = self.made.issues[one.title, "basic"]
        came = max(n for n, (_, fate) in enumerate(issues, 1) if fate.status is not Status.EXPECTED)
        if int(one.back) > came:
            return None
        issue_id, fate = issues[came - int(one.back)]
        sent_on = published(fate.prediction) + timedelta(days=int(one.after)) if one.after else None
        if (sent_on and sent_on >= self.today) or (one.ended == "received") != fate.in_hand:
            return None
        if fate.in_hand and sent_on and sent_on >= fate.arrived_on:
            return None
        return issue_id, fate, sent_on

    def _answer(self, claim_id: int, vendor: str, one: Claim, fate: Fate) -> str | None:
        """Keep the answer to a claim; gives the day on which to look again."""
        if not one.answer:
            return None
        dated = published(fate.prediction)
        day = dated + timedelta(days=int(one.answered))
        if day >= self.today:
            return None
        named = dated + timedelta(days=int(one.names)) if one.names else None
        self.rows["reply"].append(
            (claim_id, self.made.vendors[vendor], day.isoformat(), one.answer, named and named.isoformat(),
             "person", _at(day), CLERK)
        )  # fmt: skip
        look = next_look(Answer(one.answer), day, named)
        return look.isoformat() if look else None

    def _end(self, one: Claim, fate: Fate) -> Row:
        """(closed_at, ended, ended_on) of a claim."""
        if not one.ended:
            return None, None, None
        day = fate.arrived_on
        if one.ended != "received":
            day = min(published(fate.prediction) + timedelta(days=int(one.answered)), self.today)
        return _at(day), one.ended, day.isoformat()

    def _letter(self, letter: _Letter, vendor: Vendor, day: date) -> Row:
        name = f"M{letter.id:04}"
        body = "\n".join(
            [vendor.name, f"Our account: {vendor.account}", "", "These did not reach us:", "",
             *letter.lines, "", CLERK, "Demonstration Library"]
        )  # fmt: skip
        level = min(letter.numbers) if len(letter.numbers) == 1 else 0
        by_mail = vendor.channel == "email"
        sent_as = {"email": "mail", "edifact": f"{name}.edi", "print": "printed"}.get(
            vendor.channel, "by hand"
        )
        return (
            letter.id, self.made.vendors[vendor.key], "claim", level, vendor.channel, vendor.language,
            vendor.email or None, f"Claim {name}: serial issues not received", body, _at(day),
            CLERK, "sent", int(by_mail), _at(day), sent_as, CLERK,
        )  # fmt: skip

    def invoices(self) -> None:
        orders = {order.title: order for order in self.tables.subscriptions}
        year = self.today.year
        for n, invoice in enumerate(self.tables.year.invoices, 1):
            day, number = self._dated(invoice)
            loose = [
                one
                for one in self.tables.year.loose_lines
                if (one.vendor, one.number) == (invoice.vendor, invoice.number)
            ]
            total = sum((Decimal(orders[key].price) for key in invoice.titles.split()), Decimal(0))
            total += sum((Decimal(one.amount) for one in loose), Decimal(0))
            paid = (self.today - timedelta(days=int(invoice.paid))).isoformat() if invoice.paid else None
            self.rows["invoice"].append(
                (n, self.made.vendors[invoice.vendor], number, day.isoformat(), invoice.currency, str(total),
                 paid)
            )  # fmt: skip
            for key in invoice.titles.split():
                self.rows["invoice_line"].append(
                    (n, self.made.orders[key], self.names[key], orders[key].price, f"{year}-01-01",
                     f"{year}-12-31")
                )  # fmt: skip
            self.rows["invoice_line"] += [(n, None, one.text, one.amount, None, None) for one in loose]

    def _dated(self, invoice: Invoice) -> tuple[date, str]:
        day = self.today - timedelta(days=int(invoice.age))
        return day, invoice.number.replace("%Y", str(day.year))

    def readers(self) -> None:
        """The lists, who is on them, and what is on its way."""
        ids = {person.name: n for n, person in enumerate(self.tables.year.people, 1)}
        for person in self.tables.year.people:
            self.rows["reader"].append(
                (ids[person.name], person.name, person.kind, person.email or None, person.place or None)
            )
        lists: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for reader in self.tables.readers:
            copy_id = self.made.copies[reader.title, reader.copy]
            contents = reader.note == "contents page only"
            lists[copy_id].append((reader.name, contents))
            note = None if contents else reader.note or None
            self.rows["routing"].append(
                (copy_id, len(lists[copy_id]), reader.name, note, ids[reader.name], int(contents))
            )
        newest: dict[int, int] = {}
        for piece_id, piece in enumerate(self.rows["piece"], 1):
            if piece[2] == "good":
                newest[piece[1]] = piece_id
        for n, one in enumerate(self.tables.year.rounds, 1):
            copy_id = self.made.copies[one.title, one.copy]
            began = self.today - timedelta(days=int(one.began))
            names = [(name, 0 if contents else 7) for name, contents in lists[copy_id]]
            due = began + timedelta(days=sum(days for _, days in names))
            at_on = (self.today - timedelta(days=int(one.at_on))).isoformat() if one.at_on else None
            self.rows["round"].append(
                (n, newest[copy_id], copy_id, began.isoformat(), due.isoformat(),
                 int(one.at) if one.at else None, at_on)
            )  # fmt: skip
            self.rows["round_names"].append((n, json.dumps(names, ensure_ascii=False)))

    def online(self) -> None:
        year, ids = self.today.year, {}
        for n, one in enumerate(self.tables.year.online, 1):
            ids[one.title] = n
            licence = (f"{year}-01-01", f"{year}-12-31") if one.licence else (None, None)
            flags = [int(word == "yes") for word in (one.proxied, one.perpetual, one.free)]
            self.rows["access"].append(
                (n, self.made.titles[one.title], one.url, one.platform or None, one.provider or None,
                 one.since or None, one.until or None, one.embargo or None, *licence, one.terms or None,
                 *flags)
            )  # fmt: skip
        for ticket in self.tables.year.tickets:
            days = [
                (self.today - timedelta(days=int(age))).isoformat() if age else None
                for age in (ticket.reported, ticket.sent, ticket.answered, ticket.solved)
            ]
            self.rows["problem"].append(
                (ids[ticket.title], days[0], ticket.by, ticket.text, ticket.sent_to or None, days[1],
                 ticket.answer or None, days[2], days[3])
            )  # fmt: skip


def _money(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.01")))


def _at(day: date | None) -> str | None:
    """A moment of that day's morning, in UTC."""
    return f"{day.isoformat()}T10:00:00Z" if day else None
