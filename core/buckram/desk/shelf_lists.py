"""What a walk along the shelf shows: what is missing, misplaced, to be withdrawn, not received."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buckram.desk.boxes import fresh
from buckram.desk.conditions import put
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.inventory import Verdict, key_of
from buckram.desk.retaining import to_go
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.copies import Condition
from buckram.rules.keeping import spoken_day
from buckram.rules.shelf_order import walked
from buckram.storage import inventory as stored
from buckram.storage.inventory import Seen, Standing, Walk
from buckram.storage.ledger import act


class Which(StrEnum):
    """The lists of a walk."""

    MISSING = "missing"
    MISPLACED = "misplaced"
    WITHDRAW = "to withdraw"
    NOT_RECEIVED = "not received"
    TO_CLEAR_UP = "to clear up"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of such a list. key: what it is about. why: in words. piece_id, issue_id and title_id where they
    are known; version: of the issue. seen_id: the scan, None where nothing was scanned."""

    key: tuple[str, int]
    title: str
    label: str
    location: str
    call_number: str
    copy_number: int
    why: str
    title_id: int | None
    issue_id: int | None
    piece_id: int | None
    version: int
    seen_id: int | None = None
    barcode: str = ""


def lists(desk: Desk, walk: Walk) -> dict[Which, Sequence[Line]]:
    """Every list of a walk, each in shelf order or, of what was scanned, in the order of scanning."""
    seen = stored.seen(desk.library, walk.id)
    by_title = bool(decided(desk.library, "shelved_by_title"))
    return {
        Which.MISSING: _missing(desk, walk, seen, by_title=by_title),
        Which.MISPLACED: _misplaced(seen, by_title=by_title),
        Which.WITHDRAW: [_line(one, "") for one in seen if one.verdict == Verdict.WITHDRAW],
        Which.NOT_RECEIVED: [
            _line(one, "it stands here, and was never received")
            for one in seen
            if one.verdict == Verdict.NOT_RECEIVED
        ],
        Which.TO_CLEAR_UP: [_line(one, _UNCLEAR[one.verdict]) for one in seen if one.verdict in _UNCLEAR],
    }


_UNCLEAR = {
    str(Verdict.UNKNOWN): "no title answers to this code",
    str(Verdict.WHICH_TITLE): "several titles answer to this code",
    str(Verdict.WHICH_ISSUE): "which issue it is was not said",
    str(Verdict.CARD_DIFFERS): "the card says it is with the binder, or bound",
}


def _line(one: Seen, why: str) -> Line:
    title = one.title or one.raw
    return Line(
        ("seen", one.id),
        title,
        one.label,
        one.location,
        one.call_number,
        one.copy_number,
        why,
        one.title_id,
        one.issue_id,
        one.piece_id,
        one.version,
        one.id,
    )


def _misplaced(seen: Sequence[Seen], *, by_title: bool) -> list[Line]:
    """What belongs elsewhere, and what stands out of order: of each title that does, one line."""
    known = [one for one in seen if one.title_id is not None and one.verdict != Verdict.MISPLACED]
    out = walked([key_of(one, by_title=by_title) for one in known]).out_of_place
    disorder: dict[int, str] = {}
    for place in sorted(out):
        before = next((known[n].title for n in range(place - 1, -1, -1) if n not in out), "")
        after = next((known[n].title for n in range(place + 1, len(known)) if n not in out), "")
        between = " and ".join(name for name in (before, after) if name)
        disorder[known[place].id] = f"out of order: it stands {'between' if before and after else 'beside'} "
        disorder[known[place].id] += between
    found: list[Line] = []
    for one in seen:
        if one.verdict == Verdict.MISPLACED:
            found.append(_line(one, f"belongs to {one.location or 'another place'}"))
        elif one.id in disorder:
            found.append(_line(one, disorder[one.id]))
    return found


