"""Where a title is read online: its addresses, what is said of each, and the tickets on them, as menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.acts.title_data import lettered
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.access import Access
    from buckram.storage.problems import Problem
    from buckram_tui.screens.asking import AskingScreen
    from buckram_tui.screens.in_hand import TitleInHand

Again = Callable[[], object]
"""Shows the menu again that an answer came from."""

WHERE, WHAT, TICKETS = "Where", "What of it, and for whom", "Problems"


def web_access(screen: TitleInHand) -> str | None:
    """The addresses of the title in hand."""
    if screen.card is None:
        return "No title is in hand. Scan a piece, or type words of its title."
    of_title(screen, screen.card.title.id)
    return None


def online(screen: AskingScreen, title_id: int) -> str:
    """How many addresses a title has, for a menu."""
    from buckram.storage.access import of_title as there

    count = len(there(screen.desk.library, title_id))
    return f"{count} address{'' if count == 1 else 'es'}" if count else "none"


def of_title(screen: AskingScreen, title_id: int) -> None:
    """Every address of a title, those that ended last; and one more."""
    from buckram.desk.access import name_of
    from buckram.storage import access, titles

    library = screen.desk.library
    there = access.of_title(library, title_id, ended=True)
    again = partial(of_title, screen, title_id)
    options = [
        Option(letter, name_of(one), _said(screen, one), partial(of_one, screen, one.id, again))
        for letter, one in lettered(there)
    ]
    options.append(Option("a", "add", "One more address.", partial(add, screen, title_id)))
    screen.choose(f"{titles.get(library, title_id).name} online", options)


def _said(screen: AskingScreen, one: Access) -> str:
    from buckram.desk.access import is_open
    from buckram.rules.coverage import coverage_words

    state = "ended" if one.ended_on else "" if is_open(one, screen.desk.today()) else "licence over"
    return ", ".join(part for part in (state, coverage_words(one.coverage), one.url) if part)


def add(screen: AskingScreen, title_id: int) -> None:
    """Ask for a new address; then what is to be said of it."""
    from buckram.desk import access

    def typed(text: str) -> str:
        access_id, said = access.add(screen.desk, title_id, text)
        screen.refresh_all()
        of_one(screen, access_id, partial(of_title, screen, title_id))
        return said

    screen.ask("Address (https://...)", typed)


def of_one(screen: AskingScreen, access_id: int, back: Again | None = None) -> None:
    """All that is said of one address."""
    from buckram.desk import access as acts
    from buckram.rules.coverage import embargo_words
    from buckram.storage import problems
    from buckram.storage.access import get

    desk = screen.desk
    one = get(desk.library, access_id)
    covers = one.coverage
    again = partial(of_one, screen, access_id, back)

    def done(said: str) -> str:
        screen.refresh_all()
        again()
        return said

    def asks(question: str, act: Callable[[str], str], draft: str) -> Callable[[], None]:
        return lambda: screen.ask(question, lambda text: done(act(text)), draft)

    def text(letter: str, column: str, question: str, group: str) -> Option:
        now: str = getattr(one, column)
        act = partial(acts.set_text, desk, access_id, column)
        return Option(letter, column, now or "none", asks(question, act, now), group)

    def turns(letter: str, column: str) -> Option:
        words = acts.YES_OR_NO[column]
        now = bool(getattr(one, column))
        does = partial(acts.turn, desk, access_id, column)
        return Option(letter, column, f"It {words[0 if now else 1]}.", lambda: done(does()), WHAT)

    def joined(*parts: str) -> str:
        return " ".join(part for part in parts if part)

    start = joined(covers.from_volume and f"v.{covers.from_volume}",
                   covers.from_issue and f"no.{covers.from_issue}", covers.from_date)  # fmt: skip
    stop = joined(covers.to_volume and f"v.{covers.to_volume}",
                  covers.to_issue and f"no.{covers.to_issue}", covers.to_date)  # fmt: skip
    licence = (
        f"{one.licence_from or ''} to {one.licence_until or ''}".strip()
        if one.licence_from or one.licence_until
        else ""
    )
    options = [
        Option("u", "address", one.url, asks(
            "Address (https://...)", partial(acts.set_url, desk, access_id), one.url), WHERE),
        text("l", "platform", "Platform (what readers call it; nothing: none)", WHERE),
        text("r", "provider", "Provider (who sells or gives it; nothing: none)", WHERE),
        turns("x", "proxied"),
        Option("b", "begins", start or "not told", asks(
            "Coverage begins (1999, 1999-05, v.5 no.2 1999; nothing: not told)",
            partial(acts.set_beginning, desk, access_id), start), WHAT),
        Option("e", "ends", stop or "to the present", asks(
            "Coverage ends (nothing: to the present)", partial(acts.set_end, desk, access_id), stop), WHAT),
        Option("m", "embargo", embargo_words(covers.embargo) or "none", asks(
            "Embargo (6 months, 1 year: the last are not there; R1Y: only this year; nothing: none)",
            partial(acts.set_embargo, desk, access_id), covers.embargo), WHAT),
        Option("c", "licence", licence or "not told", asks(
            "Licence (2026, or 2026-01-01 to 2026-12-31; nothing: not told)",
            partial(acts.set_licence, desk, access_id), licence), WHAT),
        text("t", "terms", "Terms in brief (users, loans, archive; staff read them)", WHAT),
        text("o", "note", "Note (readers read it)", WHAT),
        turns("v", "perpetual"),
        turns("f", "free"),
        Option("n", "problem", "Report that it does not work.", partial(report, screen, access_id), TICKETS),
    ]  # fmt: skip
    options += [
        Option("", ticket.state, ticket.text, partial(of_problem, screen, ticket.id), TICKETS)
        for ticket in problems.of_access(desk.library, access_id)
    ]
    if one.ended_on:
        ends = Option("g", "open again", "It is ours again.", lambda: done(acts.open_again(desk, access_id)))
    else:
        ends = Option("g", "end", "It is not ours any more; kept.", lambda: done(acts.end(desk, access_id)))

    def gone() -> str:
        said = acts.remove(desk, access_id)
        screen.refresh_all()
        return said

    options += [ends, Option("d", "take away", "It was a slip.", gone)]
    if back is not None:
        options.append(Option("q", "back", "To the addresses of the title.", lambda: _void(back)))
    check = acts.check_words(one)
    said = f" ({acts.said_of(one)}{f'; {check}' if check else ''})"
    screen.choose(f"{acts.name_of(one)}{said}", options)


def _void(does: Again) -> None:
    does()


def report(screen: AskingScreen, access_id: int) -> None:
    """Ask what does not work."""
    from buckram.desk.access_problems import report as report_it

    def typed(text: str) -> str:
        said = report_it(screen.desk, access_id, text)
        screen.refresh_all()
        return said

    screen.ask("What does not work (behind “; by”: who said so)", typed)


def of_problem(screen: AskingScreen, problem_id: int) -> None:
    """What can be done about a ticket."""
    from buckram.desk import access_problems as tickets
    from buckram.storage import problems

    desk = screen.desk
    ticket = problems.get(desk.library, problem_id)

    def done(said: str) -> str:
        screen.refresh_all()
        return said

    def told(text: str) -> str:
        return done(tickets.told_by_hand(desk, problem_id, text))

    def answer(text: str) -> str:
        return done(tickets.answered(desk, problem_id, text))

    options = [
        Option(
            letter,
            f"to {to.name}",
            to.email or "No address: on paper.",
            lambda to=to: done(tickets.send(desk, problem_id, to)),  # type: ignore[misc]
            "Send the letter",
        )
        for letter, to in zip("cdefgh", tickets.recipients(desk.library, ticket), strict=False)
    ]
    options += [
        Option("b", "by hand", "Somebody was told by telephone or on a form.",
               lambda: screen.ask("Who was told", told)),
        Option("p", "print", "The letter, to the printer of lists.", partial(_print, screen, ticket)),
        Option("a", "answer", ticket.answer or "What they answered.",
               lambda: screen.ask("Their answer", answer, ticket.answer)),
    ]  # fmt: skip
    if ticket.solved_on:
        again = partial(tickets.open_again, desk, problem_id)
        options.append(Option("r", "open again", "It does not work after all.", lambda: done(again())))
    else:
        options.append(Option("r", "works again", "Solved.", lambda: done(tickets.solved(desk, problem_id))))
    screen.choose(f"{ticket.title}: {ticket.text}", options)


def _print(screen: AskingScreen, ticket: Problem) -> str:
    from buckram.desk.access_problems import print_letter

    said = print_letter(screen.desk, ticket)
    screen.desk_app.print_waiting()
    return said
