"""What an answer from a file is matched with: the claims that were sent, and the answers read before."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Sent:
    """A claim that was sent. enumeration: of its issue, without the cover date. open: it has not ended."""

    claim_id: int
    number: int
    vendor_id: int | None
    title_id: int
    issue_id: int
    label: str
    enumeration: str
    issn: str
    order_number: str
    open: bool


def sent(library: Library) -> list[Sent]:
    """Every claim that was sent, the newest first."""
    rows = library.rows(
        "SELECT claim.id, claim.number, claim.vendor_id, issue.title_id, issue.id, issue.label,"
        " ifnull((SELECT value FROM identifier i WHERE i.title_id = issue.title_id"
        "   AND i.kind IN ('issn', 'issn-l') ORDER BY i.kind, i.id LIMIT 1), ''),"
        " ifnull((SELECT order_number FROM (SELECT s.id, s.order_number, s.status,"
        "   s.id IS copy.subscription_id AS of_copy FROM subscription s"
        "   WHERE s.title_id = issue.title_id AND order_number IS NOT NULL)"
        "   ORDER BY of_copy DESC, status = 'active' DESC, id DESC LIMIT 1), ''),"
        " closed_at IS NULL FROM claim JOIN issue ON issue.id = claim.issue_id"
        " LEFT JOIN copy ON copy.id = claim.copy_id WHERE claim.sent_at IS NOT NULL ORDER BY claim.id DESC"
    )
    return [
        Sent(r[0], r[1], r[2], r[3], r[4], r[5], r[5].partition(" (")[0], r[6], r[7], bool(r[8]))
        for r in rows
    ]


def digests(library: Library) -> set[str]:
    """Of every answer that was read from a file."""
    return {r[0] for r in library.rows("SELECT digest FROM reply WHERE digest IS NOT NULL")}
