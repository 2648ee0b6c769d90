"""Vendors: who they are, how claims reach them, and the people there. Each change is an act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused
from buckram.exchange.lists import Table
from buckram.rules import addresses
from buckram.storage import vendors
from buckram.storage.ledger import act
from buckram.storage.library import Library
from buckram.storage.vendors import Contact, Order, Vendor, VendorLine

KINDS = {
    "agent": "Supplies titles of many publishers.",
    "publisher": "Supplies its own titles.",
    "exchange": "Sends its titles for ours.",
    "other": "Gifts, depository, societies.",
}
CHANNELS = {
    "email": "By e-mail.",
    "print": "Printed, by post.",
    "file": "As a file that somebody sends on.",
    "edifact": "As an EDIFACT message.",
    "x12": "As an X12 message.",
    "csv": "As rows of a spreadsheet.",
    "web": "Typed into its own web pages.",
}
LANGUAGES = {"eng": "English", "ger": "German", "fre": "French", "spa": "Spanish"}
"""The languages that letters come in; a library's own templates may be in others."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a vendor's sheet. question: how it is asked for; read: what was typed, checked."""

    column: str
    word: str
    question: str
    read: Callable[[str], str | int]


def _text(typed: str) -> str:
    return " ".join(typed.split())


def _chosen(word: str, among: dict[str, str]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed not in among:
            raise Refused(f"“{typed}” is no {word}.", f"There are: {', '.join(among)}.")
        return typed

    return read


def _language(typed: str) -> str:
    """A MARC language code, or the name of a language that letters come in."""
    wanted = typed.strip().lower()
    code = next((code for code, name in LANGUAGES.items() if wanted in {code, name.lower()}), wanted)
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Refused(f"“{typed.strip()}” is no code of a language.", "Type three letters: eng, ger, jpn.")
    return code


def _country(typed: str) -> str:
    code = typed.strip().lower()
    if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
        raise Refused(
            f"“{typed.strip()}” is no code of a country.", "Type two or three letters: gw, ja, nyu."
        )
    return code


def _days(typed: str) -> int:
    text = typed.strip().lower().removesuffix("s").removesuffix("day").strip()
    if not text.isdigit() or int(text) > 400:
        raise Refused(f"“{typed.strip()}” is no number of days.", "Type it like 12.")
    return int(text)


FIELDS = (
    Field("name", "name", "Name", _text),
    Field("kind", "kind", "Kind", _chosen("kind of vendor", KINDS)),
    Field("account", "account", "Our account number with them", _text),
    Field("address", "address", "Postal address, its lines apart by commas", _text),
    Field("email", "e-mail", "E-mail for claims (several: apart by commas)", addresses.mail),
    Field("phone", "telephone", "Telephone", _text),
    Field("web", "web", "Web address", addresses.web),
    Field("san", "SAN", "Standard address number, seven digits", addresses.san),
    Field("gln", "GLN", "Global location number, 13 digits", addresses.gln),
    Field("country", "country", "Country (MARC code: gw, ja, nyu)", _country),
    Field("channel", "claims go", "How claims reach it", _chosen("way of claims", CHANNELS)),
    Field("language", "language", "Language of the letters (eng, ger, fre, spa)", _language),
    Field("lag_days", "usual lag", "Days from publication to our door, as they told us", _days),
    Field("note", "note", "Note", _text),
)
"""The lines of the sheet, in order."""

FIELD = {field.column: field for field in FIELDS}
_NEVER_EMPTY = {"name": "A vendor needs a name.", "kind": "", "channel": "", "language": ""}


def add_vendor(desk: Desk, typed: str, kind: str = "agent") -> tuple[int, str]:
    """A new vendor; gives (its id, the sentence). Raises Refused where the name is taken."""
    name = _text(typed)
    _free_name(desk.library, name)
    with act(desk.library, desk.hand(), "vendor") as writer:
        vendor_id = writer.insert("vendor", {"name": name, "kind": kind})
        writer.sentence = f"New vendor: {name}."
    return vendor_id, writer.sentence


def set_field(desk: Desk, vendor_id: int, column: str, typed: str) -> str:
    """Change a line of the sheet to what was typed; "" empties it. Gives the sentence.

    Raises Refused: not a number of that kind, a name that is taken, or nothing would change.
    """
    field, vendor = FIELD[column], vendors.get(desk.library, vendor_id)
    if vendor.merged_into is not None:
        raise Refused(f"{vendor.name} was merged into another vendor.")
    text = typed.strip()
    if not text and column in _NEVER_EMPTY:
        raise Refused(_NEVER_EMPTY[column] or f"A vendor needs this: {field.word}.")
    after: Any = field.read(text) if text else None
    before = getattr(vendor, column)
    before = None if before == "" else before
    if after == before:
        raise Refused(f"That stands there already: {field.word} {after or 'empty'}.")
    if column == "name":
        _free_name(desk.library, after, vendor_id)
    with act(desk.library, desk.hand(), "vendor") as writer:
        writer.update("vendor", vendor_id, {column: before}, {column: after})
        told = "is empty now" if after is None else f"is now {after}"
        writer.sentence = f"{vendor.name}: {field.word} {told}."
    return writer.sentence


def _free_name(library: Library, name: str, own: int | None = None) -> None:
    if not name:
        raise Refused("A vendor needs a name.")
    for other in vendors.known(library):
        if other.id != own and other.name.casefold() == name.casefold():
            raise Refused(
                f"{other.name} is there already"
                + (f", merged into {current(library, other).name}." if other.merged_into else ".")
            )


def current(library: Library, vendor: Vendor) -> Vendor:
    """The vendor that this one is by now: itself, or the one that it was merged into."""
    while vendor.merged_into is not None:
        vendor = vendors.get(library, vendor.merged_into)
    return vendor


def answering(library: Library, typed: str) -> Vendor:
    """The vendor of this name, or of which a word begins so; an old name leads to the one it was merged into.

    Raises Refused when several answer, NotFound when none does.
    """
    wanted = _text(typed).casefold()
    if not wanted:
        raise NotFound("No name was typed.", "Type the name of a vendor, or its beginning.")
    known = [(vendor, vendor.name.casefold()) for vendor in vendors.known(library)]
    for fits in (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: f" {wanted}" in name,
    ):
        found = {one.id: one for one in (current(library, vendor) for vendor, name in known if fits(name))}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            among = ", ".join(sorted(one.name for one in found.values())[:6])
            raise Refused(f"{len(found)} vendors answer to that: {among}.", "Type more of it.")
    raise NotFound(f"No vendor is called {typed.strip()}.", "A on the list of vendors adds one.")


def add_contact(desk: Desk, vendor_id: int, typed: str) -> str:
    """A person at a vendor: name; role; e-mail; telephone. Gives the sentence. Raises Refused."""
    row = _contact(typed)
    vendor = vendors.get(desk.library, vendor_id)
    with act(desk.library, desk.hand(), "vendor") as writer:
        writer.insert("contact", {"vendor_id": vendor_id, **row})
        writer.sentence = f"{vendor.name}: {row['name']} is somebody to write to."
    return writer.sentence


def change_contact(desk: Desk, contact: Contact, typed: str) -> str:
    """Another name, role, e-mail or telephone of a person. Gives the sentence. Raises Refused, Stale."""
    row = _contact(typed)
    before = {column: getattr(contact, column) or None for column in row}
    if row == before:
        raise Refused(f"{contact.name} stands there so already.")
    vendor = vendors.get(desk.library, contact.vendor_id)
    with act(desk.library, desk.hand(), "vendor") as writer:
        writer.update("contact", contact.id, before, row)
        writer.sentence = f"{vendor.name}: {contact_words(contact)} is now {_words(row)}."
    return writer.sentence


def remove_contact(desk: Desk, contact: Contact) -> str:
    """Somebody has left. Gives the sentence. Raises Stale."""
    vendor = vendors.get(desk.library, contact.vendor_id)
    with act(desk.library, desk.hand(), "vendor") as writer:
        writer.delete("contact", contact.id)
        writer.sentence = f"{vendor.name}: {contact.name} is no longer there."
    return writer.sentence


def contact_words(contact: Contact) -> str:
    """A person as it is typed: "Ada Lim; claims; ada@agent.example; 030 1234"."""
    parts = [contact.name, contact.role, contact.email, contact.phone]
    while parts and not parts[-1]:
        parts.pop()
    return "; ".join(parts)


def _words(row: dict[str, str | None]) -> str:
    return ", ".join(value for value in row.values() if value)


def _contact(typed: str) -> dict[str, str | None]:
    parts = [_text(part) for part in typed.split(";")]
    if len(parts) > 4 or not parts[0]:
        raise Refused("That is no person.", "Type: name; role; e-mail; telephone.")
    name, role, email, phone = [*parts, "", "", ""][:4]
    if not email and "@" in role:
        # Most have no role.
        role, email = "", role
    return {
        "name": name,
        "role": role or None,
        "email": addresses.mail(email) if email else None,
        "phone": phone or None,
    }


def as_table(lines: Sequence[VendorLine]) -> Table:
    """The list of vendors for a spreadsheet or a printer."""
    return Table(
        "Vendors",
        ["Vendor", "Kind", "Account", "Claims go", "Titles", "Open claims"],
        [[v.name, v.kind, v.account, v.channel, str(v.titles), str(v.claims)] for v in lines],
    )


def orders_table(vendor: Vendor, orders: Sequence[Order]) -> Table:
    """What is ordered from a vendor, for a spreadsheet or a printer."""
    return Table(
        f"Orders with {vendor.name}",
        ["Title", "Status", "From", "Until", "Order number", "Copies", "Open claims"],
        [[o.title, o.status, o.starts_on, o.ends_on, o.number, str(o.copies), str(o.claims)] for o in orders],
    )
