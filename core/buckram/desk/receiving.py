"""Receiving: a piece in hand becomes a row, durably, with its act in the ledger."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

from buckram.desk.answering import answer_by_receipt, ask_for_gap, close_gaps, gap
from buckram.desk.boxes import change_piece, who_was_faster
from buckram.desk.claiming import close_by_receipt
from buckram.desk.desk import Desk, InHand
from buckram.errors import Refused, Stale
from buckram.rules.copies import Condition, next_place, status_of, wanted
from buckram.rules.status import RECEIVABLE, Status, spoken
from buckram.storage import notes, pieces, sittings
from buckram.storage.ledger import ActWriter, act
from buckram.storage.notes import Note
from buckram.storage.pieces import Place


class UnreadNotes(Refused):
    """There is a note that this person has not read: it is shown before the receipt counts."""

    title = "Read this first"

    def __init__(self, unread: list[Note]) -> None:
        super().__init__("There is a note that you have not read.", "Read it, then receive.")
        self.notes = unread


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt did. copy_number of wanted: which of the copies the piece is for.

    routed: it sets out to its readers. treatment: what is done to the piece now. wants_barcode: it gets one
    of the library's. prints: so many labels and slips went into the queue.
    """

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
    treatment: str = ""
    wants_barcode: bool = False
    prints: int = 0


