"""Where in its run an issue stands that nobody foresaw: by its date, by its numbers, or behind all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

Issue = tuple[Mapping[str, str], date | None]
"""(863 values, date of publication) of an issue."""

_DIGITS = re.compile(r"\d{1,18}")


def place_among(
    there: Sequence[Issue], values: Mapping[str, str], published: date | None, codes: Sequence[str]
) -> int | None:
    """The place among the issues that are there, in order; None where nothing can be compared.

    codes: the levels of numbers, highest first. Years decide where both have one, for numbers may begin again
    each year; then the numbers; then the days. It stands behind the last issue that is not later, and behind
    those after it that tell nothing, for what came later stands later.
    """
    orders = [_order(one, (values, published), codes) for one in there]
    not_later = [n for n, order in enumerate(orders) if order is not None and order <= 0]
    if not not_later:
        return next((n for n, order in enumerate(orders) if order is not None), None)
    place = not_later[-1] + 1
    while place < len(there) and orders[place] is None:
        place += 1
    return place


def _order(one: Issue, other: Issue, codes: Sequence[str]) -> int | None:
    """-1, 0 or 1 as one is before, with or after the other; None where they cannot be compared."""
    years = [_year(issue) for issue in (one, other)]
    if None not in years and years[0] != years[1]:
        return -1 if years[0] < years[1] else 1  # type: ignore[operator]
    pairs = [(_number(one[0].get(code, "")), _number(other[0].get(code, ""))) for code in codes]
    for mine, others in pairs:
        if mine is None or others is None:
            break
        if mine != others:
            return -1 if mine < others else 1
    else:
        if pairs:
            return 0
    if one[1] is not None and other[1] is not None:
        return (one[1] > other[1]) - (one[1] < other[1])
    return None


def _year(issue: Issue) -> int | None:
    return issue[1].year if issue[1] else _number(issue[0].get("i", "")[:4])


def _number(text: str) -> int | None:
    found = _DIGITS.search(text)
    return int(found[0]) if found else None
