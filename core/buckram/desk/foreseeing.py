"""What comes next of a title, told to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from buckram.desk.ahead import new_issue
from buckram.desk.explaining import why_next
from buckram.desk.following import Following, following, pattern_of, predicted
from buckram.desk.waiting import lag_of
from buckram.errors import NotFound, PatternError, Refused
from buckram.pattern import describe
from buckram.storage import issues, titles
from buckram.storage.issues import NewIssue
from buckram.storage.library import Library
from buckram.storage.outlook import LastRow, last_row
from buckram.storage.search import search
from buckram.storage.titles import Title


@dataclass(frozen=True, slots=True)
class Coming:
    """The next issues of a title. sentence: the pattern of the first of them in words. why: why it is the
    next."""

    title: Title
    sentence: str
    issues: Sequence[NewIssue]
    why: Sequence[str]


def best_title(library: Library, words: str) -> Title:
    """The title that answers best to words or an ISSN. Raises NotFound."""
    found = search(library, words)
    if not found:
        raise NotFound(f"No title answers to “{words}”.", "Try fewer words, or the ISSN.")
    return titles.get(library, found[0].id)


def coming(library: Library, words: str, count: int, today: date) -> Coming:
    """The `count` issues after the last that came, of the title that answers best to `words`.

    Each by the pattern that holds on its date. Raises NotFound (no such title, or no pattern), Refused
    (nothing to go on from), PatternError.
    """
    title = best_title(library, words)
    patterns = [p for p in issues.patterns(library, title.id) if p.run == "basic"]
    if not patterns:
        raise NotFound(f"{title.name} has no pattern.", "Its issues are received by typing.")
    start = last_row(library, title.id, "basic", that_came=True) or last_row(library, title.id, "basic")
    if start is None:
        raise Refused(f"{title.name} has no issue to go on from.", "Receive one, then ask again.")
    nexts = list(islice(following(patterns, start, today), max(0, count)))
    first = nexts[0].pattern if nexts else patterns[-1]
    pattern = pattern_of(first)
    if not nexts and count > 0:
        # `following` ends without a word where nobody can predict: here a person asked, and is told why.
        next(predicted(pattern, start.designation), None)
    the_lag = lag_of(library, title.id)
    made = [new_issue(one.pattern.field, one.prediction, the_lag) for one in nexts]
    return Coming(title, describe(pattern), made, _why(start, nexts[0]) if nexts else [])


def _why(start: LastRow, first: Following) -> list[str]:
    try:
        return why_next(pattern_of(first.pattern), start.designation, first.prediction)
    except PatternError as problem:
        # The issue before may belong to an earlier pattern, and bear what this one cannot read.
        return [str(problem)]
