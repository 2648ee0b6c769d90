"""The clock of the script: the same moments without a screen and with one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

BEGINS = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
APART = timedelta(seconds=20)
"""From piece to piece: longer than the time in which a code read twice may be one piece."""


def moment(piece: int) -> datetime:
    """When this piece, or row of pieces, lies in the hand."""
    return BEGINS + piece * APART
