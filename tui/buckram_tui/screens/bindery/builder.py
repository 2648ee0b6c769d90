"""The batch builder: what is due to be bound, and the lot that is being built from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.builder_rows import COLUMNS, lit_words, notes, row, totals_line
from buckram_tui.bindery.strip import strip
from buckram_tui.keys import BUILDER, EVERYWHERE, LIST, bar, bindings
from buckram_tui.screens.bindery.builder_acts import BuilderActs
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines, TextLine, wrapped
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.batch import Line, Read
    from buckram.desk.elsewhere import Glance
    from buckram.exchange.lists import Table


class UnitRows(Rows):
    """The list; why it is empty differs with what is asked for."""

    def say_when_empty(self, text: str) -> None:
        """Say this where there is no line."""
        self._empty = text


class Builder(BuilderActs):
    """One list, the totals of the lot above it, the boxes of the lit unit below it."""

    HEADING = "Bindery"
    PLACES = (BUILDER, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(BUILDER, LIST)
    LIT_LINES = 5
    EXPLAINS = """
    What is due to be bound, by title, and the lot that is being built from it. Enter puts the lit unit into
    the lot, or takes it out again; Space marks, E marks every line, R puts all that is marked in. L begins a
    lot or takes another: several people may build one lot, each sees what the others did with the next key.
    Left and Right go between what is due and what is in the lot.

    Above the list stands what the lot holds, against what its binder takes, and in words what is too much.
    In the first column + stands before the state of what is in the lot; ! says that something is to be
    looked at, U that it is urgent. Below the list are the boxes of the lit unit: (3 lost) is a gap, [4 x2]
    an issue of which there are two pieces. The weight is that of its thickness, which is estimated until
    somebody measures; a box is full at the binder's weight. +? behind the price: the binder's list has none
    for some units.

    S splits a unit where a reader would look for the break, J joins it with its neighbour, A adds a piece
    (what came for its gap, supplement, index, an issue before or after it, one of the title before or after),
    X leaves one out. Part of one volume is not bound with part of another unless you insist.

    P prints the pull slip: what is picked and not pulled yet, in shelf order, a page or more for each place.
    G says that the lit unit, or all that is marked, was taken off the shelf, and what of it was not there. A
    piece that bears the library's barcode lights its unit when it is scanned. Every key is kept at once; ^Z
    takes back one after another.
    """
    place = Place(letters_act=True)

    # What is shown

    def body(self) -> Iterator[Widget]:
        """Totals, list, boxes."""
        totals = Lines(id="head")
        totals.styles.height = 1
        yield totals
        yield UnitRows(COLUMNS, self._rows, lambda: len(self._lines), marking=True, id="units")
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> UnitRows:
        """The list."""
        return self.query_one("#units", UnitRows)

    def _rows(self, offset: int, limit: int) -> list[Row]:
        return [row(line, inches=self._inches) for line in self._lines[offset : offset + limit]]

    def keys(self) -> Sequence[Key]:
        """In or out first."""
        return bar(
            (BUILDER, "in/out"),
            (LIST, "mark"),
            (BUILDER, "marked"),
            (BUILDER, "lot"),
            (BUILDER, "due/lot"),
            (BUILDER, "split"),
            (BUILDER, "join"),
            (BUILDER, "add"),
            (BUILDER, "leave out"),
            (BUILDER, "pulled"),
            (BUILDER, "print"),
            (BUILDER, "filter"),
            (EVERYWHERE, "back"),
        )

    def heading(self) -> str:
        """Which lot, how many, and by what the list is narrowed."""
        if self._lot_only:
            counts = f"{len(self._lines)} in the lot"
        else:
            due = sum(line.ready and not line.in_lot for line in self._lines)
            to_come = sum(not line.ready for line in self._lines)
            counts = f"{due} due{f', {to_come} to come' if to_come else ''}"
        parts = [super().heading(), counts, *(() if self._lot_only else self.narrowed())]
        if (lot := self._lot) is not None:
            rush = ", rush" if lot.service == "rush" else ""
            kind = f", {lot.kind}" if lot.kind != "periodicals" else ""
            parts.append(f"Lot {lot.number}{kind}{rush}, {lot.binder}")
        return "  ".join(parts)

    def narrowed(self) -> list[str]:
        """By what the list is narrowed, in words."""
        f = self._filters
        if f is None:
            return []
        only = [part for part in (f.location, f.binder, f.why, f.letter) if part]
        only += ["called"] if f.called else []
        return [f"only {', '.join(only)}"] if only else []

    def refresh_all(self) -> None:
        """Read again what changed."""
        from buckram.desk.bindery.batch import Batch, takes_long
        from buckram.desk.deciding import decided
        from buckram.storage.bindery import lots

        if not self.is_mounted:
            return
        self._inches = bool(decided(self.desk.library, "inches"))
        building = lots.in_states(self.desk.library, ("building",))
        wanted = self._wanted_lot
        self._lot = next((lot for lot in building if lot.id == wanted), None) or next(iter(building), None)
        lot_id = self._lot.id if self._lot else None
        lit = self.lit()
        if self._batch is not None:
            if self._batch.lot_id == lot_id:
                self._batch.refresh()
            else:
                self._batch.take_lot(lot_id)
        elif takes_long(self.desk):
            self._read_beside()
            return
        else:
            self._batch = Batch(self.desk, lot_id)
        # What was undone changes the key of its line: the light stays on it.
        self.show_lines(self._near(lit))

    def _read_beside(self) -> None:
        """Thousands of titles take seconds: beside the desk, on a connection of its own."""
        from buckram.desk.elsewhere import glance

        self._batch, self._lines = None, ()
        self.rows().say_when_empty("Reading what is due ...")
        self.rows().reload()
        self.show_heading()
        self.show_totals()
        path, seen, day = self.desk.library.path, glance(self.desk), self.desk.today()
        self.run_worker(lambda: self._ask(path, seen, day), thread=True, exclusive=True, exit_on_error=False)

    def _ask(self, path: Path, seen: Glance, day: date) -> None:
        """In a thread of its own."""
        from buckram.desk.bindery.batch import Read
        from buckram.desk.bindery.due import due
        from buckram.errors import BuckramError
        from buckram.storage.library import open_library

        try:
            library = open_library(path, read_only=True)
            try:
                read = Read(due(library, day), seen, day)
            finally:
                library.close()
        except BuckramError as problem:
            # Nobody waits for this thread: what goes wrong in it has to be said here.
            self.app.call_from_thread(self.look_up, str(problem), Level.WRONG)
            return
        self.app.call_from_thread(self._show_read, read)

    def _show_read(self, read: Read) -> None:
        from buckram.desk.bindery.batch import Batch

        self._batch = Batch(self.desk, self._lot.id if self._lot else None, read)
        self.show_lines()

    def show_lines(self, key: object = None) -> None:
        """The lines that are wanted now. key: of the line that gets the light; None: it stays."""
        from buckram.desk.bindery.batch import Filters

        assert self._batch is not None
        filters = self._filters or Filters()
        self._lines = self._batch.shown(filters, only_lot=self._lot_only)
        rows = self.rows()
        there: dict[object, int] = {line.key: n for n, line in enumerate(self._lines)}
        rows.unmark([mark for mark in rows.marks if mark not in there])
        rows.say_when_empty(self._empty())
        rows.reload(there.get(key))
        self.show_heading()
        self.show_totals()
        self.show_whole()

    def _empty(self) -> str:
        if self._lot_only:
            return "Nothing is in the lot. Left shows what is due, Enter there puts it in."
        if self.narrowed():
            return "Nothing of this is due. F shows all again."
        if self._batch is not None and self._batch.lines:
            return "Nothing is due. F shows what is still forming and what it waits for."
        return "Nothing is due: no title has a binding pattern. F2, O on a card, then B gives it one."

    def show_totals(self) -> None:
        """Bring the totals up to date."""
        head = self.query_one("#head", Lines)
        batch = self._batch
        if batch is None or batch.totals is None:
            head.styles.height = 1
            head.show([[(" No lot is being built: L begins one.", "hint")]])
            return
        marked = [line for line in self.marked_lines() if not line.in_lot]
        with_marked = batch.with_too(marked) if marked else None
        lines: list[TextLine] = [totals_line(batch.totals, self.size.width, inches=self._inches)]
        if told := notes(batch.totals, len(marked), with_marked):
            lines += [[(f" {line}", "warn")] for line in wrapped(told, self.size.width - 2)[:2]]
        head.styles.height = len(lines)
        head.show(lines)

    def lit_text(self) -> str:
        """The lit unit in words."""
        from buckram.desk.bindery.spots import lacking, spots

        line = self.lit()
        if line is None or self._batch is None:
            return ""
        gaps = lacking(spots(self.desk.library, line.what)) if line.gaps else ""
        would = None if line.in_lot else self._batch.with_too([line])
        now = self._batch.totals
        over = [told for told in would.over if now is None or told not in now.over] if would else []
        other = line.binder if self._lot and line.binder not in ("", self._lot.binder) else ""
        return lit_words(line, gaps, over, other_binder=other, inches=self._inches)

    def show_whole(self) -> None:
        """The boxes of the lit unit, and its words."""
        from buckram.desk.bindery.spots import spots

        width = max(self.size.width - 4, 20)
        line = self.lit()
        boxes = spots(self.desk.library, line.what) if line else []
        shown = [[("  ", "normal"), *parts] for parts in strip(boxes, width, done=self.done_sign(line))]
        words = wrapped(self.lit_text(), width)[: self.LIT_LINES - len(shown)]
        self.query_one("#whole", Lines).show(
            [[("", "line")], *shown, *([(f"  {text}", "normal")] for text in words)]
        )

    def done_sign(self, line: Line | None) -> str:
        """The sign of what was found on the shelf; none while nobody has looked."""
        return self.rows().look.glyphs.ok if line is not None and line.state == "pulled" else ""

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """Another line is lit: what another person did meanwhile is seen with it."""
        super().on_rows_lit(event)
        self.see_others()

    async def take_scan(self, scan: Submit) -> None:
        """A piece in hand lights its unit; any other code is checked in."""
        from buckram.desk.bindery.batch import Filters

        line = self._batch.scanned(scan.text) if self._batch is not None else None
        if line is None:
            await super().take_scan(scan)
            return
        self.close_entry()
        if line not in self._lines:
            self._lot_only, self._filters = False, Filters(unripe=not (line.ready or line.in_lot))
        self.show_lines(line.key)
        self.news(f"{line.label}: {line.title}.")

    # Keys of the list

    def action_mark(self) -> None:
        """Space."""
        super().action_mark()
        self.show_totals()

    def action_every(self) -> None:
        """E."""
        self.mark_every([line.key for line in self._lines])
        self.show_totals()

    def action_turn(self) -> None:
        """Left, Right: what is due, or what is in the lot."""
        if self._lot is None:
            raise Refused("No lot is being built.", "L begins one.")
        self._lot_only = not self._lot_only
        self.news("")
        self.show_lines(self._near(self.lit()))
        self.show_keys()

    def table(self) -> Table:
        """The list as it is shown."""
        from buckram.desk.bindery.batch_lists import as_table

        what = f"lot {self._lot.number}" if self._lot and self._lot_only else "what is due to be bound"
        return as_table(self._lines, what, self.desk.today(), inches=self._inches)

    def file_name(self) -> str:
        """What a file of the list, or of the slip, is called."""
        number = self._lot.number if self._lot else ""
        if self.slip_wanted:
            return f"pull-slip-{number}" if number else "pull-slip"
        return f"lot-{number}" if self._lot_only else "bindery-due"

    async def action_back(self) -> None:
        """Esc: back to what is due, then home."""
        if self._lot_only:
            self.action_turn()
        else:
            await super().action_back()
