"""The packing table: each ticket is scanned into a box, and the lot closes when all of it lies there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import NotFound, Refused
from buckram_tui.bindery.lot_acts import LotScreen
from buckram_tui.bindery.lot_rows import LINES_COLUMNS, pack_row, packing_head
from buckram_tui.keys import EVERYWHERE, PACKING, bar, bindings
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.lot_lines import LotTold, PackLine
    from buckram.desk.bindery.packing import Packed
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.lots import Lot


class Packing(LotScreen):
    """One lot. Letters are acts here; a scan packs the unit of its ticket."""

    HEADING = "Packing"
    PLACES = (PACKING,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PACKING)
    EXPLAINS = """
    Scan the ticket of each unit as it goes into its box: it is packed. The digits of a ticket's number, typed
    and ended with Enter, do the same; Enter alone packs the lit unit when its ticket cannot be scanned. What
    is not packed yet stands first. Silence means: packed. The bell means: look. The ticket is of another
    lot, or of none (A takes it into this one), its unit is packed already, it is not proofed, or the box
    would be too heavy: Right begins the next box, and the same scan again packs it here all the same.

    A weight is the thickness, as measured (~ is an estimate), times what the binder says a centimetre weighs.

    X takes the lit unit out of its box, and one that is in no box out of the lot. C asks how many units lie
    in the boxes. The lot closes only when all of it is scanned and as many are counted; else it says what is
    missing or too many. C opens a closed lot again before it has left. Y says that it left. L sets the days,
    the order number and the instructions; P makes the manifest, the labels of the boxes and the data file.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._lot_id: int | None = None
        self._told: LotTold | None = None
        self._lines: Sequence[PackLine] = ()
        self._box = 1
        # What would have made this box too heavy: the same once more is meant.
        self._heavy: tuple[object, int] | None = None
        # The unit that was scanned last and is not in this lot.
        self._stranger: int | None = None

    def body(self) -> Iterator[Widget]:
        """The lot, its units."""
        head = Lines(id="head")
        head.styles.height = 2
        yield head
        yield Rows(
            LINES_COLUMNS,
            self._rows,
            lambda: len(self._lines),
            choose=self._choose,
            empty="Nothing is in this lot yet: F9 B picks what is due.",
            id="lines",
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The units."""
        return self.query_one("#lines", Rows)

    def show_lot(self, lot_id: int) -> None:
        """Take a lot in hand; the box that was begun last is packed further."""
        self._lot_id, self._heavy, self._stranger = lot_id, None, None
        self.refresh_all()
        self._box = max(len(self.told.boxes), 1)
        self.rows().light(0)
        self._show_head()
        self.show_keys()

    def light_unit(self, unit_id: int) -> None:
        """Light the line of a unit."""
        at = next((n for n, one in enumerate(self._lines) if one.unit.id == unit_id), 0)
        self.rows().light(at)

    @property
    def told(self) -> LotTold:
        """The lot as it was on the screen. Raises Refused when it is gone."""
        if self._told is None:
            raise Refused("No lot is open here.", "F9 G lists the lots.")
        return self._told

    def lot(self) -> Lot:
        """The open one."""
        return self.told.lot

    def keys(self) -> Sequence[Key]:
        """Packing first, or sending."""
        if self._told is not None and self._told.lot.state != "building":
            first = [(PACKING, "left"), (PACKING, "close"), (PACKING, "papers"), (PACKING, "lot")]
        else:
            first = [(PACKING, "pack"), (PACKING, "next box"), (PACKING, "close"), (PACKING, "take out")]
            first += [(PACKING, "take in")] if self._stranger is not None else []
            first += [(PACKING, "papers"), (PACKING, "lot")]
        rest = [(PACKING, "ticket"), (PACKING, "open"), (PACKING, "write")]
        return bar(*first, (EVERYWHERE, "undo"), (EVERYWHERE, "back"), *rest)

    def heading(self) -> str:
        """Which lot."""
        if self._told is None:
            return super().heading()
        lot = self._told.lot
        return f"Buckram  Lot {lot.number}  {lot.state}"

    def refresh_all(self) -> None:
        """Ask again: two people may pack one lot."""
        from buckram.desk.bindery.lot_lines import lot_told

        if not self.is_mounted or self._lot_id is None:
            return
        try:
            self._told = lot_told(self.desk.library, self._lot_id)
        except NotFound:
            # Its beginning was taken back.
            self._told, self._lines = None, ()
        else:
            self._lines = [*self._told.unpacked, *sorted(self._told.packed, key=_by_box)]
            self._box = min(self._box, len(self._told.boxes) + 1)
        self.rows().reload()
        self.show_heading()
        self._show_head()
        self.show_keys()

    def _show_head(self) -> None:
        lines = []
        if self._told is not None:
            lines = packing_head(self._told, self._box, self.size.width, inches=self._inches())
        self.query_one("#head", Lines).show(lines)

    def _inches(self) -> bool:
        from buckram.desk.deciding import decided

        return bool(decided(self.desk.library, "inches"))

    def _rows(self, offset: int, limit: int) -> list[Row]:
        inches, proofed = self._inches(), self.told.binder.proofed
        return [pack_row(one, proofed=proofed, inches=inches) for one in self._lines[offset : offset + limit]]

    def lit_text(self) -> str:
        """The lit unit whole."""
        if not self._lines:
            return ""
        from buckram.rules.bindery.measure import told_weight

        one = self._lines[self.rows().cursor]
        weighs = told_weight(one.grams, pounds=self._inches())
        pieces = f"{one.unit.pieces} piece{'' if one.unit.pieces == 1 else 's'}, about {weighs}"
        where = f"in box {one.line.box}" if one.packed else f"{one.unit.state}, not packed"
        place = ", ".join(part for part in (one.unit.call_number, one.unit.location) if part)
        return f"{one.name}: {where}, {pieces}. {place}"

    def _lit(self) -> PackLine:
        if not self._lines:
            raise Refused("Nothing is lit.", "F9 B picks what is due into the lot.")
        return self._lines[self.rows().cursor]

    # Packing

    async def take_scan(self, scan: Submit) -> None:
        """A ticket; its digits alone when they are typed."""
        from buckram.desk.bindery.packing import scan_ticket

        lot_id = self.lot().id
        self.close_entry()
        code = scan.text.strip()
        if not scan.burst and code.isdecimal() and len(code) < 8:
            code = f"T{code}"
        key = "".join(code.split()).upper()
        self._pack(key, lambda insist: scan_ticket(self.desk, lot_id, code, self._box, insist=insist))

    def _choose(self, _row: Row) -> None:
        self._pack_lit()

    def action_pack(self) -> None:
        """Enter with an empty list."""
        self._pack_lit()

    def _pack_lit(self) -> None:
        from buckram.desk.bindery.packing import pack_line

        lot_id, line = self.lot().id, self._lit()
        self._pack(line.line.id, lambda insist: pack_line(self.desk, lot_id, line, self._box, insist=insist))

    def _pack(self, key: object, does: Callable[[bool], Packed]) -> None:
        from buckram.desk.bindery.packing import OtherLot, TooHeavy

        insist, self._heavy = self._heavy == (key, self._box), None
        self._stranger = None
        try:
            packed = does(insist)
        except TooHeavy:
            self._heavy = key, self._box
            raise
        except OtherLot as other:
            self._stranger = other.unit_id
            raise
        finally:
            # Before a sentence is read the screen shows what it speaks of: somebody else may pack too.
            self.refresh_all()
        self.news(
            packed.sentence if packed.left else f"All are packed: C counts and closes. {packed.sentence}"
        )

    def action_box(self, by: int) -> None:
        """Left and Right."""
        told = self.told
        last = len(told.boxes)
        last += last == 0 or bool(told.boxes[-1].units)
        if not 1 <= self._box + by <= last:
            which = "the first" if by < 0 else "empty: it is the next"
            self.news(f"Box {self._box} is {which}.", Level.LOOK)
            return
        self._box += by
        there = told.box(self._box).units
        self.news(
            f"Into box {self._box} from now on. {there or 'No'} unit{'' if there == 1 else 's'} in it yet."
        )
        self._show_head()

    async def action_take_out(self) -> None:
        """X."""
        from buckram.desk.bindery.packing import still_building, unpack
        from buckram.desk.bindery.picking import take_out

        still_building(self.lot())
        lot_id, line = self.lot().id, self._lit()

        def out() -> str:
            if line.packed:
                sentence = unpack(self.desk, lot_id, line)
            else:
                sentence = take_out(self.desk, lot_id, [line.unit])
            self.refresh_all()
            return f"{sentence} ^Z takes it back."

        await self.run_act(out)

    async def action_take_in(self) -> None:
        """A."""
        from buckram.desk.bindery.packing import bring_in

        lot_id, unit_id = self.lot().id, self._stranger
        if unit_id is None:
            raise Refused("No ticket of another lot was scanned.", "Scan the ticket of what is to come in.")

        def into() -> None:
            bring_in(self.desk, lot_id, unit_id)
            self.refresh_all()
            self.light_unit(unit_id)
            # It is in the hand: it goes into the box at once.
            self._pack_lit()

        await self.run_act(into)

    def action_close(self) -> None:
        """C: count and close, or open again."""
        from buckram.desk.bindery.packing import close, reopen, typed_count

        lot = self.lot()
        if lot.state != "building":
            sentence = reopen(self.desk, lot)
            self.refresh_all()
            self.news(sentence)
            return

        def answered(text: str) -> str:
            counted = typed_count(text)
            try:
                sentence = close(self.desk, lot.id, counted)
            finally:
                self.refresh_all()
            return f"{sentence} P: manifest, labels. Y: it left."

        self.ask("How many units lie in the boxes? Count them", answered)

    # Elsewhere

    async def action_ticket(self) -> None:
        """T: the ticket of the lit unit; Esc comes back to this lot."""
        from buckram_tui.screens.bindery.tickets import open_ticket

        await open_ticket(self, self._lit().unit.id)

    async def action_open(self) -> None:
        """O: the title's card."""
        title_id = self._lit().unit.title_id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    def table(self) -> Table:
        """The units of the lot."""
        from buckram.desk.bindery.lot_lines import as_table

        return as_table(self.told, inches=self._inches())

    def file_name(self) -> str:
        """By the lot."""
        return f"lot-{self.lot().number}"

    async def action_back(self) -> None:
        """Esc: to the lots."""
        await self.desk_app.go("lots")


def _by_box(one: PackLine) -> tuple[int, str]:
    return -(one.line.box or 0), one.line.packed_at
