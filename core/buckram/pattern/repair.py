"""What is printed on a piece, against what was predicted: which kind of difference is it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from buckram.errors import PatternError
from buckram.pattern.caption import Level, Pattern
from buckram.pattern.chronology import Moment, read_moments
from buckram.pattern.description import designation
from buckram.pattern.field import Field
from buckram.pattern.numerals import read_numeral
from buckram.pattern.prediction import predictions
from buckram.pattern.wording import WEEKDAYS, as_sentence, label, listed, noun

FAR = 60
"""So many issues are looked ahead for the one that is in hand: a year of a weekly."""

SKIPPED_AT_MOST = 12
"""A gap of more numbers than this is a new count, not numbers that were left out."""


class What(StrEnum):
    """A kind of difference between what was predicted and what came."""

    AS_PREDICTED = "as predicted"
    LATER = "a later issue"
    COMBINED = "several issues in one"
    SPLIT = "not combined"
    SKIPPED = "numbers left out"
    NEW_VOLUME = "new volume earlier"
    SAME_VOLUME = "new volume later"
    RENUMBERED = "renumbered"
    OMITTED = "dates left out"
    REDATED = "another date"
    MISPRINT = "perhaps a misprint"
    NOT_PUBLISHED = "not published"
    FREQUENCY = "another frequency"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was recognised, with its sentence. apart: for a later issue how many stand before it; for a
    combined one how many are in it."""

    what: What
    sentence: str
    apart: int = 0


Numbers = tuple[tuple[int, int], ...]


def recognise(
    pattern: Pattern,
    predicted: Mapping[str, str],
    printed: Mapping[str, str],
    before: Mapping[str, str] | None = None,
) -> Finding:
    """What `printed` is, where `predicted` was to come. All three are 863 values; before: of the last issue.

    Raises PatternError where a printed date cannot be.
    """
    was, now = _Read.of(pattern, predicted), _Read.of(pattern, printed)
    following = _following(pattern, predicted)
    if was == now:
        return Finding(What.AS_PREDICTED, "This is the issue that was predicted.")
    for place, values in enumerate(following, 1):
        if same_issue(pattern, values, printed):
            s = "" if place == 1 else "s"
            return Finding(
                What.LATER, f"It is {designation(pattern, values)}, {place} issue{s} later.", place
            )
    doubt = _doubt(pattern, was, now, _Read.of(pattern, before) if before else None)
    if doubt:
        return Finding(What.MISPRINT, f"Perhaps a misprint: {doubt}.")
    joined = _joined(pattern, was, now, following)
    if joined:
        return joined
    dates_agree = was.moments[:1] == now.moments[:1]
    if dates_agree or not now.moments:
        return _other_number(pattern, was, now)
    if not was.moments:
        return Finding(What.REDATED, f"It is dated {_dated_words(now.moments[0])}, where no date was known.")
    if was.numbers == now.numbers:
        return _other_date(pattern, was, now, following)
    return Finding(What.RENUMBERED, "Both its number and its date are others.")


