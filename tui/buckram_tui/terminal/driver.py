"""The driver: how Textual gets keys from the terminal, and how what it draws gets there.

A driver of our own, on Textual's public `Driver`, because the stock one dies of a byte that is no UTF-8,
spins when the line is lost while SIGHUP is ignored, holds Esc for a tenth of a second, blocks the
application while nobody reads the terminal, and asks for reports (mouse, focus, keyboard protocol) that
are left on when the process is killed. The one private name used is the key parser's.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size

from buckram_tui.terminal.burst import PAUSE, SILENCE
from buckram_tui.terminal.charset import terminal_charset
from buckram_tui.terminal.intake import ESCAPE_DELAY, Chord, Escape, Intake, Piece
from buckram_tui.terminal.outlet import Outlet

if TYPE_CHECKING:
    from textual.app import App

# Alternate screen, cursor hidden, bracketed paste, no wrapping in the last column.
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l"
_LEAVE = "\x1b[?2004l\x1b[?7h\x1b[r\x1b[0m\x1b[?1049l\x1b[?25h"

_SETTLED = 0.06
"""Seconds without a further resize after which the new size is drawn: once, not at every step."""
_SEQUENCE_DELAY = 0.12
"""Seconds after which Textual's parser gives up on the rest of a key sequence, and a little more."""
_LAST_WORDS = 0.5
"""Seconds that the end waits for the terminal to take the last bytes."""


class Pause(events.Event, bubble=False):
    """No key came for `burst.PAUSE` seconds. Told in the keys' own queue, so that it overtakes none."""


class Silence(events.Event, bubble=False):
    """No key came for `burst.SILENCE` seconds. Told like a pause, and after it."""


class LineLost(events.Event, bubble=False):
    """The terminal is gone: its input ended or its output failed."""


