"""The lines of what comes back: units with what each waits for, and what came too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram.rules.bindery.coming_back import Step, Sums
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import wrapped
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.storage.bindery.returned import BackLine, Stray

LINES = (
    Column("Waits for", 9),
    Column("", 4),
    Column("Title", 18, share=3),
    Column("Volume", 16, share=1, most=34),
    Column("c.", 2, right=True),
    Column("Pcs", 3, right=True),
    Column("Ticket", 8),
    Column("Lot", 8, optional=True),
)

WORDS = {
    Step.COME: ("away", "dim"),
    Step.SHORT: ("short", "wrong"),
    Step.DECIDE: ("refused", "wrong"),
    Step.CHECK: ("check", "warn"),
    Step.BARCODE: ("barcode", "warn"),
    Step.PROCESS: ("process", "normal"),
    Step.SHELVE: ("shelve", "normal"),
    Step.DONE: ("done", "good"),
}
"""What a unit waits for, as the list says it, and its style."""


def back_row(line: BackLine) -> Row:
    """A unit of a lot."""
    word, style = WORDS[line.step]
    if line.step is Step.DONE and line.checked == "rejected":
        word, style = "rejected", "dim"
    elif line.step is Step.DONE and line.result != "back":
        word, style = str(line.result), "dim"
    return Row(
        line.id,
        (
            (word, style),
            ("rush" if line.rush or line.service == "rush" else "", "warn"),
            (line.title, "normal"),
            (line.label, "normal"),
            (str(line.copy_number or ""), "dim"),
            (str(line.pieces), "dim"),
            (line.ticket or "-", "dim"),
            (line.lot, "dim"),
        ),
    )


def stray_row(stray: Stray) -> Row:
    """Something that came and was not sent."""
    cells: list[Cell] = [("over", "wrong"), ("", "normal"), (stray.what, "normal")]
    return Row(("stray", stray.id), (*cells, *([("", "dim")] * (len(LINES) - len(cells)))))


def sum_lines(sums: Sums, width: int) -> list[list[Cell]]:
    """The sum line, and below it what the count says and what is still to do, in one line or two."""
    to_do = f"To do: {sums.open_words}" if sums.open_words else ""
    told = "Everything is settled" if sums.settled else to_do
    rest = ". ".join(part for part in (sums.count_words, told) if part)
    wrong = sums.away.units or sums.short.units or sums.over
    style = "warn" if wrong else "good"
    lines = wrapped(rest, width - 2)[:2] or [""]
    return [[(f" {sums.balance}", "bold")], *([(f" {line}", style)] for line in lines)]
