"""The plan for a shift: which title begins on which shelf, what is left empty, what does not fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from buckram.desk.bindery.shelf_space import Line
from buckram.desk.bindery.shelves import begin_shelf
from buckram.desk.bindery.shelves_filled import (
    OnShelf,
    Space,
    loose_number,
    spot_words,
    which_words,
)
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.measure import told_run
from buckram.rules.bindery.shelves_typed import EVEN, told_wish
from buckram.rules.bindery.shelving import Block, Run, Spot
from buckram.rules.bindery.shift_plan import Plan, Segment, Wish, most_that_fits, plan_shift
from buckram.storage.bindery.shelves import EMPTY, Shelf
from buckram.storage.ledger import act

THREE_YEARS = Wish(years=3)
"""What is asked where nobody says anything."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a shift is about. first, last: codes of the shelves, "" for all of the place. wish: what is left
    empty."""

    location_id: int
    first: str = ""
    last: str = ""
    wish: Wish = THREE_YEARS


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the plan: a title on a shelf. begins, ends: in words, "" where only its empty space is there;
    their labels without the title.

    where_now: the shelf, or the first and the last, from which it is taken; "" where it stands on none.
    left: empty behind it.
    """

    shelf: Shelf
    line: Line
    begins: str
    ends: str
    begins_label: str
    ends_label: str
    takes: int
    left: int
    where_now: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A plan, told. behind: the shelves after the stretch up to the first that is not
    empty. lines: what it moves; place_lines: all of the place.

    lacks: a sentence on what does not fit, "" where all does; told: what it comes to.

    wish: the empty space that it was made with: where an even share was asked, that share."""

    scope: Scope
    location: str
    shelves: Sequence[Shelf]
    behind: Sequence[OnShelf]
    lines: Sequence[Line]
    place_lines: Sequence[Line]
    steps: Sequence[Step]
    plan: Plan
    wish: Wish
    lacks: str
    told: str


def shift(found: Space, scope: Scope, *, inches: bool) -> Shift:
    """The plan for a stretch of shelves and what stands on it. Raises Refused: no shelf, nothing on it."""
    own = [one for one in found.shelves if one.shelf.location_id == scope.location_id]
    if not own:
        raise Refused("This place has no shelves yet.", "A enters them: STK 1A-6E x 35 in.")
    low = _at(own, scope.first, 0)
    high = _at(own, scope.last, len(own) - 1)
    if low > high:
        raise Refused(f"{own[low].shelf.code} comes after {own[high].shelf.code}.")
    lines = [one for one in found.lines if one.location_id == scope.location_id]
    # All shelves: all that belongs here, whether it has room now or not.
    whole = low == 0 and high == len(own) - 1
    chosen = lines if whole else _standing_on(lines, own[low : high + 1])
    if not chosen:
        raise Refused("Nothing stands on these shelves.")
    shelves = [one.shelf for one in own[low : high + 1]]
    runs = [one.run for one in chosen]
    widths = [one.width for one in shelves]
    wish = scope.wish
    if wish == EVEN:
        room = sum(widths)
        share = max(0.0, 1 - sum(one.total for one in chosen) / room) if room else 0.0
        wish = most_that_fits(runs, widths, Wish(share=share)) or Wish()
    plan = plan_shift(runs, widths, wish)
    now = _Now(own, Spot(0, 0) if whole else _first_on(own[low : high + 1]))
    steps = [
        Step(
            shelf=shelves[one.shelf],
            line=chosen[one.run],
            begins=spot_words(chosen, one.first) if one.first else "",
            ends=spot_words(chosen, one.last) if one.last else "",
            begins_label=_from(chosen, one),
            ends_label=_to(chosen, one),
            takes=one.takes,
            left=one.left,
            where_now=now.told(one),
        )
        for one in plan.segments
    ]
    location = own[0].location
    return Shift(
        scope, location, shelves, _behind(own[high + 1 :]), chosen, lines, steps, plan,
        wish,
        _lacks(chosen, plan, runs, widths, scope, inches), _told(chosen, shelves, plan, wish, scope, inches),
    )  # fmt: skip


def _behind(own: Sequence[OnShelf]) -> Sequence[OnShelf]:
    until = next((n for n, one in enumerate(own, 1) if one.first_spot is not None), len(own))
    return own[:until]


def _all_of_it(lines: Sequence[Line], one: Segment) -> Block | None:
    """The block that stands whole and alone in a segment, where it has several pieces."""
    if one.first is None or one.last is None or one.first[:2] != one.last[:2]:
        return None
    block = lines[one.run].run.blocks[one.first.block]
    if block.whole:
        return None
    return block if 1 < block.many == one.last.piece - one.first.piece + 1 else None


def _from(lines: Sequence[Line], one: Segment) -> str:
    if block := _all_of_it(lines, one):
        return f"{block.many} {block.label}"
    return which_words(lines, one.first) if one.first else ""


def _to(lines: Sequence[Line], one: Segment) -> str:
    if block := _all_of_it(lines, one):
        return f"{block.many} {block.label}"
    return which_words(lines, one.last) if one.last else ""


def _at(own: Sequence[OnShelf], code: str, otherwise: int) -> int:
    if not code:
        return otherwise
    wanted = code.casefold()
    for n, one in enumerate(own):
        if one.shelf.code.casefold() == wanted:
            return n
    raise Refused(
        f"There is no shelf {code} here.", f"They go from {own[0].shelf.code} to {own[-1].shelf.code}."
    )


def _standing_on(lines: Sequence[Line], own: Sequence[OnShelf]) -> list[Line]:
    """What stands on these shelves: of a title that goes on on another shelf only what is here."""
    filled = [(one.first_spot, one.last_spot) for one in own if one.first_spot and one.last_spot]
    if not filled:
        return []
    first, last = filled[0][0], filled[-1][1]
    found = []
    for n in range(first.run, last.run + 1):
        run = lines[n].run
        blocks = list(run.blocks)
        ends_here = True
        if n == last.run:
            block = blocks[last.block]
            ends_here = last.block == len(blocks) - 1 and last.piece == block.many - 1
            blocks[last.block :] = [_part(block, 0, last.piece + 1)]
        skipped = 0
        if n == first.run:
            block = blocks[first.block]
            skipped = first.piece if block.volume_id is None else 0
            skipped += sum(one.many for one in blocks[: first.block] if one.volume_id is None)
            blocks[: first.block + 1] = [_part(block, first.piece, block.many)]
        # What comes stands where the title ends.
        growth = run.growth if ends_here else 0
        cut = n == first.run and (first.block, first.piece) != (0, 0)
        part = Run(run.title, blocks, growth, run.step)
        found.append(replace(lines[n], run=part, cut=cut, skipped=skipped))
    return found


def _part(block: Block, first: int, until: int) -> Block:
    if (first, until) == (0, block.many):
        return block
    whole = block.whole or block.many
    return block._replace(many=until - first, before=block.before + first, whole=whole)


def _first_on(own: Sequence[OnShelf]) -> Spot:
    """The first thing on these shelves, of which one is not empty."""
    return next(one.first_spot for one in own if one.first_spot is not None)


class _Now:
    """Where things stand now. base: what the first of the plan's things is among all of the place."""

    def __init__(self, own: Sequence[OnShelf], base: Spot) -> None:
        self.base = base
        self.filled = [
            (one.first_spot, one.last_spot, one.shelf.code) for one in own if one.first_spot and one.last_spot
        ]
        self.starts = [first for first, _, _ in self.filled]

    def told(self, one: Segment) -> str:
        """ "2A", or "2A to 2B"."""
        ends = [self._shelf(spot) for spot in (one.first, one.last) if spot is not None]
        return " to ".join(dict.fromkeys(filter(None, ends)))

    def _shelf(self, spot: Spot) -> str:
        run, block, piece = spot
        # A part begins within its title, and within a row of loose pieces.
        if not run:
            piece += self.base.piece if not block else 0
            block += self.base.block
        there = Spot(run + self.base.run, block, piece)
        at = bisect_right(self.starts, there) - 1
        return self.filled[at][2] if at >= 0 and there <= self.filled[at][1] else ""