# All that decides about a receipt, in one question: five would take as long as the writing does.
_ISSUE = (
    "SELECT title_id, run, position, label, issue.status, touched, version, beside, title.name,"
    " ifnull(treatment, '') AS treatment,"
    # Two look-ups by key: a list of names would cost a library without printers five times as much.
    " ifnull((SELECT value FROM setting WHERE name = 'label_printer'), '\"\"') <> '\"\"'"
    "   OR ifnull((SELECT value FROM setting WHERE name = 'slip_printer'), '\"\"') <> '\"\"' AS prints,"
    " EXISTS (SELECT 1 FROM note WHERE note.title_id = issue.title_id AND stops AND audience = 'staff'"
    "   AND (note.issue_id IS NULL OR note.issue_id = issue.id) AND NOT EXISTS"
    "   (SELECT 1 FROM note_read WHERE note_id = note.id AND note_read.person = ?2)) AS stops,"
    " EXISTS (SELECT 1 FROM claim WHERE issue_id = issue.id AND closed_at IS NULL) AS claimed,"
    " EXISTS (SELECT 1 FROM scan INDEXED BY scan_unsettled WHERE scan.title_id = issue.title_id"
    "   AND settled_at IS NULL AND question IS NOT NULL) AS asked,"
    " (SELECT p.status FROM issue p WHERE p.title_id = issue.title_id AND p.run = issue.run"
    "   AND p.position < issue.position AND p.beside IS NULL ORDER BY p.position DESC LIMIT 1) AS before"
    " FROM issue JOIN title ON title.id = issue.title_id WHERE issue.id = ?1"
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
    copy_id: int | None = None,
    damaged: bool = False,
) -> Receipt:
    """Receive one piece of an issue. version: as it was on the screen. raw: the scan that named it.

    answers: the id of an earlier scan of the same piece, whose question this answers.
    within: an act that goes on, which then writes itself; the receipt has no act_id yet.
    copy_id: the copy that the piece is for; None: the first that lacks one, and of those whose piece is
    damaged or missing the first, when no other lacks one. damaged: it came so, and is not fit to use.
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
            raise Stale(who_was_faster(desk, issue_id), "It is shown now as it is.")
        if status not in RECEIVABLE:
            raise Refused(
                f"{label} is already {spoken(status)}.", "Move the light to the issue in your hand."
            )
        if issue["stops"]:
            raise UnreadNotes(notes.unread(library, title_id, desk.person, issue_id))
        # Nothing came yet of what is expected: one question less in the way of a scan.
        came = [] if status is Status.EXPECTED else pieces.of_issue(library, issue_id)
        places = pieces.places(library, title_id, came)
        states = [place.state for place in places]
        ids = [place.copy_id for place in places]
        at = next_place(states) if copy_id is None else ids.index(copy_id)
        place = None if at is None else places[at]
        piece_id = writer.insert(
            "piece",
            {
                "issue_id": issue_id,
                "copy_id": place.copy_id if place else None,
                "kind": _kind(issue["beside"], place),
                "condition": str(Condition.DAMAGED if damaged else Condition.GOOD),
                "received_on": day.isoformat(),
                "received_at": hand.at,
                "received_by": desk.person,
                "addon": addon or None,
            },
        )
        if place:
            for spoilt in place.with_condition(Condition.DAMAGED):
                change_piece(writer, spoilt, Condition.WITHDRAWN)
        if at is not None:
            states[at] = Condition.DAMAGED if damaged else Condition.GOOD
        after = status_of(states, status)
        here = states.count(Condition.GOOD)
        writer.update(
            "issue",
            issue_id,
            {"status": str(status), "touched": issue["touched"], "version": version},
            {"status": str(after), "touched": 1, "version": version + 1},
        )
        writer.title_id, writer.issue_id = title_id, issue_id
        as_of = day if desk.receipt_date else None
        writer.sentence = _sentence(issue["name"], label, place, len(places), as_of)
        of_scan = answers or scan_in_hand(desk, title_id)
        # Hardly any title has an open question: the others are not asked for theirs.
        if issue["asked"] or of_scan:
            answer_by_receipt(writer, title_id, issue_id, of_scan)
            close_gaps(writer, title_id)
        if issue["claimed"]:
            close_by_receipt(writer, title_id, issue_id)
        # Only behind an issue that is still expected can there be a gap.
        asks = issue["before"] == Status.EXPECTED and issue["beside"] is None
        skipped = len(gap(library, issue_id)) if asks else 0
        if skipped:
            passed = f"{skipped} issue{'' if skipped == 1 else 's'}"
            ask_for_gap(writer, title_id, issue_id, f"{issue['name']}: {passed} before {label} did not come.")
        wants_barcode = place is not None and place.wants_barcode and not damaged
        if wants_barcode:
            from buckram.desk.item_barcodes import ask_for_barcode

            ask_for_barcode(writer, title_id, issue_id, issue["name"], label)
        goes_round = False
        # Hardly any title is routed: the others pay nothing for it.
        if not damaged and ((place and place.routed) or "rout" in issue["treatment"].casefold()):
            from buckram.desk.rounds import begin_at_receipt

            goes_round = begin_at_receipt(writer, desk, piece_id, issue["treatment"])
        prints = 0
        if issue["prints"] and not damaged:
            from buckram.desk.printing import at_receipt

            prints = at_receipt(desk, piece_id, issue["treatment"])
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
    # Several pieces of one issue may come in one act; any other receipt is about another piece in hand.
    others = desk.wants_barcode if within and {issue_id} == {one for one, _ in desk.wants_barcode} else ()
    desk.wants_barcode = (*others, (issue_id, piece_id)) if wants_barcode else others
    return Receipt(
        act_id=writer.id,
        title_id=title_id,
        issue_id=issue_id,
        piece_id=piece_id,
        title=issue["name"],
        label=label,
        status=after,
        copy_number=place.number if place else 1,
        here=here,
        wanted=wanted(states),
        location=place.location if place else "",
        call_number=place.call_number if place else "",
        routed=goes_round,
        received_on=day,
        skipped=skipped,
        sentence=writer.sentence,
        treatment=issue["treatment"],
        wants_barcode=wants_barcode,
        prints=prints,
    )


def _kind(beside: int | None, place: Place | None) -> str:
    """Of a piece: that what came beside an issue is part of the subscription is no second piece of that."""
    if place and place.state:
        return "replacement"
    return "regular" if beside is None else "supplement"


def scan_in_hand(desk: Desk, title_id: int) -> int:
    """The scan of the piece on the desk, when it is of this title: whatever act receives it answers it."""
    return desk.in_hand.scan_id if desk.in_hand is not None and desk.in_hand.title_id == title_id else 0


def addon_in_hand(desk: Desk, title_id: int) -> str:
    """The digits beside the barcode of the piece on the desk, when it is of this title."""
    return desk.in_hand.addon if desk.in_hand is not None and desk.in_hand.title_id == title_id else ""


def put_down(desk: Desk, title_id: int) -> None:
    """The piece on the desk is dealt with. Its add-on belonged to it; the next one bears its own."""
    desk.in_hand = InHand(title_id, "", desk.clock())


def _sentence(title: str, label: str, place: Place | None, places: int, back_dated: date | None) -> str:
    # The title stands last: a narrow screen cuts there, and shows the title elsewhere.
    told = f"Received {label}"
    if place and place.state:
        told += f", replacing the {place.state} piece"
    if place and places > 1:
        told += f", copy {place.number}"
    if place and place.location:
        told += f" for {place.location}"
    if back_dated:
        told += f" as of {back_dated.isoformat()}"
    return f"{told}: {title}."
