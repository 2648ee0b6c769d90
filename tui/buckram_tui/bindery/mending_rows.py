"""The lines of the mending queue, of its figures, and of what may be put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from datetime import date

    from buckram.desk.bindery.mending_figures import Figure
    from buckram.desk.bindery.mending_lists import Queue
    from buckram.storage.bindery.repairs import Piece, Repair

QUEUE = (
    Column("Days", 5, right=True),
    Column("Title", 16, share=3),
    Column("Piece or volume", 16, share=2),
    Column("Damage", 13, share=2),
    Column("", 17, share=2),
)
PIECES = (
    Column("Piece or volume", 26, share=2),
    Column("c.", 2, right=True),
    Column("Place", 12, share=1, most=24),
    Column("Barcode", 14),
    Column("", 12, share=1),
)
FIGURES = (
    Column("", 18, share=1, most=40),
    Column("Repairs", 7, right=True),
    Column("Hours", 6, right=True),
    Column("Median min", 10, right=True),
    Column("Supplies", 24, share=3),
)

PARTS = ("to decide", "to mend", "out", "done")
"""The lists, in the order of Left and Right."""


def repair_row(one: Repair, today: date) -> Row:
    """A line of the queue; what must not wait has a ! beside its days."""
    from buckram.desk.bindery.mending_lists import state_words, urgent
    from buckram.rules.bindery.damage import told_damage

    hurry = urgent(one)
    until = one.done_on or today
    return Row(
        one.id,
        (
            (f"{'!' if hurry else ''}{(until - one.found_on).days}", "bold" if hurry else "dim"),
            (one.title or one.what, "normal"),
            (one.what if one.title else "", "normal"),
            (told_damage(one.damage), "bold" if hurry else "normal"),
            (state_words(one) or f"found at {one.found_at}", "normal"),
        ),
    )


def list_names(found: Queue) -> dict[str, str]:
    """The lists with their counts, by name."""
    named = {str(name): f"{name} {len(lines)}" for name, lines in found.lists.items()}
    if found.to_shelve:
        named["done"] += f" ({found.to_shelve} to their shelves)"
    return named


def piece_row(number: int, one: Piece) -> Row:
    """Something that may be the damaged one."""
    kind = "volume" if one.volume_id is not None else f"in {one.volume}" if one.volume else one.condition
    return Row(
        number,
        (
            (one.label, "normal"),
            (str(one.copy_number or ""), "dim"),
            (one.location, "normal"),
            (one.barcode, "dim"),
            (kind, "normal"),
        ),
    )


def figure_row(number: int, one: Figure, *, bold: bool) -> Row:
    """A line of the figures."""
    from buckram.desk.bindery.mending_figures import hours_of, usual

    style = "bold" if bold else "normal"
    texts = (one.name, str(one.repairs), hours_of(one), usual(one), one.used)
    return Row(number, tuple((text, style) for text in texts))
