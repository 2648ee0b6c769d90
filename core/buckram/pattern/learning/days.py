"""Guesses at the rhythm of issues that are dated by the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, pairwise

from buckram.errors import PatternError
from buckram.pattern.caption import Pattern
from buckram.pattern.dates import days_of
from buckram.pattern.days import DayCalendar
from buckram.pattern.field import Field
from buckram.pattern.learning.guess import Timing, letter
from buckram.pattern.learning.seen import Run, Seen
from buckram.pattern.position import locate
from buckram.pattern.reading import parse_pattern
from buckram.pattern.regularity import WEEKDAYS, Act, Code, DateRule, parse_regularity

USUAL = 0.85
"""Share of the issues on one weekday (or day of the month) from which on it is theirs."""


def day_timings(run: Run) -> list[Timing]:
    """Guesses from the days, each also with the omissions and combinations that the days show."""
    dated = [seen for seen in run.issues if seen.moments and seen.moments[0].on() and seen.on]
    bases = list(dict.fromkeys(_bases(dated)))
    found: list[Timing] = []
    joined = _combined(dated)
    for base in bases:
        found.append(base)
        if joined:
            base = Timing(base.frequency, (*base.rules, *joined), base.cost + len(joined), base.a_year)
            found.append(base)
        left_out = _omissions(run, dated, base)
        if left_out:
            cost = base.cost + sum(1 + 0.4 * rule.count(",") for rule in left_out)
            found.append(Timing(base.frequency, (*base.rules, *left_out), cost, base.a_year))
    return found


def _bases(dated: Sequence[Seen]) -> Iterator[Timing]:
    days = [moment.on() for seen in dated for moment in seen.moments[:1]]
    dates = [day for day in days if day]
    gaps = Counter(later.toordinal() - earlier.toordinal() for earlier, later in pairwise(dates))
    weekdays = Counter(day.weekday() for seen in dated for moment in seen.moments if (day := moment.on()))
    yield from _of_the_week(dates, gaps, weekdays)
    yield from _with_exceptions(dates)
    yield from _of_the_month(dates)
    yield from _plain(gaps)
    yield from _in_the_year(dates)


def _of_the_week(dates: Sequence[date], gaps: Counter[int], weekdays: Counter[int]) -> Iterator[Timing]:
    top, count = weekdays.most_common(1)[0]
    sevens = sum(n for gap, n in gaps.items() if gap % 7 == 0)
    if count >= USUAL * weekdays.total():
        listed = f"pd{WEEKDAYS[top]}"
        if gaps[7]:
            yield Timing("w", (listed,), 0, 52)
        if gaps[14] and sum(n for gap, n in gaps.items() if gap % 14 == 0) > 0.6 * len(gaps):
            yield Timing("e", (), 0, 26)
        yield from _nth_weekday(dates, top)
        return
    often = sorted(day for day, n in weekdays.items() if n >= 0.05 * weekdays.total())
    listed = "pd" + ",".join(WEEKDAYS[day] for day in often)
    if len(often) in (2, 3) and gaps and min(gaps) < 7:
        yield Timing("ci"[len(often) - 2], (listed,), 0.5, 52 * len(often))
    if gaps[1]:
        never = [day for day in range(7) if day not in often]
        rules = ("od" + ",".join(WEEKDAYS[day] for day in never),) if never else ()
        yield Timing("d", rules, 0.2 * len(never), 52 * len(often))
    if sevens:
        yield Timing("w", (), 1, 52)


def _nth_weekday(dates: Sequence[date], weekday: int) -> Iterator[Timing]:
    """The second Wednesday, the last Friday; also of some months only."""
    name = WEEKDAYS[weekday]
    own = [day for day in dates if day.weekday() == weekday]
    counts = Counter((day.day - 1) // 7 + 1 for day in own)
    usual = sorted(week for week, n in counts.items() if n >= 0.15 * len(own))
    from_end = Counter(99 - (_month_length(day) - day.day) // 7 for day in own)
    last, n = from_end.most_common(1)[0]
    months = sorted({day.month for day in own})
    guesses: list[tuple[int, ...]] = []
    if len(usual) <= 3 and sum(counts[week] for week in usual) >= USUAL * len(own):
        guesses.append(tuple(usual))
    if n >= USUAL * len(own) and last >= 97:
        guesses.append((last,))
    for weeks in guesses:
        rule = "pw" + ",".join(f"{week:02d}{name}" for week in weeks)
        for listed, some in _month_lists(months):
            a_year = some * len(weeks)
            yield Timing(letter(a_year), (*listed, rule), 0.5 + 0.3 * len(listed), a_year)


def _with_exceptions(dates: Sequence[date]) -> Iterator[Timing]:
    """The second Wednesday, but the second Thursday of April: some months have a day of their own."""
    places = Counter(_place(day) for day in dates)
    usual, count = places.most_common(1)[0]
    if not 0.5 <= count / len(dates) < 1 or len({day.month for day in dates}) < 11:
        return
    own: dict[int, Counter[str]] = {}
    for day in dates:
        own.setdefault(day.month, Counter())[_place(day)] += 1
    other = {
        month: found.most_common(1)[0][0]
        for month, found in own.items()
        if found.most_common(1)[0][0] != usual
    }
    if 0 < len(other) <= 4:
        listed = ",".join(f"{month:02d}{place}" for month, place in sorted(other.items()))
        left_out = ",".join(f"{month:02d}{usual}" for month in sorted(other))
        rules = (f"pw{usual}", f"pw{listed}", f"ow{left_out}")
        yield Timing("m", rules, 1 + len(other), 12)


def _place(day: date) -> str:
    return f"{(day.day - 1) // 7 + 1:02d}{WEEKDAYS[day.weekday()]}"


def _month_length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - date(day.year, day.month, 1)).days


def _month_lists(months: Sequence[int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """All months, every nth month, or just those."""
    for step in (1, 2, 3, 4, 6, 12):
        ring = list(range((months[0] - 1) % step + 1, 13, step))
        if set(months) <= set(ring) and len(months) * 2 > len(ring):
            yield (() if step == 1 else (_month_list(ring),)), len(ring)
    if 1 < len(months) < 12:
        yield (_month_list(months),), len(months)


def _month_list(months: Sequence[int]) -> str:
    return "pm" + ",".join(f"{month:02d}" for month in months)


def _plain(gaps: Counter[int]) -> Iterator[Timing]:
    """Every so many months on the day of the last issue, which a short month may have to bring forward."""
    for months, code in ((1, "m"), (2, "b"), (3, "q"), (6, "f"), (12, "a")):
        fitting = sum(n for gap, n in gaps.items() if abs(gap - 30.44 * months) < 3.5)
        if fitting > 0.5 * gaps.total():
            yield Timing(code, (), 1, 12 // months)


def _of_the_month(dates: Sequence[date]) -> Iterator[Timing]:
    """The 1st and the 15th; the 10th of each second month."""
    counts = Counter(day.day for day in dates)
    usual = sorted(day for day, n in counts.items() if n >= 0.15 * len(dates))
    months = sorted({day.month for day in dates})
    if 1 <= len(usual) <= 3 and sum(counts[day] for day in usual) >= USUAL * len(dates):
        rule = "pd" + ",".join(f"{day:02d}" for day in usual)
        for listed, some in _month_lists(months):
            a_year = some * len(usual)
            rules = (*listed, rule)
            yield Timing(letter(a_year), rules, 0.5 + 0.3 * len(listed), a_year)


def _in_the_year(dates: Sequence[date]) -> Iterator[Timing]:
    """The same dates each year."""
    years = {day.year for day in dates}
    counts = Counter((day.month, day.day) for day in dates)
    again = sorted(day for day, n in counts.items() if n > 1)
    if len(years) > 1 and 0 < len(again) <= 12 and sum(counts[day] for day in again) >= USUAL * len(dates):
        rule = "pd" + ",".join(f"{month:02d}{day:02d}" for month, day in again)
        yield Timing(letter(len(again)), (rule,), 1 + 0.3 * len(again), len(again))


def _combined(dated: Sequence[Seen]) -> tuple[str, ...]:
    """Rules for issues of two dates: by the week of the month where one way to count fits them all."""
    pairs = [
        (first, last)
        for seen in dated
        if len(seen.moments) > 1 and (first := seen.moments[0].on()) and (last := seen.moments[-1].on())
    ]
    weekdays = {(first.weekday(), last.weekday()) for first, last in pairs}
    months = {first.month for first, _ in pairs}
    if len(weekdays) == 1 and len(pairs) > 3 and len(months) > 2:
        first_day, last_day = weekdays.pop()
        return (f"cd{WEEKDAYS[first_day]}/{WEEKDAYS[last_day]}",)
    groups: dict[tuple[int, int], list[tuple[date, date]]] = {}
    for first, last in pairs:
        groups.setdefault((first.month, last.month), []).append((first, last))
    rules = []
    for group in groups.values():
        for form in _FORMS:
            texts = {tuple(form(day) for day in pair) for pair in group}
            if form is _from_end and not all("99" in text[-1] for text in texts):
                continue  # only the last week of a month is likely to be meant from its end
            if (len(texts) == 1 and all(next(iter(texts)))) or form is _month_day:
                kind = "cd" if form is _month_day else "cw"
                rules += sorted({kind + "/".join(text) for text in texts})
                break
    return tuple(rules[:6])


def _nth(day: date) -> str:
    return f"{day.month:02d}{(day.day - 1) // 7 + 1:02d}{WEEKDAYS[day.weekday()]}"


def _from_end(day: date) -> str:
    """ "1299we" for the last Wednesday of December, "" before the third from last."""
    week = 99 - (_month_length(day) - day.day) // 7
    return f"{day.month:02d}{week}{WEEKDAYS[day.weekday()]}" if week >= 97 else ""


def _month_day(day: date) -> str:
    return f"{day.month:02d}{day.day:02d}"


_FORMS = (_from_end, _nth, _month_day)


def _omissions(run: Run, dated: Sequence[Seen], base: Timing) -> tuple[str, ...]:
    """Rules for the days on which an issue would have come and did not, where the numbers say that none was
    missed, or where it is so each year."""
    calendar = _calendar(run, dated, base)
    if calendar is None:
        return ()
    came = {moment.on().toordinal() for seen in dated for moment in seen.moments if moment.on()}  # type: ignore[union-attr]
    first, last = min(came), max(came)
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    slots = (slot.key for year in years for slot in calendar.slots(year) if first < slot.key < last)
    # Of more than twice as many as came most are absent, and centuries (a mistyped year) need not be walked.
    should = list(islice(slots, 2 * len(came) + 1))
    absent = sorted(set(should) - came)
    if not absent or len(absent) > len(should) / 2:
        return ()
    certain = _certain(run, dated, absent)
    return _rules_for(absent, certain, came)


def _calendar(run: Run, dated: Sequence[Seen], base: Timing) -> DayCalendar | None:
    levels = [(level.code, level.caption) for level in run.shape.chronology]
    pairs = (*levels, ("w", base.frequency), *(("y", rule) for rule in base.rules))
    try:
        pattern: Pattern = parse_pattern(Field("853", "20", pairs))
        values = next(seen.values for seen in reversed(dated) if len(seen.moments) == 1)
        dates = {level.code: values[level.code] for level in run.shape.chronology if level.code in values}
        position = locate(pattern, dates)
    except (PatternError, StopIteration):
        return None
    calendar = position.calendar if position else None
    return calendar if isinstance(calendar, DayCalendar) else None


def _certain(run: Run, dated: Sequence[Seen], absent: Sequence[int]) -> set[int]:
    """The absent days between two issues of which the second has the very next number."""
    if not run.shape.numbers:
        return set()
    lowest = run.shape.numbers[-1]
    certain: set[int] = set()
    for earlier, later in pairwise(dated):
        if lowest in earlier.numbers and lowest in later.numbers and earlier.on and later.on:
            follows = later.numbers[lowest][0] == earlier.numbers[lowest][1] + 1
            if follows or _turns(run, earlier, later):
                certain |= {day for day in absent if earlier.on.toordinal() < day < later.on.toordinal()}
    return certain


def _turns(run: Run, earlier: Seen, later: Seen) -> bool:
    """Whether one is the last of a volume, as most volumes end, and the other the first of the next."""
    top, lowest = run.shape.numbers[0], run.shape.numbers[-1]
    if (
        top == lowest
        or later.numbers[lowest][0] != 1
        or top not in earlier.numbers
        or top not in later.numbers
    ):
        return False
    most = max(seen.numbers[lowest][1] for seen in run.issues if lowest in seen.numbers)
    return later.numbers[top][0] == earlier.numbers[top][1] + 1 and earlier.numbers[lowest][1] == most


def _rules_for(absent: Sequence[int], certain: set[int], came: set[int]) -> tuple[str, ...]:
    """The fewest codes that name absent days and none on which an issue came."""
    named: dict[str, set[int]] = {}
    for ordinal in absent:
        day = date.fromordinal(ordinal)
        for code in _codes(day):
            if code not in named:
                covered = _covered(code, came)
                named[code] = covered & set(absent) if covered is not None else set()
    years = len({date.fromordinal(day).year for day in came})
    left, rules = set(absent), list[str]()
    while len(rules) < 16:
        # What the numbers prove counts full; what is only absent must be so in several years.
        worth = {
            code: 2 * len(days & left & certain) + 0.8 * len(days & left - certain)
            for code, days in named.items()
            if days & left and (days & certain or (not certain and years > 2 and len(days) >= years - 1))
        }
        best = max(worth, key=lambda code: (worth[code], _PREFERRED[code[1]], code), default=None)
        if best is None:
            break
        rules.append(best)
        left -= named[best]
    return _merged(rules)


_PREFERRED = {"m": 3, "w": 2, "d": 1}


def _codes(day: date) -> Iterator[str]:
    yield f"om{day.month:02d}"
    yield f"ow{(day.day - 1) // 7 + 1:02d}{WEEKDAYS[day.weekday()]}"
    if text := _from_end(day):
        yield f"ow{text}"
    yield f"ow{_nth(day)}"
    yield f"od{_month_day(day)}"


def _covered(code: str, came: set[int]) -> set[int] | None:
    """The days between the first and last issue that a rule names; None where an issue came on one."""
    rule, _ = parse_regularity(code)
    assert isinstance(rule, DateRule)
    assert rule.act is Act.OMITTED
    named: Code = rule.items[0][0]
    first, last = min(came), max(came)
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    days = {day for year in years for day in days_of(named, year) if first < day < last}
    return None if days & came else days


def _merged(rules: Sequence[str]) -> tuple[str, ...]:
    by_kind: dict[str, list[str]] = {}
    for rule in rules:
        by_kind.setdefault(rule[:2], []).append(rule[2:])
    return tuple(kind + ",".join(sorted(codes)) for kind, codes in by_kind.items())
