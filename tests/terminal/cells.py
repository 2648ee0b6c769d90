"""What a person sees in the cells of a pyte screen."""

from __future__ import annotations

from unicodedata import east_asian_width

import pyte

Seen = tuple[object, ...]


def differences(ours: pyte.Screen, theirs: pyte.Screen) -> list[str]:
    """Where a person sees the two screens differ: line, cell, and what is there."""
    assert (ours.columns, ours.lines) == (theirs.columns, theirs.lines)
    columns = range(ours.columns)
    found = []
    for y in range(ours.lines):
        one_row, other_row = ours.buffer[y], theirs.buffer[y]
        unlike = {x for x in columns if one_row[x] != other_row[x]}
        # What a cell shows rests on the cells beside it too.
        for x in sorted({x + beside for x in unlike for beside in (-1, 0, 1)} & set(columns)):
            one, other = _cell(ours, x, y), _cell(theirs, x, y)
            if one != other:
                found.append(f"line {y}, cell {x}: {one} instead of {other}")
    return found


def _cell(screen: pyte.Screen, x: int, y: int) -> Seen:
    """Character, colours, attributes, as far as they show.

    A blank shows its background, reverse and underline only. Half of a wide character whose other half was
    overwritten is a blank, as on a real terminal (pyte leaves it standing). A mark on a border has lost its
    letter, which is under a dialog; Textual draws it, and it means nothing.
    """
    row = screen.buffer[y]
    cell = row[x]
    data = cell.data
    if data and _is_wide(data) and (x + 1 == screen.columns or row[x + 1].data != ""):
        data = " "
    if data == "" and not (x and _is_wide(row[x - 1].data)):
        data = " "
    if data and "\u2500" <= data[0] <= "\u257f":
        data = data[0]
    if data in (" ", "\xa0") and not (cell.reverse or cell.underscore or cell.strikethrough):
        return (" ", cell.bg)
    marks = (cell.bold, cell.italics, cell.underscore, cell.strikethrough, cell.reverse, cell.blink)
    return (data, cell.fg, cell.bg, *marks)


def _is_wide(data: str) -> bool:
    return data != "" and east_asian_width(data[0]) in "WF"
