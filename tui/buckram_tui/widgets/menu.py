"""The menu: a question, and a line for each answer, which is chosen by its letter or by Enter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.strip import Strip

from buckram_tui.widgets.line import Cell, LineWidget
from buckram_tui.widgets.lines import clipped
from buckram_tui.widgets.plain import cells, fit, plain


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. letter: the key, one lower-case letter or digit; word, explains: what it does.

    does: called when it is chosen, when the menu is gone already. It may ask or choose further; text that
    it gives is the news. group: a heading that options side by side share.
    """

    letter: str
    word: str
    explains: str
    does: Callable[[], Awaitable[str | None] | str | None]
    group: str = ""


class Menu(LineWidget, can_focus=True):
    """Shows options and tells which one was chosen; it keeps the lit one in sight."""

    DEFAULT_CSS = """
    Menu { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup,home", "move(-99)", show=False),
        Binding("pagedown,end", "move(99)", show=False),
        Binding("left", "aside(-1)", show=False),
        Binding("right", "aside(1)", show=False),
        Binding("space", "stay", show=False),
        Binding("enter", "take", show=False),
        Binding("escape", "leave", show=False),
        *[Binding(key, f"letter('{key}')", show=False) for key in ascii_lowercase + digits],
    ]

    def __init__(
        self,
        taken: Callable[[Option], Awaitable[None]],
        left: Callable[[], None],
        unknown: Callable[[str], None],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._taken = taken
        self._left = left
        self._unknown = unknown
        self._question = ""
        self._options: tuple[Option, ...] = ()
        self._lit = 0
        self._top = 0
        self._words_only = False

    @property
    def options(self) -> Sequence[Option]:
        """What is offered; nothing while the menu is closed."""
        return self._options

    def offer(self, question: str, options: Sequence[Option], *, words_only: bool = False) -> None:
        """Offer these, the first lit; no options: the menu is closed.

        words_only: where they are too many for one column there may be two, with the lit one explained below.
        """
        self._words_only = words_only
        self._question = question
        self._options = tuple(options)
        self._lit = self._top = 0
        self.refresh()

    def action_move(self, by: int) -> None:
        """Up or down."""
        before = self._top
        was, self._lit = self._lit, max(0, min(len(self._options) - 1, self._lit + by))
        if rows := self._side_by_side():
            for changed in {1 + was % rows, 1 + self._lit % rows, rows + 2}:
                self.redraw(changed)
            return
        lines = self._lines()
        at = lines.index(self._lit)
        height = max(self.size.height, 1)
        self._top = max(min(self._top, at - 1), at - height + 1, 0)
        if self._top != before:
            self.refresh()
        else:
            self.redraw(lines.index(was) - self._top)
            self.redraw(at - self._top)

    def action_aside(self, by: int) -> None:
        """Left or right: the other column, where there are two."""
        if rows := self._side_by_side():
            to = self._lit + by * rows
            if 0 <= to < len(self._options):
                self.action_move(by * rows)

    def action_stay(self) -> None:
        """A key that means something on the card below: nothing here."""

    def action_leave(self) -> None:
        """Esc."""
        self._left()

    async def action_take(self) -> None:
        """Enter."""
        if self._options:
            await self._taken(self._options[self._lit])

    async def action_letter(self, letter: str) -> None:
        """The letter of an option."""
        chosen = next((option for option in self._options if option.letter == letter), None)
        if chosen is None:
            self._unknown(letter)
        else:
            await self._taken(chosen)

    def _lines(self) -> list[str | int]:
        """A heading, or the place of an option; headings only while all of it is in sight."""
        lines: list[str | int] = [f" {self._question}"]
        group = ""
        for place, option in enumerate(self._options):
            if option.group != group and option.group:
                lines.append(f" {option.group}")
            group = option.group
            lines.append(place)
        if len(lines) > self.size.height:
            lines = [lines[0], *range(len(self._options))]
        return lines

    def _side_by_side(self) -> int:
        """Rows of the menu in two columns, where its options are too many for one; 0: it has one column.

        The lit one is explained below them: words that are cut in the middle would explain nothing.
        """
        rows = -(-len(self._options) // 2)
        fits = self.size.width >= 2 * (self._word + 8) and rows + 3 <= self.size.height
        return rows if self._words_only and fits and 1 + len(self._options) > self.size.height else 0

    @property
    def _word(self) -> int:
        """Cells of the longest word."""
        return max((cells(plain(one.word)) for one in self._options), default=0)

    def _render_side_by_side(self, y: int, rows: int) -> Strip:
        width = self.size.width
        if y == 0:
            return self.strip([(f" {self._question}", "title")], width)
        if y == rows + 2:
            return self.strip([(f"    {self._options[self._lit].explains}", "normal")], width)
        parts: list[Cell] = []
        for place in (y - 1, y - 1 + rows):
            if not (y - 1 < rows and place < len(self._options)):
                continue
            option, lit = self._options[place], place == self._lit
            sign = self.look.glyphs.prompt if lit else " "
            parts += [
                (f" {sign} ", "here"),
                (option.letter.upper(), "key"),
                (f"  {fit(option.word, width // 2 - 6)}", "here" if lit else "normal"),
            ]
        return self.strip(clipped(parts, width, self.look.glyphs.ellipsis), width)

    def render_line(self, y: int) -> Strip:
        """The question, a heading, an option, or nothing."""
        if rows := self._side_by_side():
            return self._render_side_by_side(y, rows)
        width = self.size.width
        lines = self._lines()
        n = y + self._top
        line = lines[n] if n < len(lines) else ""
        if isinstance(line, str):
            return self.strip([(line, "title" if n == 0 else "dim")], width)
        option = self._options[line]
        lit = line == self._lit
        sign = self.look.glyphs.prompt if lit else " "
        parts: list[Cell] = [
            (f" {sign} ", "here"),
            (option.letter.upper(), "key"),
            (f"  {fit(option.word, self._word)}  ", "normal"),
            (option.explains, "normal" if lit else "dim"),
        ]
        return self.strip(clipped(parts, width, self.look.glyphs.ellipsis), width, lit=lit)
