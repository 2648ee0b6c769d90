"""What the bench shows: the list of units, or the unit in hand with its pieces and its checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from string import ascii_lowercase
from typing import TYPE_CHECKING

from textual.widget import Widget

from buckram.errors import NotFound, Refused
from buckram_tui.bindery.bench_rows import (
    PIECES,
    UNITS,
    check_lines,
    head_lines,
    piece_row,
    piece_words,
    unit_row,
    unit_words,
)
from buckram_tui.keys import BENCH, EVERYWHERE, bar
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.bench_list import BenchLine
    from buckram.desk.bindery.on_bench import Bench as OnBench
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.collations import BenchPlace
    from buckram.storage.bindery.units import Unit


class BenchView(ListScreen):
    """The two lists, one in front. A scan takes a unit in hand, or confirms a piece of it."""

    LIT_LINES = 2
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._all: Sequence[BenchLine] = ()
        self.lines: Sequence[BenchLine] = ()
        self.only = ""
        self.now: OnBench | None = None
        """The unit in hand, None while the list is in front."""

    def body(self) -> Iterator[Widget]:
        """The list of units; the unit in hand: its head, its pieces, its checks."""
        yield Rows(
            UNITS,
            self._unit_rows,
            lambda: len(self.lines),
            choose=self._take,
            empty="Nothing lies on the bench: F9 B picks units into a lot, which are then pulled.",
            id="units",
        )
        yield hidden(Lines(id="unit"))
        yield hidden(Rows(PIECES, self._piece_rows, self._piece_count, empty="It has no piece.", id="pieces"))
        yield hidden(Lines(id="checks"))
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list in front."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one("#units" if self.now is None else "#pieces", Rows)

    def keys(self) -> Sequence[Key]:
        """What is done most first."""
        back = bar((EVERYWHERE, "undo"), (EVERYWHERE, "back"))
        if self.now is None:
            acts = bar(
                (BENCH, "hold"), (BENCH, "decide"), (BENCH, "filter"), (BENCH, "lot"), (BENCH, "write")
            )
            return [("Enter", "take in hand"), *acts, *back]
        gap = (place := self.lit_place()) is not None and not place.here
        piece = ("got it", "searched", "claim") if gap else ("confirm", "every", "check", "mend")
        acts = bar(*((BENCH, word) for word in (*piece, "hold", "decide", "split", "add")))
        return [("Enter", "all is well"), *acts, *back]

    def heading(self) -> str:
        """How much lies there; of the unit in hand how far it is."""
        if self.now is not None:
            here = [place for place in self.now.places if place.here]
            done = sum(bool(place.confirmed_at) for place in here)
            return f"{super().heading()}  {done} of {len(here)} confirmed"
        held = sum(line.held for line in self._all)
        ready = sum(line.doing == "ready" for line in self._all)
        due = sum(line.overdue for line in self._all)
        parts = [super().heading(), f"{len(self._all) - held - ready} to collate", f"{held} held"]
        if due:
            parts.append(f"{due} to give up")
        if self.only:
            parts.append(f"only {self.only}")
        return "  ".join(parts)

    def refresh_all(self) -> None:
        """Ask again."""
        if not self.is_mounted:
            return
        if self.now is not None:
            self._refresh_unit()
        if self.now is None:
            self._refresh_list()
        self.show_heading()
        self.show_keys()

    def _refresh_list(self) -> None:
        from buckram.desk.bindery.bench_list import on_bench

        self._all = on_bench(self.desk.library, self.desk.today())
        self.lines = [line for line in self._all if self._wanted(line)]
        self.rows().reload()

    def _wanted(self, line: BenchLine) -> bool:
        match self.only:
            case "":
                return True
            case "held":
                return line.held
            case "to collate":
                return not line.held and line.doing != "ready"
        return self.only in (line.doing, line.unit.location)

    def _refresh_unit(self) -> None:
        from buckram.desk.bindery.on_bench import ON_THE_BENCH, bench

        assert self.now is not None
        try:
            self.now = bench(self.desk.library, self.now.unit.id)
        except NotFound:
            # It was joined with another, or put back.
            self.show_list()
            return
        if self.now.unit.state not in ON_THE_BENCH:
            self.show_list()
            return
        self._show_unit()

    def _show_unit(self) -> None:
        assert self.now is not None
        inches = self.inches
        for name, lines in (
            ("#unit", head_lines(self.now, inches=inches)),
            ("#checks", check_lines(self.now, self.size.width, inches=inches)),
        ):
            widget = self.query_one(name, Lines)
            widget.styles.height = max(len(lines), 1)
            widget.show(lines)
        self.rows().reload()

    @property
    def inches(self) -> bool:
        """Whether this library counts in inches."""
        from buckram.desk.deciding import decided

        return bool(decided(self.desk.library, "inches"))

    def _unit_rows(self, offset: int, limit: int) -> list[Row]:
        return [unit_row(line) for line in self.lines[offset : offset + limit]]

    def _piece_rows(self, offset: int, limit: int) -> list[Row]:
        assert self.now is not None
        double, sign = self.now.doubles, self.rows().look.glyphs.ok
        return [piece_row(place, double, sign) for place in self.now.places[offset : offset + limit]]

    def _piece_count(self) -> int:
        return len(self.now.places) if self.now is not None else 0

    def lit_text(self) -> str:
        """The lit line whole."""
        if self.now is None:
            line = self.lit_line()
            return unit_words(line) if line else ""
        place = self.lit_place()
        return piece_words(place) if place else ""

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """Another piece is lit: other keys fit a gap."""
        super().on_rows_lit(event)
        if self.now is not None and event.rows is self.rows():
            self.show_keys()

    # What the keys are about

    def lit_line(self) -> BenchLine | None:
        """The lit unit of the list, or None."""
        at = self.query_one("#units", Rows).cursor
        return self.lines[at] if self.now is None and at < len(self.lines) else None

    def lit_place(self) -> BenchPlace | None:
        """The lit piece of the unit in hand, or None."""
        if self.now is None or not self.now.places:
            return None
        return self.now.places[min(self.rows().cursor, len(self.now.places) - 1)]

    def unit(self) -> Unit:
        """The unit in hand, or the lit one. Raises Refused."""
        if self.now is not None:
            return self.now.unit
        line = self.lit_line()
        if line is None:
            raise Refused("No unit is lit.")
        return line.unit

    def piece(self) -> tuple[OnBench, BenchPlace]:
        """The unit in hand, and its lit piece. Raises Refused."""
        place = self.lit_place()
        if self.now is None or place is None:
            raise Refused("No unit is in hand.", "Enter takes the lit one, or scan one of its pieces.")
        return self.now, place

    # The unit in hand

    def _take(self, row: Row) -> None:
        self.take_in_hand(int(str(row.key)))

    def take_in_hand(self, unit_id: int, light: int | None = None) -> None:
        """Show a unit. light: the place to light, None: the first that is not confirmed."""
        from buckram.desk.bindery.on_bench import bench

        self.now = bench(self.desk.library, unit_id)
        self._swap()
        self.refresh_all()
        self.light_place(light)
        self.news(self.now.objections[0].says if self.now and self.now.objections else "", Level.LOOK)

    def show_list(self) -> None:
        """The list again."""
        if self.now is None:
            return
        unit_id = self.now.unit.id
        self.now = None
        self._swap()
        self._refresh_list()
        at = next((n for n, line in enumerate(self.lines) if line.unit.id == unit_id), None)
        if at is not None:
            self.rows().light(at)
        self.show_heading()
        self.show_keys()

    def _swap(self) -> None:
        for name in ("unit", "pieces", "checks"):
            self.query_one(f"#{name}").set_class(self.now is None, "gone")
        self.query_one("#units").set_class(self.now is not None, "gone")
        # A piece is told in one line: the pieces need the room.
        self.query_one("#whole").styles.height = self.LIT_LINES + (self.now is None)
        self.set_focus(self.rows())

    def light_place(self, place_id: int | None) -> None:
        """Light a place of the unit in hand; None: the first piece that is not confirmed."""
        assert self.now is not None
        wanted = place_id or next((place.id for place in self.now.unconfirmed), None)
        at = next((n for n, place in enumerate(self.now.places) if place.id == wanted), None)
        if at is not None:
            self.rows().light(at)

    # Scans

    async def take_scan(self, scan: Submit) -> None:
        """A piece lies in hand."""
        self.close_entry()
        if self.now is None:
            self._scan_for_unit(scan.text)
        else:
            self._scan_piece(scan.text)

    def _scan_for_unit(self, text: str) -> None:
        from buckram.desk.bindery.bench_scans import unit_of_scan

        found, why = unit_of_scan(self.desk, self._all, text)
        if not found:
            self.look_up(why)
        elif len(found) == 1:
            self._take_with(found[0], text)
        else:
            units = {line.unit.id: line.unit for line in self._all}
            self.choose(
                f"{len(found)} units may want it. Which?",
                [
                    Option(letter, units[one].label, units[one].title, partial(self._take_with, one, text))
                    for letter, one in zip(ascii_lowercase, found, strict=False)
                ],
            )

    def _take_with(self, unit_id: int, text: str) -> None:
        self.take_in_hand(unit_id)
        self._scan_piece(text)

    def _scan_piece(self, text: str) -> None:
        from buckram.desk.bindery.bench_scans import scan_piece

        assert self.now is not None
        found = scan_piece(self.desk, self.now.unit.id, text)
        self.refresh_all()
        if found.place_id is not None:
            self.light_place(found.place_id)
        if found.confirmed:
            self.news(f"{found.sentence}{self.whole_words()}")
        else:
            self.look_up(f"{found.sentence} {found.next_step}".rstrip())

    def whole_words(self) -> str:
        """What to do when the last piece was confirmed, "" while there are more."""
        if self.now is None or self.now.unconfirmed:
            return ""
        return " Enter ends the collation."

    # The list leaves the house

    def table(self) -> Table:
        """What lies on the bench."""
        from buckram.desk.bindery.bench_list import as_table

        return as_table(self.lines, self.desk.today())

    def file_name(self) -> str:
        """bench."""
        return "bench"

    async def action_back(self) -> None:
        """Esc: from the unit to the list, from there home."""
        if self.now is not None:
            self.show_list()
            self.news("")
        elif self.only:
            self.only = ""
            self.refresh_all()
        else:
            await super().action_back()
