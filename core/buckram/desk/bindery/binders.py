"""Binders: who they are, their limits, and what a new title gets there. Each change is an act."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from buckram.desk.bindery.patterns import typed as typed_field
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused, Stale
from buckram.exchange.lists import Table
from buckram.rules import addresses, money
from buckram.rules.bindery.fields import FIELD, told_value
from buckram.rules.bindery.measure import told_length, told_weight
from buckram.rules.bindery.typed_limits import typed_count, typed_days, typed_thickness, typed_weight
from buckram.storage.bindery import binders
from buckram.storage.bindery.binders import Binder
from buckram.storage.ledger import act
from buckram.storage.library import Library

SYMBOLS = {
    "code39": "Code 39: capital letters and digits.",
    "code128": "Code 128: shorter.",
    "none": "No barcode.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a binder's sheet. read: (typed, inches) to the value; tell: (value, inches) to words.

    empty: what an empty answer leaves; needed: it cannot be empty.
    """

    column: str
    group: str
    word: str
    question: str
    read: Callable[[str, bool], Any]
    tell: Callable[[Any, bool], str]
    empty: Any = None
    needed: bool = False


def _text(typed: str, _inches: bool) -> str:
    return " ".join(typed.split())


def _spine(typed: str, _inches: bool) -> str:
    return "/".join(line for line in (" ".join(part.split()) for part in typed.split("/")) if line)


def _address(typed: str, _inches: bool) -> str:
    return "\n".join(line for line in (" ".join(part.split()) for part in typed.split(";")) if line)


def _yes(typed: str, _inches: bool) -> bool:
    wanted = typed.strip().lower()
    if wanted not in {"y", "yes", "n", "no"}:
        raise Refused(f"“{typed.strip()}” is neither yes nor no.", "Type y or n.")
    return wanted.startswith("y")


def _symbols(typed: str, _inches: bool) -> str:
    wanted = "".join(typed.lower().split())
    if wanted not in SYMBOLS:
        raise Refused(f"“{typed.strip()}” is no kind of barcode.", f"There are: {', '.join(SYMBOLS)}.")
    return wanted


def _told(value: Any, _inches: bool) -> str:
    return "-" if value in (None, "") else str(value)


def _line(column: str, word: str, question: str, **more: Any) -> Line:
    return Line(
        column,
        more.pop("group", "Binder"),
        word,
        question,
        more.pop("read", _text),
        more.pop("tell", _told),
        **more,
    )


def _limit(column: str, word: str, question: str, **more: Any) -> Line:
    return _line(column, word, question, group="Limits", **more)


_LENGTH: dict[str, Any] = {
    "read": typed_thickness,
    "tell": lambda value, inches: told_length(value, inches=inches),
    "needed": True,
}
_DAYS: dict[str, Any] = {"read": typed_days, "tell": lambda value, _: f"{value} days", "needed": True}
_COUNT: dict[str, Any] = {"read": typed_count, "tell": lambda value, _: str(value or "any")}

