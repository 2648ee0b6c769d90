"""From a run of issues to a pattern: guesses are made from dates and numbers, and the one that foretells most
of the issues is kept. The prediction engine itself is the judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from buckram.errors import PatternError
from buckram.pattern.caption import Pattern
from buckram.pattern.field import Field
from buckram.pattern.learning.grounds import grounds_of, misfits_of, sureness
from buckram.pattern.learning.guess import Numbering, Timing
from buckram.pattern.learning.numbering import numberings
from buckram.pattern.learning.observed import Learnt, Observed, Sureness
from buckram.pattern.learning.rhythm import rhythm_of, rhythm_words
from buckram.pattern.learning.seen import Run, in_order
from buckram.pattern.learning.timing import timings
from buckram.pattern.learning.trial import Trial, holding_of, tried
from buckram.pattern.reading import parse_pattern

FEWEST = 3
"""Two issues have one gap between them, which shows nothing."""

GOOD = 0.9
"""A pattern that fits fewer of the issues makes a shorter stretch of them be looked at."""

STRETCHES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.15)
"""Parts of the run, its newest issues, that are tried in turn."""

LATEST = 3
"""So many breaks, the newest, are looked behind."""

SHORTEST = 6
"""A stretch that did not reach back to the beginning needs so many issues to be one."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best guess on a stretch. since: where in the run the stretch begins."""

    field: Field
    pattern: Pattern
    timing: Timing
    numbering: Numbering
    trial: Trial
    cost: float
    since: int


def learn(issues: Sequence[Observed]) -> Learnt:
    """The pattern that a run of issues shows, how sure it is, and what it rests on.

    issues: in any order, with or without captions, numbers, dates; some may be missing, stand twice or be
    wrong. The newest stretch decides where the title changed its ways. Never raises.
    """
    run = in_order(issues)
    rhythm = rhythm_of(run, issues)
    found = _newest(run) if len(run.issues) >= FEWEST else None
    if found is None or found.trial.share < 0.5:
        said = [rhythm_words(rhythm)]
        if len(run.issues) >= FEWEST:
            said.insert(0, "The issues follow no pattern that foretells them.")
        return Learnt(None, Sureness.NONE, 0, len(run.issues), tuple(said), run.dropped, rhythm, None)
    fitting = [seen for seen, fits in zip(run.issues[found.since :], found.trial.fits, strict=True) if fits]
    sure = sureness(run, found.pattern, found.trial, found.timing.a_year)
    if not found.field.has("w"):
        sure = Sureness.GUESS
    return Learnt(
        found.field,
        sure,
        len(fitting),
        len(run.issues),
        grounds_of(run, found.pattern, found.timing, found.numbering, found.trial, found.since),
        misfits_of(run, found.pattern, found.trial, found.since),
        rhythm,
        holding_of(fitting[-1]),
    )


def _newest(run: Run) -> Found | None:
    """The best guess on the longest newest stretch that it fits well."""
    best: Found | None = None
    for part in STRETCHES:
        since = len(run.issues) - max(SHORTEST, round(len(run.issues) * part)) if part < 1 else 0
        if since < 0 or (best is not None and since == best.since):
            continue
        found = _best(replace(run, issues=run.issues[since:]), since)
        if found is None:
            continue
        steady = found.trial.breaks == 0 or found.trial.share > 0.97
        if best is None or _worth(found) > _worth(best) + 0.05:
            best = found
        if found.trial.share >= GOOD and steady:
            break
    if best and best.since:
        best = _reaching_back(run, best)
    return _after_break(run, best) if best else None


def _after_break(run: Run, found: Found) -> Found:
    """What holds since a break, where another pattern tells the issues since then better: numbers that run
    on for decades and then begin again each year are learnt from the few years."""
    for at in found.trial.broken_at[-LATEST:]:
        since = found.since + at
        issues = run.issues[since:]
        if len(issues) < SHORTEST:
            break
        other = _best(replace(run, issues=issues), since)
        before = tried(found.pattern, run.shape, issues).cost + found.timing.cost + found.numbering.cost
        if other and other.trial.share >= GOOD and not other.trial.breaks and other.cost < before - 2:
            return other
    return found


def _worth(found: Found) -> float:
    return found.trial.share - 0.1 * found.trial.breaks / max(1, len(found.trial.fits) / 12)


def _reaching_back(run: Run, found: Found) -> Found:
    """The same guess on the longest stretch that it still fits without a break."""
    low, high = 0, found.since
    best = found
    while low < high:
        middle = (low + high) // 2
        trial = tried(found.pattern, run.shape, run.issues[middle:])
        if trial.share >= GOOD and trial.breaks <= found.trial.breaks and trial.fits[0]:
            best, high = replace(found, trial=trial, since=middle), middle
        else:
            low = middle + 1
    return best


def _best(run: Run, since: int) -> Found | None:
    best: Found | None = None
    for timing, numbering in _guesses(run):
        field = _field(run, timing, numbering)
        try:
            pattern = parse_pattern(field)
        except PatternError:
            continue
        rules = timing.cost + numbering.cost
        limit = best.cost - rules if best else float("inf")
        trial = tried(pattern, run.shape, run.issues, limit)
        cost = trial.cost + rules
        if best is None or cost < best.cost:
            best = Found(field, pattern, timing, numbering, trial, cost, since)
    return best


def _guesses(run: Run) -> Iterator[tuple[Timing, Numbering]]:
    for timing in timings(run):
        for numbering in dict.fromkeys(numberings(run, timing)):
            yield timing, numbering


def _field(run: Run, timing: Timing, numbering: Numbering) -> Field:
    """The guess as its 853. Subfields in the order of MARC; chronology kept in $a-$c stays there."""
    levels = [(level.code, level.caption) for level in run.shape.chronology]
    pairs = [("8", "1"), *numbering.subfields, *levels]
    if timing.frequency:
        pairs.append(("w", timing.frequency))
    if numbering.change and levels:
        pairs.append(("x", numbering.change))
    pairs += [("y", rule) for rule in (*timing.rules, *numbering.rules)]
    return Field("853", "20", tuple(pairs))
