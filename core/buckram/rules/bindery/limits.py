"""What a lot may hold, what it weighs, and into how many boxes it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """What a binder allows; None: any number. units, pieces, cost: in a lot; month_units: in a month."""

    units: int | None = None
    pieces: int | None = None
    cost: Decimal | None = None
    month_units: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a lot holds. cost: of what has a price; gone: units that went to the binder earlier this month.
    corrections: so many of its units are done again, which is counted by nobody's quota."""

    units: int = 0
    pieces: int = 0
    cost: Decimal = Decimal(0)
    gone: int = 0
    corrections: int = 0


def over(load: Load, limits: Limits, currency: str = "") -> list[str]:
    """What is too much, in words: "2 units over the 40 of a lot"; nothing where all is within the limits.

    currency: of the cost, put behind it.
    """
    found = []
    if limits.units is not None and load.units > limits.units:
        found.append(f"{_count(load.units - limits.units, 'unit')} over the {limits.units} of a lot")
    if limits.pieces is not None and load.pieces > limits.pieces:
        found.append(f"{_count(load.pieces - limits.pieces, 'piece')} over the {limits.pieces} of a lot")
    if limits.cost is not None and load.cost > limits.cost:
        beyond = " ".join(part for part in (f"{load.cost - limits.cost:.2f}", currency) if part)
        found.append(f"{beyond} over the {limits.cost:.2f} of a lot")
    gone = load.gone + load.units - load.corrections
    if limits.month_units is not None and gone > limits.month_units:
        quota = f"the month's quota of {limits.month_units}"
        earlier = f" ({load.gone} went already)" if load.gone else ""
        found.append(f"{_count(gone - limits.month_units, 'unit')} over {quota}{earlier}")
    return found


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def weight(thickness: int, grams_per_cm: int) -> int:
    """Grams of a unit. thickness: tenths of a millimetre; half a gram is rounded up."""
    return (thickness * grams_per_cm + 50) // 100


def boxes(weights: Sequence[int], box_grams: int) -> list[int]:
    """The box of each unit, from 1: in their order, a new box when the next one would be too heavy.

    weights: grams. One that is too heavy by itself has its box alone.
    """
    found: list[int] = []
    box, filled = 1, 0
    for grams in weights:
        if filled and filled + grams > box_grams:
            box, filled = box + 1, 0
        filled += grams
        found.append(box)
    return found
