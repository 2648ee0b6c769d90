"""Units are taken off the shelf: the slip that says what to take, and what was found there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from buckram.desk.bindery.moving import follow, move
from buckram.desk.bindery.picking import name_titles, seen
from buckram.desk.conditions import put
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.identify import call_sort
from buckram.rules.bindery.states import State
from buckram.rules.copies import Condition
from buckram.rules.keeping import spoken_day
from buckram.rules.shelf_order import Key, shelf_key
from buckram.storage import issues
from buckram.storage.bindery import loads, units
from buckram.storage.bindery.picks import Stands, found_at, standing
from buckram.storage.bindery.units import Unit, UnitPiece
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library

if TYPE_CHECKING:
    from buckram.exchange.bindery.pull_slip import Pull, PullSlip
    from buckram.storage.bindery.lots import Lot


@dataclass(frozen=True, slots=True)
class NotFound:
    """Pieces of a unit that were not on the shelf. missing: the person says that they are gone for good, so
    that the card and the claims know; otherwise they are only looked for."""

    pieces: Collection[int]
    missing: bool = False


def pull(desk: Desk, found: Sequence[Unit], not_found: Mapping[int, NotFound] | None = None) -> str:
    """Units were taken off the shelf, as they were on the screen: one act. Gives the sentence.

    not_found: by unit, the unit pieces (their ids) that were not there: each becomes a gap, its cause lost.
    Raises Refused when a unit was pulled already, or none of its pieces was found; Stale.
    """
    if not found:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    lost = 0
    with act(desk.library, desk.hand(), "pull") as writer:
        of_units = units.pieces_of_units(desk.library, [unit.id for unit in found])
        for unit in found:
            seen(writer, unit)
            if unit.state is not State.PICKED:
                raise Refused(f"{unit.label} is {unit.state} already.", f"{unit.title}.")
            not_here = (not_found or {}).get(unit.id, NotFound(()))
            lost += _take(writer, unit, of_units[unit.id], not_here)
            move(writer, unit, State.PULLED)
        name_titles(writer, [unit.title_id for unit in found])
        what = f"{found[0].label}: {found[0].title}" if len(found) == 1 else f"{len(found)} units"
        writer.sentence = f"Pulled: {what}{f', {lost} not found' if lost else ''}."
    return writer.sentence


def _take(writer: ActWriter, unit: Unit, places: Sequence[UnitPiece], not_here: NotFound) -> int:
    """Let each piece be found, or its place a gap; gives how many were not there."""
    here = [one for one in places if one.piece_id is not None]
    gone = [one for one in here if one.id in not_here.pieces]
    if len(gone) < len(not_here.pieces):
        raise Stale(f"{unit.label} was changed meanwhile.", "It is shown now as it is.")
    if len(gone) == len(here):
        raise Refused(f"Nothing of {unit.label} was found.", "Enter takes it out of the lot.")
    for one in here:
        if one in gone:
            lose(writer, one, missing=not_here.missing)
        elif not one.found:
            writer.update("unit_piece", one.id, {"found_at": None}, {"found_at": writer.hand.at})
    return len(gone)


def lose(writer: ActWriter, place: UnitPiece, *, missing: bool) -> None:
    """The piece of this place was not found: the place is a gap from now on, its cause lost. Inside an act.

    missing: the piece is missing from the library too, and its box says so.
    """
    assert place.piece_id is not None
    before = {"piece_id": place.piece_id, "cause": place.cause or None}
    writer.update("unit_piece", place.id, before, {"piece_id": None, "cause": "lost"})
    if missing:
        issue = issues.get(writer.library, place.issue_id)
        put(writer, issue, {place.piece_id: Condition.MISSING})
    follow(writer, [place.issue_id])


def put_on_shelf(desk: Desk, pulled: Sequence[Unit]) -> str:
    """Units that were pulled stand on their shelf again, and stay picked: one act. Gives the sentence."""
    if not pulled:
        raise Refused("Nothing is marked.", "Space marks the lit line.")
    with act(desk.library, desk.hand(), "pull") as writer:
        for unit in pulled:
            seen(writer, unit)
            move(writer, unit, State.PICKED)
            for one in units.pieces(writer.library, unit.id):
                if one.found:
                    at = found_at(writer.library, one.id)
                    writer.update("unit_piece", one.id, {"found_at": at}, {"found_at": None})
        name_titles(writer, [unit.title_id for unit in pulled])
        what = f"{pulled[0].label}: {pulled[0].title}" if len(pulled) == 1 else f"{len(pulled)} units"
        writer.sentence = f"On its shelf again, still picked: {what}."
    return writer.sentence


def slip(desk: Desk, lot: Lot | None, wanted: Sequence[Unit]) -> PullSlip:
    """The pull slip of units that are picked and not pulled yet, by location and in shelf order.

    Raises Refused when nothing of them is still to be pulled.
    """
    from buckram.exchange.bindery.pull_slip import PullSlip

    library = desk.library
    to_pull = [unit for unit in wanted if unit.state is State.PICKED]
    if not to_pull:
        raise Refused("Nothing is to be pulled.", "What is picked and not pulled yet stands on the slip.")
    by_title = bool(decided(library, "shelved_by_title"))
    begins = loads.begins(library, [unit.id for unit in to_pull])
    to_pull.sort(key=lambda unit: (*shelf_place(unit, by_title=by_title), begins[unit.id]))
    of_units = units.pieces_of_units(library, [unit.id for unit in to_pull])
    stays = units_left(library, to_pull)
    several = loads.several_copies(library, [unit.title_id for unit in to_pull])
    return PullSlip(
        heading=f"Pull slip, lot {lot.number} for {lot.binder}" if lot else "Pull slip",
        day=spoken_day(desk.today()),
        pulls=[
            _line(
                unit,
                of_units[unit.id],
                stays.get(unit.id, ""),
                f"c.{unit.copy_number}" if unit.copy_number and unit.title_id in several else "",
            )
            for unit in to_pull
        ],
    )


def shelf_place(unit: Unit, *, by_title: bool) -> tuple[int, str, Key, int, int]:
    """Where a unit stands: by location, then in shelf order, each copy of a title apart."""
    key = shelf_key(
        call_sort(unit.call_number) if unit.call_number else "", unit.sort_name, by_title=by_title
    )
    return unit.location_position, unit.location, key, unit.title_id, unit.copy_id or 0


def units_left(library: Library, wanted: Sequence[Unit]) -> dict[int, str]:
    """Of each unit the issues of its title that stand beside it on the shelf and stay there, in words."""
    of_titles = standing(library, {unit.title_id for unit in wanted})
    return {
        unit.id: _stretches([one for one in of_titles[unit.title_id] if one.copy_id in (None, unit.copy_id)])
        for unit in wanted
    }


def _stretches(pieces: Sequence[Stands]) -> str:
    """ "v.9:no.1 to v.9:no.12 (12); v.11:no.1": what stands together is told together."""
    told = []
    for stays, group in groupby(pieces, lambda piece: piece.loose):
        labels = list(dict.fromkeys(piece.label for piece in group))
        if stays:
            told.append(labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]} ({len(labels)})")
    return "; ".join(told)


def _line(unit: Unit, places: Sequence[UnitPiece], stays: str, copy: str) -> Pull:
    from buckram.exchange.bindery.pull_slip import Pull, Take

    return Pull(
        location=unit.location,
        call_number=unit.call_number,
        title=unit.title,
        unit=unit.label,
        copy=copy,
        rush=unit.rush,
        note=unit.note,
        takes=[
            Take(
                what=one.label,
                short=one.number,
                role=one.role,
                barcode=one.barcode,
                gap=(one.cause or "not here") if one.piece_id is None else "",
                pulled=one.found,
            )
            for one in places
        ],
        stays=stays,
    )
