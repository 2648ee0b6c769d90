"""Claims: a person says that something is wanted of who supplies it. Letters are made of them later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from buckram.desk.answering import close_gaps
from buckram.desk.boxes import Told, change, fresh
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.copies import Condition
from buckram.rules.status import LACKING, Status, spoken
from buckram.storage import claims, corrections, pieces, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act


class Reason(StrEnum):
    """Why a piece is claimed. The words are those of the library file."""

    LATE = "late"
    SKIPPED = "skipped"
    SHORT = "short"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong item"
    MISSING = "missing"


ANSWERED_BY_COMING = frozenset({Reason.LATE, Reason.SKIPPED, Reason.SHORT})
"""These end when a piece comes, however it looks; the others when a good one does."""


@dataclass(frozen=True, slots=True)
class Want:
    """One thing to claim. copy_id: the copy that lacks it, None for the issue as a whole."""

    copy_id: int | None
    reason: Reason


def claim(desk: Desk, issue_id: int, version: int, reason: Reason | None = None) -> Told:
    """Put a claim for an issue into the queue; of one that came in part, a claim for each copy that lacks
    its piece. reason: None where the card tells it.

    A claim after one that was sent is the second, and so on. Raises Stale; Refused when nothing is lacking,
    or when all of it is in the queue already.
    """
    library = desk.library
    with act(library, desk.hand(), "claim") as writer:
        issue = fresh(desk, issue_id, version)
        if issue.status not in LACKING and reason is not Reason.WRONG_ITEM:
            raise Refused(f"{issue.label} is {spoken(issue.status)}.", "There is nothing to claim.")
        wants = wanted(desk, issue) if reason is None else [Want(None, reason)]
        number = put(writer, desk, issue, wants)
        if not number:
            raise in_queue(issue)
        change(writer, issue)
        close_gaps(writer, issue.title_id, "claimed")
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        again = "" if number == 1 else f" for the {_ordinal(number)} time"
        copies = f", {len(wants)} copies" if len(wants) > 1 else ""
        writer.sentence = (
            f"Claimed{again} as {wants[0].reason}: {issue.label}{copies}"
            f"{_not_due(desk, issue)}, {titles.get(library, issue.title_id).name}."
        )
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)


def claim_all(desk: Desk, boxes: Sequence[tuple[int, int]]) -> Told:
    """Put claims for these issues into the queue, as one act; boxes: (issue, version) as on the screen.

    One that is there already is no reason not to claim the others. Raises Stale; Refused when nothing of
    them can be claimed.
    """
    library = desk.library
    done: list[Issue] = []
    numbers: list[int] = []
    refused = ""
    with act(library, desk.hand(), "claim") as writer:
        for issue_id, version in boxes:
            issue = fresh(desk, issue_id, version)
            wants = _owed(desk, issue)
            number = put(writer, desk, issue, wants) if wants else 0
            if not number:
                told = in_queue(issue).sentence if wants else f"{issue.label} is {spoken(issue.status)}."
                refused = refused or told
                continue
            change(writer, issue)
            done.append(issue)
            numbers.append(number)
        if not done:
            raise Refused(refused or "Nothing is marked.", "Nothing was changed.")
        title_ids = {issue.title_id for issue in done}
        for title_id in title_ids:
            close_gaps(writer, title_id, "claimed")
        name = titles.get(library, done[-1].title_id).name
        writer.title_id = done[-1].title_id if len(title_ids) == 1 else None
        writer.issue_id = done[-1].id if len(done) == 1 else None
        if len(done) == 1:
            again = "" if numbers[0] == 1 else f" for the {_ordinal(numbers[0])} time"
            writer.sentence = f"Claimed{again}: {done[0].label}{_not_due(desk, done[0])}, {name}."
        else:
            more = sum(number > 1 for number in numbers)
            told = f", {more} of them not for the first time" if more else ""
            of = f"of {name}" if len(title_ids) == 1 else f"of {len(title_ids)} titles"
            writer.sentence = f"Claimed {len(done)} issues {of}{told}."
    return Told(writer.id, done[-1].title_id, done[-1].id, writer.sentence)


def _owed(desk: Desk, issue: Issue) -> list[Want]:
    """What a vendor owes of an issue: what was claimed once for another reason is asked for so again."""
    before = [
        Want(one.copy_id, Reason(one.reason))
        for one in claims.of_issue(desk.library, issue.id)
        if one.open and one.sent and one.reason in {Reason.MISSING, Reason.WRONG_ITEM}
    ]
    if before or issue.status not in LACKING:
        return list(dict.fromkeys(before))
    # A copy that was lost here is claimed only where a person says so at the card.
    return [want for want in wanted(desk, issue) if want.reason is not Reason.MISSING]


def in_queue(issue: Issue) -> Refused:
    """The answer to a claim that is made already."""
    return Refused(f"{issue.label} is in the claim queue already.", "Ctrl+Z takes a claim back.")


def _not_due(desk: Desk, issue: Issue) -> str:
    if issue.status is Status.EXPECTED and issue.expected_on and issue.expected_on > desk.today():
        return f" (looked for only on {issue.expected_on.isoformat()})"
    return ""


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(number, f"{number}th")


def wanted(desk: Desk, issue: Issue) -> list[Want]:
    """What is lacking of an issue, as the card tells it."""
    library = desk.library
    if issue.status is Status.EXPECTED:
        passed = corrections.came_after(library, issue.title_id, issue.run, issue.position)
        why = Reason.SKIPPED if passed else Reason.LATE
        copies = titles.copies(library, issue.title_id)
        day = issue.published_on or issue.expected_on
        vendors = {claims.vendor_of(library, issue.title_id, copy.id, day) for copy in copies}
        if len(vendors) > 1:
            # Each copy comes from somebody else: one letter would ask one vendor for all of them.
            return [Want(copy.id, why) for copy in copies]
        return [Want(None, why)]
    reasons = {None: Reason.SHORT, Condition.DAMAGED: Reason.DAMAGED, Condition.MISSING: Reason.MISSING}
    places = pieces.places_of(library, issue.id, issue.title_id)
    lacking = [Want(place.copy_id, reasons[place.state]) for place in places if place.state in reasons]
    if len(places) == 1 or not lacking:
        word = {Status.DAMAGED: Reason.DAMAGED, Status.MISSING: Reason.MISSING}
        return [Want(places[0].copy_id, word.get(issue.status, Reason.SHORT))]
    return lacking


def put(writer: ActWriter, desk: Desk, issue: Issue, wants: Sequence[Want]) -> int:
    """Put those claims into the queue that are not there yet, inside an act that changes the issue; gives
    their number, 0 when all are there."""
    earlier = claims.of_issue(writer.library, issue.id)
    queued = {(one.copy_id, one.reason) for one in earlier if one.open and not one.sent}
    new = [want for want in wants if (want.copy_id, str(want.reason)) not in queued]
    if issue.status is Status.EXPECTED and queued:
        new = []
    if not new:
        return 0
    # What has ended is no reason to call the next trouble of the issue a second claim.
    number = 1 + max((one.number for one in earlier if one.sent and one.open), default=0)
    for want in new:
        row = {
            "issue_id": issue.id,
            "copy_id": want.copy_id,
            "number": number,
            "reason": str(want.reason),
            "wanted_on": desk.today().isoformat(),
            "wanted_by": desk.person,
            # A further claim goes where the last one went: an agent that failed is not asked again.
            "vendor_id": _asked(earlier, want.copy_id)
            or claims.vendor_of(
                writer.library, issue.title_id, want.copy_id, issue.published_on or issue.expected_on
            ),
            # Listed although empty: an undo must not take back a claim that is in a letter, was sent,
            # answered or ended since.
            "message_id": None,
            "sent_at": None,
            "due_on": None,
            "closed_at": None,
        }
        writer.insert("claim", row)
    return number


def _asked(earlier: Sequence[claims.Claim], copy_id: int | None) -> int | None:
    """The vendor of the last open claim for a copy, None where there is none."""
    return next((one.vendor_id for one in reversed(earlier) if one.open and one.copy_id == copy_id), None)


def close_by_receipt(writer: ActWriter, title_id: int, issue_id: int, ended: str = "received") -> None:
    """The open claims of an issue that its pieces answer are closed, inside the act of a receipt."""
    library = writer.library
    places = pieces.places_of(library, issue_id, title_id)
    states = {place.copy_id: place.state for place in places}
    for one in claims.of_issue(library, issue_id):
        if not one.open or one.reason == Reason.WRONG_ITEM:
            continue
        wants = [states.get(one.copy_id)] if one.copy_id is not None else list(states.values())
        if one.reason in ANSWERED_BY_COMING:
            answered = None not in wants
        else:
            answered = not {None, Condition.DAMAGED, Condition.MISSING} & set(wants)
        if answered:
            filled = [place for place in places if one.copy_id in (None, place.copy_id)]
            came = [piece.received_on.isoformat() for place in filled for piece in place.pieces]
            _close(writer, one.id, ended, max(came, default=None) if ended == "received" else None)


def close_all(
    writer: ActWriter,
    issue_id: int,
    ended: str,
    reasons: Collection[Reason] = (),
    *,
    unsent: bool = False,
) -> None:
    """Every open claim of an issue is closed, inside an act; reasons: only those; unsent: only what has not
    left the house. ended: as the library file has it ('received', 'not published', 'dropped' ...)."""
    for one in claims.of_issue(writer.library, issue_id):
        if one.open and (not reasons or one.reason in reasons) and not (unsent and one.sent):
            _close(writer, one.id, ended)


def _close(writer: ActWriter, claim_id: int, ended: str, ended_on: str | None = None) -> None:
    """ended_on: the day, None for that of the act. A receipt may be back-dated."""
    writer.update(
        "claim",
        claim_id,
        {"closed_at": None, "ended": None, "ended_on": None},
        {"closed_at": writer.hand.at, "ended": ended, "ended_on": ended_on or writer.hand.at[:10]},
    )
