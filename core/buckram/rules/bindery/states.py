"""The life of a bindery unit: its states, which may follow which, and what they make of its issues."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from buckram.rules.status import Status


class State(StrEnum):
    """Where a unit is in the chain. Forming and due have no row: they are computed from the card."""

    PICKED = "picked"
    PULLED = "pulled"
    COLLATED = "collated"
    HELD = "held"
    READY = "ready"
    TICKETED = "ticketed"
    PACKED = "packed"
    SHIPPED = "shipped"
    BACK = "back"
    CHECKED = "checked"
    REJECTED = "rejected"
    REFUSED = "refused"
    PROCESSED = "processed"
    SHELVED = "shelved"
    IN_HOUSE = "bound in house"
    BOXED = "boxed"
    DISCARDED = "discarded"
    CANCELLED = "cancelled"


_ON_THE_BENCH = frozenset({State.PULLED, State.COLLATED, State.HELD, State.READY, State.TICKETED})

BEFORE_SHIPPING = frozenset({State.PICKED, State.PACKED}) | _ON_THE_BENCH
"""Its make-up may still change."""

AWAY = frozenset({State.SHIPPED})
"""With the binder."""

BOUND = frozenset({State.CHECKED, State.PROCESSED, State.SHELVED, State.IN_HOUSE, State.BOXED})
"""It is one volume."""

OVER = frozenset({State.SHELVED, State.DISCARDED, State.CANCELLED})
"""Nothing more is done with it."""

_ENDS = frozenset({State.IN_HOUSE, State.BOXED, State.DISCARDED, State.CANCELLED})

FOLLOWS: dict[State, frozenset[State]] = {
    State.PICKED: frozenset({State.PULLED, State.COLLATED, State.HELD, State.READY}) | _ENDS,
    State.PULLED: frozenset({State.PICKED, State.COLLATED, State.HELD, State.READY}) | _ENDS,
    State.COLLATED: frozenset({State.PULLED, State.HELD, State.READY, State.TICKETED}) | _ENDS,
    State.HELD: frozenset({State.PULLED, State.COLLATED, State.READY}) | _ENDS,
    State.READY: frozenset({State.PULLED, State.COLLATED, State.HELD, State.TICKETED}) | _ENDS,
    State.TICKETED: frozenset({State.COLLATED, State.READY, State.HELD, State.PACKED}) | _ENDS,
    State.PACKED: frozenset({State.TICKETED, State.HELD, State.REJECTED, State.SHIPPED, State.CANCELLED}),
    State.SHIPPED: frozenset({State.PACKED, State.BACK, State.REFUSED}),
    # Its ticket was scanned out of the box before somebody saw that it is unbound.
    State.BACK: frozenset({State.CHECKED, State.REJECTED, State.PROCESSED, State.REFUSED}),
    State.CHECKED: frozenset({State.PROCESSED, State.SHELVED, State.REJECTED}),
    # A correction has its ticket already; it goes into the next lot as it is.
    State.REJECTED: frozenset({State.PACKED, State.CHECKED, State.BACK}),
    State.REFUSED: frozenset({State.COLLATED, State.READY, State.HELD, State.TICKETED}) | _ENDS,
    State.PROCESSED: frozenset({State.SHELVED, State.REJECTED}),
    State.SHELVED: frozenset({State.REJECTED}),
    State.IN_HOUSE: frozenset({State.PROCESSED, State.SHELVED}),
    State.BOXED: frozenset({State.PROCESSED, State.SHELVED}),
    State.DISCARDED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""Which states a person may bring a unit to from each. Undo is not asked: it puts back what was."""


def issue_status(states: Collection[State | None], otherwise: Status) -> Status:
    """What an issue is, by the units that its pieces are in. states: of each good or damaged piece that
    counts, None for one in no unit. otherwise: what it is without the bindery.

    One bound volume makes it bound. It is at the bindery, or being prepared for it, only when no piece is
    left on the shelf: as long as one is, a reader can have it. An issue of which another copy is still to
    come goes on asking for that: it could not be received otherwise.
    """
    if any(state in BOUND for state in states):
        return Status.BOUND
    in_units = [state for state in states if state is not None and state is not State.PICKED]
    if not in_units or len(in_units) < len(states) or otherwise is Status.PARTIAL:
        return otherwise
    if all(state in AWAY for state in in_units):
        return Status.AT_BINDERY
    return Status.BIND_PREP