def _missing(desk: Desk, walk: Walk, seen: Sequence[Seen], *, by_title: bool) -> list[Line]:
    """What the cards say stands here and was not seen, within what was walked.

    What a record said is held stands mostly bound in the stacks: it counts only from the oldest issue of its
    title that was seen on this shelf. What is on its way round its readers does not stand here, however long.
    """
    kept_to = [one for one in seen if one.title_id is not None and one.verdict != Verdict.MISPLACED]
    came_by = walked([key_of(one, by_title=by_title) for one in kept_to])
    pieces = stored.standing(desk.library, walk.location_id)
    there = {one.piece_id for one in seen if one.piece_id is not None}
    told = {one.issue_id for one in seen if one.piece_id is None and one.issue_id is not None}
    oldest: dict[tuple[int, str], int] = {}
    for piece in pieces:
        if piece.piece_id in there or piece.issue_id in told:
            run = (piece.title_id, piece.run)
            oldest[run] = min(oldest.get(run, piece.position), piece.position)
    untold = Counter(one.title_id for one in seen if one.verdict == Verdict.WHICH_ISSUE)
    going = {one.piece.piece_id: one.why for one in to_go(desk.library, desk.today())}
    found: list[tuple[tuple[str, ...], Line]] = []
    for piece in pieces:
        if piece.piece_id in there or piece.issue_id in told or piece.out:
            continue
        seen_from = oldest.get((piece.title_id, piece.run))
        if piece.from_record and (seen_from is None or piece.position < seen_from):
            continue
        key = key_of(piece, by_title=by_title)
        if came_by.covers(key):
            found.append((key, _not_there(piece, untold[piece.title_id], going.get(piece.piece_id, ""))))
    # A stable sort: within a title the oldest issue stays first.
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def _not_there(piece: Standing, untold: int, going: str) -> Line:
    why = f"received {spoken_day(piece.received_on)}, not seen"
    if going:
        why = f"it may go ({going}), not seen"
    if untold:
        why += f"; {untold} piece{'' if untold == 1 else 's'} of the title not told apart"
    return Line(
        ("piece", piece.piece_id),
        piece.title,
        piece.label,
        piece.location,
        piece.call_number,
        piece.copy_number,
        why,
        piece.title_id,
        piece.issue_id,
        piece.piece_id,
        piece.version,
        barcode=piece.barcode,
    )


def mark_missing(desk: Desk, lines: Iterable[Line]) -> str:
    """Say that the pieces of these lines are missing: one act for all. Gives the sentence.

    Raises Refused when there is none; Stale, and nothing is changed, when one of their boxes was changed
    meanwhile.
    """
    of_issue: dict[tuple[int, int], list[int]] = {}
    names: list[str] = []
    titles: set[int | None] = set()
    for line in lines:
        if line.issue_id is not None and line.piece_id is not None:
            of_issue.setdefault((line.issue_id, line.version), []).append(line.piece_id)
            names.append(f"{line.label}: {line.title}")
            titles.add(line.title_id)
    if not of_issue:
        raise Refused("There is no piece to mark missing here.")
    with act(desk.library, desk.hand(), "missing") as writer:
        for (issue_id, version), piece_ids in of_issue.items():
            issue = fresh(desk, issue_id, version)
            put(writer, issue, dict.fromkeys(piece_ids, Condition.MISSING))
        writer.title_id = titles.pop() if len(titles) == 1 else None
        writer.issue_id = next(iter(of_issue))[0] if len(of_issue) == 1 else None
        count = len(names)
        writer.sentence = f"Missing: {names[0]}." if count == 1 else f"{count} pieces missing from the shelf."
    return writer.sentence


def as_table(which: Which, found: Sequence[Line], walk: Walk, today: date) -> Table:
    """A list for a spreadsheet or a printer."""
    return Table(
        f"{str(which).capitalize()}: inventory of {walk.location or 'all places'}, {spoken_day(today)}",
        ("Location", "Call number", "Title", "Issue", "Copy", "Why", "Barcode"),
        [
            (
                line.location,
                line.call_number,
                line.title,
                line.label,
                str(line.copy_number or ""),
                line.why,
                line.barcode,
            )
            for line in found
        ],
        f"{len(found)} of {walk.pieces} pieces that were scanned."
        if which is not Which.MISSING
        else f"{len(found)} missing; {walk.pieces} pieces were scanned.",
    )
