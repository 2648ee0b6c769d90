"""The desk on a pty with the clock of the script: host.py LIBRARY CLOCK, the moment in seconds in CLOCK."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from buckram_tui.app import DeskApp


def main() -> int:
    """Run until the person leaves."""
    gc.disable()
    path, clock = (Path(argument) for argument in sys.argv[1:])

    def desk():  # type: ignore[no-untyped-def]
        from buckram.desk.desk import Desk
        from buckram.storage.library import open_library
        from trays.moment import moment

        return Desk(open_library(path), "mary", "desk 1", lambda: moment(int(clock.read_text())))

    return DeskApp.run_at_terminal(desk)


if __name__ == "__main__":
    sys.exit(main())
