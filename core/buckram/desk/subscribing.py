"""The subscriptions of a title: vendor, numbers, dates, form, fund and price, each changed in an act."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from buckram.desk.ahead import extend
from buckram.desk.deciding import decided, horizon
from buckram.desk.desk import Desk
from buckram.desk.subscription_fields import FIELDS, Meant, Typed, read_vendor
from buckram.errors import Refused
from buckram.rules.money import Money, typed_money
from buckram.rules.renewal import Form, price_year
from buckram.storage import copies, funds, subscriptions, titles
from buckram.storage.funds import Source
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.subscriptions import Subscription

KIND = "subscription"


def foresee(desk: Desk, title_ids: Iterable[int]) -> None:
    """After an act that changed dates: expected issues go on as far as a subscription brings them."""
    for title_id in set(title_ids):
        extend(desk.library, title_id, desk.today(), horizon(desk.library))


def add(desk: Desk, title_id: int, vendor: str) -> tuple[int, str]:
    """One more subscription of a title, active from today, from the vendor that was typed ("": none).

    Copies that no subscription brings are of this one. Gives its id and the sentence. Raises Refused.
    """
    name = titles.get(desk.library, title_id).name
    meant = read_vendor(desk, vendor) if vendor.strip() else Meant({}, "nobody")
    with act(desk.library, desk.hand(), KIND) as writer:
        row = {"title_id": title_id, "status": "active", "starts_on": desk.today().isoformat()}
        made = writer.insert("subscription", {**row, **meant.columns, **_made(writer, meant)})
        for copy in copies.of_title(desk.library, title_id):
            if copy.active and not brought(desk.library, copy.id):
                writer.update("copy", copy.id, {"subscription_id": None}, {"subscription_id": made})
        writer.title_id = title_id
        writer.sentence = f"Added a subscription from {meant.told}: {name}."
    foresee(desk, (title_id,))
    return made, writer.sentence


def brought(library: Library, copy_id: int) -> int | None:
    """The subscription that brings a copy, or None."""
    found: int | None = library.value("SELECT subscription_id FROM copy WHERE id = ?", (copy_id,))
    return found


def set_field(desk: Desk, subscription_id: int, field: str, typed: str) -> str:
    """Set a field of FIELDS to what was typed ("" takes it away); gives the sentence.

    Raises Refused for what cannot be meant, or when it is so already; Stale; NotFound.
    """
    one = subscriptions.get(desk.library, subscription_id)
    meant = FIELDS[field].reads(Typed(desk, one, typed.strip()))
    return change(desk, one, meant, FIELDS[field].word)


def change(desk: Desk, one: Subscription, meant: Meant, word: str) -> str:
    """One act that changes columns of a subscription."""
    library = desk.library
    with act(library, desk.hand(), KIND) as writer:
        row = library.row("SELECT * FROM subscription WHERE id = ?", (one.id,))
        assert row is not None
        after = {**meant.columns, **_made(writer, meant)}
        if {"status", "ends_on"} & set(after):
            # A person decided it: no record that comes in again makes it run once more.
            after["source"] = "person"
        before = {column: row[column] for column in after}
        if all(before[column] == after[column] for column in meant.columns):
            raise Refused(f"The {word} is so already.")
        writer.update("subscription", one.id, before, after)
        writer.title_id = one.title_id
        writer.sentence = f"{word[:1].upper()}{word[1:]}: {meant.told}. {one.title}."
    foresee(desk, (one.title_id,))
    return writer.sentence


def _made(writer: ActWriter, meant: Meant) -> dict[str, int]:
    """The columns of a vendor or a fund that is made in the same act."""
    made = {}
    if meant.vendor:
        made["vendor_id"] = writer.insert("vendor", {"name": meant.vendor})
    if meant.fund:
        made["fund_id"] = writer.insert("fund", {"code": meant.fund, "name": meant.fund})
    return made


def set_status(desk: Desk, subscription_id: int, status: str) -> str:
    """on order, active or ended. What ends without a day ends today; what goes on again is open to decide."""
    one = subscriptions.get(desk.library, subscription_id)
    columns: dict[str, Any] = {"status": status}
    if status == "ended" and one.ends_on is None:
        columns["ends_on"] = desk.today().isoformat()
    if one.status == "ended" and one.decision:
        columns |= {"decision": None, "renewed_until": None}
    return change(desk, one, Meant(columns, status), "status")


def set_form(desk: Desk, subscription_id: int, form: Form) -> str:
    """print, online, or print + online."""
    one = subscriptions.get(desk.library, subscription_id)
    return change(desk, one, Meant({"form": str(form)}, str(form)), "form")


def set_copies(desk: Desk, subscription_id: int, typed: str) -> str:
    """Say which copies it brings, by their numbers ("1 2"); "" for none. Raises Refused."""
    library = desk.library
    one = subscriptions.get(library, subscription_id)
    there = {copy.number: copy.id for copy in copies.of_title(library, one.title_id)}
    wanted = [int(number) for number in re.findall(r"\d+", typed)]
    lacking = [number for number in wanted if number not in there]
    if lacking or re.sub(r"[\d\s,;]|copy|copies|and", "", typed):
        has = ", ".join(map(str, sorted(there))) or "none"
        raise Refused(f"“{typed.strip()}” names no copies.", f"The title has copies {has}.")
    with act(library, desk.hand(), KIND) as writer:
        for number, copy_id in there.items():
            before = brought(library, copy_id)
            after = one.id if number in wanted else None if before == one.id else before
            if before != after:
                writer.update("copy", copy_id, {"subscription_id": before}, {"subscription_id": after})
        if not writer.changes:
            raise Refused("It brings these copies already.")
        writer.title_id = one.title_id
        told = ", ".join(str(number) for number in sorted(wanted)) or "none"
        writer.sentence = f"The subscription brings copies {told}: {one.title}."
    return writer.sentence


def set_price(desk: Desk, subscription_id: int, typed: str, year: int | None = None) -> str:
    """Set a price: "199.50", "2027 199.50 USD", "2027 199.50 estimated"; "2027 -" takes it away.

    year: the one that is meant without one, else that of the present term. Raises Refused.
    """
    one = subscriptions.get(desk.library, subscription_id)
    meant_year, money, source = read_price(desk, one, typed, year)
    with act(desk.library, desk.hand(), "price") as writer:
        if money is None:
            every = funds.prices_of(desk.library, one.id)
            gone = [
                price for price in every if price.year == meant_year and price.source is not Source.INVOICED
            ]
            for price in gone:
                writer.delete("price", price.id)
        elif not funds.put_price(writer, one.id, meant_year, money, source):
            raise Refused(f"The price of {meant_year} is so already.")
        if not writer.changes:
            raise Refused(
                f"{meant_year} has no price that a person set.", "An invoiced one goes with its line."
            )
        writer.title_id = one.title_id
        told = f"{money.words}, {source}" if money else "none"
        writer.sentence = f"Price of {meant_year}: {told}. {one.title}."
    return writer.sentence


_PRICE = re.compile(
    # "2050 USD" is an amount: a year has one behind it.
    r"(?:(?P<year>20\d\d)\s*[:=]?\s+(?=\D*\d|-))?(?P<money>.+?)(?:[\s,]+(?P<source>quoted|invoiced|estimated|q|e|i))?",
    re.IGNORECASE,
)


def read_price(
    desk: Desk, one: Subscription, typed: str, year: int | None = None
) -> tuple[int, Money | None, Source]:
    """(year, the money or None for "-", what it rests on) of a price as it is typed. Raises Refused."""
    found = _PRICE.fullmatch(typed.strip())
    if found is None:
        raise Refused("No price was typed.", "Type it like 2027 199.50 USD.")
    meant = (
        int(found["year"])
        if found["year"]
        else year or price_year(one.ends_on, one.term_months, desk.today())
    )
    letter = (found["source"] or "q")[0].lower()
    source = next(source for source in Source if source[0] == letter)
    if source is Source.INVOICED:
        raise Refused(
            "An invoiced price comes from an invoice.", "Type quoted or estimated, or enter the invoice."
        )
    if found["money"].strip() == "-":
        return meant, None, source
    return meant, typed_money(found["money"], usual_currency(desk.library, one)), source


def usual_currency(library: Library, one: Subscription) -> str:
    """The currency that its prices have, else the library's own; "" where neither is known."""
    there = funds.prices_of(library, one.id)
    if there:
        return there[0].money.currency
    return one.written_price.currency if one.written_price else str(decided(library, "currency"))
