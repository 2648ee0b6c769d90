"""Messages to vendors: what is to be told them, the outbox, and who is handing it over just now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


class State(StrEnum):
    """Where a message is. UNKNOWN is not stored: it was being handed over when that was broken off."""

    OUTBOX = "outbox"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


WAITING = (State.OUTBOX, State.FAILED)
"""A message that certainly did not go, and may."""


@dataclass(frozen=True, slots=True)
class Message:
    """A letter to a vendor. level: 1 first, 2 second, 3 final. body: the letter as text, whatever the channel.

    recipient: the address it goes to, "" where the vendor has none. claims: how many it carries. problem: what
    the server said at the last try. sent_as: mail, printed, by hand, or the name of a file.
    """

    id: int
    vendor_id: int
    vendor: str
    kind: str
    level: int
    channel: str
    language: str
    recipient: str
    subject: str
    body: str
    made_at: str
    made_by: str
    state: State
    tries: int
    problem: str
    taken_at: str
    mail_id: str
    sent_at: str
    sent_by: str
    sent_as: str
    claims: int


@dataclass(frozen=True, slots=True)
class Supplier:
    """A vendor as a letter needs it. channel: how claims reach it. language: MARC code."""

    id: int
    name: str
    account: str
    email: str
    address: str
    channel: str
    language: str
    san: str
    gln: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with all that its vendor has to be told. vendor_id: None where no vendor is known.

    copies: pieces that it asks for. cover: 863 subfields of the issue. invoice: of the subscription that the
    issue falls under, "" where none is known.
    """

    id: int
    number: int
    reason: str
    note: str
    wanted_on: date
    vendor_id: int | None
    title_id: int
    title: str
    language: str
    issn: str
    issue_id: int
    label: str
    designation: Mapping[str, str]
    pattern_id: int | None
    published_on: date | None
    copy_id: int | None
    location: str
    copies: int
    frequency: str
    order_number: str
    vendor_number: str
    invoice: str
    invoice_day: date | None
    paid_on: date | None


_MESSAGE = (
    "SELECT message.id, vendor_id, vendor.name, message.kind, level, message.channel, message.language,"
    " ifnull(recipient, ''), subject, body, made_at, made_by, state, tries, ifnull(problem, ''),"
    " ifnull(taken_at, ''), ifnull(mail_id, ''), ifnull(sent_at, ''), ifnull(sent_by, ''),"
    " ifnull(sent_as, ''), (SELECT count(*) FROM claim WHERE message_id = message.id)"
    " FROM message JOIN vendor ON vendor.id = vendor_id"
)


def _message(row: Row) -> Message:
    values = list(row)
    values[12] = State(values[12])
    return Message(*values)


def get(library: Library, message_id: int) -> Message:
    """One message. Raises NotFound."""
    row = library.row(f"{_MESSAGE} WHERE message.id = ?", (message_id,))
    if row is None:
        raise NotFound("This message is no longer in the outbox.", "Its making was taken back.")
    return _message(row)


def waiting(library: Library) -> list[Message]:
    """What did not go yet, oldest first: to be sent, failed, or being handed over."""
    rows = library.rows(
        f"{_MESSAGE} WHERE state IN ('outbox', 'sending', 'failed') ORDER BY message.id",
    )
    return [_message(r) for r in rows]


def done(library: Library, limit: int = 200) -> list[Message]:
    """What went or was dropped, newest first."""
    rows = library.rows(
        f"{_MESSAGE} WHERE state IN ('sent', 'dropped') ORDER BY message.id DESC LIMIT ?", (limit,)
    )
    return [_message(r) for r in rows]


