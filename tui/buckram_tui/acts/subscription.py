"""The subscriptions of a title: a list to move in; Enter, or its letter, changes a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.subscriptions import Subscription
    from buckram_tui.screens.asking import AskingScreen
    from buckram_tui.screens.in_hand import TitleInHand

LETTERS = "bcdefghjkmno"

ORDER, TERM, MONEY = "The order", "Term and decision", "Money"

_LINES = (
    ("v", "vendor", ORDER),
    ("o", "order", ORDER),
    ("t", "their number", ORDER),
    ("s", "starts", TERM),
    ("e", "ends", TERM),
    ("m", "term", TERM),
    ("d", "decide by", TERM),
    ("u", "fund", MONEY),
    ("c", "copies paid", MONEY),
    ("w", "free with", MONEY),
)
"""(letter, field of `subscription_fields.FIELDS`, group)."""


def of_title_in_hand(screen: TitleInHand) -> str | None:
    """The subscriptions of the title in hand."""
    if screen.title_id is None:
        return "No title is in hand. Scan a piece, or type words of its title."
    of_title(screen, screen.title_id)
    return None


def of_title(screen: AskingScreen, title_id: int) -> None:
    """Choose a subscription of a title, or add one."""
    from buckram.storage import subscriptions, titles

    there = subscriptions.of_title(screen.desk.library, title_id)
    options = [
        Option(letter, one.vendor or "no vendor", told(one), partial(subscription, screen, one.id))
        for letter, one in zip(LETTERS, there, strict=False)
    ]
    options.append(Option("a", "add", "One more, from a vendor.", partial(_add, screen, title_id)))
    screen.choose(f"Subscriptions of {titles.get(screen.desk.library, title_id).name}", options)


def told(one: Subscription) -> str:
    """A subscription in one line: state, numbers, term, form, what was decided."""
    parts = (
        one.status,
        one.order_number,
        f"to {one.ends_on.isoformat()}" if one.ends_on else "no end",
        one.form,
        f"{one.copies_paid} copies" if one.copies_paid != 1 else "",
        one.fund,
        f"{one.decision}{f' ({one.decision_note})' if one.decision_note else ''}" if one.decision else "",
    )
    return ", ".join(part for part in parts if part)


def _add(screen: AskingScreen, title_id: int) -> None:
    from buckram.desk.subscribing import add

    def typed(text: str) -> str:
        made, sentence = add(screen.desk, title_id, text)
        screen.refresh_all()
        subscription(screen, made)
        return sentence

    screen.ask("Vendor (beginning of its name; ! behind a new one; nothing: none)", typed)


def subscription(screen: AskingScreen, subscription_id: int) -> None:
    """All that is said of one subscription."""
    from buckram.desk import subscribing
    from buckram.desk.subscription_fields import FIELDS
    from buckram.storage import subscriptions

    desk = screen.desk
    one = subscriptions.get(desk.library, subscription_id)
    again = partial(subscription, screen, subscription_id)

    def done(sentence: str) -> str:
        screen.refresh_all()
        again()
        return sentence

    def asks(question: str, act: Callable[[str], str], draft: str) -> Callable[[], None]:
        return lambda: screen.ask(question, lambda text: done(act(text)), draft)

    options = []
    for letter, name, group in _LINES:
        field = FIELDS[name]
        act = partial(subscribing.set_field, desk, subscription_id, name)
        shown = _shown(screen, one, name) or "none"
        options.append(Option(letter, name, shown, asks(field.question, act, field.shows(one)), group))
    options[3:3] = [
        Option("f", "form", one.form, partial(_form, screen, one), ORDER),
        Option("k", "copies", f"brings {_copies(screen, one)}", asks(
            "Copies that it brings (1 2; nothing: none)",
            lambda text: subscribing.set_copies(desk, subscription_id, text), ""), ORDER),
        Option("a", "state", one.status, partial(_status, screen, one), TERM),
    ]  # fmt: skip
    options += [
        Option("p", "price", _prices(screen, one), asks(
            "Price (199.50; 2027 199.50 USD; 2027 210 estimated; 2027 - takes it away)",
            lambda text: subscribing.set_price(desk, subscription_id, text), ""), MONEY),
        Option("i", "invoices", _invoiced(screen, one), partial(_invoices, screen), MONEY),
        Option("q", "back", "To the subscriptions of the title.", partial(of_title, screen, one.title_id)),
    ]  # fmt: skip
    screen.choose(f"{one.title}: {one.vendor or 'no vendor'}, {one.status}", options)


def _shown(screen: AskingScreen, one: Subscription, name: str) -> str:
    from buckram.desk.subscription_fields import FIELDS
    from buckram.storage import subscriptions

    if name == "free with" and one.free_with:
        return subscriptions.get(screen.desk.library, one.free_with).title
    if name == "term":
        return f"{one.term_months or 12} months"
    return FIELDS[name].shows(one)


def _form(screen: AskingScreen, one: Subscription) -> None:
    from buckram.desk.subscribing import set_form
    from buckram.rules.renewal import Form

    letters = {"p": Form.PRINT, "o": Form.ONLINE, "b": Form.BOTH}
    screen.choose(
        f"In which form does {one.title} come?",
        [Option(k, str(form), "", partial(_set, screen, one, set_form, form)) for k, form in letters.items()],
    )


def _status(screen: AskingScreen, one: Subscription) -> None:
    from buckram.desk.subscribing import set_status

    words = {
        "o": ("on order", "Ordered; nothing is looked for yet."),
        "a": ("active", "Its issues are looked for."),
        "e": ("ended", "Nothing is looked for after its last day; what comes is received."),
    }
    screen.choose(
        f"The subscription of {one.title} is",
        [
            Option(k, word, explains, partial(_set, screen, one, set_status, word))
            for k, (word, explains) in words.items()
        ],
    )


def _set(screen: AskingScreen, one: Subscription, act: Callable[..., str], value: object) -> str:
    sentence = act(screen.desk, one.id, value)
    screen.refresh_all()
    subscription(screen, one.id)
    return sentence


def _copies(screen: AskingScreen, one: Subscription) -> str:
    from buckram.desk.subscribing import brought
    from buckram.storage import copies

    library = screen.desk.library
    numbers = [
        str(copy.number)
        for copy in copies.of_title(library, one.title_id)
        if copy.active and brought(library, copy.id) == one.id
    ]
    return f"no. {', '.join(numbers)}" if numbers else "none"


def _prices(screen: AskingScreen, one: Subscription) -> str:
    from buckram.storage.funds import prices_of

    there = prices_of(screen.desk.library, one.id)
    shown = [f"{price.year}: {price.money.words} ({price.source})" for price in there[:2]]
    if not shown and one.written_price:
        shown = [one.written_price.words]
    return "; ".join(shown) or "none"


def _invoiced(screen: AskingScreen, one: Subscription) -> str:
    from buckram.rules.keeping import spoken_day
    from buckram.storage.invoices import of_subscription

    there = of_subscription(screen.desk.library, one.id)
    if not there:
        return "none"
    line, invoice = there[0]
    until = f" to {spoken_day(line.covers_until)}" if line.covers_until else ""
    paid = f"paid {spoken_day(invoice.paid_on)}" if invoice.paid_on else "not paid"
    return f"{invoice.number} of {spoken_day(invoice.day)}{until}, {paid}"


async def _invoices(screen: AskingScreen) -> None:
    await screen.desk_app.go("invoices")
