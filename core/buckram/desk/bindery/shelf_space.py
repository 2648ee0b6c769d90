"""The room that titles take on their shelves: how much there is of each, and how fast it grows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from buckram.desk.deciding import decided
from buckram.identify import call_sort
from buckram.rules.bindery.growth import (
    COVERS,
    SPAN,
    STALE,
    STEADY,
    USUAL_VOLUME,
    Growth,
    by_issues,
    by_volumes,
)
from buckram.rules.bindery.shelving import Block, Run
from buckram.rules.bindery.thickness import Estimate, estimate
from buckram.rules.retention import kept
from buckram.rules.shelf_order import Key, shelf_key
from buckram.storage import copies
from buckram.storage.bindery import shelves
from buckram.storage.bindery.shelves import Copy, Name, Room, Shelf, Standing
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Line:
    """A title, or a copy of it, at a place. Lengths are tenths of a millimetre.

    copy_number: 0 where there is one copy only. volumes, loose: how many; bound: thickness of the volumes;
    unmeasured: how many of them are only estimated; by_record: pieces that only a record speaks of; away:
    thickness of what is with the binder or at the bench and comes back here. cut: the beginning of it
    stands elsewhere, and this is the rest; skipped: how many loose pieces stand before the rest.
    """

    location_id: int | None
    location: str
    title_id: int
    copy_id: int | None
    copy_number: int
    title: str
    call_number: str
    key: Key
    run: Run
    volumes: int
    bound: int
    unmeasured: int
    loose: int
    by_record: int
    away: int
    growth: Growth
    cut: bool = False
    skipped: int = 0

    @property
    def total(self) -> int:
        """All the room that it takes."""
        return sum(block.thickness * block.many for block in self.run.blocks)

    @property
    def name(self) -> str:
        """The title, and which copy."""
        return f"{self.title}, c.{self.copy_number}" if self.copy_number > 1 else self.title


@dataclass(slots=True)
class _Here:
    """What is collected of a copy at a place."""

    volumes: list[Standing] = field(default_factory=list)
    loose: list[shelves.Loose] = field(default_factory=list)
    away: list[shelves.Away] = field(default_factory=list)


_Stand = tuple[int | None, int, int | None]


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything that takes room, place by place and in shelf order; and the shelves in walking order."""

    lines: Sequence[Line]
    shelves: Sequence[Shelf]
    places: Sequence[copies.Location]


def stock(library: Library, today: date) -> Stock:
    """What stands where, with its growth."""
    room = shelves.room(library)
    places = copies.locations(library)
    work = _Work(room, today, bool(decided(library, "shelved_by_title")), _bound_place(library, places))
    names = {one.id: one.name for one in places}
    order = {one.id: n for n, one in enumerate(places)}
    found = [work.line(stand, here, names) for stand, here in work.collected().items()]
    found.sort(
        key=lambda one: (
            order.get(one.location_id or 0, len(order)),
            one.key,
            one.title_id,
            one.copy_number,
        )
    )
    return Stock(found, room.shelves, places)


def _bound_place(library: Library, places: Iterable[copies.Location]) -> int | None:
    code = decided(library, "bound_place")
    return next((one.id for one in places if one.code == code), None) if code else None


