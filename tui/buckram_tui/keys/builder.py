"""The keys of the batch builder."""

from __future__ import annotations

from buckram_tui.keys.key import BUILDER, Key

BUILDER_KEYS = (
    Key(
        BUILDER, "enter", "Enter", "in/out", "in_out", "Put the lit unit into the lot, or take it out again."
    ),
    Key(
        BUILDER, "r", "R", "marked", "marked", "Put all that is marked into the lot; in the lot's list: out."
    ),
    Key(BUILDER, "e", "E", "every", "every", "Mark every line, or none."),
    Key(BUILDER, "left", "Left", "due/lot", "turn", "What is due, or what is in the lot (Left, Right)."),
    Key(BUILDER, "right", "Right", "", "turn", ""),
    Key(BUILDER, "l", "L", "lot", "lot", "Take another lot that is being built, or begin one."),
    Key(BUILDER, "s", "S", "split", "split", "Split the lit unit at a natural break."),
    Key(BUILDER, "j", "J", "join", "join", "Join the lit unit with the one before or after it."),
    Key(BUILDER, "a", "A", "add", "add", "Add a piece: supplement, index, an issue before or after."),
    Key(BUILDER, "x", "X", "leave out", "leave_out", "Leave a piece out of the lit unit."),
    Key(BUILDER, "u", "U", "urgent", "urgent", "The lit unit is urgent, or is so no longer."),
    Key(BUILDER, "n", "N", "note", "note", "Write a note on the lit unit; the binder sees it too."),
    Key(BUILDER, "g", "G", "pulled", "pulled", "What is marked, or lit, was taken off the shelf."),
    Key(BUILDER, "z", "Z", "put back", "put_back", "What was pulled stands on its shelf again."),
    Key(BUILDER, "p", "P", "print", "print", "Print the pull slip of the lot, or of what is marked."),
    Key(BUILDER, "w", "W", "write", "write", "Print the list, or write it to a file."),
    Key(BUILDER, "f", "F", "filter", "filter", "Narrow the list: place, binder, why, called, letter."),
    Key(BUILDER, "t", "T", "ticket", "ticket", "The lit unit's ticket, or its spine while it has none."),
    Key(BUILDER, "b", "B", "pattern", "pattern", "The binding pattern of the lit unit's title."),
    Key(BUILDER, "o", "O", "open", "open", "Open the title's card."),
)