_LACKING = (
    "max(1, (SELECT count(*) FROM copy c WHERE c.title_id = issue.title_id AND c.active)"
    " - (SELECT count(*) FROM piece WHERE issue_id = issue.id AND condition = 'good'"
    "    AND kind IN ('regular', 'replacement', 'supplement')))"
)
_ISSN = (
    "ifnull((SELECT value FROM identifier i WHERE i.title_id = title.id AND i.kind IN ('issn', 'issn-l')"
    " ORDER BY i.kind, i.id LIMIT 1), '')"
)
_CLAIMED = (
    "SELECT claim.id, claim.number, reason, ifnull(claim.note, ''), wanted_on, claim.vendor_id, title.id,"
    f" title.name, ifnull(title.language, ''), {_ISSN}, issue.id, issue.label, issue.designation,"
    " issue.pattern_id, issue.published_on, claim.copy_id, ifnull(location.name, ''),"
    f" CASE WHEN claim.copy_id IS NULL AND reason IN ('late', 'skipped', 'short') THEN {_LACKING} ELSE 1 END,"
    " ifnull(title.frequency, ''), copy.subscription_id"
    " FROM claim JOIN issue ON issue.id = claim.issue_id JOIN title ON title.id = issue.title_id"
    " LEFT JOIN copy ON copy.id = claim.copy_id LEFT JOIN location ON location.id = copy.location_id"
)
_ORDER = " ORDER BY title.sort_name, title.id, issue.published_on, issue.id, claim.id"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _claims(library: Library, which: str, parameters: Sequence[Any] = ()) -> list[Claimed]:
    rows = library.rows(f"{_CLAIMED} WHERE {which}{_ORDER}", parameters)
    orders = _orders(library, {r[6] for r in rows})
    invoices = _invoices(library, {order[0] for found in orders.values() for order in found})
    return [_claimed(r, orders.get(r[6], []), invoices) for r in rows]


def _orders(library: Library, title_ids: set[int]) -> dict[int, list[Row]]:
    """The subscriptions of titles, newest first, with the vendor that a merged one became part of."""
    found: dict[int, list[Row]] = {}
    for row in library.rows(
        "SELECT subscription.id, title_id, ifnull(merged_into, vendor_id), starts_on, ends_on, status,"
        " ifnull(order_number, ''), ifnull(vendor_title_number, '') FROM subscription"
        " LEFT JOIN vendor ON vendor.id = vendor_id"
        " WHERE title_id IN (SELECT value FROM json_each(?)) ORDER BY subscription.id DESC",
        (json.dumps(sorted(title_ids)),),
    ):
        found.setdefault(row[1], []).append(row)
    return found


def _invoices(library: Library, subscription_ids: set[int]) -> dict[int, list[Row]]:
    """The invoice lines of subscriptions, the newest invoice first."""
    found: dict[int, list[Row]] = {}
    for row in library.rows(
        "SELECT subscription_id, number, day, paid_on, covers_from, covers_until FROM invoice_line"
        " JOIN invoice ON invoice.id = invoice_id"
        " WHERE subscription_id IN (SELECT value FROM json_each(?)) ORDER BY day DESC, invoice.id DESC",
        (json.dumps(sorted(subscription_ids)),),
    ):
        found.setdefault(row[0], []).append(row)
    return found


def _claimed(row: Row, orders: Sequence[Row], invoices: Mapping[int, Sequence[Row]]) -> Claimed:
    order = _order_of(orders, row[14], row[19], row[5])
    invoice = _invoice_of(invoices.get(order[0], ()) if order else (), row[14])
    issn = row[9]
    return Claimed(
        id=row[0],
        number=row[1],
        reason=row[2],
        note=row[3],
        wanted_on=date.fromisoformat(row[4][:10]),
        vendor_id=row[5] or (order[2] if order else None),
        title_id=row[6],
        title=row[7],
        language=row[8],
        issn=f"{issn[:4]}-{issn[4:]}" if len(issn) == 8 else issn,
        issue_id=row[10],
        label=row[11],
        designation=json.loads(row[12]),
        pattern_id=row[13],
        published_on=_day(row[14]),
        copy_id=row[15],
        location=row[16],
        copies=row[17],
        frequency=row[18],
        order_number=order[6] if order else "",
        vendor_number=order[7] if order else "",
        invoice=invoice[1] if invoice else "",
        invoice_day=_day(invoice[2]) if invoice else None,
        paid_on=_day(invoice[3]) if invoice else None,
    )


def _order_of(orders: Sequence[Row], dated: str | None, own: int | None, vendor: int | None) -> Row | None:
    """The subscription that an issue dated `dated` falls under: the copy's own, else that of the vendor who
    is claimed from, else one in force on its date."""

    def rank(order: Row) -> tuple[bool, ...]:
        begins, ends = order[3] or "", order[4] or "9999"
        return (
            order[0] == own,
            vendor is not None and order[2] == vendor,
            order[2] is not None,
            begins <= (dated or begins) <= ends,
            order[5] == "active",
        )

    return max(orders, key=rank, default=None)


