"""The sheet of a vendor, line by line; merging two; moving titles: what the screen of vendors asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.acts.title_data import LETTERS
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.vendor_changes import OpenClaims
    from buckram.storage.vendors import Contact, Order, Vendor
    from buckram_tui.screens.vendors import Vendors

KEYS = {
    "name": "n", "kind": "k", "account": "a", "address": "d", "email": "e", "phone": "p", "web": "w",
    "san": "s", "gln": "g", "country": "y", "channel": "c", "language": "l", "lag_days": "u", "note": "o",
}  # fmt: skip


def sheet(screen: Vendors, vendor_id: int) -> None:
    """All that is said of a vendor; Enter, or its letter, changes a line."""
    from buckram.desk.vendors import FIELDS
    from buckram.storage import vendors

    library = screen.desk.library
    vendor = vendors.get(library, vendor_id)
    options = [
        Option(KEYS[f.column], f.word, told(vendor, f.column), partial(_change, screen, vendor_id, f.column))
        for f in FIELDS
    ]
    people = vendors.contacts(library, vendor_id)
    names = ", ".join(one.name + (f" ({one.role})" if one.role else "") for one in people) or "nobody"
    options += [
        Option("h", "contacts", names, partial(contacts, screen, vendor_id)),
        Option("i", "when to claim", policy_words(screen, vendor_id), partial(_policy, screen, vendor_id)),
        Option("q", "performance", "How it supplies, title by title.", screen.action_performance),
        Option("m", "merge", _earlier(screen, vendor_id), partial(merge, screen, vendor_id)),
    ]
    screen.choose(vendor.name, options)


def told(vendor: Vendor, column: str) -> str:
    """A line of the sheet as it is shown."""
    from buckram.desk.vendors import CHANNELS, LANGUAGES

    value: str | int | None = getattr(vendor, column)
    if value in ("", None):
        return "-"
    if column == "lag_days":
        return f"{value} day{'' if value == 1 else 's'} from publication"
    if column == "language":
        return LANGUAGES.get(str(value), str(value))
    return CHANNELS[str(value)].rstrip(".") if column == "channel" else str(value)


def _earlier(screen: Vendors, vendor_id: int) -> str:
    from buckram.storage.vendors import merged

    names = ", ".join(
        one.name + (f" (account {one.account})" if one.account else "")
        for one in merged(screen.desk.library, vendor_id)
    )
    return f"Into another vendor. Merged into this one: {names}." if names else "Into another vendor."


def policy_words(screen: Vendors, vendor_id: int) -> str:
    """What the table of claim policies has for the vendor as a whole."""
    from buckram.rules.claim_policy import row_words
    from buckram.storage.policies import find

    found = find(screen.desk.library, (None, vendor_id, None))
    return row_words(found[1]) if found else "as is usual for the frequency of each title"


def _done(screen: Vendors, vendor_id: int, sentence: str) -> str:
    screen.refresh_all()
    sheet(screen, vendor_id)
    return sentence


def add(screen: Vendors) -> None:
    """A new vendor: its name, its kind, then its sheet."""
    from buckram.desk.vendors import KINDS, add_vendor

    def made(name: str, kind: str) -> str:
        vendor_id, sentence = add_vendor(screen.desk, name, kind)
        screen.light_vendor(vendor_id)
        return _done(screen, vendor_id, sentence)

    def named(name: str) -> None:
        screen.choose(
            f"What is {' '.join(name.split()) or 'it'}?",
            [Option(kind[0], kind, words, partial(made, name, kind)) for kind, words in KINDS.items()],
        )

    screen.ask("Name of the new vendor", named)


def _change(screen: Vendors, vendor_id: int, column: str) -> None:
    """Ask for a line of the sheet, or let it be chosen."""
    from buckram.desk.vendors import CHANNELS, FIELD, KINDS, LANGUAGES, set_field
    from buckram.storage.vendors import get

    vendor = get(screen.desk.library, vendor_id)

    def said(text: str) -> str:
        return _done(screen, vendor_id, set_field(screen.desk, vendor_id, column, text))

    chosen: Mapping[str, Mapping[str, str]] = {"kind": KINDS, "channel": CHANNELS, "language": LANGUAGES}
    question = FIELD[column].question
    typed = partial(screen.ask, question, said, str(getattr(vendor, column) or ""))
    if column not in chosen:
        typed()
        return
    options = [
        Option(word[0], words if column == "language" else word, "" if column == "language" else words,
               partial(said, word))
        for word, words in chosen[column].items()
    ]  # fmt: skip
    if column == "language":
        options.append(Option("o", "another", "Its code; the library's own templates have it.", typed))
    screen.choose(question, options)


def _policy(screen: Vendors, vendor_id: int) -> str | None:
    """When claims to this vendor are due: its row of the claim policy."""
    from buckram.desk.claim_policies import decide_policy
    from buckram.rules.claim_policy import Scope, row_words
    from buckram.storage.policies import find
    from buckram.storage.vendors import orders

    desk = screen.desk
    ordered = orders(desk.library, vendor_id)
    if not ordered:
        return "Nothing is ordered from it, so nothing is claimed."
    found = find(desk.library, (None, vendor_id, None))

    def said(text: str) -> str:
        sentence = decide_policy(desk, ordered[0].title_id, vendor_id, Scope.VENDOR, text)
        return _done(screen, vendor_id, sentence)

    question = "Claims (first 30, again 60, most 3, window 90; never: why; nothing: as is usual)"
    screen.ask(question, said, row_words(found[1] if found else None))
    return None


def contacts(screen: Vendors, vendor_id: int) -> None:
    """The people at a vendor."""
    from buckram.desk.vendors import add_contact
    from buckram.storage import vendors

    library = screen.desk.library

    def added(text: str) -> str:
        sentence = add_contact(screen.desk, vendor_id, text)
        contacts(screen, vendor_id)
        return sentence

    letters = LETTERS.replace("b", "").replace("q", "")
    people = vendors.contacts(library, vendor_id)
    options = [
        Option(
            letters[n] if n < len(letters) else "",
            one.name,
            ", ".join(part for part in (one.role, one.email, one.phone) if part),
            partial(_contact, screen, one),
        )
        for n, one in enumerate(people)
    ]
    options += [
        Option("a", "add", "Name; role; e-mail; telephone.",
               partial(screen.ask, "Name; role; e-mail; telephone", added)),
        Option("q", "back", "To the sheet.", partial(sheet, screen, vendor_id)),
    ]  # fmt: skip
    screen.choose(f"People at {vendors.get(library, vendor_id).name}", options)


def _contact(screen: Vendors, one: Contact) -> None:
    from buckram.desk.vendors import change_contact, contact_words, remove_contact

    def then(act: Callable[[], str]) -> str:
        sentence = act()
        contacts(screen, one.vendor_id)
        return sentence

    def changed(text: str) -> str:
        return then(partial(change_contact, screen.desk, one, text))

    screen.choose(
        one.name,
        [
            Option("c", "change", contact_words(one),
                   partial(screen.ask, "Name; role; e-mail; telephone", changed, contact_words(one))),
            Option("x", "remove", "No longer there.",
                   lambda: then(partial(remove_contact, screen.desk, one))),
            Option("q", "back", "To the people.", partial(contacts, screen, one.vendor_id)),
        ],
    )  # fmt: skip


def merge(screen: Vendors, vendor_id: int) -> None:
    """Ask into which vendor; say what goes with it; do it."""
    from buckram.desk.vendor_changes import merge as merged
    from buckram.desk.vendor_changes import moving_words
    from buckram.desk.vendors import answering
    from buckram.errors import Refused
    from buckram.storage.vendors import get

    old = get(screen.desk.library, vendor_id)

    def does(into: Vendor) -> str:
        sentence = merged(screen.desk, old.id, into.id)
        screen.light_vendor(into.id)
        return f"{sentence} ^Z takes it back."

    def named(text: str) -> None:
        into = answering(screen.desk.library, text)
        if into.id == old.id:
            raise Refused("A vendor cannot be merged into itself.")
        screen.choose(
            f"{old.name} becomes {into.name}: {moving_words(screen.desk, old.id)} go there.",
            [
                Option("m", "merge", f"Its name leads to {into.name} from now on.", partial(does, into)),
                Option("q", "not now", "Nothing changes.", lambda: None),
            ],
        )

    screen.ask(f"Merge {old.name} into which vendor (name, or its beginning)", named)


def move(screen: Vendors) -> None:
    """Ask to whom, from which day, with which order numbers, and what becomes of open claims; do it."""
    from buckram.desk.vendors import answering
    from buckram.errors import Refused

    orders = screen.marked_orders()
    assert screen.of is not None
    from_id = screen.of.id
    count = f"{len(orders)} order{'' if len(orders) == 1 else 's'}"

    def named(text: str) -> None:
        to = answering(screen.desk.library, text)
        if to.id == from_id:
            raise Refused(f"They are with {to.name} already.")
        draft = screen.desk.today().isoformat()
        screen.ask(f"{count} to {to.name}: from which day on", partial(_dated, screen, orders, to), draft)

    screen.ask(f"Move {count} to which vendor (name, or its beginning)", named)


def _dated(screen: Vendors, orders: list[Order], to: Vendor, text: str) -> None:
    from buckram.desk.deciding import decided
    from buckram.errors import Refused
    from buckram.rules.coming_day import coming_day
    from buckram.rules.typed_day import typed_day

    today = screen.desk.today()
    first = bool(decided(screen.desk.library, "day_first"))
    try:
        # "1 jan" is the next one: who moves titles looks ahead.
        day = coming_day(text, today, day_first=first)
    except Refused:
        day = typed_day(text, today, day_first=first)
    asked = partial(_ask_number, screen, orders, to, day, {})
    then = partial(_claims, screen, orders, to, day)
    screen.choose(
        "Order numbers?",
        [
            Option("k", "keep", "The new orders have the numbers of the old ones.", partial(then, None)),
            Option("n", "none", f"{to.name} gives new ones later.", partial(then, {})),
            Option("t", "type", "Order by order.", asked),
        ],
    )


def _ask_number(screen: Vendors, orders: list[Order], to: Vendor, day: date, typed: dict[int, str]) -> None:
    """The next order's number; after the last, what becomes of claims."""
    order = orders[len(typed)]

    def answered(text: str) -> str | None:
        so_far = typed | {order.id: " ".join(text.split())}
        if len(so_far) == len(orders):
            return _claims(screen, orders, to, day, so_far)
        _ask_number(screen, orders, to, day, so_far)
        return None

    screen.ask(f"Order number of {order.title} with {to.name} (nothing: none yet)", answered)


