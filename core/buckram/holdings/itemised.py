"""Item descriptions and holdings texts as the single issues that a pattern can be learnt from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from buckram.holdings.parse import parse
from buckram.holdings.parsed import Described, Parsed, When
from buckram.pattern.learning.observed import Observed

WIDEST = 120
"""A bound piece of more issues than that is a slip."""

_CODES = "abcdef"


def observed_text(text: str, *, received_on: date | None = None) -> list[Observed]:
    """The issues that an item description or one 866 $a names. Supplements and what cannot be read give
    none; a bound piece ("no.354-357 2011") gives each of its issues; of a long run only its ends are known.
    """
    return list(observed_parsed([parse(text)], received_on=received_on))


def observed_parsed(texts: Iterable[Parsed], *, received_on: date | None = None) -> Iterator[Observed]:
    """The same of texts that have been parsed."""
    for parsed in texts:
        if parsed.supplement:
            continue
        for span in parsed.spans:
            ends = [span.start] if span.end is None else [span.start, span.end]
            for one in ends:
                for issue in _singles(one):
                    if issue:
                        yield _observed(issue, received_on)


def _singles(one: Described) -> Iterator[Described]:
    """The issues of a piece: each number of a stretch, with its own date where the dates are as many."""
    if not one.numbers:
        if "-" not in one.when.year + one.when.month:
            yield one
        return
    *above, (caption, value) = one.numbers
    first, dash, last = value.partition("-")
    if any("-" in text for _, text in above):
        return
    if not dash:
        if _is_single(one.when):
            yield one
        elif "-" not in one.when.year:
            # A whole volume: its number says nothing of a single issue's date.
            yield Described(one.numbers, When(one.when.year), one.alternative)
        return
    if not (first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) < WIDEST):
        return
    numbers = range(int(first), int(last) + 1)
    dates = _each(one.when, len(numbers))
    for number, when in zip(numbers, dates, strict=True):
        yield Described((*above, (caption, str(number))), when)


def _is_single(when: When) -> bool:
    return "-" not in when.year + when.month + when.day


def _each(when: When, count: int) -> list[When]:
    if _is_single(when):
        return [When(when.year)] * count
    first, _, last = when.month.partition("-")
    if "-" not in when.year and first.isdecimal() and last.isdecimal() and int(last) <= 12:
        months = range(int(first), int(last) + 1)
        if len(months) == count:
            return [When(when.year, f"{month:02d}") for month in months]
    return [When(when.year if "-" not in when.year else "")] * count


def _observed(one: Described, received_on: date | None) -> Observed:
    values: list[tuple[str, str]] = []
    captions: list[tuple[str, str]] = []
    for code, (caption, value) in zip(_CODES, one.numbers, strict=False):
        values.append((code, value))
        captions.append((code, caption))
    for code, (caption, value) in zip("gh", one.alternative, strict=False):
        values.append((code, value))
        captions.append((code, caption))
    season = one.when.month[:2] > "20"
    for code, caption, value in (
        ("i", "(year)", one.when.year),
        ("j", "(season)" if season else "(month)", one.when.month),
        ("k", "(day)", one.when.day),
    ):
        if value:
            values.append((code, value))
            captions.append((code, caption))
    return Observed(tuple(values), tuple(captions), received_on=received_on)
