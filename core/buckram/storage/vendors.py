"""Who supplies: agents, publishers and exchange partners, the people there, and what is ordered from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from buckram.errors import NotFound
from buckram.storage.ledger import TABLES
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor. account: our number with them; lag_days: from publication to our door, as they told; channel:
    how claims reach it; language: of the letters (MARC code); merged_into: the one that it is now."""

    id: int
    name: str
    kind: str
    account: str
    email: str
    address: str
    phone: str
    web: str
    san: str
    gln: str
    country: str
    channel: str
    language: str
    lag_days: int | None
    note: str
    merged_into: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a vendor. role: claims, renewals, accounts."""

    id: int
    vendor_id: int
    name: str
    role: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class VendorLine:
    """A vendor in the list. titles: with an order that has not ended; claims: open ones that were sent."""

    id: int
    name: str
    kind: str
    account: str
    channel: str
    titles: int
    claims: int


@dataclass(frozen=True, slots=True)
class Order:
    """A subscription with a vendor. copies: active ones that it brings; claims: open claims of the title that
    went to this vendor, or to nobody in particular."""

    id: int
    title_id: int
    title: str
    status: str
    starts_on: str
    ends_on: str
    number: str
    copies: int
    claims: int


_EMPTY = frozenset({"id", "lag_days", "merged_into"})
_COLUMNS = ", ".join(
    f.name if f.name in _EMPTY else f"ifnull({f.name}, '') AS {f.name}" for f in fields(Vendor)
)


def find(library: Library, vendor_id: int) -> Vendor | None:
    """A vendor, also one that was merged into another."""
    row = library.row(f"SELECT {_COLUMNS} FROM vendor WHERE id = ?", (vendor_id,))
    return Vendor(**dict(row)) if row else None


def get(library: Library, vendor_id: int) -> Vendor:
    """A vendor. Raises NotFound."""
    found = find(library, vendor_id)
    if found is None:
        raise NotFound("This vendor is no longer there.")
    return found


def known(library: Library) -> list[Vendor]:
    """Every vendor by name, those that were merged into another too."""
    return [
        Vendor(**dict(r))
        for r in library.rows(f"SELECT {_COLUMNS} FROM vendor ORDER BY name COLLATE NOCASE, id")
    ]


def merged(library: Library, vendor_id: int) -> list[Vendor]:
    """The vendors that were merged into this one."""
    rows = library.rows(f"SELECT {_COLUMNS} FROM vendor WHERE merged_into = ? ORDER BY name", (vendor_id,))
    return [Vendor(**dict(r)) for r in rows]


def lines(library: Library) -> list[VendorLine]:
    """Every vendor that was not merged into another, by name."""
    rows = library.rows(
        "WITH ordered AS (SELECT vendor_id, count(DISTINCT title_id) AS titles FROM subscription"
        "   WHERE status <> 'ended' GROUP BY vendor_id),"
        " claimed AS (SELECT ifnull(claim.vendor_id, (SELECT subscription.vendor_id FROM subscription"
        "     WHERE subscription.title_id = issue.title_id ORDER BY status = 'ended', id DESC LIMIT 1))"
        "   AS whose, count(*) AS claims FROM claim CROSS JOIN issue ON issue.id = claim.issue_id"
        "   WHERE closed_at IS NULL AND sent_at IS NOT NULL GROUP BY whose)"
        " SELECT id, name, kind, ifnull(account, ''), channel, ifnull(titles, 0), ifnull(claims, 0)"
        " FROM vendor LEFT JOIN ordered ON ordered.vendor_id = vendor.id"
        " LEFT JOIN claimed ON whose = vendor.id"
        " WHERE merged_into IS NULL ORDER BY name COLLATE NOCASE, id"
    )
    return [VendorLine(*tuple(r)) for r in rows]


def contacts(library: Library, vendor_id: int) -> list[Contact]:
    """The people at a vendor, in the order in which they were written down."""
    rows = library.rows(
        "SELECT id, vendor_id, name, ifnull(role, ''), ifnull(email, ''), ifnull(phone, '') FROM contact"
        " WHERE vendor_id = ? ORDER BY id",
        (vendor_id,),
    )
    return [Contact(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows]


_ORDERS = (
    "SELECT subscription.id, title.id, title.name, subscription.status, ifnull(starts_on, ''),"
    " ifnull(ends_on, ''), ifnull(order_number, ''),"
    " (SELECT count(*) FROM copy WHERE copy.title_id = title.id AND subscription_id = subscription.id"
    "   AND active),"
    " (SELECT count(*) FROM issue CROSS JOIN claim ON claim.issue_id = issue.id"
    "   WHERE issue.title_id = title.id AND closed_at IS NULL"
    "   AND ifnull(claim.vendor_id, subscription.vendor_id) = subscription.vendor_id)"
    " FROM subscription JOIN title ON title.id = title_id"
)


def orders(library: Library, vendor_id: int) -> list[Order]:
    """What is, and was, ordered from a vendor: what has not ended first, by title."""
    rows = library.rows(
        f"{_ORDERS} WHERE vendor_id = ? ORDER BY subscription.status = 'ended', sort_name, subscription.id",
        (vendor_id,),
    )
    return [Order(*tuple(r)) for r in rows]


def order_row(library: Library, order_id: int) -> dict[str, Any] | None:
    """Every column of a subscription."""
    row = library.row("SELECT * FROM subscription WHERE id = ?", (order_id,))
    return dict(row) if row else None


def copies_of(library: Library, order_id: int, title_id: int) -> list[int]:
    """The copies that an order brings, closed ones too."""
    rows = library.rows(
        "SELECT id FROM copy WHERE title_id = ? AND subscription_id = ? ORDER BY id", (title_id, order_id)
    )
    return [r[0] for r in rows]


def free_with(library: Library, order_id: int) -> list[int]:
    """The orders that run and are free with this one."""
    rows = library.rows(
        "SELECT id FROM subscription WHERE free_with = ? AND status <> 'ended' ORDER BY id", (order_id,)
    )
    return [r[0] for r in rows]


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim that is not closed. sent: it left the house. message: of a letter that has not left yet."""

    id: int
    issue_id: int
    copy_id: int | None
    reason: str
    vendor_id: int | None
    sent: bool
    message: int | None


