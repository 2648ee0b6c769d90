"""Joined: an issue and the next one came as one piece, whichever of them was received."""

from __future__ import annotations

from buckram.desk.boxes import Told, fresh
from buckram.desk.correcting import combined_with_next
from buckram.desk.desk import Desk
from buckram.desk.receiving import UnreadNotes
from buckram.desk.skipping import Became, settle_gap
from buckram.rules.status import CAME, Status
from buckram.storage import corrections, issues


def join(desk: Desk, issue_id: int, version: int) -> Told:
    """Let an issue and the next be one; Told.issue_id is the box that bears both numbers.

    The issue takes the numbers of the next; but one that was passed over gives its own to the next, which
    came. A piece of the title that lies on the desk is received with it, in the same act.
    Raises Stale, UnreadNotes; Refused where the next can be joined in neither way.
    """
    library = desk.library
    issue = fresh(desk, issue_id, version)
    rows = corrections.placed(library, issue.title_id, issue.run)
    place = next(n for n, row in enumerate(rows) if row.id == issue.id)
    set_aside = {Status.NOT_PUBLISHED, Status.COMBINED}
    following = next((row for row in rows[place + 1 :] if row.status not in set_aside), None)
    if issue.status is Status.EXPECTED and following is not None and following.status in CAME:
        return settle_gap(desk, issues.get(library, following.id), [issue], Became.COMBINED)
    in_hand = desk.in_hand is not None and desk.in_hand.title_id == issue.title_id
    receives = in_hand and issue.status is Status.EXPECTED
    try:
        done = combined_with_next(desk, issue_id, version, receives=receives)
    except UnreadNotes:
        # The note is read first, and Enter then receives the joined box.
        done = combined_with_next(desk, issue_id, version)
    return Told(done.act_id, done.title_id, done.issue_id, done.sentence, done.receipt)
