"""The application's side of the scan reader: a base class that feeds it and does what it says.

Everything a key causes is awaited here, in the application's own message queue, before the next key is
looked at. That is what keeps a scan, the Enter behind it and the next scan in order while screens are
pushed and dialogs close; a key that were posted on to a widget would be overtaken.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from textual import events
from textual.app import App, ReturnType
from textual.driver import Driver

from buckram_tui.terminal.burst import looks_coded
from buckram_tui.terminal.driver import DeskDriver, Pause, Silence
from buckram_tui.terminal.outcomes import (
    Act,
    Letter,
    Outcome,
    Pass,
    Picture,
    Place,
    Stroke,
    Submit,
    TakeOut,
    Unended,
)
from buckram_tui.terminal.prose import is_prose, take_out
from buckram_tui.terminal.reader import ScanReader


class ScanKeys(App[ReturnType]):
    """An application whose scan line takes keys below the focus.

    A screen says what keys mean on it by an attribute or property `place: Place`. Subclasses write
    `take_scan`. It, like every action, may await `push_screen`, but must not wait for a dialog's answer:
    the answer is a key, and keys wait for it. (A callback or a worker waits for answers.)
    """

    def __init__(self, driver_class: type[Driver] | None = None, *, ansi_color: bool | None = None) -> None:
        super().__init__(driver_class, ansi_color=ansi_color)
        self.scan_reader = ScanReader(self.reads_like_code, self.reads_whole)
        self._waiting: deque[Submit] = deque()
        self._scans_held = False
        self._taking = False

    async def take_scan(self, scan: Submit) -> None:
        """A line was scanned, pasted or typed, and ended. Called once for each, in order."""
        raise NotImplementedError

    def reads_like_code(self, text: str) -> bool:
        """Could this text, which came in a burst, be a code? Asked where a burst meets other text."""
        return looks_coded(text)

    def reads_whole(self, text: str) -> bool:
        """Is this text, which came in a burst without an ending, certainly a whole code?"""
        from buckram.identify.whole import is_whole

        return is_whole(text)

    def scanner_sends_no_ending(self) -> None:
        """A scan without an ending was followed by the next one. Neither is lost; a person should know."""

    def scan_line_changed(self, text: str) -> None:
        """What stands on the scan line changed: show it. Asks every `ScanLine` of the screen in front."""
        for line in self.screen.query("ScanLine"):
            line.show(text)  # type: ignore[attr-defined]

    def hold_scans(self) -> None:
        """Until `release_scans`, scans wait in their order: a question is open that must be answered."""
        self._scans_held = True

    def release_scans(self) -> None:
        """The question is answered: take the scans that waited, before the next key."""
        self._scans_held = False
        self.call_next(self._take_waiting)

    async def press(self, stroke: Stroke, key: str | None = None) -> None:
        """Do what the key is bound to on the screen in front, and wait until it is done.

        Without a binding the key goes Textual's own way, to the focused widget.
        """
        active = self.screen.active_bindings.get(key or stroke.key)
        if active is None:
            await super().on_event(events.Key(stroke.key, stroke.character))
        elif active.enabled:
            await self.run_action(active.binding.action, active.node)

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes before Textual does; leave every other event to it."""
        if isinstance(event, Pause):
            await self._deliver(self.scan_reader.pause())
        elif isinstance(event, Silence):
            await self._deliver(self.scan_reader.silence(event.time))
        elif isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            if not self.app_focus:
                self.app_focus = True
            stroke = Stroke(event.key, event.character, event.time)
            await self._deliver(self.scan_reader.stroke(stroke, self._place()))
            if not self._hears_pauses:
                await self._deliver(self.scan_reader.pause())
        elif isinstance(event, events.Paste) and not event.is_forwarded and self.screen_stack:
            if self._place().prose:
                await super().on_event(event)
            else:
                await self._deliver(self.scan_reader.paste(event.text, event.time))
        else:
            await super().on_event(event)

    @property
    def _hears_pauses(self) -> bool:
        """Without the desk's own driver (under test, say) each key stands alone, as if typed by hand."""
        return issubclass(self.driver_class, DeskDriver) and not self.is_headless

    def _place(self) -> Place:
        place = getattr(self.screen, "place", Place())
        return replace(place, prose=True) if is_prose(self.focused) else place

    async def _deliver(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            match outcome:
                case Submit() as scan:
                    self._waiting.append(scan)
                    await self._take_waiting()
                case Act(stroke):
                    await self.press(stroke, "enter")
                case Letter(stroke):
                    await self.press(stroke)
                case Pass(stroke):
                    if is_prose(self.focused):
                        await super().on_event(events.Key(stroke.key, stroke.character))
                    else:
                        await self.press(stroke)
                case TakeOut(text):
                    if self.focused is not None:
                        take_out(self.focused, text)
                case Unended():
                    self.scanner_sends_no_ending()
                case Picture(text):
                    self.scan_line_changed(text)

    async def _take_waiting(self) -> None:
        if self._taking:  # an action released the scans in the middle of one: the loop below goes on
            return
        self._taking = True
        try:
            while self._waiting and not self._scans_held:
                await self.take_scan(self._waiting.popleft())
        finally:
            self._taking = False
