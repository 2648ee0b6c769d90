"""The one-line field for prose: a note, a date. It stands where the scan line stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widgets import Input


class Entry(Input):
    """Asks one question; Enter answers, Esc leaves. A scan that comes meanwhile is taken out of it.

    lines: several lines that are pasted answer at once. changed: called with what stands there while somebody
    types. answering: what stands there is being dealt with.
    """

    DEFAULT_CSS = """
    Entry, Entry:focus { height: 1; border: none; padding: 0 1; background: ansi_default; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", show=False),
        Binding("escape", "give_up", show=False),
    ]

    def __init__(
        self,
        question: str,
        draft: str,
        answered: Callable[[str], None],
        gave_up: Callable[[], None],
        *,
        lines: bool = False,
    ) -> None:
        super().__init__(draft, placeholder=question, compact=True)
        self.question = question
        # A cursor that blinks is what an idle screen would send all day.
        self.cursor_blink = False
        self._answered = answered
        self._gave_up = gave_up
        self._lines = lines
        self.changed: Callable[[str], None] | None = None
        self.answering = False

    def on_input_changed(self) -> None:
        """Textual's event: something was typed."""
        if self.changed is not None and self.value.strip():
            self.changed(self.value)

    def _on_paste(self, event: Paste) -> None:
        """Several lines are the whole answer where that is asked for: a record. Else the first is kept."""
        if self._lines and len(event.text.splitlines()) > 1:
            event.stop()
            event.prevent_default()
            self._answered(event.text)

    def action_answer(self) -> None:
        """Enter."""
        self._answered(self.value)

    def action_give_up(self) -> None:
        """Esc."""
        self._gave_up()
