"""A unit on the bench: all that is asked of it, and what the card tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from buckram.errors import Refused
from buckram.pattern.frequency import frequency_name, issues_a_year
from buckram.rules.bindery.checks import (
    EYE_BY_NAME,
    Collated,
    Finding,
    Level,
    Limits,
    Part,
    block,
    by_machine,
)
from buckram.rules.bindery.construction import Construction, construct
from buckram.rules.bindery.fields import BindingFields
from buckram.rules.bindery.holding import GOES_OUT
from buckram.rules.bindery.states import State
from buckram.storage import titles
from buckram.storage.bindery import binders, bindings, collations, lots, made, picks, units
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library

ON_THE_BENCH = (
    State.PICKED, State.PULLED, State.COLLATED, State.HELD, State.READY, State.REFUSED,
)  # fmt: skip
"""States in which a unit may lie on the bench: its ticket is not made, or the binder sent it back."""

BEGUN = "begun"
_ABOUT_A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Bench:
    """A unit on the bench.

    findings: what the card tells; said: what the eye saw, by the name of the check. collation_id: of the
    collation that is under way, None for none. refused: why the binder sent it back, "" when it did not.
    outcome: of the last collation, "" for none. lot: number of the lot that it is in, "" for none; music: it
    is a lot of music. doubles: the places of whose issue this copy has more than one piece.
    """

    unit: Unit
    places: Sequence[BenchPlace]
    findings: Sequence[Finding]
    said: Mapping[str, str]
    collation_id: int | None
    outcome: str
    fields: BindingFields
    limits: Limits
    refused: str
    lot: str
    music: bool
    doubles: frozenset[int]

    @property
    def gaps(self) -> list[BenchPlace]:
        """What is not here."""
        return [place for place in self.places if not place.here]

    @property
    def unconfirmed(self) -> list[BenchPlace]:
        """Pieces that nobody has confirmed yet."""
        return [place for place in self.places if place.here and not place.confirmed_at]

    @property
    def paper(self) -> str:
        """Normal, glossy or brittle: by the eye first, then by the pattern."""
        return block(self.said, 0, None, self.fields.value("paper")).paper

    @property
    def objections(self) -> list[Finding]:
        """What the card says no to, gaps aside: those are held, not agreed to."""
        return [
            one
            for one in self.findings
            if one.level is Level.NO and not (one.name == "gaps" and one.says.startswith("Lacks"))
        ]


def bench(library: Library, unit_id: int) -> Bench:
    """A unit with all that is asked of it. Raises NotFound."""
    unit = units.get(library, unit_id)
    places = collations.places(library, unit_id)
    last = collations.last(library, unit_id)
    # As the ticket has it: the pattern that holds now.
    binding = bindings.for_copy(library, unit.title_id, unit.copy_id) or bindings.find(
        library, unit.binding_id
    )
    binder = binders.find(library, binding.binder_id) if binding else None
    fields = BindingFields(binding.fields if binding else {}, binder.defaults if binder else {})
    limits = Limits()
    if binder:
        limits = Limits(binder.least_thickness, binder.most_thickness, binder.glossy_thickness)
    if over := fields.number("split_over"):
        limits = Limits(limits.least, over, min(over, limits.glossy))
    there = picks.open_lot_of(library, unit_id)
    lot = lots.find(library, there[0]) if there else None
    return Bench(
        unit=unit,
        places=places,
        findings=by_machine(_collated(library, unit, places, fields)),
        said={k: v for k, v in last.checks.items() if k in EYE_BY_NAME} if last else {},
        collation_id=last.id if last and last.outcome == BEGUN else None,
        outcome=last.outcome if last and last.outcome != BEGUN else "",
        fields=fields,
        limits=limits,
        refused=collations.refusals(library, [unit_id]).get(unit_id, ""),
        lot=lot.number if lot else "",
        music=lot is not None and lot.kind == "music",
        doubles=_doubles(library, unit, places),
    )


def _doubles(library: Library, unit: Unit, places: Sequence[BenchPlace]) -> frozenset[int]:
    several = made.doubles(library, [place.issue_id for place in places], unit.copy_id)
    return frozenset(place.id for place in places if place.here and place.issue_id in several)


def _collated(library: Library, unit: Unit, places: Sequence[BenchPlace], fields: BindingFields) -> Collated:
    own = [place for place in places if place.run == "basic" and place.title_id == unit.title_id]
    positions = [place.card_position for place in own if place.role == "issue"]
    days = [place.published_on for place in own if place.published_on is not None]
    frequency = titles.get(library, unit.title_id).frequency
    span = (min(positions), max(positions)) if positions else (0, -1)
    around = (min(days), max(days) + _ABOUT_A_MONTH) if days else None
    return Collated(
        parts=[_part(unit, place) for place in places],
        boxes=collations.boxes(library, unit.title_id, span, {place.volume for place in own} - {""}),
        beside=collations.beside(
            library, unit.id, unit.title_id, (str(around[0]), str(around[1])) if around else ("", "")
        ),
        following=collations.following(library, unit.title_id, span[1]) if positions else None,
        a_year=issues_a_year(frequency),
        frequency=frequency_name(frequency),
        supplements=fields.value("supplements"),
        decided=unit.decision if unit.decision in GOES_OUT else "",
    )


def _part(unit: Unit, place: BenchPlace) -> Part:
    return Part(
        issue_id=place.issue_id,
        label=place.label,
        number=place.number,
        role=place.role,
        here=place.here,
        volume=place.volume,
        position=place.card_position,
        run=place.run,
        published_on=place.published_on,
        cause=place.cause,
        title=place.title,
        own_title=place.title_id == unit.title_id,
        own_copy=None in (place.piece_copy, unit.copy_id) or place.piece_copy == unit.copy_id,
    )


def on_the_bench(library: Library, unit_id: int) -> Unit:
    """The unit, where its make-up may still change at the bench. Raises Refused, NotFound."""
    unit = units.get(library, unit_id)
    if unit.state not in ON_THE_BENCH:
        step = "Take its ticket back first." if unit.state is State.TICKETED else ""
        raise Refused(f"{unit.label} is {unit.state}: it is not on the bench.", step)
    return unit


def construction_of(library: Library, unit_id: int) -> Construction:
    """How a unit is to be held together: by its pattern, what the bench said, and the tree of the standard.

    What the ticket is made with where the pattern leaves the method open ("auto").
    """
    now = bench(library, unit_id)
    return construction(now, now.unit.thickness)


def construction(now: Bench, thickness: int | None) -> Construction:
    """The same for a unit on the bench. thickness: tenths of a millimetre, None: not measured."""
    here = sum(place.here for place in now.places)
    made = block(now.said, here, thickness, now.fields.value("paper"), music=now.music)
    return construct(made, now.fields.value("method"))
