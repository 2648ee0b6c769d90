"""What stands below the sitting's list: the lit line whole, and what each key does to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import spread, wrapped

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.tray import Entry
    from buckram.desk.worklist import Proposal

HEIGHT = 9
"""Lines below the list, at 80 by 24: the list keeps nine."""

CARD, SETTLED = ("O", "its card"), ("X", "dealt with")

ANSWERS: dict[str, Sequence[tuple[str, str]]] = {
    "which issue": (CARD, SETTLED),
    "which title": (("T", "other words"), SETTLED),
    "note": (CARD, SETTLED),
    "here already": (CARD, SETTLED),
    "gap": (("K", "claim"), ("W", "watch"), ("J", "came in one piece"), ("X", "not published"), CARD),
    "unknown": (
        ("M", "make its title"),
        ("I", "import a record"),
        ("N", "note"),
        ("S", "to sender"),
        ("D", "discard"),
    ),
    "unreadable": (SETTLED,),
    "refused": (SETTLED,),
    "barcode wanted": (CARD, SETTLED),
}
"""The letters that answer each kind of question, beside Enter."""


def question_lines(
    desk: Desk, entry: Entry, proposed: Proposal, marked: int, width: int, place: str
) -> list[list[Cell]]:
    """An open question whole: what is asked, what was scanned, what Enter and the letters do.

    marked: how many of its kind the keys act on. place: "2 of 5".
    """
    from buckram.desk.pile import history
    from buckram.desk.worklist import ASKS

    assert entry.scan_id is not None
    top = spread([(f" {ASKS[entry.question]}", "title")], (f"{place} ", "dim"), width)
    bottom = [_enter(proposed, marked), _letters(entry.question)]
    about: list[list[Cell]] = [[(f"   {line}", "normal")] for line in wrapped(entry.sentence, width - 5)[:2]]
    about.append(_scanned(desk, entry))
    if proposed.remark:
        about += [[(f"   {line}", "warn")] for line in wrapped(proposed.remark, width - 5)]
    for note in proposed.notes:
        for n, line in enumerate(wrapped(note.text, width - 12)):
            about.append([("   Note: " if n == 0 else "         ", "warn"), (line, "note")])
    if entry.question == "gap":
        labels = ", ".join(issue.label for issue in proposed.passed)
        about += [[(f"   {line}", "note")] for line in wrapped(f"Not here: {labels}", width - 5)]
    if entry.question == "unknown":
        about += [
            [(f"   {event.at} {event.person}: ", "dim"), (event.said, "note")]
            for event in history(desk, entry.scan_id)
        ]
    room = HEIGHT - 2 - len(bottom)  # the rule above, and the first line
    if len(about) > room:
        more = len(about) - room + 1
        about = [*about[: room - 1], [(f"   ... {more} more lines: O shows them on its card", "dim")]]
    return [top, *about, *([[]] * (room - len(about))), *bottom]


def fits_whole(proposed: Proposal, width: int) -> bool:
    """Whether all notes are in sight: what was cut off was not read."""
    return sum(len(wrapped(note.text, width - 12)) for note in proposed.notes) <= HEIGHT - 7


def _enter(proposed: Proposal, marked: int) -> list[Cell]:
    line: list[Cell] = [("   Enter", "key"), (f"  {proposed.says}", "here")]
    if marked > 1:
        line.append((f"  (and so for {marked} that are marked)", "warn"))
    return line


def _letters(question: str) -> list[Cell]:
    line: list[Cell] = [("   ", "normal")]
    for letter, word in ANSWERS[question]:
        line += [(letter, "key"), (f" {word}   ", "normal")]
    return line


def _scanned(desk: Desk, entry: Entry) -> list[Cell]:
    day = "" if entry.day == desk.today() else f" on {entry.day.day} {entry.day:%b}"
    by = "" if entry.person == desk.person else f" by {entry.person}"
    if not entry.raw:
        return [(f"   Asked at {entry.at}{day}{by}", "dim")]
    return [(f"   Scanned at {entry.at}{day}{by}: ", "dim"), (entry.raw, "typed")]


def line_whole(desk: Desk, entry: Entry, width: int) -> list[list[Cell]]:
    """A line that asks nothing, whole."""
    lines: list[list[Cell]] = [[(f" {line}", "normal")] for line in wrapped(entry.sentence, width - 3)[:4]]
    if entry.answer:
        lines.append([(" Answered: ", "dim"), (entry.answer, "normal")])
    if entry.scan_id is not None:
        lines.append(_scanned(desk, entry))
    return lines
