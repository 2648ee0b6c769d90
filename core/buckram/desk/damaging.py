"""Damaged: a piece that is here but not fit. It came so, or was found to be so later."""

from __future__ import annotations

from buckram.desk.boxes import Told, change, change_piece, fresh
from buckram.desk.claiming import Reason, Want, put
from buckram.desk.desk import Desk
from buckram.desk.noting import note_in, tidy
from buckram.desk.receiving import addon_in_hand, put_down, receive
from buckram.desk.which_piece import copy_words, piece_meant, place_named
from buckram.errors import Refused
from buckram.rules.copies import Condition, copy_named, next_place, status_of
from buckram.rules.status import HERE, RECEIVABLE, spoken
from buckram.storage import issues, pieces, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act
from buckram.storage.pieces import Place


def damaged(desk: Desk, issue_id: int, version: int, text: str = "", *, claims: bool = True) -> Told:
    """A piece of an issue is damaged. text: what is the matter with it, kept as a note; it may begin with
    the copy: "c.2 torn cover". claims: a replacement is claimed.

    While a copy lacks its piece, or has one that is damaged or missing, it is the piece in hand, which is
    received so; otherwise, and when its copy is named, it is one that is here already.
    Raises Stale, UnreadNotes (in hand); Refused where the copy has to be named, or nothing is here.
    """
    number, note = copy_named(text)
    issue = fresh(desk, issue_id, version)
    places = pieces.places_of(desk.library, issue_id, issue.title_id)
    named = place_named(issue, places, number) if number else None
    lacking = next_place([place.state for place in places])
    in_hand = named or (places[lacking] if lacking is not None else None)
    if issue.status in RECEIVABLE and in_hand is not None and in_hand.state is not Condition.GOOD:
        return _came_so(desk, issue, places, in_hand, note, claims=claims)
    return _found_so(desk, issue, places, number, note, claims=claims)


def _came_so(desk: Desk, issue: Issue, places: list[Place], place: Place, note: str, *, claims: bool) -> Told:
    library = desk.library
    with act(library, desk.hand(), "receive") as writer:
        receipt = receive(
            desk,
            issue.id,
            issue.version,
            addon=addon_in_hand(desk, issue.title_id),
            within=writer,
            copy_id=place.copy_id,
            damaged=True,
        )
        claimed = _afterwards(writer, desk, issues.get(library, issue.id), place, note, claims=claims)
        writer.sentence = (
            f"Received {issue.label}{copy_words(places, place)} damaged{claimed}: {receipt.title}."
        )
    put_down(desk, issue.title_id)
    return Told(writer.id, issue.title_id, issue.id, writer.sentence, receipt)


def _found_so(
    desk: Desk, issue: Issue, places: list[Place], number: int | None, note: str, *, claims: bool
) -> Told:
    library = desk.library
    if issue.status not in HERE:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "Only what is here can be damaged.")
    with act(library, desk.hand(), "damaged") as writer:
        place, piece = piece_meant(issue, places, number, Condition.GOOD)
        change_piece(writer, piece, Condition.DAMAGED)
        places = pieces.places_of(library, issue.id, issue.title_id)
        change(writer, issue, status_of([one.state for one in places], issue.status))
        claimed = _afterwards(writer, desk, issues.get(library, issue.id), place, note, claims=claims)
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        name = titles.get(library, issue.title_id).name
        writer.sentence = f"Damaged{claimed}: {issue.label}{copy_words(places, place)}, {name}."
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)


def _afterwards(writer: ActWriter, desk: Desk, issue: Issue, place: Place, note: str, *, claims: bool) -> str:
    """Note and claim it; gives the words about the claim."""
    if tidy(note):
        note_in(writer, issue.title_id, tidy(note), issue_id=issue.id)
    if not claims:
        return ""
    # One that is in the queue already asks for this piece too.
    put(writer, desk, issue, [Want(place.copy_id, Reason.DAMAGED)])
    return ", a replacement is claimed"
