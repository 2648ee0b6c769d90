"""What is said of one volume only: menus and questions of the desk of tickets."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.rules.bindery.fields import Field
    from buckram.storage.bindery.tickets import Ticket
    from buckram_tui.screens.bindery.tickets import Tickets

_LINES = {"v": "vol", "n": "nos", "m": "months", "y": "year", "x": "index", "c": "copy", "o": "note"}
_FIELDS = {
    "t": "title_lines",
    "k": "class",
    "f": "colour",
    "d": "direction",
    "w": "width",
    "h": "method",
    "r": "trim",
}
"""What is changed most often, by its letter; E offers everything else."""


def change(screen: Tickets) -> None:
    """C: which line or field."""
    from buckram.desk.bindery.lettering import LINE, own_of
    from buckram.desk.bindery.ticket_changes import LINES
    from buckram.rules.bindery.fields import FIELD

    ticket = screen.lit_ticket()
    own = own_of(ticket.fields)
    options = [
        Option(
            letter,
            LINES[name],
            _now(ticket.fields.get(LINE + name, ""), own=LINE + name in own),
            lambda name=name: _ask_line(screen, ticket, name),  # type: ignore[misc]
            "Lines of the spine",
        )
        for letter, name in _LINES.items()
    ]
    options += [
        Option(
            letter,
            FIELD[name].word,
            _now(_told(screen, ticket, FIELD[name]), own=name in own),
            lambda name=name: _change_field(screen, ticket, FIELD[name]),  # type: ignore[misc]
            "Of this volume only",
        )
        for letter, name in _FIELDS.items()
    ]
    options.append(
        Option("e", "everything else", "Cloth, foil, collation ...", lambda: _others(screen, ticket))
    )
    screen.choose("What is otherwise for this volume?", options)


def _now(text: str, *, own: bool) -> str:
    return f"{text or '-'}{'  * this volume only' if own else ''}"


def _others(screen: Tickets, ticket: Ticket) -> None:
    from buckram.desk.bindery.lettering import own_of
    from buckram.desk.bindery.ticket_changes import may_be_otherwise

    own = own_of(ticket.fields)
    rest = [field for field in may_be_otherwise() if field.name not in _FIELDS.values()]
    screen.choose(
        "What is otherwise for this volume?",
        [
            Option(
                letter,
                field.word,
                _now(_told(screen, ticket, field), own=field.name in own),
                lambda field=field: _change_field(screen, ticket, field),  # type: ignore[misc]
            )
            for letter, field in zip(ascii_lowercase, rest, strict=False)
        ],
    )


def _told(screen: Tickets, ticket: Ticket, field: Field) -> str:
    from buckram.desk.deciding import decided
    from buckram.rules.bindery.fields import told_value

    return told_value(field, ticket.fields.get(field.name, ""), inches=decided(screen.desk.library, "inches"))


def _ask_line(screen: Tickets, ticket: Ticket, name: str) -> None:
    from buckram.desk.bindery.lettering import LINE
    from buckram.desk.bindery.ticket_changes import LINES, set_line

    def answered(text: str) -> str:
        set_line(screen.desk, ticket, name, text)
        return screen.done(f"{LINES[name].capitalize()} of this volume said.")

    now = ticket.fields.get(LINE + name, "")
    screen.ask(
        f"{LINES[name].capitalize()} on this spine (nothing: no line; =: as its issues say)", answered, now
    )


def _change_field(screen: Tickets, ticket: Ticket, field: Field) -> None:
    from buckram.rules.bindery.fields import Kind

    values = field.values
    if field.kind is Kind.YES:
        values = ("yes", "no")
    if field.kind in (Kind.CHOICE, Kind.YES):
        meanings = dict(field.choices)
        options = [
            Option(letter, value, meanings.get(value, ""), _setter(screen, ticket, field, value))
            for letter, value in zip(ascii_lowercase, values, strict=False)
        ]
        options.append(
            Option("z", "as its pattern says", "Nothing of its own.", _setter(screen, ticket, field, "="))
        )
        screen.choose(f"{field.question} (this volume only)", options)
        return

    def answered(text: str) -> str:
        return _set(screen, ticket, field, text)

    screen.ask(
        f"{field.question} (this volume only; =: as its pattern)", answered, ticket.fields.get(field.name, "")
    )


def _setter(screen: Tickets, ticket: Ticket, field: Field, value: str):  # type: ignore[no-untyped-def]
    return lambda: _set(screen, ticket, field, value)


def _set(screen: Tickets, ticket: Ticket, field: Field, text: str) -> str:
    from buckram.desk.bindery.ticket_changes import set_field

    set_field(screen.desk, ticket, field.name, text)
    return screen.done(f"{field.word.capitalize()} of this volume said.")


def flags(screen: Tickets) -> None:
    """I: the standard instructions, each on or off."""
    from buckram.desk.bindery.ticket_changes import flags_of, set_flag
    from buckram.rules.bindery.fields import FIELD

    ticket = screen.lit_ticket()
    on = flags_of(ticket)

    def turn(flag: str) -> str:
        set_flag(screen.desk, ticket, flag)
        return screen.done(f"{flag.capitalize()}: {'no' if flag in on else 'yes'}.")

    screen.choose(
        "Which instruction for this volume?",
        [
            Option(
                letter,
                f"{'x' if flag in on else ' '} {flag}",
                meaning,
                lambda flag=flag: turn(flag),  # type: ignore[misc]
            )
            for letter, (flag, meaning) in zip(ascii_lowercase, FIELD["instructions"].choices, strict=False)
        ],
    )


def words(screen: Tickets) -> None:
    """N: instructions in words."""
    from buckram.desk.bindery.ticket_changes import instruct

    ticket = screen.lit_ticket()

    def answered(text: str) -> str:
        instruct(screen.desk, ticket, text)
        return screen.done("Instructions said." if text.strip() else "Instructions taken back.")

    screen.ask("What shall the binder be told of this volume?", answered, ticket.instructions)


def urgent(screen: Tickets) -> str:
    """U."""
    from buckram.desk.bindery.ticket_changes import set_rush

    unit = screen.lit_line().unit
    return screen.done(set_rush(screen.desk, unit, rush=not unit.rush))
