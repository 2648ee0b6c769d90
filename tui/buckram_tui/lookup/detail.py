"""One title in words: what we have, what came, what comes, where it is, who has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from buckram.desk.looking_up import Detail
from buckram.rules.bindery.due_back import back_words
from buckram.storage.titles import Link
from buckram_tui.card.words import full_day
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import wrapped

if TYPE_CHECKING:
    from buckram.desk.access import Told

LABEL = 21
"""Cells of the names at the left."""

# Second indicators of 780 and 785, in order from 0.
_EARLIER = (
    "Continues", "Continues in part", "Supersedes", "Supersedes in part", "Union of", "Absorbed",
    "Absorbed in part", "Separated from",
)  # fmt: skip
_LATER = (
    "Continued by", "Continued in part by", "Superseded by", "Superseded in part by", "Absorbed by",
    "Absorbed in part by", "Split into", "Merged with", "Changed back to",
)  # fmt: skip


def detail_lines(found: Detail, width: int, today: date, online: Sequence[Told] = ()) -> list[list[Cell]]:
    """The detail as lines of at most `width` cells, the most wanted first. online: where it is read."""
    title = found.title
    lines: list[list[Cell]] = [[], [(f" {title.name}", "title")]]
    if title.vernacular:
        lines.append([(f" {title.vernacular}", "title")])

    def tell(name: str, text: str, style: str = "normal") -> None:
        for n, part in enumerate(wrapped(text, max(width - LABEL - 2, 10))):
            lines.append([(f" {name if n == 0 else '':<{LABEL}}", "dim"), (part, style)])

    for copy in found.copies:
        where = (
            f"{copy.location or 'no location'}, {copy.call_number or title.call_number or 'no call number'}"
        )
        tell(
            "Where" if copy is found.copies[0] else "",
            where + (f", copy {copy.number}" if len(found.copies) > 1 else ""),
        )
    if found.last:
        came = f", came {full_day(found.last.received_on)}" if found.last.received_on else ""
        tell("Newest here", f"{found.last.label}{came}", "here")
    for n, (label, day) in enumerate(found.out):
        tell("On circulation" if n == 0 else "", f"{label}, back about {full_day(day)}", "warn")
    if found.mended:
        tell("Being mended", ", ".join(found.mended), "warn")
    if found.next and found.next.expected_on:
        tell("Next", f"{found.next.label}, {when(found.next.expected_on, today)}")
    for n, told in enumerate(_at_bindery(found, today)):
        tell("At bindery" if n == 0 else "", told, "warn")
    for name, text in found.holdings:
        tell(name, text)
    for n, told in enumerate(_bound_elsewhere(found)):
        tell("Of these" if n == 0 else "", told)
    for one in online:
        words = "; ".join(part for part in (one.covers, one.note, one.staff) if part)
        tell("Online" if one is online[0] else "", f"{one.name}{': ' if words else ''}{words}")
        tell("", one.address)
        if one.out_of_order:
            tell("", f"Does not work, known since {full_day(one.out_of_order)}.", "warn")
    if found.readers:
        tell("Goes to", ", ".join(found.readers))
    for note in found.notes:
        tell("Note", note.text, "note")
    tell(
        "Published",
        "  ".join(
            p for p in (title.publisher, title.place, title.frequency_text or title.frequency_name) if p
        ),
    )
    if title.status == "ceased":
        tell("", "No longer published.")
    for link in found.links:
        tell(relation(link), link.name)
    if found.variants:
        tell("Also called", "; ".join(found.variants))
    tell(
        "Numbers",
        ", ".join(
            f"{kind.upper() if kind in {'issn', 'coden', 'lccn'} else kind} {value}"
            for kind, value in found.identifiers
        ),
    )
    return lines


def _bound_elsewhere(found: Detail) -> list[str]:
    """The bound volumes that do not stand where the copies do, place by place; what is not shelved last."""
    usual = {copy.location for copy in found.copies}
    places: dict[str, list[str]] = {}
    for volume in found.volumes:
        if volume.shelved_on is None:
            places.setdefault("not shelved yet", []).append(volume.label)
        elif volume.location and volume.location not in usual:
            places.setdefault(f"at {volume.location}", []).append(volume.label)
    ordered = sorted(places.items(), key=lambda one: one[0] == "not shelved yet")
    return [f"{', '.join(dict.fromkeys(labels))}: {place}" for place, labels in ordered]


def _at_bindery(found: Detail, today: date) -> list[str]:
    """Each volume that is at the binder's with its day; then the issues of which no volume is known."""
    told = []
    for volume in found.away:
        copy = f", copy {volume.copy_number}" if volume.copy_number and len(found.copies) > 1 else ""
        back = back_words(volume.due_back_on, today)
        told.append(f"{volume.label}{copy}{f', {back}' if back else ''}")
    # Issues that were at the bindery before the lots were kept here.
    others = found.at_bindery
    if others:
        told.append(f"{others} {'more ' if told else ''}issue{'' if others == 1 else 's'}")
    return told


def when(expected_on: date, today: date) -> str:
    """The day an issue is looked for, and how far that is."""
    days = (expected_on - today).days
    far = "today" if days == 0 else f"in {days} days" if days > 0 else f"{-days} days ago"
    return f"looked for on {full_day(expected_on)} ({far})"


def relation(link: Link) -> str:
    """What a linking field says, in a word or two (MARC 21, 760-787)."""
    words = {"780": _EARLIER, "785": _LATER}.get(link.tag)
    if words:
        place = int(link.relation) if link.relation.isdigit() else len(words)
        return words[place] if place < len(words) else ("Earlier" if link.tag == "780" else "Later")
    names = {"770": "Supplement", "772": "Supplement to", "775": "Other edition", "776": "Other form"}
    return names.get(link.tag, "Related")
