"""A unit that lacks something: why, how long somebody waits for it, and what may be decided then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buckram.rules.status import Status


class Cause(StrEnum):
    """Why a piece is not in its unit. The words are those of the library file."""

    NEVER_CAME = "never came"
    LOST = "lost"
    CLAIMED = "claimed"
    BOUGHT = "bought"
    MUTILATED = "mutilated"
    UNAVAILABLE = "unavailable"


class Decision(StrEnum):
    """What becomes of a unit that is not complete. All but IN_HOUSE stand in the library file as they are;
    that one is a state of the unit."""

    BIND_INCOMPLETE = "bind incomplete"
    ONLINE_SHEET = "online sheet"
    BOX = "box"
    WAIT = "wait"
    DISCARD = "discard"
    IN_HOUSE = "bind in house"


GOES_OUT = frozenset({Decision.BIND_INCOMPLETE, Decision.ONLINE_SHEET})
"""The unit is bound although something is lacking."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Months that this library waits: for a piece that was lost, claimed, bought."""

    lost: int = 1
    claimed: int = 3
    bought: int = 12

    def months(self, cause: Cause) -> int:
        """What never came is claimed next, and waits as long; a mutilated piece is looked for like a lost
        one until somebody buys it; for what is unavailable nobody waits."""
        match cause:
            case Cause.LOST | Cause.MUTILATED:
                return self.lost
            case Cause.CLAIMED | Cause.NEVER_CAME:
                return self.claimed
            case Cause.BOUGHT:
                return self.bought
            case Cause.UNAVAILABLE:
                return 0


def give_up_on(gaps: Iterable[tuple[Cause, date]], patience: Patience) -> date | None:
    """The day on which nobody waits any longer: the last of the gaps'. gaps: each with the day of its cause.
    None where there are no gaps."""
    from dateutil.relativedelta import relativedelta

    days = [since + relativedelta(months=patience.months(cause)) for cause, since in gaps]
    return max(days, default=None)


def cause_of(status: Status, claimed: bool) -> Cause:
    """Why a gap is one, as the card tells it. status: of its issue; claimed: a claim for it is open."""
    if claimed:
        return Cause.CLAIMED
    match status:
        case Status.EXPECTED:
            return Cause.NEVER_CAME
        case Status.UNAVAILABLE | Status.NOT_PUBLISHED:
            return Cause.UNAVAILABLE
        case Status.DAMAGED:
            return Cause.MUTILATED
        case _:
            return Cause.LOST


def lacking_words(labels: Sequence[str]) -> str:
    """ "lacks no.3, no.7", "lacks 9 pieces", "" where nothing is lacking."""
    if len(labels) > 4:
        return f"lacks {len(labels)} pieces"
    return f"lacks {', '.join(labels)}" if labels else ""


def searched_words(searches: int) -> str:
    """ "not searched", "search 1", "search 2"."""
    return f"search {searches}" if searches else "not searched"
