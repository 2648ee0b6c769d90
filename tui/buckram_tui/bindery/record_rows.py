"""The lines and the plots of the binder's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.lines import TextLine, wrapped
from buckram_tui.widgets.plain import fit
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.bindery.record import Record
    from buckram.rules.bindery.record import Tally
    from buckram_tui.widgets.theme import Glyphs

COLUMNS = (
    Column("", 17, share=1, most=48),
    Column("Sent", 5, right=True),
    Column("Back", 5, right=True),
    Column("Out", 5, right=True),
    Column("Median", 6, right=True),
    Column("90 %", 4, right=True),
    Column("Late", 6, right=True),
    Column("Faults", 6, right=True),
    Column("Again", 5, right=True),
    Column("Charged", 11, share=1, most=30, right=True),
)
"""Faults: the binder's in 100 units. Again: corrections."""

_LEFT = 42
_NAMES = 21


def tally_row(number: int, one: Tally, *, bold: bool) -> Row:
    """A line of the table; what is out past its day has a ! beside it."""
    from buckram.desk.bindery.record import faults_told, late_told
    from buckram.rules.money import totals, totals_told

    style = "bold" if bold else "normal"
    known = ("" if value is None else str(value) for value in one.days)
    charged = one.charged
    texts = (
        one.name,
        str(one.sent),
        str(one.back or ""),
        f"{'!' if one.overdue else ''}{one.out}" if one.out else "",
        *known,
        late_told(one),
        faults_told(one),
        str(one.again or ""),
        totals_told(totals(charged)).strip() if charged else "",
    )
    return Row(number, tuple((text, style) for text in texts))


def plot_lines(found: Record, one: Tally, width: int, height: int, glyphs: Glyphs) -> list[TextLine]:
    """A line of the table whole, in `height` lines: its measures and what was wrong most, beside them
    its days as bars and the share that came in time by month."""
    from buckram.desk.bindery.record import told_of, worst
    from buckram.rules.performance import ENOUGH
    from buckram_tui.widgets.plots import by_month, histogram

    left: list[str] = []
    for what, much in told_of(found, one):
        first, *rest = wrapped(much, _LEFT - _NAMES) or [""]
        left += [f"{what:<{_NAMES}}{first}", *(f"{'':{_NAMES}}{text}" for text in rest)]
    faults = [fit(f"  {count} {words}", _LEFT).rstrip() for words, count in worst(one)]
    room = height - 2 - len(left)
    if faults and room > 0:
        left += [_WORST, *faults[:room]]
    beside = width - _LEFT - 4
    right = [_DAYS, *(histogram(one.turns, beside, 6, glyphs.horizontal) or ["nothing is back"])]
    if one.months:
        right += [_MONTHS, *by_month(one.months, beside, ENOUGH, glyphs.mark)]
    lines: list[TextLine] = [[(f" {one.name}", "title")]]
    for n in range(max(len(left), len(right))):
        here, there = (part[n] if n < len(part) else "" for part in (left, right))
        lines.append(
            [
                (f" {fit(here, _LEFT)}  ", "dim" if here == _WORST else "normal"),
                (there, "dim" if there in {_DAYS, _MONTHS} else "good"),
            ]
        )
    return lines


_WORST = "Faults, the most frequent"
_DAYS = "Days away, and how many units"
_MONTHS = "In time by month due (o: few)"