def _claims(
    screen: Vendors, orders: list[Order], to: Vendor, day: date, numbers: Mapping[int, str] | None
) -> str | None:
    from buckram.desk.vendor_changes import Move, OpenClaims
    from buckram.desk.vendor_changes import move as moved
    from buckram.storage.vendors import open_claims

    assert screen.of is not None
    from_id, name = screen.of.id, screen.of.name

    def does(claims: OpenClaims) -> str:
        ids = [order.id for order in orders]
        sentence = moved(screen.desk, Move(from_id, to.id, ids, day, numbers, claims))
        screen.unmark()
        screen.refresh_all()
        return f"{sentence} ^Z takes it back."

    count = len(open_claims(screen.desk.library, from_id, [order.title_id for order in orders]))
    if not count:
        return does(OpenClaims.LEAVE)
    screen.choose(
        f"{count} open claim{'' if count == 1 else 's'} with {name}:",
        [
            Option("a", "again", f"Closed there; claimed at {to.name}.", partial(does, OpenClaims.AGAIN)),
            Option(
                "u", "unavailable", "Closed: these issues never come.", partial(does, OpenClaims.UNAVAILABLE)
            ),
            Option("l", "leave", f"{name} still owes them.", partial(does, OpenClaims.LEAVE)),
        ],
    )
    return None
