"""Agents fail and merge: two vendors become one, or titles go from one to another, with their history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from buckram.desk.boxes import change
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.status import Status
from buckram.storage import issues, vendors
from buckram.storage.ledger import ActWriter, act
from buckram.storage.vendors import OpenClaim, Vendor

FILLED_IN = ("account", "email", "address", "phone", "web", "san", "gln", "country", "lag_days")
"""What the one that stays takes over where it has nothing itself."""

_COUNTED = {
    "subscription": "order",
    "claim": "claim",
    "message": "letter",
    "reply": "answer",
    "contact": "contact",
    "invoice": "invoice",
    "claim_policy": "policy row",
}


def moving_words(desk: Desk, vendor_id: int) -> str:
    """What refers to a vendor, in words: "12 orders, 3 claims, 1 letter"."""
    counts = {
        table: len(vendors.referring(desk.library, table, column, vendor_id))
        for table, column in vendors.references(desk.library)
        if table != "vendor"
    }
    return _counted(Counter(counts))


def _counted(counts: Mapping[str, int]) -> str:
    words = []
    for table, count in counts.items():
        if count:
            word = _COUNTED.get(table, table)
            words.append(f"{count} {word if count == 1 else word + 's'}")
    return ", ".join(words) or "nothing"


def merge(desk: Desk, vendor_id: int, into_id: int) -> str:
    """One vendor becomes another: all that refers to it refers to the other from now on. Gives the sentence.

    The one that goes stays on record, so that its name still leads to the other. Where the other has no
    account, address or number, it takes over those. An invoice number that both have gets the old name behind
    it; of two policies for the same, that of the one that stays holds. Raises Refused, Stale.
    """
    library = desk.library
    with act(library, desk.hand(), "merge vendors") as writer:
        old, new = vendors.get(library, vendor_id), vendors.get(library, into_id)
        if old.id == new.id:
            raise Refused("A vendor cannot be merged into itself.")
        for vendor in (old, new):
            if vendor.merged_into is not None:
                raise Refused(f"{vendor.name} was merged into another vendor already.")
        moved: Counter[str] = Counter()
        for table, column in vendors.references(library):
            for row in vendors.referring(library, table, column, old.id):
                before: dict[str, Any] = {column: old.id}
                after: dict[str, Any] = {column: new.id}
                if table == "claim_policy" and vendors.has_policy(
                    library, new.id, row["title_id"], row["frequency"]
                ):
                    continue
                if table == "invoice" and vendors.has_invoice(library, new.id, row["number"]):
                    before["number"], after["number"] = row["number"], f"{row['number']} ({old.name})"
                writer.update(table, row["id"], before, after)
                moved[table] += table != "vendor"
        taken = {
            column: value
            for column in FILLED_IN
            if getattr(new, column) in ("", None) and (value := getattr(old, column)) not in ("", None)
        }
        note = "; ".join(dict.fromkeys(text for text in (new.note, old.note) if text))
        if note != new.note:
            taken["note"] = note
        if taken:
            writer.update("vendor", new.id, {column: getattr(new, column) or None for column in taken}, taken)
        writer.update("vendor", old.id, {"merged_into": None}, {"merged_into": new.id})
        writer.sentence = f"{old.name} is now {new.name}: {_counted(moved)} went with it."
    return writer.sentence


class OpenClaims(StrEnum):
    """What becomes of open claims with the vendor that titles leave."""

    UNAVAILABLE = "unavailable"
    AGAIN = "claimed again"
    LEAVE = "left open"


@dataclass(frozen=True, slots=True)
class Move:
    """Titles that go from one vendor to another. order_ids: the orders; day: the first day with the new one;
    numbers: the new order numbers by old order, None to keep the old ones (an order without one gets none);
    claims: what becomes of the open ones."""

    from_id: int
    to_id: int
    order_ids: Sequence[int]
    day: date
    numbers: Mapping[int, str] | None = None
    claims: OpenClaims = OpenClaims.LEAVE


def move(desk: Desk, wanted: Move) -> str:
    """Move titles to another vendor, as one act; gives the sentence.

    Each order ends on the day before, or where it would begin only later never begins; an order of the same
    title, copies and fund with the other vendor takes its place. The old one stays on record. Raises Refused:
    nothing to move, or a letter with these claims has not left yet; Stale.
    """
    library = desk.library
    with act(library, desk.hand(), "move titles") as writer:
        old, new = vendors.get(library, wanted.from_id), vendors.get(library, wanted.to_id)
        if old.id == new.id:
            raise Refused(f"They are with {new.name} already.")
        if new.merged_into is not None:
            raise Refused(f"{new.name} was merged into another vendor.")
        rows = [_order(desk, order_id, old) for order_id in dict.fromkeys(wanted.order_ids)]
        if not rows:
            raise Refused("No title is marked.", "Space marks the lit line, E every line.")
        new_ids = {row["id"]: _follow(writer, row, new, wanted) for row in rows}
        for row in rows:
            _hand_on(writer, row, new_ids)
        told = ""
        if wanted.claims is not OpenClaims.LEAVE:
            told = _claims(writer, desk, old, new, [row["title_id"] for row in rows], wanted.claims)
        titles = len({row["title_id"] for row in rows})
        writer.title_id = rows[0]["title_id"] if titles == 1 else None
        writer.sentence = (
            f"{titles} title{'' if titles == 1 else 's'} moved from {old.name} to {new.name} from"
            f" {wanted.day.day} {wanted.day:%b %Y} on{told}."
        )
    return writer.sentence


def _order(desk: Desk, order_id: int, vendor: Vendor) -> dict[str, Any]:
    row = vendors.order_row(desk.library, order_id)
    if row is None or row["vendor_id"] != vendor.id or row["status"] == "ended":
        raise Stale(f"An order with {vendor.name} changed meanwhile.", "It is shown now as it is.")
    return row


_OF_THE_OLD = frozenset({"id", "decision", "decision_note", "decide_by", "renewed_until"})
"""What was decided about an order ends with it."""


def _follow(writer: ActWriter, row: Mapping[str, Any], new: Vendor, wanted: Move) -> int:
    """End an order, and let one with the new vendor follow; gives its id."""
    begins = max(wanted.day.isoformat(), row["starts_on"] or "")
    last = (date.fromisoformat(begins) - timedelta(days=1)).isoformat()
    # One that is paid no longer than until an earlier day ended then.
    ends = min(last, row["ends_on"] or last)
    kept = {column: value for column, value in row.items() if column not in _OF_THE_OLD}
    number = row["order_number"] if wanted.numbers is None else wanted.numbers.get(row["id"]) or None
    new_id = writer.insert(
        "subscription",
        kept
        | {
            "vendor_id": new.id,
            "starts_on": begins,
            "ends_on": None,
            "order_number": number,
            "vendor_title_number": None,
            "source": "person",
        },
    )
    before = {"status": row["status"], "ends_on": row["ends_on"], "source": row["source"]}
    # No record that comes in again makes it run once more.
    writer.update("subscription", row["id"], before, {"status": "ended", "ends_on": ends, "source": "person"})
    return new_id


def _hand_on(writer: ActWriter, row: Mapping[str, Any], new_ids: Mapping[int, int]) -> None:
    """The copies of an order, and what is free with it, hang on the one that follows."""
    order_id, new_id = row["id"], new_ids[row["id"]]
    for copy_id in vendors.copies_of(writer.library, order_id, row["title_id"]):
        writer.update("copy", copy_id, {"subscription_id": order_id}, {"subscription_id": new_id})
    for other in vendors.free_with(writer.library, order_id):
        writer.update("subscription", other, {"free_with": order_id}, {"free_with": new_id})


def _claims(
    writer: ActWriter, desk: Desk, old: Vendor, new: Vendor, title_ids: Sequence[int], how: OpenClaims
) -> str:
    """Close the open claims with the old vendor, and perhaps claim anew; gives the words about it."""
    found = vendors.open_claims(writer.library, old.id, title_ids)
    if any(one.message is not None for one in found):
        raise Refused(
            f"A letter to {old.name} with claims of these titles has not left yet.",
            "Send or drop it in the outbox first.",
        )
    by_issue: dict[int, list[OpenClaim]] = {}
    for one in found:
        by_issue.setdefault(one.issue_id, []).append(one)
    for issue_id, ones in by_issue.items():
        again = {(one.copy_id, one.reason): one for one in ones} if how is OpenClaims.AGAIN else {}
        for one in ones:
            if how is OpenClaims.AGAIN and not one.sent and again.get((one.copy_id, one.reason)) is one:
                # It waits in the queue: there it only needs another address.
                writer.update("claim", one.id, {"vendor_id": one.vendor_id}, {"vendor_id": new.id})
                del again[one.copy_id, one.reason]
                continue
            writer.update(
                "claim",
                one.id,
                {"closed_at": None, "ended": None, "ended_on": None},
                {"closed_at": writer.hand.at, "ended": "unavailable", "ended_on": desk.today().isoformat()},
            )
        for one in again.values():
            # The first that this vendor hears of.
            writer.insert(
                "claim",
                {
                    "issue_id": issue_id,
                    "copy_id": one.copy_id,
                    "number": 1,
                    "reason": one.reason,
                    "wanted_on": desk.today().isoformat(),
                    "wanted_by": desk.person,
                    "vendor_id": new.id,
                    "sent_at": None,
                    "closed_at": None,
                },
            )
        issue = issues.get(writer.library, issue_id)
        gone = how is OpenClaims.UNAVAILABLE and issue.status is Status.EXPECTED
        change(writer, issue, Status.UNAVAILABLE if gone else None)
    if not found:
        return ""
    count = f"{len(found)} open claim{'' if len(found) == 1 else 's'}"
    if how is OpenClaims.AGAIN:
        return f"; {count} wait{'s' if len(found) == 1 else ''} to go to {new.name}"
    return f"; {count} closed as unavailable"
