"""An issue's life: the statuses that are stored, and what each means at the desk."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What a person decided about an issue. Late and claimed n are computed, never stored."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    PARTIAL = "partial"
    MISSING = "missing"
    DAMAGED = "damaged"
    UNAVAILABLE = "unavailable"
    NOT_PUBLISHED = "not published"
    COMBINED = "combined"
    BIND_PREP = "bind prep"
    AT_BINDERY = "at bindery"
    BOUND = "bound"
    WITHDRAWN = "withdrawn"


HERE = frozenset({Status.ARRIVED, Status.PARTIAL, Status.DAMAGED, Status.BIND_PREP, Status.BOUND})
"""In the house, at least in part."""

CAME = HERE | {Status.AT_BINDERY, Status.MISSING, Status.WITHDRAWN}
"""It has come once: the run went on at least to here."""

RECEIVABLE = frozenset(
    {
        Status.EXPECTED,
        Status.PARTIAL,
        Status.MISSING,
        Status.UNAVAILABLE,
        Status.NOT_PUBLISHED,
        Status.DAMAGED,
    }
)
"""A piece in hand may fill it: what was given up, lost or said not to exist sometimes comes after all."""


IN_BINDING = frozenset({Status.BIND_PREP, Status.AT_BINDERY, Status.BOUND})
"""In a unit for the bindery: what becomes of one of several copies does not take it out."""

LACKING = frozenset({Status.EXPECTED, Status.PARTIAL, Status.MISSING, Status.DAMAGED})
"""Something of it is still wanted: it can be claimed and watched."""


def spoken(status: Status) -> str:
    """A status as the card and every sentence say it."""
    return {Status.ARRIVED: "here", Status.AT_BINDERY: "at the bindery"}.get(status, str(status))
