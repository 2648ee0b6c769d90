"""The keys of lots: the list of them, and the table on which one is packed."""

from __future__ import annotations

from buckram_tui.keys.key import LOTS, PACKING, Key

LOT_KEYS = (
    Key(LOTS, "enter", "Enter", "open", "open_lot", "Open the lot: pack it, or take in what comes back."),
    Key(LOTS, "y", "Y", "left", "left", "It left, on which day; or what is away was never collected."),
    Key(LOTS, "l", "L", "lot", "head", "Pick-up, due back, service, order number, instructions."),
    Key(LOTS, "p", "P", "papers", "papers", "Manifest, box labels, data file: to the printer or a file."),
    Key(LOTS, "f", "F", "filter", "filter", "Only overdue, being built, closed, sent, back, done; or all."),
    Key(LOTS, "w", "W", "write", "write", "Print the list, or write it to a file."),
    Key(PACKING, "enter", "Enter", "pack", "pack", "Pack the lit unit, when its ticket cannot be scanned."),
    Key(PACKING, "right", "Right", "next box", "box(1)", "The next box, or a new one (Left, Right)."),
    Key(PACKING, "left", "Left", "", "box(-1)", ""),
    Key(PACKING, "x", "X", "take out", "take_out", "The lit unit out of its box; once more, out of the lot."),
    Key(PACKING, "a", "A", "take in", "take_in", "Take the unit that was scanned last into this lot."),
    Key(PACKING, "c", "C", "close", "close", "Count what lies in the boxes, and close; or open it again."),
    Key(PACKING, "y", "Y", "left", "left", "The closed lot left, on which day."),
    Key(PACKING, "l", "L", "lot", "head", "Pick-up, due back, service, order number, instructions."),
    Key(PACKING, "p", "P", "papers", "papers", "Manifest, box labels, data file: to the printer or a file."),
    Key(PACKING, "t", "T", "ticket", "ticket", "The ticket of the lit unit."),
    Key(PACKING, "o", "O", "open", "open", "Open the title's card."),
    Key(PACKING, "w", "W", "write", "write", "Print the list, or write it to a file."),
)
