"""What is covered online, and how that compares with what is held in print.

Dates and embargoes are those of KBART (NISO RP-9): 1999, 1999-05 or 1999-05-31; R1Y, P6M, R10Y;P30D.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from buckram.errors import Refused

Span = tuple[date, date]
"""First and last day, both covered."""

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_EMBARGO = re.compile(r"(?:R(\d{1,4})([DMY]))?;?(?:P(\d{1,4})([DMY]))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Coverage:
    """From where to where; "" is not told, and at the end: to the present. embargo: KBART."""

    from_date: str = ""
    from_volume: str = ""
    from_issue: str = ""
    to_date: str = ""
    to_volume: str = ""
    to_issue: str = ""
    embargo: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """What one address opens. whole: full text, of the title itself. licence: without an end it goes on;
    perpetual: what was opened stays open when it ends."""

    coverage: Coverage
    perpetual: bool = False
    whole: bool = True
    licence_from: date | None = None
    licence_until: date | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """Print holdings by year: the days that its first and its last known issue are dated. lacking: years of
    which issues are known to be missing. coming: it is still received. here: something is, of unknown years.
    """

    years: Mapping[int, Span]
    lacking: frozenset[int] = frozenset()
    coming: bool = False
    here: bool = False


class Which(StrEnum):
    """Where a title can be read."""

    PRINT = "print only"
    ONLINE = "online only"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Compared:
    """Print beside online, in years. untold: some address does not tell what it covers.

    print_gaps, online_gaps: years inside the run that are not there, in print also those that lack issues.
    may_go: years in print that are over, and wholly online for ever, whatever happens to the subscription.
    online_now: up to today.
    """

    which: Which
    in_print: frozenset[int]
    online: frozenset[int]
    print_gaps: frozenset[int]
    online_gaps: frozenset[int]
    may_go: frozenset[int]
    coming: bool
    online_now: bool
    untold: bool


def kbart_date(text: str) -> str:
    """A date in KBART's form, from it or its near relations (1999-5, 1999/05/31, 19990531); "" for "".

    Raises ValueError when it is none.
    """
    bare = text.strip()
    if not bare:
        return ""
    match = _DATE.fullmatch(bare)
    if match is None:
        raise ValueError(bare)
    parts = [int(part) for part in match.groups() if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError as problem:
        raise ValueError(bare) from problem
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def first_day(text: str) -> date:
    """The first day of a KBART date."""
    return date(*([int(part) for part in text.split("-")] + [1, 1])[:3])


def last_day(text: str) -> date:
    """The last day of a KBART date."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def embargo_span(text: str, today: date) -> tuple[date | None, date | None]:
    """(first, last day) that an embargo leaves open today; None: no limit on that side.

    KBART: years and months are those of the calendar (R1Y: this year; P1Y: up to the end of last year),
    days are counted. Raises ValueError for what is no embargo.
    """
    match = _EMBARGO.fullmatch(text.strip().upper())
    if match is None:
        raise ValueError(text)
    recent, recent_unit, prior, prior_unit = match.groups()
    first = _back(today, int(recent) - 1, recent_unit) if recent else None
    if recent and recent_unit == "D":
        first = _back(today, int(recent), "D")
    last = None
    if prior:
        # Up to the day before the unit begins that is kept back longest.
        last = _back(today, int(prior) - 1, prior_unit) - timedelta(days=1)
        if prior_unit == "D":
            last = _back(today, int(prior), "D")
    return first, last


