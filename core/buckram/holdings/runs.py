"""Holdings as runs: from one issue to another with nothing missing between, as one 863 field holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from buckram.holdings.captions import LEVEL_CODES, Kind, Layout, Level, layout, unwrapped
from buckram.pattern.field import Field

# Subfields in which two fields must agree before they may become one.
_PIECE_CODES = "opqstxz"

# Issues in a year by $w, for titles that have no numbers to tell a gap by.
MONTH_STEPS = {
    "m": 1,
    "b": 2,
    "q": 3,
    "t": 4,
    "f": 6,
    "a": 12,
    "12": 1,
    "6": 2,
    "4": 3,
    "3": 4,
    "2": 6,
    "1": 12,
}
DAY_STEPS = {"d": 1, "w": 7, "e": 14}


class Break(Enum):
    """What stands between a run and the next ($w)."""

    NONE = ""
    GAP = "g"
    NOT_PUBLISHED = "n"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of issues. first, last: 863 values of its ends, the same for one issue. open: still coming in.

    piece: the other subfields ($z, $q, $t ...), equal for all issues of a run. published: false for a field
    of items that were never published (second indicator 4), which is no holding.
    """

    first: Mapping[str, str]
    last: Mapping[str, str]
    open: bool = False
    break_after: Break = Break.NONE
    piece: tuple[tuple[str, str], ...] = ()
    gregorian: str = ""
    published: bool = True

    @property
    def single(self) -> bool:
        """Whether it is one issue and no more to come."""
        return not self.open and self.first == self.last


def run_of(field: Field) -> Run:
    """The run that an 863, 864 or 865 field records; `1-3`, `1-` and `1/2` are taken apart."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    still_open = False
    for code, value in field.subfields:
        if code in LEVEL_CODES and code not in first and value.strip():
            start, end, goes_on = _ends(value.strip())
            first[code], last[code] = start, end
            still_open = still_open or goes_on
    return Run(
        first,
        last,
        still_open,
        Break(field.first("w")) if field.first("w") in ("g", "n") else Break.NONE,
        tuple((code, value) for code, value in field.subfields if code in _PIECE_CODES),
        field.first("n"),
        field.indicators[1:2] != "4",
    )


def is_single(field: Field) -> bool:
    """Whether an 863, 864 or 865 field records one issue that was published, and not a run."""
    values = [value for code, value in field.subfields if code in LEVEL_CODES and value.strip()]
    if not values or field.indicators[1:2] == "4":
        return False
    # Only a hyphen makes a run, and nearly no field of a long itemised record has one.
    return not any("-" in value for value in values) or run_of(field).single


def _ends(value: str) -> tuple[str, str, bool]:
    if value.endswith("-") and len(value) > 1:
        return value[:-1], value[:-1], True
    opening, inside, closing = unwrapped(value)
    start, dash, end = (part.strip() for part in inside.partition("-"))
    if not dash or not start or not end:
        return value, value, False
    return f"{opening}{start}{closing}", f"{opening}{end}{closing}", False


def shape_of(captions: Field, issues: Iterable[Mapping[str, str]]) -> Layout:
    """The levels of `captions` and of every value in `issues`, so that none is lost for want of a caption."""
    present = {code for values in issues for code, value in values.items() if value}
    return layout(captions, "".join(code for code in LEVEL_CODES if code in present))


def in_sequence(shape: Layout, runs: Iterable[Run]) -> list[int]:
    """The positions of `runs` by where they begin, supplied values before plain ones; then by where they end.

    By year first where every run has one, since numbers on one level may begin again each year.
    """
    listed = list(runs)
    numbers, dates = [lv.code for lv in shape.numbers], [lv.code for lv in shape.dates]
    years = [lv.code for lv in shape.dates if lv.kind is Kind.YEAR][:1]
    codes = numbers or dates
    if years and all(run.first.get(years[0]) for run in listed):
        codes = years + codes

    def key(run: Run) -> tuple[object, ...]:
        supplied = [not run.first.get(code, "").startswith("[") for code in numbers + dates]
        begins = _position(codes, run.first), supplied, _position(dates, run.first)
        return (*begins, run.open, _position(codes + dates, run.last))

    return sorted(range(len(listed)), key=lambda i: key(listed[i]))


def _position(codes: Sequence[str], values: Mapping[str, str]) -> list[tuple[int, str]]:
    return [_sortable(values.get(code, "")) for code in codes]


def _sortable(value: str) -> tuple[int, str]:
    match = re.search(r"\d+", value, re.ASCII)
    return (int(match[0]) if match else -1, unwrapped(value)[1])


def joined(shape: Layout, runs: Iterable[Run]) -> list[Run]:
    """Runs in order, those that touch or overlap made one.

    A recorded break, and pieces described differently ($p, $q, $t, $x, $z), keep runs apart.
    """
    result: list[Run] = []
    for run in runs:
        before = result[-1] if result else None
        if before is None or not _may_join(before, run):
            result.append(run)
        elif before.open or _inside(shape, before, run):
            result[-1] = replace(before, open=before.open or run.open)
        elif _overlaps(shape, before, run) or follows(shape, before.last, run.first):
            result[-1] = replace(before, last=run.last, open=run.open, break_after=run.break_after)
        else:
            result.append(run)
    return result


def _may_join(before: Run, run: Run) -> bool:
    return (
        before.break_after is Break.NONE
        and before.published
        and run.published
        and before.piece == run.piece
        and before.gregorian == run.gregorian
    )


def _inside(shape: Layout, before: Run, run: Run) -> bool:
    codes = [level.code for level in shape.numbers or shape.dates]
    ends_within = _numbers(codes, run.last) <= _numbers(codes, before.last)
    return not run.open and ends_within and _overlaps(shape, before, run)


def _overlaps(shape: Layout, before: Run, run: Run) -> bool:
    # The years as well, or no.1 of this year would be taken for no.1 of the last.
    years = [level.code for level in shape.dates if level.kind is Kind.YEAR]
    codes = [level.code for level in shape.numbers or shape.dates]
    return bool(codes) and all(
        _numbers(place, before.first) <= _numbers(place, run.first) <= _numbers(place, before.last)
        for place in (years, codes)
    )


def _numbers(codes: Sequence[str], values: Mapping[str, str]) -> list[int]:
    return [_sortable(values.get(code, ""))[0] for code in codes]


def follows(shape: Layout, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether the issue `after` is the very next one after `before`.

    By its numbers ($u and $v tell where a level starts again; a combined issue counts to its last number);
    for titles without numbers by date and frequency. When the field does not tell, it does not follow.
    """
    levels = [level for level in shape.numbers if before.get(level.code) or after.get(level.code)]
    if levels:
        return _number_follows(levels, before, after)
    return _date_follows(shape, before, after)


