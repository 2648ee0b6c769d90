"""The lines of the lots and of the packing table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.bindery.lot_lines import LotTold, PackLine
    from buckram.desk.bindery.lots_listed import Listed

LOTS_COLUMNS = (
    Column("Lot", 7),
    Column("Binder", 11, share=2, most=36),
    Column("State", 8),
    Column("", 20, share=2, most=36),
    Column("Units", 5, right=True),
    Column("Due back", 11),
    Column("Sent", 11, optional=True),
    Column("Boxes", 5, right=True, optional=True),
    Column("Service", 8, optional=True),
)
LINES_COLUMNS = (
    Column("Box", 3, right=True),
    Column("Ticket", 9),
    Column("Title", 18, share=3),
    Column("Volume", 16, share=1, most=34),
    Column("Thick", 8, right=True),
    Column("", 11, share=1, most=24),
    Column("Call number", 12, share=1, most=22, optional=True),
)


def lot_row(one: Listed) -> Row:
    """A lot: how far it is, when it is due back."""
    from buckram.rules.keeping import spoken_day

    lot = one.lot
    late = "late" if one.over else "normal"
    return Row(
        lot.id,
        (
            (lot.number, "normal"),
            (lot.binder, "normal"),
            ("overdue" if one.over else lot.state, late),
            (one.words, late if one.over else "dim"),
            (str(one.counts.units), "normal"),
            (spoken_day(lot.due_back_on) if lot.due_back_on else "", late),
            (spoken_day(lot.sent_on) if lot.sent_on else "", "dim"),
            (str(one.counts.boxes or ""), "dim"),
            (lot.service, "warn" if lot.service == "rush" else "dim"),
        ),
    )


def pack_row(one: PackLine, *, proofed: bool, inches: bool) -> Row:
    """A unit of a lot: its box, or why it has none."""
    from buckram.rules.bindery.measure import told_length

    about = " " if one.unit.thickness else "~"
    return Row(
        one.line.id,
        (
            (str(one.line.box) if one.packed else "-", "good" if one.packed else "dim"),
            (one.ticket.number if one.ticket else "no ticket", "normal" if one.ticket else "warn"),
            (one.unit.title, "normal"),
            (one.volume, "normal"),
            (f"{about}{told_length(one.thickness, inches=inches)}", "dim"),
            _state(one, proofed=proofed),
            (one.unit.call_number, "dim"),
        ),
    )


def _state(one: PackLine, *, proofed: bool) -> Cell:
    from buckram.desk.bindery.lot_lines import MAY_BE_PACKED
    from buckram.rules.bindery.states import State

    if one.unit.state not in MAY_BE_PACKED and not (one.packed and one.unit.state is State.PACKED):
        return str(one.unit.state), "warn"
    if proofed and one.ticket and not one.ticket.proofed_at:
        return "not proofed", "warn"
    words = ["rush"] if one.unit.rush else []
    words += ["correction"] if one.line.corrects is not None else []
    return ", ".join(words) or ("" if one.packed else "to pack"), "warn" if words else "dim"


def packing_head(told: LotTold, box: int, width: int, *, inches: bool) -> list[list[Cell]]:
    """Two lines above the units: the lot, and what its boxes weigh. box: the one that is packed now."""
    from buckram.rules.bindery.measure import told_weight
    from buckram.rules.keeping import spoken_day

    lot = told.lot
    first = [f" {lot.binder}", lot.service if lot.service == "standard" else "RUSH"]
    first += [lot.kind] if lot.kind != "periodicals" else []
    first += [f"order {lot.order_number}"] if lot.order_number else []
    first += [f"pick-up {spoken_day(lot.pick_up_on)}"] if lot.pick_up_on else []
    first += [f"due back {spoken_day(lot.due_back_on)}"] if lot.due_back_on else []
    packed = f" {len(told.packed)} of {len(told.lines)} packed"
    if lot.state != "building":
        weighs = told_weight(told.grams, pounds=inches)
        s = "" if len(told.boxes) == 1 else "es"
        return [
            [("  ".join(first), "normal")],
            [(f"{packed}  {len(told.boxes)} box{s}, {weighs}  ", "normal"), (lot.state, "good")],
        ]
    now = told.box(box)
    full = "warn" if now.grams > told.binder.box_grams else "here"
    grams, most = (told_weight(g, pounds=inches) for g in (now.grams, told.binder.box_grams))
    second: list[Cell] = [
        (f"{packed}  ", "normal"),
        (f"> box {box}: {now.units} in it, {grams} of {most}", full),
    ]
    others = [one for one in told.boxes if one.number != box and one.units]
    second.append((_others(others, width - 50, inches=inches), "dim"))
    return [[("  ".join(first), "normal")], second]


def _others(boxes: Sequence[object], room: int, *, inches: bool) -> str:
    from buckram.desk.bindery.lot_lines import BoxTold
    from buckram.rules.bindery.measure import told_weight

    told = [
        f"  box {one.number}: {one.units}, {told_weight(one.grams, pounds=inches)}"
        for one in boxes
        if isinstance(one, BoxTold)
    ]
    return "".join(told) if len("".join(told)) <= room else f"  and {len(told)} more"
