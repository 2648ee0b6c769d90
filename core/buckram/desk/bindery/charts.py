"""What a binder takes, and its chart of colours: rows that are typed, changed and taken out as acts."""

from __future__ import annotations

import re
from typing import Any

from buckram.desk.bindery.binders import cost
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.fields import FIELD
from buckram.rules.bindery.measure import told_length, typed_length
from buckram.rules.bindery.prices import RUSH
from buckram.rules.bindery.ticket import extras
from buckram.storage.bindery import binders
from buckram.storage.bindery.binders import Binder, Cloth, Price
from buckram.storage.ledger import act
from buckram.storage.library import Library

_PRICE = re.compile(r"(?P<name>\D.*?)(?:\s*;\s*|\s+)(?P<price>\S*\d\S*(?:\s+[A-Za-z]{3})?)")
_UP_TO = re.compile(r"(?P<name>.*?)(?:\s*;\s*|\s+)(?:(?:up ?)?to|<=?|≤)\s*(?P<up_to>.+)")


def typed_price(desk: Desk, binder: Binder, typed: str) -> dict[str, Any]:
    """A row of the price list: "standard 12.50", "standard to 1.5 in; 12.50", "rush 5".

    A name that is a class of binding is one; any other is an extra. Raises Refused.
    """
    head, mark, tail = typed.rpartition(";")
    found = _PRICE.fullmatch(typed.strip()) if not mark else None
    name, amount = (
        (head.strip(), tail.strip()) if mark else (found["name"], found["price"]) if found else ("", "")
    )
    up_to = None
    if name and (thick := _UP_TO.fullmatch(name)):
        name = thick["name"].strip(" ;")
        up_to = typed_length(thick["up_to"].strip(" ;"), inches=decided(desk.library, "inches"))
    # "standard to 1.5" has a thickness, and no price yet.
    if not name or not amount or re.search(r"(^|\s)to$", name):
        raise Refused("That is no price.", "Type it like standard 12.50, standard to 1.5 in; 12.50, rush 5.")
    price = cost(binder, amount)
    name = " ".join(name.split())
    classes = FIELD["class"].values
    kind = "class" if name.lower() in classes else "extra"
    return {
        "kind": kind,
        "name": name.lower() if kind == "class" else name,
        "up_to": up_to,
        "price": price,
    }


def add_prices(desk: Desk, binder: Binder, typed: str) -> str:
    """Rows of the price list, a line each; one act. Gives the sentence. Raises Refused."""
    rows = [typed_price(desk, binder, line) for line in typed.splitlines() if line.strip()]
    if not rows:
        raise Refused("No price was typed.", "Type it like standard to 1.5 in; 12.50.")
    with act(desk.library, desk.hand(), "binder") as writer:
        there = {_kept_as(_row(one)) for one in binders.prices(desk.library, binder.id)}
        for row in rows:
            if _kept_as(row) in there:
                raise Refused(f"{row['name']} has a price already.", "Enter changes the lit one.")
            there.add(_kept_as(row))
            writer.insert("binding_price", {"binder_id": binder.id, **row})
        beside = sum(row["kind"] == "extra" for row in rows)
        if len(rows) == 1:
            mark = told_extra(rows[0]["name"]) if beside else ""
            what = ", ".join(filter(None, (told_price(desk.library, binder, rows[0]), mark)))
        else:
            what = f"{len(rows)} prices, {beside} of them extras" if beside else f"{len(rows)} prices"
        writer.sentence = f"{binder.name}: {what}."
    return writer.sentence


def told_extra(name: str) -> str:
    """That a price is an extra; and, where no pattern can ask for it, that it is never counted."""
    methods = FIELD["method"].values
    asked = {"pocket": "yes", "stub": "yes", "strip": "yes", "collate": "custom"}
    known = {RUSH, *(one for method in methods for one in extras({**asked, "method": method}))}
    return "extra" if name.casefold() in known else "extra that no pattern asks for"


def _row(price: Price) -> dict[str, Any]:
    return {"kind": price.kind, "name": price.name, "up_to": price.up_to, "price": price.price}


