"""Runs of issues into one 863 field, and back (MARC 21 holdings: $a6-8 $b1-3 is v.6:no.1 to v.8:no.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from buckram.holdings.captions import Kind, Layout, Level
from buckram.holdings.runs import (
    DAY_STEPS,
    MONTH_STEPS,
    Run,
    date_position,
    first_number,
    in_sequence,
    joined,
    run_of,
    shape_of,
)
from buckram.pattern.field import Field

# No serial has more issues in one run; a longer one is a slip of the pen in $b, not a holding.
_LONGEST = 40_000


def in_order(captions: Field, holdings: Sequence[Field]) -> list[Field]:
    """863 fields of one caption by where their runs begin, mixed single, closed and open."""
    runs = [run_of(field) for field in holdings]
    return [holdings[i] for i in in_sequence(shape_of(captions, (run.first for run in runs)), runs)]


def compress(captions: Field, holdings: Sequence[Field]) -> list[Field]:
    """The holdings with every unbroken run as one field (second indicator 0), in order.

    captions: 853 or 854 with $u and $v where there are lower levels. Overlapping runs become one; an open
    run takes in all that follows. Fields that join no other come back as they are, and so does everything
    of an 855, which is never compressed. A run keeps the link ($8) and the other subfields of its first
    field, and the break ($w) of its last.
    """
    if captions.tag == "855":
        return list(holdings)
    members = [(run_of(field), field) for field in in_order(captions, holdings)]
    shape = shape_of(captions, (run.first for run, _ in members))
    result: list[Field] = []
    at = 0
    for run in joined(shape, [run for run, _ in members]):
        # `joined` only ever lengthens the first run of a stretch, so that its beginning finds the field.
        while members[at][0].first is not run.first:
            at += 1
        own, field = members[at]
        result.append(field if own == run else _field(field, run))
        at += 1
    return result


def expand(captions: Field, holdings: Sequence[Field]) -> list[Field]:
    """The holdings with one field per issue (second indicator 1), links numbered on from the first.

    The reverse of `compress` for runs of single issues with evenly spaced dates. A run whose issues cannot
    be told for certain (open, no $u, dates that skip, combined ends) comes back as it is.
    """
    runs = [run_of(field) for field in holdings]
    shape = shape_of(captions, (run.first for run in runs))
    result: list[Field] = []
    for field, run in zip(holdings, runs, strict=True):
        issues = None if captions.tag == "855" or run.single or run.open else _issues(shape, run)
        if issues is None:
            result.append(field)
            continue
        for i, issue in enumerate(issues):
            break_after = field.first("w") if i == len(issues) - 1 else ""
            result.append(_issue_field(field, issue, i, break_after))
    return result


def _field(field: Field, run: Run) -> Field:
    """`field` with the values of `run`: single where nothing differs above or at a level, else both ends."""
    values = {}
    for group in ("abcdef", "gh", "ijklm"):
        differs = False
        for code in group:
            if code not in run.first:
                continue
            first, last = run.first[code], run.last.get(code, "")
            differs = differs or first != last
            if run.open:
                values[code] = f"{first}-"
            else:
                values[code] = f"{first}-{last}" if differs and last else first
    subfields = [(code, values.get(code, value)) for code, value in field.subfields if code != "w"]
    if run.break_after.value:
        subfields.append(("w", run.break_after.value))
    # 2 and 3 are the same pair with the display taken from linked text.
    second = "2" if field.indicators[1] in "23" else "0"
    return Field(field.tag, field.indicators[0] + second, tuple(subfields))


def _issue_field(field: Field, issue: Mapping[str, str], position: int, break_after: str) -> Field:
    subfields = []
    for code, value in field.subfields:
        if code == "8":
            subfields.append((code, _next_link(value, position)))
        elif code != "w":
            subfields.append((code, issue.get(code, value)))
    if break_after:
        subfields.append(("w", break_after))
    second = "3" if field.indicators[1] in "23" else "1"
    return Field(field.tag, field.indicators[0] + second, tuple(subfields))


def _next_link(link: str, position: int) -> str:
    number, dot, sequence = link.partition(".")
    return f"{number}.{int(sequence) + position}" if dot and sequence.isdecimal() else link


def _issues(shape: Layout, run: Run) -> list[dict[str, str]] | None:
    """Every issue of a closed run, or None where the caption field does not tell."""
    numbers = [level for level in shape.numbers if run.first.get(level.code)]
    if any("/" in value for value in (*run.first.values(), *run.last.values())):
        return None
    steps = _number_steps(numbers, run) if numbers else None
    if numbers and steps is None:
        return None
    dates = _date_steps(shape, run, steps)
    if dates is None:
        return None
    rows = steps if steps is not None else [{} for _ in dates]
    alternative = [code for code in "gh" if run.first.get(code)]
    issues = []
    for i, (numbered, dated) in enumerate(zip(rows, dates, strict=True)):
        issue = {**run.first, **numbered, **dated}
        for code in alternative:
            start, end = first_number(run.first[code]), first_number(run.last[code])
            if start is None or end is None or end - start != len(rows) - 1:
                return None
            issue[code] = str(start + i)
        issues.append(issue)
    return issues if issues and issues[-1] == {**run.first, **run.last} else None


def _number_steps(levels: Sequence[Level], run: Run) -> list[dict[str, str]] | None:
    start = [first_number(run.first[level.code]) for level in levels]
    end = [first_number(run.last[level.code]) for level in levels]
    if None in start or None in end:
        return None
    now = [n for n in start if n is not None]
    rows = [now]
    while now != end:
        following = _after(levels, now, whole=now[:-1] != end[:-1])
        if following is None or len(rows) >= _LONGEST or following > [n for n in end if n is not None]:
            return None
        now = following
        rows.append(now)
    return [{level.code: str(n) for level, n in zip(levels, row, strict=True)} for row in rows]


def _after(levels: Sequence[Level], now: list[int], *, whole: bool) -> list[int] | None:
    """The numbers after `now`. whole: the last volume is not reached yet, so that $u has to be known."""
    *_, lowest = levels
    above, number = now[:-1], now[-1]
    if not above or not whole:
        return [*above, number + 1]
    if lowest.units is None or lowest.restarts is None:
        return None
    rolls_over = number == lowest.units if lowest.restarts else number % lowest.units == 0
    if not rolls_over:
        return [*above, number + 1]
    higher = _after(levels[:-1], above, whole=len(above) > 1)
    return None if higher is None else [*higher, 1 if lowest.restarts else number + 1]


def _date_steps(shape: Layout, run: Run, steps: list[dict[str, str]] | None) -> list[dict[str, str]] | None:
    """The dates of the issues of a run, evenly from its first to its last, or None where that is a guess."""
    levels = [level for level in shape.dates if run.first.get(level.code)]
    ends = [{lv.code: values.get(lv.code, "") for lv in levels} for values in (run.first, run.last)]
    if steps is not None and ends[0] == ends[1]:
        return [ends[0]] * len(steps)
    first, last = date_position(shape, run.first), date_position(shape, run.last)
    if first is None or last is None or first[0] is not last[0]:
        return None
    unit, start, distance = first[0], first[1], last[1] - first[1]
    if unit is Kind.YEAR and steps is not None:
        return _years(shape, levels[0], start, distance, steps)
    step = _step(unit, shape.frequency)
    count = len(steps) if steps is not None else distance // step + 1 if step else 0
    if count < 2 or distance <= 0 or distance % (count - 1) or (step and distance // (count - 1) != step):
        return None
    if count > _LONGEST:
        return None
    even = distance // (count - 1)
    return [_dated(levels, unit, start + i * even, ends[0]) for i in range(count)]


def _step(unit: Kind, frequency: str) -> int:
    """Units from one issue to the next, 0 where the frequency does not say."""
    if unit is Kind.MONTH:
        return MONTH_STEPS.get(frequency, 0)
    if unit is Kind.DAY:
        return DAY_STEPS.get(frequency, 0)
    return 1


def _years(
    shape: Layout, year: Level, start: int, distance: int, steps: list[dict[str, str]]
) -> list[dict[str, str]] | None:
    """Years that go up with the highest number, as volumes by year do."""
    top = shape.numbers[0].code
    volumes = [int(step[top]) - int(steps[0][top]) for step in steps]
    if volumes[-1] != distance:
        return None
    return [{year.code: str(start + volume)} for volume in volumes]


def _dated(levels: Sequence[Level], unit: Kind, position: int, like: Mapping[str, str]) -> dict[str, str]:
    if unit is Kind.DAY:
        on = date.fromordinal(position)
        parts = {Kind.YEAR: on.year, Kind.MONTH: on.month, Kind.DAY: on.day}
    elif unit is Kind.MONTH:
        parts = {Kind.YEAR: position // 12, Kind.MONTH: position % 12 + 1}
    elif unit is Kind.QUARTER:
        quarter = position % 4 + 1
        parts = {Kind.YEAR: position // 4, Kind.MONTH: quarter + 20, Kind.QUARTER: quarter}
    else:
        parts = {Kind.YEAR: position}
    return {lv.code: str(parts[lv.kind]).zfill(len(like[lv.code])) for lv in levels}
