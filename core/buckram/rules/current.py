"""Which box of the card is lit."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.rules.status import CAME, Status


def current(statuses: Sequence[Status], filling: Sequence[bool] = ()) -> int | None:
    """Where the light is: the first expected issue after the last that came.

    statuses: of one run, in order. filling: which of them got some of their copies today and want
    more; such a one stays lit while nothing after it is complete, for the other copies lie in the same
    tray. A gap behind is never current: it stays late until somebody deals with it. None: nothing more
    is expected.
    """
    complete = max((n for n, s in enumerate(statuses) if s in CAME and s is not Status.PARTIAL), default=-1)
    for place in range(len(filling) - 1, complete, -1):
        if filling[place] and statuses[place] is Status.PARTIAL:
            return place
    last = max((n for n, status in enumerate(statuses) if status in CAME), default=-1)
    ahead = range(last + 1, len(statuses))
    return next((n for n in ahead if statuses[n] is Status.EXPECTED), None)
