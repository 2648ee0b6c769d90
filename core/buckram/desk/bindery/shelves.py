"""Shelves are entered, measured again, put in another order, taken away; and what each begins with is said.

Each is an act. An act checks what it saw: where another person changed it meanwhile it raises Stale.
"""

from __future__ import annotations

from collections.abc import Sequence

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.identify.item_codes import plain
from buckram.rules.bindery.measure import told_length
from buckram.rules.bindery.shelves_typed import typed_shelves, typed_width
from buckram.storage import copies, titles
from buckram.storage.bindery import shelves, volumes
from buckram.storage.bindery.shelves import Shelf
from buckram.storage.bindery.volumes import Volume
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library


def add_shelves(desk: Desk, text: str, location_id: int | None = None) -> str:
    """Shelves of a line such as "STK 1A-6E x 35 in", behind those that are there: one act; the sentence.

    location_id: where no place is typed. Raises Refused: no such place, a shelf of that name is there.
    """
    library = desk.library
    typed = typed_shelves(text, inches=decided(library, "inches"))
    place = _place(library, typed.place, location_id)
    there = shelves.every(library, place.id)
    codes = {one.code for one in there}
    if twice := next((code for code in typed.codes if code in codes), None):
        raise Refused(f"{place.name} has a shelf {twice} already.", "C changes the width of a shelf.")
    position = max((one.position for one in there), default=0)
    with act(library, desk.hand(), "shelf") as writer:
        for n, code in enumerate(typed.codes, position + 1):
            writer.insert(
                "shelf", {"location_id": place.id, "code": code, "position": n, "width": typed.width}
            )
        width = told_length(typed.width, inches=decided(library, "inches"))
        s = "elf" if len(typed.codes) == 1 else "elves"
        which = typed.codes[0] if len(typed.codes) == 1 else f"{typed.codes[0]} to {typed.codes[-1]}"
        writer.sentence = f"{len(typed.codes)} sh{s} of {width} at {place.name}: {which}."
    return writer.sentence


def _place(library: Library, typed: str, location_id: int | None) -> copies.Location:
    every = copies.locations(library)
    if not typed:
        found = next((one for one in every if one.id == location_id), None)
        if found is None:
            raise Refused("At which place?", "Type its code first, such as STK 1A-6E x 35 in.")
        return found
    wanted = typed.casefold()
    for one in every:
        if wanted in {one.code.casefold(), one.name.casefold()}:
            return one
    known = ", ".join(one.code for one in every[:8])
    raise Refused(
        f"No place is called {typed}.",
        f"Places: {known}." if known else "They come with the copies of titles.",
    )


def change_width(desk: Desk, chosen: Sequence[Shelf], text: str) -> str:
    """These shelves are so wide: one act; the sentence. Raises Refused, Stale."""
    inches = decided(desk.library, "inches")
    width = typed_width(text, inches=inches)
    changed = [one for one in chosen if one.width != width]
    if not changed:
        raise Refused("They have that width already." if chosen else "No shelf is chosen.")
    with act(desk.library, desk.hand(), "shelf") as writer:
        for one in changed:
            writer.update("shelf", one.id, {"width": one.width}, {"width": width})
        writer.sentence = f"{_named(changed)}: {told_length(width, inches=inches)} wide."
    return writer.sentence


def rename(desk: Desk, shelf: Shelf, text: str) -> str:
    """Another code for a shelf: one act; the sentence. Raises Refused, Stale."""
    code = "".join(text.split())
    if not code or code == shelf.code:
        raise Refused("Nothing is different.", "Type the code that its label has.")
    if any(one.code == code for one in shelves.every(desk.library, shelf.location_id)):
        raise Refused(f"There is a shelf {code} already.")
    with act(desk.library, desk.hand(), "shelf") as writer:
        writer.update("shelf", shelf.id, {"code": shelf.code}, {"code": code})
        writer.sentence = f"Shelf {shelf.code} is called {code}."
    return writer.sentence


def remove(desk: Desk, chosen: Sequence[Shelf]) -> str:
    """These shelves are no more: one act; the sentence. Raises Refused, Stale."""
    if not chosen:
        raise Refused("No shelf is chosen.")
    with act(desk.library, desk.hand(), "shelf") as writer:
        for one in chosen:
            writer.delete("shelf", one.id)
        writer.sentence = f"{_named(chosen)} taken away."
    return writer.sentence


