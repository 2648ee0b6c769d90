"""The list: for expected issues, look-up, queues and batches, of any length.

It asks for the rows that are on the screen and no more, and draws the lines that changed and no more.
It takes no printable key: those belong to the scan reader, and a screen binds what they do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.message import Message
from textual.strip import Strip

from buckram_tui.widgets.columns import GAP, Column, column_widths
from buckram_tui.widgets.line import Cell, LineWidget
from buckram_tui.widgets.plain import fit


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. key: what the row is about (stays when rows move); cells: one per column."""

    key: Hashable
    cells: tuple[Cell, ...]


Window = Callable[[int, int], Sequence[Row]]
"""(offset, limit) to the rows from there on, at most `limit`."""


class Rows(LineWidget, can_focus=True):
    """A list with one lit row. Posts `Rows.Lit` when another row is lit.

    window: asks for rows; count: how many there are in all. choose: what Enter does with the lit row; it
    is awaited in the order of the keys. Without it, Enter is left to the screen.
    marking: rows can be marked (`mark`), which a narrow first column shows. empty: said when count is 0.
    """

    DEFAULT_CSS = """
    Rows { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,ctrl+home", "first", "First", show=False),
        Binding("end,ctrl+end", "last", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    class Lit(Message):
        """Another row is lit, or the list was asked for again. row: it, or None in an empty list."""

        def __init__(self, rows: Rows, row: Row | None) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column],
        window: Window,
        count: Callable[[], int],
        *,
        choose: Callable[[Row], Awaitable[None] | None] | None = None,
        heading: bool = True,
        marking: bool = False,
        empty: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._window = window
        self._count = count
        self._choose = choose
        self._heading = heading
        self._marking = marking
        self._empty = empty
        self._total = 0
        self._top = 0
        self._cursor = 0
        self._loaded: tuple[int, Sequence[Row]] = (0, ())
        self._marks: dict[Hashable, None] = {}
        self._widths: list[int] = []

    @property
    def total(self) -> int:
        """How many rows there are, as of the last `reload`."""
        return self._total

    @property
    def cursor(self) -> int:
        """The number of the lit row, from 0."""
        return self._cursor

    @property
    def lit(self) -> Row | None:
        """The lit row, or None in an empty list."""
        return self._row(self._cursor)

    @property
    def marks(self) -> tuple[Hashable, ...]:
        """The keys of the marked rows, in the order of marking."""
        return tuple(self._marks)

    def reload(self, cursor: int | None = None) -> None:
        """Ask again: rows came, went or changed. The light stays on its number, or goes to `cursor`."""
        self._total = self._count()
        self._loaded = (0, ())
        self._cursor = self._clamp(self._cursor if cursor is None else cursor)
        self._show_cursor()
        self.refresh()
        self.post_message(self.Lit(self, self.lit))

    def redraw_lit(self) -> None:
        """Ask for the lit row again, and draw it: something about it changed, and about no other."""
        offset, rows = self._loaded
        fresh = self._window(self._cursor, 1)
        at = self._cursor - offset
        if fresh and 0 <= at < len(rows):
            self._loaded = (offset, [*rows[:at], fresh[0], *rows[at + 1 :]])
        self._redraw_row(self._cursor)

    def light(self, number: int) -> None:
        """Move the light to row `number`, or as near to it as there are rows."""
        self._go(self._clamp(number), self._top)

    def mark(self) -> None:
        """Mark the lit row, or take its mark away, and go on to the next."""
        if not self._marking or (row := self.lit) is None:
            return
        if row.key in self._marks:
            del self._marks[row.key]
        else:
            self._marks[row.key] = None
        self._redraw_row(self._cursor)
        self.light(self._cursor + 1)

    def mark_all(self, keys: Iterable[Hashable]) -> None:
        """Mark these rows too."""
        self._marks |= dict.fromkeys(keys)
        self.redraw(self._head, self._body)

    def unmark(self, keys: Iterable[Hashable]) -> None:
        """Take the marks of these rows away."""
        for key in keys:
            self._marks.pop(key, None)
        self.redraw(self._head, self._body)

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.light(self._cursor + by)

    def action_page(self, by: int) -> None:
        """A page up or down; the light keeps its place on the screen."""
        step = max(self._body - 1, 1) * by
        self._go(self._clamp(self._cursor + step), self._top + step)

    def action_first(self) -> None:
        """To the first row."""
        self.light(0)

    def action_last(self) -> None:
        """To the last row."""
        self.light(self._total - 1)

    async def action_choose(self) -> None:
        """Enter."""
        row = self.lit
        if self._choose is not None and row is not None:
            done = self._choose(row)
            if isawaitable(done):
                await done

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Enter is the screen's where the list has nothing to do with it."""
        return action != "choose" or self._choose is not None

    def on_mount(self) -> None:
        """The first rows are asked for when the size is known."""
        self.reload()

    def on_resize(self, event: Resize) -> None:
        """The light stays in sight."""
        self._widths = column_widths(self._columns, event.size.width - self._indent - 1)
        self._show_cursor()
        # A layout that changed with the size has drawn it before it heard of its new width.
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The heading, a row, or nothing."""
        width = self.size.width
        if not self._widths:
            self._widths = column_widths(self._columns, width - self._indent - 1)
        if self._heading and y == 0:
            cells = tuple((column.title, "heading") for column in self._columns)
            return self.strip(self._parts(" " * self._indent, cells, "heading"), width, fill="heading")
        number = self._top + y - self._head
        if self._total == 0 and y == self._head:
            return self.strip([(" " + self._empty, "hint")], width)
        row = self._row(number)
        if row is None:
            return self.strip([], width)
        lit = number == self._cursor
        # The sign tells the lit row where reverse video does not show.
        sign = self.look.glyphs.prompt if lit else " "
        mark = self.look.glyphs.mark if row.key in self._marks else ""
        return self.strip(self._parts(sign + mark, row.cells, "normal"), width, lit=lit)

    @property
    def _indent(self) -> int:
        return 3 if self._marking else 1

    @property
    def _head(self) -> int:
        return 1 if self._heading else 0

    @property
    def _body(self) -> int:
        return max(self.size.height - self._head, 0)

    def _parts(self, mark: str, cells: Sequence[Cell], gap_style: str) -> list[Cell]:
        parts = [(mark.ljust(self._indent), "mark" if mark.strip() else gap_style)]
        ellipsis = self.look.glyphs.ellipsis
        for column, width, (text, style) in zip(self._columns, self._widths, cells, strict=True):
            if width:
                parts.append((fit(text, width, ellipsis, column.right) + " " * GAP, style))
        return parts

    def _row(self, number: int) -> Row | None:
        if not 0 <= number < self._total:
            return None
        offset, rows = self._loaded
        if not offset <= number < offset + len(rows):
            # The screen and half of one above and below it, so that a step does not ask again.
            offset = max(0, min(self._top, number) - self._body // 2)
            rows = self._window(offset, 2 * max(self._body, 1))
            self._loaded = (offset, rows)
        at = number - offset
        return rows[at] if 0 <= at < len(rows) else None

    def _clamp(self, number: int) -> int:
        return max(0, min(number, self._total - 1))

    def _go(self, number: int, top: int) -> None:
        """Light row `number` on a screen that begins with row `top`, or as near as brings it into sight."""
        if number == self._cursor:
            return
        before, self._cursor = (self._cursor, self._top), number
        self._top = top
        self._show_cursor()
        if self._top != before[1]:
            self.redraw(self._head, self._body)
        else:
            self._redraw_row(before[0])
            self._redraw_row(number)
        self.post_message(self.Lit(self, self.lit))

    def _show_cursor(self) -> None:
        """Scroll as little as brings the lit row into sight."""
        body = max(self._body, 1)
        self._top = max(min(self._top, self._cursor), self._cursor - body + 1, 0)
        self._top = max(0, min(self._top, self._total - body))

    def _redraw_row(self, number: int) -> None:
        y = number - self._top
        if 0 <= y < self._body:
            self.redraw(self._head + y)
