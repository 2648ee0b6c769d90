"""A field of a binding pattern, changed by keys: yes and no at once, choices from a menu, others typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.rules.bindery.fields import Field
    from buckram.storage.bindery.binders import Cloth
    from buckram_tui.screens.asking import AskingScreen


def lettered(words: Iterable[str], taken: str = "") -> list[str]:
    """A letter for each word, its first one that is free; "" where none is left."""
    found: list[str] = []
    used = set(taken)
    for word in words:
        own = (one for one in word.lower() if one in ascii_lowercase)
        letter = next((one for one in (*own, *ascii_lowercase, *digits) if one not in used), "")
        used.add(letter)
        found.append(letter)
    return found


def stopped(text: str) -> str:
    """A text as a sentence: with one full stop, also where it ends in a caption such as "v."."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def change_field(
    screen: AskingScreen,
    field: Field,
    value: str,
    draft: str,
    keep: Callable[[str], str],
    *,
    about: str,
    cloths: Sequence[Cloth] = (),
) -> str | None:
    """Change a field by what fits it. value: what holds; draft: the same as it is typed; keep: does the act
    with what was typed and gives the sentence. about: whose field it is, for the question."""
    from buckram.rules.bindery.fields import Kind

    typed = partial(_ask, screen, field, draft, keep, about)
    if field.kind is Kind.YES:
        return keep("no" if value == "yes" else "yes")
    if field.kind is Kind.FLAGS:
        _flags(screen, field, value, keep)
    elif field.kind in {Kind.CHOICE, Kind.OPEN}:
        more = [("another", "Type it.", typed)] if field.kind is Kind.OPEN else []
        _choices(screen, field, value, keep, more)
    elif field.kind is Kind.COLOUR and cloths:
        _colours(screen, field, value, keep, cloths, typed)
    else:
        typed()
    return None


def _ask(screen: AskingScreen, field: Field, draft: str, keep: Callable[[str], str], about: str) -> None:
    from buckram.rules.bindery.fields import Kind

    hint = _letters if field.kind is Kind.LINES else None
    # What was typed and not kept comes back with its question: it must not come back for another title.
    screen.ask(
        f"{field.question}: {about[:30]}",
        lambda text: keep(text) if text.strip() != draft else "Nothing has changed.",
        draft,
        hint=hint,
    )


def _letters(text: str) -> str:
    """What stands on the lines, with how much room each takes."""
    from buckram.rules.bindery.spine import LINE, letters

    lines = [line for line in (" ".join(part.split()) for part in text.split("/")) if line]
    told = " / ".join(f"{line} ({letters(line)})" for line in lines)
    wide = [line for line in lines if letters(line) > LINE]
    return told + (f"  {len(wide)} of more than {LINE} letters" if wide else "")


def _choices(
    screen: AskingScreen,
    field: Field,
    value: str,
    keep: Callable[[str], str],
    more: Sequence[tuple[str, str, Callable[[], None]]],
) -> None:
    words = [one for one, _ in field.choices] + [word for word, _, _ in more]
    letters = lettered(words)
    options = [
        Option(letter, word, _now(explains, word == value), partial(keep, word))
        for letter, (word, explains) in zip(letters, field.choices, strict=False)
    ]
    options += [
        Option(letter, word, explains, does)
        for letter, (word, explains, does) in zip(letters[len(options) :], more, strict=True)
    ]
    screen.choose(field.question, options)


def _now(explains: str, now: bool) -> str:
    return f"{explains} (now)".strip() if now else explains


def _flags(screen: AskingScreen, field: Field, value: str, keep: Callable[[str], str]) -> None:
    """Each choice is put in or taken out; the menu stays until Esc."""
    chosen = [part.strip() for part in value.split(",") if part.strip()]

    def turn(word: str) -> str:
        left = [one for one in chosen if one != word] if word in chosen else [*chosen, word]
        said = keep(", ".join(left))
        _flags(screen, field, ", ".join(one for one in field.values if one in left), keep)
        return said

    options = [
        Option(letter, word, f"[x] {explains}" if word in chosen else f"[ ] {explains}", partial(turn, word))
        for letter, (word, explains) in zip(lettered(field.values), field.choices, strict=True)
    ]
    screen.choose(f"{field.question} Esc when done.", options)


def _colours(
    screen: AskingScreen,
    field: Field,
    value: str,
    keep: Callable[[str], str],
    cloths: Sequence[Cloth],
    typed: Callable[[], None],
) -> None:
    # By letter, as the numbers of a chart have several digits; z types one that has no letter.
    letters = lettered((one.name for one in cloths), taken="z")
    options = [
        Option(letter, one.number, _now(one.name, one.number == value), partial(keep, one.number))
        for letter, one in zip(letters, cloths, strict=True)
    ]
    screen.choose(field.question, [*options, Option("z", "type it", "The number of the chart.", typed)])
