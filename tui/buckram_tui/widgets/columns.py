"""Columns of a list: how the width of the screen is shared out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 1
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Widths in cells.

    width: what it needs. share: its part of what is left over (0: none). most: it grows no wider.
    optional: it is left out, the rightmost first, where the screen is too narrow. right: numbers.
    """

    title: str
    width: int
    share: int = 0
    most: int | None = None
    optional: bool = False
    right: bool = False


def column_widths(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column, 0 for one that is left out. Their sum with the gaps is at most `width`."""
    shown = list(range(len(columns)))
    while shown and _needed(columns, shown) > width:
        optional = [i for i in shown if columns[i].optional]
        if not optional:
            break
        shown.remove(optional[-1])
    widths = [columns[i].width if i in shown else 0 for i in range(len(columns))]
    spare = width - _needed(columns, shown)
    if spare < 0:
        return _squeezed(widths, -spare)
    growing = [i for i in shown if columns[i].share]
    while spare > 0 and growing:
        shares = sum(columns[i].share for i in growing)
        given = 0
        for i in list(growing):
            part = min(max(spare * columns[i].share // shares, 1), spare - given)
            most = columns[i].most
            if most is not None and widths[i] + part >= most:
                part = max(most - widths[i], 0)
                growing.remove(i)
            widths[i] += part
            given += part
        spare -= given
    return widths


def _needed(columns: Sequence[Column], shown: Sequence[int]) -> int:
    return sum(columns[i].width for i in shown) + GAP * max(len(shown) - 1, 0)


def _squeezed(widths: list[int], missing: int) -> list[int]:
    """Take what is missing from the widest column, cell by cell, but leave each one cell."""
    for _ in range(missing):
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= 1:
            break
        widths[widest] -= 1
    return widths
