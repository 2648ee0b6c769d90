"""The keys of the mending queue and of its figures."""

from __future__ import annotations

from buckram_tui.keys.key import MENDING, MENDING_FIGURES, Key

MENDING_KEYS = (
    Key(MENDING, "enter", "Enter", "next", "next", "A step on: decide, to the bench, done, on its shelf."),
    Key(MENDING, "d", "D", "decide", "decide", "What becomes of it: keep, mend, bindery, box, withdraw ..."),
    Key(MENDING, "m", "M", "done", "mended", "What was done: mends, supplies, minutes, result in one line."),
    Key(MENDING, "r", "R", "on its shelf", "shelve", "It is back on its shelf."),
    Key(MENDING, "x", "X", "step back", "step_back", "A step back; off the queue from the first."),
    Key(MENDING, "a", "A", "add", "add", "Type what is damaged (a scan does the same)."),
    Key(MENDING, "n", "N", "note", "note", "A note with the lit line."),
    Key(MENDING, "left", "Left", "", "turn(-1)", "From one list to the next (Left, Right)."),
    Key(MENDING, "right", "Right", "", "turn(1)", ""),
    Key(MENDING, "l", "L", "list", "list", "Choose a list: to decide, to mend, out, done."),
    Key(MENDING, "f", "F", "only", "only", "Only one place, damage, route or person; again: all."),
    Key(MENDING, "e", "E", "every", "every", "Mark every line, or none."),
    Key(MENDING, "i", "I", "figures", "figures", "How many were mended, how long it took, what was used."),
    Key(MENDING, "o", "O", "open", "open", "Open the title's card."),
    Key(MENDING, "w", "W", "write", "write", "Print the list, or write it to a file."),
    Key(MENDING_FIGURES, "left", "Left", "table", "turn(-1)", "From one table to the next (Left, Right)."),
    Key(MENDING_FIGURES, "right", "Right", "", "turn(1)", ""),
    Key(MENDING_FIGURES, "f", "F", "since", "since", "Since when."),
    Key(MENDING_FIGURES, "w", "W", "write", "write", "Print the table, or write it to a file."),
)
