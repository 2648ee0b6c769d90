"""The mail server, beside the desk: letters are handed over in a thread, and nothing waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.outbox import Worked

PASSWORD = "BUCKRAM_SMTP_PASSWORD"
"""The variable of the environment that has the password of the mail server."""


def password() -> str:
    """The password from the environment, or ""."""
    return os.environ.get(PASSWORD, "")


class MailerBeside:
    """Sends what a person asked for, one run at a time. told: called after each run, in its thread, with what
    it did or with the sentence why it could not begin."""

    def __init__(self, told: Callable[[Worked | str], None]) -> None:
        self._told = told
        self._running: Thread | None = None
        self._asked: list[int] = []
        self._lock = Lock()

    def send(self, desk: Desk, message_ids: Sequence[int]) -> None:
        """Send these; while a run goes on they are sent after it."""
        with self._lock:
            self._asked += message_ids
            if self._running is not None:
                return
            # No daemon: who leaves the desk at once has still sent what was asked for.
            self._running = Thread(target=self._run, args=(desk,), name="mailer")
        self._running.start()

    def wait(self) -> None:
        """Until the run that goes on now has ended."""
        running = self._running
        if running is not None:
            running.join()

    def _run(self, desk: Desk) -> None:
        while True:
            with self._lock:
                asked, self._asked = self._asked, []
                if not asked:
                    self._running = None
                    return
            self._told(self._work(desk, asked))

    def _work(self, desk: Desk, asked: Sequence[int]) -> Worked | str:
        from buckram.desk.outbox import work_off
        from buckram.errors import BuckramError
        from buckram.storage.library import open_library

        try:
            # A connection belongs to its thread.
            library = open_library(desk.library.path, create=False)
            try:
                return work_off(library, desk.clock, desk.person, only=asked, password=password())
            finally:
                library.close()
        except BuckramError as problem:
            return str(problem)
