"""What vendors answered: to a claim, or to none that is known yet."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. claim_id: None while nobody knows which claim it answers. due_on: the day that it names.

    answer: a word of rules.replies.Answer. text: in the vendor's own words. source: "person", or the name of
    the file that it came in. settled: one without a claim was dealt with.
    """

    id: int
    claim_id: int | None
    vendor_id: int | None
    vendor: str
    day: date
    answer: str
    due_on: date | None
    text: str
    source: str
    written_by: str
    settled: bool


_REPLY = (
    "SELECT reply.id, claim_id, vendor_id, ifnull(vendor.name, ''), day, answer, due_on, ifnull(text, ''),"
    " source, written_by, settled_at IS NOT NULL FROM reply LEFT JOIN vendor ON vendor.id = vendor_id"
)


def _reply(row: Row) -> Reply:
    return Reply(
        row[0],
        row[1],
        row[2],
        row[3],
        date.fromisoformat(row[4]),
        row[5],
        date.fromisoformat(row[6]) if row[6] else None,
        row[7],
        row[8],
        row[9],
        bool(row[10]),
    )


def of_claims(library: Library, claim_ids: Collection[int]) -> list[Reply]:
    """The answers to these claims, the first first."""
    rows = library.rows(
        f"{_REPLY} WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY reply.id",
        (json.dumps(list(claim_ids)),),
    )
    return [_reply(r) for r in rows]


def unmatched(library: Library) -> list[Reply]:
    """The answers of which nobody has said yet which claim they are to, the oldest first."""
    rows = library.rows(f"{_REPLY} WHERE claim_id IS NULL AND settled_at IS NULL ORDER BY reply.id")
    return [_reply(r) for r in rows]


def find(library: Library, reply_id: int) -> Reply | None:
    """One answer."""
    row = library.row(f"{_REPLY} WHERE reply.id = ?", (reply_id,))
    return _reply(row) if row else None