LINES: tuple[Line, ...] = (
    _line("name", "name", "Name", needed=True),
    _line("vendor_id", "paid as", "Vendor that is paid (the beginning of its name; nothing: none)"),
    _line("account", "account", "Our account number with them", empty=""),
    _line("library_code", "our code", "How they name this library", empty=""),
    _line("contact", "contact", "Who is asked there", empty=""),
    _line("address", "address", "Postal address, its lines apart by ;", read=_address,
          tell=lambda value, _: "; ".join(value.splitlines()) or "-", empty=""),
    _line("email", "e-mail", "E-mail", read=lambda typed, _: addresses.mail(typed), empty=""),
    _line("phone", "telephone", "Telephone", empty=""),
    _line("currency", "currency", "Currency of its prices (EUR, USD)",
          read=lambda typed, _: money.currency_code(typed), empty=""),
    _line("imprint", "imprint", "At the foot of every spine, its lines apart by /", read=_spine,
          tell=lambda value, _: value.replace("/", " / ") or "none", empty=""),
    _line("symbols", "barcodes", "Barcodes on tickets and lists (code39, code128, none)", read=_symbols,
          needed=True),
    _line("proofed", "proof", "Does a second person proof each ticket before it is packed? (y, n)", read=_yes,
          tell=lambda value, _: "by a second person" if value else "none", needed=True),
    _line("turn_days", "turn-round", "Days from pick-up to return", **_DAYS),
    _line("rush_days", "rush", "Days from pick-up to return, rush", **_DAYS),
    _line("note", "note", "Note", empty=""),
    _limit("least_thickness", "thickness from", "How thick at least; a thinner unit waits", **_LENGTH),
    _limit("most_thickness", "thickness to", "How thick at most; a thicker unit is split", **_LENGTH),
    _limit("glossy_thickness", "glossy paper to", "How thick at most on glossy paper", **_LENGTH),
    _limit("box_grams", "a box weighs to", "What a box may weigh (50 lb, 22 kg)", read=typed_weight,
           tell=lambda value, inches: told_weight(value, pounds=inches), needed=True),
    _limit("grams_per_cm", "a cm weighs", "Grams that a centimetre of thickness weighs (usual: 430)",
           read=typed_count, tell=lambda value, _: f"{value} g", needed=True),
    _limit("lot_units", "units in a lot", "Units in a lot at most (nothing: any)", **_COUNT),
    _limit("lot_pieces", "pieces in a lot", "Pieces in a lot at most (nothing: any)", **_COUNT),
    _limit("lot_cost", "cost of a lot", "Cost of a lot at most (nothing: any)",
           tell=lambda value, _: value or "any"),
    _limit("month_units", "units in a month", "Units in a calendar month at most (nothing: any)", **_COUNT),
)  # fmt: skip
"""The lines of the sheet, in order."""

LINE = {line.column: line for line in LINES}


def add_binder(desk: Desk, typed: str) -> tuple[int, str]:
    """A new binder; gives (its id, the sentence). Raises Refused where the name is taken."""
    name = _text(typed, False)
    with act(desk.library, desk.hand(), "binder") as writer:
        _free_name(desk.library, name)
        row = {"name": name, "currency": decided(desk.library, "currency")}
        binder_id = writer.insert("binder", row)
        writer.sentence = f"New binder: {name}."
    return binder_id, writer.sentence


def set_line(desk: Desk, seen: Binder, column: str, typed: str) -> str:
    """Change a line of the sheet to what was typed; "" empties it. seen: as the screen had it.

    Gives the sentence. Raises Refused; Stale when somebody else changed the line meanwhile.
    """
    line, inches = LINE[column], decided(desk.library, "inches")
    text = typed.strip()
    if not text and line.needed:
        raise Refused(f"A binder needs this: {line.word}.")
    after: Any = line.empty
    if text and column == "vendor_id":
        from buckram.desk.vendors import answering

        after = answering(desk.library, text).id
    elif text and column == "lot_cost":
        after = cost(seen, text)
    elif text:
        after = line.read(text, inches)
    before = getattr(seen, column)
    if after == before:
        raise Refused(f"That stands there already: {line.word} {told(desk.library, seen, line)}.")
    if column == "name":
        _free_name(desk.library, after, seen.id)
    if column in _THICK:
        _some_thickness_left(replace(seen, **{column: after}), inches)
    with act(desk.library, desk.hand(), "binder") as writer:
        writer.update("binder", seen.id, {column: _stored(before)}, {column: _stored(after)})
        now = told(desk.library, binders.get(desk.library, seen.id), line)
        writer.sentence = f"{seen.name}: {line.word} is now {now}."
    return writer.sentence


_THICK = ("least_thickness", "most_thickness", "glossy_thickness")


def _some_thickness_left(binder: Binder, inches: bool) -> None:
    least, most, glossy = (getattr(binder, column) for column in _THICK)
    if least >= min(most, glossy):
        between = [told_length(length, inches=inches) for length in (least, min(most, glossy))]
        raise Refused(f"From {between[0]} to {between[1]}: that leaves nothing to bind.")


