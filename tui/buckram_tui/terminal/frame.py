"""What is on the terminal, cell by cell, and the fewest bytes from there to what should be.

A frame knows two pictures: the wanted one, into which text is put, and the sent one, which the terminal
shows. Between two calls of `changes` any number of things may be put; only the difference is sent.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from rich.cells import get_character_cell_size

Glyph = tuple[str, str]
"""A character with its combining marks, and its SGR codes ("" is the terminal's default). The second cell
of a wide character holds no text."""

_BLANK: Glyph = (" ", "")
_EMOJI = "\U0001f000"
_CODE = r"(?:[123]|3[0-7]|9[0-7]|38;5;\d+|38;2;\d+;\d+;\d+)"
_LETTERS_ONLY = re.compile(rf"{_CODE}(?:;{_CODE})*")
_BRIDGE = 4
"""So many unchanged cells between two changed ones are sent again: that is shorter than a cursor move."""
_WORTH_ERASING = 12
"""So many blanks in a row are erased instead of written."""
_WORTH_SCROLLING = 3
"""A block that moved by one line is scrolled if it has so many lines."""


class Frame:
    """The wanted and the sent picture of a terminal of `width` by `height` cells."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._wanted = [[_BLANK] * width for _ in range(height)]
        self._sent = [[_BLANK] * width for _ in range(height)]
        self._touched: set[int] = set()
        self._known = False

    def forget(self) -> None:
        """The terminal may show anything: the next `changes` clears it and sends the whole picture."""
        self._known = False

    def put(self, x: int, y: int, text: str, sgr: str, end: int) -> int:
        """Want `text` from cell x of line y on, but nothing at or after cell `end`; return the cell after."""
        if not 0 <= y < self.height:
            return x
        row = self._wanted[y]
        end = min(end, self.width)
        self._touched.add(y)
        if text.isascii():
            text = text[: max(end - x, 0)]
            stop = x + len(text)
            self._free(row, x, stop)
            blank = (" ", _on_blank(sgr))
            row[x:stop] = [blank if character == " " else (character, sgr) for character in text]
            return stop
        start = x
        for character in text:
            size = get_character_cell_size(character)
            if size == 0:
                if x > start:  # a mark whose letter is under a dialog must not land on the dialog's border
                    _add_mark(row, x, character)
                continue
            if x + size > end:
                if x < end:
                    self._free(row, x, end)
                    row[x] = (" ", sgr)
                break
            self._free(row, x, x + size)
            row[x] = (character, sgr)
            if size == 2:
                row[x + 1] = ("", sgr)
            x += size
        return x

    def changes(self) -> str:
        """The bytes that make the terminal show the wanted picture, which from then on is the sent one."""
        pen = _Pen(self.width)
        if not self._known:
            pen.clear()
            self._known = True
            self._sent = [[_BLANK] * self.width for _ in range(self.height)]
            self._touched.update(range(self.height))
        changed = sorted(y for y in self._touched if self._wanted[y] != self._sent[y])
        self._touched.clear()
        if len(changed) > _WORTH_SCROLLING:
            changed = self._scroll(pen, changed)
        for y in changed:
            self._line(pen, y)
            self._sent[y] = list(self._wanted[y])
        return pen.finish()

    def _free(self, row: list[Glyph], start: int, stop: int) -> None:
        """A wide character of which one half is overwritten is gone: its other half becomes blank."""
        if 0 < start < self.width and row[start][0] == "":
            row[start - 1] = (" ", row[start - 1][1])
        if stop < self.width and row[stop][0] == "":
            row[stop] = (" ", row[stop][1])

    def _scroll(self, pen: _Pen, changed: list[int]) -> list[int]:
        """Move the largest block that only moved by one line; return the lines that differ after that."""
        best = max((self._moved(changed[0], changed[-1], by) for by in (1, -1)), key=lambda block: block[1])
        first, length, by = best
        if length < _WORTH_SCROLLING:
            return changed
        top, bottom = min(first, first + by), max(first, first + by) + length - 1
        pen.scroll(top, bottom, by)
        blank = [_BLANK] * self.width
        block = self._sent[top : bottom + 1]
        self._sent[top : bottom + 1] = [*block[1:], blank] if by == 1 else [blank, *block[:-1]]
        return [
            y
            for y in range(min(changed[0], top), max(changed[-1], bottom) + 1)
            if self._wanted[y] != self._sent[y]
        ]

    def _moved(self, first: int, last: int, by: int) -> tuple[int, int, int]:
        """(first line, number of lines, by) of the longest block whose lines were sent `by` lines lower."""
        best, start = (first, 0, by), first
        for y in range(first, last + 1):
            if not 0 <= y + by < self.height or self._wanted[y] != self._sent[y + by]:
                start = y + 1
            elif y + 1 - start > best[1]:
                best = (start, y + 1 - start, by)
        return best

    def _line(self, pen: _Pen, y: int) -> None:
        wanted, sent = self._wanted[y], self._sent[y]
        end = self.width
        while end and wanted[end - 1] == _BLANK:
            end -= 1
        x = 0
        while x < end:
            if wanted[x] == sent[x]:
                x += 1
                continue
            start, stop, same = x, x + 1, 0
            x += 1
            while x < end and same < _BRIDGE:
                same = same + 1 if wanted[x] == sent[x] else 0
                x += 1
                stop = x - same
            # A wide character is written whole, though only one of its cells may differ.
            if wanted[start][0] == "":
                start -= 1
            if stop < self.width and wanted[stop][0] == "":
                stop += 1
            pen.draw(start, y, wanted[start:stop])
            x = stop
        if sent[end:] != wanted[end:]:
            pen.erase_from(end, y)


@lru_cache(4096)
def _on_blank(sgr: str) -> str:
    """The codes that show on a blank: none, if all are weight, slant or colour of a letter."""
    return "" if _LETTERS_ONLY.fullmatch(sgr) else sgr


def _add_mark(row: list[Glyph], x: int, mark: str) -> None:
    base = x - 1
    if base > 0 and row[base][0] == "":
        base -= 1
    if base >= 0:
        text, sgr = row[base]
        row[base] = (text + mark, sgr)


class _Pen:
    """Writes escape sequences; knows where the terminal's cursor is and which SGR codes are in force."""

    def __init__(self, width: int) -> None:
        self._out: list[str] = []
        self._width = width
        self._at: tuple[int, int] | None = None
        self._sgr = ""

    def clear(self) -> None:
        self._out.append("\x1b[0m\x1b[2J")

    def draw(self, x: int, y: int, glyphs: list[Glyph]) -> None:
        for blank, group in groupby(glyphs, _BLANK.__eq__):
            run = list(group)
            self._move(x, y)
            if blank and len(run) >= _WORTH_ERASING:
                self._style("")
                self._out.append(f"\x1b[{len(run)}X")
            else:
                self._write(x, y, run)
            x += len(run)

    def _write(self, x: int, y: int, run: list[Glyph]) -> None:
        doubtful = False
        for at, (text, sgr) in enumerate(run, x):
            if doubtful and text.isascii() and text:
                # Terminals do not agree on the width of marked letters and emoji: begin the next word, and
                # with it the next column, where it belongs.
                self._at = None
                self._move(at, y)
                doubtful = False
            if text != " " or sgr or _on_blank(self._sgr):
                self._style(sgr)
            self._out.append(text)
            doubtful = doubtful or len(text) > 1 or text >= _EMOJI
        x += len(run)
        # In the last column terminals do not agree on where the cursor is, either.
        self._at = (x, y) if x < self._width and not doubtful else None

    def erase_from(self, x: int, y: int) -> None:
        self._move(x, y)
        self._style("")
        self._out.append("\x1b[K")

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Move the lines from top to bottom up (by = 1) or down (by = -1) by one line."""
        self._style("")
        step = f"\x1b[{bottom + 1}H\n" if by == 1 else f"\x1b[{top + 1}H\x1bM"
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r{step}\x1b[r")
        self._at = None

    def finish(self) -> str:
        self._style("")
        return "".join(self._out)

    def _style(self, sgr: str) -> None:
        if sgr != self._sgr:
            reset = "0;" if self._sgr and sgr else ""
            self._out.append(f"\x1b[{reset}{sgr}m")
            self._sgr = sgr

    def _move(self, x: int, y: int) -> None:
        if self._at == (x, y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if self._at is not None and self._at[1] == y and x > self._at[0]:
            ways.append(f"\x1b[{x - self._at[0]}C")
        if self._at == (self._at and self._at[0], y - 1) and x == 0:
            ways.append("\r\n")
        self._out.append(min(ways, key=len))
        self._at = (x, y)
