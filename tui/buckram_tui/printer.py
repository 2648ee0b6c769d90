"""The printers, beside the desk: what waits is printed in a thread, and no scan ever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.printing import Worked
    from buckram.storage.library import Library

REST = 60
"""Seconds that a printer which failed is left alone, unless a person tries it."""


class PrinterBeside:
    """Works off the queue of a station, one run at a time. told: called after each run, in its thread."""

    def __init__(self, told: Callable[[Worked], None]) -> None:
        self._told = told
        self._running: Thread | None = None
        self._asked: list[int] = []
        self._more = False
        self._rests_until = 0.0

    def print_waiting(self, desk: Desk, only: Sequence[int] = ()) -> None:
        """Print what waits at this station. only: a person asked for these jobs, whatever their station."""
        from buckram.storage.printing import any_waiting

        self._asked += only
        if self._running is not None and self._running.is_alive():
            self._more = True
            return
        resting = monotonic() < self._rests_until
        if only or (not resting and any_waiting(desk.library, desk.station)):
            # No daemon: who leaves the desk at once still gets the label, and gets it once.
            self._running = Thread(target=self._run, args=(desk,), name="printer")
            self._running.start()

    def wait(self) -> None:
        """Until the run that goes on now has ended."""
        if self._running is not None:
            self._running.join()

    def _run(self, desk: Desk) -> None:
        from buckram.errors import BuckramError
        from buckram.storage.library import open_library

        try:
            # A connection belongs to its thread.
            library = open_library(desk.library.path, create=False)
            try:
                self._work(library, desk)
            finally:
                library.close()
        except BuckramError:
            # The file is locked, or its disk is full: what waits goes on waiting.
            self._rests_until = monotonic() + REST

    def _work(self, library: Library, desk: Desk) -> None:
        from buckram.desk.printing import work_off

        more = True
        while more:
            self._more = False
            asked, self._asked = self._asked, []
            if asked:
                worked = work_off(library, desk.clock, only=asked)
            else:
                worked = work_off(library, desk.clock, station=desk.station)
            self._rests_until = monotonic() + REST if worked.problems else 0.0
            self._told(worked)
            more = bool(self._asked) or (self._more and not worked.problems)
