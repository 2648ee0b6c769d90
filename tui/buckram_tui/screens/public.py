"""The look-up for readers, on a shared workstation: it can read and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from buckram.errors import BuckramError
from buckram_tui.screens.base import CSS
from buckram_tui.screens.explanation import Explanation
from buckram_tui.screens.lookup import LookUp
from buckram_tui.terminal.app import TerminalApp
from buckram_tui.terminal.lifeline import run
from buckram_tui.terminal.outcomes import Stroke, Submit
from buckram_tui.widgets.bars import Key, TitleBar
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.storage.library import Library


class PublicLookUp(LookUp, inherit_bindings=False):
    """Look-up without the desk's keys, notes, prices and names."""

    HEADING = "What do we have?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "start_over", show=False),
        Binding("f1,question_mark", "explain", show=False),
        Binding("ctrl+c", "way_out", show=False),
    ]
    EXPLAINS = """
    Type words of a title, in any script, or an ISSN, or scan the barcode of an issue. The list narrows as you
    type; the arrow keys move in it. Below it stands what the library has of the lit title, which issue is the
    newest, when the next one is looked for, and where it is. What is at the bindery stands there too, with
    the day on which it is due back.

    Esc starts over. For anything else ask at the desk.
    """

    @property
    def library(self) -> Library:
        """The file, opened for reading."""
        return cast("PublicApp", self.app).library

    def today(self) -> date:
        """The reader's today."""
        return cast("PublicApp", self.app).today()

    def person(self) -> None:
        """The public asks."""

    def keys(self) -> Sequence[Key]:
        """There is little to press."""
        return [("Up/Down", "choose"), ("Esc", "start over")]

    def come_to_front(self) -> None:
        """No name and no date: nobody is at work here."""
        self.query_one("#title", TitleBar).show(self.HEADING)
        self.show_keys()

    def action_explain(self) -> None:
        """`?`."""
        self.app.push_screen(Explanation(self.HEADING, self.EXPLAINS, ()))

    def action_way_out(self) -> None:
        """Ctrl+C."""
        self.news(self.app.way_out)  # type: ignore[attr-defined]

    def action_start_over(self) -> None:
        """Esc, and after a while without keys: as if nobody had been here."""
        self.app.scan_reader.clear()  # type: ignore[attr-defined]
        self.typed("")
        self._show(())
        self.query_one("#scan").show("")  # type: ignore[attr-defined]
        self.news("")

    async def _chosen(self, row: Row) -> None:
        """Enter: the detail stands below already."""
        self.query_one("#found", Rows).light(self.query_one("#found", Rows).cursor)


class PublicApp(TerminalApp[None]):
    """Runs the public look-up. idle: seconds after which it starts over; stay: no key leaves it."""

    TITLE = "Buckram"
    CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f10", "leave", show=False)]

    def __init__(self, library: Library, today: Callable[[], date], *, idle: float, stay: bool) -> None:
        super().__init__()
        self.library = library
        self.today = today
        self._idle = idle
        self._stay = stay
        self._timer: Timer | None = None
        self._home = PublicLookUp(name="public")

    def get_default_screen(self) -> Screen[None]:
        """There is one screen."""
        return self._home

    def on_mount(self) -> None:
        """The library is asked behind the first paint."""
        self.call_after_refresh(self._heed_settings)

    def _heed_settings(self) -> None:
        from buckram.desk.deciding import decided

        self.scan_reader.ends_by_silence = decided(self.library, "scanner_ends") == "silence"

    async def take_scan(self, scan: Submit) -> None:
        """A scan or an ended line."""
        self._somebody_is_here()
        if self.screen is not self._home:
            self.pop_screen()
        await self._home.take_scan(scan)

    def scan_line_changed(self, text: str) -> None:
        """Narrow the list."""
        super().scan_line_changed(text)
        self._home.typed(text)

    async def press(self, stroke: Stroke, key: str | None = None) -> None:
        """Any key shows that somebody is here."""
        self._somebody_is_here()
        try:
            await super().press(stroke, key)
        except BuckramError as problem:
            self._home.news(str(problem))

    def _somebody_is_here(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._idle > 0:
            self._timer = self.set_timer(self._idle, self.start_over)

    def start_over(self) -> None:
        """Nobody is here any more."""
        if self.screen is not self._home:
            self.pop_screen()
        self._home.action_start_over()

    @property
    def way_out(self) -> str:
        """How to leave, in a sentence."""
        return "This workstation stays as it is." if self._stay else "F10 leaves."

    def action_leave(self) -> None:
        """F10, unless the workstation is to stay as it is."""
        if not self._stay:
            self.exit()


def run_public(library: Library, today: Callable[[], date], *, idle: float, stay: bool) -> int:
    """Run on this terminal; gives the exit code."""
    from platformdirs import user_log_path

    app = PublicApp(library, today, idle=idle, stay=stay)
    return run(app, Path(user_log_path("buckram")) / "lookup.log")
