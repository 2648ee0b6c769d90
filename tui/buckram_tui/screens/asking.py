"""A screen that asks for prose: a field stands where the scan line stands, and a scan closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from buckram.errors import BuckramError, Stale
from buckram_tui.screens.base import DeskScreen
from buckram_tui.widgets.bars import KeyBar, Level
from buckram_tui.widgets.scanline import ScanLine

if TYPE_CHECKING:
    from buckram_tui.screens.entry import Entry
    from buckram_tui.widgets.menu import Option


class AskingScreen(DeskScreen):
    """Asks one question at a time. What was typed and not kept is there again at the next such question."""

    _entry: Entry | None = None

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        # Of this screen only: the name of another list's file is no answer here.
        self._drafts: dict[str, str] = {}
        self._offered = ""

    def ask(
        self,
        question: str,
        answered: Callable[[str], str | None],
        draft: str = "",
        *,
        lines: bool = False,
        hint: Callable[[str], str] | None = None,
    ) -> None:
        """Ask; `answered` gets the text and gives the news. After an error of ours the text stays.

        draft: stands in the field, unless something was typed there before and not kept. lines: several lines
        that are pasted answer at once, whole. hint: what is said while somebody types, of what stands there.
        """
        from buckram_tui.screens.entry import Entry

        def finish(text: str) -> None:
            if self._entry is not entry:
                return  # An Enter too many: the one before it has answered.
            # An answer may ask the same again: that begins with an empty field.
            entry.answering = True
            # The question goes from the news before it is answered: what the answer says there stays.
            self.news("")
            try:
                news = answered(text)
            except BuckramError as problem:
                entry.answering = False
                if isinstance(problem, Stale):
                    self.refresh_all()
                self.desk_app.look_up(str(problem), Level.WRONG)
                return
            entry.value = ""
            # The answer may have asked the next question: that one stays.
            if self._entry is entry:
                self.close_entry()
            if news:
                self.news(news)

        self.close_menu()
        self.close_entry()
        text = self._drafts.get(question) or draft
        self._offered = draft
        self._entry = entry = Entry(question, text, finish, self.close_entry, lines=lines)
        if hint is not None:
            entry.changed = lambda typed: self.news(hint(typed))
        self.query_one("#scan", ScanLine).add_class("gone")
        self.mount(entry, after="#title")
        # At once: an Enter typed ahead belongs to this question, and must not reach the lit box.
        self.set_focus(entry)
        self.news(question, Level.ASK)
        self.show_keys()

    def choose(self, question: str, options: Sequence[Option], *, words_only: bool = False) -> None:
        """A menu in the place of the body; a question that stood open is given up."""
        self.close_entry()
        super().choose(question, options, words_only=words_only)

    def close_entry(self) -> None:
        """The question is answered or given up; what was not kept is there when it is asked again."""
        # Known at once: the field itself leaves the screen only after this key is done.
        entry, self._entry = self._entry, None
        if entry is not None:
            # What stood there by itself is worked out anew: another line may be lit by then.
            untouched = entry.answering or entry.value == self._offered
            self._drafts[entry.question] = "" if untouched else entry.value
            self.set_focus(None)
            entry.remove()
            self.query_one("#scan", ScanLine).remove_class("gone")
            if not entry.answering:
                self.news("")
        self.show_keys()

    def keep_typed(self) -> None:
        """What stands in the field could not be done yet: it is there when the same is asked again."""
        if self._entry is not None:
            self._entry.answering = False

    def show_keys(self) -> None:
        """While a question stands open, its two keys and no other: a letter is text there."""
        if self._entry is not None:
            self.query_one("#keys", KeyBar).show([("Enter", "keep"), ("Esc", "back")], helps=False)
        else:
            super().show_keys()
