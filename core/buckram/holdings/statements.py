"""The holdings statement that a person reads (ANSI/NISO Z39.71, ISO 10324), levels 3 and 4.

One form is used throughout where the standard allows two: a range is written short (v.1-3(1958-1960)) when
one level of numbering is left, otherwise both ends in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from buckram.holdings.calendar_words import CalendarWords, calendar_words
from buckram.holdings.captions import Kind, Layout
from buckram.holdings.designation import designation, join_dates, value_text
from buckram.holdings.runs import Break, Run, first_number, follows, joined, last_number, run_of, shape_of
from buckram.pattern.field import Field


def statement(captions: Field, holdings: Sequence[Field], *, level: int = 4, language: str = "en") -> str:
    """The statement of one caption field and the holdings linked to it.

    captions: 853, 854 or 855. holdings: its 863, 864 or 865 fields in order, compressed or one per issue.
    level: 4 shows all levels and gaps; 3 only the highest level from first to last. "" without holdings.
    """
    runs = [run_of(field) for field in holdings]
    shape = shape_of(captions, (run.first for run in runs))
    name = next((field.first("o") for field in holdings if field.has("o")), shape.unit_name)
    text = _text(shape, joined(shape, runs), level, calendar_words(language))
    if not name or not text:
        return text
    return f"{text} <{name}>" if captions.tag == "855" else f'"{name}" {text}'


def held(
    captions: Field,
    issues: Sequence[Mapping[str, str]],
    *,
    unbroken: Sequence[bool] | None = None,
    level: int = 4,
    language: str = "en",
) -> str:
    """The statement of issues that were received, in order of publication: "v.12:no.1(2026:Jan.)-...".

    issues: the 863 values of each. unbroken: for each issue whether it came right after the one before it,
    for a caller that knows what was published; without it the numbers tell, or for titles without numbers
    the dates and the frequency.
    """
    shape = shape_of(captions, issues)
    runs: list[Run] = []
    start = 0
    for i in range(1, len(issues) + 1):
        joins = i < len(issues) and (unbroken[i] if unbroken else follows(shape, issues[i - 1], issues[i]))
        if not joins:
            runs.append(Run(issues[start], issues[i - 1]))
            start = i
    return _text(shape, runs, level, calendar_words(language))


def _text(shape: Layout, runs: Sequence[Run], level: int, words: CalendarWords) -> str:
    if level == 3:
        kept = [run for run in runs if run.published]
        return _summary(shape, kept, words) if kept else ""
    text, separator = "", ""
    for run in runs:
        if not run.published:
            separator = separator and ";"
            continue
        text += separator + _run_text(shape, run, words)
        separator = ";" if run.break_after is Break.NOT_PUBLISHED else ","
    return text


def _summary(shape: Layout, runs: Sequence[Run], words: CalendarWords) -> str:
    """The highest level only, first to last: a volume counts as held when one issue of it is."""
    return _run_text(shape, _highest(shape, Run(runs[0].first, runs[-1].last, runs[-1].open)), words)


def _run_text(shape: Layout, run: Run, words: CalendarWords) -> str:
    """One run: a single issue, whole volumes, a range of one level, or both ends in full."""
    if not run.open and _is_whole(shape, run):
        run = _highest(shape, run)
    text = designation(shape, run.first, words)
    if run.open:
        text += "-"
    elif run.first != run.last:
        one_level = sum(bool(run.first.get(lv.code)) for lv in (*shape.enumeration, *shape.alternative)) == 1
        text = _short(shape, run, words) if one_level else f"{text}-{designation(shape, run.last, words)}"
    if run.gregorian:
        text = f"{text[:-1]} [{run.gregorian}])" if text.endswith(")") else f"{text} [{run.gregorian}]"
    return text + "".join(f" <{note}>" for code, note in run.piece if code == "z")


def _is_whole(shape: Layout, run: Run) -> bool:
    """Whether the run is complete volumes: every lower level from 1 to its $u, and starting again ($v r)."""
    lower = [level for level in shape.numbers if run.first.get(level.code)][1:]
    return bool(lower) and all(
        level.restarts
        and first_number(run.first[level.code]) == 1
        and last_number(run.last.get(level.code, "")) == level.units
        for level in lower
    )


def _highest(shape: Layout, run: Run) -> Run:
    """The run by its highest level of numbers and its years. One volume of two years has 1976/1977."""
    kept = [level.code for level in shape.numbers if run.first.get(level.code)][:1]
    first = {code: run.first[code] for code in kept}
    last = {code: run.last.get(code, run.first[code]) for code in kept}
    dates = [level for level in shape.dates if run.first.get(level.code)]
    if dates and dates[0].kind is Kind.YEAR:
        year = dates[0].code
        start, end = run.first[year], run.last.get(year, run.first[year])
        if len(dates) > 1:  # a year in two parts belonged to a combined month then, not to the volume
            start, end = start.partition("/")[0], end.rpartition("/")[2]
        if kept and first == last and start != end and not run.open:
            start = end = f"{start}/{end}"
        first[year], last[year] = start, end
    return replace(run, first=first, last=last)


def _short(shape: Layout, run: Run, words: CalendarWords) -> str:
    """A range on one level of numbers: v.1-3(1958-1960)."""
    level = next(lv for lv in (*shape.enumeration, *shape.alternative) if run.first.get(lv.code))
    bare = replace(level, text="")
    ends = [value_text(bare, values[level.code], words) for values in (run.first, run.last)]
    span = "-".join(dict.fromkeys(ends))
    numbers = f"{span} {level.text}".strip() if level.ordinal else level.text + span
    dates = "-".join(dict.fromkeys(join_dates(shape.chronology, v, words) for v in (run.first, run.last)))
    return f"{numbers}({dates})" if dates else numbers
