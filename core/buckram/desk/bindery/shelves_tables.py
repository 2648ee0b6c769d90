"""The lists of the shelves as they leave the house: titles, shelves, ranges, the plan for a shift."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from buckram.desk.bindery.shelf_space import Line
from buckram.desk.bindery.shelves_filled import OnShelf, Range, Space, line_key
from buckram.desk.bindery.shift_plan import Shift
from buckram.exchange.lists import Table
from buckram.rules.bindery.growth import told_months
from buckram.rules.bindery.measure import told_length, told_run
from buckram.rules.keeping import spoken_day

ABOUT = """Room is that of bound volumes as they were measured, else estimated from their pieces; of loose
issues; and of what is with the binder and comes back. Growth is that of the last five years' volumes,
else of the issues that came. About as good as the measures are."""


def titles_table(found: Space, lines: Sequence[Line], today: date, *, inches: bool) -> Table:
    """The titles with their room and growth."""
    columns = (
        "Location", "Call number", "Title", "Volumes", "Estimated", "Loose", "By record", "Room", "Bound",
        "Growth a year", "Volumes a year", "By", "Shelf full in",
    )  # fmt: skip
    rows = [
        (
            one.location, one.call_number, one.name, str(one.volumes), str(one.unmeasured), str(one.loose),
            str(one.by_record), told_run(one.total, inches=inches), told_run(one.bound, inches=inches),
            told_length(one.growth.thickness, inches=inches), f"{one.growth.volumes:.1f}", one.growth.by,
            full_told(found, one),
        )
        for one in lines
    ]  # fmt: skip
    return Table(f"Room of titles, {spoken_day(today)}", columns, rows, _sum(lines, inches))


def titles_in_brief(found: Space, lines: Sequence[Line], today: date, *, inches: bool) -> Table:
    """What of it fits on paper."""
    columns = ("Call number", "Title", "Vols", "Loose", "Room", "A year", "Shelf full in")
    rows = [
        (
            one.call_number, one.name, str(one.volumes), str(one.loose), told_run(one.total, inches=inches),
            told_length(one.growth.thickness, inches=inches), full_told(found, one),
        )
        for one in lines
    ]  # fmt: skip
    return Table(f"Room of titles, {spoken_day(today)}", columns, rows, _sum(lines, inches))


def full_told(found: Space, line: Line) -> str:
    """When the shelf is full on which a title ends: "3 years"; "" where it stands on no shelf."""
    key = line_key(line)
    return told_months(found.full[key]) if key in found.full else ""


def _sum(lines: Iterable[Line], inches: bool) -> str:
    room, growth = 0, 0
    for one in lines:
        room += one.total
        growth += one.growth.thickness
    return f"{told_run(room, inches=inches)}, growing by {told_run(growth, inches=inches)} a year.\n{ABOUT}"


def shelves_table(shelves: Sequence[OnShelf], today: date, *, inches: bool) -> Table:
    """The shelves, how full they are and what they begin and end with."""
    columns = (
        "Location", "Shelf", "Width", "Filled", "Free", "Growth a year", "Full in", "Begins with",
        "Ends with", "Begin known",
    )  # fmt: skip
    rows = [
        (
            one.location, one.shelf.code, told_length(one.shelf.width, inches=inches),
            told_length(one.taken, inches=inches), free_told(one.free, inches=inches),
            told_length(one.growth, inches=inches), told_months(one.months) if one.taken else "",
            one.first, one.last, "yes" if one.known else "out of order" if one.disorder else "no",
        )
        for one in shelves
    ]  # fmt: skip
    return Table(f"Shelves, {spoken_day(today)}", columns, rows, f"{len(rows)} shelves.\n{ABOUT}")


def shelves_in_brief(shelves: Sequence[OnShelf], today: date, *, inches: bool) -> Table:
    """What of it fits on paper."""
    columns = ("Shelf", "Width", "Filled", "Free", "Full in", "Begins with")
    rows = [
        (
            one.shelf.code, told_length(one.shelf.width, inches=inches),
            told_length(one.taken, inches=inches), free_told(one.free, inches=inches),
            told_months(one.months) if one.taken else "", one.first,
        )
        for one in shelves
    ]  # fmt: skip
    return Table(f"Shelves, {spoken_day(today)}", columns, rows, f"{len(rows)} shelves.\n{ABOUT}")


def free_told(free: int, *, inches: bool) -> str:
    """ "4.20 in", or "over by 1.30 in"."""
    return told_length(free, inches=inches) if free >= 0 else f"over by {told_length(-free, inches=inches)}"


def ranges_table(ranges: Sequence[Range], today: date, *, inches: bool) -> Table:
    """Locations and their ranges."""
    columns = (
        "Location", "Range", "Shelves", "Room", "Filled", "Free", "Growth a year", "Full in", "First full",
        "From", "To",
    )  # fmt: skip
    rows = [
        (
            one.location, one.name, str(one.shelves), told_run(one.width, inches=inches),
            told_run(one.taken, inches=inches), run_free(one, inches=inches),
            told_length(one.growth, inches=inches), range_full(one), first_full(one),
            (one.first.call_number or one.first.title) if one.first else "",
            (one.last.call_number or one.last.title) if one.last else "",
        )
        for one in ranges
    ]  # fmt: skip
    return Table(f"Ranges of shelves, {spoken_day(today)}", columns, rows, ABOUT)


def ranges_in_brief(ranges: Sequence[Range], today: date, *, inches: bool) -> Table:
    """What of it fits on paper."""
    table = ranges_table(ranges, today, inches=inches)
    return Table(table.heading, table.columns[:9], [row[:9] for row in table.rows], ABOUT)


def run_free(one: Range, *, inches: bool) -> str:
    """What is free of a range, "" where it has no shelves."""
    if not one.shelves:
        return ""
    return (
        told_run(one.free, inches=inches) if one.free >= 0 else f"lacks {told_run(-one.free, inches=inches)}"
    )


def range_full(one: Range) -> str:
    """When a range is full, in words."""
    return told_months(one.months) if one.shelves else "no shelves entered"


def first_full(one: Range) -> str:
    """Which of its shelves is full first: "STK2B, 7 months"."""
    return f"{one.first_full[1]}, {told_months(one.first_full[0])}" if one.first_full else ""


def plan_table(planned: Shift, today: date, *, inches: bool) -> Table:
    """The from-to list, in shelf order."""
    columns = (
        "Shelf", "Call number", "Title", "From", "To", "Takes", "Leave empty", "Stands on now",
    )  # fmt: skip
    rows = [
        (
            one.shelf.code, one.line.call_number, one.line.name, one.begins_label, one.ends_label,
            told_length(one.takes, inches=inches) if one.takes else "",
            told_length(one.left, inches=inches) if one.left else "", one.where_now,
        )
        for one in planned.steps
    ]  # fmt: skip
    about = f"{planned.told} {planned.lacks}".strip()
    return Table(f"Shift at {planned.location}, {spoken_day(today)}", columns, rows, about)


def plan_in_brief(planned: Shift, today: date, *, inches: bool) -> Table:
    """What of it fits on paper."""
    table = plan_table(planned, today, inches=inches)
    keep = (0, 7, 2, 3, 4, 5, 6)
    rows = [[row[n] for n in keep] for row in table.rows]
    return Table(table.heading, [table.columns[n] for n in keep], rows, table.about)
