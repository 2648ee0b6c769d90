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

KEYS = (
    Key(EVERYWHERE, "f1,question_mark", "?", "help", "explain", "Explain this screen."),
    Key(EVERYWHERE, "f2", "F2", "check-in", "app.go('check-in')", "Check-in: scan and receive."),
    Key(EVERYWHERE, "f3", "F3", "look up", "app.go('look-up')", "Look a title up."),
    Key(EVERYWHERE, "f4", "F4", "expected", "app.go('expected')", "What is due, late first."),
    Key(EVERYWHERE, "f5", "F5", "sitting", "app.go('sitting')", "What this sitting did and what waits."),
    Key(EVERYWHERE, "ctrl+z", "^Z", "undo", "app.undo", "Take back the last act, then the one before."),
    Key(EVERYWHERE, "escape", "Esc", "back", "back", "One step back. Nothing is lost."),
    Key(EVERYWHERE, "f10", "F10", "leave", "app.leave", "Leave the desk (again F10 to confirm)."),
    Key(CHECK_IN, "enter", "Enter", "receive", "receive", "Receive the lit issue, or do what is lit."),
    Key(CHECK_IN, "left", "Arrows", "card", "step(-1, 0)", "Move the light over the card."),
    Key(CHECK_IN, "right", "Right", "", "step(1, 0)", ""),
    Key(CHECK_IN, "up", "Up", "", "step(0, -1)", ""),
    Key(CHECK_IN, "down", "Down", "", "step(0, 1)", ""),
    Key(CHECK_IN, "pageup", "PgUp", "", "page(-1)", "A page of the card up or down (PgUp, PgDn)."),
    Key(CHECK_IN, "pagedown", "PgDn", "", "page(1)", ""),
    Key(CHECK_IN, "home", "Home", "", "to_light", "Back to the box that is current."),
    Key(CARD, "n", "N", "note", "note", "Write a note on the lit issue; others read it before they receive."),
    Key(CARD, "t", "T", "title note", "title_note", "Write a note on the title."),
    Key(CARD, "d", "D", "date", "back_date", "Receive as of another day; it stays until changed."),
    Key(CARD, "r", "R", "read notes", "read_notes", "Show all notes of the title."),
    Key(CARD, "s", "S", "run", "next_run", "The next run: issues, supplements, indexes."),
    Key(LIST, "space", "Space", "mark", "mark", "Mark the lit line."),
    Key(LOOK_UP, "enter", "Enter", "check in", "open", "Take the lit title to the check-in card."),
    Key(EXPECTED, "enter", "Enter", "receive", "receive", "Receive the lit issue."),
    Key(EXPECTED, "r", "R", "receive marked", "receive_marked", "Receive every marked issue."),
    Key(EXPECTED, "o", "O", "open", "open", "Open the title's card."),
    Key(EXPECTED, "l", "L", "late only", "late_only", "Only what is late, or all again."),
    Key(EXPECTED, "p", "P", "place", "choose('location')", "Only one location."),
    Key(EXPECTED, "v", "V", "vendor", "choose('vendor')", "Only one vendor."),
    Key(EXPECTED, "f", "F", "frequency", "choose('frequency')", "Only one frequency."),
    Key(EXPECTED, "a", "A", "all", "show_all", "All again, without filters."),
    Key(SITTING, "u", "U", "undo this", "undo_this", "Take the lit act back."),
    Key(SITTING, "o", "O", "open", "open", "Open the title's card."),
    Key(SITTING, "x", "X", "settled", "settle", "What waits here was dealt with."),
)


def bindings(*where: str) -> list[BindingType]:
    """Textual's bindings for the keys of these places."""
    return [Binding(key.keys, key.action, key.word, show=False) for key in KEYS if key.where in where]


def bar(*wanted: tuple[str, str]) -> list[tuple[str, str]]:
    """Keys for the key bar, in order of use: (place, word) as the table has them."""
    by_name = {(key.where, key.word): (key.label, key.word) for key in KEYS}
    return [by_name[one] for one in wanted]
