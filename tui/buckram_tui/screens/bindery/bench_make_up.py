"""What the unit in hand is made of is changed at the bench; and the lot that it goes into."""

from __future__ import annotations

from functools import partial
from string import ascii_lowercase
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.bindery.bench_acts import in_hand
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.bindery.addable import Addable
    from buckram.rules.bindery.breaks import Break
    from buckram.storage.bindery.units import Unit
    from buckram_tui.screens.bindery.bench import Bench


def split(screen: Bench) -> None:
    """S: in two, where a reader would look for the break."""
    from buckram.desk.bindery.make_up import split
    from buckram.desk.bindery.spots import splits
    from buckram.desk.bindery.totals import thicknesses

    unit = in_hand(screen).unit
    thickness = unit.thickness or thicknesses(screen.desk.library, [unit])[unit.id]
    found = splits(screen.desk.library, unit, thickness)
    if not found:
        raise Refused(f"{unit.label} cannot be split.", "Each part needs a piece.")

    def at(one: Break) -> str:
        said = split(screen.desk, unit, one.after, None)
        screen.refresh_all()
        return said

    screen.choose(
        f"Split {unit.label} behind which issue?",
        [
            Option(letter, one.number, _break_words(screen, one), partial(at, one))
            for letter, one in zip(ascii_lowercase, found, strict=False)
        ],
    )


def _break_words(screen: Bench, one: Break) -> str:
    from buckram.rules.bindery.measure import told_length

    parts = f"{one.first} and {one.second} pieces"
    if one.first_thickness or one.second_thickness:
        first, second = (
            told_length(length, inches=screen.inches)
            for length in (one.first_thickness, one.second_thickness)
        )
        parts = f"{parts}, about {first} and {second}"
    return f"{parts}, {one.nature.words}".rstrip(", ")


def join(screen: Bench) -> None:
    """J: with another unit of the title."""
    from buckram.desk.bindery.on_bench import ON_THE_BENCH
    from buckram.storage.bindery import units

    unit = in_hand(screen).unit
    others = [
        one
        for one in units.of_title(screen.desk.library, unit.title_id)
        if one.id != unit.id and one.copy_id == unit.copy_id and one.state in ON_THE_BENCH
    ]
    if not others:
        raise Refused(f"No other unit of {unit.title} is on the bench.", "F9 B picks one.")
    screen.choose(
        f"Join {unit.label} with which?",
        [
            Option(letter, one.label, f"{one.state}, {one.pieces} pieces", partial(_joined, screen, one))
            for letter, one in zip(ascii_lowercase, others, strict=False)
        ],
    )


def _joined(screen: Bench, other: Unit, *, insist: bool = False) -> str | None:
    from buckram.desk.bindery.make_up import Mixes, join

    unit = in_hand(screen).unit
    try:
        said = join(screen.desk, unit, other, None, insist=insist)
    except Mixes as told:
        screen.choose(
            told.sentence,
            [
                Option("e", "back", "They stay apart.", lambda: None),
                Option(
                    "a",
                    "all the same",
                    "They are bound as one.",
                    partial(_joined, screen, other, insist=True),
                ),
            ],
        )
        return None
    # The joined unit bears the number of the earlier part.
    screen.refresh_all()
    if screen.now is None:
        screen.take_in_hand(other.id)
    return said


def add(screen: Bench) -> None:
    """A: a piece that belongs into the unit: a supplement, an index, an issue."""
    from buckram.desk.bindery.addable import addable
    from buckram.desk.bindery.make_up import add

    unit = in_hand(screen).unit
    found = addable(screen.desk.library, unit)
    if not found:
        raise Refused(f"Nothing can be added to {unit.label}.", "All that belongs to it is in a unit.")

    def put_in(one: Addable) -> str:
        said = add(screen.desk, unit, one, None)
        screen.refresh_all()
        return said

    screen.choose(
        f"What goes into {unit.label} too?",
        [
            Option(letter, one.words, "", partial(put_in, one))
            for letter, one in zip(ascii_lowercase, found, strict=False)
        ],
    )


def leave_out(screen: Bench) -> str:
    """X: the lit piece is left out of the unit, and is loose again."""
    from buckram.desk.bindery.make_up import leave_out

    now, place = screen.piece()
    said = leave_out(screen.desk, now.unit, place.issue_id, None)
    screen.refresh_all()
    return said


def put_back(screen: Bench) -> str:
    """The unit in hand goes back to its shelf: it is due again when it has grown."""
    from buckram.desk.bindery.picking import put_back, take_out
    from buckram.storage.bindery import picks, units

    library = screen.desk.library
    unit = in_hand(screen).unit
    there = picks.open_lot_of(library, unit.id)
    if there is not None:
        take_out(screen.desk, there[0], [unit])
    said = put_back(screen.desk, units.get(library, unit.id))
    screen.refresh_all()
    return said


def lot(screen: Bench) -> str | None:
    """L: the lot of the unit; one that is in none is put into one."""
    from buckram.desk.bindery.picking import pick
    from buckram.storage.bindery import lots, picks

    unit = screen.unit()
    library = screen.desk.library
    there = picks.open_lot_of(library, unit.id)
    if there is not None:
        return f"{unit.label} is in lot {there[1]}."
    building = lots.in_states(library, ["building"])
    if not building:
        raise Refused("No lot is being built.", "F9 B begins one.")

    def into(lot_id: int) -> str:
        said = pick(screen.desk, lot_id, [unit])
        screen.refresh_all()
        return said

    screen.choose(
        f"Into which lot goes {unit.label}?",
        [
            Option(
                letter,
                one.number,
                f"{one.binder}, {one.units} units{', rush' if one.service == 'rush' else ''}",
                partial(into, one.id),
            )
            for letter, one in zip(ascii_lowercase, building, strict=False)
        ],
    )
    return None
