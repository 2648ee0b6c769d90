"""The words of everything that stands on a card."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from buckram.desk.cards import Box
from buckram.desk.grouping import Fold, Item, group_of
from buckram.rules.status import HERE, RECEIVABLE, Status
from buckram_tui.card.words import BoxText, FoldText, day, span

_WORDS = {
    Status.ARRIVED: ("here", "good"),
    Status.MISSING: ("missing", "wrong"),
    Status.DAMAGED: ("damaged", "wrong"),
    Status.UNAVAILABLE: ("gave up", "dim"),
    Status.NOT_PUBLISHED: ("not publ", "dim"),
    Status.COMBINED: ("combined", "dim"),
    Status.BIND_PREP: ("to bind", "good"),
    Status.AT_BINDERY: ("bindery", "warn"),
    Status.BOUND: ("bound", "good"),
    Status.WITHDRAWN: ("withdrwn", "dim"),
}


def item_text(
    item: Item, today: date, *, by_year: bool = False, marked: Collection[int] = ()
) -> BoxText | FoldText:
    """The words of a box, or of a folded volume. marked: the ids of the marked issues."""
    if isinstance(item, Fold):
        return FoldText(item.name, item.told) if item.name else FoldText("Earlier", "Enter or PgUp shows it")
    word, style = _status(item, today)
    issue = item.issue
    number = issue.number or issue.cover
    volume = group_of(issue, by_year=by_year)
    if by_year and issue.number and not issue.volume.startswith(volume):
        number = f"{issue.volume.split(' (')[0]}:{number}"
    cover = issue.cover if issue.number else ""
    noted = " *" if issue.noted else ""
    return BoxText(volume, number, cover + noted, word, style, issue.id in marked)


def _status(box: Box, today: date) -> tuple[str, str]:
    issue = box.issue
    if issue.claimed and issue.status in RECEIVABLE - {Status.DAMAGED, Status.NOT_PUBLISHED, Status.PARTIAL}:
        return f"claim {issue.claimed}", "claimed"
    if issue.status is Status.PARTIAL:
        return f"{issue.copies_here} of {box.copies_wanted}", "warn"
    if box.mended and issue.status in HERE:
        return "mending", "warn"
    if box.back_about is not None and issue.status in {Status.ARRIVED, Status.DAMAGED}:
        return "routed", "warn"
    if issue.status is Status.AT_BINDERY and box.due_back is not None:
        return f"bindery {day(box.due_back, today)}", "warn" if box.due_back >= today else "late"
    if issue.status is not Status.EXPECTED:
        return _WORDS[issue.status]
    if issue.hold_until is not None and issue.hold_until > today:
        return f"watch {day(issue.hold_until, today)}", "warn"
    if box.late:
        return f"late {span(box.late)}", "late"
    if issue.expected_on is None:
        return "expected", "dim"
    return f"due {day(issue.expected_on, today)}", "dim"
