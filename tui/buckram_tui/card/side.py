"""The side of the check-in screen: what this sitting has received."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.storage.ledger import Act
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.plain import cells, fit, plain
from buckram_tui.widgets.theme import Glyphs


def side_lines(acts: Sequence[Act], width: int, height: int, glyphs: Glyphs) -> list[list[Cell]]:
    """One line an act, the newest at the bottom; what was undone says so.

    acts: newest first. A full column moves up by half at once: a list that moved with each receipt would
    send itself whole with each.
    """
    done = [act for act in reversed(acts) if act.kind not in {"undo", "redo"}]
    received = sum(act.kind == "receive" and not act.undone for act in done)
    lines: list[list[Cell]] = [[(f"{glyphs.vertical} ", "line"), (f"Sitting: {received} received", "title")]]
    room = max(height - 1, 2)
    half = room // 2
    hidden = 0 if len(done) <= room else -(-(len(done) - room) // half) * half
    lines += [_line(act, width, glyphs) for act in done[hidden:]]
    return [*lines, *[[(glyphs.vertical, "line")]] * (height - len(lines))]


def _line(act: Act, width: int, glyphs: Glyphs) -> list[Cell]:
    sign, style = ("x", "dim") if act.undone else (glyphs.ok, "good")
    if act.kind != "receive" and not act.undone:
        sign = glyphs.dot
    number = short_label(act.label)
    room = max(width - 5 - cells(plain(number)), 6)
    name = "dim" if act.undone else "normal"
    return [
        (f"{glyphs.vertical} ", "line"),
        (f"{sign} ", style),
        (f"{fit(act.title, room, glyphs.ellipsis)} {number}", name),
    ]


def short_label(label: str) -> str:
    """The lowest number of an issue's label: "v.12:no.3 (March 2026)" gives "no.3"."""
    number = label.split(" (")[0].split("=")[0]
    last = number.split(":")[-1]
    return last if len(last) <= 12 else last[:12]