def _stored(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def cost(binder: Binder, text: str) -> str:
    """An amount in the currency of a binder, as decimal text. Raises Refused."""
    if not binder.currency:
        raise Refused(f"{binder.name} has no currency yet.", "Enter on that line of its sheet says which.")
    amount = money.typed_money(text, binder.currency)
    if amount.currency != binder.currency:
        raise Refused(f"{binder.name} is paid in {binder.currency}.", "Type the amount in it.")
    return str(amount.amount)


def told(library: Library, binder: Binder, line: Line) -> str:
    """A line of the sheet for people."""
    if line.column == "vendor_id":
        return binder.vendor or "-"
    value = getattr(binder, line.column)
    if line.column == "lot_cost" and value:
        return f"{value} {binder.currency}".rstrip()
    return line.tell(value, decided(library, "inches"))


def as_typed(library: Library, binder: Binder, line: Line) -> str:
    """What stands in the field when a line is asked for."""
    value = getattr(binder, line.column)
    if line.column == "vendor_id":
        return binder.vendor
    if isinstance(value, bool):
        return "yes" if value else "no"
    if line.column in {"imprint", "grams_per_cm", "turn_days", "rush_days"}:
        return str(value)
    return "" if value in (None, "") else line.tell(value, decided(library, "inches"))


def _free_name(library: Library, name: str, own: int | None = None) -> None:
    if not name:
        raise Refused("A binder needs a name.")
    for other in binders.known(library):
        if other.id != own and other.name.casefold() == name.casefold():
            raise Refused(f"{other.name} is there already.")


def close(desk: Desk, seen: Binder) -> str:
    """It works for us no more, or again. Gives the sentence. Raises Stale."""
    with act(desk.library, desk.hand(), "binder") as writer:
        writer.update("binder", seen.id, {"active": int(seen.active)}, {"active": int(not seen.active)})
        writer.sentence = (
            f"{seen.name} works for us no more." if seen.active else f"{seen.name} works for us again."
        )
    if seen.active and seen.titles:
        count = f"{seen.titles} title{'' if seen.titles == 1 else 's'}"
        return f"{writer.sentence} It has {count} still: I shows them; E, C gives them another binder."
    return writer.sentence


def remove(desk: Desk, seen: Binder) -> str:
    """Take a binder out that nothing was ever sent to. Gives the sentence. Raises Refused, Stale."""
    if binders.used(desk.library, seen.id):
        raise Refused(f"{seen.name} binds titles, or has bound some.", "Close it instead: Z.")
    with act(desk.library, desk.hand(), "binder") as writer:
        writer.delete("binder", seen.id)
        writer.sentence = f"{seen.name} is no longer on the list."
    return writer.sentence


# Defaults of a new title


def set_default(desk: Desk, seen: Binder, name: str, typed: str | None) -> str:
    """What a new title gets; None: as is usual everywhere. Titles that have a pattern stay as they are.

    Gives the sentence. Raises Refused, Stale.
    """
    field = FIELD[name]
    value = None if typed is None else typed_field(desk, field, typed, field.usual)
    after = {key: text for key, text in seen.defaults.items() if key != name}
    if value is not None and value != field.usual:
        after[name] = value
    if after == seen.defaults:
        raise Refused(f"A new title gets that already: {field.word}.")
    library = desk.library
    with act(library, desk.hand(), "binder") as writer:
        if binders.get(library, seen.id).defaults != seen.defaults:
            raise Stale("Somebody else changed this meanwhile.", "It is shown now as it is.")
        raw = binders.raw_defaults(library, seen.id)
        writer.update(
            "binder", seen.id, {"defaults": raw}, {"defaults": json.dumps(after, ensure_ascii=False)}
        )
        now = told_value(field, after.get(name, field.usual), inches=decided(library, "inches"))
        writer.sentence = f"New titles of {seen.name}: {field.word} {now}."
    return writer.sentence


def answering(library: Library, typed: str) -> Binder:
    """The binder of this name, or whose name begins so. Raises Refused, NotFound."""
    wanted = " ".join(typed.split()).casefold()
    found = [one for one in binders.known(library) if wanted and one.name.casefold().startswith(wanted)]
    exact = [one for one in found if one.name.casefold() == wanted]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise Refused(f"{len(found)} binders answer to that.", "Type more of the name.")
    raise NotFound(f"No binder is called {typed.strip()}.", "F9 N lists the binders; A adds one there.")


def as_table(found: Sequence[Binder]) -> Table:
    """The list of binders for a spreadsheet or a printer."""
    return Table(
        "Binders",
        ("Binder", "Account", "Titles", "Turn-round", "Note"),
        [(one.name, one.account, str(one.titles), f"{one.turn_days} days", one.note) for one in found],
    )
