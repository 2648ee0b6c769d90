"""A changed pattern, when the same difference came again: it has to foretell what came, and all the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from buckram.errors import PatternError
from buckram.pattern.caption import Pattern
from buckram.pattern.chronology import read_moments
from buckram.pattern.description import describe, designation
from buckram.pattern.field import Field
from buckram.pattern.prediction import predictions
from buckram.pattern.reading import parse_pattern, read_pattern
from buckram.pattern.repair import What, main_levels, numbers_of, same_issue
from buckram.pattern.repair_candidates import Miss, Seen, candidates
from buckram.pattern.wording import listed

AGAIN = 2
"""So many differences have to be explained by one change before it is offered."""

LOOKED_AT = 400
"""So many of the last issues are looked at: a daily's year, a monthly's thirty."""

MOST_LEFT_OUT = 8
"""So many issues in a row at most are taken for left out; more is another frequency."""

UNSETTLED = 8
"""Differences further back than the last so many are settled."""


@dataclass(frozen=True, slots=True)
class Came:
    """An issue of a run as it really was.

    values: its 863. lacking: how many issues stand between it and the one before that exist but did not
    come. otherwise: a person said that it was not as predicted, or that something before it was not
    published.
    """

    values: Mapping[str, str]
    lacking: int = 0
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A changed pattern. explained: the issues that came otherwise and that it foretells.

    sentence: what came again, and the new pattern in words.
    """

    what: What
    field: Field
    explained: Sequence[Mapping[str, str]]
    sentence: str


_CAME = {
    What.COMBINED: "came as one issue for several",
    What.SPLIT: "came as single issues",
    What.SKIPPED: "came after numbers that were left out",
    What.NEW_VOLUME: "did not begin or go on with their volume as predicted",
    What.SAME_VOLUME: "did not begin or go on with their volume as predicted",
    What.RENUMBERED: "bore other numbers than predicted",
    What.OMITTED: "came after dates that had no issue",
    What.REDATED: "bore other dates than predicted",
    What.FREQUENCY: "came at another frequency",
}


def propose(
    field: Field, came: Sequence[Came], *, winter_first: bool = False, southern: bool = False
) -> Proposal | None:
    """The change of a pattern that explains what came otherwise at least twice; None where there is none.

    came: the run in order, as it really was. winter_first, southern: settings of the title. Never raises
    for a pattern that cannot be predicted from.
    """
    try:
        pattern = read_pattern(field, winter_first=winter_first, southern=southern)
        run = [_seen(pattern, one.values) for one in came[-LOOKED_AT:]]
    except PatternError:
        return None
    came = came[-LOOKED_AT:]
    missed = [at for at in _misses(pattern, came) if came[at].otherwise][-UNSETTLED:]
    for first in range(len(missed) - AGAIN + 1):
        found = _best(pattern, field, came, run, missed[first:])
        if found:
            return found
    return None


def _best(
    pattern: Pattern, field: Field, came: Sequence[Came], run: Sequence[Seen], missed: Sequence[int]
) -> Proposal | None:
    """The change that explains most of these misses and makes no new one; None below `AGAIN`."""
    begin = missed[0] - 1
    window, unexplained = came[begin:], {at - begin for at in missed}
    before = set(_misses(pattern, window))
    misses = [_miss(pattern, run, at) for at in missed]
    tried: set[Field] = {field}
    best: tuple[int, What, Field, set[int]] | None = None
    for what, changed in candidates(pattern, field, misses, run[begin:]):
        if changed in tried:
            continue
        tried.add(changed)
        loose = what in (What.REDATED, What.FREQUENCY)
        after = _still_missed(pattern, changed, window, unexplained, before, loose=loose)
        if after is None:
            continue
        explained = unexplained - after
        if len(explained) >= AGAIN and (best is None or len(explained) > best[0]):
            best = (len(explained), what, changed, explained)
            if explained == unexplained:
                break
    if best is None or best[0] * 2 < len(unexplained):
        return None
    _, what, changed, explained = best
    issues = [window[at].values for at in sorted(explained)]
    new = parse_pattern(changed, winter_first=pattern.winter_first, southern=pattern.southern)
    told = listed(designation(new, dict(values)) for values in issues[-3:])
    return Proposal(what, changed, issues, f"{told} {_CAME[what]}. Changed pattern: {describe(new)}")


