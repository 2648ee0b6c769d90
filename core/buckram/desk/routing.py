"""The routing list of a copy: who reads its pieces, in which order, and how long each may keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused
from buckram.rules.routing import TypedReader, typed_reader
from buckram.storage import copies, routing, titles
from buckram.storage.copies import CopyData
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.routing import Listed, ListOf, Reader
from buckram.storage.search import search


def of_copy(library: Library, copy_id: int) -> list[Listed]:
    """The list of a copy, first reader first."""
    return routing.of_copy(library, copy_id)


def typed(one: Listed) -> str:
    """A line of a list as one may type it."""
    return TypedReader(one.name, one.note, one.contents_only, one.keep_days).typed()


def told(one: Listed, days: int) -> str:
    """What is said of a reader on a list, in a few words. days: that the library allows everybody."""
    kept = one.keep_days or days
    parts = [
        "" if one.active else "away",
        "contents page only" if one.contents_only else f"{kept} day{'' if kept == 1 else 's'}",
        "department" if one.kind == "department" else "",
        one.place,
        one.note,
    ]
    return ", ".join(part for part in parts if part)


def meant(library: Library, name: str) -> tuple[str, Reader | None]:
    """(name, reader) that a typed name means: all of it, or the beginning of one of its words.

    A name that nobody has is a new reader's; so is one with "!" behind it. Raises Refused when several begin
    so.
    """
    wanted = name.removesuffix("!").rstrip()
    known = routing.readers(library)
    exact = [one for one in known if one.name.casefold() == wanted.casefold()]
    if exact:
        return exact[0].name, exact[0]
    if name.endswith("!") or len(wanted) < 2:
        if not wanted:
            raise Refused("No name was typed.")
        return wanted, None
    likely = begins([one.name for one in known if one.active], wanted)
    found = [one for one in known if one.name in likely]
    if len(found) > 1:
        among = ", ".join(one.name for one in found[:8])
        raise Refused(f"{len(found)} readers begin so: {among}.", "Type more; ! behind it is a new reader.")
    return (found[0].name, found[0]) if found else (wanted, None)


def begins(known: Sequence[str], typed_name: str) -> list[str]:
    """The names that a beginning may become: theirs, or that of one of their words."""
    wanted = typed_name.casefold()
    return [
        name
        for name in known
        if any(part.startswith(wanted) for part in (name.casefold(), *name.casefold().split()))
    ]


def names(library: Library) -> list[str]:
    """The names of readers who are not away, for completing what is typed."""
    return [one.name for one in routing.readers(library) if one.active]


def add(desk: Desk, copy_id: int, text: str) -> str:
    """A reader at the end of the list: "Dr. Wren; contents; 3 days; room 12", or the beginning of a name.

    Gives the sentence. Raises Refused: no name, one that several have, or one that is on the list.
    """
    line = typed_reader(text)
    copy = copies.get(desk.library, copy_id)
    with act(desk.library, desk.hand(), "routing") as writer:
        there = routing.of_copy(desk.library, copy_id)
        name = _put(writer, copy_id, line, there, max((one.position for one in there), default=0) + 1)
        _tell(writer, copy, f"goes to {name} too")
    return writer.sentence


def _put(writer: ActWriter, copy_id: int, line: TypedReader, there: Sequence[Listed], position: int) -> str:
    name, reader = meant(writer.library, line.name)
    if any(one.name == name for one in there):
        raise Refused(f"{name} is on this list already.")
    row = _row(line, name) | {"reader_id": routing.registered(writer, reader, name)}
    writer.insert("routing", {"copy_id": copy_id, "position": position, **row})
    return name


def _row(line: TypedReader, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "note": line.note or None,
        "contents_only": int(line.contents_only),
        "keep_days": line.keep_days,
    }


def change(desk: Desk, one: Listed, text: str) -> str:
    """Another name, note, number of days, or contents page, in the same place of the list."""
    line = typed_reader(text)
    copy = copies.get(desk.library, one.copy_id)
    with act(desk.library, desk.hand(), "routing") as writer:
        name, reader = meant(desk.library, line.name)
        others = [other.name for other in routing.of_copy(desk.library, one.copy_id) if other.id != one.id]
        if name in others:
            raise Refused(f"{name} is on this list already.")
        before = routing.columns(one)
        if {**before, **_row(line, name)} == before:
            raise Refused(f"{name} stands there so already.")
        after = _row(line, name) | {"reader_id": routing.registered(writer, reader, name)}
        writer.update("routing", one.id, _as_stored(desk.library, one, before), after)
        _tell(writer, copy, f"goes to {name}" + (f" instead of {one.name}" if name != one.name else ""))
    return writer.sentence


def _as_stored(library: Library, one: Listed, before: Mapping[str, Any]) -> dict[str, Any]:
    """The row may name its reader without the reader's number."""
    stored = library.value("SELECT reader_id FROM routing WHERE id = ?", (one.id,))
    return {**before, "reader_id": stored}


