"""A title change: the run of the old title is closed, that of the new one opened with the piece in hand.

MARC 21 bibliographic, 780 and 785, second indicator 0: continues, continued by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from buckram.desk.ahead import extend
from buckram.desk.boxes import change, fresh
from buckram.desk.by_number import issue_for
from buckram.desk.captions import Captions, captions_of_issue
from buckram.desk.deciding import decided, horizon
from buckram.desk.desk import Desk
from buckram.desk.following import pattern_of
from buckram.desk.new_title import TypedTitle, checked_issn, make_title
from buckram.desk.receiving import Receipt, addon_in_hand, put_down, receive, scan_in_hand
from buckram.desk.resolving import title_line
from buckram.errors import Refused
from buckram.holdings.typed_designation import filled, typed_values
from buckram.identify import call_sort
from buckram.rules.status import RECEIVABLE, Status
from buckram.storage import carrying, issues, titles
from buckram.storage.guesses import IS_GUESS
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.search import search
from buckram.storage.titles import TitleLine

_CARRIED = ("publisher", "place", "country", "language", "frequency", "frequency_text", "treatment")
"""Columns of a title that its later title has as well, until somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class TitleChange:
    """What a title change did. made: the new title was not there before."""

    act_id: int
    old_id: int
    new_id: int
    issue_id: int
    made: bool
    receipt: Receipt
    sentence: str


def candidates(library: Library, title_id: int, text: str = "") -> list[TitleLine]:
    """The titles of the library that may continue a title: by its links (785, and 780 of the others), then
    by what was typed (words or an ISSN), best first."""
    found = list(dict.fromkeys(titles.continued_by(library, title_id)))
    if text.strip():
        found += [line.id for line in search(library, text.partition(";")[0])]
    return [title_line(library, one) for one in dict.fromkeys(found) if one != title_id]


def change_title(
    desk: Desk,
    issue_id: int,
    version: int,
    later: int | TypedTitle,
    *,
    printed: str = "",
    call_number: str = "",
) -> TitleChange:
    """Let a title end before the lit issue, and receive that as the first issue of its later title.

    later: the id of a title, or one that was typed and is made now. printed: what stands on the piece where
    the numbering does not go on ("1 1", "v.1 no.1"). call_number: of the new title, "" for the same. Copies,
    subscriptions, readers, treatment and the pattern are handed on to a title that has none of its own; what
    was foreseen of the old one from there on goes. One act, which can be undone. Raises Stale, Refused
    (a run without that issue to come, a later title that is itself), AlreadyHere, PatternError, UnreadNotes.
    """
    library = desk.library
    with act(library, desk.hand(), "later title") as writer:
        issue = fresh(desk, issue_id, version)
        if issue.run != "basic" or issue.beside is not None or issue.status not in RECEIVABLE:
            raise Refused(
                f"{issue.label} is not the first issue of a later title.",
                "Move the light to the issue in your hand.",
            )
        old = titles.get(library, issue.title_id)
        captions = captions_of_issue(library, issue)
        values = _values(desk, captions, issue, printed)
        begins = issue.published_on or desk.day_of_receipt()
        new_id, made = _title(desk, writer, old.id, later, call_number)
        if not carrying.has_copies(library, new_id):
            carrying.copies(writer, old.id, new_id, begins.isoformat())
        pattern_id = _pattern(writer, captions, new_id, begins)
        _close(writer, issue, begins)
        first, at = issue_for(writer, new_id, "basic", values, captions.field, pattern_id)
        carrying.link(writer, old.id, "785", carrying.named(library, new_id))
        carrying.link(writer, new_id, "780", carrying.named(library, old.id))
        # The piece was scanned as one of the old title.
        addon, scan_id = addon_in_hand(desk, old.id), scan_in_hand(desk, old.id)
        receipt = receive(desk, first, at, addon=addon, answers=scan_id, within=writer)
        new = titles.get(library, new_id)
        writer.title_id, writer.issue_id = old.id, issue.id
        writer.sentence = (
            f"{old.name} is continued by {new.name} from {receipt.label} on, which was received."
        )
    put_down(desk, new_id)
    extend(library, new_id, desk.today(), horizon(library))
    receipt = replace(receipt, act_id=writer.id)
    return TitleChange(writer.id, old.id, new_id, first, made, receipt, writer.sentence)


def _values(desk: Desk, captions: Captions, issue: Issue, printed: str) -> dict[str, str]:
    """What the first issue of the new title bears: as the old one goes on, but for what was typed."""
    values = dict(issue.designation)
    if not printed.strip():
        return values
    if captions.row is None:
        raise Refused(
            "The old title has no captions by which this could be read.", "Receive it by typing: V."
        )
    pattern = pattern_of(captions.row)
    day_first = bool(decided(desk.library, "day_first"))
    return filled(typed_values(printed, pattern, values, day_first=day_first), pattern, values)


def _title(
    desk: Desk, writer: ActWriter, old_id: int, later: int | TypedTitle, call_number: str
) -> tuple[int, bool]:
    """(id of the later title, whether it was made)."""
    library = desk.library
    if isinstance(later, int):
        if later == old_id:
            raise Refused("A title does not continue itself.", "Choose another, or type its new name.")
        if titles.get(library, later).status == "ceased":
            raise Refused("That title has ceased.", "Choose another, or type its new name.")
        return later, False
    old = carrying.title_row(library, old_id)
    columns: dict[str, Any] = {column: old[column] for column in _CARRIED if old[column] is not None}
    if later.frequency:
        columns["frequency"] = later.frequency
    call = " ".join(call_number.split()) or old["call_number"]
    if call:
        columns |= {"call_number": call, "call_sort": call_sort(call) if call_number else old["call_sort"]}
    issn = checked_issn(library, later.issn) if later.issn else ""
    new_id = make_title(
        desk,
        later.name,
        issn,
        location=later.location,
        writer=writer,
        columns=columns,
        bare=not later.location,
    )
    return new_id, True


def _pattern(writer: ActWriter, captions: Captions, new_id: int, begins: date) -> int | None:
    """The pattern goes on with the new title, unless that has one; gives the id of what holds there."""
    own = [row for row in issues.patterns(writer.library, new_id) if row.run == "basic"]
    if own:
        return own[-1].id
    if captions.row is None:
        return None
    rows = carrying.rows_of(writer.library, "pattern", captions.row.title_id)
    row = next(row for row in rows if row["id"] == captions.row.id)
    return carrying.again(
        writer, "pattern", row, new_id, holds_from=begins.isoformat(), holds_until=None, source="person"
    )


def _close(writer: ActWriter, issue: Issue, begins: date) -> None:
    """Nothing more is foreseen of the old title: it ended the day before."""
    library, title_id = writer.library, issue.title_id
    last_day = (begins - timedelta(days=1)).isoformat()
    gone = carrying.guesses(library, title_id, issue.position, begins.isoformat(), IS_GUESS)
    for one in gone:
        writer.delete("issue", one)
    if issue.id not in gone:
        # Somebody noted or claimed it: it stays to be seen, and nobody waits for it here any more.
        change(writer, issue, Status.NOT_PUBLISHED if issue.status is Status.EXPECTED else None)
    carrying.end_patterns(writer, title_id, last_day)
    carrying.end(writer, title_id, last_day)
