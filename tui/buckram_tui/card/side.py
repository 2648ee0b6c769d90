"""The side of the check-in screen: what this sitting has received."""

from __future__ import annotations

from buckram.desk.undoing import Tally
from buckram.storage.ledger import Act
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.plain import cells, fit, plain
from buckram_tui.widgets.theme import Glyphs


def side_lines(done: Tally, waiting: int, width: int, height: int, glyphs: Glyphs) -> list[list[Cell]]:
    """One line an act, the newest at the bottom; what was undone says so.

    waiting: open questions. A full column moves up by half at once: a list that moved with each receipt
    would send itself whole with each.
    """
    wait = [(f", {waiting} wait", "warn")] if waiting else []
    lines: list[list[Cell]] = [
        [(f"{glyphs.vertical} ", "line"), (f"{done.received} received", "title"), *wait]
    ]
    room = max(height - 1, 2)
    half = room // 2
    hidden = 0 if done.count <= room else -(-(done.count - room) // half) * half
    acts = [act for act in reversed(done.newest) if act.kind not in {"undo", "redo"}]
    shown = acts[-(done.count - hidden) :] if done.count > hidden else []
    lines += [_line(act, width, glyphs) for act in shown[-room:]]
    return [*lines, *[[(glyphs.vertical, "line")]] * (height - len(lines))]


def _line(act: Act, width: int, glyphs: Glyphs) -> list[Cell]:
    sign, style = ("x", "dim") if act.undone else (glyphs.ok, "good")
    if act.kind not in {"receive", "receive several"} and not act.undone:
        sign = glyphs.dot
    number = short_label(act.label)
    room = max(width - 5 - cells(plain(number)), 6)
    name = "dim" if act.undone else "normal"
    return [
        (f"{glyphs.vertical} ", "line"),
        (f"{sign} ", style),
        (f"{fit(act.title or act.sentence, room, glyphs.ellipsis)} {number}", name),
    ]


def short_label(label: str) -> str:
    """The lowest number of an issue's label: "v.12:no.3 (March 2026)" gives "no.3"."""
    number = label.split(" (")[0].split("=")[0]
    last = number.split(":")[-1]
    while len(last) > 12 and " " in last:
        # The number stands behind its caption: "zong di … qi 294" is "qi 294".
        last = last.partition(" ")[2]
    return last[:12]
