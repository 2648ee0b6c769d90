"""The cell differ on output: a frame is compared with the last one, and only changed cells are sent.

Textual sends whole repainted regions. This is the one module that looks into how it displays: the names
`App._display`, `_batch_count`, `_closed` and the compositor's `LayoutUpdate` and `ChopsUpdate` are its own.
Whatever is not known here (another version, another kind of update, another driver) goes Textual's way.
"""

from __future__ import annotations

from functools import lru_cache
from inspect import signature

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, RenderableType
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip

from buckram_tui.terminal.driver import DeskDriver, Drained
from buckram_tui.terminal.frame import Frame

_KNOWN = [list(signature(of).parameters) for of in (App._display, LayoutUpdate, ChopsUpdate)] == [
    ["self", "screen", "renderable"],
    ["strips", "region"],
    ["chops", "spans", "chop_ends"],
]
"""Is this the Textual that the module was written for? (Asking for its version costs 14 ms at start.)"""
_FULL = 8192
"""Bytes that wait for the terminal; above this no frame is sent, and the next one holds all that changed."""


class CellDiffer(App[ReturnType]):
    """An application that sends changed cells only. `diff_output = False` switches that off."""

    diff_output = True
    _frame: Frame | None = None
    _entered = 0

    def repaint(self) -> None:
        """Send the whole screen again: something else may have written to the terminal."""
        if self._frame is not None:
            self._frame.forget()
            self._send()
        else:
            self.refresh(layout=True)

    async def on_event(self, event: events.Event) -> None:
        """After a stop by the shell or a resize, or when a slow line has caught up, send what is missing."""
        resized = isinstance(event, events.Resize)
        if resized and self._frame is not None:
            # The terminal cut off what it showed, also where the window has its old size again by now.
            self._frame.forget()
        await super().on_event(event)
        if isinstance(event, Driver.SignalResume):
            self.repaint()
        elif resized and (self._is_current(self._frame) or not self.diff_output):
            # Textual draws nothing when the size is the one that it knows.
            self.repaint()
        elif isinstance(event, Drained):
            self._send()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is None or self._batch_count or self._closed or not self._running:
            super()._display(screen, renderable)  # shows nothing
            return
        frame = self._frame_for(renderable)
        if frame is None:
            self._frame = None
            super()._display(screen, renderable)
            return
        if isinstance(renderable, LayoutUpdate):
            self._put_layout(frame, renderable)
        elif isinstance(renderable, ChopsUpdate):
            self._put_chops(frame, renderable)
        self._send()
        self.post_display_hook()

    def _frame_for(self, renderable: RenderableType) -> Frame | None:
        """The frame to put this update into, or None if it must go Textual's way.

        A frame begins with an empty terminal or with an update of the whole screen: otherwise nobody knows
        what is on it.
        """
        driver = self._driver
        if not (self.diff_output and _KNOWN) or not isinstance(driver, DeskDriver):
            return None
        if type(renderable) not in (LayoutUpdate, ChopsUpdate):
            return None
        frame = self._frame
        if self._is_current(frame):
            return frame
        whole = isinstance(renderable, LayoutUpdate) and renderable.region == self.size.region
        if whole or driver.entered != self._entered:
            self._frame = Frame(*self.size)
            return self._frame
        return None

    def _is_current(self, frame: Frame | None) -> bool:
        """Is there a frame, and of the window's size?"""
        return frame is not None and (frame.width, frame.height) == self.size

    def _send(self) -> None:
        driver, frame = self._driver, self._frame
        if not isinstance(driver, DeskDriver) or driver.backlog > _FULL:
            return
        if frame is None or not self._is_current(frame):
            return
        if driver.entered != self._entered:
            self._entered = driver.entered
            frame.forget()
        changes = frame.changes()
        if changes:
            # Where a text field wants the (hidden) cursor, input methods show their windows.
            cursor = self.cursor_position
            driver.write(changes + (f"\x1b[{cursor.y + 1};{cursor.x + 1}H" if cursor != Offset() else ""))

    def _put_layout(self, frame: Frame, update: LayoutUpdate) -> None:
        region = update.region
        for y, strips in enumerate(update.strips, region.y):
            x = region.x
            for strip in strips:
                x = self._put_strip(frame, x, y, strip, region.right)

    def _put_chops(self, frame: Frame, update: ChopsUpdate) -> None:
        for y, left, right in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x <= right and end > left:
                    whole = left <= x < right and end <= right
                    self._put_strip(frame, x, y, strip, frame.width if whole else min(end, right))

    def _put_strip(self, frame: Frame, x: int, y: int, strip: Strip, end: int) -> int:
        system = COLOR_SYSTEMS[self.console.color_system or "truecolor"]
        for text, style, control in strip:
            if not control:
                x = frame.put(x, y, text, _sgr(style, system), end)
        return x


@lru_cache(4096)
def _sgr(style: Style | None, system: ColorSystem) -> str:
    """SGR codes of a style; the default colours need none, since every change begins at the default."""
    if style is None:
        return ""
    codes = [Strip.render_ansi(style.without_color, system)]
    for color, foreground in ((style.color, True), (style.bgcolor, False)):
        if color is not None and not color.is_default:
            codes += color.downgrade(system).get_ansi_codes(foreground)
    return ";".join(filter(None, codes))
