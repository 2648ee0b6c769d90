"""Keeping expected issues ahead of the tray: after a receipt, outside the path of the scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, takewhile
from typing import Any

from buckram.desk.following import Following, following
from buckram.desk.waiting import lag_of
from buckram.holdings import card_texts
from buckram.pattern import Prediction
from buckram.pattern.field import Field
from buckram.rules.horizon import Horizon, within
from buckram.rules.lateness import Lag
from buckram.storage import intake, issues
from buckram.storage.issues import STEP, NewIssue
from buckram.storage.library import Library
from buckram.storage.outlook import Outlook, drop_beyond, last_row, outlook


def extend(library: Library, title_id: int, today: date, horizon: Horizon | None = None) -> int:
    """Make the missing expected issues of a title, and let those that nobody touched follow its lag.

    Where no more issues are awaited (the title has ceased, its subscription has ended, nobody wants a copy)
    none are made, and the guesses for the time to come are thrown away; of a subscription that is cancelled,
    those after its last day; of one that is read online from its next term on, those of that term. Gives how
    many were made, moved or thrown away. The `horizon` is the library's or the default. A pattern that fails
    makes none; runs without a pattern that holds are left alone.
    """
    with library.transaction():
        made = extend_all(library, (title_id,), today, horizon)
        return made + issues.follow_lag(library, title_id, lag_of(library, title_id).days)


def extend_all(
    library: Library, title_ids: Iterable[int], today: date, horizon: Horizon | None = None
) -> int:
    """`extend` for many titles, inside a transaction of the caller's; gives how many issues were made or
    thrown away."""
    horizon = horizon or Horizon()
    dropped = 0
    rows: list[tuple[Any, ...]] = []
    for title_id in title_ids:
        found = outlook(library, title_id, today)
        if not found.goes_on or found.until:
            dropped += drop_beyond(library, title_id, found.until or today)
        if found.goes_on:
            rows += _missing(library, title_id, found, today, horizon)
    intake.write(library, issues.INSERT_AHEAD, rows)
    return len(rows) + dropped


def _missing(
    library: Library, title_id: int, awaited: Outlook, today: date, horizon: Horizon
) -> Iterator[tuple[Any, ...]]:
    """The rows that a title lacks, for INSERT_AHEAD."""
    until = awaited.until or date.max

    def in_time(one: Following) -> bool:
        return (one.published_on or today) <= until

    the_lag = lag_of(library, title_id)
    for run, patterns in groupby(issues.patterns(library, title_id), key=lambda one: one.run):
        last = last_row(library, title_id, run)
        if last is None:
            continue
        waiting = issues.ahead(library, title_id, run, today)
        coming = takewhile(in_time, following(list(patterns), last, today))
        position = last.position
        for pattern, made in groupby(within(coming, waiting, today, horizon), key=lambda one: one.pattern):
            new = [new_issue(pattern.field, one.prediction, the_lag) for one in made]
            yield from issues.rows_ahead(title_id, run, pattern.id, position, new)
            position += STEP * len(new)


def new_issue(captions: Field, prediction: Prediction, the_lag: Lag) -> NewIssue:
    """A predicted issue with the words that stand on the card."""
    values = dict(prediction.values)
    texts = card_texts(captions, values)
    return NewIssue(
        designation=values,
        volume=texts.volume,
        number=texts.number,
        cover=texts.cover,
        label=texts.label,
        published_on=prediction.published_on,
        expected_on=the_lag.expected(prediction.published_on) if prediction.published_on else None,
    )
