"""Routing at the card: the list of a copy, and where the pieces of the lit issue are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.rounds import Out
    from buckram.storage.routing import ListOf
    from buckram_tui.screens.asking import AskingScreen
    from buckram_tui.screens.in_hand import TitleInHand

LETTERS = "bdefghjkmnopruvwxyz"
"""Of readers; the arrows reach further ones. No digits: a scan begins with one."""

ASKED = "Reader (name, behind ; contents, 3 days, a note)"

Back = Callable[[], object]
"""Shows again what the list was opened from."""


def routing(screen: AskingScreen, copy_id: int, back: Back) -> None:
    """The routing list of a copy: readers in order, and what can be done with the list."""
    from buckram.desk.deciding import decided
    from buckram.desk.routing import of_copy, told

    there = of_copy(screen.desk.library, copy_id)
    usual = decided(screen.desk.library, "route_days")
    options = [
        Option(
            LETTERS[n] if n < len(LETTERS) else "",
            f"{n + 1} {one.name}",
            told(one, usual),
            partial(_reader, screen, copy_id, one.id, back),
        )
        for n, one in enumerate(there)
    ]
    options += [
        Option("a", "add", "Names at the end, one after the other.", partial(_add, screen, copy_id, back)),
        Option(
            "t",
            "take a list",
            "All readers of another title, at the end.",
            partial(_take_list, screen, copy_id, back),
        ),
        Option("q", "back", "To the copy.", lambda: _as_news(back)),
    ]
    screen.choose("Who reads it, in order", options)


def _as_news(back: Back) -> None:
    back()


def _add(screen: AskingScreen, copy_id: int, back: Back) -> None:
    """Names until an empty one: each is on the list when Enter was pressed."""
    from buckram.desk.routing import add

    def answered(text: str) -> str | None:
        if not text.strip():
            routing(screen, copy_id, back)
            return None
        sentence = add(screen.desk, copy_id, text)
        screen.refresh_all()
        _add(screen, copy_id, back)
        return f"{sentence} The next one, or Enter: that is all."

    screen.ask(ASKED, answered, hint=partial(hint, screen))


def hint(screen: AskingScreen, text: str) -> str:
    """Which readers a name may become while it is typed."""
    from buckram.desk.routing import begins, names

    typed = text.split(";")[0].strip()
    found = begins(names(screen.desk.library), typed)
    if ";" in text or not found:
        return (
            "contents: only the contents page. 3 days: so long. Else it is a note." if ";" in text else ASKED
        )
    if len(found) == 1:
        return f"Enter: {found[0]}. ! behind it: a new reader."
    return f"{len(found)} readers: {', '.join(found[:6])}{' ...' if len(found) > 6 else ''}"


def _take_list(screen: AskingScreen, copy_id: int, back: Back) -> None:
    from buckram.desk.routing import lists_like, take_over

    def take(one: ListOf) -> str:
        sentence = take_over(screen.desk, copy_id, one.copy_id)
        screen.refresh_all()
        routing(screen, copy_id, back)
        return sentence

    def answered(text: str) -> str | None:
        found = lists_like(screen.desk.library, text, copy_id)
        if len(found) == 1:
            return take(found[0])
        options = [
            Option(
                LETTERS[n] if n < len(LETTERS) else "",
                one.title,
                f"{_copy_words(one)}{one.readers} readers, {one.first} first",
                partial(take, one),
            )
            for n, one in enumerate(found)
        ]
        screen.choose("Whose list?", options)
        return None

    screen.ask("Title whose list it takes", answered)


def _copy_words(one: ListOf) -> str:
    return f"copy {one.copy_number}, " + (f"{one.location}, " if one.location else "")


def _reader(screen: AskingScreen, copy_id: int, listed_id: int, back: Back) -> None:
    from buckram.desk import routing as lists
    from buckram.desk.deciding import decided

    desk = screen.desk
    again = partial(routing, screen, copy_id, back)
    there = {one.id: one for one in lists.of_copy(desk.library, copy_id)}
    if listed_id not in there:
        again()
        return
    one = there[listed_id]

    def does(act: Callable[[], str], show: Back) -> Callable[[], str]:
        def done() -> str:
            sentence = act()
            screen.refresh_all()
            show()
            return sentence

        return done

    def asks(question: str, act: Callable[[str], str], draft: str) -> Callable[[], None]:
        return lambda: screen.ask(question, lambda text: does(lambda: act(text), again)(), draft)

    # Moving goes on: up, up, up.
    stay = partial(_reader, screen, copy_id, listed_id, back)
    options = [
        Option("u", "up", "One place earlier.", does(lambda: lists.move(desk, one, -1), stay)),
        Option("d", "down", "One place later.", does(lambda: lists.move(desk, one, 1), stay)),
        Option("n", "number", "To a place of the list by its number.", asks(
            f"Place of {one.name} (1 to {len(there)})", lambda text: lists.put_at(desk, one, text), "")),
        Option("c", "change", "Name, contents page, days, note.", asks(
            ASKED, lambda text: lists.change(desk, one, text), lists.typed(one))),
        Option("x", "remove", "Off the list.", does(lambda: lists.remove(desk, one), again)),
        Option("q", "back", "To the list.", lambda: _as_news(again)),
    ]  # fmt: skip
    place = next(n for n, other in enumerate(there.values(), 1) if other.id == one.id)
    screen.choose(f"{place} {one.name}: {lists.told(one, decided(desk.library, 'route_days'))}", options)


def where(screen: TitleInHand) -> str | None:
    """Where the pieces of the lit issue are that are out, and what can be done with them."""
    from buckram.desk.rounds import of_issue, send

    box = screen.lit_box()
    if box is None:
        return "Nothing is lit."
    desk, issue = screen.desk, box.issue
    there = of_issue(desk.library, issue.id, desk.today())
    if not there:
        screen.choose(
            f"{issue.label} is not out",
            [
                Option("g", "send it", "It goes round its readers from today.", lambda: _done(
                    screen, send(desk, issue.id))),
                Option("q", "back", "To the card.", screen.leave_menu),
            ],
        )  # fmt: skip
        return None
    if len(there) == 1:
        one_out(screen, there[0])
        return None
    options = [
        Option(LETTERS[n], f"copy {one.round.copy_number}", one.where, partial(one_out, screen, one))
        for n, one in enumerate(there[: len(LETTERS)])
    ]
    screen.choose(f"{issue.label}: which copy?", options)
    return None


def one_out(screen: AskingScreen, one: Out) -> None:
    """A piece that is out: where it is, and what can be done."""
    from buckram.desk.rounds import back, forget, recall

    desk = screen.desk
    options = [
        Option("r", "returned", "It is back.", lambda: _done(screen, back(desk, [one.round]))),
        Option("b", "call back", "A note to every reader.", lambda: _printed(
            screen, recall(desk, [one.round]))),
        Option("h", "who has it", "Say with whom it is now.", partial(who_has_it, screen, one)),
        Option("e", "erase", "Who has it, from the file, now.", lambda: _done(
            screen, forget(desk, [one.round]))),
        Option("q", "back", "It stays out.", screen.leave_menu),
    ]  # fmt: skip
    screen.choose(f"{one.round.name} is out", options)
    screen.news(one.where)


def who_has_it(screen: AskingScreen, one: Out) -> str | None:
    """Say which reader has a piece now; the days count from there."""
    from buckram.desk.rounds import has_it, way

    if not one.legs:
        return "Who is on this round is not kept."
    screen.choose(
        f"Who has {one.round.name}?",
        [
            Option(
                LETTERS[n] if n < len(LETTERS) else "",
                f"{n + 1} {name}",
                told,
                lambda n=n: _done(screen, has_it(screen.desk, one.round, n + 1)),  # type: ignore[misc]
            )
            for n, (name, told) in enumerate(way(one))
        ],
    )
    return None


def _done(screen: AskingScreen, sentence: str) -> str:
    screen.refresh_all()
    return sentence


def _printed(screen: AskingScreen, sentence: str) -> str:
    screen.desk_app.print_waiting()
    return _done(screen, sentence)
