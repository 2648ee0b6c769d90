"""What becomes of a damaged piece: the ways it may go, and what each does at once."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.desk.bindery.moving import follow
from buckram.desk.boxes import change, change_piece
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.repairs import AT_THE_BENCH, Route, State, may_decide, seniors
from buckram.rules.bindery.states import AWAY, BOUND, OVER
from buckram.rules.bindery.states import State as UnitState
from buckram.rules.copies import Condition, status_of
from buckram.rules.status import IN_BINDING
from buckram.storage import issues, pieces, titles
from buckram.storage.bindery import bindings, repairs, units
from buckram.storage.bindery.repairs import Repair
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act
from buckram.storage.pieces import Piece

WORDS = {
    Route.KEEP: "Kept as it is",
    Route.MEND: "To be mended",
    Route.PAMPHLET: "To get a pamphlet binding",
    Route.BOX: "To get a box",
}


def who_may(desk: Desk) -> tuple[str, ...]:
    """Who decides on bindery and box in this library; () for everybody."""
    return seniors(str(decided(desk.library, "repair_seniors")))


def decide(desk: Desk, shown: Sequence[Repair], route: Route) -> str:
    """Decide what becomes of these, as they were on the screen: one act. Gives the sentence.

    Raises Refused where a senior has to decide, the way is not open, or one is done; Stale.
    """
    if not shown:
        raise Refused("Nothing is lit.", "Scan what is damaged, or type what it is with A.")
    with act(desk.library, desk.hand(), "repair decided") as writer:
        told = [route_in(writer, desk, one, route) for one in shown]
        name_titles(writer, shown)
        writer.sentence = told[0] if len(told) == 1 else f"Decided for {len(told)}: {route}."
    return writer.sentence


def name_titles(writer: ActWriter, shown: Sequence[Repair]) -> None:
    """The act is about this title and this issue, where it is about one only."""
    title_ids, issue_ids = {one.title_id for one in shown}, {one.issue_id for one in shown}
    writer.title_id = title_ids.pop() if len(title_ids) == 1 else None
    writer.issue_id = issue_ids.pop() if len(issue_ids) == 1 else None


def route_in(writer: ActWriter, desk: Desk, shown: Repair, route: Route) -> str:
    """Let one go this way, inside an act; gives the sentence. shown: as it was on the screen."""
    names = who_may(desk)
    if not may_decide(route, desk.person, names):
        raise Refused(
            f"{'The bindery' if route is Route.BINDERY else 'A box'} is for a senior to decide.",
            f"Who may: {', '.join(names)}.",
        )
    if shown.state is State.DONE:
        raise Refused(f"{shown.named} is done.", "^Z takes back what was decided last.")
    leave_bindery(writer, shown)
    after: dict[str, object] = {
        "route": str(route),
        "decided_by": desk.person,
        "decided_at": desk.now(),
        "state": str(State.BENCH if shown.state is State.BENCH else State.WAITING),
    }
    if route in AT_THE_BENCH or route is Route.KEEP:
        told = f"{WORDS[route]}: {shown.named}."
    elif route is Route.REPLACE:
        told = _replace(writer, desk, shown)
    elif route is Route.BINDERY:
        told = _to_the_bindery(writer, desk, shown)
        after["state"] = str(State.SENT)
    else:
        told = _withdraw(writer, shown)
    if route in {Route.KEEP, Route.REPLACE, Route.WITHDRAW}:
        after |= {
            "state": str(State.DONE),
            "done_by": desk.person,
            "done_on": desk.today().isoformat(),
            # What never went to the bench stands where it stood.
            "back_on": desk.today().isoformat()
            if shown.state is State.WAITING and route is not Route.WITHDRAW
            else None,
        }
    change_repair(writer, shown, after)
    return told


def change_repair(writer: ActWriter, shown: Repair, after: dict[str, object]) -> None:
    """Change a line of the queue that is still as it was on the screen. Raises Stale."""
    held = {
        "route": str(shown.route) if shown.route else None,
        "decided_by": shown.decided_by or None,
        "decided_at": shown.decided_at or None,
        "state": str(shown.state),
        "kinds": repairs.as_json(shown.kinds),
        "done_by": shown.done_by or None,
        "done_on": shown.done_on.isoformat() if shown.done_on else None,
        "minutes": shown.minutes,
        "supplies": repairs.as_json(shown.supplies),
        "result": shown.result,
        "back_on": shown.back_on.isoformat() if shown.back_on else None,
        "note": shown.note,
    }
    # The state is compared whatever changes: two people must not take the same piece to two benches.
    before = {name: held[name] for name in {*after, "state"}}
    writer.update("repair", shown.id, before, {"state": held["state"], **after})


def piece_of(writer: ActWriter, shown: Repair) -> tuple[Issue, Piece] | None:
    """The issue and the piece that a line is about; None for a volume and for what is only told in words."""
    if shown.issue_id is None or shown.piece_id is None or shown.volume_id is not None:
        return None
    issue = issues.get(writer.library, shown.issue_id)
    found = (one for one in pieces.of_issue(writer.library, issue.id) if one.id == shown.piece_id)
    piece = next(found, None)
    return (issue, piece) if piece else None


def copy_of(writer: ActWriter, issue: Issue, piece: Piece) -> int | None:
    """The copy whose place a piece fills; its own, where it fills none."""
    places = pieces.places_of(writer.library, issue.id, issue.title_id)
    found = (place.copy_id for place in places if piece.id in {one.id for one in place.pieces})
    return next(found, piece.copy_id)


def condition_in(writer: ActWriter, issue: Issue, piece: Piece, condition: Condition) -> None:
    """Let a piece be in another condition, and the box say so, inside an act."""
    if piece.condition is not condition:
        change_piece(writer, piece, condition)
    places = pieces.places_of(writer.library, issue.id, issue.title_id)
    # In a unit it stays what it is: the unit says where it is.
    stays = issue.status in IN_BINDING
    change(writer, issue, None if stays else status_of([one.state for one in places], issue.status))


def _replace(writer: ActWriter, desk: Desk, shown: Repair) -> str:
    from buckram.desk.claiming import Reason, Want, put

    found = piece_of(writer, shown)
    if found is None:
        raise Refused(
            f"{shown.named} cannot be claimed: only a loose piece is.",
            "Mend it, send it to the bindery, or withdraw it.",
        )
    issue, piece = found
    condition_in(writer, issue, piece, Condition.DAMAGED)
    want = Want(copy_of(writer, issue, piece), Reason.DAMAGED)
    number = put(writer, desk, issues.get(writer.library, issue.id), [want])
    told = "A replacement is claimed" if number else "A replacement is in the claim queue already"
    return f"{told}: {shown.named}."


def _withdraw(writer: ActWriter, shown: Repair) -> str:
    from buckram.desk.withdrawing import withdraw_in

    if shown.volume_id is not None:
        going = repairs.pieces_of_volume(writer.library, shown.volume_id)
    elif shown.issue_id is not None and shown.piece_id is not None:
        going = [(shown.issue_id, shown.piece_id)]
    else:
        return f"Withdrawn: {shown.named}. It is no piece of a card: nothing there changed."
    for issue_id, piece_id in going:
        withdraw_in(writer, issues.get(writer.library, issue_id), piece_ids=[piece_id])
    follow(writer, [issue_id for issue_id, _ in going])
    if shown.volume_id is not None:
        # It takes no room on a shelf any more, and its barcode names nothing. The log keeps its name.
        writer.delete("volume", shown.volume_id)
    return f"Withdrawn: {shown.named}."


def leave_bindery(writer: ActWriter, shown: Repair) -> None:
    """A piece that was to go to the bindery, and is not, is no unit of its own any more. Inside an act.

    Raises Refused where it is in a lot, or was pulled for one.
    """
    from buckram.desk.bindery.picking import unmake

    if shown.state is not State.SENT or shown.piece_id is None or shown.volume_id is not None:
        return
    unit_id = units.unit_of_piece(writer.library, shown.piece_id)
    unit = None if unit_id is None else units.get(writer.library, unit_id)
    if unit is None or unit.pieces + unit.gaps > 1:
        return
    if unit.state is not UnitState.PICKED or unit.lot_id is not None:
        raise Refused(f"{shown.named} is with the bindery: {unit.state}.", "Take it out of its lot first.")
    unmake(writer, unit)


def come_back(writer: ActWriter, shown: Repair) -> bool:
    """What was out for the bindery is here again, inside an act; whether it was bound there.

    A unit of its own that nobody sent is no unit any more. Raises Refused where it is still in a lot or away.
    """
    if shown.state is not State.SENT or shown.piece_id is None or shown.volume_id is not None:
        return False
    unit_id = units.unit_of_piece(writer.library, shown.piece_id)
    unit = None if unit_id is None else units.get(writer.library, unit_id)
    if unit is None or unit.state in BOUND | OVER:
        return unit is not None and unit.state in BOUND
    if unit.state is not UnitState.PICKED:
        away = unit.state in {UnitState.PACKED, *AWAY}
        raise Refused(
            f"{shown.named} is with the bindery: {unit.state}.",
            "Its lot has to come back first (F9 G)." if away else "The bench decides on its unit (F9 D).",
        )
    leave_bindery(writer, shown)
    return False


def _to_the_bindery(writer: ActWriter, desk: Desk, shown: Repair) -> str:
    """A loose piece becomes a unit of its own, which is picked into a lot as any other."""
    from buckram.desk.bindery.due import Due, DuePiece, DueUnit
    from buckram.desk.bindery.picking import pick_in

    named = f"To the bindery: {shown.named}."
    found = piece_of(writer, shown)
    if found is None:
        return f"{named} It was bound before: write it on the lot by hand, for it makes no unit."
    issue, piece = found
    library = writer.library
    unit_id = units.unit_of_piece(library, piece.id)
    if unit_id is not None:
        unit = units.get(library, unit_id)
        return f"{named} It goes with its unit, {unit.label}, which is {unit.state}."
    copy_id = copy_of(writer, issue, piece)
    binding = bindings.for_copy(library, issue.title_id, copy_id)
    if binding is None:
        return f"{named} Its title has no binding pattern yet: make it, then the piece can be picked."
    title = titles.get(library, issue.title_id)
    unit_of_one = DueUnit(
        key=f"repair {shown.id}",
        title_id=issue.title_id,
        copy_id=copy_id,
        binding_id=binding.id,
        title=title.name,
        sort_name=shown.sort_name,
        call_number=shown.call_number,
        location_id=None,
        location=shown.location,
        location_position=0,
        label=issue.label,
        whole=False,
        state=Due.DUE,
        since=desk.today(),
        why="damaged",
        pieces=(DuePiece(issue.id, piece.id, "issue", issue.label, ""),),
        thickness=0,
        warnings=(),
    )
    pick_in(writer, unit_of_one, None)
    return f"{named} It is a unit of its own, and can go into a lot (F9 B)."