def numbers_between(captions: Field, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether numbers certainly lie between two issues: the highest number in which they differ jumps."""
    shape = shape_of(captions, (before, after))
    for level in shape.numbers:
        end, start = last_number(before.get(level.code, "")), first_number(after.get(level.code, ""))
        if end is None or start is None:
            return False
        if first_number(before[level.code]) != start:
            return start > end + 1
    return False


def _number_follows(levels: Sequence[Level], before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    *above, lowest = levels
    end, start = last_number(before.get(lowest.code, "")), first_number(after.get(lowest.code, ""))
    if end is None or start is None:
        return False
    if all(before.get(level.code) == after.get(level.code) for level in above):
        return start == end + 1
    starts_again = lowest.restarts is not False and start == 1 and lowest.units == end
    runs_on = not lowest.restarts and start == end + 1
    return (starts_again or runs_on) and _number_follows(above, before, after)


def _date_follows(shape: Layout, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    start = date_position(shape, before, end=True)
    end = date_position(shape, after)
    if start is None or end is None or start[0] is not end[0]:
        return False
    unit, earlier, later = start[0], start[1], end[1]
    step = 1
    if unit is Kind.DAY:
        step = DAY_STEPS.get(shape.frequency, 0)
    elif unit is Kind.MONTH:
        step = MONTH_STEPS.get(shape.frequency, 1)
    # A combined issue ends later than it begins, so that less than a whole step may be left.
    return step > 0 and (later - earlier == step or (0 < later - earlier < step and _combined(before)))


def _combined(values: Mapping[str, str]) -> bool:
    return any("/" in value for value in values.values())


def date_position(shape: Layout, values: Mapping[str, str], *, end: bool = False) -> tuple[Kind, int] | None:
    """The unit an issue is dated in, and its place on a line of such units; None without a full date.

    YEAR counts years, MONTH months, QUARTER quarters and seasons, DAY days. end: the last part of a
    combined date and not the first.
    """
    pick = last_number if end else first_number
    found = {level.kind: pick(values[level.code]) for level in shape.dates if values.get(level.code)}
    year = found.get(Kind.YEAR)
    if year is None or None in found.values():
        return None
    month, quarter, day = found.get(Kind.MONTH), found.get(Kind.QUARTER), found.get(Kind.DAY)
    if month is not None and 1 <= month <= 12:
        if day is None:
            return Kind.MONTH, year * 12 + month - 1
        try:
            return Kind.DAY, date(year, month, day).toordinal()
        except ValueError:
            return None
    season = month - 20 if month is not None else quarter
    if season is not None:
        return (Kind.QUARTER, year * 4 + season - 1) if 1 <= season <= 4 else None
    return (Kind.YEAR, year) if len(found) == 1 else None


def first_number(value: str) -> int | None:
    """The number of a value, of the first part of a combined one: 7/8 is 7. None without digits alone."""
    return _whole(unwrapped(value)[1].partition("/")[0])


def last_number(value: str) -> int | None:
    """The last number of a value: 7/8 is 8."""
    return _whole(unwrapped(value)[1].rpartition("/")[2])


def _whole(text: str) -> int | None:
    text = unwrapped(text)[1]
    return int(text) if text.isascii() and text.isdecimal() else None
