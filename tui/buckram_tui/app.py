"""The application: opens the library behind the first paint, and takes scans to the right screen."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from buckram.errors import BuckramError
from buckram_tui.desks import SCREENS
from buckram_tui.keys import EVERYWHERE
from buckram_tui.screens.base import CSS, DeskScreen
from buckram_tui.screens.checkin import CheckIn
from buckram_tui.terminal.app import TerminalApp
from buckram_tui.terminal.lifeline import run
from buckram_tui.terminal.outcomes import Place, Stroke, Submit
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.printing import Worked
    from buckram.storage.ledger import Act
    from buckram_tui.printer import PrinterBeside


class DeskApp(TerminalApp[None]):
    """The desk in a terminal. open_desk: opens the library; called once, after the first paint."""

    TITLE = "Buckram"
    CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, open_desk: Callable[[], Desk], *, demo: bool = False, diff_output: bool = True
    ) -> None:
        super().__init__(diff_output=diff_output)
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._leaving = False
        self._bell = True
        self._told_of_ending = False
        self.demo = demo
        self.problem: BuckramError | None = None
        self.check_in = CheckIn()
        self._printer: PrinterBeside | None = None
        self._printer_fails = False

    @classmethod
    def run_at_terminal(cls, open_desk: Callable[[], Desk], *, demo: bool = False) -> int:
        """Run on this terminal until the person leaves; gives the exit code."""
        from platformdirs import user_log_path

        app = cls(open_desk, demo=demo)
        code = run(app, Path(user_log_path("buckram")) / "buckram.log")
        if app.problem is not None:
            raise app.problem
        return code

    @property
    def desk(self) -> Desk:
        """The desk. It is open from the first scan on: scans wait for it."""
        assert self._desk is not None
        return self._desk

    @property
    def is_open(self) -> bool:
        """Whether the library is open yet."""
        return self._desk is not None

    @property
    def has_titles(self) -> bool:
        """Whether there is anything to check in."""
        from buckram.storage.titles import count

        return count(self.desk.library) > 0

    def get_default_screen(self) -> Screen[None]:
        """Check-in is home, and the first thing that is painted."""
        return self.check_in

    def on_mount(self) -> None:
        """What is typed before the library is open waits in order."""
        self.hold_scans()
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        try:
            self._desk = self._open_desk()
        except BuckramError as problem:
            self.problem = problem
            self.exit(return_code=2)
            return
        self._heed_settings(self._desk)
        self.check_in.come_to_front()
        self.release_scans()
        gc.enable()
        self.call_later(self._warm)

    def _heed_settings(self, desk: Desk) -> None:
        from buckram.desk.deciding import decided

        self._bell = bool(decided(desk.library, "bell"))
        self.diff_output = bool(decided(desk.library, "few_bytes"))
        self.scan_reader.ends_by_silence = decided(desk.library, "scanner_ends") == "silence"

    def _warm(self) -> None:
        """What the first scan would wait for."""
        from buckram.identify import warm

        warm()

    def who_and_when(self) -> str:
        """The right side of every title bar."""
        if self._desk is None:
            return ""
        day = self.desk.today()
        demo = "demonstration  " if self.demo else ""
        return f"{demo}{self.desk.person}  {day:%a} {day.day} {day:%b %Y}"

    async def go(self, name: str) -> None:
        """Bring a screen to the front."""
        if self._desk is None:
            return
        if isinstance(self.screen, DeskScreen):
            self.screen.close_menu()
        if name == "check-in":
            while self.screen is not self.check_in:
                await self.pop_screen()
            return
        current = self.screen
        if isinstance(current, DeskScreen) and current.name == name:
            return
        if current is not self.check_in:
            await self.go("check-in")
        await self.push_screen(self._screen(name))

    def _screen(self, name: str) -> Screen[None]:
        """A screen by name; imported when it is first wanted, kept afterwards."""
        if not self.is_screen_installed(name):
            which = SCREENS[name]
            wanted = getattr(import_module(f"buckram_tui.screens.{which.module}"), which.name)
            self.install_screen(wanted(name=name), name)
        return cast("Screen[None]", self.get_screen(name))

    async def take_scan(self, scan: Submit) -> None:
        """To the screen in front, which takes it or hands it on to check-in."""
        self._leaving = False
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.close_menu()
        await self._in_words(screen.take_scan(scan) if isinstance(screen, DeskScreen) else self._aside(scan))

    def reads_whole(self, text: str) -> bool:
        """By the library's own rule too, as soon as it is open."""
        if self._desk is None:
            return super().reads_whole(text)
        from buckram.desk.item_barcodes import is_whole

        return is_whole(self._desk.library, text)

    def scanner_sends_no_ending(self) -> None:
        """Said once, when no other sentence asks for something."""
        screen = self.screen
        if not self._told_of_ending and isinstance(screen, DeskScreen):
            self._told_of_ending = screen.aside(
                "The scanner sends no Enter: buckram settings scanner_ends silence"
            )

    async def _aside(self, scan: Submit) -> None:
        """A scan while help is open: help goes, the scan counts."""
        await self.go("check-in")
        await self.check_in.take_scan(scan)

    def _place(self) -> Place:
        place, screen = super()._place(), self.screen
        if isinstance(screen, DeskScreen) and screen.menu_letters:
            # A digit may begin a code, unless it is an answer of the menu.
            return replace(place, letters_act=True, also_act=place.also_act + screen.menu_letters)
        return place

    def scan_line_changed(self, text: str) -> None:
        """Show it, and tell the screen."""
        super().scan_line_changed(text)
        if isinstance(self.screen, DeskScreen) and self._desk is not None:
            self.screen.typed(text)

    async def press(self, stroke: Stroke, key: str | None = None) -> None:
        """A key of ours. An error of ours becomes a sentence; nothing was changed."""
        if stroke.key != "f10":
            self._leaving = False
        if self._desk is None and stroke.key != "f10":
            return
        screen = self.screen
        letter = stroke.character or ""
        if key is None and stroke.key not in screen.active_bindings:
            # With the capitals locked the letters are the same keys.
            key = stroke.key.lower() if stroke.key.lower() in screen.active_bindings else None
        if (
            letter.isalpha()
            and isinstance(screen, DeskScreen)
            and (key or stroke.key) not in screen.active_bindings
        ):
            screen.unbound(letter)
            return
        await self._in_words(super().press(stroke, key))

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """Every action, also one whose key went Textual's own way past a field for prose: an error of ours
        is a sentence there too, and does not end the program."""
        try:
            return await super().run_action(*args, **kwargs)
        except BuckramError as problem:
            self.look_up(str(problem), Level.WRONG)
            return True

    async def _in_words(self, doing: object) -> None:
        try:
            await doing  # type: ignore[misc]
        except BuckramError as problem:
            self.look_up(str(problem), Level.WRONG)

    def look_up(self, text: str, level: Level = Level.LOOK) -> None:
        """Make the person look: one bell, and the sentence."""
        if isinstance(self.screen, DeskScreen):
            self.screen.news(text, level)
        if self._bell:
            self.bell()

    def explain(self, heading: str, text: str, places: Sequence[str]) -> None:
        """Open the explanation of a screen."""
        from buckram_tui.screens.explanation import Explanation

        self.push_screen(Explanation(heading, text, (*places, EVERYWHERE)))

    async def action_go(self, name: str) -> None:
        """F2 to F5. What was typed and not ended belonged to the screen that is left."""
        self.scan_reader.clear()
        self.scan_line_changed("")
        await self.go(name)

    def action_more(self) -> None:
        """F9: every other screen, by its letter."""
        if isinstance(self.screen, DeskScreen):
            options = [
                Option(one.letter, one.word, one.explains, partial(self.go, name))
                for name, one in SCREENS.items()
                if one.letter
            ]
            self.screen.choose("Which desk?", options, words_only=True)

    def action_undo(self) -> None:
        """Ctrl+Z: take back the last act, wherever one is."""
        from buckram.desk.undoing import undo_last

        self._show_act(undo_last(self.desk))

    def action_redo(self) -> None:
        """Ctrl+Y: do again what was taken back last."""
        from buckram.desk.undoing import redo_last

        self._show_act(redo_last(self.desk))

    def _show_act(self, act: Act) -> None:
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.close_menu()
            if screen is self.check_in and act.title_id is not None:
                self.check_in.show_undone(act.title_id, act.issue_id)
            from buckram.desk.codes import after_undo

            screen.refresh_all()
            screen.news(f"{act.sentence} {after_undo(self.desk, act)}".rstrip())

    def action_leave(self) -> None:
        """F10, twice: no scanner sends it, but a hand may slip."""
        if self._leaving or self._desk is None:
            self.exit()
            return
        self._leaving = True
        if isinstance(self.screen, DeskScreen):
            self.screen.news("Everything is stored. F10 again leaves the desk; any other key stays.")

    def after_receipt(self, title_id: int) -> None:
        """Keep expected issues ahead and print, when the receipt is on the screen already."""
        self.call_after_refresh(self._extend, title_id)
        self.call_after_refresh(self.print_waiting)

    def print_waiting(self, only: Sequence[int] = ()) -> None:
        """Print beside the desk what waits at this station; only: a person asked for these jobs."""
        if self._printer is None:
            from buckram.storage.printing import any_waiting

            # Where nothing is ever printed, no thread is thought of.
            if not only and not any_waiting(self.desk.library, self.desk.station):
                return
            from buckram_tui.printer import PrinterBeside

            self._printer = PrinterBeside(self._printer_ran)
        self._printer.print_waiting(self.desk, only)

    def _printer_ran(self, worked: Worked) -> None:
        """In the thread of the printers; nothing comes of it when the desk was left meanwhile."""
        self.post_message(self.PrinterRan(worked))

    class PrinterRan(Message):
        """A run of the printers has ended."""

        def __init__(self, worked: Worked) -> None:
            super().__init__()
            self.worked = worked

    def on_desk_app_printer_ran(self, event: PrinterRan) -> None:
        """Say once that a printer fails, and once that it prints again; else say nothing."""
        from buckram.desk.printing import waiting_words

        screen = self.screen
        if isinstance(screen, DeskScreen):
            if screen.name == "printing":
                screen.refresh_all()
            fails = bool(event.worked.problems)
            if fails and (not self._printer_fails or screen.name == "printing"):
                waiting = waiting_words(self.desk.library, self.desk.station)
                _, why = event.worked.problems[0]
                screen.aside(f"{waiting or 'Not printed'} (F9 P). {why}")
            elif self._printer_fails and not fails and event.worked.printed:
                screen.aside("The printer prints again.")
            self._printer_fails = fails if event.worked.printed or fails else self._printer_fails

    def _extend(self, title_id: int) -> None:
        from buckram.desk.ahead import extend
        from buckram.desk.deciding import horizon

        library = self.desk.library
        try:
            more = extend(library, title_id, self.desk.today(), horizon(library))
        except BuckramError:
            # Another station holds the file: the next receipt of the title makes up for it.
            return
        if more:
            self.check_in.reload()
