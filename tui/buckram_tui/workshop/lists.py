"""The lists of the workshop: twelve issues, ready patterns, frequencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from buckram.holdings import card_texts
from buckram.pattern.draft import Draft
from buckram.pattern.frequency import LETTERS, frequency_name, issues_a_year
from buckram.pattern.likeness import Ready
from buckram.pattern.preview import Line
from buckram_tui.card.words import full_day
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row

ISSUES = 12
"""So many issues are seen at once."""

ISSUE_COLUMNS = (
    Column("", 2, right=True),
    Column("Dated from", 11, optional=True),
    Column("Issue", 26, share=1),
)
CHOICE_COLUMNS = (Column("Choose", 20, share=1),)

FREQUENCIES = tuple(
    sorted(
        (*LETTERS, "5", "7", "8", "9", "10", "11", "18", "20", "22", "48"), key=lambda c: -issues_a_year(c)
    )
)
"""What can be chosen, the most frequent first: the letters of MARC, and the counts that are usual."""


def issue_rows(draft: Draft, lines: Sequence[Line]) -> Iterator[Row]:
    """A row for each line of the preview. What is left out says so in words."""
    field = draft.field
    for number, line in enumerate(lines):
        label = card_texts(field, dict(line.values)).label
        style = "normal"
        if line.skipped:
            label, style = f"left out: {label}", "dim"
        elif line.joined:
            style = "note"
        day = full_day(line.on) if line.on else ""
        yield Row(number, ((str(number + 1), "dim"), (day, "dim"), (label, style)))


def ready_rows(ready: Sequence[Ready]) -> list[Row]:
    """A row for each ready pattern, by its name."""
    return [Row(one.name, ((one.name, "normal"),)) for one in ready]


def frequency_rows() -> list[Row]:
    """A row for each frequency."""
    return [Row(code, ((frequency_name(code), "normal"),)) for code in FREQUENCIES]
