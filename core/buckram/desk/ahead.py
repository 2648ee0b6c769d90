"""Keeping expected issues ahead of the tray: after a receipt, outside the path of the scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from buckram.errors import PatternError
from buckram.holdings import card_texts
from buckram.pattern import Pattern, Prediction, parse_pattern, predictions
from buckram.pattern.field import Field
from buckram.rules.horizon import Horizon, within
from buckram.rules.lateness import Lag, lag
from buckram.storage import intake, issues, titles
from buckram.storage.issues import NewIssue, PatternRow
from buckram.storage.library import Library


def extend(library: Library, title_id: int, today: date, horizon: Horizon | None = None) -> int:
    """Make the missing expected issues of a title; gives how many. A pattern that fails makes none.

    The `horizon` is the library's or the default. Runs without a pattern that holds are left alone.
    """
    with library.transaction():
        return extend_all(library, (title_id,), today, horizon)


def extend_all(
    library: Library, title_ids: Iterable[int], today: date, horizon: Horizon | None = None
) -> int:
    """`extend` for many titles, inside a transaction of the caller's; gives how many issues were made."""
    horizon = horizon or Horizon()
    rows = [row for title_id in title_ids for row in _missing(library, title_id, today, horizon)]
    intake.write(library, issues.INSERT_AHEAD, rows)
    return len(rows)


def _missing(library: Library, title_id: int, today: date, horizon: Horizon) -> Iterator[tuple[Any, ...]]:
    """The rows that a title lacks, for INSERT_AHEAD."""
    the_lag = lag(titles.own_lags(library, title_id), titles.vendor_lag(library, title_id))
    for pattern in _running(issues.patterns(library, title_id), today):
        last = issues.last_of(library, title_id, pattern.run)
        if last is None:
            continue
        waiting = issues.ahead(library, title_id, pattern.run, today)
        found = _as_far_as_it_goes(pattern.field, last.designation)
        new = [
            new_issue(pattern.field, prediction, the_lag)
            for prediction in within(found, waiting, today, horizon)
        ]
        yield from issues.rows_ahead(title_id, pattern.run, pattern.id, last.position, new)


def _running(found: list[PatternRow], today: date) -> list[PatternRow]:
    """The pattern of each run that holds now: the newest one that has not ended."""
    holding = {p.run: p for p in found if p.holds_until is None or p.holds_until >= today}
    return list(holding.values())


@lru_cache(maxsize=512)
def parsed(captions: Field) -> Pattern:
    """The pattern of a caption field. Kept, because all issues of a record and most monthlies share theirs.

    Raises PatternError.
    """
    return parse_pattern(captions)


def predicted(pattern: Field, designation: Mapping[str, str]) -> Iterator[Prediction]:
    """The issues after the designated one. Raises PatternError when nobody can predict from the pattern."""
    tag = {"853": "863", "854": "864", "855": "865"}[pattern.tag]
    return predictions(parsed(pattern), Field.of(tag, "  ", designation.items()))


def _as_far_as_it_goes(pattern: Field, designation: Mapping[str, str]) -> Iterator[Prediction]:
    try:
        yield from predicted(pattern, designation)
    except PatternError:
        # An imported pattern may be one that nobody can predict from. Its card is worked by typing.
        return


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
