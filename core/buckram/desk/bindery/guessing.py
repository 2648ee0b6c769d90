"""What the record and the card of a title say of how it is bound: a first guess, and up to where it was."""

from __future__ import annotations

from datetime import date

from buckram.desk.captions import captions_of_run
from buckram.desk.desk import Desk
from buckram.desk.following import pattern_of
from buckram.errors import PatternError, Refused
from buckram.identify import filing_title, sort_title
from buckram.pattern.caption import Level
from buckram.rules.bindery.first_guess import BoundTo, Guess, Volume, bound_to, guess
from buckram.rules.retention import kept
from buckram.storage import titles
from buckram.storage.bindery import bindings
from buckram.storage.bindery.bindings import Binding
from buckram.storage.ledger import act
from buckram.storage.library import Library


def first_fields(library: Library, title_id: int) -> Guess:
    """Title lines, unit and captions, as a first guess. Raises NotFound."""
    title = titles.get(library, title_id)
    frequency = title.frequency
    levels: tuple[Level, ...] = ()
    row = captions_of_run(library, title_id, "basic").row
    if row is not None:
        try:
            pattern = pattern_of(row)
        except PatternError:
            pattern = None
        if pattern is not None:
            levels = tuple(_shown(level) for level in pattern.levels)
            frequency = frequency or pattern.frequency
    return guess(_filed(library, title_id, title.name, title.language), frequency, levels)


def _shown(level: Level) -> Level:
    # MARC: a caption in parentheses is not displayed.
    caption = "" if level.caption.startswith("(") else level.caption
    return Level(level.code, caption, level.units, alongside=level.alongside)


def _filed(library: Library, title_id: int, name: str, language: str) -> str:
    """The title without its article: by its language, or by how it is filed, which its record said."""
    sorted_by = bindings.sort_name(library, title_id)
    starts = [n for n in range(1, min(len(name), 9)) if name[n - 1] in " '’-"]
    ways = [filing_title(name, 0, language), *(name[n:] for n in starts)]
    return next((one for one in ways if sort_title(one) == sorted_by), ways[0])


def volumes(library: Library, title_id: int) -> list[Volume]:
    """The volumes of the card, oldest first."""
    return [
        Volume(
            one.volume or one.last_label,
            one.last,
            date.fromisoformat(one.until) if one.until else None,
            one.bound,
            one.awaited,
        )
        for one in bindings.card_volumes(library, title_id)
    ]


def to_begin(library: Library) -> list[bindings.Unbound]:
    """The titles of which nobody has said yet how they are bound, by name; none that is kept for a while
    only, for then nothing of it is bound."""
    lasting: dict[int, bool] = {}
    for title_id, keeps, retention in bindings.keeping(library):
        limited = bool(keeps or retention) and kept(keeps, retention).limited
        lasting[title_id] = lasting.get(title_id, False) or not limited
    return [one for one in bindings.without(library) if lasting.get(one.title_id, True)]


def past_volumes(library: Library, title_id: int, today: date) -> list[bindings.CardVolume]:
    """The volumes of the card that may have been bound, oldest first: none that only begins later."""
    every = bindings.card_volumes(library, title_id)
    return [one for one in every if one.bound or not one.awaited or one.until <= today.isoformat()]


def guessed_bound_to(library: Library, title_id: int, today: date) -> BoundTo:
    """Up to where a title is taken to be bound."""
    return bound_to(volumes(library, title_id), today)


def told_bound_to(library: Library, binding: Binding) -> str:
    """The last bound volume in words, its volume or the issue that ends it; and the last one of the card."""
    said = _told(library, binding.title_id, binding.bound_to)
    since = bindings.last_on_card(library, binding.title_id)
    if since is None or (binding.bound_to is not None and since <= binding.bound_to):
        return said
    last = f"{_told(library, binding.title_id, since)} by its card"
    return last if binding.bound_to is None else f"{said}; {last}"


def _told(library: Library, title_id: int, position: int | None) -> str:
    if position is None:
        return "nothing was bound yet"
    every = bindings.card_volumes(library, title_id)
    here = next((one for one in every if one.last == position), None)
    if here is not None:
        return here.volume or here.last_label
    label = bindings.label_at(library, title_id, position)
    return f"up to {label}" if label else "before what its card shows"


def typed_bound_to(library: Library, title_id: int, text: str) -> int | None:
    """The position that was typed as the last bound volume: "35", "v.35", "2024", "v.35:no.6"; None for
    "none". Raises Refused."""
    wanted = "".join(text.lower().split())
    if wanted in {"none", "nothing", "0", "-"}:
        return None
    every = bindings.card_volumes(library, title_id)
    labels = [(one.volume or one.last_label, one.last) for one in every]
    found = [last for name, last in labels if wanted and wanted in _names(name)]
    found = found or bindings.positions_of(library, title_id, wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        known = f"{labels[0][0]} to {labels[-1][0]}" if labels else "no volume"
        raise Refused(f"“{text.strip()}” is not on the card.", f"It has {known}.")
    raise Refused(
        f"“{text.strip()}” may be {len(found)} volumes.", "Type it as the card has it: v.35 (2024)."
    )


def _names(volume: str) -> set[str]:
    """What a volume answers to: "v.12 (2026)", "v.12", "12", "2026"."""
    whole = "".join(volume.lower().split())
    head, _, tail = whole.partition("(")
    number = head.rpartition(".")[2] or head
    return {whole, head, number, tail.rstrip(")")} - {""}


def set_bound_to(desk: Desk, seen: Binding, position: int | None) -> str:
    """Say up to where it was bound: nothing of that is due. It makes no new version. Gives the sentence.

    Raises Refused, Stale.
    """
    from buckram.desk.bindery.patterns import fresh

    library = desk.library
    if seen.bound_to == position:
        raise Refused(f"That stands there already: {_told(library, seen.title_id, position)}.")
    with act(library, desk.hand(), "binding") as writer:
        now = fresh(library, seen)
        writer.update("binding", now.id, {"bound_to": now.bound_to}, {"bound_to": position})
        writer.title_id = now.title_id
        told = _told(library, now.title_id, position)
        writer.sentence = f"{titles.get(library, now.title_id).name}: last bound volume: {told}."
    return writer.sentence
