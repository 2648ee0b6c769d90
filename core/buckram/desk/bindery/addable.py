"""What may be put into a unit beside what it has, and where in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from buckram.holdings.beside import WORDS
from buckram.rules.bindery.beside import Beside, arranged, role_of
from buckram.rules.bindery.fields import BindingFields
from buckram.rules.copies import Condition
from buckram.storage import pieces
from buckram.storage.bindery import binders, bindings, made, units
from buckram.storage.bindery.made import Place
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library

if TYPE_CHECKING:
    from buckram.desk.bindery.due import DueUnit

NEAREST = 6
"""So many issues before and after the unit are offered; of supplements and indexes all of its time."""


@dataclass(frozen=True, slots=True)
class Addable:
    """A piece that may be added. other: it is of an earlier or a later title; here: a piece of it is here.

    words: what it is, for a menu.
    """

    place: Place
    other: bool
    here: bool
    words: str

    @property
    def said(self) -> bool:
        """Its own words say what it is: an index, a title page, contents."""
        return bool(self.place.designation.get(WORDS))


def addable(library: Library, what: Unit | DueUnit) -> list[Addable]:
    """What may be added to a unit, the likeliest first: what came meanwhile for its gaps; supplements,
    indexes and special issues that no unit has; the nearest issues before and after it; those of the title
    before and after."""
    gaps: list[Place] = []
    if isinstance(what, Unit):
        places = made.places(library, [what.id])[what.id]
        inside = {place.issue_id for place in places}
        gaps = [place for place in places if place.piece_id is None]
    else:
        inside = {piece.issue_id for piece in what.pieces}
    other_titles = made.linked(library, what.title_id)
    copies = {what.title_id: what.copy_id} | {
        title_id: made.copy_like(library, what.copy_id, title_id) for title_id in other_titles
    }
    loose = made.loose_issues(library, list(copies), list(dict.fromkeys(copies.values())))
    loose = [_in_its_role(place) for place in loose if place.issue_id not in inside]
    own = [place for place in loose if place.title_id == what.title_id]
    return [*_came(library, what, gaps, copies)] + [
        Addable(
            place, place.title_id != what.title_id, here, _words(place, place.title_id != what.title_id, here)
        )
        for place in (
            *[place for place in own if not place.numbered],
            *_nearest(library, own, inside),
            *_nearest_of_others(library, [p for p in loose if p.title_id != what.title_id], inside),
        )
        for here in [wanted_piece(library, place, copies[place.title_id]) is not None]
    ]


def _came(
    library: Library, what: Unit | DueUnit, gaps: Sequence[Place], copies: Mapping[int, int | None]
) -> Iterator[Addable]:
    """The gaps for which a piece is here now that no other unit has."""
    for gap in gaps:
        piece_id = wanted_piece(library, gap, copies.get(gap.title_id, what.copy_id))
        if piece_id is not None and units.unit_of_piece(library, piece_id) is None:
            yield Addable(gap, gap.title_id != what.title_id, True, f"{gap.label}, for its gap")


def _in_its_role(place: Place) -> Place:
    """A title page often comes in the run of the indexes: its words tell."""
    if place.numbered:
        return place
    return replace(place, role=role_of(place.run, place.designation.get(WORDS, "")))


def _nearest(library: Library, own: Sequence[Place], inside: set[int]) -> list[Place]:
    numbered = [place for place in own if place.numbered]
    first, last = made.ends(library, inside)
    behind = [place for place in numbered if place.position > last][:NEAREST]
    before = [place for place in numbered if place.position < first][-NEAREST:]
    between = [place for place in numbered if first < place.position < last]
    return [*between, *behind, *reversed(before)]


def _nearest_of_others(library: Library, others: Sequence[Place], inside: set[int]) -> list[Place]:
    """Of titles before and after: what is dated nearest to the unit."""
    days = made.days(library, inside)
    if not days:
        return list(others)[:NEAREST]
    first, last = days

    def away(place: Place) -> int:
        day = place.published_on
        if day is None:
            return 10_000
        return (first - day).days if day < first else (day - last).days

    return sorted(others, key=away)[: 2 * NEAREST]


def _words(place: Place, other: bool, here: bool) -> str:
    kind = "" if place.numbered else f"{place.role}, "
    title = f"{place.title}, " if other else ""
    return f"{title}{kind}{place.label}{'' if here else ' (not here: a gap)'}"


def wanted_piece(library: Library, place: Place, copy_id: int | None) -> int | None:
    """The piece of an issue that a copy has: a good one, else a damaged one; None: it has none."""
    of_issue = pieces.places_of(library, place.issue_id, place.title_id)
    own = next((one for one in of_issue if one.copy_id == copy_id), of_issue[0])
    for condition in (Condition.GOOD, Condition.DAMAGED):
        for piece in own.with_condition(condition):
            return piece.id
    return None


def rank_of(library: Library, unit: Unit, places: Sequence[Place], issue: Place, role: str) -> int:
    """How many places of a unit come before a further one of this role, by the title's binding pattern."""
    if role == "issue":
        return _rank_of_issue(places, issue)
    where = _fields(library, unit)
    supplements = where.value("supplements")
    issues = [place for place in places if place.role == "issue"]
    extras = [(place, place.role) for place in places if place.role != "issue"] + [(issue, role)]
    order = arranged(
        issues,
        [(Beside(its_role, _behind(issues, place)), place) for place, its_role in extras],
        index_place=where.value("index_place"),
        # What is left out as a rule was asked for by a person here.
        supplements="at back" if supplements == "leave out" else supplements,
        contents_place=where.value("contents_place"),
    )
    return order.index(issue)


def _rank_of_issue(places: Sequence[Place], issue: Place) -> int:
    own = [n for n, one in enumerate(places) if one.numbered and one.title_id == issue.title_id]
    behind = [n for n in own if places[n].position > issue.position]
    if behind:
        return behind[0]
    # Two titles are never mixed issue by issue: the earlier one stands before the later one as a whole.
    first = next((n for n, one in enumerate(places) if one.numbered), 0)
    before = places[first].published_on
    if not own and issue.published_on and before and issue.published_on < before:
        return first
    return max((n for n, one in enumerate(places, 1) if one.role not in ("index", "title page")), default=0)


def _behind(issues: Sequence[Place], extra: Place) -> int | None:
    """The place of the issue that it came with, else of the last that is not dated later."""
    with_it = next((n for n, one in enumerate(issues) if one.issue_id == extra.beside), None)
    day = extra.published_on
    if with_it is not None or day is None:
        return with_it
    earlier = [n for n, one in enumerate(issues) if one.published_on and one.published_on <= day]
    return earlier[-1] if earlier else None


def _fields(library: Library, unit: Unit) -> BindingFields:
    row = bindings.find(library, unit.binding_id)
    binder = binders.find(library, row.binder_id) if row else None
    return BindingFields(row.fields if row else {}, binder.defaults if binder else {})
