"""One act over a marked range: a week of a daily received, never published, or withdrawn at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from buckram.desk.answering import close_gaps
from buckram.desk.boxes import fresh
from buckram.desk.correcting import set_aside
from buckram.desk.desk import Desk
from buckram.desk.receiving import UnreadNotes, put_down, receive
from buckram.desk.withdrawing import withdraw_in
from buckram.errors import Refused, Stale
from buckram.rules.status import Status, spoken
from buckram.storage import titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act


@dataclass(frozen=True, slots=True)
class Ranged:
    """What an act over a range did. count: so many issues; refused: why not the others, a sentence each."""

    act_id: int
    title_id: int
    issue_id: int
    count: int
    refused: Sequence[str]
    sentence: str


def receive_range(desk: Desk, marked: Sequence[Issue]) -> Ranged:
    """Receive a piece of each of these issues of one title, which are as they were on the screen.

    Raises UnreadNotes, Stale (nothing was received then); Refused when none of them can be received.
    """

    def one(writer: ActWriter, issue: Issue) -> None:
        receive(desk, issue.id, issue.version, within=writer)

    done = _over(desk, marked, "receive several", "Received", one)
    put_down(desk, done.title_id)
    return done


def not_published_range(desk: Desk, marked: Sequence[Issue]) -> Ranged:
    """None of these appeared. Raises Stale; Refused when none of them is expected."""

    def one(writer: ActWriter, issue: Issue) -> None:
        issue = fresh(desk, issue.id, issue.version)
        if issue.status not in {Status.EXPECTED, Status.UNAVAILABLE}:
            raise Refused(f"{issue.label} is {spoken(issue.status)}.")
        set_aside(writer, issue, Status.NOT_PUBLISHED, "not published")

    def ends(writer: ActWriter, title_id: int) -> None:
        close_gaps(writer, title_id, "not published")

    return _over(desk, marked, "correct", "Not published", one, ends)


def withdraw_range(desk: Desk, marked: Sequence[Issue]) -> Ranged:
    """These are kept no longer. Raises Stale; Refused when none of them is here."""

    def one(writer: ActWriter, issue: Issue) -> None:
        withdraw_in(writer, fresh(desk, issue.id, issue.version))

    return _over(desk, marked, "withdraw", "Withdrawn", one)


def _over(
    desk: Desk,
    marked: Sequence[Issue],
    kind: str,
    told: str,
    one: Callable[[ActWriter, Issue], None],
    ends: Callable[[ActWriter, int], None] | None = None,
) -> Ranged:
    """Do it to each in one act, in their order; one that is refused does not stop the others."""
    done: list[Issue] = []
    refused: list[str] = []
    with act(desk.library, desk.hand(), kind) as writer:
        for issue in marked:
            try:
                one(writer, issue)
            except (Stale, UnreadNotes):
                raise
            except Refused as refusal:
                refused.append(refusal.sentence)
            else:
                done.append(issue)
        if not done:
            raise Refused(" ".join(refused) or "Nothing is marked.", "Nothing was changed.")
        last = done[-1]
        if ends:
            ends(writer, last.title_id)
        writer.title_id, writer.issue_id = last.title_id, last.id
        many = last.label if len(done) == 1 else f"{len(done)} issues, {done[0].label} to {last.label}"
        writer.sentence = f"{told} {many}: {titles.get(desk.library, last.title_id).name}."
    return Ranged(writer.id, last.title_id, last.id, len(done), refused, writer.sentence)
