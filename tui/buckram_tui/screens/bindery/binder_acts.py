"""What the keys of the binders do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.bindery.changing import change_field, lettered, stopped
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.binders import Binder, Price
    from buckram.storage.bindery.bindings import BoundLine, Unbound
    from buckram_tui.bindery.binder_rows import SheetLine
    from buckram_tui.screens.bindery.binders import Binders

PRICE = "Class or extra, and price (standard to 1.5 in; 9.50)"
COLOUR = "Number and name of the colour, several apart by commas (588 maroon, 590 royal blue)"


def lit_words(screen: Binders) -> str:
    """The lit line whole."""
    if line := screen.lit_line():
        why = ""
        if line.kind == "field":
            from buckram.rules.bindery.fields import FIELD

            why = f" {FIELD[line.key].question} For titles that begin here."
        return f"{line.word}: {stopped(line.value)}{why}"
    if bound := screen.lit_bound():
        copy = f", copy {bound.copy_number}" if bound.copy_number is not None else ""
        spine = bound.fields.get("title_lines", "").replace("/", " / ")
        return f"{bound.title}{copy}: version {bound.number}. {spine}".rstrip()
    if unbound := screen.lit_unbound():
        return stopped(f"{unbound.title}, {unbound.publisher}".rstrip(", "))
    if screen.mode != "binders" or screen.rows().lit is None:
        return ""
    one = screen.lit_binder()
    parts = (one.name, one.contact, one.phone, one.email, one.note)
    return stopped(", ".join(part for part in parts if part))


def change(screen: Binders) -> None:
    """The lit line of the sheet: asked for, chosen, or turned."""
    line, binder = screen.lit_line(), screen.lit_binder()
    if line is None:
        return
    if line.kind == "column":
        _column(screen, binder, line.key)
    elif line.kind == "field":
        _default(screen, binder, line.key)
    elif line.row is None:
        _add_row(screen, line.kind)
    else:
        _row(screen, binder, line)


def _column(screen: Binders, binder: Binder, column: str) -> None:
    from buckram.desk.bindery.binders import LINE, SYMBOLS, as_typed, set_line

    draft = as_typed(screen.desk.library, binder, LINE[column])

    def keep(text: str) -> str:
        # A length is shown rounded: what was not touched must not change by it.
        if text.strip() == draft and column not in {"proofed", "symbols"}:
            return "Nothing has changed."
        return screen.done(set_line(screen.desk, binder, column, text))

    if column == "proofed":
        screen.news(keep("no" if binder.proofed else "yes"))
    elif column == "symbols":
        letters = lettered(reversed(SYMBOLS))[::-1]
        options = [
            Option(letter, name, words, partial(keep, name))
            for letter, (name, words) in zip(letters, SYMBOLS.items(), strict=True)
        ]
        screen.choose("Barcodes on tickets and lists", options)
    else:
        screen.ask(f"{LINE[column].question}: {binder.name[:24]}", keep, draft)


def _default(screen: Binders, binder: Binder, name: str) -> None:
    from buckram.desk.bindery.binders import set_default
    from buckram.desk.deciding import decided
    from buckram.rules.bindery.fields import FIELD, Kind, told_value
    from buckram.storage.bindery.binders import cloths, get

    field, library = FIELD[name], screen.desk.library
    value = draft = binder.defaults.get(name, field.usual)
    if field.kind is Kind.LENGTH and value:
        draft = told_value(field, value, inches=decided(library, "inches"))

    def keep(text: str) -> str:
        # Several flags are put in one after the other.
        return screen.done(set_default(screen.desk, get(library, binder.id), name, text))

    about = f"new titles of {binder.name}"
    said = change_field(screen, field, value, draft, keep, about=about, cloths=cloths(library, binder.id))
    if said:
        screen.news(said)


def _row(screen: Binders, binder: Binder, line: SheetLine) -> None:
    from buckram.desk.bindery import charts
    from buckram.storage.bindery.binders import Cloth

    row = line.row
    assert row is not None
    if isinstance(row, Cloth):
        screen.ask(
            f"Number and name of the colour: {binder.name[:24]}",
            lambda text: screen.done(charts.change_cloth(screen.desk, binder, row, text)),
            f"{row.number} {row.name}",
        )
        return
    price: Price = row
    screen.ask(
        f"{PRICE}: {binder.name[:20]}",
        lambda text: screen.done(charts.change_price(screen.desk, binder, price, text)),
        charts.price_words(screen.desk.library, binder, price),
    )


def _add_row(screen: Binders, kind: str) -> None:
    from buckram.desk.bindery import charts

    binder = screen.lit_binder()
    act, question = (charts.add_prices, PRICE) if kind == "price" else (charts.add_cloths, COLOUR)

    def keep(text: str) -> str:
        said = screen.done(act(screen.desk, binder, text))
        # A chart has many: the light stays on the line that adds one.
        screen.light_adding(kind)
        return said

    screen.ask(question, keep, lines=True)


def add(screen: Binders) -> str | None:
    """A binder; in its sheet a price or a colour."""
    from buckram.desk.bindery.binders import add_binder
    from buckram.storage.bindery.binders import get

    if screen.mode == "sheet":
        line = screen.lit_line()
        if line is not None and line.kind in {"price", "cloth"}:
            _add_row(screen, line.kind)
            return None
        screen.choose(
            "Add what?",
            [
                Option(
                    "p", "price", "Of a class of binding, or an extra.", partial(_add_row, screen, "price")
                ),
                Option("c", "colour", "Of its chart, by number.", partial(_add_row, screen, "cloth")),
            ],
        )
        return None

    def named(text: str) -> str:
        binder_id, said = add_binder(screen.desk, text)
        screen.refresh_all()
        screen.open_sheet(get(screen.desk.library, binder_id))
        return said

    screen.ask("Name of the new binder", named)
    return None


def take_out(screen: Binders) -> str:
    """The lit price or colour, or a binder that was never used. Gives the sentence. Raises Refused."""
    from buckram.desk.bindery import binders, charts

    line, binder = screen.lit_line(), screen.lit_binder()
    if screen.mode == "binders":
        return screen.done(binders.remove(screen.desk, binder))
    if line is None or line.row is None:
        raise Refused("Neither a price nor a colour is lit.", "Enter changes the lit line.")
    return screen.done(charts.take_out(screen.desk, binder, line.row))


def usual(screen: Binders) -> str:
    """What a new title gets, as is usual everywhere. Gives the sentence. Raises Refused."""
    from buckram.desk.bindery.binders import set_default

    line = screen.lit_line()
    if line is None or line.kind != "field":
        raise Refused("Y is for the lines under New titles.")
    return screen.done(set_default(screen.desk, screen.lit_binder(), line.key, None))


def close(screen: Binders) -> str:
    """The lit binder works for us no more, or again. Gives the sentence."""
    from buckram.desk.bindery import binders

    return screen.done(binders.close(screen.desk, screen.lit_binder()))


def give(screen: Binders) -> str | None:
    """A first pattern for every marked title: with the one binder, or the one that is chosen."""
    from buckram.desk.bindery.patterns import begin_many
    from buckram.storage.bindery import binders

    if screen.mode != "without":
        raise Refused("G is for titles that have no pattern yet.", "Q shows them.")
    marked = screen.marked()
    there = [one for one in binders.known(screen.desk.library) if one.active]
    if not there:
        raise Refused("No binder is on record.", "Esc, then A adds one.")

    def made(binder_id: int) -> str:
        said = begin_many(screen.desk, marked, binder_id)
        screen.unmark()
        return screen.done(said)

    if len(there) == 1:
        return made(there[0].id)
    letters = lettered(one.name for one in there)
    screen.choose(
        f"Who binds {'it' if len(marked) == 1 else f'these {len(marked)} titles'}?",
        [
            Option(letter, one.name, f"{one.titles} bound there", partial(made, one.id))
            for letter, one in zip(letters, there, strict=True)
        ],
    )
    return None


def change_all(screen: Binders) -> str | None:
    """One line of every marked title: which, then what."""
    from buckram.rules.bindery.fields import Group

    if screen.mode != "titles":
        raise Refused("C is for the titles of a binder.", "I shows them.")
    if not screen.marked():
        raise Refused("No title is lit.")
    groups = [group for group in Group if group is not Group.IDENTITY]
    names = [str(group).partition(":")[0] for group in groups]
    letter, *letters = lettered(["binder", *names])
    screen.choose(
        f"Change what of {_how_many(screen)}?",
        [
            Option(letter, "binder", "Another one binds them.", partial(_other_binder, screen)),
            *[
                Option(letter, name, "", partial(_which_field, screen, group))
                for letter, name, group in zip(letters, names, groups, strict=True)
            ],
        ],
    )
    return None


def _other_binder(screen: Binders) -> str | None:
    """Who binds what is marked: those that work for us, without the one whose titles these are."""
    from buckram.desk.bindery.patterns import set_binder_of
    from buckram.storage.bindery import binders

    marked, now = screen.marked(), screen.lit_binder()
    there = [one for one in binders.known(screen.desk.library) if one.active and one.id != now.id]
    if not there:
        raise Refused("No other binder works for us.", "Esc, then A adds one.")

    def made(binder_id: int) -> str:
        said = set_binder_of(screen.desk, marked, binder_id)
        screen.unmark()
        return screen.done(said)

    letters = lettered(one.name for one in there)
    screen.choose(
        f"Who binds {_how_many(screen)} from now on?",
        [
            Option(letter, one.name, f"{one.titles} bound there", partial(made, one.id))
            for letter, one in zip(letters, there, strict=True)
        ],
    )
    return None


def _how_many(screen: Binders) -> str:
    count = len(screen.marked())
    return "the lit title" if count == 1 else f"{count} titles"


def _which_field(screen: Binders, group: object) -> None:
    from buckram.desk.bindery.patterns import OF_THE_TITLE
    from buckram.rules.bindery.fields import FIELDS

    there = [one for one in FIELDS if one.group is group and one.name not in OF_THE_TITLE]
    letters = lettered(one.word for one in there)
    screen.choose(
        f"Change what of {_how_many(screen)}?",
        [
            Option(letter, one.word, one.question, partial(_set_all, screen, one.name))
            for letter, one in zip(letters, there, strict=True)
        ],
    )


def _set_all(screen: Binders, name: str) -> None:
    from buckram.desk.bindery.patterns import set_many
    from buckram.rules.bindery.fields import FIELD, Kind
    from buckram.storage.bindery.binders import cloths

    field = FIELD[name]
    marked = screen.marked()

    def keep(text: str) -> str:
        return screen.done(set_many(screen.desk, marked, name, text))

    if field.kind is Kind.YES:
        choices = [Option(word[0], word, "", partial(keep, word)) for word in ("yes", "no")]
        screen.choose(field.question, choices)
        return
    chart = cloths(screen.desk.library, screen.lit_binder().id)
    change_field(screen, field, "", "", keep, about=_how_many(screen), cloths=chart)


def table(
    screen: Binders,
    binders: Sequence[Binder],
    lines: Sequence[SheetLine],
    bound: Sequence[BoundLine],
    unbound: Sequence[Unbound],
) -> Table:
    """The list in front, as it leaves the house."""
    from buckram.desk.bindery.binders import as_table
    from buckram.exchange.lists import Table
    from buckram_tui.bindery.binder_rows import title_rows

    if screen.mode == "binders":
        return as_table(binders)
    if screen.mode == "sheet":
        rows = [(one.part, one.word, one.value) for one in lines if one.row is not None or one.key]
        return Table(screen.lit_binder().name, ("Part", "Line", "What holds"), rows)
    if screen.mode == "titles":
        told = [tuple(text for text, _ in row.cells) for row in title_rows(bound)]
        heading = f"Titles bound by {screen.lit_binder().name}"
        return Table(heading, ("Title", "Call number", "Bound by", "On the spine"), told)
    return Table(
        "Titles without a binding pattern",
        ("Title", "Call number", "Publisher"),
        [(one.title, one.call_number, one.publisher) for one in unbound],
    )


ACTS: dict[str, Callable[[Binders], str | None]] = {
    "add": add,
    "take_out": take_out,
    "usual": usual,
    "give": give,
    "change_all": change_all,
    "close": close,
}
"""By the name that the table of keys has."""
