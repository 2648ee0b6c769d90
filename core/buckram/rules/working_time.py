"""Time at work, from the moments at which something was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

PAUSE = timedelta(minutes=5)
"""A longer time between two scans counts as so much: nobody works on one piece of mail for longer."""


def worked(moments: Sequence[datetime], pause: timedelta = PAUSE) -> timedelta:
    """The hours worked. moments: of one sitting, in order. A pause counts no more than `pause`."""
    gaps = (after - before for before, after in pairwise(moments))
    return sum((min(gap, pause) for gap in gaps), timedelta())
