"""A title that no record tells of: made by typing the little that is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.identify import IssnScan, Rejected, fold, read
from buckram.storage import new_titles, titles
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.titles import TitleLine

EXAMPLES = "Type it like New journal; 1234-5679; monthly; Reading Room. Only the name is needed."

_ISSN_LIKE = re.compile(r"(?i:issn\s*:?\s*)?\d{4}[-\s]?\d{3}[\dXx]")


class AlreadyHere(Refused):
    """A title with this ISSN is there. title_id: that one."""

    title = "Already here"

    def __init__(self, line: TitleLine) -> None:
        super().__init__(f"{line.name} bears this ISSN.", "Take that title, or leave the ISSN out.")
        self.title_id = line.id


@dataclass(frozen=True, slots=True)
class TypedTitle:
    """What was typed for a title. frequency: MARC letter; location: as typed; "" for what was not typed."""

    name: str
    issn: str = ""
    frequency: str = ""
    location: str = ""


def read_typed_title(library: Library, text: str) -> TypedTitle:
    """The parts of "New journal; 1234-5679; monthly; Reading Room", after the name in any order.

    Raises Refused where there is no name, an ISSN is wrong or a part stands twice.
    """
    name, *parts = (" ".join(part.split()) for part in text.split(";"))
    if not name:
        raise Refused("A title needs a name.", EXAMPLES)
    found: dict[str, str] = {}
    for part in filter(None, parts):
        kind, value = _part(library, part)
        if kind in found:
            raise Refused(f"There are two for {kind}: {found[kind]} and {value}.", EXAMPLES)
        found[kind] = value
    return TypedTitle(name, **found)


def make_title(
    desk: Desk,
    name: str,
    issn: str = "",
    frequency: str = "",
    location: str = "",
    writer: ActWriter | None = None,
    *,
    columns: Mapping[str, Any] | None = None,
    bare: bool = False,
) -> int:
    """A title with a subscription from today on and one copy; gives its id.

    issn: with or without hyphen, checked. frequency: a MARC letter, or its name ("monthly"). location: its
    code or name; one that is not there yet is made; "" for the only location of a library that has one.
    writer: an act that goes on, which then says itself what was done. columns: others of the table title.
    bare: without subscription and copy. Raises Refused, AlreadyHere.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("A title needs a name.", EXAMPLES)
    number = checked_issn(desk.library, issn) if issn.strip() else ""
    letter = frequency_letter(desk.library, frequency) if frequency.strip() else ""
    with nullcontext(writer) if writer else act(desk.library, desk.hand(), "new title") as doing:
        place, known_as, new = (None, "", False) if bare else _location(doing, location)
        title_id = new_titles.add_title(
            doing,
            {"frequency": letter or None, **(columns or {}), "name": name},
            [("issn", number.replace("-", ""))] if number else [],
        )
        if not bare:
            subscription = new_titles.add_subscription(doing, title_id, desk.today().isoformat())
            new_titles.add_copy(doing, title_id, subscription, {"location_id": place})
        if writer is None:
            told = [
                f"ISSN {number}" if number else "",
                dict(new_titles.frequencies(desk.library)).get(letter),
            ]
            told.append(f"for {known_as}{' (a new location)' if new else ''}" if known_as else "")
            doing.title_id = title_id
            doing.sentence = f"New title: {', '.join(filter(None, [name, *told]))}."
    return title_id


def checked_issn(library: Library, text: str) -> str:
    """An ISSN with its hyphen. Raises Refused (no ISSN, wrong check digit), AlreadyHere."""
    reading = read(text)
    if isinstance(reading, Rejected):
        raise Refused(reading.sentence, reading.next_step)
    if not isinstance(reading, IssnScan):
        raise Refused(f"“{text.strip()}” is no ISSN.", EXAMPLES)
    there = titles.by_identifier(library, reading.issn.replace("-", ""), ("issn",))
    if there:
        raise AlreadyHere(there[0])
    return reading.issn


def frequency_letter(library: Library, text: str) -> str:
    """The MARC letter of a frequency that is typed as its letter, its name or the beginning of it."""
    found = _frequency(library, text)
    if not found:
        names = ", ".join(f"{code} {name}" for code, name in new_titles.frequencies(library))
        raise Refused(f"“{text.strip()}” is no frequency.", f"There are: {names}.")
    return found


def _frequency(library: Library, text: str) -> str:
    typed = fold(text)
    known = new_titles.frequencies(library)
    exact = [code for code, name in known if typed in (code, fold(name))]
    begun = [code for code, name in known if len(typed) > 2 and fold(name).startswith(typed)]
    return next(iter(exact or (begun if len(begun) == 1 else [])), "")


def _part(library: Library, part: str) -> tuple[str, str]:
    """What a part behind the name is: ("issn" | "frequency" | "location", value)."""
    if _ISSN_LIKE.fullmatch(part):
        return "issn", checked_issn(library, part)
    if letter := _frequency(library, part):
        return "frequency", letter
    if len(part) == 1:
        return "frequency", frequency_letter(library, part)
    return "location", part


def _location(writer: ActWriter, text: str) -> tuple[int | None, str, bool]:
    """(id, name, whether it was made now) of a location by its code or name."""
    known = new_titles.locations(writer.library)
    typed = " ".join(text.split())
    if not typed:
        return (known[0][0], known[0][2], False) if len(known) == 1 else (None, "", False)
    for place, code, name in known:
        if fold(typed) in (fold(code), fold(name)):
            return place, name, False
    return new_titles.add_location(writer, typed), typed, True
