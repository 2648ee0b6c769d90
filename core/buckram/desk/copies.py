"""The copies of a title: where each goes, which gets its piece first, how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from buckram.desk.boxes import change
from buckram.desk.by_name import by_name
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.copies import status_of
from buckram.rules.retention import How, keeps
from buckram.rules.status import Status
from buckram.storage import copies, issues, pieces, titles
from buckram.storage.copies import CopyData, Location
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library


def of_title(library: Library, title_id: int) -> list[CopyData]:
    """The copies of a title in the order in which they get their pieces, closed ones last."""
    return copies.of_title(library, title_id)


def set_call_number(desk: Desk, copy_id: int, typed: str) -> str:
    """The copy's own call number; "" is the title's. Gives the sentence."""
    copy, call = copies.get(desk.library, copy_id), " ".join(typed.split())
    told = f"has the call number {call}" if call else "has the call number of the title"
    return _change(desk, copy, {"call_number": (copy.call_number or None, call or None)}, told)


def set_location(desk: Desk, copy_id: int, typed: str) -> str:
    """The place of a copy, by its code, its name or the beginning of one; "!" at the end makes a new one.

    Raises Refused when several places, or none, answer to it.
    """
    copy = copies.get(desk.library, copy_id)
    place, new = _place(desk.library, typed)
    return _change(
        desk,
        copy,
        {"location_id": (copy.location_id, place.id if place else None)},
        f"goes to {place.name if place else new}",
        new_place=new,
    )


def want_barcode(desk: Desk, copy_id: int, *, wanted: bool) -> str:
    """Whether each piece of the copy gets a barcode of the library's."""
    copy = copies.get(desk.library, copy_id)
    told = "wants a barcode on each piece" if wanted else "wants no barcodes"
    return _change(desk, copy, {"wants_barcode": (int(copy.wants_barcode), int(wanted))}, told)


def set_keeps(desk: Desk, copy_id: int, typed: str) -> str:
    """How long the copy is kept: "latest 2", "24 months", "until bound"; "" is as the record says."""
    copy = copies.get(desk.library, copy_id)
    kept = keeps(typed).words if typed.strip() else ""
    if not kept:
        told = "is kept as its record says"
    else:
        told = "is not kept" if keeps(kept).how is How.NOT_KEPT else f"keeps {kept}"
        if kept.startswith(("until", "for ever")):
            told = f"is kept {kept}"
    return _change(desk, copy, {"keeps": (copy.keeps or None, kept or None)}, told)


def serve_first(desk: Desk, copy_id: int) -> str:
    """The copy gets the first piece of each issue from now on."""
    copy = copies.get(desk.library, copy_id)
    with act(desk.library, desk.hand(), "copy") as writer:
        order = [one for one in copies.of_title(desk.library, copy.title_id) if one.active]
        if not copy.active:
            raise Refused(f"Copy {copy.number} is closed.", "Open it first.")
        if order[0].id == copy_id:
            raise Refused(f"Copy {copy.number} gets the first piece already.")
        for rank, one in enumerate([copy, *(other for other in order if other.id != copy_id)]):
            if one.rank != rank:
                writer.update("copy", one.id, {"rank": one.rank}, {"rank": rank})
        writer.title_id = copy.title_id
        writer.sentence = _sentence(desk.library, copy, "gets the first piece")
    return writer.sentence


def add_copy(desk: Desk, title_id: int, typed: str) -> str:
    """One more copy, for the place that was typed ("" for none); it wants every issue from now on.

    What is here already stays complete without it. Raises Refused for an unclear place, NotFound.
    """
    title = titles.get(desk.library, title_id)
    place, new = _place(desk.library, typed) if typed.strip() else (None, "")
    with act(desk.library, desk.hand(), "copy") as writer:
        there = copies.of_title(desk.library, title_id)
        at = place.id if place else None
        number = max((one.number for one in there), default=0) + 1
        row = {
            "title_id": title_id,
            "number": number,
            "rank": max((one.rank for one in there), default=0),
            "location_id": writer.insert("location", {"code": new, "name": new}) if new else at,
        }
        writer.insert("copy", row)
        writer.title_id = title_id
        where = place.name if place else new
        writer.sentence = f"Added copy {number}{f' for {where}' if where else ''}: {title.name}."
    return writer.sentence


def close_copy(desk: Desk, copy_id: int) -> str:
    """The copy wants no further issues; its pieces stay. An issue that lacked only this piece is complete."""
    copy = copies.get(desk.library, copy_id)
    if not copy.active:
        raise Refused(f"Copy {copy.number} is closed already.")
    with act(desk.library, desk.hand(), "copy") as writer:
        close_in(writer, copy_id)
        writer.title_id = copy.title_id
        writer.sentence = _sentence(desk.library, copy, "is closed and wants no further issues")
    return writer.sentence


def close_in(writer: ActWriter, copy_id: int) -> None:
    """Close a copy that is open, inside an act; what lacked only its piece is complete."""
    library = writer.library
    title_id = copies.get(library, copy_id).title_id
    writer.update("copy", copy_id, {"active": 1}, {"active": 0})
    for issue_id in copies.partial_issues(library, title_id):
        issue = issues.get(library, issue_id)
        came = pieces.of_issue(library, issue_id)
        states = [place.state for place in pieces.places(library, title_id, came)]
        if status_of(states, issue.status) is Status.ARRIVED:
            change(writer, issue, Status.ARRIVED)


def open_copy(desk: Desk, copy_id: int) -> str:
    """A closed copy wants issues again, from the next one on."""
    copy = copies.get(desk.library, copy_id)
    return _change(desk, copy, {"active": (int(copy.active), 1)}, "wants issues again")


def _change(
    desk: Desk, copy: CopyData, columns: Mapping[str, tuple[Any, Any]], told: str, *, new_place: str = ""
) -> str:
    """One act that changes columns of a copy, each (before, after). Refused when nothing changes."""
    if not new_place and all(before == after for before, after in columns.values()):
        raise Refused(f"Copy {copy.number} {told} already.")
    with act(desk.library, desk.hand(), "copy") as writer:
        after = {column: new for column, (_, new) in columns.items()}
        if new_place:
            after["location_id"] = writer.insert("location", {"code": new_place, "name": new_place})
        writer.update("copy", copy.id, {column: old for column, (old, _) in columns.items()}, after)
        writer.title_id = copy.title_id
        writer.sentence = _sentence(desk.library, copy, told)
    return writer.sentence


def _sentence(library: Library, copy: CopyData, told: str) -> str:
    return f"Copy {copy.number} {told}: {titles.get(library, copy.title_id).name}."


def _place(library: Library, typed: str) -> tuple[Location | None, str]:
    """(the place that was typed, "") or (None, the name of a new one). Raises Refused."""
    known = {place.id: place for place in copies.locations(library)}
    found, new = by_name([(place.id, (place.name, place.code)) for place in known.values()], typed, "place")
    return (None if found is None else known[found]), new
