"""A later number came than was expected: what became of the ones that it passed over."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from buckram.desk.answering import close_gaps
from buckram.desk.boxes import Told, change, fresh
from buckram.desk.claiming import Reason, Want, in_queue, put
from buckram.desk.correcting import captions_of, designated, joined, redesignate, set_aside
from buckram.desk.desk import Desk
from buckram.desk.watching import watch_in, watched_until
from buckram.errors import Refused
from buckram.rules.status import Status
from buckram.storage import corrections, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act


class Became(StrEnum):
    """What became of an issue that was passed over."""

    CLAIMED = "claimed"
    WATCHED = "watched"
    COMBINED = "combined"
    NOT_PUBLISHED = "not published"


def settle_gap(desk: Desk, came: Issue, skipped: Sequence[Issue], became: Became, *, until: str = "") -> Told:
    """Say what became of issues that `came` passed over; all three as they were on the screen.

    skipped: expected issues before it, such as `answering.gap` gives, in order; what was claimed or watched
    already may turn out otherwise. until: for WATCHED, the day as typed; "": each until it is late by what
    its title is used to. COMBINED: they came in one piece with `came`, which takes all the numbers; it must
    be those nearest to it. The question about the gap is answered when nothing is left in it.
    Raises Stale; Refused when one of them is not expected before it.
    """
    library = desk.library
    with act(library, desk.hand(), "skipped") as writer:
        came = fresh(desk, came.id, came.version)
        skipped = [fresh(desk, issue.id, issue.version) for issue in skipped]
        behind = all((one.run, one.position) < (came.run, came.position) for one in skipped)
        if not behind or not skipped or {issue.status for issue in skipped} != {Status.EXPECTED}:
            raise Refused(f"Nothing of this is expected before {came.label} any more.")
        match became:
            case Became.CLAIMED:
                # One that was claimed meanwhile is no reason not to claim the others.
                numbers = [put(writer, desk, issue, [Want(None, Reason.SKIPPED)]) for issue in skipped]
                if not any(numbers):
                    raise in_queue(skipped[0])
                for issue in skipped:
                    change(writer, issue)
                told = f"Claimed: {_labels(skipped)}"
            case Became.WATCHED:
                days = [watched_until(desk, issue, until) for issue in skipped]
                for issue, day in zip(skipped, days, strict=True):
                    watch_in(writer, issue, day)
                last = "the last until" if len(set(days)) > 1 else "until"
                told = f"Watched, {last} {max(days).isoformat()}: {_labels(skipped)}"
            case Became.NOT_PUBLISHED:
                for issue in skipped:
                    set_aside(writer, issue, Status.NOT_PUBLISHED, "not published")
                told = f"Not published: {_labels(skipped)}"
            case Became.COMBINED:
                told = f"Combined: the piece is {_combine(writer, came, skipped)}"
        close_gaps(writer, came.title_id, str(became))
        writer.title_id, writer.issue_id = came.title_id, came.id
        writer.sentence = f"{told}, {titles.get(library, came.title_id).name}."
    return Told(writer.id, came.title_id, came.id, writer.sentence)


def _combine(writer: ActWriter, came: Issue, skipped: Sequence[Issue]) -> str:
    """Let the piece that came bear the numbers of these too; gives its new label."""
    library = writer.library
    rows = corrections.placed(library, came.title_id, came.run)
    place = next(n for n, row in enumerate(rows) if row.id == came.id)
    before = [row for row in rows[:place] if row.status not in {Status.NOT_PUBLISHED, Status.COMBINED}]
    nearest = before[-len(skipped) :]
    if [row.id for row in nearest] != [issue.id for issue in skipped]:
        raise Refused(
            f"Between these and {came.label} stands another issue.",
            f"Only what is next to it can be one with it: {nearest[-1].label}.",
        )
    values = dict(came.designation)
    for issue in reversed(skipped):
        values = joined(issue.designation, values)
    new = designated(library, came, captions_of(library, came), values)
    redesignate(writer, came, new)
    for issue in skipped:
        set_aside(writer, issue, Status.COMBINED, "received")
    return new.label


def _labels(skipped: Sequence[Issue]) -> str:
    first, last = skipped[0], skipped[-1]
    if len(skipped) == 1:
        return first.label
    if len(skipped) == 2:
        return f"{first.label} and {last.label}"
    return f"{len(skipped)} issues, {first.label} to {last.label}"
