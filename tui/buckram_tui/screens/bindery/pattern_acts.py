"""What the keys of the binding pattern do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.bindery.changing import change_field, lettered, stopped
from buckram_tui.bindery.pattern_rows import BINDER, BOUND_TO, told_line
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.bindery.bindings import Binding
    from buckram_tui.screens.bindery.pattern import Pattern

VOLUMES = 16
"""Volumes that the menu of the last bound one shows; others are typed."""


def lit_words(screen: Pattern) -> str:
    """The lit line whole: a field with what is usual, a title with why, a field then and now."""
    from buckram.desk.bindery.pattern_sheet import Like
    from buckram.rules.bindery.fields import FIELD

    other = screen.lit_other()
    if isinstance(other, Like):
        bound = other.bound
        parts = (bound.title, bound.publisher, bound.binder, bound.kind_class or "standard", other.why)
        return ", ".join(part for part in parts if part) + "."
    if other is not None:
        return f"{other.field.word}: then {other.before}; now {other.after}."
    name = screen.lit_name()
    if not name:
        return ""
    shown = screen.sheet
    _, word, _, value = told_line(shown, name)
    if name == BOUND_TO:
        return f"{word}: {value}. What was bound by then is not due. Enter says up to where."
    if name == BINDER or name not in FIELD:
        account = f", account {shown.binder.account}" if shown.binder and shown.binder.account else ""
        return f"{word}: {value}{account}."
    field = FIELD[name]
    why = next((explains for choice, explains in field.choices if choice == shown.fields.value(name)), "")
    why = why or (field.question if field.question.endswith("?") else f"{field.question}.")
    usual = ""
    if shown.fields.differs(name):
        from buckram.rules.bindery.fields import told_value

        usual = f" Usual: {stopped(told_value(field, shown.fields.usual(name), inches=shown.inches))}"
    if name == "history" and shown.came_back and shown.binder and shown.fields.value(name) != "by you":
        usual = f" A lot came back with it from {shown.binder.name}."
    if name == "title_lines" and shown.last:
        usual = f" Last volume ({shown.last.label}): {' / '.join(shown.last.lines)}."
    return f"{word}: {stopped(value)} {why}{usual}".rstrip()


def begin(screen: Pattern, like: int | None = None) -> None:
    """A first pattern: with the one binder, or the one that is chosen, or none where none is on record."""
    from buckram.desk.bindery.patterns import begin as begun
    from buckram.storage.bindery import binders

    assert screen.of is not None
    title_id, copy_id = screen.of

    def made(binder_id: int | None) -> str:
        said = begun(screen.desk, title_id, binder_id, copy_id=copy_id, like=like).sentence
        return screen.done(said)

    there = [one for one in binders.known(screen.desk.library) if one.active]
    if like is None and len(there) > 1:
        letters = lettered(one.name for one in there)
        screen.choose(
            "Who binds it?",
            [
                Option(letter, one.name, f"{one.titles} bound there", partial(made, one.id))
                for letter, one in zip(letters, there, strict=True)
            ],
        )
        return
    screen.news(made(there[0].id if there else None))


def change(screen: Pattern, name: str) -> None:
    """The lit line."""
    from buckram.desk.bindery.patterns import set_field
    from buckram.rules.bindery.fields import FIELD, Kind, told_value

    if name == BINDER:
        _binder(screen)
    elif name == BOUND_TO:
        _bound_to(screen)
    elif name:
        field, shown, seen = FIELD[name], screen.sheet, screen.binding
        value = shown.fields.value(name)
        draft = value
        if field.kind is Kind.LENGTH and value:
            draft = told_value(field, value, inches=shown.inches)

        def keep(text: str) -> str:
            # After the first of several changes another version may hold.
            return screen.done(set_field(screen.desk, screen.binding, name, text).sentence)

        assert seen is not None
        said = change_field(screen, field, value, draft, keep, about=shown.title.name, cloths=shown.cloths)
        if said:
            screen.news(said)


def _binder(screen: Pattern) -> None:
    from buckram.desk.bindery.patterns import set_binder
    from buckram.storage.bindery import binders

    seen = screen.binding

    def chosen(binder_id: int | None) -> str:
        return screen.done(set_binder(screen.desk, seen, binder_id).sentence)

    there = [one for one in binders.known(screen.desk.library) if one.active or one.id == seen.binder_id]
    if not there:
        screen.news("No binder is on record: F9 N, A adds one.", Level.LOOK)
        return
    letters = lettered((one.name for one in there), taken="0")
    options = [
        Option(letter, one.name, "(now)" if one.id == seen.binder_id else "", partial(chosen, one.id))
        for letter, one in zip(letters, there, strict=True)
    ]
    if seen.binder_id is not None:
        options.append(Option("0", "nobody", "Not decided.", partial(chosen, None)))
    screen.choose("Who binds it?", options)


def _bound_to(screen: Pattern) -> None:
    """The newest volumes of the card, nothing, or what is typed."""
    from buckram.desk.bindery.guessing import past_volumes, set_bound_to, typed_bound_to

    seen, library = screen.binding, screen.desk.library

    def chosen(position: int | None) -> str:
        return screen.done(set_bound_to(screen.desk, seen, position))

    def typed() -> None:
        screen.ask(
            f"Last bound volume, as the card has it (v.35, 2024, v.35:no.6): {screen.sheet.title.name[:30]}",
            lambda text: chosen(typed_bound_to(library, seen.title_id, text)),
        )

    there = past_volumes(library, seen.title_id, screen.desk.today())
    newest = there[: -VOLUMES - 1 : -1]
    letters = [one for one in "abcdefghijklmopqrsuvwxyz" if one not in "nt"]
    options = [
        Option(
            letter,
            one.volume or one.last_label,
            " ".join(part for part in (one.last_label, "(now)" if one.last == seen.bound_to else "") if part),
            partial(chosen, one.last),
        )
        for letter, one in zip(letters, newest, strict=False)
    ]
    options += [
        Option("n", "nothing", "No volume was bound yet.", partial(chosen, None)),
        Option("t", "type it", f"Of {len(there)} on the card, or up to an issue.", typed),
    ]
    screen.choose("Last bound volume: what comes after it may be due", options)


def take_like(screen: Pattern) -> None:
    """Begin, or change, by the lit title."""
    from buckram.desk.bindery.pattern_sheet import Like
    from buckram.desk.bindery.patterns import copy_from

    like = screen.lit_other()
    if not isinstance(like, Like):
        return
    if screen.sheet.binding is None:
        screen.in_front("fields")
        begin(screen, like.bound.binding_id)
        return
    said = copy_from(screen.desk, screen.binding, like.bound.binding_id).sentence
    screen.in_front("fields")
    screen.news(screen.done(said))


def take_version(screen: Pattern, version: Binding) -> None:
    """All fields as that version had them."""
    from buckram.desk.bindery.patterns import take_version as taken

    said = taken(screen.desk, screen.binding, version).sentence
    screen.in_front("fields")
    screen.news(screen.done(said))


def as_usual(screen: Pattern) -> str:
    """The lit line as the binder's titles commonly have it."""
    from buckram.desk.bindery import patterns

    name = screen.lit_name()
    if name in (BINDER, BOUND_TO, ""):
        return "This is for each title to say: Enter changes it."
    return screen.done(patterns.as_usual(screen.desk, screen.binding, name).sentence)