def _invoice_of(lines: Sequence[Row], dated: str | None) -> Row | None:
    """The invoice that covers the date; else the newest that does not begin after it."""

    def rank(line: Row) -> tuple[bool, ...]:
        begins, ends = line[4] or "", line[5] or "9999"
        known = bool(dated and (line[4] or line[5]))
        return (known and begins <= str(dated) <= ends, not known or begins <= str(dated))

    return max(lines, key=rank, default=None)


def to_send(library: Library) -> list[Claimed]:
    """The claims of the queue that no message carries yet, by title and date."""
    which = "claim.closed_at IS NULL AND claim.sent_at IS NULL AND claim.message_id IS NULL"
    return _claims(library, which)


def carried(library: Library, message_id: int) -> list[Claimed]:
    """The claims of a message, by title and date."""
    return _claims(library, "claim.message_id = ?", (message_id,))


def supplier(library: Library, vendor_id: int) -> Supplier:
    """A vendor. Its address of claims is that of a person there who has this role, else its own."""
    row = library.row(
        "SELECT id, name, ifnull(account, ''), coalesce((SELECT email FROM contact WHERE vendor_id = vendor.id"
        " AND email IS NOT NULL AND role LIKE '%claim%' ORDER BY id LIMIT 1), email, ''),"
        " ifnull(address, ''), channel, language, ifnull(san, ''), ifnull(gln, '') FROM vendor WHERE id = ?",
        (vendor_id,),
    )
    if row is None:
        raise NotFound("This vendor is no longer in the library.")
    return Supplier(*row)


# What sending does is no act: what went cannot be called back, and nothing of it is to be undone.


def take(library: Library, message_id: int, at: str, mail_id: str) -> bool:
    """Begin to hand a message over (inside a transaction); False when it does not wait any more.

    mail_id: its Message-ID, unless an earlier try gave it one.
    """
    cursor = library.execute(
        "UPDATE message SET state = 'sending', taken_at = ?, tries = tries + 1, problem = NULL,"
        " mail_id = ifnull(mail_id, ?) WHERE id = ? AND state IN ('outbox', 'failed')",
        (at, mail_id, message_id),
    )
    return cursor.rowcount == 1


def sent(library: Library, message_id: int, at: str, by: str, as_: str, problem: str = "") -> None:
    """It went, and its claims count as sent from now (inside a transaction). problem: what went wrong beside."""
    library.execute(
        "UPDATE message SET state = 'sent', sent_at = ?, sent_by = ?, sent_as = ?, problem = ?,"
        " taken_at = ifnull(taken_at, ?1) WHERE id = ?",
        (at, by, as_, problem or None, message_id),
    )
    library.execute(
        "UPDATE claim SET sent_at = ?1, vendor_id = (SELECT vendor_id FROM message WHERE id = ?2)"
        " WHERE message_id = ?2 AND sent_at IS NULL",
        (at, message_id),
    )


def failed(library: Library, message_id: int, problem: str) -> None:
    """It certainly did not go (inside a transaction); it may be tried again, or taken back."""
    library.execute(
        "UPDATE message SET state = 'failed', problem = ?, taken_at = NULL WHERE id = ?",
        (problem, message_id),
    )


def unsure(library: Library, message_id: int, problem: str) -> None:
    """Nobody knows whether it went: it stays as it is being handed over (inside a transaction)."""
    library.execute("UPDATE message SET problem = ? WHERE id = ?", (problem, message_id))


def claims_of(library: Library, message_ids: Sequence[int]) -> list[tuple[int, int]]:
    """(message, claim) of every claim that these messages carry."""
    marks = ", ".join("?" * len(message_ids))
    return [
        (r[0], r[1])
        for r in library.rows(
            f"SELECT message_id, id FROM claim WHERE message_id IN ({marks}) ORDER BY id", message_ids
        )
    ]


def made_by_act(library: Library, act_id: int) -> list[Message]:
    """The messages that an act made, as far as they are there."""
    rows = library.rows(
        f"{_MESSAGE} WHERE message.id IN (SELECT json_extract(change.value, '$[1]') FROM act,"
        " json_each(act.changes) AS change WHERE act.id = ? AND json_extract(change.value, '$[0]') = 'message')",
        (act_id,),
    )
    return [_message(r) for r in rows]


@contextmanager
def handing_over(library: Library) -> Iterator[bool]:
    """Be the one who hands messages over; gives False while another process or thread is.

    A lock of the system's on a file beside the library: it ends with its holder, however that ends, so a
    message that is being handed over while nobody holds it was broken off.
    """
    import fcntl

    with library.path.with_name(library.path.name + "-outbox").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
