"""Receiving: a piece in hand becomes a row, durably, with its act in the ledger."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime

from buckram.desk.answering import answer_by_receipt, ask_for_gap, close_gaps, gap
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.status import RECEIVABLE, Status, spoken
from buckram.storage import notes, sittings
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Row
from buckram.storage.notes import Note


class UnreadNotes(Refused):
    """There is a note that this person has not read: it is shown before the receipt counts."""

    title = "Read this first"

    def __init__(self, unread: list[Note]) -> None:
        super().__init__("There is a note that you have not read.", "Read it, then receive.")
        self.notes = unread


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt did. copy_number of wanted: which of the copies the piece is for."""

    act_id: int
    title_id: int
    issue_id: int
    piece_id: int
    title: str
    label: str
    status: Status
    copy_number: int
    here: int
    wanted: int
    location: str
    call_number: str
    routed: bool
    received_on: date
    skipped: int
    sentence: str


# All that decides about a receipt, in one question: five would take as long as the writing does.
_ISSUE = (
    "SELECT title_id, run, position, label, issue.status, touched, version, title.name,"
    " EXISTS (SELECT 1 FROM note WHERE note.title_id = issue.title_id AND stops AND audience = 'staff'"
    "   AND (note.issue_id IS NULL OR note.issue_id = issue.id) AND NOT EXISTS"
    "   (SELECT 1 FROM note_read WHERE note_id = note.id AND note_read.person = ?2)) AS stops,"
    " (SELECT p.status FROM issue p WHERE p.title_id = issue.title_id AND p.run = issue.run"
    "   AND p.position < issue.position ORDER BY p.position DESC LIMIT 1) AS before"
    " FROM issue JOIN title ON title.id = issue.title_id WHERE issue.id = ?1"
)

# The places that want a piece: those copies of the title that have none of this issue yet come first.
_COPIES = (
    "SELECT copy.id, copy.number, ifnull(location.name, '') AS location,"
    " coalesce(copy.call_number, title.call_number, '') AS call_number,"
    " EXISTS (SELECT 1 FROM routing WHERE copy_id = copy.id) AS routed,"
    " EXISTS (SELECT 1 FROM piece WHERE issue_id = ?1 AND copy_id = copy.id AND condition = 'good') AS has"
    " FROM copy JOIN title ON title.id = copy.title_id LEFT JOIN location ON location.id = location_id"
    " WHERE copy.title_id = ?2 AND active ORDER BY copy.number, copy.id"
)


def receive(
    desk: Desk,
    issue_id: int,
    version: int,
    *,
    addon: str = "",
    raw: str = "",
    answers: int = 0,
    within: ActWriter | None = None,
) -> Receipt:
    """Receive one piece of an issue. version: as it was on the screen. raw: the scan that named it.

    answers: the id of an earlier scan of the same piece, whose question this answers.
    within: an act that goes on, which then writes itself; the receipt has no act_id yet.
    Raises UnreadNotes, Stale (somebody else was faster; says who and when), Refused (it is already here).
    """
    library = desk.library
    hand = desk.hand()
    day = desk.day_of_receipt()
    with nullcontext(within) if within else act(library, hand, "receive") as writer:
        issue = library.row(_ISSUE, (issue_id, desk.person))
        if issue is None:
            raise Stale("This box was made again meanwhile.", "Look at the card, then receive.")
        title_id, label, status = issue["title_id"], issue["label"], Status(issue["status"])
        if issue["version"] != version:
            raise Stale(_who(desk, issue_id), "It is shown now as it is.")
        if status not in RECEIVABLE:
            raise Refused(
                f"{label} is already {spoken(status)}.", "Move the light to the issue in your hand."
            )
        if issue["stops"]:
            raise UnreadNotes(notes.unread(library, title_id, desk.person, issue_id))
        copies = library.rows(_COPIES, (issue_id, title_id))
        copy = next((c for c in copies if not c["has"]), None)
        here = sum(c["has"] for c in copies) + (copy is not None or not copies)
        wanted = len(copies)
        after = Status.PARTIAL if here < wanted else Status.ARRIVED
        piece_id = writer.insert(
            "piece",
            {
                "issue_id": issue_id,
                "copy_id": copy["id"] if copy else None,
                "received_on": day.isoformat(),
                "received_at": hand.at,
                "received_by": desk.person,
                "addon": addon or None,
            },
        )
        writer.update(
            "issue",
            issue_id,
            {"status": str(status), "touched": issue["touched"], "version": version},
            {"status": str(after), "touched": 1, "version": version + 1},
        )
        writer.title_id, writer.issue_id = title_id, issue_id
        writer.sentence = _sentence(issue["name"], label, copy, wanted, day if desk.receipt_date else None)
        answer_by_receipt(writer, title_id, issue_id, answers)
        close_gaps(writer, title_id)
        # Only behind an issue that is still expected can there be a gap.
        skipped = len(gap(library, issue_id)) if issue["before"] == Status.EXPECTED else 0
        if skipped:
            passed = f"{skipped} issue{'' if skipped == 1 else 's'}"
            ask_for_gap(writer, title_id, issue_id, f"{passed} before {label} did not come: {issue['name']}.")
        if within is None:
            writer.write()
        if raw:
            # In the same transaction: a scan that counts as received is received.
            sittings.keep(
                library,
                desk.sitting(),
                hand.at,
                raw,
                "received",
                writer.sentence,
                title_id=title_id,
                issue_id=issue_id,
                act_id=writer.id,
            )
    return Receipt(
        act_id=writer.id,
        title_id=title_id,
        issue_id=issue_id,
        piece_id=piece_id,
        title=issue["name"],
        label=label,
        status=after,
        copy_number=copy["number"] if copy else 1,
        here=here,
        wanted=wanted,
        location=copy["location"] if copy else "",
        call_number=copy["call_number"] if copy else "",
        routed=bool(copy and copy["routed"]),
        received_on=day,
        skipped=skipped,
        sentence=writer.sentence,
    )


def _sentence(title: str, label: str, copy: Row | None, wanted: int, back_dated: date | None) -> str:
    # The title stands last: a narrow screen cuts there, and shows the title elsewhere.
    told = f"Received {label}"
    if copy and wanted > 1:
        told += f", copy {copy['number']}"
    if copy and copy["location"]:
        told += f" for {copy['location']}"
    if back_dated:
        told += f" as of {back_dated.isoformat()}"
    return f"{told}: {title}."


def _who(desk: Desk, issue_id: int) -> str:
    """Who changed the box since it was shown, in the person's own time."""
    last = desk.library.row(
        "SELECT person, at, sentence FROM act WHERE issue_id = ? AND kind <> 'note' ORDER BY id DESC LIMIT 1",
        (issue_id,),
    )
    if last is None:
        return "This box changed meanwhile."
    at = datetime.fromisoformat(last["at"]).astimezone(desk.clock().tzinfo)
    return f"{last['person']} was faster ({at:%H:%M}): {last['sentence']}"
