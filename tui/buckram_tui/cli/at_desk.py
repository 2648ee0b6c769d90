"""Opening the desk in a terminal."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def open_desk(path: Path, person: str | None, *, demo: bool = False) -> int:
    """Run the desk on a library file until the person leaves; gives the exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("buckram: the desk needs a terminal. Without one use: buckram receive", file=sys.stderr)
        return 2
    # The first paint makes many objects and throws none away: looking for garbage only delays it.
    gc.disable()
    from buckram_tui.app import DeskApp

    def desk():  # type: ignore[no-untyped-def]
        from buckram_tui.cli.people import desk_at

        return desk_at(path, person)

    return DeskApp.run_at_terminal(desk, demo=demo)
