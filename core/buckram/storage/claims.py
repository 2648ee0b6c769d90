"""Claims: what was wanted of whom supplies it, when it left the house, and how that ended."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.storage.library import Library, Row
from buckram.storage.titles import hyphened


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim. copy_id: the copy that lacks its piece, None for the whole issue. number: 1 for the first of
    this issue. sent: it has left the queue. vendor_id: of whom it is wanted. message_id: the letter that
    bears it. due_on: the day on which an answer said to look again. ended: how, "" while it is open."""

    id: int
    issue_id: int
    copy_id: int | None
    number: int
    reason: str
    sent: bool
    open: bool
    vendor_id: int | None = None
    message_id: int | None = None
    wanted_on: str = ""
    sent_at: str | None = None
    due_on: str | None = None
    note: str = ""
    ended: str = ""
    ended_on: str | None = None


_CLAIM = (
    "SELECT id, issue_id, copy_id, number, reason, sent_at IS NOT NULL, closed_at IS NULL, vendor_id,"
    " message_id, wanted_on, sent_at, due_on, ifnull(note, ''), ifnull(ended, ''), ended_on FROM claim"
)


def _claim(row: Row) -> Claim:
    return Claim(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]), *tuple(row)[7:])


def of_issue(library: Library, issue_id: int) -> list[Claim]:
    """Every claim of an issue, the first first."""
    rows = library.rows(f"{_CLAIM} WHERE issue_id = ? ORDER BY number, id", (issue_id,))
    return [_claim(r) for r in rows]


def of(library: Library, claim_ids: Collection[int]) -> list[Claim]:
    """These claims, in the order of their numbers in the file; what is not there is left out."""
    rows = library.rows(
        f"{_CLAIM} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps(list(claim_ids)),)
    )
    return [_claim(r) for r in rows]


def vendor_of(
    library: Library, title_id: int, copy_id: int | None = None, day: date | None = None
) -> int | None:
    """Of whom an issue is claimed: the vendor of the subscription that brings what is dated `day`, of several
    that of the copy, then the one in force, then the newest. None where no vendor is recorded.

    The copies of a title that went to another vendor hang on its order; what came before is owed by the old.
    """
    found: int | None = library.value(
        "SELECT vendor_id FROM subscription WHERE title_id = ?1 AND vendor_id IS NOT NULL"
        " ORDER BY CASE WHEN ?3 IS NULL THEN 0 WHEN ifnull(starts_on, '') > ?3 THEN 0"
        "   WHEN status = 'active' THEN 1 WHEN status = 'on order' THEN starts_on IS NOT NULL"
        "   ELSE ifnull(ends_on, '') >= ?3 END DESC,"
        " id IS (SELECT subscription_id FROM copy WHERE id = ?2) DESC,"
        " status = 'active' DESC, id DESC LIMIT 1",
        (title_id, copy_id, day.isoformat() if day else None),
    )
    return found


@dataclass(frozen=True, slots=True)
class Unsent:
    """A claim that is to be sent, with what a letter says of it. All texts may be "".

    vendor_id: None where no vendor is recorded: it cannot be sent before one is. earlier: the days on which
    earlier claims of the same thing were sent, the first first. copies: how many are wanted with it (a claim
    for one copy: 1; for the whole issue: its active copies). message_id: the letter that it is in already,
    which has not left the house. vendor_number: the vendor's own number for the title.
    """

    id: int
    number: int
    reason: str
    note: str
    wanted_on: date
    wanted_by: str
    vendor_id: int | None
    vendor: str
    message_id: int | None
    issue_id: int
    label: str
    published_on: date | None
    title_id: int
    title: str
    issn: str
    copy_id: int | None
    copy_number: int | None
    copies: int
    location: str
    subscription_id: int | None
    order_number: str
    vendor_number: str
    earlier: tuple[date, ...]


