"""The base of the desk's widgets: text in named styles, drawn line by line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from buckram_tui.widgets.plain import cells, cut, plain
from buckram_tui.widgets.theme import Look, terminal_look

Cell = tuple[str, str]
"""Text of a record or of ours, and the name of its style."""


class LineWidget(Widget):
    """A widget that draws lines of cells, and redraws only the lines that changed."""

    DEFAULT_CSS = """
    LineWidget { height: 1; width: 1fr; }
    """

    @property
    def look(self) -> Look:
        """The terminal's styles and glyphs."""
        return terminal_look()

    def strip(self, parts: Iterable[Cell], width: int, *, lit: bool = False, fill: str = "normal") -> Strip:
        """The parts side by side in exactly `width` cells: cut at the end, or filled in style `fill`."""
        style = self.look.style
        segments: list[Segment] = []
        left = width
        for text, name in parts:
            text = cut(plain(text), left)
            left -= cells(text)
            segments.append(Segment(text, style(name, lit)))
        if left:
            segments.append(Segment(" " * left, style(fill, lit)))
        return Strip(segments, width)

    def redraw(self, y: int, height: int = 1) -> None:
        """Draw these lines of the widget again, and no other."""
        self.refresh(Region(0, y, self.size.width, height))


class OneLine(LineWidget):
    """A widget of one line. Subclasses say what is on it."""

    def line(self, width: int) -> Strip:
        """The line in exactly `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line, and nothing below it."""
        width = self.size.width
        return self.line(width) if y == 0 else self.strip([], width)
