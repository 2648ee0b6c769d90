"""Acts on the lit piece of the unit in hand: it is not here, was looked for, is claimed, found, damaged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.bindery.bench_acts import in_hand
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.rules.bindery.holding import Cause
    from buckram.storage.bindery.collations import BenchPlace
    from buckram_tui.screens.bindery.bench import Bench


def lacks(screen: Bench) -> str | None:
    """H: the lit piece is not here; in the list the lit unit is held."""
    from buckram.desk.bindery.holding_units import hold
    from buckram.rules.bindery.holding import Cause

    if screen.now is None:
        said = hold(screen.desk, screen.unit().id)
        screen.refresh_all()
        return said
    now, place = screen.piece()
    if place.here:
        causes = {
            Cause.LOST: ("l", "It is not on the shelf: missing from now on."),
            Cause.MUTILATED: ("m", "It is here, but pages are cut or torn out: damaged."),
        }
    else:
        causes = {
            Cause.NEVER_CAME: ("n", "It was never received."),
            Cause.LOST: ("l", "It was here, and is gone."),
            Cause.CLAIMED: ("c", "It is claimed already; K claims it."),
            Cause.BOUGHT: ("b", "A replacement is being bought."),
            Cause.MUTILATED: ("m", "Pages are cut or torn out."),
            Cause.UNAVAILABLE: ("u", "It is not to be had: nobody waits."),
        }
    options = [
        Option(letter, str(cause), words, partial(_because, screen, place, cause))
        for cause, (letter, words) in causes.items()
    ]
    if now.gaps:
        options.append(
            Option("h", "hold the unit", "Now, with the causes as they are.", partial(_hold, screen))
        )
    screen.choose(f"{place.label}: why is it not in the unit?", options)
    return None


def _hold(screen: Bench) -> str:
    from buckram.desk.bindery.holding_units import hold

    said = hold(screen.desk, in_hand(screen).unit.id)
    screen.show_list()
    screen.refresh_all()
    return said


def _because(screen: Bench, place: BenchPlace, cause: Cause) -> str | None:
    from buckram.desk.bindery.holding_units import lacks
    from buckram.desk.bindery.searching import buy
    from buckram.rules.bindery.holding import Cause

    unit_id = in_hand(screen).unit.id
    if cause is Cause.BOUGHT and not place.here:

        def answered(text: str) -> str:
            said = buy(screen.desk, unit_id, place.id, text)
            screen.refresh_all()
            return said

        screen.ask(
            f"Bought where ({place.number or place.label}; nothing: not known yet)", answered, place.note
        )
        return None
    said = lacks(screen.desk, unit_id, place.id, cause)
    screen.refresh_all()
    return said


def searched(screen: Bench) -> None:
    """V: where the lit piece was looked for."""
    _, place = screen.piece()
    if place.here:
        raise Refused(f"{place.label} is in the unit.", "V is for a gap; H says that it is not here.")
    screen.choose(
        f"Search {place.searches + 1} for {place.label}.",
        [
            Option(
                "n", "not there", "Where it was looked for is kept.", partial(_looked, screen, place, False)
            ),
            Option("f", "found", "It goes into the unit.", partial(_looked, screen, place, True)),
        ],
    )


def _looked(screen: Bench, place: BenchPlace, found: bool) -> None:
    from buckram.desk.bindery.searching import searched

    def answered(text: str) -> str:
        said = searched(screen.desk, place.unit_id, place.id, text, found=found)
        screen.refresh_all()
        return said

    screen.ask(f"{'Found' if found else 'Looked'} where ({place.number or place.label})", answered)


def claim(screen: Bench) -> str:
    """K: the lit gap is claimed."""
    from buckram.desk.bindery.searching import claim_gap

    now, place = screen.piece()
    said = claim_gap(screen.desk, now.unit.id, place.id)
    screen.refresh_all()
    return said


def got_it(screen: Bench) -> str:
    """G: the piece for the lit gap is in hand."""
    from buckram.desk.bindery.holding_units import take_in

    now, place = screen.piece()
    said = take_in(screen.desk, now.unit.id, place.id)
    screen.refresh_all()
    return said


def mend(screen: Bench) -> None:
    """M: the lit piece goes into the mending queue."""
    from buckram.desk.bindery.mending import note_damage

    _, place = screen.piece()
    if not place.here:
        raise Refused(f"{place.label} is not here.", "F9 M takes any piece into the mending queue.")

    def answered(text: str) -> str:
        said = note_damage(screen.desk, found_at="collation", piece_id=place.piece_id, damage=text).sentence
        screen.refresh_all()
        return said

    screen.ask(f"What is wrong with {place.number or place.label} (torn page, cover off)", answered)
