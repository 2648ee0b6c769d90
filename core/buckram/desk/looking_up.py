"""Title look-up: the list as you type, and one title in detail, for staff and for readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.holdings_told import holdings_told
from buckram.desk.resolving import resolve
from buckram.identify import read
from buckram.rules.status import Status
from buckram.storage import issues, notes, rounds, titles
from buckram.storage.bindery import repairs, volumes
from buckram.storage.bindery.away import AwayVolume, in_no_lot, volumes_of_title
from buckram.storage.bindery.volumes import Volume
from buckram.storage.issues import Issue
from buckram.storage.library import Library
from buckram.storage.notes import Note
from buckram.storage.search import FOUND_AT_MOST, search
from buckram.storage.titles import Copy, Link, Title, TitleLine

__all__ = ["FOUND_AT_MOST", "Detail", "detail", "look_up", "look_up_code"]


@dataclass(frozen=True, slots=True)
class Detail:
    """What the look-up tells of a title.

    holdings: (name of the run or of the statement, text). next: the first issue still expected, or
    None. out: the issues that are on their way round their readers, with the day on which each ought to be
    back, the oldest first. away: the volumes that are at the binder's; at_bindery: how many issues are there
    without one, since before the lots were kept here. volumes: what is bound, in order. mended: what is at
    the mending bench. readers and staff notes are empty when the public asks.
    """

    title: Title
    variants: Sequence[str]
    identifiers: Sequence[tuple[str, str]]
    links: Sequence[Link]
    copies: Sequence[Copy]
    holdings: Sequence[tuple[str, str]]
    last: Issue | None
    next: Issue | None
    at_bindery: int
    readers: Sequence[str]
    notes: Sequence[Note]
    out: Sequence[tuple[str, date]] = ()
    away: Sequence[AwayVolume] = ()
    volumes: Sequence[Volume] = ()
    mended: Sequence[str] = ()


def look_up(library: Library, text: str) -> list[TitleLine]:
    """The titles that answer to words or a number, best first."""
    return search(library, text)


def look_up_code(library: Library, raw: str, today: date) -> list[TitleLine]:
    """The titles that a scanned code answers to; nothing is received."""
    return list(resolve(library, read(raw), today).titles)


def detail(library: Library, title_id: int, person: str | None) -> Detail:
    """One title. person: who asks; None is the public, who sees no staff notes and no names."""
    lit = [
        issue for issue in issues.window(library, title_id, "basic", 0, 40) if issue.status is Status.EXPECTED
    ]
    found = notes.of_title(library, title_id, person or "", every=person is not None)
    return Detail(
        title=titles.get(library, title_id),
        variants=titles.variants(library, title_id),
        identifiers=titles.identifiers(library, title_id),
        links=titles.links(library, title_id),
        copies=titles.copies(library, title_id),
        holdings=holdings_told(library, title_id),
        last=issues.newest_here(library, title_id),
        next=lit[0] if lit else None,
        at_bindery=in_no_lot(library, title_id),
        readers=titles.routing_names(library, title_id) if person is not None else (),
        notes=found if person is not None else [note for note in found if note.audience == "public"],
        out=_out(library, title_id),
        away=volumes_of_title(library, title_id),
        volumes=volumes.of_title(library, title_id),
        mended=repairs.names_being_mended(library, title_id),
    )


def _out(library: Library, title_id: int) -> list[tuple[str, date]]:
    days = rounds.days_of_title(library, title_id)
    labels = {one.issue_id: one.label for one in rounds.out_of_title(library, title_id)} if days else {}
    return [(label, days[issue_id]) for issue_id, label in labels.items() if issue_id in days]