def remove(desk: Desk, one: Listed) -> str:
    """Take a reader off the list."""
    copy = copies.get(desk.library, one.copy_id)
    with act(desk.library, desk.hand(), "routing") as writer:
        writer.delete("routing", one.id)
        _tell(writer, copy, f"no longer goes to {one.name}")
    return writer.sentence


def move(desk: Desk, one: Listed, by: int) -> str:
    """Put a reader so many places later, or earlier where `by` is negative. Refused at either end."""
    order = routing.of_copy(desk.library, one.copy_id)
    place = _place(order, one) + by
    if not 0 <= place < len(order):
        raise Refused(f"{one.name} is {'first' if by < 0 else 'last'} already.")
    return put_at(desk, one, str(place + 1))


def put_at(desk: Desk, one: Listed, typed_place: str) -> str:
    """Put a reader at a place of the list that was typed as a number; the first is 1."""
    copy = copies.get(desk.library, one.copy_id)
    with act(desk.library, desk.hand(), "routing") as writer:
        order = routing.of_copy(desk.library, one.copy_id)
        was = _place(order, one)
        if not typed_place.strip().isdigit() or not 1 <= int(typed_place) <= len(order):
            raise Refused(
                f"{typed_place.strip() or 'Nothing'} is no place of this list.", f"Type 1 to {len(order)}."
            )
        new = int(typed_place) - 1
        if new == was:
            raise Refused(f"{one.name} is no. {new + 1} already.")
        order.insert(new, order.pop(was))
        for position, other in enumerate(order, 1):
            if other.position != position:
                writer.update("routing", other.id, {"position": other.position}, {"position": position})
        _tell(writer, copy, f"goes to {one.name} as no. {new + 1}")
    return writer.sentence


def _place(order: Sequence[Listed], one: Listed) -> int:
    place = next((n for n, other in enumerate(order) if other.id == one.id), None)
    if place is None:
        raise NotFound(f"{one.name} is no longer on the list.")
    return place


def lists_like(library: Library, text: str, but: int) -> list[ListOf]:
    """The lists of the titles that answer to words or a number, best first, without that of copy `but`.

    Raises NotFound when none of them has readers.
    """
    found = routing.lists_of_titles(library, [line.id for line in search(library, text)], but)
    if not found:
        raise NotFound(f"No title that answers to {text.strip() or 'this'} has readers.", "Type other words.")
    return found


def take_over(desk: Desk, copy_id: int, from_copy_id: int) -> str:
    """Put all readers of another copy at the end of the list; who is on it already stays where they are."""
    copy = copies.get(desk.library, copy_id)
    with act(desk.library, desk.hand(), "routing") as writer:
        there = routing.of_copy(desk.library, copy_id)
        has = {one.name for one in there}
        new = [one for one in routing.of_copy(desk.library, from_copy_id) if one.name not in has]
        if not new:
            raise Refused("All of them are on this list already.")
        last = max((one.position for one in there), default=0)
        for position, one in enumerate(new, last + 1):
            row = {**routing.columns(one), "copy_id": copy_id, "position": position}
            writer.insert("routing", row)
        s = "" if len(new) == 1 else "s"
        source = titles.get(desk.library, copies.get(desk.library, from_copy_id).title_id).name
        _tell(writer, copy, f"goes to {len(new)} more reader{s}, as {source} does")
    return writer.sentence


def _tell(writer: ActWriter, copy: CopyData, what: str) -> None:
    writer.title_id = copy.title_id
    title = titles.get(writer.library, copy.title_id).name
    writer.sentence = f"Copy {copy.number} {what}: {title}."
