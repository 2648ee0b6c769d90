"""Inventory of the shelf: walk along the current issues with a scanner, each piece answered at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from buckram.desk.conditions import put
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, receive
from buckram.desk.resolving import resolve, title_line
from buckram.desk.retaining import Filters, to_go
from buckram.desk.years_on_shelf import of_its_year
from buckram.errors import Refused
from buckram.identify import call_sort, read
from buckram.rules.copies import Condition
from buckram.rules.shelf_order import Key, shelf_key, walked
from buckram.rules.status import Status, spoken
from buckram.storage import inventory as stored
from buckram.storage import issues
from buckram.storage.inventory import Seen, Standing, Walk
from buckram.storage.issues import Issue
from buckram.storage.ledger import act
from buckram.storage.library import Library
from buckram.storage.titles import TitleLine

JUST_NOW = 120
"""So many of the last pieces tell whether the next one stands in order: a shelf or two."""


class Verdict(StrEnum):
    """What a piece on the shelf is. The words are those of the library file."""

    IN_PLACE = "in place"
    MISPLACED = "misplaced"
    NOT_RECEIVED = "not received"
    RECEIVED = "received"
    WITHDRAW = "withdraw"
    CARD_DIFFERS = "card differs"
    AGAIN = "again"
    WHICH_TITLE = "which title"
    WHICH_ISSUE = "which issue"
    UNKNOWN = "unknown"


CALM = frozenset({Verdict.IN_PLACE, Verdict.RECEIVED, Verdict.AGAIN})
"""Nobody has to look up from the shelf."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a scan on the shelf.

    sentence: one line; next_step: what to do with the piece, or "". out_of_order: it, or the one before it,
    stands in the wrong order. titles, issues: to choose from (id, label, status); likely: the place of the
    issue to light.
    """

    seen_id: int
    verdict: Verdict
    sentence: str
    next_step: str = ""
    title_id: int | None = None
    issue_id: int | None = None
    out_of_order: bool = False
    titles: Sequence[TitleLine] = ()
    issues: Sequence[tuple[int, str, Status]] = ()
    likely: int = 0

    @property
    def look(self) -> bool:
        """Whether the person has to look up: ring the bell."""
        return self.verdict not in CALM or self.out_of_order


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: Verdict
    says: str
    next_step: str = ""
    piece: Standing | None = None


def scan_shelf(desk: Desk, walk: Walk, raw: str) -> Found:
    """One scan, or one typed line, on the shelf. What was seen is on the disk when this answers."""
    library = desk.library
    meaning = resolve(library, read(raw, institution=decided(library, "institution") or None), desk.today())
    if not meaning.titles:
        says = "No title of this library answers to this."
        return _keep(desk, walk, raw, _Judged(Verdict.UNKNOWN, says, "Take it to the desk."))
    if len(meaning.titles) > 1:
        says = f"{len(meaning.titles)} titles answer to this."
        found = _keep(desk, walk, raw, _Judged(Verdict.WHICH_TITLE, says, "Choose one."))
        return replace(found, titles=meaning.titles)
    title = meaning.titles[0]
    issue_id, lit = of_its_year(library, walk, meaning, desk.today())
    if issue_id is None:
        return _ask_issue(desk, walk, raw, title, lit)
    issue = issues.get(library, issue_id)
    return _keep(desk, walk, raw, _judge(desk, walk, issue, _own_barcode(library, issue, raw)), title, issue)


def choose_title(desk: Desk, walk: Walk, seen_id: int, title_id: int) -> Found:
    """Say which title a scanned piece is of; then its issue is asked for."""
    seen = stored.one_seen(desk.library, seen_id)
    title = title_line(desk.library, title_id)
    options, likely = _options(desk, walk, title.id, None)
    says = f"A piece of {title.name}."
    judged = _Judged(Verdict.WHICH_ISSUE, says, "Choose its issue.")
    found = _answer(desk, walk, seen, judged, title, None)
    return replace(found, issues=options, likely=likely)


def choose_issue(desk: Desk, walk: Walk, seen_id: int, issue_id: int) -> Found:
    """Say which issue a scanned piece is."""
    seen = stored.one_seen(desk.library, seen_id)
    issue = issues.get(desk.library, issue_id)
    return _answer(
        desk, walk, seen, _judge(desk, walk, issue), title_line(desk.library, issue.title_id), issue
    )


def ask_again(desk: Desk, walk: Walk, seen_id: int) -> Found:
    """The question that a scan left, once more. Refused when it left none."""
    seen = stored.one_seen(desk.library, seen_id)
    if seen.verdict == Verdict.WHICH_TITLE:
        meaning = resolve(desk.library, read(seen.raw), desk.today())
        return Found(seen.id, Verdict.WHICH_TITLE, f"Which title is {seen.raw}?", titles=meaning.titles)
    if seen.verdict == Verdict.WHICH_ISSUE and seen.title_id is not None:
        options, likely = _options(desk, walk, seen.title_id, None)
        says = f"A piece of {seen.title}."
        return Found(
            seen.id, Verdict.WHICH_ISSUE, says, title_id=seen.title_id, issues=options, likely=likely
        )
    raise Refused("This piece asks nothing.")


def receive_found(desk: Desk, walk: Walk, seen_id: int) -> tuple[str, Receipt | None]:
    """Receive a piece that stands on the shelf and was never received, or put one back that was missing: one
    act. Gives the sentence, and the receipt where it was one. Raises Refused, UnreadNotes, Stale."""
    library = desk.library
    seen = stored.one_seen(library, seen_id)
    if seen.verdict != Verdict.NOT_RECEIVED or seen.issue_id is None:
        raise Refused("There is nothing to receive about this piece.")
    issue = issues.get(library, seen.issue_id)
    lost = _lost(library, issue.id, walk.location_id)
    receipt: Receipt | None = None
    with act(library, desk.hand(), "found" if lost else "receive") as writer:
        if lost:
            put(writer, issue, {lost.piece_id: Condition.GOOD})
            piece_id = lost.piece_id
            writer.title_id, writer.issue_id = issue.title_id, issue.id
            writer.sentence = f"Found again {issue.label}: {seen.title}."
        else:
            copy_id = stored.wanted_at(library, issue.id, walk.location_id)
            receipt = receive(desk, issue.id, issue.version, within=writer, copy_id=copy_id)
            piece_id = receipt.piece_id
        writer.update(
            "seen",
            seen.id,
            {"verdict": seen.verdict, "piece_id": seen.piece_id},
            {"verdict": str(Verdict.RECEIVED), "piece_id": piece_id},
        )
    return writer.sentence, receipt


# What a piece is


def _judge(desk: Desk, walk: Walk, issue: Issue, scanned: Standing | None = None) -> _Judged:
    """scanned: the very piece, where its own barcode was read."""
    status, label = issue.status, issue.label
    if status is Status.COMBINED:
        return _Judged(Verdict.IN_PLACE, f"{label} came together with another.")
    if status is Status.WITHDRAWN:
        return _Judged(Verdict.WITHDRAW, f"{label} was withdrawn.", "Take it off the shelf.")
    if status in {Status.BOUND, Status.AT_BINDERY, Status.BIND_PREP}:
        said = "being prepared for the bindery" if status is Status.BIND_PREP else spoken(status)
        return _Judged(
            Verdict.CARD_DIFFERS, f"The card says {label} is {said}.", "A second piece? Look at it."
        )
    standing = [scanned] if scanned else stored.pieces_of(desk.library, issue.id)
    free = _not_seen(desk.library, walk, issue.id, standing)
    here = [p for p in free if walk.location_id in (None, p.location_id) or p.location_id is None]
    if fit := next((p for p in here if p.condition != Condition.MISSING), None):
        return _here(desk, fit)
    if lost := next((p for p in here if p.condition == Condition.MISSING), None):
        return _Judged(
            Verdict.NOT_RECEIVED, f"The card says {label} is missing.", "Enter puts it back.", lost
        )
    if not free and standing and stored.wanted_at(desk.library, issue.id, walk.location_id) is None:
        return _Judged(Verdict.AGAIN, f"{label} was seen already.", "", standing[0])
    if stored.wanted_at(desk.library, issue.id, walk.location_id) is not None or not standing:
        said = "missing" if status is Status.MISSING else f"{spoken(status)}, not received"
        if status in {Status.ARRIVED, Status.PARTIAL, Status.DAMAGED}:
            said = "not received for this place"
        return _Judged(Verdict.NOT_RECEIVED, f"The card says {label} is {said}.", "Enter receives it.")
    return _Judged(Verdict.MISPLACED, f"{label} belongs to {free[0].location}.", "Take it there.", free[0])


def _here(desk: Desk, piece: Standing) -> _Judged:
    going = to_go(desk.library, desk.today(), Filters(title_id=piece.title_id))
    if why := next((one.why for one in going if one.piece.piece_id == piece.piece_id), ""):
        return _Judged(Verdict.WITHDRAW, f"{piece.label} may go: {why}.", "Take it off the shelf.", piece)
    step = "It is damaged." if piece.condition == Condition.DAMAGED else ""
    return _Judged(Verdict.IN_PLACE, f"{piece.label}: in place.", step, piece)


def _not_seen(library: Library, walk: Walk, issue_id: int, standing: Sequence[Standing]) -> list[Standing]:
    """The pieces of an issue that were not scanned on this walk yet."""
    seen = stored.pieces_seen(library, walk.id, issue_id)
    return [piece for piece in standing if piece.piece_id not in seen]


def _own_barcode(library: Library, issue: Issue, raw: str) -> Standing | None:
    return next((p for p in stored.pieces_of(library, issue.id) if p.barcode and p.barcode in raw), None)


def _lost(library: Library, issue_id: int, location_id: int | None) -> Standing | None:
    """The piece of an issue that is said to be missing; of several the one of this place."""
    lost = [p for p in stored.pieces_of(library, issue_id) if p.condition == Condition.MISSING]
    return next((p for p in lost if p.location_id == location_id), lost[0] if lost else None)


# What is asked


def _ask_issue(desk: Desk, walk: Walk, raw: str, title: TitleLine, lit: int | None) -> Found:
    options, likely = _options(desk, walk, title.id, lit)
    says = f"A piece of {title.name}."
    found = _keep(desk, walk, raw, _Judged(Verdict.WHICH_ISSUE, says, "Enter: the lit issue."), title)
    return replace(found, issues=options, likely=likely)


def _options(
    desk: Desk, walk: Walk, title_id: int, lit: int | None
) -> tuple[Sequence[tuple[int, str, Status]], int]:
    """The issues that a piece may be, and the likeliest: what the digits beside the code point to, else of
    those that ought to stand here and were not seen yet the next one, or the newest at the beginning."""
    options = stored.recent(desk.library, title_id)
    ids = [issue_id for issue_id, _, _ in options]
    if lit in ids:
        return options, ids.index(lit)
    standing = [n for n, one in enumerate(options) if one[2] in _STANDS and _is_left(desk, walk, one[0])]
    before = [
        ids.index(one) for one, _ in stored.last_of_title(desk.library, walk.id, title_id) if one in ids
    ]
    if before:
        # As the last two stand, newest or oldest first; after one only, whatever is next to it.
        step = before[0] - before[1] if len(before) > 1 else 0
        ahead = [n for n in standing if n == before[0] or (n - before[0]) * step >= 0]
        standing = sorted(ahead or standing, key=lambda n: abs(n - before[0]))
    return options, standing[0] if standing else 0


_STANDS = frozenset({Status.ARRIVED, Status.PARTIAL, Status.DAMAGED})


def _is_left(desk: Desk, walk: Walk, issue_id: int) -> bool:
    pieces = stored.pieces_of(desk.library, issue_id)
    here = [p for p in pieces if walk.location_id in (None, p.location_id)]
    return bool(_not_seen(desk.library, walk, issue_id, here))


# What is kept


def _keep(
    desk: Desk,
    walk: Walk,
    raw: str,
    judged: _Judged,
    title: TitleLine | None = None,
    issue: Issue | None = None,
) -> Found:
    with act(desk.library, desk.hand(), "seen") as writer:
        seen_id = writer.insert(
            "seen",
            {
                "inventory_id": walk.id,
                "at": writer.hand.at,
                "raw": raw.encode("utf-8", "backslashreplace").decode("utf-8"),
                "title_id": title.id if title else None,
                "issue_id": issue.id if issue else None,
                "piece_id": _piece_id(judged),
                "verdict": str(judged.verdict),
            },
        )
        writer.title_id, writer.issue_id = (title.id if title else None), (issue.id if issue else None)
        writer.sentence = f"Seen on the shelf: {judged.says}"
    return _told(desk, walk, seen_id, judged, title, issue)


def _answer(
    desk: Desk, walk: Walk, seen: Seen, judged: _Judged, title: TitleLine, issue: Issue | None
) -> Found:
    with act(desk.library, desk.hand(), "seen") as writer:
        after = {
            "title_id": title.id,
            "issue_id": issue.id if issue else None,
            "piece_id": _piece_id(judged),
            "verdict": str(judged.verdict),
        }
        before = {
            "title_id": seen.title_id,
            "issue_id": seen.issue_id,
            "piece_id": seen.piece_id,
            "verdict": seen.verdict,
        }
        writer.update("seen", seen.id, before, after)
        writer.title_id, writer.issue_id = title.id, issue.id if issue else None
        writer.sentence = f"Seen on the shelf: {judged.says}"
    return _told(desk, walk, seen.id, judged, title, issue)


def _piece_id(judged: _Judged) -> int | None:
    # A piece that was seen already is not seen twice: its second scan names none.
    again = judged.verdict is Verdict.AGAIN
    return judged.piece.piece_id if judged.piece and not again else None


def _told(
    desk: Desk, walk: Walk, seen_id: int, judged: _Judged, title: TitleLine | None, issue: Issue | None
) -> Found:
    sentence = f"{title.name}: {judged.says}" if title and issue else judged.says
    found = Found(
        seen_id,
        judged.verdict,
        sentence,
        judged.next_step,
        title.id if title else None,
        issue.id if issue else None,
    )
    if judged.verdict in {Verdict.IN_PLACE, Verdict.NOT_RECEIVED, Verdict.WHICH_ISSUE}:
        disorder = _disorder(desk, walk)
        if disorder:
            return replace(found, next_step=f"{judged.next_step} {disorder}".strip(), out_of_order=True)
    return found


def _disorder(desk: Desk, walk: Walk) -> str:
    """What is wrong with the order of the last piece and the one before it; "" when they stand in order."""
    by_title = decided(desk.library, "shelved_by_title")
    lines = [one for one in stored.seen(desk.library, walk.id, JUST_NOW) if one.title_id is not None]
    lines = [one for one in lines if one.verdict not in {Verdict.MISPLACED, Verdict.WITHDRAW}]
    keys = [key_of(one, by_title=by_title) for one in lines]
    # The rest of a title that stands wrong was told with its first piece.
    if len(keys) < 2 or keys[-1] == keys[-2]:
        return ""
    if len(keys) - 1 not in walked(keys).out_of_place:
        return ""
    first, second = (lines[-1], lines[-2]) if keys[-1] < keys[-2] else (lines[-2], lines[-1])
    return f"Out of order: {first.title} belongs before {second.title}."


def key_of(one: Seen | Standing, *, by_title: bool) -> Key:
    """Where a piece stands on the shelf."""
    return shelf_key(_sorts(one.call_number), one.sort_name, by_title=by_title)


@lru_cache(4096)
def _sorts(call_number: str) -> str:
    """Forty issues stand under one call number."""
    return call_sort(call_number) if call_number else ""
