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

KEYS = (
    Key(EVERYWHERE, "f1,question_mark", "?", "help", "explain", "Explain this screen."),
    Key(EVERYWHERE, "f2", "F2", "check-in", "app.go('check-in')", "Check-in: scan and receive."),
    Key(EVERYWHERE, "f3", "F3", "look up", "app.go('look-up')", "Look a title up."),
    Key(EVERYWHERE, "f4", "F4", "expected", "app.go('expected')", "What is due, late first."),
    Key(EVERYWHERE, "f5", "F5", "sitting", "app.go('sitting')", "What this sitting did and what waits."),
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
    Key(CHECK_IN, "f6", "F6", "date", "back_date", "Receive as of another day; it stays until changed."),
    Key(CHECK_IN, "home", "Home", "", "to_light", "Back to the box that is current."),
    Key(CARD, "n", "N", "note", "note", "Write a note on the lit issue; others read it before they receive."),
    Key(CARD, "t", "T", "title note", "title_note", "Write a note on the title."),
    Key(CARD, "c", "C", "correct", "correct", "Say what is printed, where the prediction was wrong."),
    Key(CARD, "j", "J", "join", "join", "The lit issue and the next came as one."),
    Key(CARD, "x", "X", "not published", "not_published", "The lit issue never appeared."),
    Key(CARD, "y", "Y", "", "take_offer", "Take the changed pattern that is offered."),
    Key(CARD, "i", "I", "all notes", "read_notes", "Show all notes of the title and its issues."),
    Key(CARD, "p", "P", "pattern", "pattern", "Make or change the pattern of the title."),
    Key(CARD, "e", "E", "why", "explain_issue", "Say why the lit issue is the next one."),
    Key(CARD, "s", "S", "run", "next_run", "The next run: issues, supplements, indexes."),
    Key(LIST, "space", "Space", "mark", "mark", "Mark the lit line."),
    Key(LOOK_UP, "enter", "Enter", "open", "open", "Open the lit title's card."),
    Key(EXPECTED, "enter", "Enter", "receive", "receive", "Receive the lit issue."),
    Key(EXPECTED, "r", "R", "marked", "receive_marked", "Receive every marked issue."),
    Key(EXPECTED, "o", "O", "open", "open", "Open the title's card."),
    Key(EXPECTED, "l", "L", "late", "late_only", "Only what is late, or all again."),
    Key(EXPECTED, "p", "P", "place", "choose('location')", "Only one location."),
    Key(EXPECTED, "v", "V", "vendor", "choose('vendor')", "Only one vendor."),
    Key(EXPECTED, "f", "F", "freq", "choose('frequency')", "Only one frequency."),
    Key(EXPECTED, "a", "A", "all", "show_all", "All again, without filters."),
    Key(SITTING, "u", "U", "undo this", "undo_this", "Take the lit act back."),
    Key(SITTING, "o", "O", "open", "open", "Open the title's card."),
    Key(SITTING, "x", "X", "settled", "settle", "What waits here was dealt with."),
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
)


def bindings(*where: str) -> list[BindingType]:
    """Textual's bindings for the keys of these places."""
    return [Binding(key.keys, key.action, key.word, show=False) for key in KEYS if key.where in where]


def bar(*wanted: tuple[str, str]) -> list[tuple[str, str]]:
    """Keys for the key bar, in order of use: (place, word) as the table has them."""
    by_name = {(key.where, key.word): (key.label, key.word) for key in KEYS}
    return [by_name[one] for one in wanted]
