"""Some of the copies came: which, and what of those that did not."""

from __future__ import annotations

from dataclasses import replace

from buckram.desk.boxes import Told, fresh
from buckram.desk.claiming import Reason, Want, put
from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, addon_in_hand, put_down, receive
from buckram.errors import Refused
from buckram.rules.copies import Condition, typed_copies
from buckram.rules.status import RECEIVABLE, spoken
from buckram.storage import issues, pieces
from buckram.storage.ledger import act

CLAIMS = "k"
"""Behind what is typed: the copies that are still short are claimed."""


def copies_came(desk: Desk, issue_id: int, version: int, text: str) -> Told:
    """Receive the copies that were typed: "2" (two pieces), "all", "c.3", "1,3"; "2 k" claims the rest.

    A copy whose piece is damaged or missing gets its replacement; those that lack any come first. All of it
    is one act. Raises Stale, UnreadNotes; Refused for words that name no copies, and for copies that have
    their piece.
    """
    library = desk.library
    bare = text.strip().lower()
    claims = bare.endswith(CLAIMS)
    with act(library, desk.hand(), "receive") as writer:
        issue = fresh(desk, issue_id, version)
        if issue.status not in RECEIVABLE:
            raise Refused(f"{issue.label} is {spoken(issue.status)}.", "G keeps a further piece.")
        places = pieces.places_of(library, issue_id, issue.title_id)
        by_number = {place.number: place for place in places}
        spoilt = {Condition.DAMAGED, Condition.MISSING}
        lacking = [place.number for place in places if place.state is None]
        lacking += [place.number for place in places if place.state in spoilt]
        named = typed_copies(bare.removesuffix(CLAIMS), lacking, [place.number for place in places])
        receipt: Receipt | None = None
        for n, number in enumerate(named):
            # The add-on is printed on each of them, but was read from one.
            addon = addon_in_hand(desk, issue.title_id) if n == 0 else ""
            copy_id = by_number[number].copy_id
            receipt = receive(desk, issue_id, version + n, addon=addon, within=writer, copy_id=copy_id)
        if receipt is None:
            raise Refused(f"No copy of {issue.label} lacks its piece.", "G keeps a further piece.")
        if len(named) > 1:
            writer.kind = "receive several"
        short = [Want(by_number[n].copy_id, Reason.SHORT) for n in lacking if n not in named]
        claimed = claims and short and put(writer, desk, issues.get(library, issue_id), short)
        copies = ", ".join(str(number) for number in sorted(named))
        writer.sentence = (
            f"Received {issue.label}, {'copies' if len(named) > 1 else 'copy'} {copies}"
            f" ({receipt.here} of {receipt.wanted} here{', the others claimed' if claimed else ''}):"
            f" {receipt.title}."
        )
    put_down(desk, issue.title_id)
    receipt = replace(receipt, act_id=writer.id, sentence=writer.sentence)
    return Told(writer.id, issue.title_id, issue.id, writer.sentence, receipt)
