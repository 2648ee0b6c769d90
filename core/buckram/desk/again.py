"""It came again: a piece of an issue that is here already is a gift, an extra copy, a wrong item, or
replaces one that is not fit."""

from __future__ import annotations

from enum import StrEnum

from buckram.desk.answering import answer_by_receipt
from buckram.desk.boxes import Told, change, change_piece, fresh
from buckram.desk.claiming import Reason, Want, close_by_receipt, put
from buckram.desk.desk import Desk
from buckram.desk.noting import note_in, tidy
from buckram.desk.receiving import addon_in_hand, put_down, receive, scan_in_hand
from buckram.desk.which_piece import copy_words, piece_meant
from buckram.errors import Refused
from buckram.rules.copies import Condition, copy_named, status_of
from buckram.rules.status import CAME, RECEIVABLE, spoken
from buckram.storage import pieces, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act
from buckram.storage.pieces import Place


class Again(StrEnum):
    """What a further piece is. Gift, extra and replacement are kinds of pieces in the library file."""

    GIFT = "gift"
    EXTRA = "extra"
    WRONG_ITEM = "wrong item"
    REPLACEMENT = "replacement"


def came_again(
    desk: Desk,
    issue_id: int,
    version: int,
    what: Again,
    text: str = "",
    *,
    claims: bool = False,
    answers: int = 0,
) -> Told:
    """A further piece of an issue that came once.

    GIFT, EXTRA: it is kept beside the copies, and changes nothing about them. WRONG_ITEM: it is not kept; a
    note stays on the issue, and with `claims` a claim against who sent it. REPLACEMENT: it takes the place
    of a piece, which is withdrawn: of one that is damaged or missing, or else of one that is here.
    text: a note; for a replacement it may begin with the copy: "c.2". answers: the id of the scan whose
    question this answers; 0: that of the piece in hand, or the oldest that waits for this issue.
    Raises Stale; Refused for what never came, and where the copy has to be named.
    """
    issue = fresh(desk, issue_id, version)
    if issue.status not in CAME:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "Enter receives it.")
    number, note = copy_named(text) if what is Again.REPLACEMENT else (None, text)
    library = desk.library
    with act(library, desk.hand(), "receive" if what is Again.REPLACEMENT else "came again") as writer:
        name = titles.get(library, issue.title_id).name
        match what:
            case Again.GIFT | Again.EXTRA:
                _insert(writer, desk, issue, None, what)
                change(writer, issue)
                kept = "A gift" if what is Again.GIFT else "An extra copy"
                writer.sentence = f"{kept} of {issue.label} is kept: {name}."
            case Again.WRONG_ITEM:
                change(writer, issue)
                claimed = claims and put(writer, desk, issue, [Want(None, Reason.WRONG_ITEM)])
                note = f"Wrong item, not kept: {tidy(note)}" if tidy(note) else "Wrong item, not kept"
                writer.sentence = f"{note}{', claimed' if claimed else ''}: {issue.label}, {name}."
            case Again.REPLACEMENT:
                writer.sentence = _replaced(writer, desk, issue, number, name)
        if tidy(note):
            note_in(writer, issue.title_id, tidy(note), issue_id=issue.id)
        waits = answers or scan_in_hand(desk, issue.title_id)
        answer_by_receipt(writer, issue.title_id, issue.id, waits, str(what))
        writer.title_id, writer.issue_id = issue.title_id, issue.id
    put_down(desk, issue.title_id)
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)


def _replaced(writer: ActWriter, desk: Desk, issue: Issue, number: int | None, name: str) -> str:
    places = pieces.places_of(desk.library, issue.id, issue.title_id)
    spoilt = {Condition.DAMAGED, Condition.MISSING}
    fits = spoilt if any(place.state in spoilt for place in places) and number is None else set(Condition)
    place, old = piece_meant(issue, places, number, *fits - {Condition.WITHDRAWN})
    if issue.status in RECEIVABLE and place.state in spoilt:
        addon = addon_in_hand(desk, issue.title_id)
        return receive(
            desk, issue.id, issue.version, addon=addon, within=writer, copy_id=place.copy_id
        ).sentence
    _insert(writer, desk, issue, place, Again.REPLACEMENT)
    change_piece(writer, old, Condition.WITHDRAWN)
    after = [one.state for one in pieces.places_of(desk.library, issue.id, issue.title_id)]
    change(writer, issue, status_of(after, issue.status))
    close_by_receipt(writer, issue.title_id, issue.id)
    return f"Replaced: {issue.label}{copy_words(places, place)}, the old piece is withdrawn: {name}."


def _insert(writer: ActWriter, desk: Desk, issue: Issue, place: Place | None, kind: Again) -> None:
    row = {
        "issue_id": issue.id,
        "copy_id": place.copy_id if place else None,
        "kind": str(kind),
        "received_on": desk.day_of_receipt().isoformat(),
        "received_at": writer.hand.at,
        "received_by": desk.person,
        "addon": addon_in_hand(desk, issue.title_id) or None,
    }
    writer.insert("piece", row)
