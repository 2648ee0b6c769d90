"""Two people at one title: what another station did is seen before a key acts on boxes that are old."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.desk.cards import Card
from buckram.desk.desk import Desk
from buckram.storage import acts_told, past


@dataclass(frozen=True, slots=True)
class Glance:
    """The state of the library when a card was read. writes: differs when another connection wrote since."""

    writes: int
    act_id: int


def glance(desk: Desk) -> Glance:
    """The state now: taken before a card is read, so that nothing can fall between the two."""
    return Glance(desk.library.changes_elsewhere(), acts_told.last_id(desk.library))


def anything_new(desk: Desk, since: Glance) -> bool:
    """Whether another station wrote anything at all."""
    return desk.library.changes_elsewhere() != since.writes


def changed_boxes(desk: Desk, shown: Card, since: Glance) -> str | None:
    """What another station did to boxes that are shown: a sentence with who and when; None: nothing.

    Boxes that were only added behind the last change nothing that a key could act on.
    """
    if not anything_new(desk, since) or not shown.boxes:
        return None
    library = desk.library
    first, last = shown.boxes[0].issue, shown.boxes[-1].issue
    now = past.versions(library, shown.title.id, shown.run, first.position, last.position)
    if all(now.get(box.issue.id) == box.issue.version for box in shown.boxes):
        return None
    act = acts_told.newest_of_title(library, shown.title.id, since.act_id)
    if act is None:
        return "This title was changed at another station. It is shown now as it is."
    return f"{act.person} at {desk.local(act.at):%H:%M}: {act.sentence} It is shown now."
