"""O: what is said of a title and its copies: a list to move in; Enter, or its letter, changes a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from buckram_tui.acts.routing import routing, where
from buckram_tui.acts.subscription import of_title_in_hand
from buckram_tui.acts.subscription import told as ordered
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.copies import CopyData, PieceData
    from buckram_tui.screens.in_hand import TitleInHand

Thing = TypeVar("Thing")

LETTERS = "bcdefghjkmnopuxyz"
"""Of copies and pieces; the arrows reach further ones. No digits: a scan begins with one."""

THE_TITLE, COPIES, THE_ISSUE = "The title", "Copies, the first to be served first", "The lit issue"


def title_data(screen: TitleInHand) -> str | None:
    """O: the data of the title in hand."""
    from buckram.desk import copies
    from buckram_tui.acts.access import online, web_access
    from buckram_tui.acts.volumes import bound_volumes, in_a_line

    if screen.card is None:
        return "No title is in hand. Scan a piece, or type words of its title."
    title = screen.card.title
    there = copies.of_title(screen.desk.library, title.id)
    options = [
        Option("t", "treatment", title.treatment or "none", partial(_treatment, screen), THE_TITLE),
        Option("v", "subscriptions", _ordered(screen), partial(of_title_in_hand, screen), THE_TITLE),
        Option("a", "add a copy", "One more place that wants every issue.", partial(_add, screen), THE_TITLE),
        Option("w", "web access", online(screen, title.id), partial(web_access, screen), THE_TITLE),
        Option("b", "binding", _bound(screen, title.id), partial(_binding, screen, title.id), THE_TITLE),
        Option(
            "q", "volumes", in_a_line(screen, title.id), partial(bound_volumes, screen, title.id), THE_TITLE
        ),
    ]
    # B is the binding pattern on every screen.
    for letter, copy in lettered(there, LETTERS.replace("b", "")):
        which = f"copy {copy.number}"
        options.append(Option(letter, which, told(copy), partial(_copy, screen, copy.id), COPIES))
    if box := screen.lit_box():
        issue = box.issue
        options += [
            Option("i", "barcodes", f"On the pieces of {issue.label}.", partial(barcodes, screen), THE_ISSUE),
            Option("l", "label", "Print its label (again).", partial(_print, screen, "label"), THE_ISSUE),
            Option("s", "slip", "Print its slip (again).", partial(_print, screen, "slip"), THE_ISSUE),
            Option("r", "routed", _where(screen, issue.id), partial(where, screen), THE_ISSUE),
        ]
    screen.choose(f"Data of {title.name}", options)
    return None


def _bound(screen: TitleInHand, title_id: int) -> str:
    from buckram.desk.bindery.pattern_sheet import in_a_line

    return in_a_line(screen.desk.library, title_id)


async def _binding(screen: TitleInHand, title_id: int) -> None:
    """Its binding pattern; Esc there comes back to the card."""
    from buckram_tui.screens.bindery.pattern import open_pattern

    await open_pattern(screen, title_id)


def _where(screen: TitleInHand, issue_id: int) -> str:
    from buckram.desk.rounds import of_issue

    there = of_issue(screen.desk.library, issue_id, screen.desk.today())
    if len(there) > 1:
        return f"{len(there)} copies are out with readers."
    return there[0].where if there else "Not out; send it round its readers."


def _ordered(screen: TitleInHand) -> str:
    from buckram.storage.subscriptions import of_title

    assert screen.title_id is not None
    there = of_title(screen.desk.library, screen.title_id)
    return "; ".join(f"{one.vendor or 'no vendor'}: {ordered(one)}" for one in there[:2]) or "none"


def told(copy: CopyData) -> str:
    """A copy in one line: place, call number of its own, how long it is kept, who reads it."""
    from buckram.rules.retention import kept

    keeps = kept(copy.keeps, copy.retention)
    parts = [
        "" if copy.active else "closed",
        copy.location or "no place",
        copy.call_number,
        f"kept {keeps.words}" if keeps.limited else "",
        "barcode" if copy.wants_barcode else "",
        _readers(copy),
    ]
    return ", ".join(part for part in parts if part)


def _readers(copy: CopyData) -> str:
    return f"{copy.readers} reader{'' if copy.readers == 1 else 's'}" if copy.readers else ""


def lettered(things: Sequence[Thing], letters: str = LETTERS) -> list[tuple[str, Thing]]:
    """Each thing with the letter that chooses it, "" where there is none left."""
    return [(letters[n] if n < len(letters) else "", thing) for n, thing in enumerate(things)]


def _done(screen: TitleInHand, sentence: str, show: Callable[[], object]) -> str:
    """An act was done: the card has it, and the list that it was done in is there again."""
    screen.refresh_all()
    show()
    return sentence


def _treatment(screen: TitleInHand) -> None:
    from buckram.desk.treating import treat

    card = screen.card
    assert card is not None

    def typed(text: str) -> str:
        return _done(screen, treat(screen.desk, card.title.id, text), partial(title_data, screen))

    question = "Treatment (stamp strip blue label route bind call, shelve ...)"
    screen.ask(question, typed, card.title.treatment)


def _add(screen: TitleInHand) -> None:
    from buckram.desk.copies import add_copy

    title_id = screen.title_id
    assert title_id is not None
    screen.ask(
        "Place of the new copy (its code or the beginning of its name; nothing: none)",
        lambda text: _done(screen, add_copy(screen.desk, title_id, text), partial(title_data, screen)),
    )


def _copy(screen: TitleInHand, copy_id: int) -> None:
    """All that is said of one copy."""
    from buckram.desk import copies as acts
    from buckram.storage.copies import get

    desk = screen.desk
    copy = get(desk.library, copy_id)
    again = partial(_copy, screen, copy_id)

    def asks(question: str, act: Callable[[str], str], draft: str) -> Callable[[], None]:
        return lambda: screen.ask(question, lambda text: _done(screen, act(text), again), draft)

    def does(act: Callable[[], str]) -> Callable[[], str]:
        return lambda: _done(screen, act(), again)

    record = f" (its record: {_coded(copy)})" if copy.retention and not copy.keeps else ""
    wanted = not copy.wants_barcode
    options = [
        Option("l", "place", copy.location or "none", asks(
            "Place (its code, or the beginning of its name; ! behind a new one)",
            lambda text: acts.set_location(desk, copy_id, text), "")),
        Option("c", "call number", copy.call_number or "the title's", asks(
            "Call number of this copy (nothing: the title's)",
            lambda text: acts.set_call_number(desk, copy_id, text), copy.call_number)),
        Option("k", "keeps", (copy.keeps or "as its record says") + record, asks(
            "Keeps (latest 2, 24 months, until bound, until microfilm, for ever)",
            lambda text: acts.set_keeps(desk, copy_id, text), copy.keeps)),
        Option("b", "barcode", "on each piece" if copy.wants_barcode else "none", does(
            lambda: acts.want_barcode(desk, copy_id, wanted=wanted))),
        Option("r", "routing", _readers(copy) or "nobody reads it first", partial(
            routing, screen, copy_id, again)),
    ]  # fmt: skip
    if copy.active:
        options += [
            Option("f", "first", "It gets the first piece.", does(lambda: acts.serve_first(desk, copy_id))),
            Option("x", "close", "No further issues.", does(lambda: acts.close_copy(desk, copy_id))),
        ]
    else:
        options.append(
            Option("o", "open", "It wants issues again.", does(lambda: acts.open_copy(desk, copy_id)))
        )
    options.append(Option("q", "back", "To the data of the title.", partial(title_data, screen)))
    screen.choose(f"Copy {copy.number}{'' if copy.active else ' (closed)'}", options)


def _coded(copy: CopyData) -> str:
    from buckram.rules.retention import coded

    return coded(copy.retention).words


def barcodes(screen: TitleInHand) -> str | None:
    """The pieces of the lit issue, each with its barcode."""
    from buckram.storage.copies import pieces

    box = screen.lit_box()
    if box is None:
        return "Nothing is lit."
    there = pieces(screen.desk.library, box.issue.id)
    if not there:
        return f"No piece of {box.issue.label} is here."
    screen.choose(
        f"Barcodes of {box.issue.label}",
        [
            Option(letter, _piece_words(piece), piece.barcode or "none", partial(_barcode, screen, piece))
            for letter, piece in lettered(there)
        ],
    )
    return None


def _piece_words(piece: PieceData) -> str:
    copy = f"copy {piece.copy_number}" if piece.copy_number else piece.kind
    return copy if piece.condition == "good" else f"{copy}, {piece.condition}"


def _barcode(screen: TitleInHand, piece: PieceData) -> None:
    """Put a barcode on, or another; an empty answer takes it off."""
    from buckram.desk.item_barcodes import put_on, take_off

    def typed(text: str) -> str:
        done = put_on(screen.desk, piece.id, text) if text.strip() else take_off(screen.desk, piece.id)
        return _done(screen, done.sentence, lambda: None)

    screen.ask("Barcode (type it; nothing: take it off)", typed, piece.barcode)


def _print(screen: TitleInHand, kind: str) -> str | None:
    from buckram.desk.printing import print_again

    box = screen.lit_box()
    if box is None:
        return "Nothing is lit."
    said = print_again(screen.desk, box.issue.id, kind)
    screen.desk_app.print_waiting()
    return said
