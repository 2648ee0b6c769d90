"""The lines of the routing desk: pieces that are out, readers, the lists of a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.readers import ReaderTold
    from buckram.desk.rounds import Out
    from buckram.storage.routing import Listed, ListOf, Reader

OUT = (
    Column("Title", 18, share=3),
    Column("Issue", 22, share=1, most=36),
    Column("c.", 2, right=True),
    Column("Back about", 11),
    Column("", 12, share=1, most=20),
    Column("With", 10, share=2, most=40),
)
READERS = (
    Column("Reader", 20, share=3),
    Column("", 10),
    Column("Lists", 5, right=True),
    Column("Pieces", 6, right=True),
    Column("Room", 12, share=1, most=30),
    Column("E-mail", 16, share=2, most=50, optional=True),
)
LISTS = (
    Column("Title", 24, share=3),
    Column("c.", 2, right=True),
    Column("Place", 12, share=1, most=24),
    Column("No.", 7, right=True),
    Column("", 18, share=2),
)


def out_row(one: Out) -> Row:
    """A piece that is out: when it ought to be back, who presumably has it."""
    from buckram.rules.keeping import spoken_day

    return Row(
        one.round.id,
        (
            (one.round.title, "normal"),
            (one.round.label, "normal"),
            (str(one.round.copy_number or ""), "dim"),
            (spoken_day(one.back_about), "normal"),
            _state(one),
            (one.with_whom, "normal"),
        ),
    )


def _state(one: Out) -> Cell:
    if one.overdue:
        return f"over {one.overdue} d" + (", called" if one.round.recalled_on else ""), "late"
    return ("called back", "warn") if one.round.recalled_on else ("", "normal")


def reader_row(told: ReaderTold) -> Row:
    """A reader: on how many lists, how many pieces."""
    return Row(
        told.reader.name,
        (
            (told.reader.name, "normal" if told.reader.active else "dim"),
            (_kind(told.reader), "dim"),
            (str(told.reader.lists), "normal"),
            (str(told.pieces or ""), "normal"),
            (told.reader.place, "normal"),
            (told.reader.email, "dim"),
        ),
    )


def _kind(reader: Reader) -> str:
    if not reader.active:
        return "away"
    return "department" if reader.kind == "department" else ""


def list_row(listed: Listed, of: ListOf, usual: int) -> Row:
    """A reader's place on a list. usual: the days that the library allows everybody."""
    from buckram.desk.routing import told

    return Row(
        listed.id,
        (
            (of.title, "normal"),
            (str(of.copy_number), "dim"),
            (of.location, "normal"),
            (f"{listed.position} of {of.readers}", "normal"),
            (told(listed, usual), "dim"),
        ),
    )
