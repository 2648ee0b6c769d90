"""What a learnt pattern rests on, in sentences, and which issues speak against it."""

from __future__ import annotations

from collections.abc import Iterator

from buckram.pattern.caption import Continuity, Pattern
from buckram.pattern.description import describe, designation
from buckram.pattern.learning.guess import Numbering, Timing
from buckram.pattern.learning.observed import Misfit, Sureness
from buckram.pattern.learning.seen import Run, Seen
from buckram.pattern.learning.trial import Trial, loose_year


def sureness(run: Run, pattern: Pattern, trial: Trial, issues_a_year: int) -> Sureness:
    """Sure: nearly all fit, and more than a year of them was seen. A guess: few issues, or many faults."""
    count = len(trial.fits)
    dated = [seen.on for seen in run.issues[len(run.issues) - count :] if seen.on]
    years = (dated[-1] - dated[0]).days / 365.25 if dated else 0
    predicted = count + trial.absent
    if trial.share < 0.75 or count < 5 or count / predicted < 0.4:
        return Sureness.GUESS
    cycles = years if issues_a_year > 1 else years / 3
    if run.shape.borrowed or not dated or (loose_year(run.shape, pattern) and issues_a_year > 1):
        return Sureness.LIKELY if trial.share >= 0.9 else Sureness.GUESS
    if trial.share >= 0.92 and not trial.breaks and cycles >= 1.5 and count >= 8 and count >= 0.6 * predicted:
        return Sureness.SURE
    return Sureness.LIKELY if cycles >= 0.7 else Sureness.GUESS


def grounds_of(
    run: Run, pattern: Pattern, timing: Timing, numbering: Numbering, trial: Trial, since: int
) -> tuple[str, ...]:
    """The sentences, the pattern itself first."""
    return tuple(_grounds(run, pattern, timing, numbering, trial, since))


def _grounds(
    run: Run, pattern: Pattern, timing: Timing, numbering: Numbering, trial: Trial, since: int
) -> Iterator[str]:
    issues = run.issues[since:]
    yield describe(pattern)
    first, last = named(pattern, issues[0]), named(pattern, issues[-1])
    fitting = sum(trial.fits)
    yield f"{fitting} of {_issues(len(issues))} from {first} to {last} are as it foretells."
    if since:
        yield (
            f"Before {first} the title went differently: {_issues(since)} older than that"
            " were left out of account."
        )
    if trial.breaks:
        yield f"{_times(trial.breaks)} the numbering or the dates jumped, and went on the same way after it."
    absent = round(trial.absent)
    if absent:
        yield f"{_issues(absent)} that it foretells between them {'is' if absent == 1 else 'are'} not there."
    if run.doubles:
        yield f"{_issues(run.doubles)} stood twice and {'was' if run.doubles == 1 else 'were'} counted once."
    if run.shape.borrowed:
        yield f"The issues bear no dates; {run.shape.borrowed} were taken for them."
    elif not run.shape.chronology and pattern.frequency:
        yield "How often it comes rests on the days of receipt alone."
    if loose_year(run.shape, pattern) and timing.a_year > 1:
        yield "Only years are known, so the year of a number near the turn of the year is a guess."
    yield from _about_volumes(pattern, issues, numbering)
    if any(rule.startswith("o") for rule in timing.rules) and timing.a_year:
        yield "What is left out was never there, while the numbers went on without it or years passed."


def _about_volumes(pattern: Pattern, issues: tuple[Seen, ...], numbering: Numbering) -> Iterator[str]:
    main = [level for level in pattern.levels if level.code in "abcdef" and not level.alongside]
    if len(main) < 2:
        return
    tops = [seen.numbers[main[0].code] for seen in issues if main[0].code in seen.numbers]
    if len(set(tops)) > 1:
        return
    if main[1].continuity is Continuity.RESTARTS:
        where = " and where it turns" if numbering.change else ""
        yield f"No volume was seen to end: how many numbers it has{where} is taken from the frequency."


def misfits_of(run: Run, pattern: Pattern, trial: Trial, since: int) -> tuple[Misfit, ...]:
    """Those that do not fit, of the stretch that counts, and those that could not be read."""
    found = list(run.dropped)
    issues = run.issues[since:]
    previous: Seen | None = None
    for seen, fits in zip(issues, trial.fits, strict=True):
        if not fits:
            after = f" after {named(pattern, previous)}" if previous else ""
            found.append(Misfit(seen.issue, f"The pattern does not foretell it{after}."))
        else:
            previous = seen
    return tuple(found)


def named(pattern: Pattern, seen: Seen) -> str:
    """An issue in words."""
    return designation(pattern, seen.values) or str(seen.issue)


def _issues(count: int) -> str:
    return "1 issue" if count == 1 else f"{count} issues"


def _times(count: int) -> str:
    return "Once" if count == 1 else f"{count} times"
