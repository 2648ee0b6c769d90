"""How long this library waits for a title, and what that rests on."""

from __future__ import annotations

from buckram.rules.lateness import Lag, lag
from buckram.storage import titles
from buckram.storage.library import Library


def lag_of(library: Library, title_id: int) -> Lag:
    """The lag of a title: by its own receipts, else its vendor, else its frequency."""
    own = titles.own_lags(library, title_id)
    return lag(own, titles.vendor_lag(library, title_id), titles.issues_a_year(library, title_id))
