"""What stands on which shelf, how full it is and for how long it lasts: shelf by shelf and range by range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from buckram.desk.bindery.shelf_space import Line, Stock, stock
from buckram.rules.bindery.growth import months_until_full
from buckram.rules.bindery.shelving import Filled, Layout, Spot, laid_out, range_of
from buckram.storage.bindery.shelves import Shelf
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A shelf and what stands on it. first, last: in words, "" where it is empty; first_line: the title that
    it begins with. months: until it is full at this growth, None: never."""

    shelf: Shelf
    location: str
    range: str
    first: str
    last: str
    first_line: Line | None
    last_line: Line | None
    first_spot: Spot | None
    last_spot: Spot | None
    taken: int
    growth: int
    known: bool
    disorder: bool

    @property
    def free(self) -> int:
        """What is left; less than nothing where more stands there than it holds."""
        return self.shelf.width - self.taken

    @property
    def months(self) -> int | None:
        """Until it is full."""
        return months_until_full(self.free, self.growth)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of shelves, or a whole location. name: "" for a location. first_full: the shelf in it that is
    full first, and in how many months. shelves: 0 for a location of which none is entered."""

    location_id: int | None
    location: str
    name: str
    shelves: int
    width: int
    taken: int
    growth: int
    first: Line | None
    last: Line | None
    first_full: tuple[int, str] | None

    @property
    def free(self) -> int:
        """What is left of it."""
        return self.width - self.taken

    @property
    def months(self) -> int | None:
        """Until it is full, when its volumes are moved up; None: never, or it has no shelves."""
        return months_until_full(self.free, self.growth) if self.shelves else None


@dataclass(frozen=True, slots=True)
class Space:
    """Everything about the room on the shelves. lines: titles, place by place in shelf order.

    full: months until the shelf is full on which a line ends, for lines that stand on shelves; before: by
    location, what stands before the first shelf that is known."""

    lines: Sequence[Line]
    shelves: Sequence[OnShelf]
    ranges: Sequence[Range]
    full: Mapping[tuple[int | None, int, int | None], int | None]
    before: Mapping[int, int]
    stock: Stock


def line_key(line: Line) -> tuple[int | None, int, int | None]:
    """What a line is about, as long as it is there."""
    return line.location_id, line.title_id, line.copy_id


def space(library: Library, today: date) -> Space:
    """The figures of every location."""
    found = stock(library, today)
    by_place: dict[int | None, list[Line]] = {}
    for line in found.lines:
        by_place.setdefault(line.location_id, []).append(line)
    boards: dict[int, list[Shelf]] = {}
    for shelf in found.shelves:
        boards.setdefault(shelf.location_id, []).append(shelf)
    on_shelves: list[OnShelf] = []
    ranges: list[Range] = []
    full: dict[tuple[int | None, int, int | None], int | None] = {}
    before: dict[int, int] = {}
    for place in found.places:
        lines = by_place.pop(place.id, [])
        own = boards.get(place.id, [])
        if not lines and not own:
            continue
        layout = laid_out([one.run for one in lines], [one.width for one in own], begins(lines, own))
        before[place.id] = layout.before
        told = [
            _told(shelf, filled, place.name, lines) for shelf, filled in zip(own, layout.shelves, strict=True)
        ]
        full |= _full(lines, layout, told)
        on_shelves += told
        ranges.append(_location(place.id, place.name, lines, told))
        ranges += _ranges(place.id, place.name, told)
    for lines in by_place.values():
        ranges.append(_location(None, lines[0].location, lines, []))
    return Space(found.lines, on_shelves, ranges, full, before, found)


def begins(lines: Sequence[Line], shelves: Sequence[Shelf]) -> list[Spot | None]:
    """What each shelf was said to begin with; None where nobody said it, or it stands here no more."""
    if not any(shelf.known for shelf in shelves):
        return [None] * len(shelves)
    titles: dict[tuple[int, int | None], int] = {}
    for n, line in enumerate(lines):
        titles[line.title_id, line.copy_id] = n
        titles.setdefault((line.title_id, None), n)
    wanted = {shelf.volume_id for shelf in shelves if shelf.volume_id is not None}
    volumes = {
        block.volume_id: Spot(n, m)
        for n, line in enumerate(lines)
        for m, block in enumerate(line.run.blocks)
        if block.volume_id in wanted and block.volume_id is not None
    }
    found: list[Spot | None] = []
    for shelf in shelves:
        if shelf.volume_id is not None:
            found.append(volumes.get(shelf.volume_id))
        elif shelf.title_id is not None and (shelf.title_id, shelf.copy_id) in titles:
            number = titles[shelf.title_id, shelf.copy_id]
            found.append(_loose_spot(lines[number], number, shelf.loose))
        else:
            found.append(None)
    # An empty shelf begins where the next one does; behind the last thing there is none.
    following: Spot | None = Spot(len(lines), 0)
    for n in range(len(shelves) - 1, -1, -1):
        if shelves[n].empty:
            found[n] = following
        following = found[n]
    return found


def loose_number(line: Line, spot: Spot) -> int | None:
    """The number, from 0, of a thing among those of its title that are in no volume; None for a volume."""
    blocks = line.run.blocks
    if blocks[spot.block].volume_id is not None:
        return None
    return spot.piece + sum(block.many for block in blocks[: spot.block] if block.volume_id is None)


def _loose_spot(line: Line, number: int, loose: int | None) -> Spot:
    """What has this number among what is in no volume: the last of it, where less is loose by now."""
    spot = Spot(number, 0)
    left = loose
    for m, block in enumerate(line.run.blocks):
        if left is None:
            break
        if block.volume_id is None:
            if left < block.many:
                return Spot(number, m, left)
            left -= block.many
            spot = Spot(number, m, block.many - 1)
    return spot


def spot_words(lines: Sequence[Line], spot: Spot) -> str:
    """A thing on the shelf: title and volume, or which of the loose issues."""
    return f"{lines[spot.run].name}, {which_words(lines, spot)}"


def which_words(lines: Sequence[Line], spot: Spot) -> str:
    """A thing on the shelf without its title: "v.12 (1998)", "loose 3 of 9"."""
    block = lines[spot.run].run.blocks[spot.block]
    of_all = block.whole or block.many
    return block.label if of_all == 1 else f"{block.label} {block.before + spot.piece + 1} of {of_all}"


def _told(shelf: Shelf, filled: Filled, location: str, lines: Sequence[Line]) -> OnShelf:
    first, last = filled.first, filled.last
    return OnShelf(
        shelf=shelf,
        location=location,
        range=range_of(shelf.code),
        first=spot_words(lines, first) if first else "",
        last=spot_words(lines, last) if last else "",
        first_line=lines[first.run] if first else None,
        last_line=lines[last.run] if last else None,
        first_spot=first,
        last_spot=last,
        taken=filled.taken,
        growth=filled.growth,
        known=filled.known,
        disorder=filled.disorder,
    )


def _full(
    lines: Sequence[Line], layout: Layout, told: Sequence[OnShelf]
) -> dict[tuple[int | None, int, int | None], int | None]:
    """When the shelf is full on which each title ends."""
    found: dict[tuple[int | None, int, int | None], int | None] = {}
    for filled, shelf in zip(layout.shelves, told, strict=True):
        if filled.first is None or filled.last is None:
            continue
        months = shelf.months
        for n in range(filled.first.run, filled.last.run + 1):
            # The last shelf that it stands on holds.
            found[line_key(lines[n])] = months if lines[n].growth.thickness else None
    return found


def _location(place_id: int | None, name: str, lines: Sequence[Line], told: Sequence[OnShelf]) -> Range:
    return Range(
        location_id=place_id,
        location=name,
        name="",
        shelves=len(told),
        width=sum(one.shelf.width for one in told),
        taken=sum(line.total for line in lines),
        growth=sum(line.growth.thickness for line in lines),
        first=lines[0] if lines else None,
        last=lines[-1] if lines else None,
        first_full=_first_full(told),
    )


def _ranges(place_id: int, location: str, told: Sequence[OnShelf]) -> list[Range]:
    found = []
    for name, group in groupby(told, key=lambda one: one.range):
        own = list(group)
        ends = [line for one in own for line in (one.first_line, one.last_line) if line is not None]
        found.append(
            Range(
                location_id=place_id,
                location=location,
                name=name,
                shelves=len(own),
                width=sum(one.shelf.width for one in own),
                taken=sum(one.taken for one in own),
                growth=sum(one.growth for one in own),
                first=ends[0] if ends else None,
                last=ends[-1] if ends else None,
                first_full=_first_full(own),
            )
        )
    # Shelves whose codes say no range are one already: the whole location.
    return found if any(one.name for one in found) else []


def _first_full(told: Sequence[OnShelf]) -> tuple[int, str] | None:
    return min(
        ((months, one.shelf.code) for one in told if one.growth and (months := one.months) is not None),
        key=lambda one: one[0],
        default=None,
    )


def typed_line(lines: Sequence[Line], text: str) -> Line | None:
    """The title meant by a call number or the beginning of its name: the first in shelf order, or None."""
    from buckram.identify import fold

    wanted = "".join(text.casefold().split())
    if not wanted:
        return None
    for one in lines:
        if one.call_number and "".join(one.call_number.casefold().split()).startswith(wanted):
            return one
    named = fold(text)
    return next((one for one in lines if fold(one.title).startswith(named)), None)
