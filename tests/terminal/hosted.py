"""The small desk of host.py on a pty, and what its log says."""

from __future__ import annotations

import json
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ptydriver import NotSeenError, Terminal

HOST = Path(__file__).with_name("host.py")


class HostLog:
    """What the host noted, in order."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def notes(self, *kinds: str) -> list[dict[str, object]]:
        """The notes of these kinds, or all."""
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        notes = [json.loads(line) for line in lines]
        return [note for note in notes if not kinds or note["kind"] in kinds]

    @property
    def scans(self) -> list[object]:
        """The texts of the scans."""
        return [note["text"] for note in self.notes("scan")]

    def wait(self, there: Callable[[HostLog], bool], seconds: float = 20.0) -> None:
        """Wait until the log says so, without reading the terminal."""
        deadline = time.monotonic() + seconds
        while not there(self):
            if time.monotonic() > deadline:
                raise NotSeenError(f"the log has {len(self.notes())} notes: {self.notes()[-3:]}")
            select.select([], [], [], 0.01)


def host(log: Path, *flags: str, **options: object) -> tuple[Terminal, HostLog]:
    """Start the host; it is ready when its empty list is shown."""
    terminal = Terminal([sys.executable, str(HOST), str(log), *flags], **options)  # type: ignore[arg-type]
    return terminal, HostLog(log)


def codes(count: int) -> list[str]:
    """So many different EAN-13 of serials, with valid check digits, every third with an add-on."""
    found = []
    for n in range(count):
        body = f"977{n * 7919 % 10**7:07d}00"
        weights = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
        found.append(body + str(-weights % 10) + ("" if n % 3 else f"{n % 100:02d}"))
    return found
