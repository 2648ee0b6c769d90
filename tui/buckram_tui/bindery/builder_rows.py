"""The batch builder's list, its line of totals, and the words on the lit unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from buckram.rules.bindery.measure import told_length, told_weight
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.plain import cells
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.bindery.batch import Line
    from buckram.desk.bindery.totals import Totals

COLUMNS = (
    Column("", 10),
    Column("Title", 25, share=3),
    Column("Unit", 26, share=2, most=36),
    Column("Pcs", 5, right=True),
    Column("Thick", 5, right=True),
    Column("Place", 9, share=1, most=20, optional=True),
)

_STYLES = {"called": "bold", "waits": "dim", "forms": "dim"}


def row(line: Line, *, inches: bool) -> Row:
    """A line of the list."""
    style = "dim" if line.state in ("waits", "forms") else "normal"
    pieces = f"{line.pieces}/{line.pieces + line.gaps}" if line.gaps else str(line.pieces)
    return Row(
        line.key,
        (
            (state(line), "here" if line.in_lot else _STYLES.get(line.state, "normal")),
            (line.title, style),
            (" ".join(part for part in (line.label, line.copy) if part), style),
            (pieces, "late" if line.gaps else style),
            (told_length(line.thickness, inches=inches).partition(" ")[0], style),
            (line.location, "dim"),
        ),
    )


def state(line: Line) -> str:
    """What the first column says: "due", "called !", "in lot", "+pulled" (in the lot, and pulled).

    "!": look at it; "U": urgent.
    """
    word = line.state
    if line.in_lot:
        word = "in lot" if word == "picked" else f"+{word}"
    signs = ("U" if line.rush else "") + ("!" if line.warnings or _too_thick(line) else "")
    return f"{word} {signs}" if signs else word


def _too_thick(line: Line) -> bool:
    return line.weighed is not None and line.weighed.too_thick


def totals_line(totals: Totals, width: int, *, inches: bool) -> list[Cell]:
    """ "12/40 units  138/400 pieces  14.25 in  134.00/500.00 USD  61 lb, 2 boxes  month 36/60".

    On a narrow screen without the gaps, with "+?" for units whose price nobody knows, and at last in fewer
    words: the month's quota has to be read at 80 columns too.
    """
    limits = totals.limits
    cost = f"{totals.price:.2f}{f'/{_round(limits.cost)}' if limits.cost is not None else ''}"
    pieces = _of(totals.pieces, limits.pieces)
    unknown = totals.unpriced
    gaps = f", {_count(totals.gaps, 'gap', 'gaps')}" if totals.gaps else ""
    unpriced = f", {unknown} without a price" if unknown else ""
    for long, apart, word, currency in (
        (True, "  ", "pieces", totals.currency),
        (False, "  ", "pieces", totals.currency),
        (False, " ", "pieces", totals.currency),
        (False, " ", "pcs", totals.currency),
        (False, " ", "pcs", ""),
    ):
        money = f"{cost}{'+?' if unknown and not long else ''} {currency}".strip()
        parts = [
            f"{_of(totals.units, limits.units)} units",
            f"{pieces} {word}{gaps if long else ''}",
            told_length(totals.thickness, inches=inches),
            f"{money}{unpriced if long else ''}",
            f"{told_weight(totals.grams, pounds=inches)}, {_count(totals.boxes, 'box', 'boxes')}",
        ]
        if limits.month_units is not None:
            parts.append(f"month {totals.month}/{limits.month_units}")
        line = apart.join(parts)
        if cells(line) <= width - 2:
            break
    return [(f" {line}", "bold")]


def notes(totals: Totals, marked: int, with_marked: Totals | None) -> str:
    """What is too much, or would be with all that is marked; "" where nothing is."""
    if totals.over:
        return f"! Over: {'; '.join(totals.over)}."
    if marked and with_marked is not None and with_marked.over:
        return f"! With the {marked} marked: {'; '.join(with_marked.over)}."
    return ""


def _round(cost: Decimal) -> str:
    """ "500" of 500.00: a limit seldom has cents."""
    return f"{cost:.0f}" if cost == int(cost) else f"{cost:.2f}"


def _of(number: int, most: int | None) -> str:
    return str(number) if most is None else f"{number}/{most}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def lit_words(line: Line, gaps: str, over: Sequence[str], *, other_binder: str, inches: bool) -> str:
    """The lit unit in words: what it is, why, what it lacks, what to look at, what would be too much."""
    place = ", ".join(part for part in (line.location, line.call_number, line.copy) if part)
    parts = [f"{line.title}, {line.label}: {line.why.rstrip('.')}"]
    if gaps:
        parts.append(f"Gap: {gaps}")
    if _too_thick(line):
        parts.append(f"{told_length(line.thickness, inches=inches)} is too thick for one volume (S splits)")
    parts += [warning.rstrip(".") for warning in line.warnings]
    if other_binder:
        parts.append(f"It is bound by {other_binder}")
    if over:
        parts.append(f"Would be too much: {'; '.join(over)}")
    if isinstance(note := getattr(line.what, "note", ""), str) and note:
        parts.append(f"Note: {note}")
    return ". ".join([*parts, place] if place else parts) + "."
