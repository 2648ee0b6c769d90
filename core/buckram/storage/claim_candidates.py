"""All that may have to be claimed: what is late, short or damaged, and what was claimed and has not ended.

Each question is asked once for all issues: asked issue by issue, ten thousand late ones would take seconds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.rules.claimable import Order
from buckram.rules.copies import Condition
from buckram.rules.status import Status
from buckram.storage import titles
from buckram.storage.issues import CAME
from buckram.storage.library import Library
from buckram.storage.pieces import Piece, shared_out


@dataclass(frozen=True, slots=True)
class Candidate:
    """An issue that may have to be claimed. hold_until: it is watched up to this day."""

    issue_id: int
    version: int
    title_id: int
    run: str
    position: int
    label: str
    published_on: date | None
    expected_on: date | None
    status: Status
    hold_until: date | None
    is_beside: bool

    @property
    def day(self) -> date | None:
        """The day that tells which order brings it."""
        return self.published_on or self.expected_on


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription of a title, with whom it comes from."""

    id: int
    order: Order
    vendor_id: int | None
    vendor: str
    vendor_country: str


@dataclass(frozen=True, slots=True)
class About:
    """A title of which something may have to be claimed. copies: its active copies, None where no copy is
    recorded at all. lags: days that its last receipts took. came: of each run the position of the last issue
    that came."""

    title_id: int
    name: str
    sort_name: str
    country: str
    frequency: str | None
    frequency_name: str
    grace_days: int | None
    a_year: float | None
    location: str
    copies: Sequence[int] | None
    subscriptions: Sequence[Subscribed]
    lags: Sequence[int]
    came: dict[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    """A claim of a candidate. vendor: of whom it is wanted, "" where nobody is recorded. answer: the last
    reply to it; out_on: the latest day that one names for an issue that is not out yet."""

    id: int
    number: int
    reason: str
    sent_on: date | None
    due_on: date | None
    open: bool
    ended: str
    ended_on: date | None
    message_id: int | None
    answer: str
    out_on: date | None
    vendor_id: int | None = None
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Lacks:
    """What copies lack. copies: to which no piece came; spoilt: whose only piece is damaged; came_on: the day
    of the last piece."""

    copies: int
    spoilt: int
    came_on: date | None


def candidates(library: Library, today: date) -> list[Candidate]:
    """Every issue that is expected by today and lacks something, is damaged, or has an open claim."""
    rows = library.rows(
        "SELECT id, version, title_id, run, position, label, published_on, expected_on, status, hold_until,"
        " beside IS NOT NULL FROM issue WHERE id IN ("
        " SELECT id FROM issue WHERE status IN ('expected', 'partial') AND expected_on <= ?"
        " UNION ALL SELECT id FROM issue WHERE status = 'damaged'"
        " UNION ALL SELECT issue_id FROM claim WHERE closed_at IS NULL)",
        (today.isoformat(),),
    )
    return [
        Candidate(
            r[0], r[1], r[2], r[3], r[4], r[5], _day(r[6]), _day(r[7]), Status(r[8]), _day(r[9]), bool(r[10])
        )
        for r in rows
    ]


def about(library: Library, found: Collection[Candidate]) -> dict[int, About]:
    """What must be known of the titles of these candidates."""
    return _about(library, {one.title_id for one in found}, {(one.title_id, one.run) for one in found})


def about_title(library: Library, title_id: int) -> About:
    """The same of one title. Raises NotFound."""
    found = _about(library, {title_id}, set()).get(title_id)
    if found is None:
        raise NotFound("This title is no longer in the library.", "Look it up again.")
    return found


def _about(library: Library, ids: Collection[int], runs: Collection[tuple[int, str]]) -> dict[int, About]:
    wanted = json.dumps(list(ids))
    subscriptions = _subscriptions(library, wanted)
    copies: dict[int, list[int]] = defaultdict(list)
    recorded = set()
    for title_id, copy_id, active in library.rows(
        "SELECT title_id, id, active FROM copy WHERE title_id IN (SELECT value FROM json_each(?))"
        " ORDER BY rank, number, id",
        (wanted,),
    ):
        recorded.add(title_id)
        if active:
            copies[title_id].append(copy_id)
    lags = titles.own_lags_of(library, ids)
    came = _came(library, runs)
    rows = library.rows(
        "SELECT title.id, title.name, sort_name, ifnull(country, '') AS country, title.frequency,"
        " ifnull(frequency.name, '') AS frequency_name, grace_days, per_year,"
        " ifnull((SELECT location.name FROM copy JOIN location ON location.id = location_id"
        "   WHERE copy.title_id = title.id AND active ORDER BY copy.rank, copy.number LIMIT 1), '')"
        "   AS location"
        " FROM title LEFT JOIN frequency ON frequency.code = title.frequency"
        " WHERE title.id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    return {
        r["id"]: About(
            title_id=r["id"],
            name=r["name"],
            sort_name=r["sort_name"],
            country=r["country"],
            frequency=r["frequency"],
            frequency_name=r["frequency_name"],
            grace_days=r["grace_days"],
            a_year=r["per_year"],
            location=r["location"],
            copies=copies[r["id"]] if r["id"] in recorded else None,
            subscriptions=subscriptions.get(r["id"], ()),
            lags=lags.get(r["id"], ()),
            came=came.get(r["id"], {}),
        )
        for r in rows
    }


def _subscriptions(library: Library, wanted: str) -> dict[int, list[Subscribed]]:
    """Of each title, the one in force first, then the newest: as `claims.vendor_of` chooses."""
    found: dict[int, list[Subscribed]] = defaultdict(list)
    for r in library.rows(
        "SELECT title_id, subscription.id, status, starts_on, ends_on, vendor.id, ifnull(vendor.name, ''),"
        " ifnull(vendor.country, '') FROM subscription LEFT JOIN vendor ON vendor.id = vendor_id"
        " WHERE title_id IN (SELECT value FROM json_each(?))"
        " ORDER BY vendor.id IS NULL, status = 'active' DESC, subscription.id DESC",
        (wanted,),
    ):
        found[r[0]].append(Subscribed(r[1], Order(r[2], _day(r[3]), _day(r[4])), r[5], r[6], r[7]))
    return found


def _came(library: Library, runs: Collection[tuple[int, str]]) -> dict[int, dict[str, int]]:
    came: dict[int, dict[str, int]] = defaultdict(dict)
    for title_id, run, position in library.rows(
        "SELECT value ->> 0 AS the_title, value ->> 1 AS the_run, (SELECT position FROM issue"
        "   WHERE title_id = value ->> 0 AND run = value ->> 1 AND beside IS NULL"
        f"  AND status IN {CAME} ORDER BY position DESC LIMIT 1) FROM json_each(?)",
        (json.dumps(list(runs)),),
    ):
        if position is not None:
            came[title_id][run] = position
    return came


def claims_of(library: Library, issue_ids: Collection[int]) -> dict[int, list[Made]]:
    """Every claim of these issues, the first first; of an issue without one nothing."""
    found: dict[int, list[Made]] = defaultdict(list)
    for r in library.rows(
        "SELECT issue_id, claim.id, number, reason, substr(sent_at, 1, 10), claim.due_on,"
        " closed_at IS NULL, ifnull(ended, ''), ifnull(ended_on, substr(closed_at, 1, 10)), message_id,"
        " ifnull((SELECT answer FROM reply WHERE claim_id = claim.id ORDER BY reply.id DESC LIMIT 1), ''),"
        " (SELECT max(reply.due_on) FROM reply WHERE claim_id = claim.id"
        "   AND answer IN ('not yet published', 'delayed')), vendor.id, ifnull(vendor.name, '')"
        " FROM claim LEFT JOIN vendor ON vendor.id = vendor_id"
        " WHERE issue_id IN (SELECT value FROM json_each(?)) ORDER BY number, claim.id",
        (json.dumps(list(issue_ids)),),
    ):
        found[r[0]].append(
            Made(
                r[1],
                r[2],
                r[3],
                _day(r[4]),
                _day(r[5]),
                bool(r[6]),
                r[7],
                _day(r[8]),
                r[9],
                r[10],
                _day(r[11]),
                r[12],
                r[13],
            )
        )
    return found


def lacks(
    library: Library, found: Collection[Candidate], copies: dict[int, Sequence[int] | None]
) -> dict[int, Lacks]:
    """What the copies lack of those candidates of which something came. copies: the active ones by title."""
    some = {one.issue_id: one for one in found if one.status is not Status.EXPECTED}
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for r in library.rows(
        "SELECT issue_id, id, copy_id, kind, condition, received_on FROM piece"
        " WHERE issue_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(some)),),
    ):
        pieces[r[0]].append(Piece(r[1], r[2], r[3], Condition(r[4]), date.fromisoformat(r[5])))
    answer = {}
    for issue_id, one in some.items():
        states = shared_out(copies.get(one.title_id) or (), pieces[issue_id])
        came = [piece.received_on for piece in pieces[issue_id] if piece.counts]
        answer[issue_id] = Lacks(states.count(None), states.count(Condition.DAMAGED), max(came, default=None))
    return answer


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
