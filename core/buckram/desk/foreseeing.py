"""What comes next of a title, told to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from buckram.desk.ahead import new_issue, predicted
from buckram.errors import NotFound, Refused
from buckram.pattern import describe, parse_pattern
from buckram.rules.lateness import lag
from buckram.storage import issues, titles
from buckram.storage.issues import NewIssue
from buckram.storage.library import Library
from buckram.storage.search import search
from buckram.storage.titles import Title


@dataclass(frozen=True, slots=True)
class Coming:
    """The next issues of a title. sentence: its pattern in words."""

    title: Title
    sentence: str
    issues: Sequence[NewIssue]


def coming(library: Library, words: str, count: int) -> Coming:
    """The `count` issues after the last that came, of the title that answers best to `words`.

    Raises NotFound (no such title, or no pattern), Refused (nothing to go on from), PatternError.
    """
    found = search(library, words)
    if not found:
        raise NotFound(f"No title answers to “{words}”.", "Try fewer words, or the ISSN.")
    title = titles.get(library, found[0].id)
    patterns = [p for p in issues.patterns(library, title.id) if p.run == "basic"]
    if not patterns:
        raise NotFound(f"{title.name} has no pattern.", "Its issues are received by typing.")
    start = issues.last_came(library, title.id) or issues.last_of(library, title.id, "basic")
    if start is None:
        raise Refused(f"{title.name} has no issue to go on from.", "Receive one, then ask again.")
    captions = patterns[-1].field
    the_lag = lag(titles.own_lags(library, title.id), titles.vendor_lag(library, title.id))
    told = describe(parse_pattern(captions))
    nexts = islice(predicted(captions, start.designation), max(0, count))
    return Coming(title, told, [new_issue(captions, one, the_lag) for one in nexts])
