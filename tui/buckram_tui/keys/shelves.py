"""The keys of the shelves: titles, shelves, ranges, and the plan for a shift."""

from __future__ import annotations

from buckram_tui.keys.key import SHELVES, Key

SHELVES_KEYS = (
    Key(
        SHELVES, "enter", "Enter", "go on", "go_on", "From a title to its shelf and back; the shift is done."
    ),
    Key(SHELVES, "left", "Left", "list", "turn(-1)", "From one list to the next (Left, Right)."),
    Key(SHELVES, "right", "Right", "", "turn(1)", ""),
    Key(SHELVES, "a", "A", "add", "add", "Enter shelves, many at once: STK 1A-6E x 35 in."),
    Key(SHELVES, "c", "C", "change", "change", "Another width or code for the shelves that are chosen."),
    Key(SHELVES, "r", "R", "reorder", "reorder", "Put the shelves that are chosen elsewhere in the order."),
    Key(SHELVES, "x", "X", "take away", "take_away", "The shelves that are chosen are no more."),
    Key(
        SHELVES, "g", "G", "begins with", "begins", "What stands first on the lit shelf (a scan does it too)."
    ),
    Key(SHELVES, "d", "D", "empty space", "space", "How much the plan leaves empty: 3 years, 20 %, even."),
    Key(SHELVES, "s", "S", "stretch", "stretch", "Which shelves the plan is for: 1A-3E."),
    Key(SHELVES, "q", "Q", "sort", "sort", "Titles in shelf order, by growth, by size, full first."),
    Key(SHELVES, "f", "F", "only", "only", "Only one location; again: all."),
    Key(SHELVES, "e", "E", "every", "every", "Mark every line, or none."),
    Key(SHELVES, "p", "P", "labels", "labels", "Print labels of what is marked: spines, shelves, ranges."),
    Key(SHELVES, "o", "O", "open", "open", "Open the title's card."),
    Key(SHELVES, "b", "B", "pattern", "pattern", "The binding pattern of the lit title."),
    Key(SHELVES, "w", "W", "write", "write", "Print the list, or write it to a file."),
)
