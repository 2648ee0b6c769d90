"""How often, and which issues are combined or left out: guesses from the dates, to be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from buckram.pattern.chronology import Unit
from buckram.pattern.frequency import LETTERS
from buckram.pattern.learning.days import day_timings
from buckram.pattern.learning.guess import Timing, letter
from buckram.pattern.learning.seen import Run, Seen

RARE = 0.2
"""An item that stands in fewer of the years in which it could is a slip or a thing of one year."""


def timings(run: Run) -> list[Timing]:
    """What the frequency may be, likely ones first; [] where nothing is dated and no receipt helps."""
    units = run.shape.units
    found: list[Timing] = []
    if (
        units & {Unit.DAY, Unit.WEEK}
        and sum(bool(seen.moments[0].day or seen.moments[0].week) for seen in run.issues)
        > len(run.issues) / 2
    ):
        found = day_timings(run)
    elif units & {Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF}:
        found = [*_periods(run), *_several_a_label(run)]
    elif Unit.YEAR in units:
        found = list(_years(run))
    else:
        found = list(_by_receipt(run))
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of a year: items (an issue's labels) with the number of years in which each was seen."""

    items: Counter[tuple[int, ...]]
    years: int

    def kept(self, least: float) -> list[tuple[int, ...]]:
        """The items seen in so many years, none of which overlaps a commoner one."""
        kept: list[tuple[int, ...]] = []
        taken: set[int] = set()
        for item, count in sorted(self.items.items(), key=lambda pair: (-pair[1], pair[0])):
            labels = set(covered(item))
            if count >= least and not labels & taken:
                kept.append(item)
                taken |= labels
        return kept


def covered(item: Sequence[int]) -> list[int]:
    """The labels that an item stands for: 1/3 covers February too, 12/1 no more than its two."""
    labels = [item[0]]
    for earlier, later in pairwise(item):
        low, high = (1, 12) if earlier <= 12 else (21, 24)
        at = earlier
        while at != later and len(labels) < 13:
            at = low if at == high else at + 1
            labels.append(at)
    return labels


def _labels(issues: Sequence[Seen]) -> _Labels:
    dated = [seen for seen in issues if seen.item]
    items = Counter(dict.fromkeys({seen.item for seen in dated}, 0))
    for item, _ in {(seen.item, seen.moments[0].year) for seen in dated}:
        items[item] += 1
    years = {seen.moments[0].year for seen in dated}
    return _Labels(items, len(years))


def _periods(run: Run) -> Iterator[Timing]:
    labels = _labels(run.issues)
    leasts = [max(1, RARE * labels.years)]
    if labels.years > 2:
        leasts.append(2)  # what stands in one year only may be a slip
    for least in leasts:
        yield from _of_items(run, labels.kept(least))


def _of_items(run: Run, kept: list[tuple[int, ...]]) -> Iterator[Timing]:
    if not kept:
        return
    seasons = [item for item in kept if item[0] > 12]
    months = sorted(item for item in kept if item[0] <= 12)
    if not months:
        yield from _seasons(run, seasons)
    elif seasons:
        months_text, seasons_text = _listed("m", months), _listed("s", seasons)
        yield Timing(letter(len(kept)), (months_text, seasons_text), 2, len(kept), tuple(kept))
    else:
        yield from _months(run, months)


def _seasons(run: Run, items: Sequence[tuple[int, ...]]) -> Iterator[Timing]:
    order = {21: 1, 22: 2, 23: 3, 24: 0 if run.winter_first else 4}
    items = sorted(items, key=lambda item: order[item[0]])
    single = [item for item in items if len(item) == 1]
    whole = tuple((label,) for label in sorted(order, key=lambda label: order[label]))
    if not run.winter_first and len(single) == len(items):
        yield Timing("q", (), 0, 4, whole)
    if run.winter_first:
        yield Timing("q", (_listed("s", whole),), 0.5, 4, whole)
    if len(items) < 4 or len(single) < len(items):
        yield Timing(letter(len(items)), (_listed("s", items),), 1.5, len(items), tuple(items))


