"""How the numbers go: which restart, how many make a volume, where the calendar turns it. All guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise, product
from statistics import median

from buckram.pattern.chronology import Unit
from buckram.pattern.learning.guess import Numbering, Timing
from buckram.pattern.learning.seen import Run, Seen, Shape

MOST_UNITS = 400
"""More numbers than that in a volume are a count that runs on."""


@dataclass(frozen=True, slots=True)
class _Level:
    """What the run shows of one level below another. restarts: None where no turn was seen. counts: numbers
    in the complete volumes. joined: combined numbers seen, with how often. used: single numbers, likewise."""

    code: str
    restarts: bool | None
    counts: Counter[int]
    joined: Counter[tuple[int, int]]
    used: Counter[int]


def numberings(run: Run, timing: Timing) -> list[Numbering]:
    """What $u, $v and $x may be for this frequency, likely ones first."""
    shape = run.shape
    if not shape.numbers:
        return [Numbering(_alternatives(shape))]
    levels = [_level(run.issues, shape.numbers[: at + 1]) for at in range(1, len(shape.numbers))]
    changes = _changes(run, timing)
    found: list[Numbering] = []
    if not levels:
        found += _one_level(run, changes)
    else:
        for change in changes:
            turns = change.count(",") + 1 if change else 0
            choices = [_choices(level, timing, turns, lone=len(levels) == 1) for level in levels]
            found += [_numbering(shape, levels, picked, change) for picked in product(*choices)]
    return [one for guess in found for one in _with_joined(guess, levels)]


def _level(issues: Sequence[Seen], codes: Sequence[str]) -> _Level:
    *above, code = codes
    groups: dict[tuple[tuple[int, int], ...], list[tuple[int, int]]] = {}
    for seen in issues:
        if all(one in seen.numbers for one in codes):
            groups.setdefault(tuple(seen.numbers[one] for one in above), []).append(seen.numbers[code])
    volumes = list(groups.values())
    turns = [
        (max(last for _, last in before), min(first for first, _ in after))
        for before, after in pairwise(volumes)
    ]
    restarts = None
    if turns:
        restarts = sum(first <= last for last, first in turns) * 2 > len(turns)
    counts: Counter[int] = Counter()
    if restarts:
        counts.update(max(last for _, last in volume) for volume in volumes[:-1])
    elif restarts is False:
        firsts = [min(first for first, _ in volume) for volume in volumes]
        counts.update(later - earlier for earlier, later in pairwise(firsts) if later > earlier)
    joined = Counter(pair for volume in volumes for pair in volume if pair[1] > pair[0])
    used = Counter(first for volume in volumes for first, last in volume if first == last)
    return _Level(code, restarts, counts, joined, used)


def _choices(level: _Level, timing: Timing, turns: int, *, lone: bool) -> list[tuple[tuple[str, str], ...]]:
    """The $u and $v that a level may have. turns: calendar changes a year. lone: the only level below."""
    usual = [n for n, _ in level.counts.most_common(2)]
    if level.counts:
        usual.append(max(level.counts))
    by_time = (
        [timing.a_year // turns, *([12] if timing.frequency == "m" else [])]
        if turns and lone and timing.a_year >= turns
        else []
    )
    if not turns and lone and timing.a_year > 1 and not usual:
        by_time = [timing.a_year]
    units = [n for n in dict.fromkeys([*usual, *by_time]) if 0 < n <= MOST_UNITS]
    if level.restarts is False:
        return [(("v", "c"),)] if turns else [(("u", str(n)), ("v", "c")) for n in units] or [(("v", "c"),)]
    restarting: list[tuple[tuple[str, str], ...]] = [(("u", str(n)), ("v", "r")) for n in units] or [
        (("u", "var"), ("v", "r"))
    ]
    if level.restarts is None and not level.counts:
        return [*restarting, (("v", "c"),)]
    return restarting


def _numbering(
    shape: Shape, levels: Sequence[_Level], picked: Sequence[tuple[tuple[str, str], ...]], change: str
) -> Numbering:
    top = shape.numbers[0]
    pairs = _captioned(shape, top)
    for level, chosen in zip(levels, picked, strict=True):
        caption, *scheme = _captioned(shape, level.code)
        pairs += [caption, *chosen, *scheme]
    return Numbering((*pairs, *_alternatives(shape)), change, (), 0.2 if change else 0.3)


def _captioned(shape: Shape, code: str) -> list[tuple[str, str]]:
    """The caption of a level and, where it has one, its $z."""
    scheme = shape.schemes.get(code, "")
    return [(code, shape.captions[code]), *([("z", scheme)] if scheme else [])]


def _alternatives(shape: Shape) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for code in shape.alternative:
        pairs += [(code, shape.captions[code]), ("v", "c")]
    return tuple(pairs)


def _with_joined(guess: Numbering, levels: Sequence[_Level]) -> Iterator[Numbering]:
    """The same with the combined numbers as a rule, where a level that restarts has some."""
    yield guess
    for level in levels:
        if level.restarts and (alternate := _alternate(level)):
            rule = f"pe{'abcdef'.index(level.code) + 1}" + ",".join(map(str, alternate))
            pairs_then = [
                ("u", str(len(alternate))) if pair[0] == "u" and above[0] == level.code else pair
                for above, pair in pairwise((("", ""), *guess.subfields))
            ]
            yield Numbering(tuple(pairs_then), guess.change, (rule,), guess.cost + 1)
        if level.joined and ("v", "r") in guess.subfields:
            most = max(level.joined.values())
            pairs = sorted(
                pair for pair, n in level.joined.items() if n * 3 >= most and pair[1] - pair[0] < 7
            )
            if pairs and len(pairs) <= 12:
                listed = ",".join("/".join(str(n) for n in range(a, b + 1)) for a, b in pairs)
                rule = f"ce{'abcdef'.index(level.code) + 1}{listed}"
                yield Numbering(guess.subfields, guess.change, (rule,), guess.cost + 0.5 * len(pairs))


def _alternate(level: _Level) -> list[int]:
    """The numbers of a volume where only every second one is used, [] where that is not so."""
    often = [number for number, count in level.used.items() if count > 1]
    if len(often) < 3 or max(often) < 5 or len({number % 2 for number in often}) > 1:
        return []
    return list(range(min(often), max(often) + 1, 2))


def _one_level(run: Run, changes: Sequence[str]) -> Iterator[Numbering]:
    """One number: it runs on, or begins again each year, or is a volume that the calendar turns."""
    code = run.shape.numbers[0]
    (caption, *scheme) = _captioned(run.shape, code)
    values = [(seen.numbers[code], seen) for seen in run.issues if code in seen.numbers]
    falls = sum(later[0] < earlier[0] for (earlier, _), (later, _) in pairwise(values))
    same = sum(later == earlier for (earlier, _), (later, _) in pairwise(values))
    alternative = (*scheme, *_alternatives(run.shape))
    if falls:
        for change in changes:
            if change:
                yield Numbering((caption, ("v", "r"), *alternative), change)
    if same:
        for change in changes:
            if change:
                yield Numbering((caption, *alternative), change)
    yield Numbering((caption, *alternative))


def _changes(run: Run, timing: Timing) -> list[str]:
    """The $x that the run may have, "" among them."""
    shape = run.shape
    if not run.shape.units & {Unit.YEAR}:
        return [""]
    if len(shape.units) == 1:
        return ["01", ""]
    found = _voted(run) or _walked_back(run, timing)
    for change in list(found):
        found += _rounded(run, timing, change)
    return [*dict.fromkeys(filter(None, found)), ""]


def _rounded(run: Run, timing: Timing, change: str) -> Iterator[str]:
    """One turn was seen; where a volume has fewer numbers than a year, others follow it at equal distance."""
    if len(run.shape.numbers) != 2 or "," in change or len(change) != 2 or change > "12":
        return
    level = _level(run.issues, run.shape.numbers)
    for units in level.counts:
        turns, left = divmod(timing.a_year, units) if units else (0, 1)
        if turns in (2, 3, 4, 6, 12) and not left:
            months = sorted((int(change) - 1 + 12 // turns * n) % 12 + 1 for n in range(turns))
            yield ",".join(f"{month:02d}" for month in months)


def _voted(run: Run) -> list[str]:
    """Where the highest number (or a lone one that restarts) turns, by the months between two issues."""
    code = run.shape.numbers[0]
    lower = run.shape.numbers[1] if len(run.shape.numbers) > 1 else code
    dated = [seen for seen in run.issues if code in seen.numbers and seen.item]
    seasons = sum(seen.item[0] > 12 for seen in dated) * 2 > len(dated)
    # A lone number that many issues bear is a volume's.
    shared = lower == code and 2 * len({seen.numbers[code] for seen in dated}) < len(dated)
    spans: list[tuple[list[int], bool]] = []
    slopes: list[float] = []
    for earlier, later in pairwise(dated):
        before, after = _place(run, earlier, seasons, -1), _place(run, later, seasons, 0)
        risen = later.numbers[code][0] - earlier.numbers[code][1]
        turned = risen == 1 if lower != code or shared else risen < 0
        if turned and 0 < after - before <= 6:
            first = not shared and lower in later.numbers and later.numbers[lower][0] == 1
            places = [after] if first else list(range(before + 1, after + 1))
            spans.append(([place % (4 if seasons else 12) for place in places], first))
    if not spans:
        return []
    if lower != code and len(dated) > 2:
        half = max(1, len(dated) // 2)
        for earlier, later in zip(dated, dated[half:], strict=False):
            years = (_place(run, later, seasons, 0) - _place(run, earlier, seasons, 0)) / (
                4 if seasons else 12
            )
            if years > 0.2:
                slopes.append((later.numbers[code][0] - earlier.numbers[code][0]) / years)
    rate = median(slopes) if slopes else 1.0
    if rate < 0.7 and lower != code:
        return []
    chosen = _cover(spans)
    wanted = max(1, round(rate))
    texts = [_written(run, places, seasons, dated) for places in {tuple(chosen[:wanted]), tuple(chosen)}]
    return [text for text in texts if text and text.count(",") < 6]


def _cover(spans: Sequence[tuple[list[int], bool]]) -> list[int]:
    """The fewest months that lie in all the spans, the ones most spans have first."""
    left, chosen = list(spans), list[int]()
    while left:
        votes: Counter[int] = Counter()
        for places, first in left:
            for place in places:
                votes[place] += 30 if first else 10 // len(places)
        best = max(votes, key=lambda place: (votes[place], -place))
        chosen.append(best)
        left = [span for span in left if best not in span[0]]
    return chosen


def _place(run: Run, seen: Seen, seasons: bool, end: int) -> int:
    """Months (or seasons) since the year 0 of one end of an issue's date."""
    moment = seen.moments[end]
    if not seasons:
        label = moment.label if moment.label <= 12 else (moment.label - 20) * 3
        return moment.year * 12 + label - 1
    label = moment.label - 21 if moment.label > 12 else moment.label // 4
    return moment.year * 4 + ((label + 1) % 4 if run.winter_first else label)