def _lacks(
    lines: Sequence[Line], plan: Plan, runs: Sequence[Run], widths: Sequence[int], scope: Scope, inches: bool
) -> str:
    if plan.fits:
        return ""
    parts = []
    if plan.rest:
        pieces = sum(one.pieces for one in plan.rest)
        takes = sum(one.takes for one in plan.rest)
        what = f"{pieces} piece{'' if pieces == 1 else 's'} from {spot_words(lines, plan.rest[0].first)} on"
        parts.append(f"{what} ({told_run(takes, inches=inches)}) have no room")
    parts += [
        f"{spot_words(lines, one.first)} is wider than any shelf that is left" for one in plan.too_thick[:3]
    ]
    if len(plan.too_thick) > 3:
        parts.append(f"so are {len(plan.too_thick) - 3} more")
    if plan.space_lacking:
        parts.append(f"{told_run(plan.space_lacking, inches=inches)} of the empty space asked for is lacking")
    most = most_that_fits(runs, widths, scope.wish) if scope.wish != EVEN else None
    hint = f" With {told_wish(most)} all fits." if most is not None else ""
    return f"{told_run(plan.lacking, inches=inches)} lacking: {'; '.join(parts)}.{hint}"


def _told(
    lines: Sequence[Line], shelves: Sequence[Shelf], plan: Plan, wish: Wish, scope: Scope, inches: bool
) -> str:
    takes = sum(one.takes for one in plan.segments)
    room = sum(one.width for one in shelves)
    words = told_wish(wish) if scope.wish != EVEN else f"spread evenly, {told_wish(wish)}"
    over = len(shelves) - plan.used
    left = f"; {over} shel{'f stays' if over == 1 else 'ves stay'} free" if over else ""
    s = "" if len(lines) == 1 else "s"
    return (
        f"{len(lines)} title{s}, {told_run(takes, inches=inches)} of {told_run(room, inches=inches)} on"
        f" {len(shelves)} shel{'f' if len(shelves) == 1 else 'ves'}, {words}{left}."
    )


