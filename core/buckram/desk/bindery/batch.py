"""The list from which a lot is built: what is due, what is made already, and what is in the lot.

It is read whole once. After an act only the titles that it touched are read again, and so after one of
another person, who may be building the same lot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from buckram.desk.bindery.due import Due, DueUnit, due
from buckram.desk.bindery.totals import Scales, Totals, Weighed, thicknesses
from buckram.desk.desk import Desk
from buckram.desk.elsewhere import Glance, anything_new, glance
from buckram.identify.item_codes import plain
from buckram.rules.bindery.states import State
from buckram.rules.bindery.unit_warnings import BRITTLE
from buckram.storage import copies
from buckram.storage.bindery import loads, made, picks, units
from buckram.storage.bindery.units import Unit

_FEW = 60
"""Titles that are read one by one; of a long list an eighth."""

_MANY = 300
"""Patterns from which on the list is read beside the desk."""

_LOOSE = (State.PICKED, State.PULLED, State.COLLATED, State.READY, State.TICKETED, State.REJECTED)
_STATES = {Due.DUE: "due", Due.CALLED: "called", Due.WAITING: "waits", Due.FORMING: "forms"}


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in the list: due, or made and perhaps in the lot. key: stays while the unit does.

    copy: "c.2", "" where the title has one. state: one word. ready: it may be picked without a question,
    being due or made. gaps: of its places; why: one sentence. thickness: tenths of a millimetre. weighed: of
    what is in the lot, else None.
    """

    key: tuple[str, str]
    title_id: int
    title: str
    sort_name: str
    call_number: str
    location: str
    label: str
    copy: str
    state: str
    ready: bool
    called: bool
    in_lot: bool
    rush: bool
    pieces: int
    gaps: int
    thickness: int
    binder: str
    why: str
    warnings: Sequence[str]
    order: tuple[str, int, int, int]
    what: DueUnit | Unit
    weighed: Weighed | None = None

    @property
    def unit(self) -> Unit | None:
        """The unit, where it is made."""
        return self.what if isinstance(self.what, Unit) else None

    @property
    def due(self) -> DueUnit | None:
        """What is due, where nobody has picked it."""
        return None if isinstance(self.what, Unit) else self.what


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is wanted; "" means all. letter: of the title as it is filed. why: its first words.

    unripe: also what is still forming or waits.
    """

    location: str = ""
    binder: str = ""
    why: str = ""
    letter: str = ""
    called: bool = False
    unripe: bool = False

    def fits(self, line: Line) -> bool:
        """Whether a line is wanted. What is in the lot is not hidden because it was due early."""
        return (
            self.location in ("", line.location)
            and self.binder in ("", line.binder)
            and self.why in ("", reason(line))
            and line.sort_name.upper().startswith(self.letter)
            and (line.called or not self.called)
            and (line.ready or line.in_lot or self.unripe)
        )


def reason(line: Line) -> str:
    """Why in few words, for a filter: the sentence up to its first number; of what is made its state."""
    if line.unit is not None:
        return line.state
    words = list(takewhile(lambda word: not any(c.isdigit() for c in word), line.why.split()))
    return " ".join(words).strip(" .,;:") or line.state


@dataclass(frozen=True, slots=True)
class Read:
    """What is due, read on another connection: so many titles take longer than a key may. seen, day: the
    library and the day before it was read."""

    due: Sequence[DueUnit]
    seen: Glance
    day: date


def takes_long(desk: Desk) -> bool:
    """Whether the due list is to be read beside the desk."""
    return loads.bound_titles(desk.library) > _MANY


class Batch:
    """The lines, for one lot or for none. lot_id: the lot that is being built."""

    def __init__(self, desk: Desk, lot_id: int | None, read: Read | None = None) -> None:
        self.desk = desk
        self.lot_id = lot_id
        self.lines: list[Line] = []
        self.totals: Totals | None = None
        self._scales: Scales | None = None
        self.reload(read)
        if read is not None:
            self.refresh()

    def reload(self, read: Read | None = None) -> None:
        """Read everything. read: what is due, as it was read beside the desk."""
        library, today = self.desk.library, self.desk.today()
        self._seen, self._day = (read.seen, read.day) if read else (glance(self.desk), today)
        self._binders = loads.binders_of(library)
        self._scales = Scales(library, self.lot_id, today) if self.lot_id is not None else None
        in_lot = self._of_lot()
        found = read.due if read else due(library, today)
        self.lines = self._due_lines(found) + self._unit_lines(in_lot, self._loose())
        self._finish()

    def take_lot(self, lot_id: int | None) -> None:
        """Build another lot: what is due stays as it was read, the units are read again."""
        library = self.desk.library
        self.lot_id = lot_id
        self._scales = Scales(library, lot_id, self.desk.today()) if lot_id is not None else None
        self.totals = None
        in_lot = self._of_lot()
        due_lines = [line for line in self.lines if line.due is not None]
        self.lines = due_lines + self._unit_lines(in_lot, self._loose())
        self._finish()
        self.refresh()

    def _of_lot(self) -> list[Unit]:
        """The units of the lot, in the order of its lines."""
        found = units.of_lot(self.desk.library, self.lot_id) if self.lot_id is not None else []
        if self._scales is not None:
            self._scales.read_lines()
        self._sequence = {unit.id: n for n, unit in enumerate(found)}
        return found

    def _loose(self, title_ids: Collection[int] | None = None) -> list[Unit]:
        library = self.desk.library
        ids = set(picks.loose(library))
        found = units.in_states(library, _LOOSE) if ids else []
        return [
            unit for unit in found if unit.id in ids and (title_ids is None or unit.title_id in title_ids)
        ]

    def changed(self, title_ids: Iterable[int] = ()) -> str:
        """Read again the titles that an act of this desk touched, and what others did since; gives the last
        thing that another person did, as a sentence, or ""."""
        since, self._seen = self._seen, glance(self.desk)
        wanted, whole, told = set(title_ids), False, ""
        if anything_new(self.desk, since):
            here = (self.desk.person, self.desk.station)
            for done in loads.done_since(self.desk.library, since.act_id):
                # One person may sit at two terminals of a station: those acts are read, and need not be told.
                whole = whole or done.title_ids is None
                wanted |= done.title_ids or set()
                if (done.person, done.station) != here:
                    told = f"{done.person}: {done.sentence}"
        self._read(wanted, whole=whole)
        return told

    def refresh(self) -> None:
        """Read again what any act changed since, also one of this desk: what was undone, what was done on
        another screen. All of it where something else than acts wrote to the file."""
        since, self._seen = self._seen, glance(self.desk)
        done = loads.done_since(self.desk.library, since.act_id)
        other = not done and anything_new(self.desk, since)
        whole = other or self.desk.today() != self._day or any(one.title_ids is None for one in done)
        self._read({title_id for one in done for title_id in one.title_ids or ()}, whole=whole)

    def _read(self, title_ids: set[int], *, whole: bool) -> None:
        if whole or len(title_ids) > max(_FEW, len(self.lines) // 8):
            self.reload()
        elif title_ids:
            # A unit may have taken in what is of the title before or after.
            title_ids = title_ids.union(*(made.linked(self.desk.library, one) for one in title_ids))
            self._read_again(title_ids)

    def _read_again(self, title_ids: set[int]) -> None:
        library, today = self.desk.library, self.desk.today()
        self._binders = loads.binders_of(library)
        kept = [line for line in self.lines if line.title_id not in title_ids]
        in_lot = self._of_lot()
        mine = [unit for unit in in_lot if unit.title_id in title_ids]
        self.lines = kept + self._unit_lines(mine, self._loose(title_ids))
        for title_id in title_ids:
            self.lines += self._due_lines(due(library, today, title_id=title_id))
        # A unit that went into another lot meanwhile was of another title: its line has to go too.
        there = {unit.id for unit in in_lot}
        self.lines = [
            line
            for line in self.lines
            if not line.in_lot or (line.unit is not None and line.unit.id in there)
        ]
        self._finish()

    def _finish(self) -> None:
        self.lines.sort(key=lambda line: line.order)
        if self._scales is not None:
            self.totals = self._scales.totals(self._in_lot())

    def _in_lot(self) -> list[Weighed]:
        found = [(line.unit.id, line.weighed) for line in self.lines if line.unit and line.weighed]
        # Boxes are filled in the order of the lot, which is not that of the list.
        found.sort(key=lambda one: self._sequence[one[0]])
        return [weighed for _, weighed in found]

    def _due_lines(self, found: Sequence[DueUnit]) -> list[Line]:
        return [
            Line(
                key=("due", one.key),
                title_id=one.title_id,
                title=one.title,
                sort_name=one.sort_name,
                call_number=one.call_number,
                location=one.location,
                label=one.label,
                copy=f"c.{one.copy_number}" if one.copy_number else "",
                state=_STATES[one.state],
                ready=one.state in (Due.DUE, Due.CALLED),
                called=one.state is Due.CALLED,
                in_lot=False,
                rush=False,
                pieces=sum(piece.piece_id is not None for piece in one.pieces),
                gaps=sum(piece.piece_id is None for piece in one.pieces),
                thickness=one.thickness,
                binder=self._binders.get(one.binding_id, ""),
                why=one.why,
                warnings=one.warnings,
                order=(one.sort_name, one.title_id, one.copy_id or 0, one.begins),
                what=one,
            )
            for one in found
        ]

    def _unit_lines(self, in_lot: Sequence[Unit], loose: Sequence[Unit]) -> list[Line]:
        scales = self._scales
        library = self.desk.library
        all_units = [*in_lot, *loose]
        thick = thicknesses(library, all_units)
        begins = loads.begins(library, [unit.id for unit in all_units])
        several = loads.several_copies(library, [unit.title_id for unit in all_units])
        here = {unit.id for unit in in_lot}
        weighed = {unit.id: scales.weigh(unit, thick[unit.id]) for unit in in_lot} if scales else {}
        return [
            Line(
                key=("unit", str(unit.id)),
                title_id=unit.title_id,
                title=unit.title,
                sort_name=unit.sort_name,
                call_number=unit.call_number,
                location=unit.location,
                label=unit.label,
                copy=f"c.{unit.copy_number}" if unit.copy_number and unit.title_id in several else "",
                state=str(unit.state),
                ready=True,
                called=False,
                in_lot=unit.id in here,
                rush=unit.rush,
                pieces=unit.pieces,
                gaps=unit.gaps,
                thickness=thick[unit.id],
                binder=self._binders.get(unit.binding_id or 0, ""),
                why=_made(unit, in_lot=unit.id in here),
                # What speaks against binding it at all is said to everybody who sees it in the lot.
                warnings=(BRITTLE,) if unit.id in weighed and weighed[unit.id].brittle else (),
                order=(unit.sort_name, unit.title_id, unit.copy_id or 0, begins[unit.id]),
                what=unit,
                weighed=weighed.get(unit.id),
            )
            for unit in all_units
        ]

    def shown(self, filters: Filters, *, only_lot: bool = False) -> list[Line]:
        """The lines that are wanted, by title. only_lot: what is in the lot, whatever the filters say."""
        if only_lot:
            return [line for line in self.lines if line.in_lot]
        return [line for line in self.lines if filters.fits(line)]

    def scanned(self, raw: str) -> Line | None:
        """The line of the unit that a piece belongs to, by the library's barcode on it; None: of no line."""
        piece = copies.bearing(self.desk.library, plain(raw))
        if piece is None:
            return None
        unit_id = units.unit_of_piece(self.desk.library, piece.id)
        return next(
            (
                line
                for line in self.lines
                if (line.unit is not None and line.unit.id == unit_id)
                or (line.due is not None and any(one.piece_id == piece.id for one in line.due.pieces))
            ),
            None,
        )

    def with_too(self, lines: Iterable[Line]) -> Totals | None:
        """The totals if these lines were in the lot too."""
        scales = self._scales
        if scales is None:
            return None
        more = [scales.weigh(line.what, line.thickness) for line in lines if not line.in_lot]
        return scales.totals([*self._in_lot(), *more])

    def weigh(self, line: Line) -> Weighed | None:
        """What a line puts into the lot, or would."""
        return line.weighed or (self._scales.weigh(line.what, line.thickness) if self._scales else None)


def _made(unit: Unit, *, in_lot: bool) -> str:
    where = "in the lot" if in_lot else "in no lot"
    if unit.state is State.PICKED:
        return f"Picked by {unit.made_by}, {where}; not pulled yet"
    return f"{str(unit.state).capitalize()} by {unit.moved_by}, {where}"
