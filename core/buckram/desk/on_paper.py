"""What stands on the label and the routing slip of a piece."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.rules.keeping import spoken_day
from buckram.rules.routing import back_about, untils
from buckram.storage import copies, issues, rounds, routing, titles
from buckram.storage.library import Library

if TYPE_CHECKING:
    from buckram.exchange.labels import Label
    from buckram.exchange.slips import Slip


def label_for(library: Library, piece: copies.PieceData) -> Label:
    """The label of a piece: its place, call number, issue and copy."""
    from buckram.exchange.labels import Label

    issue, where = issues.get(library, piece.issue_id), _where(library, piece)
    enumeration, _, _ = issue.label.partition(" (")
    year = str(issue.published_on.year) if issue.published_on else ""
    date = " ".join(part for part in (issue.cover, year) if part)
    return Label(
        call_number=where["call_number"],
        # A running number beside the volume is not for the spine.
        enumeration=[level for level in enumeration.partition("=")[0].split(":") if level],
        date=date if year not in issue.cover else issue.cover,
        copy=where["copy"],
        location=where["location"],
        location_code=where["location_code"],
        title=piece.title,
    )


def slip_for(desk: Desk, piece: copies.PieceData) -> Slip:
    """The slip of a piece, by the list that its copy has now."""
    from buckram.exchange.slips import Slip, SlipReader

    library = desk.library
    where = _where(library, piece)
    listed = readers_of(library, piece.copy_id)
    usual = decided(library, "route_days")
    days = [0 if one.contents_only else one.keep_days or usual for one in listed]
    out = rounds.open_round(library, piece.id)
    began = out.began_on if out else date.fromisoformat(piece.received_on)
    # Without readers no day is known: the slip is filled in by hand.
    due = spoken_day(out.due_on if out else back_about(days, began)) if any(days) else ""
    return Slip(
        title=piece.title,
        issue=piece.label,
        copy=where["copy"],
        call_number=where["call_number"],
        readers=[
            SlipReader(
                one.name,
                "" if one.contents_only else spoken_day(until),
                one.contents_only,
                one.note,
                one.place,
                one.email,
            )
            for one, until in zip(listed, untils(days, began), strict=True)
        ],
        note=decided(library, "slip_note"),
        return_to=decided(library, "return_to") or where["location"],
        day=spoken_day(began),
        due=due,
    )


def readers_of(library: Library, copy_id: int | None) -> list[routing.Listed]:
    """Who gets a piece of a copy, in order; who is away is left out."""
    if copy_id is None:
        return []
    return [one for one in routing.of_copy(library, copy_id) if one.active]


def _where(library: Library, piece: copies.PieceData) -> dict[str, Any]:
    """Place, call number and copy of a piece, as they stand on paper."""
    title = titles.get(library, piece.title_id)
    active = [one for one in copies.of_title(library, piece.title_id) if one.active]
    copy = copies.get(library, piece.copy_id) if piece.copy_id else None
    return {
        "call_number": (copy.call_number if copy else "") or title.call_number,
        "location": copy.location if copy else "",
        "location_code": copy.location_code if copy else "",
        "copy": f"c.{copy.number}" if copy and len(active) > 1 else "",
    }
