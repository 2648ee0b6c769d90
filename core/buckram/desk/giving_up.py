"""How a claim ends without its piece: unavailable, replaced from elsewhere, paid back, never published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from buckram.desk.answering import close_gaps
from buckram.desk.boxes import Told, change, fresh
from buckram.desk.claiming import close_all, wanted
from buckram.desk.correcting import set_aside
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.replies import REPLACEMENT_DAYS, Ending
from buckram.rules.status import LACKING, Status, spoken
from buckram.storage import claims, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act


def give_up(desk: Desk, boxes: Sequence[tuple[int, int]], ending: Ending) -> Told:
    """End what is wanted of these issues so, as one act; boxes: (issue, version) as on the screen.

    Raises Stale; Refused, and nothing is changed, when one of them does not lack anything.
    """
    if not boxes:
        raise Refused("Nothing is lit.")
    library = desk.library
    with act(library, desk.hand(), "give up") as writer:
        found = [fresh(desk, issue_id, version) for issue_id, version in boxes]
        for issue in found:
            end_in(writer, desk, issue, ending, desk.today())
        last, title_ids = found[-1], {issue.title_id for issue in found}
        for title_id in title_ids:
            close_gaps(writer, title_id, str(ending))
        name = titles.get(library, last.title_id).name
        writer.title_id = last.title_id if len(title_ids) == 1 else None
        writer.issue_id = last.id if len(found) == 1 else None
        many = last.label if len(found) == 1 else f"{len(found)} issues"
        of = name if len(title_ids) == 1 else f"{len(title_ids)} titles"
        writer.sentence = f"{str(ending).capitalize()}: {many}, {of}."
    return Told(writer.id, last.title_id, last.id, writer.sentence)


def end_in(writer: ActWriter, desk: Desk, issue: Issue, ending: Ending, day: date) -> None:
    """End what is wanted of an issue so, inside an act, with the status of its box. Refused where that
    cannot be.

    Nobody waits any more for what was expected; of what came in part, or damaged, the rest stays as it is.
    A replacement that was ordered is waited for.
    """
    if ending is Ending.NOT_PUBLISHED:
        if issue.status not in {Status.EXPECTED, Status.UNAVAILABLE}:
            raise Refused(f"{issue.label} is {spoken(issue.status)}: it was published.")
        set_aside(writer, issue, Status.NOT_PUBLISHED, str(ending))
        return
    open_ones = [one for one in claims.of_issue(writer.library, issue.id) if one.open]
    if issue.status not in LACKING and not open_ones:
        raise Refused(f"{issue.label} is {spoken(issue.status)}: nothing of it is wanted.")
    if not open_ones and (issue.status is not Status.EXPECTED or ending is not Ending.UNAVAILABLE):
        _keep(writer, desk, issue, ending, day)
    if ending is Ending.REPLACEMENT:
        until = day + timedelta(days=REPLACEMENT_DAYS)
        before = issue.hold_until.isoformat() if issue.hold_until else None
        change(writer, issue, hold_until=(before, until.isoformat()))
    else:
        change(writer, issue, Status.UNAVAILABLE if issue.status is Status.EXPECTED else None)
    close_all(writer, issue.id, str(ending))


def _keep(writer: ActWriter, desk: Desk, issue: Issue, ending: Ending, day: date) -> None:
    """That it was decided, though nothing was ever claimed: else it would be wanted again tomorrow."""
    want = wanted(desk, issue)[0]
    writer.insert(
        "claim",
        {
            "issue_id": issue.id,
            "copy_id": want.copy_id,
            "number": 1,
            "reason": str(want.reason),
            "wanted_on": day.isoformat(),
            "wanted_by": desk.person,
            "vendor_id": claims.vendor_of(writer.library, issue.title_id, want.copy_id, issue.published_on),
            "closed_at": writer.hand.at,
            "ended": str(ending),
            "ended_on": day.isoformat(),
        },
    )
