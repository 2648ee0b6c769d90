"""The sheet of the quality check: the volume's spine and make-up, and beside it what is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram.rules.bindery.faults import CHECKS, Check, Found, Whose, told
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import wrapped
from buckram_tui.widgets.plain import cells, fit, plain

if TYPE_CHECKING:
    from buckram.desk.bindery.quality import Sheet

SPINE = 24
"""Cells of the spine at the right."""

_FINE, _BINDER, _OURS = "ok", "BINDER", "OURS"


def sheet_lines(sheet: Sheet, found: Sequence[Found], width: int, ellipsis: str) -> list[list[Cell]]:
    """What the volume is, piece by piece, and what is looked at; at the right the spine of its ticket."""
    left_width = width - SPINE - 1
    left = [*_head(sheet, left_width), [], *_checks(found, left_width, ellipsis)]
    right = _spine(sheet, ellipsis)
    lines: list[list[Cell]] = []
    for n in range(max(len(left), len(right))):
        line = left[n] if n < len(left) else []
        used = sum(cells(plain(text)) for text, _ in line)
        spine = right[n] if n < len(right) else ""
        lines.append([*line, (" " * max(left_width - used, 0), "normal"), (spine, "normal")])
    return lines


def _head(sheet: Sheet, width: int) -> list[list[Cell]]:
    """The spine is held against this first, against the ticket second."""
    line = sheet.line
    lines: list[list[Cell]] = [[(f" {part}", "title")] for part in wrapped(line.name, width - 2)[:2]]
    call = f"{line.call_number}: " if line.call_number else ""
    s = "" if len(sheet.pieces) == 1 else "s"
    pieces = f"{call}{len(sheet.pieces)} piece{s}, {_short(sheet.pieces)}"
    gaps = f". Lacks {_short(sheet.gaps)}" if sheet.gaps else ""
    lines += [[(f" {part}", "normal")] for part in wrapped(pieces + gaps, width - 2)[:2]]
    if sheet.corrected:
        again = f"Went back for: {told(sheet.corrected)}"
        lines += [[(f" {part}", "warn")] for part in wrapped(again, width - 2)[:1]]
    ordered = ", ".join(f"{what.lower()} {how}" for what, how in sheet.ordered)
    if ordered:
        lines += [[(f" {part}", "dim")] for part in wrapped(f"Ordered: {ordered}", width - 2)[:2]]
    return lines


def _short(names: Sequence[str]) -> str:
    if len(names) <= 6:
        return ", ".join(names)
    return f"{names[0]} to {names[-1]}"


def _checks(found: Sequence[Found], width: int, ellipsis: str) -> list[list[Cell]]:
    faults = {one.code: one for one in found}
    room = width // 2
    half = -(-len(CHECKS) // 2)
    return [
        [
            cell
            for check in (CHECKS[n], *CHECKS[n + half : n + half + 1])
            for cell in _check(check, faults.get(check.code), room, ellipsis)
        ]
        for n in range(half)
    ]


def _check(check: Check, fault: Found | None, room: int, ellipsis: str) -> list[Cell]:
    words = check.code if room < 50 else check.right
    state, style = _FINE, "good"
    if fault is not None:
        words = check.wrong + (f" ({fault.note})" if fault.note else "")
        state, style = (_BINDER if fault.whose is Whose.BINDER else _OURS), "wrong"
    return [
        (f" {check.letter.upper()} ", "key"),
        (fit(words, room - 10, ellipsis), "normal" if fault is None else style),
        (f" {state:<6}", style),
    ]


def _spine(sheet: Sheet, ellipsis: str) -> list[str]:
    """The lines of the ticket, as they ought to stand on the spine."""
    inner = SPINE - 4
    if not sheet.spine:
        return ["No ticket is known:", "the pieces alone say", "what it ought to be."]
    rows = [f"|{fit(_middle(text, inner), inner, ellipsis)}|" for text in sheet.spine]
    edge = f"+{'-' * inner}+"
    return ["The ticket says:", edge, *rows, edge]


def _middle(text: str, width: int) -> str:
    text = plain(text)
    return " " * max((width - cells(text)) // 2, 0) + text