def _back(today: date, count: int, unit: str) -> date:
    """The first day of the unit so many units ago; of days, that day."""
    count = max(count, 0)
    if unit == "D":
        return date.fromordinal(max(today.toordinal() - count, 1))
    if unit == "Y":
        return date(max(today.year - count, 1), 1, 1)
    months = max(today.year * 12 + today.month - 1 - count, 12)
    return date(months // 12, months % 12 + 1, 1)


def open_span(coverage: Coverage, today: date) -> Span | None:
    """What is open today; None when that is nothing, or the beginning is not told or not understood."""
    try:
        first, last = embargo_span(coverage.embargo, today)
        start = first_day(kbart_date(coverage.from_date)) if coverage.from_date else first
        end = last_day(kbart_date(coverage.to_date)) if coverage.to_date else today
    except ValueError:
        return None
    if start is None:
        return None
    start, end = max(start, first or start), min(end, last or end, today)
    return (start, end) if start <= end else None


def is_open(grant: Grant, today: date) -> bool:
    """Whether its licence lets anybody in today."""
    begun = grant.licence_from is None or grant.licence_from <= today
    return begun and (grant.perpetual or grant.licence_until is None or grant.licence_until >= today)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days as few spans, in order."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def years_of(spans: Iterable[Span]) -> frozenset[int]:
    """Every year of which something is covered."""
    return frozenset(year for first, last in spans for year in range(first.year, last.year + 1))


def compare(printed: Printed, grants: Sequence[Grant], today: date) -> Compared:
    """Print beside online, as it is today."""
    usable = [grant for grant in grants if is_open(grant, today)]
    spans = [(grant, _of_grant(grant, today)) for grant in usable if grant.whole]
    online = years_of(span for _, span in spans if span)
    # What a moving wall opens is closed again, whatever was promised for ever.
    moving = {grant for grant, _ in spans if grant.coverage.embargo.upper().startswith("R")}
    kept = joined(span for grant, span in spans if span and grant.perpetual and grant not in moving)
    in_print = frozenset(printed.years)
    here = bool(in_print) or printed.coming or printed.here
    return Compared(
        which=where_read(in_print=here, grants=grants, today=today),
        in_print=in_print,
        online=online,
        print_gaps=_between(in_print) | (printed.lacking & in_print),
        online_gaps=_between(online),
        may_go=frozenset(
            year for year, days in printed.years.items() if year < today.year and _covers(kept, days)
        ),
        coming=printed.coming,
        online_now=any(span and span[1] >= today for _, span in spans),
        untold=any(span is None for _, span in spans),
    )


def where_read(*, in_print: bool, grants: Sequence[Grant], today: date) -> Which:
    """Where a title can be read today."""
    if any(grant.whole and is_open(grant, today) for grant in grants):
        return Which.BOTH if in_print else Which.ONLINE
    return Which.PRINT if in_print else Which.NEITHER


def _of_grant(grant: Grant, today: date) -> Span | None:
    """What a grant covers; of one that ended, what was there while it held."""
    span = open_span(grant.coverage, today)
    if span is None or grant.licence_until is None or grant.licence_until >= today:
        return span
    end = min(span[1], grant.licence_until)
    return (span[0], end) if span[0] <= end else None


def _between(years: frozenset[int]) -> frozenset[int]:
    return frozenset(range(min(years), max(years) + 1)) - years if years else years


def _covers(spans: Sequence[Span], days: Span) -> bool:
    return any(first <= days[0] and days[1] <= last for first, last in spans)


def year_ranges(years: Iterable[int], *, to_present: bool = False) -> str:
    """Years as people write them: "1990-1995, 1997"; to_present leaves the last range open: "1997-"."""
    ranges: list[tuple[int, int]] = []
    for year in sorted(years):
        if ranges and year == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], year
        else:
            ranges.append((year, year))
    words = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    if words and to_present:
        words[-1] = f"{ranges[-1][0]}-"
    return ", ".join(words)


_UNITS = {"D": "day", "M": "month", "Y": "calendar year"}


def embargo_words(text: str) -> str:
    """An embargo for people: "not the last 6 months"; what is no embargo as it stands."""
    match = _EMBARGO.fullmatch(text.strip().upper())
    if not text or match is None:
        return f"embargo {text}" if text else ""
    recent, recent_unit, prior, prior_unit = match.groups()
    parts = []
    if recent:
        parts.append(f"only the last {_counted(recent, recent_unit)}")
    if prior:
        parts.append(f"not the last {_counted(prior, prior_unit)}")
    return ", ".join(parts)


def _counted(number: str, unit: str) -> str:
    count = int(number)
    return _UNITS[unit] if count == 1 else f"{count} {_UNITS[unit]}s"


def coverage_words(coverage: Coverage) -> str:
    """Coverage for people: "v.1:no.1 (1990) to the present, not the last 6 months"; "" when not told."""
    start = _place(coverage.from_volume, coverage.from_issue, coverage.from_date)
    end = _place(coverage.to_volume, coverage.to_issue, coverage.to_date)
    told = f"{start or 'the beginning'} to {end or 'the present'}" if start or end else ""
    return ", ".join(part for part in (told, embargo_words(coverage.embargo)) if part)


def _place(volume: str, issue: str, day: str) -> str:
    numbers = ":".join(
        part for part in (f"v.{volume}" if volume else "", f"no.{issue}" if issue else "") if part
    )
    return f"{numbers} ({day})" if numbers and day else numbers or day


_TYPED_DATE = re.compile(r"(?<!\d)\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?(?!\d)", re.ASCII)
_NUMBER = re.compile(r"\d[\w./-]*", re.ASCII)


def typed_place(text: str) -> tuple[str, str, str]:
    """(date, volume, issue) of a beginning or an end as people type it: "1999", "v.5 no.2 1999-05", "" for
    not told. Raises Refused."""
    bare = text.strip()
    found = _TYPED_DATE.search(bare)
    try:
        day = kbart_date(found[0]) if found else ""
    except ValueError as problem:
        raise Refused(f"{problem} is no date.", "Type 1999, 1999-05 or 1999-05-31.") from problem
    rest = bare.replace(found[0], " ", 1) if found else bare
    numbers = _NUMBER.findall(rest)
    if len(numbers) > 2 or (bare and not found and not numbers):
        raise Refused(
            f"“{bare}” does not say where the coverage begins or ends.",
            "Type a date, and before it volume and number: 1999, or v.5 no.2 1999-05.",
        )
    volume, issue = [*numbers, "", ""][:2]
    return day, volume, issue


def typed_embargo(text: str) -> str:
    """An embargo as KBART has it: "P6M", or typed "6 months" (the last six are not there). Raises Refused."""
    bare = text.strip()
    words = re.fullmatch(r"(\d{1,4}) ?(d|day|m|month|y|year)s?", bare.lower())
    if words:
        bare = f"P{words[1]}{words[2][0]}"
    if bare and (_EMBARGO.fullmatch(bare.upper()) is None or bare == ";"):
        raise Refused(f"“{bare}” is no embargo.", "Type P6M or 6 months, R1Y for only this year, or nothing.")
    return bare.upper()
