"""The rows of what the demonstration library has bound so far, and of what is at the binder's or on the bench
today."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from buckram.rules.status import Status
from buckram_data.barcodes import item_barcode
from buckram_data.history import Fate, chance, published
from buckram_data.rows_of_binders import binder_rows, fields_of, price_of
from buckram_data.rows_of_year import CLERK, Made
from buckram_data.tables import Tables
from buckram_data.tables_of_bindery import Binding

Row = tuple[Any, ...]

COLUMNS = {
    "binder": "id name account library_code imprint address email phone contact currency turn_days rush_days"
    " lot_units lot_cost month_units symbols proofed note defaults",
    "binding_price": "binder_id kind name up_to price",
    "cloth": "binder_id number name",
    "binding": "id title_id binder_id fields made_at made_by",
    "unit": "id title_id copy_id binding_id state label whole rush thickness decision give_up_on note made_at"
    " made_by moved_at moved_by",
    "unit_piece": "id unit_id issue_id piece_id position role cause found_at confirmed_at confirmed_by",
    "search": "unit_piece_id on_day person place found",
    "collation": "unit_id at person checks outcome",
    "ticket": "unit_id binding_id number lettering fields instructions price currency made_at made_by"
    " proofed_at proofed_by",
    "lot": "id binder_id number kind service state order_number made_at made_by pick_up_on due_back_on"
    " closed_at sent_on back_on done_at",
    "lot_line": "id lot_id unit_id sequence box packed_at packed_by price result came_on came_by reason"
    " charged checked checked_at checked_by corrects",
    "binding_fault": "lot_line_id code class whose note",
    "volume": "unit_id title_id copy_id barcode label call_number location_id thickness accepted_on"
    " processed_at shelved_on",
    "repair": "title_id issue_id piece_id what found_on found_by found_at damage route decided_by decided_at"
    " state kinds done_by done_on minutes supplies result back_on",
    "shelf": "location_id code position width",
}
"""In the order of their foreign keys; they follow the tables of the year."""

EVERY = 84
"""Days between two lots."""

SENT = 23
"""Days since the last lot left."""

RUSH_SENT = 20
"""Days since the rush lot left, which is overdue."""

_IN_RUSH = frozenset({"shigaku-zasshi", "vfz"})
_ON_THE_BENCH = {"apsr": "pulled", "qje": "collated", "art-bulletin": "ready", "yale-law-journal": "ticketed"}
_HELD = "slavic-review"
_EACH = {"w": 35, "e": 38, "s": 40, "m": 62, "b": 95, "q": 118, "t": 130}
_FIRST_BARCODE = 800_000
_SECOND = "M. Osei"


@dataclass
class _Unit:
    """A unit in the making. due_on: from when it could go. line: of the lot that it is in."""

    id: int
    binding: Binding
    binding_id: int
    title_id: int
    copy_id: int
    label: str
    state: str
    issues: Sequence[tuple[int, Fate]]
    thickness: int
    due_on: date
    price: str
    gaps: frozenset[int] = frozenset()


@dataclass
class _Lot:
    """A lot in the making. back_on: None while it is away."""

    sent_on: date | None
    back_on: date | None = None
    kind: str = "periodicals"
    service: str = "standard"
    units: list[_Unit] = field(default_factory=list)
    corrects: list[int] = field(default_factory=list)


def bindery_rows(tables: Tables, today: date, rows: dict[str, list[Row]], made: Made) -> None:
    """Add every row of the bindery. rows: by table, with titles, issues and pieces in them."""
    binder_rows(tables, today, rows, made)
    _Bindery(tables, today, rows, made).all()


class _Bindery:
    """The bindery of one library. Ids count from 1 in the order of the tables."""

    def __init__(self, tables: Tables, today: date, rows: dict[str, list[Row]], made: Made) -> None:
        self.tables, self.today, self.rows, self.made = tables, today, rows, made
        self.binders = {one.key: n for n, one in enumerate(tables.bindery.binders, 1)}
        self.titles = {title.key: title for title in tables.titles}
        self.places = {location.code: n for n, location in enumerate(tables.locations, 1)}
        # What is not kept for ever is not bound.
        self.copies = {
            title: [copy for copy in tables.copies if copy.title == title and copy.retention.startswith("8")]
            for title in {one.title for one in tables.bindery.bindings}
        }
        self.pieces: dict[tuple[int, int], int] = {}
        for n, row in enumerate(rows["piece"], 1):
            self.pieces[row[0], row[1]] = n
        self.unit_ids, self.place_ids, self.line_ids = count(1), count(1), count(1)
        self.tickets: dict[int, Iterator[int]] = defaultdict(lambda: count(1))
        self.lots_of_year: dict[tuple[int, int], Iterator[int]] = defaultdict(lambda: count(1))
        self.ticketed: set[int] = set()

    def all(self) -> None:
        """Every table."""
        units = [
            one for binding in enumerate(self.tables.bindery.bindings, 1) for one in self.units(*binding)
        ]
        for unit in units:
            self.unit(unit)
        for number, lot in enumerate(self.lots(units), 1):
            self.lot(number, lot)

    def units(self, binding_id: int, binding: Binding) -> Iterator[_Unit]:
        """What of a title was bound, is on its way there, or is held; a unit for each copy that is kept."""
        code = "a" if binding.unit == "volume" else "i"
        groups: dict[str, list[tuple[int, Fate]]] = defaultdict(list)
        for issue_id, fate in self.made.issues[binding.title, "basic"]:
            groups[fate.prediction.mapping[code].split("/")[0]].append((issue_id, fate))
        complete = list(groups.values())
        for group in complete:
            status = group[0][1].status
            held = binding.title == _HELD and group is complete[-2]
            if held:
                self.hold(group)
            elif status not in {Status.BOUND, Status.BIND_PREP, Status.AT_BINDERY}:
                continue
            yield from self.of_copies(binding_id, binding, group, "held" if held else _state(binding, status))

    def of_copies(
        self, binding_id: int, binding: Binding, group: Sequence[tuple[int, Fate]], state: str
    ) -> Iterator[_Unit]:
        """A unit for each copy that is kept."""
        fields = fields_of(binding)
        each = int(fields.get("thickness_each", _EACH.get(self.titles[binding.title].frequency, 90)))
        after = timedelta(days=round(int(binding.after) * 30.44))
        for copy in self.copies[binding.title]:
            copy_id = self.made.copies[copy.title, copy.number]
            gaps = frozenset(issue_id for issue_id, _ in group if (issue_id, copy_id) not in self.pieces)
            own = len(group) - len(gaps)
            slack = chance(f"{binding.title}{group[0][0]}{copy_id}") % 13 - 6
            thickness = min(own * each * (100 + slack) // 100, 622)
            yield _Unit(
                next(self.unit_ids), binding, binding_id, self.made.titles[binding.title], copy_id,
                self.label(group), state, group, thickness,
                max(fate.arrived_on for _, fate in group) + after,
                price_of(self.tables.bindery.prices, binding, thickness), gaps,
            )  # fmt: skip

    def label(self, group: Sequence[tuple[int, Fate]]) -> str:
        """As the line of the card calls it; issues of one year without a volume by their numbers."""
        at = {row[0]: row for row in self.rows["issue"][group[0][0] - 1 : group[-1][0]]}
        first, last = at[group[0][0]], at[group[-1][0]]
        volumes = list(dict.fromkeys(at[issue_id][6] for issue_id, _ in group))
        if len(volumes) == 1 and volumes[0]:
            return str(volumes[0])
        year = group[0][1].prediction.mapping["i"]
        numbers = [number for number in (first[7], last[7]) if number]
        return f"{'-'.join(dict.fromkeys(numbers))} ({year})" if numbers else year

    def hold(self, group: Sequence[tuple[int, Fate]]) -> None:
        """What is on the bench is being prepared: the box says so, though the unit waits for a piece."""
        for issue_id, fate in group:
            if fate.status is Status.ARRIVED:
                row = self.rows["issue"][issue_id - 1]
                assert row[0] == issue_id
                self.rows["issue"][issue_id - 1] = (*row[:12], str(Status.BIND_PREP), *row[13:])

    def unit(self, unit: _Unit) -> None:
        """A unit with its pieces, and what the bench said."""
        picked = self.picked_on(unit)
        at = _at(picked, f"unit{unit.id}")
        held = unit.state == "held"
        give_up = (self.today + timedelta(days=19)).isoformat() if held else None
        self.rows["unit"].append(
            (unit.id, unit.title_id, unit.copy_id, unit.binding_id, unit.state, unit.label, 1, 0,
             unit.thickness if unit.state != "pulled" else None, None, give_up, "", at, CLERK, at, CLERK)
        )  # fmt: skip
        checked = unit.state != "pulled"
        for n, (issue_id, fate) in enumerate(unit.issues, 1):
            place_id = next(self.place_ids)
            piece_id = self.pieces.get((issue_id, unit.copy_id))
            gap = piece_id is None
            # Nobody looks for what is still to be published.
            sought = gap and held and published(fate.prediction) < self.today
            self.rows["unit_piece"].append(
                (place_id, unit.id, issue_id, piece_id, n * 1000, "issue",
                 _cause(sought=sought, held=held) if gap else None, None if gap else at,
                 at if checked and not gap else None, CLERK if checked and not gap else None)
            )  # fmt: skip
            if sought:
                self.rows["search"].append((place_id, picked.isoformat(), CLERK, "shelves around", 0))
        if checked:
            self.rows["collation"].append((unit.id, at, CLERK, "{}", "held" if held else "ready"))
        if unit.state not in {"pulled", "held", "collated", "ready"}:
            self.ticket(unit, picked)

    def picked_on(self, unit: _Unit) -> date:
        """The day on which it was taken off the shelf: a week before its lot left, or a few days ago."""
        if unit.state in {"shelved", "shipped"}:
            return self.lot_day(unit) - timedelta(days=7)
        return self.today - timedelta(days=4 + unit.id % 5)

    def lot_day(self, unit: _Unit) -> date:
        """The day on which the unit went to the binder."""
        if unit.state == "shipped":
            return self.today - timedelta(days=RUSH_SENT if unit.binding.title in _IN_RUSH else SENT)
        newest = self.today - timedelta(days=SENT + EVERY)
        back = max((newest - unit.due_on).days // EVERY, 0)
        return newest - timedelta(days=back * EVERY)

    def ticket(self, unit: _Unit, on: date) -> None:
        """The ticket, with the spine as the desk letters it."""
        at = _at(on + timedelta(days=1), f"ticket{unit.id}")
        proofed = self.binders[unit.binding.binder] == 1
        number = f"T{on.year % 100:02}{next(self.tickets[on.year]):05}"
        fields = fields_of(unit.binding)
        self.rows["ticket"].append(
            (unit.id, unit.binding_id, number,
             "[]", json.dumps(fields, ensure_ascii=False), "", unit.price or None, "USD", at, CLERK,
             at if proofed else None, _SECOND if proofed else None)
        )  # fmt: skip

    def lots(self, units: Sequence[_Unit]) -> list[_Lot]:
        """Every lot, oldest first: what came back, what is away, and the one that is being built."""
        by_day: dict[date, _Lot] = {}
        building = _Lot(None)
        for unit in units:
            if unit.state in {"shelved", "shipped"}:
                day = self.lot_day(unit)
                rush = unit.binding.title in _IN_RUSH and unit.state == "shipped"
                away = unit.state == "shipped"
                turn = 20 + chance(f"turn{day.toordinal()}") % 11
                back = None if away else day + timedelta(days=turn)
                lot = by_day.setdefault(day, _Lot(day, back, service="rush" if rush else "standard"))
                lot.units.append(unit)
            elif unit.state != "held":
                building.units.append(unit)
        return [*(by_day[day] for day in sorted(by_day)), building]

    def lot(self, lot_id: int, lot: _Lot) -> None:
        """A lot with its lines, and what became of each."""
        year = (lot.sent_on or self.today).year
        number = f"{year}-{next(self.lots_of_year[1, year]):02}"
        if lot.sent_on is None:
            at = _at(self.today - timedelta(days=3), "lot")
            self.rows["lot"].append(
                (lot_id, 1, number, lot.kind, lot.service, "building", "", at, CLERK)
                + (None,) * 6
            )  # fmt: skip
        else:
            due = lot.sent_on + timedelta(days=10 if lot.service == "rush" else 28)
            left = _at(lot.sent_on, f"lot{lot_id}")
            back = lot.back_on.isoformat() if lot.back_on else None
            self.rows["lot"].append(
                (lot_id, 1, number, lot.kind, lot.service, "done" if back else "sent", f"PO-{number}",
                 _at(lot.sent_on - timedelta(days=9), f"lot{lot_id}"), CLERK, lot.sent_on.isoformat(),
                 due.isoformat(), left, lot.sent_on.isoformat(), back, f"{back}T15:00:00Z" if back else None)
            )  # fmt: skip
        for n, unit in enumerate(lot.units, 1):
            self.line(lot_id, lot, n, unit)

    def line(self, lot_id: int, lot: _Lot, n: int, unit: _Unit) -> None:
        """A line of a lot; what is back was checked, and stands on its shelf."""
        line_id = next(self.line_ids)
        open_end = (None, None, None, "", None, None, None, None, None)
        if lot.sent_on is None:
            begin: Row = (line_id, lot_id, unit.id, n, None, None, None, unit.price or None)
            self.rows["lot_line"].append((*begin, *open_end))
            return
        packed = _at(lot.sent_on - timedelta(days=1), f"line{line_id}")
        box = 1 + (n - 1) // 12
        if lot.back_on is None:
            begin = (line_id, lot_id, unit.id, n, box, packed, CLERK, unit.price or None)
            self.rows["lot_line"].append((*begin, *open_end))
            return
        came = lot.back_on.isoformat()
        checked = _at(lot.back_on + timedelta(days=1), f"checked{line_id}")
        self.rows["lot_line"].append(
            (line_id, lot_id, unit.id, n, box, packed, CLERK, unit.price or None, "back", came, CLERK, "",
             unit.price or None, "passed", checked, CLERK, None)
        )  # fmt: skip
        if chance(f"fault{unit.id}") % 7 == 0:
            code, group, note = _FAULTS[chance(f"which{unit.id}") % len(_FAULTS)]
            self.rows["binding_fault"].append((line_id, code, group, "binder", note))
        self.volume(unit, lot.back_on)

    def volume(self, unit: _Unit, back: date) -> None:
        """The bound volume."""
        copy = next(
            c for c in self.copies[unit.binding.title] if self.made.copies[c.title, c.number] == unit.copy_id
        )
        self.rows["volume"].append(
            (unit.id, unit.title_id, unit.copy_id, item_barcode(_FIRST_BARCODE + unit.id), unit.label,
             self.titles[unit.binding.title].call_number, self.places[copy.location],
             unit.thickness + 40, (back + timedelta(days=1)).isoformat(),
             _at(back + timedelta(days=1), f"made{unit.id}"), (back + timedelta(days=3)).isoformat())
        )  # fmt: skip


_FAULTS = (
    ("title", "lettering", "A line of the title is missing."),
    ("volume", "lettering", "v. number wrong."),
    ("glue", "structural", "First leaves loose."),
    ("colour", "mistake", "Not the colour of the set."),
    ("corners", "cosmetic", "One corner bent."),
)
"""What a check found that was let pass: code, class, and note."""


def _cause(*, sought: bool, held: bool) -> str | None:
    """Why a place of a unit is a gap, where somebody has said it."""
    return "claimed" if sought else None if held else "unavailable"


def _state(binding: Binding, status: Status) -> str:
    if status is Status.BOUND:
        return "shelved"
    return "shipped" if status is Status.AT_BINDERY else _ON_THE_BENCH[binding.title]


def _at(day: date, text: str) -> str:
    """A moment of that day's morning, in UTC."""
    seconds = chance(text) % (3 * 3600)
    return f"{day.isoformat()}T{9 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"
