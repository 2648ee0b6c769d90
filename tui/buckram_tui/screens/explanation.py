"""`?`: what the screen is for, and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from buckram_tui.keys import KEYS
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import KeyBar, TitleBar
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines, wrapped


class Explanation(Screen[None]):
    """One page of words. Esc, Enter or `?` closes it; a scan closes it and counts."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,question_mark", "close", show=False),
        *[Binding(key.keys, key.action, show=False) for key in KEYS if key.action.startswith("app.go")],
        Binding("down,pagedown,space", "turn(1)", show=False),
        Binding("up,pageup", "turn(-1)", show=False),
    ]
    place = Place(letters_act=True)

    def __init__(self, heading: str, text: str, places: Sequence[str]) -> None:
        super().__init__()
        self._places = places
        self._heading = heading
        self._text = text
        self._page = 0

    def compose(self) -> ComposeResult:
        """A page between two bars."""
        yield TitleBar(f"Buckram  {self._heading}: what is this?")
        yield Lines(id="page")
        yield KeyBar(id="keys")

    def on_resize(self) -> None:
        """Words wrap to the window."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        page = self.query_one("#page", Lines)
        lines = self._lines(page.size.width - 4)
        height = max(page.size.height - 1, 1)
        last = (len(lines) - 1) // height
        self._page = max(0, min(self._page, last))
        more = [("PgDn", "more")] if self._page < last else []
        self.query_one("#keys", KeyBar).show([("Esc", "back"), *more], helps=False)
        page.show([[], *lines[self._page * height : (self._page + 1) * height]])

    def _lines(self, width: int) -> list[list[Cell]]:
        lines: list[list[Cell]] = []
        for paragraph in self._text.strip().split("\n\n"):
            lines += [[("  " + line, "normal")] for line in wrapped(" ".join(paragraph.split()), width)]
            lines.append([])
        for where in self._places:
            lines.append([(f"  Keys {where}", "title")])
            for key in KEYS:
                if key.where == where and key.explains:
                    lines.append([(f"  {key.label:<8}", "key"), (key.explains, "normal")])
            lines.append([])
        return lines

    def action_turn(self, by: int) -> None:
        """Another page."""
        self._page += by
        self._show()

    def action_close(self) -> None:
        """Back to the screen that was explained."""
        self.app.pop_screen()
