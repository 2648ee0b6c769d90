"""Missing: a piece that was here is gone; and found again."""

from __future__ import annotations

from buckram.desk.boxes import Told, change, change_piece, fresh
from buckram.desk.claiming import close_by_receipt
from buckram.desk.desk import Desk
from buckram.desk.which_piece import copy_words, piece_meant, place_named
from buckram.errors import Refused
from buckram.rules.copies import Condition, copy_named, status_of
from buckram.rules.status import CAME, Status, spoken
from buckram.storage import pieces, titles
from buckram.storage.ledger import act


def lost_or_found(desk: Desk, issue_id: int, version: int, text: str = "") -> Told:
    """A piece of an issue is missing; of one that is missing already: it is found again. text: the copy
    ("c.2"), where several are here; "": the only one.

    Raises Stale; Refused for what never came, and where the copy has to be named.
    """
    library = desk.library
    number, _ = copy_named(text)
    with act(library, desk.hand(), "missing") as writer:
        issue = fresh(desk, issue_id, version)
        if issue.status not in CAME - {Status.WITHDRAWN}:
            step = "What never came is claimed with K." if issue.status not in CAME else ""
            raise Refused(f"{issue.label} is {spoken(issue.status)}.", step)
        places = pieces.places_of(library, issue_id, issue.title_id)
        named = place_named(issue, places, number) if number else None
        found = named.state is Condition.MISSING if named else issue.status is Status.MISSING
        wanted = (Condition.MISSING,) if found else (Condition.GOOD, Condition.DAMAGED)
        place, piece = piece_meant(issue, places, number, *wanted)
        change_piece(writer, piece, Condition.GOOD if found else Condition.MISSING)
        states = [one.state for one in pieces.places_of(library, issue_id, issue.title_id)]
        change(writer, issue, status_of(states, issue.status))
        if found:
            close_by_receipt(writer, issue.title_id, issue_id, "dropped")
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        told = f"{issue.label}{copy_words(places, place)}, {titles.get(library, issue.title_id).name}."
        writer.sentence = f"{'Found again' if found else 'Missing'}: {told}"
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)
