"""A day as people type it at the desk."""

from __future__ import annotations

import re
from datetime import date, timedelta

from buckram.errors import Refused

_WORDS = {"": 0, "t": 0, "today": 0, "y": 1, "yesterday": 1}


def typed_day(text: str, today: date, *, day_first: bool = True) -> date:
    """The day that `text` means, seen from `today`; what has no month or year is the latest such day.

    "" and "today", "yesterday", "-3" (days ago), "18" (the last 18th), "18 nov", "18.11.", "11/18" with
    day_first off, "2026-11-18". Raises Refused when it is no day.
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
    from dateutil.parser import ParserError, isoparse, parse

    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        # Two defaults that share no part tell which parts were typed.
        moments = [
            parse(text, dayfirst=day_first, default=isoparse(f"{today.year}-{m:02}-{d:02}"))
            for m, d in ((1, 1), (2, 2))
        ]
    except (ParserError, OverflowError, ValueError) as problem:
        raise _no_day(text) from problem
    first, second = (date(m.year, m.month, m.day) for m in moments)
    if first != second:
        raise _no_day(text)
    if first > today and not re.search(r"\d{4}|\d+\D+\d+\D+\d+", text):
        return first.replace(year=first.year - 1)
    return first


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
