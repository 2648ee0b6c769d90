"""A few lines of text that change often: the head of a card, a panel, the list at the side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from buckram_tui.widgets.line import Cell, LineWidget
from buckram_tui.widgets.plain import cells, cut, fit, plain

TextLine = Sequence[Cell]


class Lines(LineWidget):
    """Shows lines, one below the other; draws again only those that changed."""

    DEFAULT_CSS = """
    Lines { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[tuple[Cell, ...]] = []

    def show(self, lines: Sequence[TextLine]) -> None:
        """Show these lines instead."""
        before, self._lines = self._lines, [tuple(line) for line in lines]
        for y in range(max(len(before), len(self._lines))):
            if before[y : y + 1] != self._lines[y : y + 1]:
                self.redraw(y)

    def render_line(self, y: int) -> Strip:
        """The line, cut with the ellipsis where it is too long, or nothing below the last."""
        parts = self._lines[y] if y < len(self._lines) else ()
        return self.strip(clipped(parts, self.size.width, self.look.glyphs.ellipsis), self.size.width)


def clipped(parts: Sequence[Cell], width: int, ellipsis: str) -> Sequence[Cell]:
    """The parts of a line; one that is too long ends in the ellipsis: nobody takes it for whole."""
    if sum(cells(plain(text)) for text, _ in parts) <= width:
        return parts
    kept: list[Cell] = []
    room = width - len(ellipsis)
    for text, style in parts:
        text = cut(plain(text), room)
        room -= cells(text)
        kept.append((text, style))
        if room <= 0:
            break
    return [*kept, (ellipsis, kept[-1][1])]


def spread(left: Sequence[Cell], right: Cell, width: int) -> list[Cell]:
    """A line with something at its right end, as far as there is room for both."""
    room = width - cells(plain(right[0])) - 1
    used = 0
    line: list[Cell] = []
    for n, (text, style) in enumerate(left):
        last = n == len(left) - 1
        size = cells(plain(text))
        text = fit(text, max(room - used, 0)) if last or used + size > room else text
        used += cells(plain(text))
        line.append((text, style))
    return [*line, (" ", "normal"), right]


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells, broken at blanks where there are any."""
    lines: list[str] = []
    line = ""
    for word in plain(text).split(" "):
        candidate = f"{line} {word}" if line else word
        if cells(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        while cells(word) > width:
            head = cut(word, width)
            # A holdings statement has no blanks: it is broken behind a gap where there is one.
            head = head[: head.rfind(",") + 1] or head
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines
