"""The lots: what is packed, what waits for its pick-up, what is away and overdue, what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.lot_acts import LotScreen
from buckram_tui.bindery.lot_rows import LOTS_COLUMNS, lot_row
from buckram_tui.keys import EVERYWHERE, LOTS, bar, bindings
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.lots_listed import Listed
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.lots import Lot

PACKED_HERE = ("building", "closed")
"""A lot in these states opens on the packing table; any other where it comes back."""

FILTERS = ("overdue", "building", "closed", "sent", "back", "done")


class Lots(LotScreen):
    """The list of lots. Letters are acts here; a scanned ticket opens its lot."""

    HEADING = "Bindery lots"
    PLACES = (LOTS,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(LOTS)
    EXPLAINS = """
    Every lot for a binder. What is overdue stands first: due back before today, with units still away. Then
    lots that are closed and wait for their pick-up, those that are being built, those that are away by the
    day on which they are due, those that are back and being checked, and what is done.

    Enter opens a lot: one that has not left on the packing table, one that has where it comes back. Y says
    that a closed lot left, and on which day (never a day to come); its issues are at the bindery from then
    on, and readers are told when they are due back. Y on a lot that is away: it was never collected.

    L sets the pick-up, the day due back, the service, the order number and the instructions. Due back is the
    pick-up and the days that the binder promises, until somebody types another day. P prints the manifest
    and the labels of the boxes, or writes them and the data file. F shows only some. W prints the list. A
    ticket that is scanned opens the lot in which its unit is.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._lots: Sequence[Listed] = ()
        self._states: tuple[str, ...] = ()

    def body(self) -> Iterator[Widget]:
        """The list."""
        yield Rows(
            LOTS_COLUMNS,
            lambda offset, limit: [lot_row(one) for one in self._lots[offset : offset + limit]],
            lambda: len(self._lots),
            choose=self._open,
            empty="No lot here. F9 B begins one and picks what is due.",
            id="lots",
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#lots", Rows)

    def keys(self) -> Sequence[Key]:
        """Open first."""
        return bar(
            (LOTS, "open"),
            (LOTS, "left"),
            (LOTS, "lot"),
            (LOTS, "papers"),
            (LOTS, "filter"),
            (LOTS, "write"),
            (EVERYWHERE, "undo"),
            (EVERYWHERE, "back"),
        )

    def heading(self) -> str:
        """How many are overdue; a short list must say why it is short."""
        parts = [super().heading(), f"{len(self._lots)} lot{'' if len(self._lots) == 1 else 's'}"]
        over = sum(one.over > 0 for one in self._lots)
        parts += [f"{over} overdue"] if over else []
        return "  ".join([*parts, *(f"only {state}" for state in self._states)])

    def refresh_all(self) -> None:
        """Ask again; the light stays on its lot."""
        from buckram.desk.bindery.lots_listed import listed

        if not self.is_mounted:
            return
        lit = self._lots[self.rows().cursor].lot.id if self._lots else None
        self._lots = listed(self.desk.library, self.desk.today(), self._states)
        at = next((n for n, one in enumerate(self._lots) if one.lot.id == lit), None)
        self.rows().reload(at)
        self.show_heading()

    def lit_text(self) -> str:
        """The lit lot in a sentence."""
        if not self._lots:
            return ""
        one = self._lots[self.rows().cursor]
        lot, counts = one.lot, one.counts
        units = f"{counts.units} unit{'' if counts.units == 1 else 's'}"
        boxes = f" in {counts.boxes} box{'' if counts.boxes == 1 else 'es'}" if counts.boxes else ""
        parts = [f"{lot.kind}, {lot.service} service, {units}{boxes}", one.words]
        parts += [f"order {lot.order_number}"] if lot.order_number else []
        parts += [f"begun by {lot.made_by}", lot.note]
        told = ". ".join(part for part in parts if part)
        return f"Lot {lot.number} for {lot.binder}: {told}."

    def lot(self) -> Lot:
        """The lit one."""
        if not self._lots:
            raise Refused("No lot is lit.", "F9 B begins one.")
        return self._lots[self.rows().cursor].lot

    async def _open(self, row: Row) -> None:
        lot = next(one.lot for one in self._lots if one.lot.id == row.key)
        await self.open_lot(lot)

    async def open_lot(self, lot: Lot) -> None:
        """The packing table of a lot that has not left; of another where it comes back."""
        await self.desk_app.go("packing" if lot.state in PACKED_HERE else "coming-back")
        self.app.screen.show_lot(lot.id)  # type: ignore[attr-defined]

    async def action_open_lot(self) -> None:
        """Enter with an empty list."""
        await self.open_lot(self.lot())

    async def take_scan(self, scan: Submit) -> None:
        """A ticket opens the lot that its unit is in; any other code is a piece of mail."""
        from buckram.desk.bindery.tickets import by_number
        from buckram.storage.bindery import lots

        ticket = by_number(self.desk.library, scan.text)
        if ticket is None:
            await super().take_scan(scan)
            return
        line = lots.line_of(self.desk.library, ticket.unit_id)
        if line is None:
            raise Refused(f"The unit of ticket {ticket.number} is in no lot.", "F9 B puts it into one.")
        lot = lots.get(self.desk.library, line.lot_id)
        await self.open_lot(lot)
        if lot.state in PACKED_HERE:
            self.app.screen.light_unit(ticket.unit_id)  # type: ignore[attr-defined]

    def action_filter(self) -> None:
        """F."""
        from buckram.desk.bindery.lots_listed import listed

        every = listed(self.desk.library, self.desk.today())
        counts = {
            state: sum(one.lot.state == state or (state == "overdue" and one.over > 0) for one in every)
            for state in FILTERS
        }
        options = [
            Option(letter, state, str(counts[state]), lambda state=state: self._only(state))  # type: ignore[misc]
            for letter, state in zip("ovcsbd", FILTERS, strict=True)
        ]
        self.choose("Which lots?", [*options, Option("a", "all", str(len(every)), lambda: self._only(""))])

    def _only(self, state: str) -> None:
        self._states = (state,) if state else ()
        self.refresh_all()
        self.rows().light(0)

    def table(self) -> Table:
        """The list."""
        from buckram.desk.bindery.lots_listed import as_table

        return as_table(self._lots, self.desk.today())

    def file_name(self) -> str:
        """lots."""
        return "lots"