class _Work:
    """From rows to lines."""

    def __init__(self, room: Room, today: date, by_title: bool, bound_place: int | None) -> None:
        self.room, self.today, self.by_title, self.bound_place = room, today, by_title, bound_place
        self.copies: dict[int, Copy] = {one.id: one for one in room.copies}
        self.of_title: dict[int, list[Copy]] = defaultdict(list)
        for one in room.copies:
            self.of_title[one.title_id].append(one)
        self.stacks: dict[tuple[int, int | None], int | None] = {}
        self.limited: dict[tuple[str | None, str | None], bool] = {}
        self.estimates: dict[int, Estimate] = {}

    def collected(self) -> dict[_Stand, _Here]:
        """Everything, by place, title and copy."""
        found: dict[_Stand, _Here] = defaultdict(_Here)
        for volume in self.room.volumes:
            copy = self._copy(volume.title_id, volume.copy_id)
            copy_id = copy.id if copy else None
            place = volume.location_id or (copy.location_id if copy else None)
            found[place, volume.title_id, copy_id].volumes.append(volume)
            # The newest volume says where the next one will stand.
            self.stacks[volume.title_id, copy_id] = place
        for loose in self.room.loose:
            copy = self._copy(loose.title_id, loose.copy_id)
            place = copy.location_id if copy else None
            found[place, loose.title_id, copy.id if copy else None].loose.append(loose)
        for away in self.room.away:
            copy = self._copy(away.title_id, away.copy_id)
            found[self._stacks(away.title_id, copy), away.title_id, copy.id if copy else None].away.append(
                away
            )
        return found

    def _copy(self, title_id: int, copy_id: int | None) -> Copy | None:
        """What is of no copy stands with the first one."""
        if copy_id is not None:
            return self.copies[copy_id]
        of_title = self.of_title.get(title_id)
        return of_title[0] if of_title else None

    def _stacks(self, title_id: int, copy: Copy | None) -> int | None:
        """Where what comes next will stand once it is bound."""
        key = (title_id, copy.id if copy else None)
        if key in self.stacks:
            return self.stacks[key]
        of_copy = copy.location_id if copy else None
        return (self.bound_place or of_copy) if self.room.titles[title_id].bound else of_copy

    def line(self, stand: _Stand, here: _Here, names: dict[int, str]) -> Line:
        """The line of a copy at a place."""
        place, title_id, copy_id = stand
        title = self.room.titles[title_id]
        copy = self.copies[copy_id] if copy_id is not None else None
        each = self._each(title)
        ordered = in_order(here.volumes)
        thick = [
            (one.thickness + (COVERS if one.bare else 0))
            if one.thickness
            else _thickness(one, each.each, here.volumes)
            for _, one in ordered
        ]
        blocks = [Block(one.label, t, 1, one.id) for (_, one), t in zip(ordered, thick, strict=True)]
        loose, record = self._loose(here, each)
        away = [
            Block(f"{one.label}, {one.state}", (one.thickness or one.pieces * each.each) + COVERS)
            for one in here.away
        ]
        growth = self._growth(stand, title, copy, ordered, thick, here, each.each)
        own_volume = sum(thick) // len(thick) if thick else USUAL_VOLUME
        step = own_volume if growth.volumes else each.each
        call = (copy.call_number if copy else "") or title.call_number
        call = call or next((one.call_number for _, one in ordered if one.call_number), "")
        stands = title.call_sort if call == title.call_number else call_sort(call)
        number = copy.number if copy and len(self.of_title[title_id]) > 1 else 0
        name = f"{title.name}, c.{number}" if number > 1 else title.name
        return Line(
            location_id=place,
            location=names.get(place or 0, "no place"),
            title_id=title_id,
            copy_id=copy_id,
            copy_number=number,
            title=title.name,
            call_number=call,
            key=shelf_key(stands, title.sort_name, by_title=self.by_title),
            run=Run(name, (*record, *blocks, *away, *loose), growth.thickness, step),
            volumes=len(blocks),
            bound=sum(thick),
            unmeasured=sum([one.thickness is None for _, one in ordered]),
            loose=sum(block.many for block in loose),
            by_record=sum(block.many for block in record),
            away=sum(block.thickness for block in away),
            growth=growth,
        )

    def _each(self, title: Name) -> Estimate:
        if title.id not in self.estimates:
            self.estimates[title.id] = estimate(
                measured=self.room.measured.get(title.id),
                each=int(title.each) if str(title.each).isdigit() else None,
                frequency=title.frequency,
                frequency_name=title.frequency_name,
            )
        return self.estimates[title.id]

    def _loose(self, here: _Here, each: Estimate) -> tuple[list[Block], list[Block]]:
        """(loose issues, what a record says is held and no volume holds)."""
        if not here.loose:
            return [], []
        in_volumes = {
            year
            for one in here.volumes
            if one.by_hand
            for year in range(spelt(one.label).first, spelt(one.label).last + 1)
        }
        counts: dict[str, int] = defaultdict(int)
        record, years = 0, []
        for one in here.loose:
            if not one.by_record:
                counts[one.run] += one.many
            elif one.year not in in_volumes:
                record += one.many
                years += [one.year] if one.year else []
        loose = [
            Block(_WORDS[run], each.of([run]), counts[run])
            for run in ("basic", "supplement", "index")
            if counts.get(run)
        ]
        if not record:
            return loose, []
        span = f"{min(years)}-{max(years)}" if years else "issues"
        return loose, [Block(f"{span}, by its record", each.each, record)]

    def _growth(
        self,
        stand: _Stand,
        title: Name,
        copy: Copy | None,
        ordered: Sequence[tuple[Spelt, Standing]],
        thick: Sequence[int],
        here: _Here,
        each: int,
    ) -> Growth:
        """What comes to a line in a year: nothing where its title has ceased, its copy goes on no more or is
        not kept, or what comes is bound and stands elsewhere."""
        if title.ceased:
            return _steady("ceased")
        if copy is not None and not copy.active:
            return _steady("this copy goes on no more")
        if copy is not None and self._is_limited(copy):
            return _steady("kept only for a time: it does not grow")
        if stand[0] != self._stacks(title.id, copy):
            return _steady("what comes stands elsewhere once it is bound")
        years: dict[int, tuple[int, int]] = {}
        for (read, _), thickness in zip(ordered, thick, strict=True):
            if read.last > self.today.year - _LOOK_BACK:
                count, sum_ = years.get(read.last, (0, 0))
                years[read.last] = (count + 1, sum_ + thickness)
        told = by_volumes(years, self.today.year)
        if told is not None:
            return told
        came: dict[int, int] = defaultdict(int)
        for one in here.loose:
            if one.year and one.run == "basic":
                came[one.year] += one.many
        volume_thick = (sum(thick) // len(thick) if thick else USUAL_VOLUME) if title.bound else None
        found = by_issues(
            came,
            self.today.year,
            each,
            since=max(years, default=None),
            per_year=title.per_year,
            volume=volume_thick,
        )
        return found or STEADY

    def _is_limited(self, copy: Copy) -> bool:
        key = (copy.keeps, copy.retention)
        if key not in self.limited:
            self.limited[key] = kept(*key).limited
        return self.limited[key]


def _steady(why: str) -> Growth:
    return Growth(0, 0.0, why)


_LOOK_BACK = SPAN + STALE + 2

_WORDS = {"basic": "loose", "supplement": "supplements", "index": "indexes"}

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NUMBERS = re.compile(r"\d+")


class Spelt(NamedTuple):
    """A volume's label, read. first, last: its years, 0 for none. numbers: all that it has."""

    is_index: bool
    first: int
    numbers: tuple[int, ...]
    last: int


@lru_cache(maxsize=1 << 16)
def spelt(label: str) -> Spelt:
    """Read a label; years are those in its brackets, where it has some."""
    years = [int(year) for year in _YEAR.findall(label, max(label.rfind("("), 0))]
    numbers = tuple(map(int, _NUMBERS.findall(label)))
    return Spelt("index" in label.lower(), min(years, default=0), numbers, max(years, default=0))


def in_order(volumes: Sequence[Standing]) -> list[tuple[Spelt, Standing]]:
    """The volumes of a title as they stand: by year and number, indexes last (standards 7.4).

    Where a label has no year, by their numbers."""
    read = [(spelt(one.label), one) for one in volumes]
    if any(not one.first for one, _ in read):
        read = [(one._replace(first=0), volume) for one, volume in read]
    read.sort()
    return read


def _thickness(one: Standing, each: int, others: Sequence[Standing]) -> int:
    """How thick a volume is that nobody measured: by its pieces, else as the others of its title."""
    if one.pieces:
        return one.pieces * each + COVERS
    known = [other.thickness for other in others if other.thickness]
    return sum(known) // len(known) if known else USUAL_VOLUME
