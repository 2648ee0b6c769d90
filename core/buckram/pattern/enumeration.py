"""Enumeration: from one number to the next, through the levels of a 853.

The rules (MARC 21 holdings, 853 $u $v $x $y): the lowest level counts up; it gives over to the level above
when it has reached $u ($v r) or divides by it ($v c). Where the pattern has a calendar change ($x) and the
issues are dated, the date alone turns the highest level, and numbers run on past $u until it does: a weekly
has 53 numbers in some years.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log, prod

from buckram.errors import PatternError
from buckram.pattern.caption import Continuity, Level, Pattern, calendar_changes, number_rules
from buckram.pattern.frequency import issues_a_year
from buckram.pattern.numerals import read_numeral, writer
from buckram.pattern.regularity import Act

_VOLUME_CAPTIONS = frozenset(
    {"v", "vol", "volume", "bd", "band", "t", "tom", "tome", "tomo", "jahrg", "jg", "jahrgang", "année"}
    | {"annee", "anno", "año", "ano", "år", "årg", "årgång", "vsk", "vuosik", "roč", "ročník", "rocznik"}
    | {"god", "год", "том", "évf", "köt", "sv", "deel", "dl"}
)

Pairs = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Counter:
    """One level while it counts.

    first, last: of the present issue, different on a combined one. units: 0 where nothing limits the level.
    allowed, skipped, joined: the numbers of $y p e, o e and c e (joined: a first number, and how many more
    belong to it). In a continuous count these speak of the place inside the volume, not of the number.
    """

    code: str
    text: str
    write: Callable[[int], str] | None
    first: int
    last: int
    units: int
    restarts: bool
    allowed: tuple[tuple[int, ...], ...]
    skipped: frozenset[int]
    joined: dict[int, int]
    pair: tuple[str, str]

    def put(self, first: int, last: int) -> None:
        """Take a new value."""
        write = self.write
        if write is None:
            raise PatternError(
                f"${self.code} “{self.text}” has no number to count on from.", subfield=self.code
            )
        self.first, self.last = first, last
        self.pair = (self.code, write(first) if first == last else f"{write(first)}/{write(last)}")

    @property
    def plain(self) -> bool:
        """Whether no $y speaks of this level's numbers."""
        return not (self.allowed or self.skipped or self.joined)

    def step(self, place: int = 0) -> bool:
        """On to the next number; False, and nothing done, where the cycle is complete.

        place: of the coming unit inside its volume where the caller counts it by date; 0: by the number.
        """
        last, units = self.last, self.units
        complete = bool(units) and (last >= units if self.restarts else last > 0 and not last % units)
        if complete and not place and not (self.allowed and self.restarts):
            return False
        base = 0
        if not self.restarts:
            base = last + 1 - place if place else last // units * units if units else 0
        at = last - base
        if self.allowed:
            item = next((item for item in self.allowed if item[0] > at), None)
            if item is None:
                return False
            self.put(base + item[0], base + item[-1])
            return True
        number = self._unskipped(at + 1)
        if units and self.restarts and number > units:
            return False
        self._put_joined(base, number)
        return True

    def step_beyond(self, place: int = 0) -> None:
        """The next number although the cycle is complete, because the date has not turned the volume yet."""
        base = self.last + 1 - place if place and not self.restarts else 0
        self._put_joined(base, self._unskipped(self.last - base + 1))

    def begin(self) -> None:
        """The first number of the next cycle."""
        base = 0
        if not self.restarts:
            base = -(-self.last // self.units) * self.units if self.units else self.last
        if self.allowed:
            self.put(base + self.allowed[0][0], base + self.allowed[0][-1])
        else:
            self._put_joined(base, self._unskipped(1))

    def _unskipped(self, number: int) -> int:
        while number in self.skipped:
            number += 1
        return number

    def _put_joined(self, base: int, number: int) -> None:
        self.put(base + number, base + number + self.joined.get(number, 0))


class Numbering:
    """The numbers of one run of issues, from those of a holding onwards. It changes as it goes."""

    def __init__(self, pattern: Pattern, values: Mapping[str, str], *, dated: bool) -> None:
        """values: subfield code to recorded value. dated: whether `advance` will hear of calendar changes."""
        recorded = [level for level in pattern.levels if values.get(level.code, "").strip()]
        captioned = {level.code for level in pattern.levels} | {level.code for level in pattern.chronology}
        recorded += [
            Level(code, "") for code in sorted(values) if code in "abcdefgh" and code not in captioned
        ]
        main = [level for level in recorded if level.code in "abcdef" and not level.alongside]
        counters = {level.code: _counter(pattern, level, values, main) for level in recorded}
        self.chain = [counters[level.code] for level in main]
        self.alternative = [counters[level.code] for level in recorded if level.code in "gh"]
        self.alongside = [counters[level.code] for level in recorded if level.alongside]
        self.ordered = [counters[code] for code in sorted(counters)]
        self.by_calendar = dated and bool(calendar_changes(pattern))
        self.turning = _turning_level(pattern, main) if self.by_calendar else 0
        self.waits_for_calendar = self.by_calendar and len(self.chain) == 1 and is_lone_volume(pattern)
        self.counts_places = self.by_calendar and any(
            not (counter.restarts or counter.plain) for counter in self.chain[1:]
        )
        self.is_plain_pair = (
            len(self.ordered) == len(self.chain) == 2 and self.chain[1].plain and self.chain[0].plain
        )

    def advance(self, turned: bool, place: int = 0) -> Pairs:
        """To the next issue. Out: (code, value) in the order of the codes.

        turned: a calendar change lies between the two. place: of the coming issue's first unit inside its
        volume, for patterns with `counts_places`.
        """
        chain = self.chain
        if not (turned and self.by_calendar):
            if chain and not self.waits_for_calendar:
                self._bump(len(chain) - 1, place)
        elif len(chain) == 1:
            if chain[0].restarts:
                chain[0].begin()
            else:
                self._bump(0)
        elif chain:
            self._turn(place)
        if self.is_plain_pair:
            return (chain[0].pair, chain[1].pair)
        for counter in self.alongside:
            if not counter.step():
                counter.begin()
        for counter in reversed(self.alternative):
            if counter.step():
                break
            counter.begin()
        return self.present()

    def present(self) -> Pairs:
        """The numbers of the present issue, (code, value) in the order of the codes."""
        return tuple([counter.pair for counter in self.ordered])

    def _bump(self, at: int, place: int = 0) -> bool:
        """Count level `at` up, giving over upwards; False where it waits for the calendar to turn."""
        counter = self.chain[at]
        held = self.by_calendar and at == self.turning + 1
        if counter.step(place if held else 0):
            return True
        if at > 0 and not held and self._bump(at - 1, place):
            counter.begin()
            return True
        if at < len(self.chain) - 1:
            return False
        counter.step_beyond(place)
        return True

    def _turn(self, place: int) -> None:
        """The calendar change: the level it governs goes up, and below it what restarts begins again."""
        below = self.chain[self.turning + 1 :]
        if not all(counter.restarts for counter in below):
            self._bump(len(self.chain) - 1, place)
        self._bump(self.turning)
        for counter in below:
            if not counter.restarts:
                break
            counter.begin()


def _counter(pattern: Pattern, level: Level, values: Mapping[str, str], main: list[Level]) -> _Counter:
    text = values[level.code].strip()
    numeral = read_numeral(text, level.scheme)
    number = "abcdef".find(level.code) + 1
    published = [item for rule in number_rules(pattern, Act.PUBLISHED, number) for item in rule.items]
    omitted = [item for rule in number_rules(pattern, Act.OMITTED, number) for item in rule.items]
    combined = [item for rule in number_rules(pattern, Act.COMBINED, number) for item in rule.items]
    counter = _Counter(
        level.code,
        text,
        writer(numeral.style) if numeral else None,
        0,
        0,
        0 if main and level is main[0] else level.units or 0,
        level.continuity is Continuity.RESTARTS
        or (level.continuity is None and (bool(published) or _seems_to_restart(level, main, values))),
        tuple(published),
        frozenset(n for item in omitted for n in range(item[0], item[-1] + 1)),
        {item[0]: item[-1] - item[0] for item in combined},
        (level.code, text),
    )
    if numeral:
        # Written anew: what was in doubt (<20>) or a range (1-4) is not so in the issue that follows.
        counter.put(numeral.first, numeral.last)
    return counter


def _turning_level(pattern: Pattern, main: list[Level]) -> int:
    """Which level the calendar change turns: the highest, unless the counts say that a lower one fills the
    time between two changes (a series of ten volumes of four numbers, changing each January)."""
    issues = issues_a_year(pattern.frequency)
    if len(main) < 3 or not issues or any(level.units is None for level in main[1:]):
        return 0
    wanted = issues / len(calendar_changes(pattern))
    below = [prod(level.units or 1 for level in main[at + 1 :]) for at in range(len(main) - 1)]
    best = min(range(len(below)), key=lambda at: abs(log(below[at] / wanted)))
    return best if abs(log(below[best] / wanted)) < log(1.5) else 0


def _seems_to_restart(level: Level, main: list[Level], values: Mapping[str, str]) -> bool:
    """Without $v the holding tells: no. 3 of twelve in volume 7 cannot have been counted from volume 1."""
    if level.units is None or len(main) < 2 or level is not main[1]:
        return False
    above = read_numeral(values[main[0].code], main[0].scheme)
    number = read_numeral(values[level.code], level.scheme)
    return above is not None and number is not None and above.first > 1 and number.last <= level.units


def is_lone_volume(pattern: Pattern) -> bool:
    """Whether the only number is a volume's, which turns by the calendar ("v.12 (2019:Mar.5)") where there
    is one, and not with each issue as a lone issue number does."""
    main = [level for level in pattern.levels if level.code in "abcdef"]
    if len(main) != 1 or main[0].continuity:
        return False
    words = main[0].caption.lower().replace(".", " ").split()
    return bool(words) and words[-1] in _VOLUME_CAPTIONS
