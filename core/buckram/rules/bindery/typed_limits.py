"""Limits of a binder as they are typed: days, counts, thickness, weight."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from buckram.errors import Refused
from buckram.rules.bindery.measure import typed_length

_WEIGHT = re.compile(r"(?P<number>\d{1,5}(?:[.,]\d{1,3})?)\s*(?P<unit>[a-z]*)\.?")
_GRAMS = {
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), Decimal("453.59237")),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), Decimal(1000)),
    **dict.fromkeys(("g", "gram", "grams"), Decimal(1)),
}


def typed_weight(text: str, inches: bool) -> int:
    """Grams of "50", "50 lb", "22.7 kg", "900 g". inches: a bare number is pounds, else kilograms.

    Raises Refused.
    """
    found = _WEIGHT.fullmatch(text.strip().lower())
    per = _GRAMS.get(found["unit"] or ("lb" if inches else "kg")) if found else None
    if found is None or per is None:
        raise Refused(f"“{text.strip()}” is no weight.", "Type it like 50 lb or 22 kg.")
    grams = int((Decimal(found["number"].replace(",", ".")) * per).to_integral_value(ROUND_HALF_UP))
    if grams <= 0:
        raise Refused("A weight is more than nothing.", "Type it like 50 lb or 22 kg.")
    return grams


def typed_thickness(text: str, inches: bool) -> int:
    """Tenths of a millimetre; at most 6 in. Raises Refused."""
    length = typed_length(text, inches=inches)
    if length > 6 * 254:
        raise Refused(f"“{text.strip()}” is thicker than any volume.", "Type it like 2.5 in or 64 mm.")
    return length


def typed_days(text: str, _inches: bool) -> int:
    """Days of "28", "28 days", "4 weeks". Raises Refused."""
    found = re.fullmatch(r"(\d{1,3})\s*(d|days?|w|wks?|weeks?)?\.?", text.strip().lower())
    days = int(found[1]) * (7 if (found[2] or "d")[0] == "w" else 1) if found else 0
    if not 1 <= days <= 730:
        raise Refused(f"“{text.strip()}” is no number of days.", "Type it like 28 or 4 weeks.")
    return days


def typed_count(text: str, _inches: bool) -> int:
    """A whole number, at least 1. Raises Refused."""
    if not (text.strip().isascii() and text.strip().isdigit() and 1 <= int(text) <= 99999):
        raise Refused(f"“{text.strip()}” is no number of them.", "Type a whole number.")
    return int(text)