# The vendor's subscription for the title: it is told its own order number. Of several that of the copy, then
# the one in force, then the newest.
_UNSENT = (
    "SELECT claim.id, claim.number, claim.reason, ifnull(claim.note, ''), wanted_on, ifnull(wanted_by, ''),"
    " vendor.id, ifnull(vendor.name, ''), claim.message_id, issue.id, issue.label, issue.published_on,"
    " title.id, title.name,"
    " ifnull((SELECT value FROM identifier i WHERE i.title_id = title.id AND i.kind IN ('issn', 'issn-l')"
    "   ORDER BY i.kind, i.id LIMIT 1), '') AS issn,"
    " copy.id, copy.number,"
    " CASE WHEN copy.id IS NOT NULL THEN 1 ELSE max(1,"
    "   (SELECT count(*) FROM copy c WHERE c.title_id = title.id AND c.active)) END,"
    " ifnull((SELECT location.name FROM location WHERE location.id = copy.location_id), ''),"
    " subscription.id, ifnull(order_number, ''), ifnull(vendor_title_number, ''),"
    " (SELECT group_concat(day) FROM (SELECT substr(e.sent_at, 1, 10) AS day FROM claim e"
    "   WHERE e.issue_id = claim.issue_id AND e.copy_id IS claim.copy_id AND e.sent_at IS NOT NULL"
    "   AND e.closed_at IS NULL ORDER BY e.number, e.id))"
    " FROM claim JOIN issue ON issue.id = claim.issue_id JOIN title ON title.id = issue.title_id"
    " LEFT JOIN copy ON copy.id = claim.copy_id"
    # SQLite orders a subquery by its own columns only: what it is compared with has to be one.
    " LEFT JOIN subscription ON subscription.id = (SELECT id FROM (SELECT s.id, s.vendor_id, s.status,"
    "   s.id IS copy.subscription_id AS of_copy, ifnull(s.vendor_id = claim.vendor_id, 0) AS of_vendor"
    "   FROM subscription s WHERE s.title_id = title.id)"
    "   ORDER BY of_vendor DESC, of_copy DESC, vendor_id IS NOT NULL DESC, status = 'active' DESC,"
    "   id DESC LIMIT 1)"
    " LEFT JOIN vendor ON vendor.id = ifnull(claim.vendor_id, subscription.vendor_id)"
)


def unsent(library: Library, vendor_id: int | None = None) -> list[Unsent]:
    """The claims that a person decided on and that have not left the house, by vendor, title and issue.

    vendor_id: only those of this vendor. A claim that is in a letter already bears its message_id.
    """
    only = " AND vendor.id = ?" if vendor_id is not None else ""
    rows = library.rows(
        f"{_UNSENT} WHERE claim.sent_at IS NULL AND claim.closed_at IS NULL{only}"
        f" ORDER BY vendor.name IS NULL, vendor.name, {_BY_TITLE}",
        () if vendor_id is None else (vendor_id,),
    )
    return _unsent(rows)


def of_message(library: Library, message_id: int) -> list[Unsent]:
    """The claims that a letter bears, sent or not, by title and issue."""
    return _unsent(library.rows(f"{_UNSENT} WHERE claim.message_id = ? ORDER BY {_BY_TITLE}", (message_id,)))


_BY_TITLE = "title.sort_name, issue.position, copy.number, claim.id"


def _unsent(rows: Sequence[Row]) -> list[Unsent]:
    found = []
    for row in rows:
        values = list(row)
        values[4] = date.fromisoformat(values[4])
        values[11] = date.fromisoformat(values[11]) if values[11] else None
        values[14] = hyphened(values[14])
        values[22] = tuple(date.fromisoformat(day) for day in (values[22] or "").split(",") if day)
        found.append(Unsent(*values))
    return found


def mark_sent(library: Library, claim_ids: Collection[int], at: str, message_id: int | None = None) -> int:
    """These claims have left the house at a moment (inside a transaction); gives how many of them were open
    and unsent. message_id: the letter that bore them; None leaves it as it is."""
    return library.execute(
        "UPDATE claim SET sent_at = ?, message_id = ifnull(?, message_id)"
        " WHERE id IN (SELECT value FROM json_each(?)) AND sent_at IS NULL AND closed_at IS NULL",
        (at, message_id, json.dumps(list(claim_ids))),
    ).rowcount


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A claim that was sent and is open, as somebody looks for it who holds an answer."""

    id: int
    number: int
    sent_on: date
    issue_id: int
    label: str
    title: str
    vendor: str


def awaiting(library: Library, words: str, vendor_id: int | None = None, most: int = 36) -> list[Awaiting]:
    """The claims that wait for an answer and whose title has all these words (folded), the newest first.

    vendor_id: only those of this vendor. A number of the title is a word too.
    """
    rows = library.rows(
        "SELECT claim.id, claim.number, substr(sent_at, 1, 10), issue.id, issue.label, title.name,"
        " ifnull(vendor.name, '') FROM claim JOIN issue ON issue.id = issue_id"
        " JOIN title ON title.id = issue.title_id LEFT JOIN vendor ON vendor.id = claim.vendor_id"
        " WHERE sent_at IS NOT NULL AND closed_at IS NULL AND (?2 IS NULL OR claim.vendor_id = ?2)"
        " AND NOT EXISTS (SELECT 1 FROM json_each(?1) word"
        "   WHERE instr(search_names || ' ' || search_more, word.value) = 0)"
        " ORDER BY sent_at DESC, claim.id DESC LIMIT ?3",
        (json.dumps(words.split()), vendor_id, most),
    )
    return [Awaiting(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], r[6]) for r in rows]
