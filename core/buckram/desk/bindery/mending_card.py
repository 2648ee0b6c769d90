"""From the card to the mending queue: a piece of the lit issue is damaged, and is to be mended."""

from __future__ import annotations

from buckram.desk.bindery.mending import note_damage_in
from buckram.desk.bindery.mending_routes import condition_in
from buckram.desk.boxes import Told, fresh
from buckram.desk.desk import Desk
from buckram.desk.which_piece import piece_meant
from buckram.errors import Refused
from buckram.rules.copies import Condition, copy_named
from buckram.rules.status import HERE, IN_BINDING, spoken
from buckram.storage import notes, pieces
from buckram.storage.bindery import repairs
from buckram.storage.ledger import act
from buckram.storage.library import Library


def waits_to_be_queued(library: Library, issue_id: int) -> bool:
    """Whether a piece of an issue is damaged, and is not in the mending queue."""
    return any(
        piece.condition is Condition.DAMAGED and repairs.open_of(library, piece_id=piece.id) is None
        for piece in pieces.of_issue(library, issue_id)
    )


def said_of(desk: Desk, title_id: int, issue_id: int) -> str:
    """What was noted of an issue last: of a damaged one, what is wrong with it; "" for nothing."""
    found = notes.of_title(desk.library, title_id, desk.person, every=True)
    return next((note.text for note in found if note.issue_id == issue_id), "")


def to_mending(desk: Desk, issue_id: int, version: int, text: str, *, already: bool = False) -> Told:
    """A piece of an issue that is here is damaged and goes to the mending queue: one act, nothing is claimed.

    text: what is wrong with it, in words or codes; it may begin with the copy: "c.2 torn cover". already: it
    is one that was marked as damaged before. What is in a unit or bound stays so: it is the volume then.
    Raises Stale; Refused where nothing is here, nothing is said, or the copy has to be named.
    """
    library = desk.library
    number, damage = copy_named(text)
    with act(library, desk.hand(), "damaged") as writer:
        issue = fresh(desk, issue_id, version)
        if issue.status not in HERE:
            raise Refused(f"{issue.label} is {spoken(issue.status)}.", "Only what is here can be mended.")
        places = pieces.places_of(library, issue.id, issue.title_id)
        which = (Condition.DAMAGED,) if already else (Condition.GOOD, Condition.DAMAGED)
        _, piece = piece_meant(issue, places, number, *which)
        bound = issue.status in IN_BINDING
        condition_in(writer, issue, piece, piece.condition if bound else Condition.DAMAGED)
        new = piece.received_on in {desk.today(), desk.day_of_receipt()}
        noted = note_damage_in(
            writer, desk, found_at="check-in" if new else "shelf", piece_id=piece.id, damage=damage
        )
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        writer.sentence = noted.sentence
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)
