"""Which year a piece on the shelf is of: the digits beside its barcode come again every year."""

from __future__ import annotations

from datetime import date, timedelta

from buckram.desk.resolving import Meaning, countings
from buckram.identify import issues_named
from buckram.rules.status import Status
from buckram.storage import inventory, issues
from buckram.storage.inventory import Walk
from buckram.storage.issues import Issue
from buckram.storage.library import Library

YEARS_BACK = 8
"""Older issues do not stand among the current ones."""

NEXT_WITHIN = 300
"""Days: what stands further from the issue before it may as well be of yet another year."""

_MAY_STAND = frozenset({Status.ARRIVED, Status.PARTIAL, Status.DAMAGED, Status.MISSING})


def of_its_year(library: Library, walk: Walk, meaning: Meaning, today: date) -> tuple[int | None, int | None]:
    """(the issue, or None where nothing tells its year; the issue to light then) of a code on the shelf.

    Where several issues that may stand there bear these digits, the pieces scanned before it tell: issues of
    a title stand in order, so it is the nearest of those that come next, when it is nearer by far than any
    other.
    """
    title_id = meaning.titles[0].id
    if meaning.issue_id is None or not meaning.addon:
        return meaning.issue_id, meaning.light
    named = [one for one in _named(library, title_id, meaning.addon, today) if one.id != meaning.issue_id]
    if not named:
        return meaning.issue_id, None
    named.append(issues.get(library, meaning.issue_id))
    left = [one for one in named if not _seen(library, walk, one)]
    before = [day for _, day in inventory.last_of_title(library, walk.id, title_id)]
    if not before:
        return (left[0].id, None) if len(left) == 1 else (None, meaning.issue_id)
    if len(before) > 1:
        # Newest first or oldest first, as the last two stand: what comes next goes on so. A second copy of
        # the same issue stands beside it.
        rising = before[0] > before[1]
        left = [one for one in left if _dated(one) == before[0] or (_dated(one) > before[0]) == rising]
    apart = sorted((abs((_dated(one) - before[0]).days), one.id) for one in left or named)
    clear = apart[0][0] <= NEXT_WITHIN and (len(apart) == 1 or 2 * apart[0][0] < apart[1][0])
    return (apart[0][1], None) if clear else (None, apart[0][1])


def _named(library: Library, title_id: int, addon: str, today: date) -> list[Issue]:
    """The issues of the last years that bear these digits and may stand on the shelf."""
    near = [
        one
        for one in issues.near(library, title_id, today - timedelta(days=366 * YEARS_BACK), today)
        if one.run == "basic" and one.status in _MAY_STAND
    ]
    places = issues_named(
        addon, countings(library, title_id), [(one.designation, one.published_on) for one in near]
    )
    return [near[place] for place in places]


def _seen(library: Library, walk: Walk, issue: Issue) -> bool:
    standing = {one.piece_id for one in inventory.pieces_of(library, issue.id)}
    return bool(standing) and standing <= inventory.pieces_seen(library, walk.id, issue.id)


def _dated(issue: Issue) -> date:
    assert issue.published_on is not None
    return issue.published_on
