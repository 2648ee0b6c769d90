"""The way out to the terminal: a thread, so that nobody who handles a scan waits for a slow line."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Condition, Thread

from buckram_tui.terminal.charset import encode

_PIECE = 4096
"""Bytes per write: what a terminal line takes at once, so that the backlog is told truly."""


class Outlet(Thread):
    """Writes what it is given, in order.

    lost is called once, from this thread, when the terminal is gone; drained, from this thread, each time
    that nothing is left to write after more than `_PIECE` bytes were waiting.
    """

    def __init__(self, fd: int, charset: str, lost: Callable[[], None], drained: Callable[[], None]) -> None:
        super().__init__(name="terminal-output", daemon=True)
        self._fd = fd
        self._charset = charset
        self._lost = lost
        self._drained = drained
        self._pending = bytearray()
        self._open = True
        self._changed = Condition()

    @property
    def backlog(self) -> int:
        """Bytes that the terminal has not taken yet."""
        return len(self._pending)

    def write(self, text: str) -> None:
        """Send text; never waits. After the terminal is gone it is dropped."""
        with self._changed:
            if self._open:
                self._pending += encode(text, self._charset)
                self._changed.notify_all()

    def close(self, seconds: float) -> None:
        """Wait until all is written, but no longer than so: a stalled line must not keep the process."""
        with self._changed:
            self._changed.wait_for(lambda: not self._pending, seconds)
            self._open = False
            self._changed.notify_all()

    def run(self) -> None:
        """The thread."""
        behind = False
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or not self._open)
                if not self._open:
                    return
                piece = bytes(self._pending[:_PIECE])
                behind = behind or len(self._pending) > _PIECE
            try:
                written = os.write(self._fd, piece)
            except OSError:
                self._give_up()
                return
            with self._changed:
                del self._pending[:written]
                empty = not self._pending
                self._changed.notify_all()
            if empty and behind:
                behind = False
                self._drained()

    def _give_up(self) -> None:
        with self._changed:
            was_open, self._open = self._open, False
            self._pending.clear()
            self._changed.notify_all()
        if was_open:
            self._lost()