def _still_missed(
    old: Pattern,
    changed: Field,
    came: Sequence[Came],
    differences: Collection[int],
    allowed: Collection[int],
    *,
    loose: bool,
) -> set[int] | None:
    """What a changed pattern does not foretell; None where it fails at a place that the old one foretold, or
    explains too few of the differences.

    loose: the first issue may be any of the next few by its date. From an issue on the old day the first one
    on the new day may lie either way.
    """
    missed: set[int] = set()
    try:
        pattern = read_pattern(changed, winter_first=old.winter_first, southern=old.southern)
        # Most candidates explain nothing: a look at the differences alone spares the whole run.
        if sum(_foretells(pattern, came, at, loose=loose) for at in differences) < AGAIN:
            return None
        for at in _misses(pattern, came):
            if at == 1 and loose and _is_dated_so(pattern, came):
                continue
            if at not in allowed:
                return None
            missed.add(at)
    except PatternError:
        return None
    return missed


def _foretells(pattern: Pattern, came: Sequence[Came], at: int, *, loose: bool) -> bool:
    if at == 1 and loose and _is_dated_so(pattern, came):
        return True
    stream = islice(predictions(pattern, _holding(pattern, came[at - 1].values)), came[at].lacking + 1)
    return any(same_issue(pattern, one.mapping, came[at].values) for one in stream)


def _is_dated_so(pattern: Pattern, came: Sequence[Came]) -> bool:
    moments = read_moments(pattern.chronology, came[1].values)
    stream = islice(predictions(pattern, _holding(pattern, came[0].values)), 3)
    return any(read_moments(pattern.chronology, one.mapping) == moments for one in stream)


def _misses(pattern: Pattern, came: Sequence[Came]) -> Iterator[int]:
    """The places of the issues that the pattern does not foretell from the one before.

    Raises PatternError where nothing can be predicted.
    """
    stream = None
    for at in range(1, len(came)):
        one = came[at]
        stream = stream or predictions(pattern, _holding(pattern, came[at - 1].values))
        for _ in range(one.lacking + 1):
            issue = next(stream, None)
            if issue is not None and same_issue(pattern, issue.mapping, one.values):
                break
        else:
            stream = None
            yield at


def _holding(pattern: Pattern, values: Mapping[str, str]) -> Field:
    return Field.of(f"86{pattern.tag[2]}", "41", values.items())


def _seen(pattern: Pattern, values: Mapping[str, str]) -> Seen:
    return Seen(values, numbers_of(pattern, values), read_moments(pattern.chronology, values))


def _miss(pattern: Pattern, run: Sequence[Seen], at: int) -> Miss:
    came = run[at]
    following = islice(predictions(pattern, _holding(pattern, run[at - 1].values)), MOST_LEFT_OUT)
    foretold = [_seen(pattern, one.mapping) for one in following]
    skipped = list(takewhile(lambda one: _is_before(one, came), foretold))
    # Where the pattern ends, the issue before stands for what was to come.
    predicted = foretold[0] if foretold else run[at - 1]
    return Miss(run[at - 1], predicted, came, skipped or foretold[:1], _place(pattern, run, at))


def _is_before(one: Seen, other: Seen) -> bool:
    if not one.moments or not other.moments:
        return False
    first, second = one.moments[0], other.moments[0]
    return (first.year, first.label, first.day) < (second.year, second.label, second.day)


def _place(pattern: Pattern, run: Sequence[Seen], at: int) -> int:
    """The place of an issue's lowest number inside its volume; 0 where that cannot be told."""
    levels = main_levels(pattern)
    if len(levels) < 2:
        return 0
    number = run[at].numbers[-1][0]
    if levels[-1].units:
        return (number - 1) % levels[-1].units + 1
    first = at
    while first > 0 and run[first - 1].numbers[:-1] == run[at].numbers[:-1]:
        first -= 1
    return number - run[first].numbers[-1][0] + 1 if first > 0 else 0
