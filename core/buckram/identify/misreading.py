"""Whether one scan is another one read badly: the same piece, taken twice."""

from __future__ import annotations

SLIPS = 2
"""A scanner that is held askew takes one digit for another; more than two is another code."""

ENOUGH = 8
"""So much of a code that was cut short says whose it is."""


def is_misreading(bad: str, good: str) -> bool:
    """Whether `bad`, which no rule could read, is `good` with up to two digits wrong, or cut short.

    The digits beside a barcode tell one issue from the next: where both have them they must agree, or two
    pieces of one title would be taken for one.
    """
    bad, good = _plain(bad), _plain(good)
    if bad == good:
        return False
    short, long = sorted((bad, good), key=len)
    if len(short) == len(long):
        slips = [at for at, (one, other) in enumerate(zip(bad, good, strict=True)) if one != other]
        return len(good) >= ENOUGH and len(slips) <= SLIPS and all(at < 13 for at in slips)
    return len(short) >= ENOUGH and (long.startswith(short) or long.endswith(short))


def _plain(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())
