"""The sheet of a binder as lines of a list: who it is, its limits, prices, colours, what a new title gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.storage.bindery.binders import Binder, Cloth, Price
    from buckram.storage.bindery.bindings import BoundLine, Unbound
    from buckram.storage.library import Library

LISTED = (
    Column("Binder", 22, share=2, most=50),
    Column("Account", 10, share=1, most=20),
    Column("Titles", 6, right=True),
    Column("Back in", 8, right=True),
    Column("Barcodes", 8),
    Column("", 12, share=1, most=30),
)
SHEET = (
    Column("Part", 10),
    Column("Line", 24),
    Column("", 1),
    Column("What holds", 36, share=1),
)
TITLES = (
    Column("Title", 28, share=3),
    Column("Call number", 12, share=1, most=24, optional=True),
    Column("Bound by", 14, share=1, most=20),
    Column("On the spine", 20, share=2),
)
WITHOUT = (
    Column("Title", 32, share=3),
    Column("Call number", 12, share=1, most=24, optional=True),
    Column("Comes", 14, share=1, most=20),
    Column("Publisher", 18, share=2),
)

PART_OF_NEW = "New titles"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line. kind: column, price, cloth, field; key: the column or field; row: the price or colour, None
    for the line that adds one."""

    part: str
    word: str
    value: str
    kind: str
    key: str = ""
    row: Price | Cloth | None = None
    sign: str = ""


def sheet_lines(library: Library, binder: Binder) -> list[SheetLine]:
    """All lines of the sheet, part by part."""
    from buckram.desk.bindery.binders import LINES, told
    from buckram.desk.bindery.charts import told_extra, told_up_to
    from buckram.desk.bindery.patterns import OF_THE_TITLE
    from buckram.desk.deciding import decided
    from buckram.rules.bindery.fields import FIELDS, told_value
    from buckram.storage.bindery import binders

    inches = decided(library, "inches")
    found = [
        SheetLine(line.group, line.word, told(library, binder, line), "column", line.column) for line in LINES
    ]
    for price in binders.prices(library, binder.id):
        words = f"{price.name}{told_up_to(library, price.up_to)}"
        cost = f"{price.price} {binder.currency}".rstrip()
        if price.kind == "extra":
            cost = f"{cost}, {told_extra(price.name)}"
        found.append(SheetLine("Prices", words, cost, "price", row=price))
    found.append(SheetLine("Prices", "one more", "Enter adds a price: a class, or an extra.", "price"))
    found += [
        SheetLine("Colours", one.number, one.name, "cloth", row=one)
        for one in binders.cloths(library, binder.id)
    ]
    found.append(SheetLine("Colours", "one more", "Enter adds colours: 588 maroon, 590 royal blue.", "cloth"))
    for field in FIELDS:
        if field.name in OF_THE_TITLE:
            continue
        value = binder.defaults.get(field.name, field.usual)
        sign = "*" if field.name in binder.defaults else ""
        words = told_value(field, value, inches=inches)
        found.append(SheetLine(PART_OF_NEW, field.word, words, "field", field.name, sign=sign))
    return found


def sheet_rows(lines: Sequence[SheetLine], offset: int, limit: int) -> list[Row]:
    """The lines; a part is named where it begins, and on the first one that is asked for."""
    rows = []
    for n in range(offset, min(offset + limit, len(lines))):
        one = lines[n]
        new = n == 0 or lines[n - 1].part != one.part
        more = one.kind in {"price", "cloth"} and one.row is None
        style = "dim" if more or (one.kind == "field" and not one.sign) else "normal"
        rows.append(
            Row(
                n,
                (
                    (one.part if new else "", "bold"),
                    (one.word, "normal"),
                    (one.sign, "mark"),
                    (one.value, style),
                ),
            )
        )
    return rows


def binder_rows(found: Sequence[Binder]) -> list[Row]:
    """The binders."""
    return [
        Row(
            one.id,
            (
                (one.name, "normal" if one.active else "dim"),
                (one.account, "dim"),
                (str(one.titles or ""), "normal"),
                (f"{one.turn_days} days", "dim"),
                (one.symbols, "dim"),
                ("" if one.active else "no more", "warn"),
            ),
        )
        for one in found
    ]


def title_rows(found: Sequence[BoundLine]) -> list[Row]:
    """The titles of a binder, with what tells them apart at the shelf."""
    from buckram.rules.bindery.fields import BindingFields

    rows = []
    for one in found:
        fields = BindingFields(one.fields, {})
        count = fields.value("unit_count")
        unit = fields.value("unit") if count in ("", "1") else f"{count} x {fields.value('unit')}"
        copy = f", c.{one.copy_number}" if one.copy_number is not None else ""
        spine = " / ".join(fields.listed("title_lines"))
        rows.append(
            Row(
                one.binding_id,
                (
                    (f"{one.title}{copy}", "normal"),
                    (one.call_number, "dim"),
                    (unit, "dim"),
                    (spine, "normal"),
                ),
            )
        )
    return rows


def unbound_rows(found: Sequence[Unbound]) -> list[Row]:
    """The titles of which nothing is said yet."""
    return [
        Row(
            one.title_id,
            (
                (one.title, "normal"),
                (one.call_number, "dim"),
                (one.comes, "dim"),
                (one.publisher, "dim"),
            ),
        )
        for one in found
    ]
