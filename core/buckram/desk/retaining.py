"""Retention: what may go, why, and letting it go; what came in another form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from buckram.desk.boxes import fresh
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.withdrawing import withdraw_in
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.identify import call_sort
from buckram.rules.keeping import WAITS_FOR, InHouse, Replacement, may_go, spoken_day
from buckram.rules.retention import How, kept
from buckram.rules.shelf_order import Key, shelf_key
from buckram.rules.status import Status
from buckram.storage import retention, titles
from buckram.storage.ledger import act
from buckram.storage.library import Library
from buckram.storage.retention import Kept


@dataclass(frozen=True, slots=True)
class MayGo:
    """A piece that may go. how: by what kind of retention; why: in words."""

    piece: Kept
    how: How
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A copy of which nothing may go before something has come. what: binding, microfilm, online, cumulation.

    count: its pieces; first, last: the oldest and the newest of them.
    """

    title_id: int
    title: str
    location: str
    copy_number: int
    what: str
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is wanted; "" and None mean all. location: its name."""

    location: str = ""
    how: How | None = None
    title_id: int | None = None


def to_go(library: Library, today: date, filters: Filters | None = None) -> list[MayGo]:
    """What may go, in shelf order by location."""
    filters = filters or Filters()
    found = [
        one
        for one in _to_go(library, today, filters.title_id)
        if filters.location in ("", one.piece.location) and filters.how in (None, one.how)
    ]
    by_title = decided(library, "shelved_by_title")
    return sorted(found, key=lambda one: _place(one.piece, by_title=by_title))


def _to_go(library: Library, today: date, title_id: int | None) -> list[MayGo]:
    came = _replacements(library, title_id)
    found: list[MayGo] = []
    of_copy = groupby(retention.kept(library, title_id), lambda piece: (piece.copy_id, piece.run))
    for _, group in of_copy:
        pieces = list(group)
        keeps = kept(pieces[0].keeps, pieces[0].retention)
        if not keeps.limited:
            continue
        since = _bound_since(library, pieces) if keeps.how is How.UNTIL_BOUND else {}
        # A bound volume is no issue that stands on a shelf, unless this copy is not the one that was bound.
        loose = [p for p in pieces if p.status is not Status.BOUND or keeps.how is How.UNTIL_BOUND]
        in_house = [
            InHouse(p.issue_id, p.published_on, p.received_on, p.stays_bound, since.get(p.issue_id))
            for p in loose
        ]
        reasons = may_go(keeps, in_house, came[pieces[0].title_id], today)
        found += [MayGo(loose[place], keeps.how, why) for place, why in reasons.items()]
    return found


def _replacements(library: Library, title_id: int | None) -> dict[int, list[Replacement]]:
    found: dict[int, list[Replacement]] = defaultdict(list)
    for one in retention.replaced(library, title_id):
        found[one.title_id].append(Replacement(one.form, one.from_on, one.until_on, one.came_on))
    return found


def _bound_since(library: Library, pieces: Sequence[Kept]) -> dict[int, date]:
    moments = retention.bound_since(library, [piece.issue_id for piece in pieces if piece.stays_bound])
    return {issue_id: date.fromisoformat(at[:10]) for issue_id, at in moments.items()}


def _place(piece: Kept, *, by_title: bool) -> tuple[int, str, Key]:
    stands = shelf_key(call_sort(piece.call_number), piece.sort_name, by_title=by_title)
    return piece.location_position, piece.location, stands


def waiting(library: Library) -> list[Waiting]:
    """The copies that wait for the binder, for microfilm, for an online edition or a cumulation, in shelf
    order: what has not come for them yet."""
    came = _replacements(library, None)
    by_title = decided(library, "shelved_by_title")
    found: list[tuple[tuple[int, str, Key], Waiting]] = []
    for _, group in groupby(retention.kept(library), lambda piece: piece.copy_id):
        pieces = list(group)
        keeps = kept(pieces[0].keeps, pieces[0].retention)
        if keeps.how not in WAITS_FOR:
            continue
        in_house = [InHouse(p.issue_id, p.published_on, p.received_on, p.stays_bound) for p in pieces]
        going = may_go(keeps, in_house, came[pieces[0].title_id], date.max)
        left = [
            piece for n, piece in enumerate(pieces) if n not in going and piece.status is not Status.BOUND
        ]
        if left:
            one = left[0]
            line = Waiting(
                one.title_id,
                one.title,
                one.location,
                one.copy_number,
                WAITS_FOR[keeps.how],
                len(left),
                one.label,
                left[-1].label,
            )
            found.append((_place(one, by_title=by_title), line))
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


_YEARS = re.compile(r"(?P<form>[a-z]+)?\s*(?P<first>\d{4})(?:\s*[-/–]\s*(?P<last>\d{4}))?")
_FORMS = ("microfilm", "online", "cumulation")


def typed_replacement(text: str, likely: str = "microfilm") -> tuple[str, int, int]:
    """(form, first year, last year) of what a person typed: "2024", "m 2020-2024", "online 2024".

    likely: the form when none is typed. Raises Refused for anything else.
    """
    match = _YEARS.fullmatch(" ".join(text.lower().split()))
    form = match["form"] or likely if match else ""
    forms = [one for one in _FORMS if form and one.startswith(form)]
    if match is None or not forms:
        raise Refused(
            f"“{text.strip()}” does not say what came.", "Type the years, such as m 2024 or online 2020-2024."
        )
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if last < first:
        raise Refused(f"{first}-{last} runs backwards.", "Type the earlier year first.")
    return forms[0], first, last


def replacement_came(desk: Desk, title_id: int, form: str, first: int, last: int) -> str:
    """Say that a title's issues dated from the year `first` to `last` are here in another form: one act.

    The day it came is the desk's day of receipt. Gives the sentence. Raises NotFound, Refused.
    """
    if last > desk.today().year:
        raise Refused(f"{last} has not come yet.", "Type a year that is over, or this one.")
    name = titles.get(desk.library, title_id).name
    came = Replacement(form, date(first, 1, 1), date(last, 12, 31), desk.day_of_receipt())
    with act(desk.library, desk.hand(), "replaced") as writer:
        writer.insert(
            "replaced",
            {
                "title_id": title_id,
                "form": came.form,
                "from_on": came.from_on.isoformat(),
                "until_on": came.until_on.isoformat(),
                "came_on": came.came_on.isoformat(),
            },
        )
        writer.title_id = title_id
        writer.sentence = f"{form.capitalize()} of {came.years} came on {spoken_day(came.came_on)}: {name}."
    return writer.sentence


def withdraw(desk: Desk, lines: Sequence[MayGo]) -> str:
    """Withdraw all these pieces: one act. Gives the sentence.

    Raises Refused when there are none; Stale, and nothing is changed, when one of their boxes was changed
    meanwhile.
    """
    if not lines:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    of_issue: dict[tuple[int, int], set[int | None]] = defaultdict(set)
    for line in lines:
        of_issue[line.piece.issue_id, line.piece.version].add(line.piece.copy_id)
    with act(desk.library, desk.hand(), "withdraw") as writer:
        for (issue_id, version), copy_ids in of_issue.items():
            withdraw_in(writer, fresh(desk, issue_id, version), copy_ids)
        title_ids = {line.piece.title_id for line in lines}
        writer.title_id = title_ids.pop() if len(title_ids) == 1 else None
        writer.issue_id = next(iter(of_issue))[0] if len(of_issue) == 1 else None
        first = lines[0]
        writer.sentence = (
            f"Withdrew {first.piece.label}, {first.why}: {first.piece.title}."
            if len(lines) == 1
            else f"Withdrew {len(lines)} pieces by their retention."
        )
    return writer.sentence


def as_table(found: Sequence[MayGo], today: date) -> Table:
    """The list for a spreadsheet or a printer."""
    return Table(
        f"What may go, {spoken_day(today)}",
        ("Location", "Call number", "Title", "Issue", "Copy", "Why", "Barcode"),
        [
            (
                one.piece.location,
                one.piece.call_number,
                one.piece.title,
                one.piece.label,
                str(one.piece.copy_number),
                one.why,
                one.piece.barcode,
            )
            for one in found
        ],
        f"{len(found)} pieces.",
    )
