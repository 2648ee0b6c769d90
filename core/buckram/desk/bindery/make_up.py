"""What a unit is made of is changed: split in two, joined with its neighbour, a piece more or less.

A unit that is only due is picked into the lot first, in the same act: a change of what is computed would be
forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram.desk.bindery.lots_made import add_line
from buckram.desk.bindery.moving import follow, move
from buckram.desk.bindery.picking import pick_in, seen, still_due, unmake
from buckram.desk.bindery.unit_named import mixed, named
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.bindery.states import State
from buckram.storage.bindery import collations, lots, made, picks, tickets, units
from buckram.storage.bindery.made import Place
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act

if TYPE_CHECKING:
    from buckram.desk.bindery.addable import Addable
    from buckram.desk.bindery.due import DueUnit

MAY_CHANGE = (State.PICKED, State.PULLED, State.COLLATED, State.HELD, State.READY)
"""Until its ticket is made a unit may be made up otherwise; in the order of the chain."""


class Mixes(Refused):
    """Part of one volume would be bound with part of another. A person may insist."""

    title = "Two volumes"


def split(desk: Desk, what: Unit | DueUnit, after: int, lot_id: int | None) -> str:
    """Split a unit behind its first `after` places: one act. Gives the sentence.

    what: as it was on the screen; lot_id: the lot that a unit which is only due is picked into. The second
    part is a unit of its own in the same lot and the same state; a part of a held unit that lacks nothing is
    collated again. Raises Refused, Stale.
    """
    with act(desk.library, desk.hand(), "split") as writer:
        unit = _taken(desk, writer, what, lot_id)
        places = made.places(writer.library, [unit.id])[unit.id]
        parts = places[:after], places[after:]
        if not all(any(place.piece_id is not None for place in part) for part in parts):
            raise Refused(f"{unit.label} cannot be split there.", "Each part needs a piece.")
        label, whole = named(writer.library, parts[1])
        gaps = [any(place.piece_id is None for place in part) for part in parts]
        # What lacks nothing is not held: the part goes on, and is collated again.
        goes_on = unit.state is State.HELD and not gaps[1]
        second = writer.insert(
            "unit",
            {
                "title_id": unit.title_id,
                "copy_id": unit.copy_id,
                "binding_id": unit.binding_id,
                "state": str(State.PULLED if goes_on else unit.state),
                "label": label,
                "whole": int(whole),
                "rush": int(unit.rush),
                "decision": (unit.decision or None) if gaps[1] else None,
                "give_up_on": unit.give_up_on.isoformat() if unit.give_up_on and gaps[1] else None,
                "note": unit.note,
                "made_at": writer.hand.at,
                "made_by": writer.hand.person,
                "moved_at": writer.hand.at if goes_on else unit.moved_at,
                "moved_by": writer.hand.person if goes_on else unit.moved_by,
            },
        )
        for order, place in enumerate(parts[1], 1):
            before = {"unit_id": unit.id, "position": place.order}
            writer.update("unit_piece", place.id, before, {"unit_id": second, "position": order})
        first_label = _rename(writer, unit, parts[0])
        _let_go(writer, unit.id)
        line = lots.line_of(writer.library, unit.id)
        if line is not None and lots.get(writer.library, line.lot_id).state == "building":
            add_line(writer, line.lot_id, second)
        writer.title_id = unit.title_id
        writer.sentence = f"Split: {first_label} and {label}, {unit.title}."
    return writer.sentence


def join(
    desk: Desk, what: Unit | DueUnit, other: Unit | DueUnit, lot_id: int | None, *, insist: bool = False
) -> str:
    """Join two units of one title and copy, as they were on the screen: one act. Gives the sentence.

    The joined unit is the first of them, at the place in the chain of the one that is less far.
    insist: also where part of one volume is bound with another; without it that raises Mixes.
    Raises Refused where they are of different copies or lots, or one has its ticket; Stale.
    """
    with act(desk.library, desk.hand(), "join") as writer:
        unit, second = (_taken(desk, writer, one, lot_id) for one in (what, other))
        if (unit.title_id, unit.copy_id) != (second.title_id, second.copy_id) or unit.id == second.id:
            raise Refused("Only units of the same copy are joined.", "A adds a piece of a later title.")
        places = made.places(writer.library, [unit.id, second.id])
        if _joins_behind(places[unit.id], places[second.id]):
            unit, second = second, unit
        gaps = _gaps(places[unit.id])
        fills = [place for place in places[second.id] if place.issue_id in gaps]
        rest = [place for place in places[second.id] if place.issue_id not in gaps]
        together = [*places[unit.id], *rest]
        if not insist and (told := mixed(writer.library, together)):
            raise Mixes(told, "J joins them all the same.")
        lines = [_line_lot(writer, one) for one in (unit, second)]
        if lines[0] is None and lines[1] is not None:
            lots_line = lots.line_of(writer.library, second.id)
            assert lots_line is not None
            writer.delete("lot_line", lots_line.id)
            add_line(writer, lines[1], unit.id)
        elif lines[1] not in (None, lines[0]):
            raise Refused("They are in different lots.", "Take one of them out of its lot first.")
        for place in fills:
            writer.delete("unit_piece", place.id)
            if place.piece_id is not None:
                _fill(writer, gaps[place.issue_id], place.piece_id)
        order = places[unit.id][-1].order
        for place in rest:
            order += 1
            before = {"unit_id": second.id, "position": place.order}
            writer.update("unit_piece", place.id, before, {"unit_id": unit.id, "position": order})
        unmake(writer, second)
        label = _rename(writer, unit, made.places(writer.library, [unit.id])[unit.id])
        if second.rush and not unit.rush:
            writer.update("unit", unit.id, {"rush": 0}, {"rush": 1})
        _less_far(writer, unit, second.state)
        follow(writer, units.issue_ids(writer.library, [unit.id]))
        writer.title_id = unit.title_id
        writer.sentence = f"Joined: {label}, {unit.title}."
    return writer.sentence


def _joins_behind(places: Sequence[Place], other: Sequence[Place]) -> bool:
    """Whether these places go behind those of the other unit, or into its gaps."""
    if {place.issue_id for place in places} <= _gaps(other).keys():
        return True
    if {place.issue_id for place in other} <= _gaps(places).keys():
        return False
    return _begin(other) < _begin(places)


def _gaps(places: Sequence[Place]) -> dict[int, Place]:
    return {place.issue_id: place for place in places if place.piece_id is None}


def _fill(writer: ActWriter, gap: Place, piece_id: int) -> None:
    """The piece that came for a gap takes its place."""
    was = collations.place(writer.library, gap.id)
    before = {"piece_id": None, "cause": was.cause or None, "caused_on": was.caused_on or None}
    writer.update("unit_piece", gap.id, before, {"piece_id": piece_id, "cause": None, "caused_on": None})


def _begin(places: Sequence[Place]) -> int:
    return min((place.position for place in places if place.numbered), default=0)


def _line_lot(writer: ActWriter, unit: Unit) -> int | None:
    there = picks.open_lot_of(writer.library, unit.id)
    return there[0] if there else None


def _less_far(writer: ActWriter, unit: Unit, other: State) -> None:
    """Bring the unit back to where both of its parts have been; a held part holds the whole."""
    if State.HELD in (unit.state, other):
        wanted = State.PICKED if State.PICKED in (unit.state, other) else State.HELD
    else:
        wanted = min(unit.state, other, key=MAY_CHANGE.index)
    back_to(writer, unit.id, wanted)


def back_to(writer: ActWriter, unit_id: int, state: State) -> None:
    """Bring a unit to an earlier state, by way of pulled where the chain asks for it. Inside an act."""
    unit = units.get(writer.library, unit_id)
    if unit.state is state:
        return
    if state is State.PICKED and unit.state is not State.PULLED:
        move(writer, unit, State.PULLED)
        unit = units.get(writer.library, unit_id)
    move(writer, unit, state)


def add(desk: Desk, what: Unit | DueUnit, more: Addable, lot_id: int | None, role: str = "") -> str:
    """Put a further piece into a unit, where its kind belongs, or into its gap: one act. Gives the sentence.

    role: other than the usual of its kind (an index run also brings title pages and contents). A unit that
    was collated has to be collated again. Raises Refused where the piece is in a unit already; Stale.
    """
    from buckram.desk.bindery.addable import rank_of, wanted_piece

    with act(desk.library, desk.hand(), "add a piece") as writer:
        unit = _taken(desk, writer, what, lot_id)
        places = made.places(writer.library, [unit.id])[unit.id]
        issue = more.place
        copy_id = made.copy_like(writer.library, unit.copy_id, issue.title_id) if more.other else unit.copy_id
        piece_id = wanted_piece(writer.library, issue, copy_id)
        gap = _gaps(places).get(issue.issue_id)
        for other in picks.taken(writer.library, issue.title_id, copy_id, [issue.issue_id]):
            if gap is None or piece_id is None or other.unit_id != unit.id:
                raise Refused(f"{issue.label} is in {other.unit} already.", "Take it out there first (X).")
        if gap is not None and piece_id is not None:
            _fill(writer, gap, piece_id)
        else:
            at = rank_of(writer.library, unit, places, issue, role or issue.role)
            _make_room(writer, places[at:])
            writer.insert(
                "unit_piece",
                {
                    "unit_id": unit.id,
                    "issue_id": issue.issue_id,
                    "piece_id": piece_id,
                    "position": places[at].order if at < len(places) else places[-1].order + 1,
                    "role": role or issue.role,
                    "cause": None if piece_id else "lost",
                },
            )
        label = _rename(writer, unit, made.places(writer.library, [unit.id])[unit.id])
        if unit.state in (State.COLLATED, State.READY):
            back_to(writer, unit.id, State.PULLED)
        _let_go(writer, unit.id)
        follow(writer, [issue.issue_id])
        writer.title_id, writer.issue_id = unit.title_id, issue.issue_id
        as_gap = "" if piece_id else ", as a gap: it is not here"
        writer.sentence = f"Into {label}: {issue.label}{as_gap}. {unit.title}."
    return writer.sentence


def _make_room(writer: ActWriter, places: Sequence[Place]) -> None:
    # From behind, so that no two places ever have one number.
    for place in reversed(places):
        writer.update("unit_piece", place.id, {"position": place.order}, {"position": place.order + 1})


def leave_out(desk: Desk, what: Unit | DueUnit, issue_id: int, lot_id: int | None) -> str:
    """Leave an issue out of a unit, gap or piece: one act. Gives the sentence.

    Raises Refused for its last piece, Stale.
    """
    with act(desk.library, desk.hand(), "leave out") as writer:
        unit = _taken(desk, writer, what, lot_id)
        places = made.places(writer.library, [unit.id])[unit.id]
        gone = next((place for place in places if place.issue_id == issue_id), None)
        if gone is None:
            raise Stale(f"{unit.label} has no such piece any more.", "It is shown now as it is.")
        left = [place for place in places if place is not gone]
        if not any(place.piece_id is not None for place in left):
            raise Refused(f"It is the last piece of {unit.label}.", "Enter takes the whole unit out.")
        writer.delete("unit_piece", gone.id)
        label = _rename(writer, unit, left)
        _let_go(writer, unit.id)
        follow(writer, [issue_id])
        writer.title_id, writer.issue_id = unit.title_id, issue_id
        writer.sentence = f"Left out of {label}: {gone.label}. {unit.title}."
    return writer.sentence


def note(desk: Desk, what: Unit | DueUnit, text: str, lot_id: int | None) -> str:
    """Write a note on a unit, which the binder sees too; "" takes it away: one act. Gives the sentence."""
    text = " ".join(text.split())
    if isinstance(what, Unit) and text == what.note:
        # An act that changes nothing could not be taken back.
        raise Refused("The note stays as it is.")
    with act(desk.library, desk.hand(), "note") as writer:
        unit = _taken(desk, writer, what, lot_id, any_state=True)
        if text != unit.note:
            writer.update("unit", unit.id, {"note": unit.note}, {"note": text})
        writer.title_id = unit.title_id
        writer.sentence = f"{'Note' if text else 'No note'} on {unit.label}, {unit.title}."
    return writer.sentence


def urgent(desk: Desk, what: Unit | DueUnit, lot_id: int | None) -> str:
    """A unit is urgent, or is so no longer: one act; its ticket and its price follow. Gives the sentence.

    Raises Refused where its ticket has left with it, Stale.
    """
    if isinstance(what, Unit) and tickets.of_unit(desk.library, what.id) is not None:
        from buckram.desk.bindery.ticket_changes import set_rush

        return set_rush(desk, what, rush=not what.rush)
    with act(desk.library, desk.hand(), "urgent") as writer:
        unit = _taken(desk, writer, what, lot_id, any_state=True)
        writer.update("unit", unit.id, {"rush": int(unit.rush)}, {"rush": int(not unit.rush)})
        writer.title_id = unit.title_id
        word = "No longer urgent" if unit.rush else "Urgent"
        writer.sentence = f"{word}: {unit.label}, {unit.title}."
    return writer.sentence


def _taken(
    desk: Desk, writer: ActWriter, what: Unit | DueUnit, lot_id: int | None, *, any_state: bool = False
) -> Unit:
    """The unit, as it was on the screen; one that is only due is picked into the lot."""
    if isinstance(what, Unit):
        seen(writer, what)
        if not any_state:
            _may_change(what)
        return what
    still_due(desk, [what])
    return units.get(writer.library, pick_in(writer, what, lot_id))


def _may_change(unit: Unit) -> None:
    if unit.state not in MAY_CHANGE:
        step = "Take its ticket back first." if unit.state in (State.TICKETED, State.PACKED) else ""
        raise Refused(f"{unit.label} is {unit.state}: it stays as it is.", step)


def _rename(writer: ActWriter, unit: Unit, places: Sequence[Place]) -> str:
    """Let a unit be called by what it is made of now; what was measured counts no longer. Gives the label."""
    label, whole = named(writer.library, places)
    before = {"label": unit.label, "whole": int(unit.whole), "thickness": unit.thickness}
    after = {"label": label, "whole": int(whole), "thickness": None}
    if before != after:
        writer.update("unit", unit.id, before, after)
    if not any(place.piece_id is None for place in places):
        if unit.decision:
            writer.update("unit", unit.id, {"decision": unit.decision}, {"decision": None})
        if unit.give_up_on:
            before_it = {"give_up_on": unit.give_up_on.isoformat()}
            writer.update("unit", unit.id, before_it, {"give_up_on": None})
    return label


def _let_go(writer: ActWriter, unit_id: int) -> None:
    """A held unit that lacks nothing any more is on the bench again."""
    unit = units.get(writer.library, unit_id)
    if unit.state is State.HELD and not unit.gaps:
        move(writer, unit, State.PULLED)