def open_claims(library: Library, vendor_id: int, title_ids: Sequence[int]) -> list[OpenClaim]:
    """The open claims of these titles that went to the vendor, or to nobody in particular."""
    found: list[OpenClaim] = []
    for title_id in dict.fromkeys(title_ids):
        rows = library.rows(
            "SELECT claim.id, issue_id, copy_id, reason, claim.vendor_id, claim.sent_at IS NOT NULL,"
            " CASE WHEN message.state IN ('outbox', 'sending', 'failed') THEN message.id END"
            " FROM issue CROSS JOIN claim ON claim.issue_id = issue.id"
            " LEFT JOIN message ON message.id = claim.message_id"
            " WHERE issue.title_id = ? AND closed_at IS NULL AND ifnull(claim.vendor_id, ?2) = ?2"
            " ORDER BY claim.id",
            (title_id, vendor_id),
        )
        found += [OpenClaim(r[0], r[1], r[2], r[3], r[4], bool(r[5]), r[6]) for r in rows]
    return found


def references(library: Library) -> list[tuple[str, str]]:
    """(table, column) of everything that refers to a vendor, whatever tables there are."""
    rows = library.rows(
        'SELECT child.name, key."from" FROM sqlite_schema child JOIN pragma_foreign_key_list(child.name) key'
        " WHERE child.type = 'table' AND key.\"table\" = 'vendor' ORDER BY 1, 2"
    )
    unknown = {r[0] for r in rows} - TABLES
    if unknown:
        raise ValueError(f"no act may change {unknown}")
    return [(r[0], r[1]) for r in rows]


def referring(library: Library, table: str, column: str, vendor_id: int) -> list[dict[str, Any]]:
    """The rows of a table that refer to a vendor, whole."""
    return [
        dict(r) for r in library.rows(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY id", (vendor_id,))
    ]


def has_policy(library: Library, vendor_id: int, title_id: int | None, frequency: str | None) -> bool:
    """Whether the vendor has a row of the claim policy for just this title and frequency."""
    return bool(
        library.value(
            "SELECT EXISTS (SELECT 1 FROM claim_policy WHERE vendor_id = ? AND title_id IS ?"
            " AND frequency IS ?)",
            (vendor_id, title_id, frequency),
        )
    )


def has_invoice(library: Library, vendor_id: int, number: str) -> bool:
    """Whether the vendor has an invoice of that number."""
    return bool(
        library.value(
            "SELECT EXISTS (SELECT 1 FROM invoice WHERE vendor_id = ? AND number = ?)", (vendor_id, number)
        )
    )
