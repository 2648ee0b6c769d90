"""What a binder takes for a unit: by class and thickness, with extras on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

RUSH = "rush"
"""The name of the extra that a rush unit costs."""


class PriceRow(Protocol):
    """A row of a binder's price list (storage.bindery.binders.Price)."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def up_to(self) -> int | None: ...
    @property
    def price(self) -> str: ...


def price(
    prices: Sequence[PriceRow],
    *,
    kind_class: str,
    thickness: int | None,
    rush: bool = False,
    extras: Iterable[str] = (),
) -> Decimal | None:
    """What a unit costs; None where the class has no price for that thickness.

    thickness: tenths of a millimetre; None: not known, then the least that the class may cost. extras: names;
    one that the list does not have costs nothing.
    """
    base = _row(prices, "class", kind_class, thickness)
    if base is None:
        return None
    total = Decimal(base.price)
    for name in dict.fromkeys([*extras, *([RUSH] if rush else [])]):
        extra = _row(prices, "extra", name, thickness)
        total += Decimal(extra.price) if extra else 0
    return total


def _row(prices: Sequence[PriceRow], kind: str, name: str, thickness: int | None) -> PriceRow | None:
    """The row for this thickness: the narrowest that it fits in, else the one for any thickness."""
    rows = [row for row in prices if row.kind == kind and row.name.casefold() == name.casefold()]
    fits = [row for row in rows if row.up_to is None or thickness is None or thickness <= row.up_to]
    return min(fits, key=lambda row: (row.up_to is None, row.up_to or 0), default=None)
