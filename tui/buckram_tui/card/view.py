"""The check-in card: boxes by volume, finished volumes in one line, one place lit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from buckram_tui.card.layout import BOX_LINES, Layout, lay_out
from buckram_tui.card.words import BoxText, FoldText
from buckram_tui.widgets.line import Cell, LineWidget
from buckram_tui.widgets.plain import cells, fit, plain

NARROWEST, WIDEST = 9, 13
"""Cells of a box, with the place of the sign at its left."""


class CardView(LineWidget):
    """Draws boxes; `light` lights one and brings it into sight. Only lines that changed are drawn again."""

    DEFAULT_CSS = """
    CardView { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._items: tuple[BoxText | FoldText, ...] = ()
        self._lit: int | None = None
        self._layout: Layout = lay_out((), NARROWEST, NARROWEST)
        self._top = 0
        self._dark = False

    @property
    def lit(self) -> int | None:
        """The place of the lit box or line."""
        return None if self._dark else self._lit

    @property
    def place(self) -> int | None:
        """Where the light is, or was before it went out."""
        return self._lit

    def show(self, items: Sequence[BoxText | FoldText], lit: int | None, *, dark: bool = False) -> None:
        """Show these, round the lit one; dark: without its light. The same card keeps its place."""
        before = self._drawn()
        self._items = tuple(items)
        self._lit, self._dark = lit, dark
        self._lay_out()
        self._changed(before)

    def light(self, place: int) -> None:
        """Light another box; places beyond the ends mean the ends."""
        if self._items:
            before = self._drawn()
            self._dark = False
            self._lit = max(0, min(len(self._items) - 1, place))
            self._bring_into_sight()
            self._changed(before)

    def step(self, columns: int = 0, rows: int = 0) -> None:
        """Move the light by boxes to the right and rows down."""
        if self._lit is None:
            self.light(len(self._items) - 1)
        elif rows:
            self.light(self._layout.beside(self._lit, rows))
        else:
            self.light(self._lit + columns)

    def page(self, by: int) -> None:
        """Move the light by a page down (up, when negative)."""
        if self._lit is None:
            self.light(len(self._items) - 1)
        else:
            self.light(self._layout.away(self._lit, by * max(self.size.height - BOX_LINES, BOX_LINES)))

    def on_resize(self) -> None:
        """As many boxes in a row as the window holds."""
        self._lay_out()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the card."""
        return self.strip(self._line(self._top + y), self.size.width)

    def _lay_out(self) -> None:
        boxes = [item for item in self._items if isinstance(item, BoxText)]
        widest = max((cells(plain(t)) for b in boxes for t in (b.number, b.cover, b.status)), default=0)
        # The status is the desk's own words, and short; with a day in it, it has to be whole.
        status = max((cells(plain(b.status)) for b in boxes), default=0)
        box = max(NARROWEST, min(WIDEST, widest + 1), status + 1)
        folded = {n for n, item in enumerate(self._items) if isinstance(item, FoldText)}
        self._layout = lay_out([i.volume for i in self._items], box, max(self.size.width, box), folded)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        height = max(self.size.height, BOX_LINES)
        last_top = max(0, len(self._layout.lines) - height)
        if self._lit is None:
            self._top = last_top
            return
        first = self._layout.top_of[self._lit]
        last = first + self._layout.height(self._lit) - 1
        # A row more on either side: what came just before and what comes next belong to the decision.
        margin = BOX_LINES + 1 if height >= 3 * BOX_LINES + 2 else 0
        if not self._top <= max(0, first - margin) <= last + margin < self._top + height:
            # The light came from elsewhere: more of what came than of what will come.
            self._top = first - height * 2 // 5
            self._top = max(self._top, last - height + 1) if margin else first
        self._top = self._whole_row(max(0, min(self._top, last_top)))

    def _whole_row(self, top: int) -> int:
        """The same line, or the one above it where a row of boxes, or its volume's name, begins."""
        lines = self._layout.lines
        while top and lines[top].part:
            top -= 1
        return top - 1 if top and lines[top - 1].volume else top

    def _drawn(self) -> list[tuple[Cell, ...]]:
        return [self._line(self._top + y) for y in range(self.size.height)]

    def _changed(self, before: list[tuple[Cell, ...]]) -> None:
        for y, line in enumerate(before):
            if line != self._line(self._top + y):
                self.redraw(y)

    def _line(self, number: int) -> tuple[Cell, ...]:
        if number >= len(self._layout.lines):
            return ()
        line = self._layout.lines[number]
        if line.volume:
            return ((f" {line.volume}", "title"),)
        parts: list[Cell] = []
        for place in line.places:
            item = self._items[place]
            parts += (
                self._part(place, item, line.part) if isinstance(item, BoxText) else self._fold(place, item)
            )
        return tuple(parts)

    def _fold(self, place: int, fold: FoldText) -> tuple[Cell, ...]:
        told = (f"  {fold.told}", "dim")
        if place != self.lit:
            return ((f" {fold.volume}", "title"), told)
        return ((self.look.glyphs.prompt, "here"), (fold.volume, "lit"), told)

    def _part(self, place: int, box: BoxText, part: int) -> tuple[Cell, ...]:
        text, style = ((box.number, "here"), (box.cover, "normal"), (box.status, box.style))[part]
        width = self._layout.box_width
        ellipsis = self.look.glyphs.ellipsis
        words = fit(text, width - 1, ellipsis)
        sign = self.look.glyphs.mark if box.marked and part == 1 else " "
        if place != self.lit:
            return ((sign, "mark"), (words, style)) if box.marked else ((" " + words, style),)
        # The sign at the left tells the lit box where reverse video does not show.
        return ((self.look.glyphs.prompt if part == 0 else sign, "here"), (words, "lit"))