def same_issue(pattern: Pattern, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two designations name the same issue, however their numbers are written ("7", "07")."""
    try:
        return _Read.of(pattern, one) == _Read.of(pattern, other)
    except PatternError:
        return False


def _following(pattern: Pattern, values: Mapping[str, str]) -> list[dict[str, str]]:
    try:
        found = predictions(pattern, Field.of(f"86{pattern.tag[2]}", "41", values.items()))
        return [one.mapping for one in islice(found, FAR)]
    except PatternError:
        # What was typed before cannot be counted on from: then only the two issues are compared.
        return []


@dataclass(frozen=True, slots=True)
class _Read:
    """A designation as numbers and moments. numbers: (first, last) of each main level, highest first."""

    numbers: Numbers
    moments: tuple[Moment, ...]
    rest: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pattern: Pattern, values: Mapping[str, str]) -> _Read:
        main = main_levels(pattern)
        rest = [(v.code, values[v.code]) for v in pattern.levels if v not in main and values.get(v.code)]
        return cls(numbers_of(pattern, values), read_moments(pattern.chronology, values), tuple(rest))


def main_levels(pattern: Pattern) -> list[Level]:
    """The levels of numbers that count one below the other, highest first."""
    return [level for level in pattern.levels if level.code in "abcdef" and not level.alongside]


def numbers_of(pattern: Pattern, values: Mapping[str, str]) -> Numbers:
    """(first, last) of each main level; (0, 0) where there is no number."""
    read = [read_numeral(values.get(v.code, ""), v.scheme) for v in main_levels(pattern)]
    return tuple((numeral.first, numeral.last) if numeral else (0, 0) for numeral in read)


def _doubt(pattern: Pattern, was: _Read, now: _Read, before: _Read | None) -> str:
    """Why what is printed is hardly meant, or ""."""
    levels = main_levels(pattern)
    if was.numbers == now.numbers and was.moments and now.moments:
        first, other = was.moments[0], now.moments[0]
        same_day = (first.label, first.day, first.week) == (other.label, other.day, other.week)
        if first.label and same_day and first.year != other.year:
            return f"the year is {other.year}, where {first.year} goes on"
    if was.moments != now.moments or not levels:
        return ""
    if len(levels) > 1 and was.numbers[1:] == now.numbers[1:] and now.numbers[-1][0] > 1:
        name = noun(levels[0].caption)
        return f"the {name} is {now.numbers[0][0]}, where {was.numbers[0][0]} goes on"
    if before and now.numbers == before.numbers and before.moments != now.moments and any(now.numbers[-1]):
        return f"{noun(levels[-1].caption)} {now.numbers[-1][0]} was the one before"
    return ""


def _width(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]


def _joined(
    pattern: Pattern, was: _Read, now: _Read, following: Sequence[Mapping[str, str]]
) -> Finding | None:
    """One issue where several were predicted, or several where one was."""
    by_number = bool(was.numbers) and was.numbers[-1][0] == now.numbers[-1][0]
    wider = by_number and _width(now.numbers[-1]) > _width(was.numbers[-1])
    narrower = by_number and _width(now.numbers[-1]) < _width(was.numbers[-1])
    begins = was.moments[:1] == now.moments[:1]
    if (wider and (begins or was.moments == now.moments)) or (
        begins and len(now.moments) > len(was.moments) and (by_number or not was.numbers)
    ):
        return Finding(What.COMBINED, _joined_words(pattern, now), _covered(pattern, was, now, following))
    if begins and (narrower or len(now.moments) < len(was.moments)):
        return Finding(What.SPLIT, "It is one issue for itself, where two were to come as one.")
    return None


def _covered(pattern: Pattern, was: _Read, now: _Read, following: Sequence[Mapping[str, str]]) -> int:
    """How many predicted issues lie in what is printed."""
    covered = 1
    for values in following:
        one = _Read.of(pattern, values)
        dated = bool(one.moments) and one.moments[-1] in now.moments
        numbered = bool(one.numbers) and one.numbers[:-1] == now.numbers[:-1]
        if not dated and not (numbered and one.numbers[-1][1] <= now.numbers[-1][1]):
            break
        covered += 1
    return max(covered, 2) if was != now else covered


def _joined_words(pattern: Pattern, now: _Read) -> str:
    parts = []
    levels = main_levels(pattern)
    if levels and _width(now.numbers[-1]):
        first, last = now.numbers[-1]
        to = "and" if last == first + 1 else "to"
        parts.append(f"{noun(levels[-1].caption, 2)} {first} {to} {last}")
    if len(now.moments) > 1:
        parts.append(listed(dict.fromkeys(_moment_words(moment) for moment in now.moments)))
    return as_sentence(f"{', '.join(parts)} are one issue")


def _moment_words(moment: Moment) -> str:
    month = label(moment.label) if moment.label else ""
    return f"{moment.day} {month}" if moment.day else month or str(moment.year)


def _other_number(pattern: Pattern, was: _Read, now: _Read) -> Finding:
    """The date is the predicted one, the number is not."""
    levels = main_levels(pattern)
    if was.numbers == now.numbers or not levels:
        return Finding(What.RENUMBERED, "The number that runs alongside is another.")
    name = noun(levels[-1].caption)
    (low, high), (first, _) = was.numbers[-1], now.numbers[-1]
    if len(levels) > 1 and was.numbers[0] != now.numbers[0]:
        volume, top, old = noun(levels[0].caption), now.numbers[0][0], was.numbers[0][0]
        if top == old - 1:
            sentence = f"The {volume} does not turn here: {volume} {top} goes on with {name} {first}."
            return Finding(What.SAME_VOLUME, sentence)
        if top == old + 1:
            return Finding(What.NEW_VOLUME, as_sentence(f"{volume} {top} begins already here"))
        return Finding(What.RENUMBERED, f"The {volume} goes on with {top}, where {old} was to come.")
    if high < first <= high + SKIPPED_AT_MOST and not (low == 1 and len(levels) > 1):
        left_out = listed(str(number) for number in range(low, first))
        count = first - low
        words = f"{noun(levels[-1].caption, count)} {left_out} {'is' if count == 1 else 'are'} left out"
        return Finding(What.SKIPPED, as_sentence(words), count)
    if low == 1 and len(levels) > 1:
        volume = noun(levels[0].caption)
        return Finding(
            What.RENUMBERED, f"The {name} goes on with {first} in the new {volume}, where 1 was to come."
        )
    return Finding(What.RENUMBERED, f"The {name} goes on with {first}, where {low} was to come.")


def _other_date(pattern: Pattern, was: _Read, now: _Read, following: Sequence[Mapping[str, str]]) -> Finding:
    """The number is the predicted one, the date is not."""
    skipped = [was.moments[0]]
    for values in following:
        moments = _Read.of(pattern, values).moments
        if moments == now.moments:
            dates = listed(dict.fromkeys(_dated_words(moment) for moment in skipped))
            has = "has" if len(skipped) == 1 else "have"
            words = f"{dates} {has} no issue: this one is dated {_dated_words(now.moments[0])}"
            return Finding(What.OMITTED, as_sentence(words), len(skipped))
        if moments:
            skipped.append(moments[0])
    return Finding(What.REDATED, _moved_words(was.moments[0], now.moments[0]))


def _dated_words(moment: Moment) -> str:
    words = _moment_words(moment)
    return words if words == str(moment.year) else f"{words} {moment.year}"


def _moved_words(was: Moment, now: Moment) -> str:
    before, after = day_of(was), day_of(now)
    if before and after and was.day and now.day:
        days = (after - before).days
        s = "" if abs(days) == 1 else "s"
        weekdays = ""
        if before.weekday() != after.weekday():
            weekdays = f", on a {WEEKDAYS[after.weekday()]} and not a {WEEKDAYS[before.weekday()]}"
        return f"It is dated {abs(days)} day{s} {'later' if days > 0 else 'earlier'}{weekdays}."
    return f"It is dated {_dated_words(now)}, not {_dated_words(was)}."


def day_of(moment: Moment) -> date | None:
    """The day of a moment as well as it is known: of a month the first; None for a season."""
    if moment.label > 12:
        return None
    return moment.on() or date(moment.year, moment.label or 1, 1)