def _written(run: Run, places: Sequence[int], seasons: bool, dated: Sequence[Seen]) -> str:
    if seasons:
        labels = sorted((place - 1) % 4 + 21 if run.winter_first else place + 21 for place in places)
        return ",".join(map(str, labels))
    texts = []
    for place in sorted(places):
        turned_on = _days_of_turn(run, dated, place + 1)
        texts.append(f"{place + 1:02d}{turned_on}")
    # $x is either months or days: MARC lets them stand together, but one form reads better.
    return ",".join(texts)


def _days_of_turn(run: Run, dated: Sequence[Seen], month: int) -> str:
    """The day in the month on which the volume turns, "" where it is the first issue of the month."""
    code = run.shape.numbers[0]
    before = [
        earlier.moments[-1].day
        for earlier, later in pairwise(dated)
        if earlier.moments[-1].label == later.moments[0].label == month
        and earlier.moments[-1].year == later.moments[0].year
        and later.numbers[code][0] != earlier.numbers[code][1]
        and earlier.moments[-1].day
    ]
    return f"{max(before) + 1:02d}" if before and max(before) < 28 else ""


def _walked_back(run: Run, timing: Timing) -> list[str]:
    """No turn was seen: where number 1 of the volume would have been, counted back from later ones."""
    if len(run.shape.numbers) != 2 or not timing.a_year:
        return []
    lowest = run.shape.numbers[-1]
    votes: Counter[str] = Counter()
    for seen in run.issues:
        number = seen.numbers.get(lowest, (0, 0))[0]
        if not 0 < number <= max(12, timing.a_year):
            continue
        if timing.round and seen.item in timing.round:
            at = (timing.round.index(seen.item) - number + 1) % len(timing.round)
            votes[f"{timing.round[at][0]:02d}"] += 1
            if timing.frequency == "m" and seen.item[0] <= 12:
                # Combined issues may carry combined numbers; then the months count.
                votes[f"{(seen.item[0] - number) % 12 + 1:02d}"] += 1
        elif seen.on and not timing.round and timing.a_year >= 24:
            start = seen.on - timedelta(days=round((number - 1) * 365 / timing.a_year))
            votes[f"{(start + timedelta(days=6)).month:02d}"] += 1
    return [change for change, _ in votes.most_common(2)]
