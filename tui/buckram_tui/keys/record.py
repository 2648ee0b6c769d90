"""The keys of the binder's record."""

from __future__ import annotations

from buckram_tui.keys.key import RECORD, Key

RECORD_KEYS = (
    Key(RECORD, "enter", "Enter", "plot", "plot", "The lit line whole, with its plots; back."),
    Key(RECORD, "left", "Left", "table", "turn(-1)", "From one table to the next (Left, Right)."),
    Key(RECORD, "right", "Right", "", "turn(1)", ""),
    Key(RECORD, "f", "F", "only", "only", "Only one binder, or since when."),
    Key(RECORD, "w", "W", "write", "write", "Print the table, or write it to a file."),
)
