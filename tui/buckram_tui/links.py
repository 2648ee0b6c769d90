"""Link checks beside the screen: in a thread, with progress, and stopped by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.link_checks import Opener, Progress

Told = Callable[["Progress | None", str], None]
"""Gets how far the run is (None: nothing was tried) and a sentence at its end, in its thread."""


class LinksBeside:
    """Tries addresses, one run at a time."""

    def __init__(self, told: Told, opener: Opener | None = None) -> None:
        self._told = told
        self._opener = opener
        self._stop = Event()
        self._running: Thread | None = None

    @property
    def running(self) -> bool:
        """Whether a run goes on now."""
        return self._running is not None and self._running.is_alive()

    def begin(self, desk: Desk, access_ids: Sequence[int]) -> None:
        """Try these addresses. Nothing happens while a run goes on."""
        if self.running:
            return
        self._stop.clear()
        # A daemon: who leaves the desk does not wait for the slowest host; what was tried is kept already.
        self._running = Thread(target=self._run, args=(desk, access_ids), name="links", daemon=True)
        self._running.start()

    def stop(self) -> None:
        """End the run that goes on, at the latest when the host that is asked has answered."""
        self._stop.set()

    def wait(self) -> None:
        """Until the run has ended."""
        if self._running is not None:
            self._running.join()

    def _run(self, desk: Desk, access_ids: Sequence[int]) -> None:
        from buckram.desk.link_checks import check_all
        from buckram.errors import BuckramError
        from buckram.storage.library import open_library

        try:
            # A connection belongs to its thread.
            library = open_library(desk.library.path, create=False)
            try:
                ended = check_all(
                    library,
                    access_ids,
                    desk.now,
                    wait=self._stop.wait,
                    told=lambda progress: self._told(progress, ""),
                    open_=self._opener,
                )
            finally:
                library.close()
        except BuckramError as problem:
            self._told(None, str(problem))
            return
        left = ended.of - ended.done
        stopped = f" {left} were not tried." if left else ""
        self._told(ended, f"Tried {ended.done} of {ended.of} addresses: {ended.failed} fail.{stopped}")
