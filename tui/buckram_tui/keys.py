"""Every key of the desk, once: its name, what it does, and where. The README repeats this table."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """A key. keys: Textual's names. label, word: as the key bar has them. action: Textual's action."""

    where: str
    keys: str
    label: str
    word: str
    action: str
    explains: str


EVERYWHERE = "everywhere"
CHECK_IN = "check-in"
CARD = "on the card"
LIST = "in a list"
LOOK_UP = "look-up"
EXPECTED = "expected"
SITTING = "sitting"
WORKSHOP = "pattern"
PRINTING = "printing"
RETENTION = "retention"
INVENTORY = "inventory"
FIGURES = "figures"

KEYS = (
    Key(EVERYWHERE, "f1,question_mark", "?", "help", "explain", "Explain this screen."),
    Key(EVERYWHERE, "f2", "F2", "check-in", "app.go('check-in')", "Check-in: scan and receive."),
    Key(EVERYWHERE, "f3", "F3", "look up", "app.go('look-up')", "Look a title up."),
    Key(EVERYWHERE, "f4", "F4", "expected", "app.go('expected')", "What is due, late first."),
    Key(EVERYWHERE, "f5", "F5", "sitting", "app.go('sitting')", "What this sitting did and what waits."),
    Key(EVERYWHERE, "f9", "F9", "more", "app.more", "All other desks, each by its letter."),
    Key(EVERYWHERE, "ctrl+z", "^Z", "undo", "app.undo", "Take back the last act, then the one before."),
    Key(EVERYWHERE, "ctrl+y", "^Y", "redo", "app.redo", "Do again what was taken back last."),
    Key(EVERYWHERE, "escape", "Esc", "back", "back", "One step back. Nothing is lost."),
    Key(EVERYWHERE, "ctrl+c", "^C", "", "way_out", "Says how to leave: F10."),
    Key(EVERYWHERE, "f10", "F10", "leave", "app.leave", "Leave the desk (again F10 to confirm)."),
    Key(CHECK_IN, "enter", "Enter", "receive", "receive", "Receive the lit issue, or do what is lit."),
    Key(CHECK_IN, "left", "Arrows", "card", "step(-1, 0)", "Move the light over the card."),
    Key(CHECK_IN, "right", "Right", "", "step(1, 0)", ""),
    Key(CHECK_IN, "up", "Up", "", "step(0, -1)", ""),
    Key(CHECK_IN, "down", "Down", "", "step(0, 1)", ""),
    Key(CHECK_IN, "pageup", "PgUp", "", "page(-1)", "A page of the card up or down (PgUp, PgDn)."),
    Key(CHECK_IN, "pagedown", "PgDn", "", "page(1)", ""),
    Key(
        CHECK_IN, "f6", "F6", "date", "act('back_date')", "Receive as of another day; it stays until changed."
    ),
    Key(
        CHECK_IN,
        "f7",
        "F7",
        "snags",
        "act('snags')",
        "Not as expected: what can be done, each by its letter.",
    ),
    Key(CHECK_IN, "home", "Home", "", "to_light", "Back to the box that is current."),
    Key(
        CARD,
        "n",
        "N",
        "note",
        "act('note')",
        "Write a note on the lit issue; others read it before they receive.",
    ),
    Key(CARD, "t", "T", "title note", "act('title_note')", "Write a note on the title."),
    Key(CARD, "c", "C", "correct", "act('correct')", "Say what is printed, where the prediction was wrong."),
    Key(CARD, "j", "J", "join", "act('join')", "The lit issue and the next came as one."),
    Key(CARD, "a", "A", "add", "act('add')", "Add a supplement, a special issue or an index beside it."),
    Key(CARD, "v", "V", "by number", "act('by_number')", "Receive by what is printed, also without a box."),
    Key(CARD, "l", "L", "later title", "act('later_title')", "The lit issue is the first of a later title."),
    Key(CARD, "x", "X", "not published", "act('not_published')", "The lit issue never appeared."),
    Key(CARD, "d", "D", "damaged", "act('damaged')", "A piece is damaged: in hand, or here already."),
    Key(CARD, "q", "Q", "copies", "act('copies_came')", "Say which of the copies came."),
    Key(CARD, "g", "G", "came again", "act('again')", "It came again: gift, extra, replacement, wrong item."),
    Key(CARD, "k", "K", "claim", "act('claim')", "Claim the lit issue, or the copies it lacks."),
    Key(CARD, "w", "W", "watch", "act('watch')", "Leave the lit issue alone until a day."),
    Key(CARD, "m", "M", "missing", "act('missing')", "A piece that was here is gone; or it is found again."),
    Key(CARD, "z", "Z", "withdraw", "act('withdraw')", "Withdraw the lit issue, or the piece of one copy."),
    Key(CARD, "y", "Y", "", "act('take_offer')", "Take the changed pattern that is offered."),
    Key(CARD, "i", "I", "all notes", "act('read_notes')", "Show all notes of the title and its issues."),
    Key(CARD, "p", "P", "pattern", "act('pattern')", "Make or change the pattern of the title."),
    Key(CARD, "e", "E", "why", "act('explain_issue')", "Say why the lit issue is the next one."),
    Key(CARD, "h", "H", "history", "act('history')", "What was done to the lit issue: who, when, what."),
    Key(CARD, "space", "Space", "mark", "act('mark')", "Mark the lit box; at another box, all between."),
    Key(CARD, "r", "R", "receive marked", "act('receive_marked')", "Receive every marked issue, as one act."),
    Key(CARD, "f", "F", "fold", "act('fold')", "Fold or unfold the lit volume; at what is to come, all."),
    Key(CARD, "b", "B", "by year", "act('by_year')", "The boxes by volume, or by year."),
    Key(
        CARD,
        "o",
        "O",
        "title data",
        "act('title_data')",
        "Treatment, copies, places, readers, barcodes; print a label or slip.",
    ),
    Key(CARD, "s", "S", "run", "next_run", "The next run: issues, supplements, indexes."),
    Key(CARD, "u", "U", "codes", "act('codes')", "The codes of the title: what they mean, and to forget it."),
    Key(LIST, "space", "Space", "mark", "mark", "Mark the lit line."),
    Key(LOOK_UP, "enter", "Enter", "open", "open", "Open the lit title's card."),
    Key(EXPECTED, "enter", "Enter", "receive", "receive", "Receive the lit issue."),
    Key(EXPECTED, "r", "R", "marked", "receive_marked", "Receive every marked issue."),
    Key(EXPECTED, "o", "O", "open", "open", "Open the title's card."),
    Key(EXPECTED, "l", "L", "late", "late_only", "Only what is late, or all again."),
    Key(EXPECTED, "p", "P", "place", "choose('location')", "Only one location."),
    Key(EXPECTED, "v", "V", "vendor", "choose('vendor')", "Only one vendor."),
    Key(EXPECTED, "f", "F", "freq", "choose('frequency')", "Only one frequency."),
    Key(
        EXPECTED,
        "n",
        "N",
        "silent",
        "silent",
        "Titles of which nothing is foreseen and too long nothing came.",
    ),
    Key(EXPECTED, "a", "A", "all", "show_all", "All again, without filters."),
    Key(SITTING, "u", "U", "undo this", "undo_this", "Take the lit act back."),
    Key(SITTING, "o", "O", "open", "open", "Open the card, with the piece in hand."),
    Key(
        SITTING,
        "x",
        "X",
        "settled",
        "answer('settle')",
        "What waits here was dealt with; of a gap: it was not published.",
    ),
    Key(
        SITTING,
        "g",
        "G",
        "came again",
        "answer('again')",
        "It is here already: gift, extra copy, replacement, wrong item.",
    ),
    Key(SITTING, "k", "K", "claim", "answer('claim')", "Claim what did not come before this issue."),
    Key(SITTING, "w", "W", "watch", "answer('watch')", "Watch for what did not come before this issue."),
    Key(SITTING, "j", "J", "join", "answer('join')", "What did not come is one piece with this issue."),
    Key(
        SITTING,
        "t",
        "T",
        "title",
        "answer('title')",
        "Say which title the piece is of; its code is remembered.",
    ),
    Key(SITTING, "m", "M", "make title", "answer('make')", "Make a title for the piece."),
    Key(
        SITTING,
        "i",
        "I",
        "import",
        "answer('import')",
        "Import a record for the piece, from a file or pasted.",
    ),
    Key(SITTING, "n", "N", "note", "answer('note')", "Write a note on a piece of the no-record pile."),
    Key(SITTING, "s", "S", "to sender", "answer('sender')", "The piece goes back to its sender."),
    Key(SITTING, "d", "D", "discard", "answer('discard')", "Discard the piece (asks once)."),
    Key(SITTING, "a", "A", "add", "add", "Put a piece without a code on the no-record pile."),
    Key(SITTING, "e", "E", "tray done", "end('end')", "The totals of the tray; end it, or take it up again."),
    Key(SITTING, "p", "P", "print", "end('print')", "Print the list of the sitting."),
    Key(SITTING, "f", "F", "file", "end('file')", "Write the list of the sitting to a file."),
    Key(PRINTING, "enter", "Enter", "print now", "print_now", "Print the lit one now."),
    Key(PRINTING, "r", "R", "all", "print_all", "Print all that waits, from every station."),
    Key(PRINTING, "d", "D", "drop", "drop", "Drop what is marked, or the lit one, unprinted."),
    Key(PRINTING, "p", "P", "print again", "again", "Print once more what was printed or dropped."),
    Key(WORKSHOP, "enter", "Enter", "adopt", "adopt", "Let the pattern hold, from the issue shown on."),
    Key(WORKSHOP, "left", "Left", "", "start(-1)", "Let it hold from another issue (Left, Right)."),
    Key(WORKSHOP, "right", "Right", "", "start(1)", ""),
    Key(
        WORKSHOP, "space", "Space", "leave out", "tick", "Leave the lit issue out each year, or put it back."
    ),
    Key(WORKSHOP, "j", "J", "join", "join", "One issue with the next: both numbers, one number, two again."),
    Key(WORKSHOP, "r", "R", "ready", "choose('ready')", "Choose a ready pattern, the likeliest first."),
    Key(WORKSHOP, "f", "F", "frequency", "choose('frequency')", "Choose how often it appears."),
    Key(WORKSHOP, "c", "C", "captions", "put('captions')", "The words before the numbers, such as v. no."),
    Key(WORKSHOP, "u", "U", "a volume", "put('units')", "How many numbers make a volume."),
    Key(WORKSHOP, "v", "V", "numbers", "turn('continuity')", "Numbers begin again each volume, or go on."),
    Key(WORKSHOP, "t", "T", "new vol.", "put('changes')", "When a new volume begins."),
    Key(WORKSHOP, "l", "L", "dated by", "turn('dating')", "By day, month, season, year or nothing."),
    Key(
        WORKSHOP,
        "s",
        "S",
        "seasons",
        "turn('seasons')",
        "Winter last or first in its year, or southern seasons.",
    ),
    Key(WORKSHOP, "w", "W", "on days", "put('days')", "On which days it appears: second Wednesday."),
    Key(WORKSHOP, "n", "N", "first no.", "put('numbers')", "The numbers of the first issue."),
    Key(WORKSHOP, "d", "D", "its date", "put('date')", "The date of the first issue."),
    Key(WORKSHOP, "m", "M", "MARC", "put('field')", "Write the MARC line of the pattern."),
    Key(WORKSHOP, "h", "H", "its MARC", "put('holding')", "Write the MARC line of the first issue."),
    Key(RETENTION, "z", "Z", "withdraw", "withdraw", "Withdraw every marked piece, as one act."),
    Key(RETENTION, "e", "E", "every", "every", "Mark every line, or none."),
    Key(RETENTION, "p", "P", "place", "place", "Only one location."),
    Key(RETENTION, "y", "Y", "why", "why", "Only one kind of retention."),
    Key(RETENTION, "a", "A", "all", "show_all", "All again, without filters."),
    Key(RETENTION, "u", "U", "what waits", "waits", "Copies kept until bound, on microfilm or online; back."),
    Key(RETENTION, "r", "R", "it came", "came", "Microfilm, online or a cumulation of the title came."),
    Key(RETENTION, "o", "O", "open", "open", "Open the title's card."),
    Key(RETENTION, "w", "W", "write", "write", "Print the list, or write it to a file."),
    Key(INVENTORY, "enter", "Enter", "receive", "receive", "Receive what stands here; answer what is asked."),
    Key(INVENTORY, "t", "T", "title", "title", "Type the title of a piece whose code cannot be read."),
    Key(
        INVENTORY, "l", "L", "lists", "lists", "The next list: missing, misplaced, to withdraw, not received."
    ),
    Key(INVENTORY, "f", "F", "finish", "finish", "The walk is done; its lists stay."),
    Key(INVENTORY, "e", "E", "every", "every", "Mark every line of the list, or none."),
    Key(INVENTORY, "m", "M", "missing", "missing", "Mark missing what is marked, as one act."),
    Key(INVENTORY, "z", "Z", "withdraw", "withdraw", "Withdraw what is marked, as one act."),
    Key(INVENTORY, "o", "O", "open", "open", "Open the title's card."),
    Key(INVENTORY, "w", "W", "write", "write", "Print the list, or write it to a file."),
    Key(FIGURES, "left", "Left", "table", "turn(-1)", "From one table to the next (Left, Right)."),
    Key(FIGURES, "right", "Right", "", "turn(1)", ""),
    Key(FIGURES, "b", "B", "by", "by", "Choose what the figures are told by."),
    Key(FIGURES, "t", "T", "since", "since", "Choose since when."),
    Key(FIGURES, "e", "E", "everybody", "everybody", "Everybody together, where the library decided so."),
    Key(FIGURES, "w", "W", "write", "write", "Print the table, or write it to a file."),
)


def bindings(*where: str) -> list[BindingType]:
    """Textual's bindings for the keys of these places."""
    return [Binding(key.keys, key.action, key.word, show=False) for key in KEYS if key.where in where]


def bar(*wanted: tuple[str, str]) -> list[tuple[str, str]]:
    """Keys for the key bar, in order of use: (place, word) as the table has them."""
    by_name = {(key.where, key.word): (key.label, key.word) for key in KEYS}
    return [by_name[one] for one in wanted]
