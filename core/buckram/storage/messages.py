"""Messages to vendors: what is to be told them, the outbox, and who is handing it over just now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from buckram.errors import FileProblem, NotFound
from buckram.storage.claims import mark_sent
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
    """A letter to a vendor. level: 1 first, 2 second, 3 final, 0 mixed. body: the letter as text, by
    every channel.

    recipient: the address it goes to, "" where the vendor has none. claims: how many it carries. problem:
    what the server said at the last try. sent_as: mail, printed, by hand, or the name of a file.
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


# The address of claims is that of a person there who has this role, else the vendor's own.
_EMAIL = (
    "(SELECT email FROM contact WHERE vendor_id = vendor.id AND email IS NOT NULL AND role LIKE '%claim%'"
    " ORDER BY id LIMIT 1), vendor.email"
)
# Until it is handed over a letter goes to the address that its vendor has then: a wrong one can be mended.
_MESSAGE = (
    "SELECT message.id, vendor_id, vendor.name, message.kind, level, message.channel, message.language,"
    f" coalesce(recipient, {_EMAIL}, ''), subject, body, made_at, made_by, state, tries, ifnull(problem, ''),"
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


def numbering(library: Library, issue_ids: Sequence[int]) -> dict[int, tuple[Mapping[str, str], int | None]]:
    """By issue: its 863 subfields, and the pattern that it was made by."""
    rows = library.rows(
        "SELECT id, designation, pattern_id FROM issue WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(issue_ids)),),
    )
    return {r[0]: (json.loads(r[1]), r[2]) for r in rows}


def supplier(library: Library, vendor_id: int) -> Supplier:
    """A vendor, with its address of claims. Raises NotFound."""
    row = library.row(
        f"SELECT id, name, ifnull(account, ''), coalesce({_EMAIL}, ''),"
        " ifnull(address, ''), channel, language, ifnull(san, ''), ifnull(gln, '') FROM vendor WHERE id = ?",
        (vendor_id,),
    )
    if row is None:
        raise NotFound("This vendor is no longer in the library.")
    return Supplier(*row)


# What sending does is no act: what went cannot be called back, and nothing of it is to be undone.


def take(library: Library, message_id: int, at: str, mail_id: str, recipient: str = "") -> bool:
    """Begin to hand a message over (inside a transaction); False when it does not wait any more.

    mail_id: its Message-ID, unless an earlier try gave it one. recipient: the address it goes to.
    """
    cursor = library.execute(
        "UPDATE message SET state = 'sending', taken_at = ?, tries = tries + 1, problem = NULL,"
        " mail_id = ifnull(mail_id, nullif(?, '')), recipient = nullif(?, '')"
        " WHERE id = ? AND state IN ('outbox', 'failed')",
        (at, mail_id, recipient, message_id),
    )
    return cursor.rowcount == 1


def sent(library: Library, message_id: int, at: str, by: str, as_: str, problem: str = "") -> None:
    """It went, and its claims count as sent from now (inside a transaction). problem: what failed beside."""
    library.execute(
        "UPDATE message SET state = 'sent', sent_at = ?1, sent_by = ?2, sent_as = ?3, problem = ?4,"
        " taken_at = ifnull(taken_at, ?1) WHERE id = ?5",
        (at, by, as_, problem or None, message_id),
    )
    mark_sent(library, [claim for _, claim in claims_of(library, [message_id])], at)
    # What had come meanwhile was not in it: should that be taken back, another letter has to bear its claim.
    library.execute(
        "UPDATE claim SET message_id = NULL WHERE message_id = ? AND sent_at IS NULL", (message_id,)
    )


def failed(library: Library, message_id: int, problem: str) -> None:
    """It certainly did not go (inside a transaction); it may be tried again, or taken back."""
    library.execute(
        "UPDATE message SET state = 'failed', problem = ?, taken_at = NULL, recipient = NULL"
        " WHERE id = ? AND state NOT IN ('sent', 'dropped')",
        (problem, message_id),
    )


def unsure(library: Library, message_id: int, problem: str) -> None:
    """Nobody knows whether it went: it stays as it is being handed over (inside a transaction)."""
    library.execute("UPDATE message SET problem = ? WHERE id = ?", (problem, message_id))


def reword(library: Library, message_id: int, subject: str, body: str) -> None:
    """What it claims has changed since it was made (inside a transaction)."""
    library.execute("UPDATE message SET subject = ?, body = ? WHERE id = ?", (subject, body, message_id))


def as_made(library: Library, act_id: int) -> None:
    """The messages that an act made have the text again that it gave them (inside a transaction)."""
    library.execute(
        "UPDATE message SET subject = made.subject, body = made.body FROM (SELECT"
        "  value ->> 1 AS id, value -> 3 ->> 'subject' AS subject, value -> 3 ->> 'body' AS body"
        "  FROM act, json_each(changes) WHERE act.id = ? AND value ->> 0 = 'message'"
        "  AND value -> 2 ->> 'body' = '') AS made WHERE message.id = made.id",
        (act_id,),
    )


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
        f"{_MESSAGE} WHERE message.id IN (SELECT json_extract(change.value, '$[1]')"
        " FROM act, json_each(act.changes) AS change"
        " WHERE act.id = ? AND json_extract(change.value, '$[0]') = 'message')",
        (act_id,),
    )
    return [_message(r) for r in rows]


@contextmanager
def handing_over(library: Library) -> Iterator[bool]:
    """Be the one who hands messages over; gives False while another process or thread is.

    A lock of the system's on a file beside the library: it ends with its holder, however that ends, so a
    message that is being handed over while nobody holds it was broken off. Raises FileProblem.
    """
    import fcntl

    path = library.path.with_name(library.path.name + "-outbox")
    try:
        opened = path.open("ab")
    except OSError as problem:
        raise FileProblem(f"{path} cannot be written ({problem.strerror}).", "Nothing was sent.") from problem
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