def move(desk: Desk, chosen: Sequence[Shelf], before: str) -> str:
    """These shelves stand before another in walking order, or at the end where `before` is "": one act; the
    sentence. What a shelf was said to begin with is forgotten where it changed its place. Raises Refused."""
    if not chosen:
        raise Refused("No shelf is chosen.")
    location_id = chosen[0].location_id
    if any(one.location_id != location_id for one in chosen):
        raise Refused("These shelves stand at several places.", "Choose those of one place.")
    ids = {one.id for one in chosen}
    own = shelves.every(desk.library, location_id)
    rest = [one for one in own if one.id not in ids]
    code = before.strip().casefold()
    at = next((n for n, one in enumerate(rest) if one.code.casefold() == code), None) if code else len(rest)
    if at is None:
        raise Refused(f"There is no other shelf {before.strip()} here.", "Type the code of one.")
    ordered = [*rest[:at], *(one for one in own if one.id in ids), *rest[at:]]
    if ordered == own:
        raise Refused("They stand there already.")
    with act(desk.library, desk.hand(), "shelf") as writer:
        for n, one in enumerate(ordered, 1):
            if one.position != n:
                writer.update("shelf", one.id, {"position": one.position}, {"position": n})
            if one.id in ids and one.known:
                begin_shelf(writer, one, None, None, None)
        where = f"before {rest[at].code}" if at < len(rest) else "at the end"
        writer.sentence = f"{_named(chosen)} stand{'s' if len(chosen) == 1 else ''} {where}."
    return writer.sentence


def _named(chosen: Sequence[Shelf]) -> str:
    if len(chosen) == 1:
        return f"Shelf {chosen[0].code}"
    if len(chosen) <= 4:
        return f"Shelves {', '.join(one.code for one in chosen)}"
    return f"{len(chosen)} shelves from {chosen[0].code} to {chosen[-1].code}"


# What a shelf begins with


def volume_of(library: Library, code: str) -> Volume | None:
    """The bound volume that a scanned code belongs to, or None."""
    return volumes.bearing(library, plain(code))


def begin_with_volume(desk: Desk, shelf: Shelf, volume: Volume) -> str:
    """A shelf begins with this volume: one act; the sentence. Raises Refused: it stands elsewhere; Stale."""
    if volume.location_id != shelf.location_id:
        where = volume.location or "no known place"
        raise Refused(f"{volume.name} belongs to {where}.", "F3 shows it; its place is changed on its card.")
    if shelf.volume_id == volume.id:
        return f"Shelf {shelf.code} begins with {volume.name}, as it did."
    with act(desk.library, desk.hand(), "shelf") as writer:
        begin_shelf(writer, shelf, volume.title_id, volume.copy_id, volume.id)
        writer.title_id = volume.title_id
        writer.sentence = f"Shelf {shelf.code} begins with {volume.name}."
    return writer.sentence


def begin_with_title(desk: Desk, shelf: Shelf, title_id: int, copy_id: int | None) -> str:
    """A shelf begins with the first of a title: one act; the sentence. Raises Stale."""
    with act(desk.library, desk.hand(), "shelf") as writer:
        begin_shelf(writer, shelf, title_id, copy_id, None)
        writer.title_id = title_id
        writer.sentence = f"Shelf {shelf.code} begins with {titles.get(desk.library, title_id).name}."
    return writer.sentence


def say_empty(desk: Desk, chosen: Sequence[Shelf]) -> str:
    """Nothing stands on these shelves: one act; the sentence. Raises Refused, Stale."""
    filled = [one for one in chosen if not one.empty]
    if not filled:
        raise Refused("That was said before.")
    with act(desk.library, desk.hand(), "shelf") as writer:
        for one in filled:
            begin_shelf(writer, one, None, None, None, shelves.EMPTY)
        writer.sentence = f"{_named(filled)}: empty."
    return writer.sentence


def forget(desk: Desk, chosen: Sequence[Shelf]) -> str:
    """What these shelves begin with is not known any more: one act; the sentence. Raises Refused, Stale."""
    known = [one for one in chosen if one.known]
    if not known:
        raise Refused("Nobody said what begins here.", "Scan the volume that stands first, or G.")
    with act(desk.library, desk.hand(), "shelf") as writer:
        for one in known:
            begin_shelf(writer, one, None, None, None)
        writer.sentence = f"{_named(known)}: what begins there is not known."
    return writer.sentence


def begin_shelf(
    writer: ActWriter,
    shelf: Shelf,
    title_id: int | None,
    copy_id: int | None,
    volume_id: int | None,
    loose: int | None = None,
) -> None:
    """Write what a shelf begins with, inside an act; nothing where it is so already. Raises Stale."""
    before = {
        "title_id": shelf.title_id,
        "copy_id": shelf.copy_id,
        "volume_id": shelf.volume_id,
        "loose": shelf.loose,
    }
    after = {"title_id": title_id, "copy_id": copy_id, "volume_id": volume_id, "loose": loose}
    if before != after:
        writer.update("shelf", shelf.id, before, after)
