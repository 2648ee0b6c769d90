"""Several issues at once: watched until a day with why; noted for the letter, or taken out of the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from buckram.desk.answering import close_gaps
from buckram.desk.boxes import Told, change, fresh
from buckram.desk.claiming import close_all
from buckram.desk.desk import Desk
from buckram.desk.noting import note_in, tidy
from buckram.desk.watching import ENDS, watch_in, watched_until
from buckram.errors import Refused
from buckram.storage import claims, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act


def hold(desk: Desk, boxes: Sequence[tuple[int, int]], text: str) -> Told:
    """Nobody claims these before a day, as one act. text: "2w", "18 dec", "-" (no longer), each with why
    behind a comma ("1 mar, the publisher is on strike"), which is kept as a note; "": until each is late by
    what its title is used to. Raises Stale, Refused."""
    typed, _, why = text.partition(",")
    why = tidy(why)

    def one(writer: ActWriter, issue: Issue) -> None:
        until = None if typed.strip() == ENDS else watched_until(desk, issue, typed)
        watch_in(writer, issue, until)
        if why:
            note_in(writer, issue.title_id, f"Do not claim: {why}", issue_id=issue.id)

    said = "Watched no longer" if typed.strip() == ENDS else "Watched"
    return _each(desk, boxes, "watch", said + (f" ({why})" if why else ""), one)


def take_out(desk: Desk, boxes: Sequence[tuple[int, int]]) -> Told:
    """These are not claimed after all: what has not been sent leaves the queue, as one act. Raises Stale;
    Refused for one that is in no queue."""

    def one(writer: ActWriter, issue: Issue) -> None:
        _waiting(writer, issue)
        close_all(writer, issue.id, "dropped", unsent=True)
        change(writer, issue)

    return _each(desk, boxes, "unclaim", "Not claimed after all", one)


def note_for_letter(desk: Desk, boxes: Sequence[tuple[int, int]], text: str) -> Told:
    """What the letter is to say beside these claims, as one act; "" takes it away. Raises Stale; Refused for
    one that does not wait for a letter, or is in one."""
    note = tidy(text) or None

    def one(writer: ActWriter, issue: Issue) -> None:
        for claim in _waiting(writer, issue):
            before = {"note": claim.note or None, "message_id": None}
            writer.update("claim", claim.id, before, {"note": note, "message_id": None})
        change(writer, issue)

    return _each(
        desk, boxes, "claim note", f"Noted for the letter “{note}”" if note else "Without a note", one
    )


def _waiting(writer: ActWriter, issue: Issue) -> list[claims.Claim]:
    found = [one for one in claims.of_issue(writer.library, issue.id) if one.open and not one.sent]
    if not found:
        raise Refused(f"{issue.label} does not wait for a letter.")
    if any(one.message_id is not None for one in found):
        raise Refused(f"{issue.label} is in a letter already.", "Drop the letter first.")
    return found


def _each(
    desk: Desk,
    boxes: Sequence[tuple[int, int]],
    kind: str,
    said: str,
    one: Callable[[ActWriter, Issue], None],
) -> Told:
    if not boxes:
        raise Refused("Nothing is lit.")
    with act(desk.library, desk.hand(), kind) as writer:
        found = [fresh(desk, issue_id, version) for issue_id, version in boxes]
        for issue in found:
            one(writer, issue)
        last, title_ids = found[-1], {issue.title_id for issue in found}
        for title_id in title_ids:
            close_gaps(writer, title_id, said.lower())
        writer.title_id = last.title_id if len(title_ids) == 1 else None
        writer.issue_id = last.id if len(found) == 1 else None
        name = titles.get(desk.library, last.title_id).name
        many = last.label if len(found) == 1 else f"{len(found)} issues"
        writer.sentence = f"{said}: {many}, {name if len(title_ids) == 1 else f'{len(title_ids)} titles'}."
    return Told(writer.id, last.title_id, last.id, writer.sentence)
