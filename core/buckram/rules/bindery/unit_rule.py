"""What is bound as one: the issues of a run laid out in groups, as the binding pattern of a title says.

Everything is counted from the first issue that is not bound yet. An issue that came combined with another, or
was never published, lies in its group and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from buckram.holdings.captions import Level, layout, unwrapped
from buckram.holdings.runs import last_number
from buckram.pattern.field import Field

AFTER_ITS_END = timedelta(days=90)
"""Nothing foreseen and nothing later has come: a year or a part of one is over so long after its last day."""


class Unit(StrEnum):
    """What makes a unit."""

    VOLUME = "volume"
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    ISSUES = "issues"
    THICKNESS = "thickness"


@dataclass(frozen=True, slots=True)
class UnitRule:
    """count: so many volumes, years, halves, quarters or issues make one unit. best: of a unit by thickness,
    how thick it may become, in tenths of a millimetre; least: how thick it has to be."""

    unit: Unit
    count: int = 1
    best: int = 635
    least: int = 254


@dataclass(frozen=True, slots=True)
class Run:
    """The issues of a run as the rule sees them, in order: lists side by side, for there are thousands.

    volumes: what each is a part of (`Volumes.of`). days: the dates they bear. counts: False for one that came
    combined with another or was not published. taken: it is bound, or in a unit. thickness: tenths of a
    millimetre, for a unit by thickness. ends: the last of them is known to be the last of its volume.
    """

    volumes: Sequence[str]
    days: Sequence[date | None]
    counts: Sequence[bool]
    taken: Sequence[bool]
    thickness: Sequence[int] = ()
    ends: bool = False


class Group(NamedTuple):
    """Issues that are bound as one. members: their places in the run, in order. closed: no further issue
    belongs to it, as far as is known. wanted: so many issues make it full, None where no number does."""

    members: tuple[int, ...]
    closed: bool
    wanted: int | None = None


def groups(rule: UnitRule, run: Run, today: date) -> list[Group]:
    """The groups of what is not taken, in order.

    A unit by thickness ends where the next volume would make it too thick; a volume that is too thick alone
    is divided evenly.
    """
    if rule.unit is Unit.ISSUES:
        return [group for stretch in _stretches(run) for group in _by_count(rule, run, *stretch)]
    natural = _natural(rule, run)
    if rule.unit is Unit.THICKNESS:
        return _by_thickness(rule, run, natural)
    return _joined(rule, run, natural, today)


# --- volumes, years and parts of years --------------------------------------------------------------------

_MONTHS = {Unit.HALF: 6, Unit.QUARTER: 3}


def _natural(rule: UnitRule, run: Run) -> list[list[int]]:
    """The places by volume, year, half or quarter, taken ones too.

    A late number of a volume comes among those of the next one: it still goes to its own.
    """
    keys: Sequence[object] = run.volumes
    if rule.unit not in {Unit.VOLUME, Unit.THICKNESS}:
        keys = _periods(run.days, _MONTHS.get(rule.unit, 12))
    found: list[tuple[object, list[int]]] = []
    last: object = None
    members: list[int] = []
    for n, key in enumerate(keys):
        if key != last or not found:
            # Further back the same number would be that of another series.
            for known, earlier in found[:-4:-1]:
                if known == key:
                    members = earlier
                    break
            else:
                members = []
                found.append((key, members))
            last = key
        members.append(n)
    return [members for _, members in found]


def _periods(days: Sequence[date | None], months: int) -> list[tuple[int, int] | None]:
    """The year, half or quarter of each; what is undated lies with the one before it."""
    found: list[tuple[int, int] | None] = []
    for day in days:
        before = found[-1] if found else None
        found.append((day.year, (day.month - 1) // months) if day is not None else before)
    return found


def _joined(rule: UnitRule, run: Run, natural: Sequence[list[int]], today: date) -> list[Group]:
    """`rule.count` of them make a unit; what is taken as a whole lies between units."""
    taken, counts = run.taken, run.counts
    loose_of = natural
    if True in taken:
        loose_of = [[n for n in members if not taken[n]] for members in natural]
    found: list[Group] = []
    gathered: list[int] = []
    count = 0
    last = len(natural) - 1
    for n, loose in enumerate(loose_of):
        if any(counts[m] for m in loose):
            gathered = gathered + loose
            count += 1
        elif gathered:
            gathered = gathered + loose
        cut = n < last and not loose_of[n + 1]
        if gathered and (count == rule.count or cut or n == last):
            over = n < last or _over(rule, run, natural[n], today)
            found.append(Group(tuple(sorted(gathered)), over and (count == rule.count or cut)))
            gathered, count = [], 0
    return found


def _over(rule: UnitRule, run: Run, members: Sequence[int], today: date) -> bool:
    """Whether the last group of all has its end: by its numbers, or by the calendar."""
    if rule.unit is Unit.VOLUME:
        return run.ends
    day = run.days[members[-1]]
    if day is None:
        return False
    months = _MONTHS.get(rule.unit, 12)
    after = (day.month - 1) // months * months + months
    first_after = date(day.year + after // 12, after % 12 + 1, 1)
    return today > first_after + AFTER_ITS_END


# --- so many issues -----------------------------------------------------------------------------------------


def _stretches(run: Run) -> Iterator[tuple[list[int], bool]]:
    """(what lies together untaken, whether something taken comes after it)."""
    together: list[int] = []
    for n, taken in enumerate(run.taken):
        if not taken:
            together.append(n)
        elif together:
            yield together, True
            together = []
    if together:
        yield together, False


def _by_count(rule: UnitRule, run: Run, together: Sequence[int], closed: bool) -> Iterator[Group]:
    gathered: list[int] = []
    count = 0
    for n in together:
        if run.counts[n] and count == rule.count:
            yield Group(tuple(gathered), True, rule.count)
            gathered, count = [], 0
        gathered.append(n)
        count += run.counts[n]
    if count:
        yield Group(tuple(gathered), closed or count == rule.count, rule.count)


# --- by thickness -------------------------------------------------------------------------------------------


def _by_thickness(rule: UnitRule, run: Run, natural: Sequence[Sequence[int]]) -> list[Group]:
    found: list[Group] = []
    gathered: list[int] = []
    thick = 0
    for n, members in enumerate(natural):
        loose = [m for m in members if not run.taken[m]]
        own = sum(run.thickness[m] for m in loose)
        if gathered and (not loose or thick + own > rule.best):
            found.append(Group(tuple(gathered), True))
            gathered, thick = [], 0
        if not loose:
            continue
        ended = n < len(natural) - 1 or run.ends
        if own > rule.best:
            parts = _even_parts(rule, run, loose, own)
            found += [Group(part, ended or part is not parts[-1]) for part in parts]
            continue
        gathered += loose
        thick += own
    if gathered:
        # Only the volume after it can tell that it would become too thick.
        found.append(Group(tuple(gathered), False))
    return found


def _even_parts(rule: UnitRule, run: Run, members: Sequence[int], thick: int) -> list[tuple[int, ...]]:
    """A volume in as few parts as are not too thick, and these as even as its issues allow."""
    count = -(-thick // rule.best)
    parts: list[list[int]] = [[]]
    so_far = 0
    for n in members:
        if parts[-1] and run.counts[n] and so_far >= thick * len(parts) / count:
            parts.append([])
        parts[-1].append(n)
        so_far += run.thickness[n]
    return [tuple(part) for part in parts]


# --- what a volume is ---------------------------------------------------------------------------------------

_SERIES = ("ser", "n.s", "new ser", "reihe", "folge", "n.f", "serie", "série", "sect", "section", "abt")
_VOLUME = ("v", "bd", "band", "t", "tom", "jg", "jahr", "årg", "arg", "roč", "r.", "evf", "г")


@dataclass(frozen=True, slots=True)
class Volumes:
    """How the issues with some captions are told by volume. codes: the levels that name the volume; none: a
    year stands for it. lowest: the level of the issue's own number, with $u and $v; None without one."""

    codes: tuple[str, ...]
    lowest: Level | None
    year: str

    def of(self, values: Mapping[str, str], day: str) -> str:
        """The volume that an issue is a part of: "36", "2.36", "1984". values: its 863; day: the date that it
        bears, as ISO text, or ""."""
        codes = self.codes
        if len(codes) == 1:
            value = values.get(codes[0], "")
            return value if value.isalnum() else _first(value)
        if codes:
            return ".".join([_first(values.get(code, "")) for code in self.codes])
        year = _first(values.get(self.year, "")) if self.year else ""
        return year or day[:4]

    def ends(self, values: Mapping[str, str]) -> bool:
        """Whether an issue is the last of its volume, by how many make one ($u)."""
        level = self.lowest
        if not self.codes or level is None or level.units is None or level.code in self.codes:
            return level is not None and level.code in self.codes
        number = last_number(values.get(level.code, ""))
        if number is None:
            return False
        return number == level.units if level.restarts is not False else number % level.units == 0

    def begins(self, values: Mapping[str, str]) -> bool:
        """Whether an issue is the first of its volume, where the numbers restart with each."""
        level = self.lowest
        if level is None or level.code in self.codes:
            return True
        value = _first(values.get(level.code, ""))
        return not value.isdecimal() or int(value) <= 1


def _first(value: str) -> str:
    """Of a combined volume (12/13) the first, without the brackets of supplied data."""
    if value.isalnum():
        return value  # nearly all are, and there are thousands
    return unwrapped(value)[1].partition("/")[0] if value else ""


@lru_cache(maxsize=4096)
def volumes(captions: Field, codes: str, per_year: float | None) -> Volumes:
    """captions: 853; codes: the subfields that the issues have; per_year: issues a year, None: not known.

    The first level of numbering is the volume, with a series above it the first two. Issues numbered on one
    level are told by year, unless that level is a volume and there is about one a year.
    """
    shape = layout(captions, codes)
    numbers = [level for level in shape.numbers if level.code in codes or not codes]
    year = shape.dates[0].code if shape.dates else ""
    if not numbers:
        return Volumes((), None, year)
    lowest = numbers[-1]
    if len(numbers) == 1:
        caption = lowest.text.strip().lower()
        alone = caption.startswith(_VOLUME) and (per_year or 1) <= 1
        return Volumes((lowest.code,) if alone else (), lowest, year)
    above = 2 if len(numbers) > 2 and numbers[0].text.strip().lower().startswith(_SERIES) else 1
    return Volumes(tuple(level.code for level in numbers[:above]), lowest, year)