def _kept_as(row: dict[str, Any]) -> tuple[str, str, int | None]:
    """What there is one price for."""
    return row["kind"], row["name"].casefold(), row["up_to"]


def change_price(desk: Desk, binder: Binder, seen: Price, typed: str) -> str:
    """Another price, name or thickness. Gives the sentence. Raises Refused, Stale."""
    row = typed_price(desk, binder, typed)
    before = _row(seen)
    if row == before:
        raise Refused("That stands there already.")
    others = {_kept_as(_row(one)) for one in binders.prices(desk.library, binder.id) if one.id != seen.id}
    if _kept_as(row) in others:
        raise Refused(f"{row['name']} has a price already for that thickness.", "X takes the other out.")
    with act(desk.library, desk.hand(), "binder") as writer:
        writer.update("binding_price", seen.id, before, row)
        writer.sentence = f"{binder.name}: {told_price(desk.library, binder, row)}."
    return writer.sentence


def told_price(library: Library, binder: Binder, row: dict[str, Any]) -> str:
    """A row of the price list as it may be typed again: "standard to 1.50 in; 12.50 USD"."""
    return f"{row['name']}{told_up_to(library, row['up_to'])}; {row['price']} {binder.currency}".rstrip()


def told_up_to(library: Library, up_to: int | None) -> str:
    """What a price goes up to, " to 1.50 in"; "" for any thickness."""
    return f" to {told_length(up_to, inches=decided(library, 'inches'))}" if up_to else ""


def price_words(library: Library, binder: Binder, price: Price) -> str:
    """The same of a stored row."""
    return told_price(library, binder, _row(price))


def add_cloths(desk: Desk, binder: Binder, typed: str) -> str:
    """Colours of the chart: "588 maroon", several apart by commas or lines. Gives the sentence.

    Raises Refused.
    """
    rows = [_cloth(part) for part in re.split(r"[,\n]", typed) if part.strip()]
    if not rows:
        raise Refused("No colour was typed.", "Type its number and name: 588 maroon.")
    with act(desk.library, desk.hand(), "binder") as writer:
        there = {one.number for one in binders.cloths(desk.library, binder.id)}
        for row in rows:
            if row["number"] in there:
                raise Refused(f"{row['number']} is on the chart already.", "Enter changes the lit one.")
            there.add(row["number"])
            writer.insert("cloth", {"binder_id": binder.id, **row})
        one = rows[0]
        what = f"{one['number']} is {one['name']}" if len(rows) == 1 else f"{len(rows)} colours more"
        writer.sentence = f"{binder.name}: {what}."
    return writer.sentence


def _cloth(typed: str) -> dict[str, str]:
    number, _, name = " ".join(typed.split()).partition(" ")
    if not name or not any(one.isdigit() for one in number):
        raise Refused(f"“{typed.strip()}” is no colour of a chart.", "Type its number and name: 588 maroon.")
    return {"number": number, "name": name}


def change_cloth(desk: Desk, binder: Binder, seen: Cloth, typed: str) -> str:
    """Another number or name. Gives the sentence. Raises Refused, Stale."""
    row = _cloth(typed)
    before = {"number": seen.number, "name": seen.name}
    if row == before:
        raise Refused("That stands there already.")
    others = {one.number for one in binders.cloths(desk.library, binder.id) if one.id != seen.id}
    if row["number"] in others:
        raise Refused(f"{row['number']} is on the chart already.")
    with act(desk.library, desk.hand(), "binder") as writer:
        writer.update("cloth", seen.id, before, row)
        writer.sentence = f"{binder.name}: {row['number']} is {row['name']}."
    return writer.sentence


def take_out(desk: Desk, binder: Binder, seen: Price | Cloth) -> str:
    """Take a price or a colour out. Gives the sentence. Raises Stale."""
    with act(desk.library, desk.hand(), "binder") as writer:
        writer.delete("cloth" if isinstance(seen, Cloth) else "binding_price", seen.id)
        what = f"colour {seen.number}" if isinstance(seen, Cloth) else f"the price of {seen.name}"
        writer.sentence = f"{binder.name}: {what} is taken out."
    return writer.sentence
