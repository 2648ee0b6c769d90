"""What the two or five digits beside a barcode say of an issue, by the scheme that its publisher follows.

No standard fixes the meaning. The schemes below cover what publishers do; which one a title follows is
read off its receipts (`counting`), and until then the add-on proves nothing.

A daily's add-on counts weeks, and the variant inside the EAN has the weekday: such an add-on is kept with
the two digits of the variant before it (`1147`: variant 11, add-on 47).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

NOTHING = "nothing"
"""What an add-on counts that is a price or an agent's number: it names no issue."""


class AddonScheme(StrEnum):
    """What an add-on counts. The order is that in which they are shown."""

    ISSUE_NUMBER = "issue number"
    MONTH = "month"
    WEEK = "week"
    WEEK_AND_DAY = "week, and the weekday before the check digit"
    RUNNING_MOD_100 = "last digits of the running number"
    TWO_MONTHS = "two months in one digit each"
    YEAR_AND_NUMBER = "last digit of the year, then the issue number"
    NUMBER_AND_DIGIT = "issue number, then one more digit"


# An add-on (digits), the 863 subfields of the issue that came with it, and the issue's date.
Observation = tuple[str, Mapping[str, str], date | None]


def with_variant(addon: str | None, variant: str | None) -> str:
    """The add-on of a daily as it is kept: the variant before it; "" where there is none."""
    return f"{variant}{addon}" if addon and len(addon) == 2 and variant else addon or ""


def apart(kept: str) -> tuple[str, str]:
    """(add-on, variant or "") of an add-on as it is kept."""
    return (kept[2:], kept[:2]) if len(kept) == 4 else (kept, "")


def addon_matches(
    scheme: AddonScheme,
    addon: str,
    values: Mapping[str, str],
    published_on: date | None = None,
    issue_level: str = "",
    *,
    offset: int = 0,
) -> bool:
    """Whether `addon`, read by `scheme`, names the issue.

    values: its MARC 863 subfields, e.g. {"a": "12", "b": "3", "i": "2026", "j": "03"}. published_on: its
    date. issue_level: the subfield that holds the issue number; "" for the lowest level present. A combined
    issue (7/8) answers to each of its parts. offset: by so much the add-on counts ahead of a number or a
    month. Where the values say too little the answer is no.
    """
    if not (addon.isascii() and addon.isdigit()):
        return False
    addon, variant = apart(addon)
    number = int(addon)
    level = issue_level or lowest_level(values)
    match scheme:
        case AddonScheme.ISSUE_NUMBER:
            return number in [n + offset for n in _numbers(values.get(level, ""))]
        case AddonScheme.RUNNING_MOD_100:
            return number in [(n + offset) % 10 ** len(addon) for n in _numbers(_running(values, level))]
        case AddonScheme.MONTH:
            return number in [(month - 1 + offset) % 12 + 1 for month in _months(values, published_on)]
        case AddonScheme.WEEK:
            return published_on is not None and published_on.isocalendar().week == number
        case AddonScheme.WEEK_AND_DAY:
            return (
                published_on is not None
                and variant[1:] == str(published_on.isoweekday())
                and published_on.isocalendar().week == number
            )
        case AddonScheme.TWO_MONTHS:
            months = _months(values, published_on)
            if len(months) == 1:
                return number == months[0]
            return len(months) == 2 and addon == f"{months[0] % 10}{months[1] % 10}"
        case AddonScheme.YEAR_AND_NUMBER:
            named = int(addon[1:] or 0) in _numbers(_running(values, level))
            return len(addon) == 5 and addon[0] == _year(values, published_on)[-1:] and named
        case AddonScheme.NUMBER_AND_DIGIT:
            return len(addon) == 5 and int(addon[:4]) in _numbers(_running(values, level))


def addon_expected(
    scheme: AddonScheme,
    values: Mapping[str, str],
    published_on: date | None = None,
    *,
    digits: int = 2,
    offset: int = 0,
) -> str:
    """The add-on that an issue bears by the scheme, of its first part where it is a combined one.

    digits: 2 or 5, as the title's add-ons have. A `?` stands for a digit that the scheme leaves open. ""
    where the issue says too little, or the number has more digits than the add-on.
    """
    numbers = _numbers(_running(values, lowest_level(values)))
    months = _months(values, published_on)
    match scheme:
        case AddonScheme.ISSUE_NUMBER:
            numbers = _numbers(values.get(lowest_level(values), ""))
            found = f"{numbers[0] + offset:0{digits}}" if numbers else ""
        case AddonScheme.RUNNING_MOD_100:
            found = f"{(numbers[0] + offset) % 10**digits:0{digits}}" if numbers else ""
        case AddonScheme.MONTH:
            found = f"{(months[0] - 1 + offset) % 12 + 1:0{digits}}" if months else ""
        case AddonScheme.WEEK | AddonScheme.WEEK_AND_DAY:
            found = f"{published_on.isocalendar().week:02}" if published_on else ""
        case AddonScheme.TWO_MONTHS:
            pair = "".join(str(month % 10) for month in months)
            found = pair if len(months) == 2 else f"{months[0]:02}" if months else ""
        case AddonScheme.YEAR_AND_NUMBER:
            year = _year(values, published_on)
            found = f"{year[-1]}{numbers[0]:04}" if numbers and year else ""
        case AddonScheme.NUMBER_AND_DIGIT:
            found = f"{numbers[0]:04}?" if numbers else ""
    return found if len(found) in (2, 5) and "-" not in found else ""


def schemes_agreeing(observations: Sequence[Observation]) -> tuple[AddonScheme, ...]:
    """The schemes that explain every observation, in their order. No observations: all of them."""
    return tuple(s for s in AddonScheme if all(addon_matches(s, *o) for o in observations))


def lowest_level(values: Mapping[str, str]) -> str:
    """The lowest enumeration subfield ($a-$f) that has a value, or ""."""
    return max((code for code in "abcdef" if values.get(code)), default="")


def _running(values: Mapping[str, str], level: str) -> str:
    """The alternative numbering is the running one wherever a title has it."""
    return values.get("g") or values.get(level, "")


def _numbers(value: str) -> list[int]:
    """The numbers of a value: 7/8 gives 7 and 8; letters and brackets are passed over."""
    numbers = []
    for part in value.split("/"):
        digits = "".join(c for c in part if c in "0123456789")
        if digits:
            numbers.append(int(digits))
    return numbers


def _months(values: Mapping[str, str], published_on: date | None) -> list[int]:
    """The month or months on the cover, else the month of the date. Seasons are not months."""
    months = _numbers(values.get("j", ""))
    if months and all(1 <= m <= 12 for m in months):
        return months
    return [published_on.month] if published_on is not None else []


def _year(values: Mapping[str, str], published_on: date | None) -> str:
    """The year on the cover, the first of two, else that of the date; or ""."""
    year = values.get("i", "").split("/")[0]
    return year if year.isdigit() else str(published_on.year) if published_on is not None else ""
