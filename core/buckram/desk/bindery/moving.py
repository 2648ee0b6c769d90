"""A unit goes from one state to the next, and the boxes of its issues follow. Always inside an act."""

from __future__ import annotations

from collections.abc import Iterable

from buckram.desk.boxes import change
from buckram.errors import Refused
from buckram.rules.bindery.states import FOLLOWS, State, issue_status
from buckram.rules.copies import Condition, status_of
from buckram.rules.status import IN_BINDING, Status
from buckram.storage import issues, pieces
from buckram.storage.bindery import units
from buckram.storage.bindery.units import Unit
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter


def move(writer: ActWriter, unit: Unit, state: State) -> None:
    """Bring a unit to another state; its issues follow.

    Raises Refused where the chain does not go that way, Stale when somebody else moved it meanwhile.
    """
    if state not in FOLLOWS[unit.state]:
        raise Refused(f"{unit.label} is {unit.state}: it cannot be {state} now.", f"{unit.title}.")
    writer.update(
        "unit",
        unit.id,
        {"state": str(unit.state), "moved_at": unit.moved_at, "moved_by": unit.moved_by},
        {"state": str(state), "moved_at": writer.hand.at, "moved_by": writer.hand.person},
    )
    follow(writer, units.issue_ids(writer.library, [unit.id]))


def follow(writer: ActWriter, issue_ids: Iterable[int]) -> None:
    """Let the boxes of these issues say what has become of their pieces.

    To be called after a unit was moved, and after pieces were taken into a unit or out of it.
    """
    for issue_id in issue_ids:
        issue = issues.get(writer.library, issue_id)
        status = _status(writer, issue)
        if status is not issue.status:
            change(writer, issue, status)


def _status(writer: ActWriter, issue: Issue) -> Status:
    library = writer.library
    otherwise = issue.status
    if issue.status in IN_BINDING:
        # What it would be without the bindery: as a receipt would see it.
        now = pieces.of_issue(library, issue.id)
        states = [place.state for place in pieces.places(library, issue.title_id, now)]
        spare = any(not piece.counts and piece.condition is Condition.GOOD for piece in now)
        otherwise = status_of(states, Status.ARRIVED, spare=spare)
    return issue_status(units.states_of_issue(library, issue.id), otherwise)
