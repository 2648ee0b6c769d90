"""Which act of the card is where, and when the menu of snags offers it. Its key and words are in `keys.KEYS`.

An act is a function that takes the check-in screen. It may ask, choose, show, or give the news as text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from buckram.rules.status import CAME, LACKING, RECEIVABLE, Status

if TYPE_CHECKING:
    from buckram.desk.cards import Box
    from buckram_tui.screens.in_hand import TitleInHand

CAME_OTHERWISE = "A piece came, but otherwise"
DID_NOT_COME = "It did not come, or is not here"
THE_TITLE = "The title"
GROUPS = (CAME_OTHERWISE, DID_NOT_COME, THE_TITLE)

Fits = Callable[["Box | None"], bool]


def any_title(_box: Box | None) -> bool:
    """A title in hand is enough."""
    return True


def lit(box: Box | None) -> bool:
    """Some box is lit."""
    return box is not None


def receivable(box: Box | None) -> bool:
    """A piece may fill the lit box."""
    return box is not None and box.issue.status in RECEIVABLE


def awaited(box: Box | None) -> bool:
    """The lit issue is still to come, whole or in part."""
    return box is not None and box.issue.status in {Status.EXPECTED, Status.PARTIAL, Status.UNAVAILABLE}


def expected(box: Box | None) -> bool:
    """Nothing of the lit issue came yet."""
    return box is not None and box.issue.status in {Status.EXPECTED, Status.UNAVAILABLE}


def came(box: Box | None) -> bool:
    """The lit issue came once."""
    return box is not None and box.issue.status in CAME


def lacking(box: Box | None) -> bool:
    """Something of the lit issue is still wanted."""
    return box is not None and box.issue.status in LACKING


def here(box: Box | None) -> bool:
    """The lit issue is in the library, or was and is looked for."""
    return box is not None and box.issue.status in CAME - {Status.WITHDRAWN}


def several(box: Box | None) -> bool:
    """A piece may fill the lit box, which wants several."""
    return receivable(box) and box is not None and box.copies_wanted > 1


@dataclass(frozen=True, slots=True)
class CardAct:
    """does: "module:function" below `buckram_tui.acts`. group: where F7 has it, "" for nowhere.

    fits: whether it makes sense for the lit box (None: nothing is lit).
    """

    does: str
    group: str = ""
    fits: Fits = lit


ACTS: dict[str, CardAct] = {
    "note": CardAct("notes:note"),
    "title_note": CardAct("notes:title_note", fits=any_title),
    "read_notes": CardAct("notes:read_notes", fits=any_title),
    "back_date": CardAct("dating:back_date", fits=any_title),
    "pattern": CardAct("pattern:workshop", THE_TITLE, any_title),
    "explain_issue": CardAct("pattern:explain_issue"),
    "take_offer": CardAct("pattern:take_offer", fits=any_title),
    "snags": CardAct("snags:menu", fits=any_title),
    "by_year": CardAct("arranging:by_year", fits=any_title),
    "fold": CardAct("arranging:fold", fits=any_title),
    "mark": CardAct("arranging:mark", fits=any_title),
    "receive_marked": CardAct("marked:receive"),
    "history": CardAct("history:history"),
    "title_data": CardAct("title_data:title_data", THE_TITLE, any_title),
    "codes": CardAct("codes:codes", THE_TITLE, any_title),
    "correct": CardAct("repair:correct", CAME_OTHERWISE),
    "join": CardAct("repair:join", CAME_OTHERWISE),
    "add": CardAct("extra:add", CAME_OTHERWISE, any_title),
    "by_number": CardAct("by_number:by_number", CAME_OTHERWISE, any_title),
    "later_title": CardAct("later:later_title", THE_TITLE, receivable),
    "not_published": CardAct("repair:not_published", DID_NOT_COME, expected),
    "damaged": CardAct("condition:damaged", CAME_OTHERWISE),
    "copies_came": CardAct("copies:came", CAME_OTHERWISE, several),
    "again": CardAct("again:again", CAME_OTHERWISE, came),
    "claim": CardAct("claims:claim", DID_NOT_COME, lacking),
    "watch": CardAct("claims:watch", DID_NOT_COME, lacking),
    "missing": CardAct("condition:missing", DID_NOT_COME, here),
    "withdraw": CardAct("condition:withdraw", DID_NOT_COME, here),
}
"""By the name that a key's action has: `act('note')`."""


def act_function(name: str) -> Callable[[TitleInHand], Awaitable[str | None] | str | None] | None:
    """The function of an act; its module is imported when it is first wanted. None for an unknown name."""
    found = ACTS.get(name)
    if found is None:
        return None
    module, function = found.does.split(":")
    does: Callable[[TitleInHand], Awaitable[str | None] | str | None]
    does = getattr(import_module(f"buckram_tui.acts.{module}"), function)
    return does
