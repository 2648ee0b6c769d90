"""Withdrawn: what was kept is kept no longer, an issue whole or the piece of one copy."""

from __future__ import annotations

from collections.abc import Collection

from buckram.desk.boxes import Told, change, change_piece, fresh
from buckram.desk.claiming import close_all
from buckram.desk.desk import Desk
from buckram.desk.which_piece import copy_words, place_named
from buckram.errors import Refused
from buckram.rules.copies import Condition, copy_named, status_of
from buckram.rules.status import CAME, Status, spoken
from buckram.storage import pieces, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act

_ON_THE_SHELF = (Condition.GOOD, Condition.DAMAGED)


def withdraw(desk: Desk, issue_id: int, version: int, text: str = "") -> Told:
    """Withdraw an issue with all its pieces, or the piece of one copy. text: the copy ("c.2"), or "".

    Raises Stale; Refused for what is not here.
    """
    library = desk.library
    number, _ = copy_named(text)
    with act(library, desk.hand(), "withdraw") as writer:
        issue = fresh(desk, issue_id, version)
        places = pieces.places_of(library, issue_id, issue.title_id)
        place = place_named(issue, places, number) if number else None
        withdraw_in(writer, issue, None if place is None else {place.copy_id})
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        which = copy_words(places, place) if place else ""
        writer.sentence = f"Withdrawn: {issue.label}{which}, {titles.get(library, issue.title_id).name}."
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)


def withdraw_in(
    writer: ActWriter,
    issue: Issue,
    copy_ids: Collection[int | None] | None = None,
    *,
    piece_ids: Collection[int] | None = None,
) -> Status:
    """Withdraw pieces of an issue, inside an act; gives the status that follows.

    copy_ids: of these copies; piece_ids: only these pieces; neither: all pieces, gifts and extra copies too.
    With the last good piece the issue is withdrawn, and its open claims are dropped.
    Raises Refused where nothing of it is here; Stale when the issue changed since it was read.
    """
    if issue.status not in CAME - {Status.WITHDRAWN, Status.AT_BINDERY}:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "Only what is here can be withdrawn.")
    library = writer.library
    every = pieces.of_issue(library, issue.id)
    if piece_ids is not None:
        going = [one for one in every if one.id in piece_ids and one.condition in _ON_THE_SHELF]
        if not going:
            raise Refused(f"This piece of {issue.label} is here no more.")
    elif copy_ids is None:
        going = [one for one in every if one.condition in _ON_THE_SHELF]
    else:
        places = pieces.places(library, issue.title_id, every)
        among = (place for place in places if place.copy_id in copy_ids)
        going = [one for place in among for one in place.with_condition(*_ON_THE_SHELF)]
        if not going:
            raise Refused(f"No piece of {issue.label} is here for that copy.")
    for piece in going:
        change_piece(writer, piece, Condition.WITHDRAWN)
    after = Status.WITHDRAWN
    if copy_ids is not None or piece_ids is not None:
        left = pieces.of_issue(library, issue.id)
        spare = any(not one.counts and one.condition is Condition.GOOD for one in left)
        states = [place.state for place in pieces.places(library, issue.title_id, left)]
        # A copy that never came is no reason to go on asking, when the last that did is given away.
        after = status_of([one for one in states if one is not None], issue.status, spare=spare)
        if after is Status.ARRIVED and None in states and not spare:
            after = Status.PARTIAL
    change(writer, issue, after)
    if after is Status.WITHDRAWN:
        close_all(writer, issue.id, "dropped")
    return after
