"""Lengths and weights of the bench: as they are typed, stored and told.

A length is a whole number of tenths of a millimetre, a weight a whole number of grams.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from buckram.errors import Refused

PER_INCH = 254
_GRAMS_PER_POUND = Decimal("453.59237")

_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
_MARK = r"\s*[a-z\"”″']*"
_TYPED = re.compile(
    rf"(?:(?P<whole>{_NUMBER})(?P<unit>{_MARK}))?"
    rf"(?:(?:^|(?<=\d)[ -])(?P<top>\d{{1,2}})/(?P<bottom>\d{{1,2}})(?P<unit2>{_MARK}))?",
    re.IGNORECASE,
)
_UNITS = {
    **dict.fromkeys(('"', "”", "″", "''", "in", "inch", "inches"), Decimal(254)),
    **dict.fromkeys(("mm",), Decimal(10)),
    **dict.fromkeys(("cm",), Decimal(100)),
    **dict.fromkeys(("m",), Decimal(10000)),
    **dict.fromkeys(("'", "ft", "foot", "feet"), Decimal(3048)),
}


def typed_length(text: str, *, inches: bool = True) -> int:
    """Tenths of a millimetre of what was typed: "1.5", "1 1/2", "1 1/2 in", "38 mm", "3,8 cm", "3 ft".

    inches: what a number without a unit counts; else millimetres. Raises Refused.
    """
    cleaned = " ".join(text.split())
    found = _TYPED.fullmatch(cleaned)
    if found is None or (found["whole"] is None and found["top"] is None):
        raise _no_length(text)
    unit = (found["unit2"] or found["unit"] or "").strip().lower()
    per = _UNITS.get(unit) if unit else Decimal(254 if inches else 10)
    if per is None:
        raise _no_length(text)
    value = Decimal((found["whole"] or "0").replace(",", "."))
    if found["top"]:
        if int(found["bottom"]) == 0:
            raise _no_length(text)
        value += Decimal(found["top"]) / Decimal(found["bottom"])
    length = int((value * per).to_integral_value(ROUND_HALF_UP))
    if length <= 0:
        raise _no_length(text)
    return length


def _no_length(text: str) -> Refused:
    return Refused(f"“{text.strip()}” is no length.", "Type it like 1 1/4, 1.25 in, or 32 mm.")


def told_length(length: int, *, inches: bool = True) -> str:
    """ "1.25 in" or "32 mm"."""
    if not inches:
        return f"{_rounded(Decimal(length) / 10, 0)} mm"
    return f"{_rounded(Decimal(length) / PER_INCH, 2)} in"


def told_run(length: int, *, inches: bool = True) -> str:
    """A length of shelf: "12.4 ft" or "3.78 m"."""
    if not inches:
        return f"{_rounded(Decimal(length) / 10000, 2)} m"
    return f"{_rounded(Decimal(length) / 3048, 1)} ft"


def told_weight(grams: int, *, pounds: bool = True) -> str:
    """ "41 lb" or "18.6 kg"."""
    if not pounds:
        return f"{_rounded(Decimal(grams) / 1000, 1)} kg"
    return f"{_rounded(Decimal(grams) / _GRAMS_PER_POUND, 0)} lb"


def _rounded(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
