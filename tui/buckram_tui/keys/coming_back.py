"""The keys of what comes back from the binder: unpacking, and the check of each volume."""

from __future__ import annotations

from buckram_tui.keys.key import COMING_BACK, QUALITY, Key

COMING_BACK_KEYS = (
    Key(
        COMING_BACK, "enter", "Enter", "next", "next", "The lit unit's next step: it came, check, barcode ..."
    ),
    Key(COMING_BACK, "y", "Y", "all on", "all_on", "All marked go a step on: came, processed, shelved."),
    Key(COMING_BACK, "q", "Q", "check", "check", "The quality check of the lit volume, also once more."),
    Key(COMING_BACK, "r", "R", "refused", "refused", "It came back unbound: the binder's reason, what then."),
    Key(COMING_BACK, "x", "X", "short", "short", "It was in no box: the lit one, what is marked, all open."),
    Key(COMING_BACK, "d", "D", "decide", "decide", "Refused, short, charged price, barcode: what then?"),
    Key(COMING_BACK, "c", "C", "count", "count", "How many volumes were counted out of the boxes."),
    Key(COMING_BACK, "a", "A", "came too", "too", "Something came that was not sent: note it."),
    Key(COMING_BACK, "i", "I", "barcode", "barcode", "The barcode of the lit volume: scan it."),
    Key(COMING_BACK, "h", "H", "hold", "hold", "Hold the lit unit that was refused."),
    Key(COMING_BACK, "m", "M", "mend", "mend", "The lit volume wants mending: into the queue."),
    Key(COMING_BACK, "e", "E", "every", "every", "Mark every line that is shown, or none."),
    Key(COMING_BACK, "f", "F", "filter", "filter", "Only what waits for one step; again: all."),
    Key(COMING_BACK, "l", "L", "lot", "lot", "Another lot that is out, or all of them."),
    Key(COMING_BACK, "p", "P", "shelf list", "shelf_list", "Print what is to be shelved, in shelf order."),
    Key(COMING_BACK, "w", "W", "write", "write", "A list to the printer or a file."),
    Key(COMING_BACK, "o", "O", "open", "open", "Open the title's card."),
    Key(QUALITY, "enter", "Enter", "fine", "fine", "Everything else is fine: accept it, or say what then."),
    Key(QUALITY, "t", "T", "title", "fault('t')", "Wrong title on the spine; again: ours; again: fine."),
    Key(QUALITY, "c", "C", "call number", "fault('c')", "Wrong call number."),
    Key(QUALITY, "v", "V", "volume", "fault('v')", "Wrong volume or numbers."),
    Key(QUALITY, "d", "D", "date", "fault('d')", "Wrong date."),
    Key(QUALITY, "l", "L", "stamping", "fault('l')", "Lettering crooked or not legible."),
    Key(QUALITY, "y", "Y", "set", "fault('y')", "Lines do not match the set."),
    Key(QUALITY, "k", "K", "colour", "fault('k')", "Wrong colour."),
    Key(QUALITY, "f", "F", "foil", "fault('f')", "Wrong foil."),
    Key(QUALITY, "b", "B", "covers", "fault('b')", "Wrong covers or number."),
    Key(QUALITY, "x", "X", "trimmed", "fault('x')", "Trimmed into the text."),
    Key(QUALITY, "p", "P", "order", "fault('p')", "Issues or pages out of order."),
    Key(QUALITY, "u", "U", "upright", "fault('u')", "Something upside down."),
    Key(QUALITY, "m", "M", "lacking", "fault('m')", "Something is lacking."),
    Key(QUALITY, "e", "E", "foreign", "fault('e')", "Something foreign is bound in."),
    Key(QUALITY, "g", "G", "pocket", "fault('g')", "Pocket or its matter lacking."),
    Key(QUALITY, "s", "S", "leaves", "fault('s')", "Leaves come loose."),
    Key(QUALITY, "a", "A", "flat", "fault('a')", "Does not open flat."),
    Key(QUALITY, "h", "H", "hinges", "fault('h')", "Hinges loose or cracked."),
    Key(QUALITY, "j", "J", "boards", "fault('j')", "Boards warped or unequal."),
    Key(QUALITY, "i", "I", "glue", "fault('i')", "Glue on leaves or cover."),
    Key(QUALITY, "q", "Q", "corners", "fault('q')", "Corners crushed."),
    Key(QUALITY, "z", "Z", "cloth", "fault('z')", "Cloth stained or scuffed."),
    Key(QUALITY, "n", "N", "note", "note", "A note beside the fault that was pressed last."),
    Key(QUALITY, "o", "O", "open", "open", "Open the title's card."),
)
