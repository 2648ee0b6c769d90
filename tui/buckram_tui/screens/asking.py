"""A screen that asks for prose: a field stands where the scan line stands, and a scan closes it."""

from __future__ import annotations

from collections.abc import Callable

from buckram.errors import BuckramError
from buckram_tui.screens.base import DeskScreen
from buckram_tui.widgets.bars import KeyBar, Level
from buckram_tui.widgets.scanline import ScanLine


class AskingScreen(DeskScreen):
    """Asks one question at a time."""

    def ask(self, question: str, answered: Callable[[str], None]) -> None:
        """Ask; `answered` gets the text. An error of ours is shown, and the text stays to be mended."""
        from buckram_tui.screens.entry import Entry

        def finish(text: str) -> None:
            try:
                answered(text)
            except BuckramError as problem:
                self.desk_app.look_up(str(problem), Level.WRONG)
            else:
                self.close_entry()

        self.close_entry()
        entry = Entry(question, finish, self.close_entry)
        self.query_one("#scan", ScanLine).add_class("gone")
        self.mount(entry, after="#title")
        entry.focus()
        self.query_one("#keys", KeyBar).show([("Enter", "keep"), ("Esc", "back")])

    def close_entry(self) -> None:
        """The question is answered or given up."""
        for entry in self.query("Entry"):
            self.set_focus(None)
            entry.remove()
            self.query_one("#scan", ScanLine).remove_class("gone")
            self.show_keys()