def _months(run: Run, items: Sequence[tuple[int, ...]]) -> Iterator[Timing]:
    joined = [item for item in items if len(item) > 1]
    single = [item[0] for item in items if len(item) == 1]
    if len(items) == 1:
        years = [seen.moments[0].year for seen in run.issues if seen.item == items[0]]
        gaps = Counter(later - earlier for earlier, later in pairwise(years))
        for gap, code in ((2, "g"), (3, "h")):
            if gaps[gap] > gaps[1]:
                yield Timing(code, (_listed("m", items),), 0, 1)
    if not joined:
        for step in (12, 6, 4, 3, 2, 1):
            if len({label % step for label in single}) == 1:
                whole = tuple((label,) for label in range((single[0] - 1) % step + 1, 13, step))
                yield Timing(letter(12 // step), (), 0, 12 // step, whole)
    firsts = {item[0] % len(item) for item in joined}
    widths = {len(covered(item)) for item in joined}
    if joined and not single and len(widths) == 1 and len(firsts) == 1:
        # Some may be missing: every so many months, each issue dated by all its months.
        width = widths.pop()
        if 12 % width == 0:
            ring = [
                tuple((first + n - 1) % 12 + 1 for n in range(width))
                for first in range((items[0][0] - 1) % width + 1, 13, width)
            ]
            if len(joined[0]) == width:
                yield Timing(letter(12 // width), (_listed("m", ring),), 0.5, 12 // width, tuple(ring))
    inside = {label for item in items for label in covered(item)}
    gone = [label for label in range(1, 13) if label not in inside]
    if len(inside) > 6:
        combined = (_listed("m", joined, act="c"),) if joined else ()
        filled = sorted([*items, *((label,) for label in gone)])
        yield Timing("m", combined, 0.8 * len(joined), len(filled), tuple(filled))
        if gone:
            left_out = ("om" + ",".join(f"{label:02d}" for label in gone),)
            cost = 0.8 * len(joined) + 1.2 * len(gone)
            yield Timing("m", combined + left_out, cost, len(items), tuple(items))
    if len(items) < 10:
        yield Timing(
            letter(len(items)), (_listed("m", items),), 1.5 + 0.3 * len(items), len(items), tuple(items)
        )


def _listed(kind: str, items: Sequence[Sequence[int]], *, act: str = "p") -> str:
    return f"{act}{kind}" + ",".join("/".join(f"{label:02d}" for label in item) for item in items)


def _several_a_label(run: Run) -> Iterator[Timing]:
    """A weekly or semimonthly of which only the month is recorded."""
    counts = Counter((seen.moments[0].year, seen.item) for seen in run.issues if seen.item)
    if counts and (usual := median(counts.values())) >= 1.5:
        for code in ("s", "j", "w", "e", "c"):
            each = LETTERS[code][1] / 12
            if usual / 1.6 <= each <= usual * 1.8:
                yield Timing(code, (), 0.5, round(LETTERS[code][1]))


def _years(run: Run) -> Iterator[Timing]:
    """Nothing but years: the numbers in a year tell how many issues it has."""
    years = sorted({seen.moments[0].year for seen in run.issues})
    gaps = Counter(later - earlier for earlier, later in pairwise(years))
    if run.shape.numbers:
        for count in numbers_a_year(run):
            if count > 1:
                yield Timing(letter(count), (), 0, count)
    for gap, code in ((1, "a"), (2, "g"), (3, "h")):
        if gaps[gap] or (gap == 1 and len(years) == 1):
            yield Timing(code, (), 0, 1)


def numbers_a_year(run: Run) -> list[int]:
    """How many numbers the years have, the likeliest first."""
    lowest = run.shape.numbers[-1]
    by_year: dict[int, set[int]] = {}
    for seen in run.issues:
        if lowest in seen.numbers and seen.moments:
            first, last = seen.numbers[lowest]
            by_year.setdefault(seen.moments[0].year, set()).update(range(first, min(last, first + 60) + 1))
    if not by_year:
        return []
    years = sorted(by_year)
    restarts = sum(min(by_year[b]) <= max(by_year[a]) for a, b in pairwise(years)) * 2 > len(years) - 1
    if len(years) == 1 or restarts:
        counts = [max(by_year[year]) for year in years[:-1] or years]
        counts = [count for count in counts if count < 400] or [len(by_year[years[-1]])]
    else:
        counts = [(min(by_year[b]) - min(by_year[a])) // (b - a) for a, b in pairwise(years)]
    common = [count for count, _ in Counter(counts).most_common(2)]
    return list(dict.fromkeys(n for n in [*common, max(counts), round(median(counts))] if n > 0))


def _by_receipt(run: Run) -> Iterator[Timing]:
    """Numbers with no dates but days of receipt: how many days one number takes."""
    lowest = run.shape.numbers[-1] if run.shape.numbers else ""
    dated = [
        (seen.issue.received_on.toordinal(), seen.numbers[lowest][1])
        for seen in run.issues
        if seen.issue.received_on and lowest in seen.numbers
    ]
    steps = [
        (day - before) / (number - last)
        for (before, last), (day, number) in pairwise(dated)
        if 0 < number - last < 5 and day > before
    ]
    if len(steps) >= 3:
        usual = median(steps)
        for code, (_, count, _) in LETTERS.items():
            if count and 0.8 < usual * count / 365.25 < 1.25:
                yield Timing(code, (), 0, round(count))
    elif lowest:
        yield Timing("", (), 0, 0)