def _begin_of(lines: Sequence[Line], spot: Spot) -> tuple[int | None, int | None, int | None, int | None]:
    """(title, copy, volume, number of what is loose) that a shelf begins with."""
    line = lines[spot.run]
    # The first of a title has no number: it stays the first when what is loose is bound.
    loose = None if (spot.block, spot.piece) == (0, 0) and not line.cut else loose_number(line, spot)
    volume_id = line.run.blocks[spot.block].volume_id
    return line.title_id, line.copy_id, volume_id, None if loose is None else loose + line.skipped


def carry_out(desk: Desk, planned: Shift) -> str:
    """The shift is done: each of its shelves begins with what the plan says. One act; the sentence.

    Raises Refused where something does not fit, Stale.
    """
    if planned.plan.rest or planned.plan.too_thick:
        raise Refused(
            "Not everything has its place in this plan.", "D asks for less empty space, S more shelves."
        )
    changed = 0
    with act(desk.library, desk.hand(), "shift") as writer:
        first: dict[int, Spot] = {}
        for one in planned.plan.segments:
            if one.first is not None:
                first.setdefault(one.shelf, one.first)
        begins = [(shelf, first.get(n), planned.lines) for n, shelf in enumerate(planned.shelves)]
        # What stands behind the stretch stays where it is: otherwise it would be thought to move up.
        begins += [(one.shelf, one.first_spot, planned.place_lines) for one in planned.behind]
        for shelf, spot, lines in begins:
            after = _begin_of(lines, spot) if spot is not None else (None, None, None, EMPTY)
            if after != (shelf.title_id, shelf.copy_id, shelf.volume_id, shelf.loose):
                begin_shelf(writer, shelf, *after)
                changed += 1
        if not changed:
            raise Refused("It stands like this already.")
        codes = f"{planned.shelves[0].code} to {planned.shelves[-1].code}"
        writer.sentence = f"Shift done at {planned.location}, {codes}: {changed} shelves begin anew."
    return writer.sentence
