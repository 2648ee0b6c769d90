"""The lines of the shelves: titles, shelves, ranges, the plan for a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.bindery.shelf_space import Line
    from buckram.desk.bindery.shelves_filled import OnShelf, Range, Space
    from buckram.desk.bindery.shift_plan import Step

TITLES = (
    Column("Call number", 13, share=1, most=24),
    Column("Title", 18, share=3),
    Column("Vols", 4, right=True),
    Column("Loose", 5, right=True),
    Column("Room", 8, right=True),
    Column("A year", 8, right=True),
    Column("Full in", 13),
)
SHELVES = (
    Column("Shelf", 8, share=1, most=14),
    Column("Filled", 8, right=True),
    Column("Free", 8, right=True),
    Column("Full in", 13),
    Column("Begins with", 33, share=4),
)
RANGES = (
    Column("Location, range", 19, share=2, most=40),
    Column("Shelves", 7, right=True),
    Column("Filled", 8, right=True),
    Column("Free", 8, right=True),
    Column("A year", 8, right=True),
    Column("Full in", 13),
    Column("First", 6, share=1, most=20),
)
PLAN = (
    Column("Shelf", 7, share=1, most=12),
    Column("Title", 17, share=3),
    Column("From", 13, share=2, most=30),
    Column("To", 13, share=2, most=30),
    Column("Takes", 8, right=True),
    Column("Leave", 8, right=True),
)

VIEWS = ("titles", "shelves", "ranges", "plan")
"""The lists, in the order of Left and Right."""

SOON = 24
"""What is full within so many months stands out."""


def title_row(found: Space, one: Line, *, inches: bool) -> Row:
    """A title at a place."""
    from buckram.desk.bindery.shelves_filled import line_key
    from buckram.desk.bindery.shelves_tables import full_told
    from buckram.rules.bindery.measure import told_length, told_run

    key = line_key(one)
    months = found.full.get(key)
    growth = one.growth.thickness
    return Row(
        key,
        (
            (one.call_number, "normal"),
            (one.name, "normal"),
            (str(one.volumes or ""), "normal"),
            (str(one.loose + one.by_record or ""), "dim"),
            (told_run(one.total, inches=inches), "normal"),
            (told_length(growth, inches=inches) if growth else "", "normal"),
            (full_told(found, one), "bold" if months is not None and months < SOON else "normal"),
        ),
    )


def shelf_row(one: OnShelf, *, inches: bool) -> Row:
    """A shelf. ~: what it begins with is only thought; ?: what was said does not follow."""
    from buckram.rules.bindery.growth import told_months
    from buckram.rules.bindery.measure import told_length

    over = one.free < 0
    free = f"-{told_length(-one.free, inches=inches)}" if over else told_length(one.free, inches=inches)
    sign = "" if one.known or not one.first else "? " if one.disorder else "~ "
    soon = one.months is not None and one.months < SOON
    return Row(
        one.shelf.id,
        (
            (one.shelf.code, "normal"),
            (told_length(one.taken, inches=inches) if one.taken else "", "normal"),
            (free, "bold" if over else "normal"),
            (told_months(one.months) if one.taken else "empty", "bold" if one.taken and soon else "normal"),
            (f"{sign}{one.first}", "normal" if one.known else "dim"),
        ),
    )


def range_row(one: Range, *, inches: bool) -> Row:
    """A range, or a location with all its ranges."""
    from buckram.desk.bindery.shelves_tables import range_full
    from buckram.rules.bindery.measure import told_run

    style = "normal" if one.name else "bold"
    free = ""
    if one.shelves:
        free = f"{'-' if one.free < 0 else ''}{told_run(abs(one.free), inches=inches)}"
    texts = (
        f"  {one.name}" if one.name else one.location,
        str(one.shelves or ""),
        told_run(one.taken, inches=inches),
        free,
        told_run(one.growth, inches=inches) if one.growth else "",
        range_full(one) if one.shelves else "no shelves",
        one.first_full[1] if one.first_full else "",
    )
    return Row((one.location_id, one.name), tuple((text, style) for text in texts))


def plan_row(number: int, one: Step, *, begins_shelf: bool, inches: bool) -> Row:
    """A title on a shelf of the plan; the shelf is named where it begins."""
    from buckram.rules.bindery.measure import told_length

    empty = not one.begins
    return Row(
        number,
        (
            (one.shelf.code, "bold" if begins_shelf else "dim"),
            (one.line.name, "dim" if empty else "normal"),
            ("empty for it" if empty else one.begins_label, "dim" if empty else "normal"),
            ("" if one.ends_label == one.begins_label else one.ends_label, "normal"),
            (told_length(one.takes, inches=inches) if one.takes else "", "normal"),
            (told_length(one.left, inches=inches) if one.left else "", "normal"),
        ),
    )
