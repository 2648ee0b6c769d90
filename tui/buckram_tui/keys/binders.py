"""The keys of the binders, and of the binding pattern of a title."""

from __future__ import annotations

from buckram_tui.keys.key import BINDERS, BINDING, Key

BINDER_KEYS = (
    Key(
        BINDERS,
        "enter",
        "Enter",
        "sheet, change",
        "change",
        "The sheet of the lit binder; the lit line of it; the pattern of the lit title.",
    ),
    Key(BINDERS, "a", "A", "add", "do('add')", "Add a binder; in its sheet: a price, a colour."),
    Key(BINDERS, "x", "X", "take out", "do('take_out')", "Take the lit price, colour or unused binder out."),
    Key(BINDERS, "y", "Y", "as usual", "do('usual')", "What a new title gets, as is usual everywhere."),
    Key(BINDERS, "i", "I", "titles", "titles", "The titles that the lit binder binds."),
    Key(BINDERS, "q", "Q", "no pattern", "without", "The titles that have no binding pattern yet."),
    Key(BINDERS, "g", "G", "give", "do('give')", "Give every marked title its first pattern, as one act."),
    Key(
        BINDERS,
        "c",
        "C",
        "change all",
        "do('change_all')",
        "Change one line of every marked title, as one act.",
    ),
    Key(BINDERS, "e", "E", "every", "every", "Mark every title, or none."),
    Key(BINDERS, "b", "B", "pattern", "pattern", "The binding pattern of the lit title."),
    Key(BINDERS, "o", "O", "open", "open", "Open the title's card."),
    Key(BINDERS, "f", "F", "only", "only", "Only one part of the sheet; titles by words; or all again."),
    Key(BINDERS, "z", "Z", "close", "do('close')", "The lit binder works for us no more, or again."),
    Key(BINDERS, "w", "W", "write", "write", "Print the list, or write it to a file."),
    Key(
        BINDING,
        "enter",
        "Enter",
        "change",
        "change",
        "Change the lit line; where nothing is said yet: a first guess from the record.",
    ),
    Key(BINDING, "c", "C", "copy", "copy", "Copy from a like title; in the versions: take that one back."),
    Key(
        BINDING, "y", "Y", "as usual", "do('usual')", "The lit line as the binder's titles commonly have it."
    ),
    Key(BINDING, "f", "F", "only own", "only", "Only the lines that are not the usual, or all again."),
    Key(BINDING, "right", "Right", "next title", "turn(1)", "The next title of the list (Left, Right)."),
    Key(BINDING, "left", "Left", "", "turn(-1)", ""),
    Key(BINDING, "r", "R", "versions", "versions", "The versions; Enter compares one field by field."),
    Key(BINDING, "t", "T", "spine", "spine", "The spine as it would be lettered, beside the last; back."),
    Key(BINDING, "a", "A", "copies", "do('copies')", "The pattern of one copy, or give it its own."),
    Key(BINDING, "n", "N", "note", "do('note')", "Words for the binder, each time."),
    Key(BINDING, "z", "Z", "bound no more", "do('stop')", "The title is bound no more, or again."),
    Key(BINDING, "o", "O", "open", "open", "Open the title's card."),
    Key(BINDING, "w", "W", "write", "write", "Print the pattern, or write it to a file."),
)
