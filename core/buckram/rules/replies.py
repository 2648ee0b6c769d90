"""What a vendor answers to a claim, and what each answer does next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Answer(StrEnum):
    """An answer. The words are those of the library file."""

    WILL_SEND = "will be sent"
    SENT = "sent"
    NOT_YET = "not yet published"
    DELAYED = "delayed"
    OUT_OF_STOCK = "out of stock"
    TOO_LATE = "too late"
    NO_ORDER = "no record of the order"
    PROOF = "proof of payment wanted"
    INFORMATION = "more information wanted"
    COMBINED = "combined"
    CEASED = "ceased"
    TITLE_CHANGED = "title changed"
    NOT_SUPPLIED = "not supplied by this vendor"
    CREDIT = "credit or extension"
    REPLACEMENT = "replacement ordered"
    NEVER = "never published"
    OTHER = "other"


class Ending(StrEnum):
    """How a claim ends without its piece. The words are those of the library file."""

    UNAVAILABLE = "unavailable"
    REPLACEMENT = "replacement ordered"
    CREDIT = "credit"
    NOT_PUBLISHED = "not published"


GIVEN_UP = frozenset({Ending.UNAVAILABLE, Ending.CREDIT, Ending.NOT_PUBLISHED})
"""After these nobody waits for the piece any more."""

REPLACEMENT_DAYS = 90
"""A replacement that was ordered elsewhere is waited for so long."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer does.

    days: look again so many days after the answer, where it names no day; after: so many days after the day
    that it names. ends: the claim is closed so. decides: nothing is to be waited for, a person decides.
    moves: the issue is looked for on the day named. proposes: what to do beside, for the person.
    """

    letter: str
    explains: str
    days: int = 30
    after: int = 14
    ends: Ending | None = None
    decides: bool = False
    moves: bool = False
    proposes: str = ""


EFFECTS: Mapping[Answer, Effect] = {
    Answer.WILL_SEND: Effect("w", "It is on its way soon; look again in 30 days.", 30),
    # The post of a foreign publisher takes three weeks, and nobody asks twice for what is in it.
    Answer.SENT: Effect("s", "It was sent, perhaps on the day named; look again in 3 weeks.", 21, 21),
    Answer.NOT_YET: Effect(
        "n", "Not out yet; look for it on the day named, or in 60 days.", 60, 30, moves=True
    ),
    Answer.DELAYED: Effect("d", "Delayed, perhaps until the day named, else 60 days.", 60, 14, moves=True),
    Answer.OUT_OF_STOCK: Effect(
        "o",
        "No copy is left: decide.",
        decides=True,
        proposes="G: unavailable, a replacement from a dealer, or a credit.",
    ),
    Answer.TOO_LATE: Effect(
        "l",
        "Claimed too late: decide.",
        decides=True,
        proposes="G: unavailable, or a replacement ordered at our cost.",
    ),
    Answer.NO_ORDER: Effect(
        "r", "They know of no order; look again in 2 weeks.", 14, proposes="Send them the order number."
    ),
    Answer.PROOF: Effect(
        "p", "They want proof of payment; look again in 2 weeks.", 14, proposes="Send them the invoice."
    ),
    Answer.INFORMATION: Effect(
        "i", "They want to know more; look again in 2 weeks.", 14, proposes="Write them what they ask."
    ),
    Answer.COMBINED: Effect(
        "b",
        "It came or comes in one piece with another: decide.",
        decides=True,
        proposes="O opens the card; J there joins it with the next.",
    ),
    Answer.CEASED: Effect(
        "c",
        "The title has ended: decide.",
        decides=True,
        proposes="X: never published. O opens the card, where the title can be ended.",
    ),
    Answer.TITLE_CHANGED: Effect(
        "t",
        "It goes on under another title: decide.",
        decides=True,
        proposes="O opens the card; L there says the later title.",
    ),
    Answer.NOT_SUPPLIED: Effect(
        "a",
        "It does not come through this vendor: decide.",
        decides=True,
        proposes="Look at the order: it ended, or went to another vendor.",
    ),
    Answer.CREDIT: Effect("e", "Money back or a longer subscription: the claim ends.", ends=Ending.CREDIT),
    Answer.REPLACEMENT: Effect(
        "y", "Ordered from elsewhere: the claim ends, the issue is watched.", ends=Ending.REPLACEMENT
    ),
    Answer.NEVER: Effect("x", "It never appeared: the claim ends.", ends=Ending.NOT_PUBLISHED),
    Answer.OTHER: Effect("z", "Anything else, in their words; look again in 30 days."),
}
"""Every answer with what it does, in the order in which they are offered."""


def next_look(answer: Answer, day: date, named: date | None = None) -> date | None:
    """The day on which to look again; None where the answer leaves nothing to wait for.

    day: that of the answer. named: the day that it names, if any.
    """
    effect = EFFECTS[answer]
    if effect.ends or effect.decides:
        return None
    return named + timedelta(days=effect.after) if named else day + timedelta(days=effect.days)
