"""What is due becomes units in a lot, and what was picked goes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from buckram.desk.bindery.lots_made import add_line, building, take_line
from buckram.desk.bindery.moving import move
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.bindery.states import BEFORE_SHIPPING, State
from buckram.storage.bindery import picks, units
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act

if TYPE_CHECKING:
    from buckram.desk.bindery.due import DueUnit

_FEW = 300
"""For the units of so many titles each title is asked anew; for more the whole list is faster."""


def pick(desk: Desk, lot_id: int, chosen: Sequence[DueUnit | Unit]) -> str:
    """Put units into a lot that is being built, as they were on the screen: one act. Gives the sentence.

    chosen: what is due, and units that were made already and are in no lot. Raises Refused when the lot is
    closed, a unit is in another lot, or nothing is chosen; Stale, and nothing is picked, when one of them is
    no longer as it was: picked or moved by somebody else, or another piece came or went.
    """
    if not chosen:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    with act(desk.library, desk.hand(), "pick") as writer:
        lot = building(writer, lot_id)
        still_due(desk, [one for one in chosen if not isinstance(one, Unit)])
        for one in chosen:
            if isinstance(one, Unit):
                seen(writer, one)
                add_line(writer, lot_id, one.id)
            else:
                pick_in(writer, one, lot_id)
        name_titles(writer, [one.title_id for one in chosen])
        what = f"{chosen[0].label}: {chosen[0].title}" if len(chosen) == 1 else f"{len(chosen)} units"
        writer.sentence = f"Into lot {lot.number}: {what}."
    return writer.sentence


def still_due(desk: Desk, chosen: Sequence[DueUnit]) -> None:
    """Let units be as they were on the screen: made of the same pieces. Inside an act. Raises Stale."""
    from buckram.desk.bindery.due import due

    title_ids = {one.title_id for one in chosen}
    library, today = desk.library, desk.today()
    if len(title_ids) > _FEW:
        found = due(library, today)
    else:
        found = [one for title_id in title_ids for one in due(library, today, title_id=title_id)]
    now = {one.key: one for one in found}
    for one in chosen:
        same = now.get(one.key)
        if same is not None and same.pieces == one.pieces:
            continue
        issue_ids = [piece.issue_id for piece in one.pieces]
        for other in picks.taken(library, one.title_id, one.copy_id, issue_ids):
            raise Stale(
                f"{other.by} was faster ({desk.local(other.at):%H:%M}): {other.unit} is picked already.",
                f"{one.title}.",
            )
        raise Stale(f"{one.label} has changed meanwhile: {one.title}.", "It is shown now as it is.")


def pick_in(writer: ActWriter, one: DueUnit, lot_id: int | None, *, rush: bool = False) -> int:
    """Make the unit that is due, inside an act; gives its id. lot_id: the lot it goes into, None for none."""
    hand = writer.hand
    unit_id = writer.insert(
        "unit",
        {
            "title_id": one.title_id,
            "copy_id": one.copy_id,
            "binding_id": one.binding_id,
            "state": str(State.PICKED),
            "label": one.label,
            "whole": int(one.whole),
            "rush": int(rush),
            "made_at": hand.at,
            "made_by": hand.person,
            "moved_at": hand.at,
            "moved_by": hand.person,
        },
    )
    for position, piece in enumerate(one.pieces, 1):
        writer.insert(
            "unit_piece",
            {
                "unit_id": unit_id,
                "issue_id": piece.issue_id,
                "piece_id": piece.piece_id,
                "position": position,
                "role": piece.role,
                "cause": piece.cause or None,
            },
        )
    if lot_id is not None:
        add_line(writer, lot_id, unit_id)
    return unit_id


def take_out(desk: Desk, lot_id: int, leaving: Sequence[Unit]) -> str:
    """Take units out of a lot, as they were on the screen: one act. Gives the sentence.

    What was only picked is no unit any more, and due again; what was pulled from the shelf, or sent before,
    stays one, in no lot, and `put_back` lets it return to its shelf.
    Raises Refused when the lot is closed or a unit is packed; Stale when one was changed meanwhile.
    """
    if not leaving:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    with act(desk.library, desk.hand(), "take out") as writer:
        lot = building(writer, lot_id)
        for unit in leaving:
            seen(writer, unit)
            take_line(writer, lot_id, unit.id)
            if unit.state is State.PICKED and not picks.sent_in(writer.library, unit.id):
                unmake(writer, unit)
        name_titles(writer, [unit.title_id for unit in leaving])
        first = leaving[0]
        what = f"{first.label}: {first.title}" if len(leaving) == 1 else f"{len(leaving)} units"
        writer.sentence = f"Out of lot {lot.number}: {what}."
    return writer.sentence


def put_back(desk: Desk, unit: Unit) -> str:
    """A unit that is in no lot goes back to its shelf: its pieces are loose again, the unit is no more.

    One act. Raises Refused when it has gone farther than the bench or is in a lot; Stale.
    """
    with act(desk.library, desk.hand(), "put back") as writer:
        seen(writer, unit)
        if unit.state not in BEFORE_SHIPPING - {State.PACKED, State.TICKETED}:
            raise Refused(f"{unit.label} is {unit.state}.", "It does not go back to its shelf from there.")
        if there := picks.open_lot_of(writer.library, unit.id):
            raise Refused(f"{unit.label} is in lot {there[1]}.", "Take it out of the lot first.")
        if unit.state is not State.PICKED:
            # Its boxes have to lose "bind prep": picked is the state in which they say what they said before.
            back = unit if State.PICKED in _next(unit) else _pulled(writer, unit)
            move(writer, back, State.PICKED)
        unmake(writer, unit)
        writer.title_id = unit.title_id
        writer.sentence = f"Back on its shelf: {unit.label}: {unit.title}."
    return writer.sentence


def _next(unit: Unit) -> frozenset[State]:
    from buckram.rules.bindery.states import FOLLOWS

    return FOLLOWS[unit.state]


def _pulled(writer: ActWriter, unit: Unit) -> Unit:
    move(writer, unit, State.PULLED)
    return units.get(writer.library, unit.id)


def unmake(writer: ActWriter, unit: Unit) -> None:
    """A picked unit is no unit any more; its pieces are free. Inside an act.

    Raises Refused for one that was sent once: the lot of that time has to go on adding up.
    """
    from buckram.storage.bindery import lots

    if sent := picks.sent_in(writer.library, unit.id):
        raise Refused(
            f"{unit.label} was sent in lot {sent}, and stays a unit.", "On the bench D decides on it (F9 D)."
        )
    for line in lots.lines_of(writer.library, unit.id):
        writer.delete("lot_line", line.id)
    writer.delete("unit", unit.id)


def seen(writer: ActWriter, unit: Unit) -> None:
    """Let a unit be as it was on the screen. Raises Stale, which says who changed it; NotFound."""
    now = units.get(writer.library, unit.id)
    if now != unit:
        raise Stale(f"{now.label} was changed meanwhile: {now.title}.", "It is shown now as it is.")


def name_titles(writer: ActWriter, title_ids: Iterable[int]) -> None:
    """The act is about this title, where it is about one only."""
    found = set(title_ids)
    writer.title_id = found.pop() if len(found) == 1 else None
