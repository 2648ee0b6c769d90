"""A few lines of text that change often: the head of a card, a panel, the list at the side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from buckram_tui.widgets.line import Cell, LineWidget

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
        """The line, or nothing below the last."""
        return self.strip(self._lines[y] if y < len(self._lines) else (), self.size.width)


def spread(left: Sequence[Cell], right: Cell, width: int) -> list[Cell]:
    """A line with something at its right end, as far as there is room for both."""
    from buckram_tui.widgets.plain import cells, fit, plain

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
    from buckram_tui.widgets.plain import cells, cut, plain

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
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines
