"""The list of what comes back: which lines are in it, which is lit, and how it leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram.rules.bindery.coming_back import Step, Sums
from buckram_tui.bindery.back_rows import WORDS
from buckram_tui.screens.listing import ListScreen
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.returned import BackLine, Stray

LETTERS = ascii_lowercase + digits
"""To choose by."""


class BackLines(ListScreen):
    """Units that come back. lines: of the lot in front, or of all lots; shown: by the filter.

    wants: the volume whose barcode the next scan is, None for none. last_unknown: a code that nothing answers
    to.
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self.lot_id: int | None = None
        self.only: Step | None = None
        self.lines: Sequence[BackLine] = ()
        self.shown: Sequence[BackLine] = ()
        self.strays: Sequence[Stray] = ()
        self.sums = Sums()
        self.wants: int | None = None
        self.last_unknown = ""
        self._list = ""

    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#lines", Rows)

    def lit_line(self) -> BackLine | None:
        """The unit of the lit line."""
        at = self.rows().cursor
        return self.shown[at] if at < len(self.shown) else None

    def lit_stray(self) -> Stray | None:
        """What came too, where that is lit."""
        at = self.rows().cursor - len(self.shown)
        return self.strays[at] if 0 <= at < len(self.strays) else None

    def lit(self) -> BackLine:
        """The unit of the lit line. Raises Refused."""
        line = self.lit_line()
        if line is None:
            raise Refused("No unit is lit.", "The arrow keys light one.")
        return line

    def marked(self) -> list[BackLine]:
        """The units that are marked, in the order of the list."""
        marks = set(self.rows().marks)
        return [line for line in self.shown if line.id in marks]

    def line(self, line_id: int) -> BackLine:
        """A line as it is now. Raises NotFound."""
        from buckram.storage.bindery import returned

        return returned.get(self.desk.library, line_id)

    def light_line(self, line_id: int) -> None:
        """Light a line, where it is shown; one of another lot is shown with all that are out."""
        place = next((n for n, one in enumerate(self.shown) if one.id == line_id), None)
        if place is None and self.only is not None:
            self.only = None
            self.refresh_all()
            place = next((n for n, one in enumerate(self.shown) if one.id == line_id), None)
        if place is not None:
            self.rows().light(place)
            self.show_whole()

    def processing(self, line: BackLine) -> str:
        """What is done with the volume of a line before it is shelved, while it is not."""
        from buckram.desk.bindery.accepting import processing_words

        if line.step not in {Step.BARCODE, Step.PROCESS, Step.SHELVE}:
            return ""
        return processing_words(self.desk.library, line)

    async def done(self, does: Callable[[], str], lines: Sequence[BackLine] = ()) -> None:
        """Do an act, show how things are, and go on to the next line that waits for the same."""
        step = lines[0].step if lines else None
        at = self.rows().cursor

        def act() -> str:
            said = does()
            self.rows().unmark([line.id for line in lines])
            self.refresh_all()
            return f"{said} ^Z takes it back."

        await self.run_act(act)
        same = [n for n, one in enumerate(self.shown) if one.step is step]
        if step is not None and len(lines) == 1 and same:
            self.rows().light(next((n for n in same if n >= at), same[0]))
        self.show_whole()

    # The list

    def action_every(self) -> None:
        """E."""
        self.mark_every([line.id for line in self.shown])

    def action_filter(self) -> None:
        """F."""
        if self.only is not None:
            self.only = None
            self.news("")
            self.refresh_all()
            return
        words = {WORDS[step][0]: step for step in Step}

        def chosen(name: str) -> None:
            self.only = words[name]
            self.refresh_all()
            self.rows().light(0)

        self.offer_filter("What waits for which step?", [WORDS[one.step][0] for one in self.shown], chosen)

    def action_lot(self) -> None:
        """L: rush lots and the oldest shipments first."""
        from buckram.rules.bindery.coming_back import lot_place
        from buckram.rules.keeping import spoken_day
        from buckram.storage.bindery import lots

        found = lots.in_states(self.desk.library, ("sent", "back"))
        found.sort(key=lambda one: lot_place(one.service, one.sent_on, one.id))
        options = [Option("a", "all", "Every lot that is out.", partial(self.show_lot, None))]
        for letter, lot in zip(LETTERS[1:], found, strict=False):
            rush = "rush, " * (lot.service == "rush")
            sent = f"sent {spoken_day(lot.sent_on)}" if lot.sent_on else ""
            told = f"{lot.binder}: {lot.units} units, {rush}{sent}"
            options.append(Option(letter, lot.number, told, partial(self.show_lot, lot.id)))
        self.choose("Which lot?", options)

    def show_lot(self, lot_id: int | None) -> None:
        """Bring a lot to the front; None: all that are out."""
        raise NotImplementedError

    async def action_open(self) -> None:
        """O: the title's card."""
        line = self.lit()
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(line.title_id, None)

    # Paper

    def action_shelf_list(self) -> None:
        """P."""
        from buckram.desk.printing import print_list
        from buckram.exchange.lists import as_text

        table = self._shelf_table()
        said = print_list(self.desk, table.heading, as_text(table))
        self.desk_app.print_waiting()
        self.news(said)

    def _shelf_table(self) -> Table:
        from buckram.desk.bindery.shelf_list import as_table, to_shelve

        unit_ids = {line.unit_id for line in self.lines} if self.lot_id is not None else None
        found = to_shelve(self.desk.library, unit_ids)
        if not found:
            raise Refused("Nothing is to be shelved.", "What passed the check is on the shelf list.")
        return as_table(found, self.desk.today())

    def action_write(self) -> None:
        """W: which list, then where to."""
        lists = (
            ("l", "this list", "Every line that is shown, and the sum."),
            ("s", "shelf list", "What is to be shelved, place by place in shelf order."),
            ("d", "differences", "Short, refused, rejected, over: for the binder."),
            ("i", "items", "The new volumes as MARC items (876), for the library's own system."),
        )
        self.choose(
            "Which list?",
            [Option(letter, word, told, partial(self._write_list, letter)) for letter, word, told in lists],
        )

    def _write_list(self, letter: str) -> None:
        self._list = letter
        if letter == "i":
            self._ask_name("mrc")
        else:
            super().action_write()

    def in_form(self, name: str) -> bytes:
        """Items are records, all else is a table."""
        from buckram.desk.bindery.item_records import item_records
        from buckram.storage.bindery import volumes

        if self._list != "i":
            return super().in_form(name)
        ids = [line.volume_id for line in self.shown if line.volume_id is not None]
        found = [volumes.get(self.desk.library, volume_id) for volume_id in ids]
        return item_records(self.desk.library, found, name, self.desk.today())

    def table(self) -> Table:
        """The list that was chosen."""
        from buckram.desk.bindery.back_lists import as_table, differences

        if self._list == "s":
            return self._shelf_table()
        if not self.shown:
            raise Refused("The list is empty.")
        if self._list == "d":
            return differences(self.desk.library, self.lines, self.sums, self.desk.today())
        return as_table(self.shown, self.sums, self.desk.today())

    def file_name(self) -> str:
        """back-2026-03, shelf-list."""
        lot = f"-{self.lines[0].lot}" if self.lot_id is not None and self.lines else ""
        return {"s": "shelf-list", "d": "differences", "i": "items"}.get(self._list, "back") + lot
