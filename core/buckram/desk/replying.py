"""What vendors answer: given by a person or read from a file, each sets the next step of its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from buckram.desk.boxes import Told, change
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.giving_up import end_in
from buckram.errors import NotFound, Refused, Stale
from buckram.rules.coming_day import coming_day
from buckram.rules.replies import EFFECTS, Answer, next_look
from buckram.rules.typed_day import typed_day
from buckram.storage import claims, issues, replies, titles
from buckram.storage.claims import Claim
from buckram.storage.ledger import ActWriter, act

PERSON = "person"
"""The source of an answer that a person gives."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, wherever it comes from. due_on: the day that it names. text: in the vendor's own words.

    digest: which answer of a file it is, by which the same file is known again; "" for a person's.
    """

    answer: Answer
    day: date
    due_on: date | None = None
    text: str = ""
    digest: str = ""


def reply(
    desk: Desk,
    claim_ids: Sequence[int],
    answer: Answer,
    day: date,
    due_on: date | None = None,
    text: str = "",
    source: str = PERSON,
    digest: str = "",
) -> Told:
    """The vendor answered these claims, as one act. day: that of the answer; due_on: the day that it names;
    source: the name of the file that it came in.

    What the answer does (rules.replies) is done with it: the day to look again, the day on which the issue
    is looked for, or the end of the claim. Raises Refused, and nothing is changed, for claims that were not
    sent or have ended.
    """
    said = Said(answer, day, due_on, text, digest)
    with act(desk.library, desk.hand(), "reply") as writer:
        found = _open(desk, claim_ids)
        for one in found:
            _answer(writer, desk, one, said if one is found[0] else replace(said, digest=""), source)
        return _told(writer, desk, found, said)


def keep_unmatched(desk: Desk, vendor_id: int | None, said: Sequence[Said], source: str) -> str:
    """Keep answers that nothing tells the claims of, as one act; gives the sentence. Somebody matches them or
    settles them later (`match`, `settle`)."""
    if not said:
        raise Refused("There is no answer to keep.")
    with act(desk.library, desk.hand(), "reply") as writer:
        for one in said:
            row = _row(writer, vendor_id, one, source)
            writer.insert("reply", {"claim_id": None, **row, "settled_at": None})
        s = "" if len(said) == 1 else "s"
        writer.sentence = f"Kept {len(said)} answer{s} of {source} without a claim."
    return writer.sentence


def match(desk: Desk, reply_id: int, claim_ids: Sequence[int]) -> Told:
    """An answer that was kept is to these claims. Raises Stale (it was dealt with), Refused."""
    with act(desk.library, desk.hand(), "reply") as writer:
        kept = _waiting(desk, reply_id)
        said = Said(_known(kept.answer), kept.day, kept.due_on, kept.text)
        found = _open(desk, claim_ids)
        writer.update("reply", reply_id, {"claim_id": None}, {"claim_id": found[0].id})
        for one in found:
            _answer(writer, desk, one, said, kept.source, kept_as=reply_id if one is found[0] else 0)
        return _told(writer, desk, found, said)


def settle(desk: Desk, reply_id: int) -> str:
    """An answer that was kept was dealt with otherwise; gives the sentence. Raises Stale."""
    with act(desk.library, desk.hand(), "reply") as writer:
        kept = _waiting(desk, reply_id)
        writer.update("reply", reply_id, {"settled_at": None}, {"settled_at": writer.hand.at})
        of = f" of {kept.vendor}" if kept.vendor else ""
        writer.sentence = f"Dealt with: the answer{of} “{kept.text or kept.answer}”."
    return writer.sentence


def typed_answer(desk: Desk, answer: Answer, text: str) -> Said:
    """What was typed for an answer: "15 dec", "15 dec, their words", their words, or "". Raises Refused for a
    day that cannot be."""
    first, _, rest = (part.strip() for part in text.partition(","))
    day_first = bool(decided(desk.library, "day_first"))
    today = desk.today()
    # Words without a digit are no day, though "may" is a month.
    if not any(c.isdigit() for c in first):
        return Said(answer, today, None, " ".join(text.split()))
    try:
        if answer is Answer.SENT:
            named = typed_day(first, today, day_first=day_first)
        else:
            named = coming_day(first, today, day_first=day_first)
    except Refused:
        if len(first.split()) <= 3:
            raise
        # Words in which a number stands.
        return Said(answer, today, None, " ".join(text.split()))
    return Said(answer, today, named, " ".join(rest.split()))


def _waiting(desk: Desk, reply_id: int) -> replies.Reply:
    kept = replies.find(desk.library, reply_id)
    if kept is None:
        raise NotFound("This answer is no longer there.")
    if kept.claim_id is not None or kept.settled:
        raise Stale("Somebody dealt with this answer meanwhile.", "The list is shown as it is now.")
    return kept


def _known(answer: str) -> Answer:
    return Answer(answer) if answer in set(Answer) else Answer.OTHER


def _open(desk: Desk, claim_ids: Sequence[int]) -> list[Claim]:
    found = claims.of(desk.library, claim_ids)
    if not found:
        raise Refused("Nothing was claimed here.", "K claims it; an answer comes after that.")
    for one in found:
        if not one.sent:
            raise Refused("This claim has not been sent yet.", "Send the letter first, then its answer.")
        if not one.open:
            raise Stale("This claim has ended meanwhile.", "The list is shown as it is now.")
    return found


def _row(writer: ActWriter, vendor_id: int | None, said: Said, source: str) -> dict[str, Any]:
    return {
        "vendor_id": vendor_id,
        "day": said.day.isoformat(),
        "answer": str(said.answer),
        "due_on": said.due_on.isoformat() if said.due_on else None,
        "text": said.text or None,
        "source": source,
        "digest": said.digest or None,
        "written_at": writer.hand.at,
        "written_by": writer.hand.person,
    }


def _answer(writer: ActWriter, desk: Desk, one: Claim, said: Said, source: str, *, kept_as: int = 0) -> None:
    """One claim is answered, inside an act. kept_as: the reply is there already."""
    if not kept_as:
        writer.insert("reply", {"claim_id": one.id, **_row(writer, one.vendor_id, said, source)})
    look = next_look(said.answer, said.day, said.due_on)
    after = look.isoformat() if look else None
    writer.update(
        "claim", one.id, {"due_on": one.due_on, "closed_at": None}, {"due_on": after, "closed_at": None}
    )
    effect = EFFECTS[said.answer]
    issue = issues.get(desk.library, one.issue_id)
    if effect.ends:
        # Of several copies the first answer has ended them all.
        if any(other.open for other in claims.of(desk.library, [one.id])):
            end_in(writer, desk, issue, effect.ends, said.day)
    elif effect.moves and look:
        # Until then it is not late, wherever it is shown.
        hold = issue.hold_until.isoformat() if issue.hold_until else None
        looked_for = issue.expected_on.isoformat() if issue.expected_on else None
        moved = said.due_on.isoformat() if said.due_on else looked_for
        change(writer, issue, hold_until=(hold, after), expected_on=(looked_for, moved))
    else:
        change(writer, issue)


def _told(writer: ActWriter, desk: Desk, found: Sequence[Claim], said: Said) -> Told:
    issue = issues.get(desk.library, found[-1].issue_id)
    issue_ids = {one.issue_id for one in found}
    name = titles.get(desk.library, issue.title_id).name
    look = next_look(said.answer, said.day, said.due_on)
    effect = EFFECTS[said.answer]
    if look:
        then = f"look again on {look.isoformat()}"
    else:
        then = f"ended: {effect.ends}" if effect.ends else "to be decided"
    what = f"{issue.label}, {name}" if len(issue_ids) == 1 else f"{len(issue_ids)} issues"
    writer.title_id, writer.issue_id = issue.title_id, issue.id
    writer.sentence = f"Answered “{said.answer}”, {then}: {what}."
    writer.write()
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)