class InputFailed(events.Event, bubble=False):
    """The input thread met an error that nobody foresaw. error: it."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class Drained(events.Event, bubble=False):
    """The terminal took everything, after it had fallen behind."""


class DeskDriver(Driver):
    """Keys in, bytes out. The mouse is not asked for."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = False,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdin__ is not None
        assert sys.__stdout__ is not None
        self._in = sys.__stdin__.fileno()
        self._out = sys.__stdout__.fileno()
        self._charset = terminal_charset(os.environ)
        self._reader: Thread | None = None
        self._wake: tuple[int, int] | None = None
        self._outlet: Outlet | None = None
        self._cooked: list[Any] | None = None
        self._resizing: asyncio.TimerHandle | None = None
        self.entered = 0
        """How many times the (empty) alternate screen was entered: what was drawn before is gone."""

    @property
    def can_suspend(self) -> bool:
        """Ctrl+Z of the shell and `App.suspend` work."""
        return True

    @property
    def backlog(self) -> int:
        """Bytes that the terminal has not taken yet."""
        return 0 if self._outlet is None else self._outlet.backlog

    def write(self, data: str) -> None:
        """Send to the terminal; never waits for it."""
        # Shapes of the mouse pointer are not for us, and the Linux console would print them.
        if self._outlet is not None and not data.startswith("\x1b]22;"):
            self._outlet.write(data)

    def start_application_mode(self) -> None:
        """Take the terminal: raw keys, alternate screen, signals, the two threads."""
        self._outlet = Outlet(self._out, self._charset, self._tell(LineLost), self._tell(Drained))
        self._outlet.start()
        self._cooked = termios.tcgetattr(self._in)
        self._enter()
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop_process)
        self._loop.add_signal_handler(signal.SIGCONT, self._continued)
        self._wake = os.pipe()
        self._reader = Thread(
            target=self._run_input, args=(self._wake[0],), name="terminal-input", daemon=True
        )
        self._reader.start()
        self._send_size()

    def disable_input(self) -> None:
        """Read no more keys. Those that were read are still told."""
        for number in (signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT):
            self._loop.remove_signal_handler(number)
        if self._reader is not None and self._wake is not None:
            os.write(self._wake[1], b"x")
            self._reader.join()
            os.close(self._wake[0])
            os.close(self._wake[1])
        self._reader = self._wake = None

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        if self._cooked is not None:
            self.write(_LEAVE)
            self._set_terminal(self._cooked, drop_input=True)
            self._cooked = None

    def close(self) -> None:
        """Wait, for a moment, until the terminal has taken the last bytes."""
        if self._outlet is not None:
            self._outlet.close(_LAST_WORDS)
            self._outlet = None

    # -- the terminal's modes and size

    def _enter(self) -> None:
        """Raw keys (CR stays CR, no signals from keys, no flow control) on the alternate screen.

        What was typed before stays in the terminal's queue (TCSANOW drops nothing).
        """
        raw = termios.tcgetattr(self._in)
        raw[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[tty.IFLAG] &= ~(termios.ISTRIP | termios.BRKINT)
        raw[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        raw[tty.CC][termios.VMIN], raw[tty.CC][termios.VTIME] = 1, 0
        self._set_terminal(raw)
        self.write(_ENTER)
        self.entered += 1

    def _set_terminal(self, attributes: list[Any], *, drop_input: bool = False) -> None:
        """Set the modes at once; drop_input: scans that come too late must not be commands to the shell."""
        try:
            if drop_input:
                termios.tcflush(self._in, termios.TCIFLUSH)
            termios.tcsetattr(self._in, termios.TCSANOW, attributes)
        except termios.error:
            self._tell(LineLost)()

    def _resized(self) -> None:
        if self._resizing is not None:
            self._resizing.cancel()
        self._resizing = self._loop.call_later(_SETTLED, self._send_size)

    def _send_size(self) -> None:
        try:
            size = Size(*os.get_terminal_size(self._out))
        except OSError:
            size = Size(80, 24)
        self.process_message(events.Resize(size, size))

    # -- stopped by the shell, and back

    def _stop_process(self) -> None:
        if not self._auto_restart:
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)
        # Here again after SIGCONT. In the background the next line stops the process once more (SIGTTOU).
        self.resume_application_mode()
        self.process_message(self.SignalResume())

    def _continued(self) -> None:
        """Continued after a SIGSTOP from outside: the shell has set the terminal its own way."""
        if self._cooked is not None:
            self._enter()
            self.process_message(self.SignalResume())

    # -- keys

    def _tell(self, event: type[events.Event]) -> Callable[[], None]:
        return lambda: self.process_message(event())

    def _run_input(self, wake: int) -> None:
        try:
            self._read_keys(wake)
        except Exception as error:  # noqa: BLE001 - a dead thread says nothing: the program would only be deaf
            self.process_message(InputFailed(error))

    def _read_keys(self, wake: int) -> None:
        """The input thread: until it is woken, or the terminal's input ends."""
        delay = os.environ.get("ESCDELAY", "")
        intake = Intake(self._charset, int(delay) / 1000 if delay.isdigit() else ESCAPE_DELAY)
        parser = XTermParser()
        pause_at: float | None = None
        tick_at: float | None = None
        silent_at: float | None = None
        while True:
            due = [at for at in (intake.deadline, pause_at, tick_at, silent_at) if at is not None]
            timeout = max(min(due) - monotonic(), 0) if due else None
            ready, _, _ = select.select([self._in, wake], [], [], timeout)
            now = monotonic()
            if self._in in ready:
                data = self._read()
                if not data:
                    self._tell(LineLost)()
                    return
                self._send(intake.feed(data, now), parser)
                pause_at, tick_at, silent_at = now + PAUSE, now + _SEQUENCE_DELAY, now + SILENCE
            elif wake in ready:
                return
            self._send(intake.expire(now), parser)
            if tick_at is not None and now >= tick_at:
                tick_at = None
                for message in parser.tick():
                    self.process_message(message)
                    pause_at = now + PAUSE
            if pause_at is not None and now >= pause_at:
                pause_at = None
                self.process_message(Pause())
            if silent_at is not None and now >= silent_at:
                silent_at = None
                self.process_message(Silence())

    def _read(self) -> bytes:
        try:
            return os.read(self._in, 4096)
        except OSError:  # EIO: the other side of the terminal is closed
            return b""

    def _send(self, pieces: list[Piece], parser: XTermParser) -> None:
        for piece in pieces:
            match piece:
                case str(text):
                    for message in parser.feed(text):
                        self.process_message(message)
                case Chord(character):
                    self.process_message(events.Key(f"alt+{character}", character))
                case Escape():
                    self.process_message(events.Key("escape", "\x1b"))
