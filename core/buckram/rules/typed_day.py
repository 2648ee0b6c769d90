"""A day as people type it at the desk."""

from __future__ import annotations

import re
from datetime import date, timedelta

from buckram.errors import Refused

_FIRST_YEAR = 1900
_WORDS = {"": 0, "t": 0, "today": 0, "y": 1, "yesterday": 1}


def typed_day(text: str, today: date, *, day_first: bool = True) -> date:
    """The day that `text` means, seen from `today`; what has no month or year is the latest such day.

    "" and "today", "yesterday", "-3" (days ago), "18" (the last 18th), "18 nov", "29 feb" (of the last leap
    year), "18.11.", "11/18" with day_first off, "2026-11-18". Raises Refused when it is no day, or none of
    this age: before 1900 a slip of the keys is likelier than a receipt.
    """
    text = text.strip().lower()
    if text in _WORDS:
        return today - timedelta(days=_WORDS[text])
    if re.fullmatch(r"-\d{1,4}", text):
        return today + timedelta(days=int(text))
    if re.fullmatch(r"\d{1,2}", text):
        return _latest(int(text), today)
    if re.fullmatch(r"[\d.]+", text):
        text = text.strip(".").replace(".", "/")
    if re.search(r"\d{4}|\d+\D+\d+\D+\d+", text):
        found = _parsed(text, today.year, day_first)
    else:
        # No year was typed: the latest that makes it a day that has come. Eight years pass by at most one
        # leap year that is none (1900, 2100).
        days = (_parsed(text, today.year - back, day_first) for back in range(9))
        found = next((day for day in days if day is not None and day <= today), None)
    if found is None or found.year < _FIRST_YEAR:
        raise _no_day(text)
    return found


def _parsed(text: str, year: int, day_first: bool) -> date | None:
    """The day, of `year` unless it names one; None when it is none."""
    from dateutil.parser import ParserError, isoparse, parse

    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        # Two defaults that share no part tell which parts were typed.
        first, second = (
            parse(text, dayfirst=day_first, default=isoparse(f"{year}-{month:02}-{day:02}")).date()
            for month, day in ((1, 1), (2, 2))
        )
    except (ParserError, OverflowError, ValueError):
        return None
    return first if first == second else None


def _latest(day: int, today: date) -> date:
    """The latest date with that day of the month."""
    month = today.replace(day=1)
    for _ in range(12):
        try:
            found = month.replace(day=day)
        except ValueError:
            found = None
        if found and found <= today:
            return found
        month = (month - timedelta(days=1)).replace(day=1)
    raise _no_day(str(day))


def _no_day(text: str) -> Refused:
    return Refused(f"“{text}” is no day.", "Type it like 18, 18 nov, 2026-11-18, yesterday or -3.")
