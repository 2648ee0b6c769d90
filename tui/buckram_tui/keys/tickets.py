"""The keys of the desk of tickets."""

from __future__ import annotations

from buckram_tui.keys.key import TICKETS, Key

TICKET_KEYS = (
    Key(TICKETS, "enter", "Enter", "make", "make", "Make the ticket of the lit unit, or show it."),
    Key(
        TICKETS,
        "right",
        "Right",
        "spine",
        "look(1)",
        "The spine, beside the volume before; then the next unit.",
    ),
    Key(TICKETS, "left", "Left", "", "look(-1)", ""),
    Key(TICKETS, "pageup", "PgUp", "", "page(-1)", ""),
    Key(TICKETS, "pagedown", "PgDn", "", "page(1)", ""),
    Key(TICKETS, "r", "R", "marked", "make_marked", "Make the tickets of all that is marked, as one act."),
    Key(TICKETS, "e", "E", "every", "every", "Mark every line, or none."),
    Key(TICKETS, "y", "Y", "proof", "proof", "It is right: a second person proofs what is marked, or lit."),
    Key(
        TICKETS,
        "c",
        "C",
        "change",
        "act('change')",
        "For this volume only: lettering, class, colour, method.",
    ),
    Key(TICKETS, "i", "I", "instructions", "act('flags')", "Standard instructions for this volume."),
    Key(TICKETS, "n", "N", "in words", "act('words')", "Say something to the binder, for this volume."),
    Key(TICKETS, "u", "U", "urgent", "act('urgent')", "The lit unit is urgent, or is so no longer."),
    Key(TICKETS, "p", "P", "print", "print", "Print the tickets that are marked, or the lit one."),
    Key(TICKETS, "w", "W", "write", "write", "Print the list; write it, or the binder's data, to a file."),
    Key(TICKETS, "f", "F", "filter", "filter", "Only what has no ticket, is to be proofed, has no pattern."),
    Key(TICKETS, "l", "L", "lot", "lot", "Only one lot, or all again."),
    Key(TICKETS, "b", "B", "pattern", "pattern", "The binding pattern of the lit unit's title."),
    Key(TICKETS, "o", "O", "open", "open", "Open the title's card."),
)
