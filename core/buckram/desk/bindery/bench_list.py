"""What lies on the bench and beside it: units to be collated in shelf order, and those that are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from buckram.desk.bindery.on_bench import ON_THE_BENCH
from buckram.desk.deciding import decided
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.identify import call_sort
from buckram.rules.bindery.holding import searched_words
from buckram.rules.bindery.states import State
from buckram.rules.shelf_order import Key, shelf_key
from buckram.storage.bindery import collations, searches, units
from buckram.storage.bindery.searches import Gap
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class BenchLine:
    """A unit in the list. overdue: nobody waits for it any longer, it is to be decided. refused: why the
    binder sent it back, "" when it did not."""

    unit: Unit
    gaps: Sequence[Gap]
    overdue: bool
    refused: str

    @property
    def came(self) -> int:
        """How many of its gaps have a piece here now."""
        return sum(gap.came is not None for gap in self.gaps)

    @property
    def held(self) -> bool:
        """Whether it waits for what it lacks."""
        return self.unit.state is State.HELD and bool(self.gaps)

    @property
    def doing(self) -> str:
        """What is to be done with it, in a word or two. A held unit that lacks nothing more is collated: it
        is the whole part of one that was split."""
        unit = self.unit
        match unit.state:
            case State.HELD if self.came:
                return f"{self.came} came"
            case State.HELD if self.gaps:
                return "give up" if self.overdue else "held"
            case State.READY:
                return "ready"
            case State.COLLATED:
                return "decide"
            case State.REFUSED:
                return "sent back"
        return "rush" if unit.rush else "pull" if unit.state is State.PICKED else "collate"

    @property
    def why(self) -> str:
        """Each gap with its cause, or why it came back."""
        if self.refused and self.unit.state is State.REFUSED:
            return self.refused
        return "; ".join(_gap_words(gap) for gap in self.gaps)


def _gap_words(gap: Gap) -> str:
    name = gap.number or gap.label
    if gap.came is not None:
        return f"{name} came"
    words = [gap.cause or "not here"]
    if gap.searches:
        words.append(searched_words(gap.searches))
    return f"{name} {', '.join(words)}"


def on_bench(library: Library, today: date) -> list[BenchLine]:
    """Every unit that is picked, pulled, collated, ready, held, or came back unbound.

    First the held ones whose day has come, and those for which a piece came; then what the binder sent back,
    rush, and the rest in shelf order; then what has to be decided; held ones by their day; at last those
    that are ready.
    """
    found = units.in_states(library, ON_THE_BENCH)
    lacking = [unit.id for unit in found if unit.gaps]
    gaps = searches.gaps(library, lacking) if lacking else {}
    back = [unit.id for unit in found if unit.state is State.REFUSED]
    refused = collations.refusals(library, back) if back else {}
    lines = [
        BenchLine(
            unit,
            gaps.get(unit.id, ()),
            unit.state is State.HELD
            and bool(unit.gaps)
            and unit.give_up_on is not None
            and unit.give_up_on <= today,
            refused.get(unit.id, ""),
        )
        for unit in found
    ]
    by_title = decided(library, "shelved_by_title")
    return sorted(lines, key=lambda line: _place(line, by_title=by_title))


def _place(line: BenchLine, *, by_title: bool) -> tuple[int, str, int, str, Key, int]:
    unit = line.unit
    group = _group(line)
    day = unit.give_up_on.isoformat() if unit.give_up_on and unit.state is State.HELD else ""
    stands = shelf_key(_sorts(unit.call_number), unit.sort_name, by_title=by_title)
    return group, day, unit.location_position, unit.location, stands, unit.id


def _group(line: BenchLine) -> int:
    unit = line.unit
    if unit.state is State.HELD and line.gaps:
        return 0 if line.overdue else 1 if line.came else 6
    if unit.state is State.REFUSED:
        return 2
    if unit.state is State.COLLATED:
        return 5
    if unit.state is State.READY:
        return 7
    return 3 if unit.rush else 4


@lru_cache(4096)
def _sorts(call_number: str) -> str:
    return call_sort(call_number) if call_number else ""


def as_table(lines: Sequence[BenchLine], today: date) -> Table:
    """The list as it leaves the house. Raises Refused where there is nothing."""
    if not lines:
        raise Refused("Nothing lies on the bench.")
    return Table(
        f"Bench, {today.isoformat()}",
        ("State", "Location", "Call number", "Title", "Unit", "Copy", "Pieces", "Lacks", "Until"),
        [
            (
                line.doing,
                line.unit.location,
                line.unit.call_number,
                line.unit.title,
                line.unit.label,
                str(line.unit.copy_number or ""),
                str(line.unit.pieces),
                line.why,
                line.unit.give_up_on.isoformat() if line.unit.give_up_on else "",
            )
            for line in lines
        ],
    )