def note(screen: Pattern) -> None:
    """Words for the binder, each time."""
    screen.light_line("instructions_text")
    if screen.binding:
        change(screen, "instructions_text")


def stop(screen: Pattern) -> str:
    """It is bound no more, or again."""
    from buckram.desk.bindery import patterns

    act = patterns.stop if screen.binding.active else patterns.resume
    return screen.done(act(screen.desk, screen.binding).sentence)


def copies(screen: Pattern) -> str | None:
    """Which copy: the title's pattern, or a copy's own; one that has none gets it."""
    from buckram.desk.bindery.patterns import begin as begun
    from buckram.storage.copies import of_title

    title_id = screen.sheet.title.id
    there = [one for one in of_title(screen.desk.library, title_id) if one.active]
    own = {one.id for one in screen.sheet.own}
    if not there:
        return "No copy is recorded: the pattern is for the title."

    def show(copy_id: int | None) -> None:
        screen.of = (title_id, copy_id)
        screen.refresh_all()

    def give(copy_id: int) -> str:
        said = begun(screen.desk, title_id, None, copy_id=copy_id).sentence
        show(copy_id)
        return said

    options = [Option("t", "the title", "For every copy that is kept.", partial(show, None))]
    letters: Sequence[str] = "abcdefghijklmnopqrsuvwxyz"
    for letter, one in zip(letters, there, strict=False):
        does: Callable[[], str | None] = partial(show if one.id in own else give, one.id)
        has = "its own pattern" if one.id in own else "as the title; gives it a pattern of its own"
        place = f"{one.location}: " if one.location else ""
        options.append(Option(letter, f"copy {one.number}", f"{place}{has}", does))
    screen.choose("The pattern of which copy?", options)
    return None


ACTS: dict[str, Callable[[Pattern], str | None]] = {
    "usual": as_usual,
    "note": note,
    "stop": stop,
    "copies": copies,
}
"""By the name that the table of keys has."""
