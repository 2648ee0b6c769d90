"""The shelves: what room titles take, how full each shelf is and for how long, and the plan for a shift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.shelf_rows import (
    PLAN,
    RANGES,
    TITLES,
    VIEWS,
    plan_row,
    range_row,
    shelf_row,
    title_row,
)
from buckram_tui.bindery.shelf_rows import SHELVES as SHELF_COLUMNS
from buckram_tui.bindery.tabs import tabs
from buckram_tui.keys import EVERYWHERE, LIST, SHELVES, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.bindery.shelves_acts import ShelfActs
from buckram_tui.screens.bindery.shelves_labels import ShelfLabels
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.shelf_space import Line
    from buckram.desk.bindery.shelves_filled import OnShelf
    from buckram.exchange.lists import Table

_KEYS = {
    "titles": ("go on", "sort", "labels", "only", "pattern", "open", "list", "write"),
    "shelves": (
        "begins with", "add", "change", "labels", "go on", "reorder", "take away", "only", "list", "write",
    ),
    "ranges": ("go on", "labels", "add", "only", "list", "write"),
    "plan": ("empty space", "stretch", "go on", "labels", "only", "list", "open", "write"),
}  # fmt: skip


class Shelves(ShelfActs, ShelfLabels):
    """Four lists, Left and Right between them. A scanned volume begins the lit shelf."""

    HEADING = "Shelves"
    PLACES = (SHELVES, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(SHELVES, LIST)
    LIT_LINES = 3
    EXPLAINS = """
    Titles: the room that each takes (bound volumes as measured, else estimated from their pieces; loose
    issues; what is with the binder and comes back), how much it grows in a year (by the last five years'
    volumes, else by the issues that came), and when the shelf is full on which it ends. Q sorts: what grows
    fastest, what is full first.

    Shelves: A enters them, many in one line: STK 1A-6E x 35 in. Scan the volume that stands first on the lit
    shelf, and the light goes to the next one: walk along and scan. G says it by call number or title. Where
    nobody said it (~), the shelves between are taken to be filled evenly. A ? stands where what was said
    does not follow in shelf order. Ranges: the same for whole ranges (the code without its last letter or
    number) and locations; First is the shelf that is full first.

    Plan: where everything goes when it is moved apart, in shelf order (by call number, or by title where the
    library shelves by title). D says what is to be left empty: 3 years (of growth, behind each title), 20 %
    (of each shelf), even, or none. S says for which shelves. What does not fit is told, and with how much
    empty space all would fit. Enter says that the shift is done: the shelves begin as planned.

    P prints labels: spines of the marked titles' volumes, shelves, ends of ranges, the shelves of the plan;
    to the label printer, or as PDF with many on a sheet. W prints the list, or writes it to a file.
    """
    place = Place(letters_act=True)

    def body(self) -> Iterator[Widget]:
        """The names of the lists, and the list in front."""
        names = Lines(id="tabs")
        names.styles.height = 1
        yield names
        columns = {"titles": TITLES, "shelves": SHELF_COLUMNS, "ranges": RANGES, "plan": PLAN}
        empty = {
            "titles": "Nothing stands here.",
            "shelves": "No shelves yet. A enters them: STK 1A-6E x 35 in.",
            "ranges": "Nothing stands anywhere yet.",
            "plan": "No plan. A enters shelves; F: which location; D: how much; S: which shelves.",
        }
        for name in VIEWS:
            rows = Rows(
                columns[name],
                self._window(name),
                lambda name=name: len(self._listed(name)),  # type: ignore[misc]
                marking=name != "plan",
                empty=empty[name],
                id=name,
            )
            yield rows if name == self.view else hidden(rows)
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list in front."""
        self.set_focus(self.rows())

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one(f"#{self.view}", Rows)

    def keys(self) -> Sequence[Key]:
        """Those of the list in front."""
        own = bar(*((SHELVES, word) for word in _KEYS[self.view]))
        return [*own, *bar((LIST, "mark"), (EVERYWHERE, "undo"), (EVERYWHERE, "back"))]

    def heading(self) -> str:
        """Which location, how much."""
        from buckram.rules.bindery.shelves_typed import told_wish

        if self.view == "plan":
            at = self.planned.location if self.planned else self.place_name or "no location"
            stretch = f" {self.stretch[0]}-{self.stretch[1]}" if self.stretch != ("", "") else ""
            return f"{super().heading()}  {at}{stretch}: {told_wish(self.wish, brief=True)}"
        return f"{super().heading()}  {self.place_name or 'all locations'}"

    def refresh_all(self) -> None:
        """Count again."""
        from buckram.desk.bindery.shelves_filled import space
        from buckram.desk.deciding import decided

        if not self.is_mounted:
            return
        self.inches = bool(decided(self.desk.library, "inches"))
        self.found = space(self.desk.library, self.desk.today())
        self.relist()

    def relist(self) -> None:
        """Show the list in front from what is counted."""
        self.make_lists()
        for name in VIEWS:
            self.query_one(f"#{name}").set_class(name != self.view, "gone")
        rows = self.rows()
        there = {self._key(one) for one in self._listed(self.view)}
        rows.unmark([key for key in rows.marks if key not in there])
        names = {name: f"{name} {len(self._listed(name)) or ''}".strip() for name in VIEWS}
        self.query_one("#tabs", Lines).show([tabs(names, self.view, rows.look.glyphs.prompt)])
        rows.reload()
        if self._entry is None and not self.menu_letters:
            self.set_focus(rows)
        self.show_heading()
        self.show_keys()
        self.show_whole()

    def _listed(self, name: str) -> Sequence[object]:
        if name == "titles":
            return self.titles
        if name == "shelves":
            return self.shelves
        if name == "ranges":
            return self.ranges
        return self.planned.steps if self.planned else ()

    def _key(self, one: object) -> object:
        from buckram.desk.bindery.shelf_space import Line
        from buckram.desk.bindery.shelves_filled import OnShelf, Range, line_key

        if isinstance(one, Line):
            return line_key(one)
        if isinstance(one, OnShelf):
            return one.shelf.id
        return (one.location_id, one.name) if isinstance(one, Range) else None

    def _window(self, name: str):  # type: ignore[no-untyped-def]
        def window(offset: int, limit: int) -> list[Row]:
            inches = self.inches
            if name == "titles" and self.found:
                found = self.found
                return [title_row(found, one, inches=inches) for one in self.titles[offset : offset + limit]]
            if name == "shelves":
                return [shelf_row(one, inches=inches) for one in self.shelves[offset : offset + limit]]
            if name == "ranges":
                return [range_row(one, inches=inches) for one in self.ranges[offset : offset + limit]]
            steps = self.planned.steps if self.planned else ()
            return [
                plan_row(n, one, begins_shelf=n == 0 or steps[n - 1].shelf.id != one.shelf.id, inches=inches)
                for n, one in enumerate(steps[offset : offset + limit], offset)
            ]

        return window

    def lit_text(self) -> str:
        """All that is known of the lit line."""
        from buckram_tui.bindery.shelf_words import plan_words, range_words, shelf_words, title_words

        found = self.found
        if found is None:
            return ""
        if self.view == "plan":
            return plan_words(self.planned, self.lit_step(), self.why_no_plan, inches=self.inches)
        if self.view == "titles":
            return title_words(found, line, inches=self.inches) if (line := self.lit_line()) else ""
        if self.view == "shelves":
            return shelf_words(found, shelf, inches=self.inches) if (shelf := self.lit_shelf()) else ""
        lit = self.lit_range()
        return range_words(lit, inches=self.inches) if lit else ""

    # From list to list

    def action_turn(self, by: int) -> None:
        """Left, Right: the next list."""
        self.show_view(VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)])

    def show_view(self, name: str, at: int | None = None) -> None:
        """Bring a list in front, with a line lit."""
        self.view = name
        self.news("")
        self.relist()
        if at is not None:
            self.rows().reload(at)

    def action_go_on(self) -> None:
        """Enter: from a title to its shelf and back, from a range to its shelves; the plan is done."""
        if self.view == "titles":
            self._to_shelf(self.one_line())
        elif self.view == "shelves":
            self._to_title(self.one_shelf())
        elif self.view == "ranges":
            lit = self.lit_range()
            if lit is None or not lit.shelves:
                raise Refused("No shelves are entered here.", "A enters them: STK 1A-6E x 35 in.")
            at = next(
                n for n, one in enumerate(self.shelves)
                if one.shelf.location_id == lit.location_id and lit.name in {"", one.range}
            )  # fmt: skip
            self.show_view("shelves", at)
        else:
            self.ask_done()

    def _to_shelf(self, line: Line) -> None:
        found = self.found
        assert found is not None
        own = [one for one in found.lines if one.location_id == line.location_id]
        number = own.index(line)
        for n, one in enumerate(self.shelves):
            here = one.shelf.location_id == line.location_id and one.last_spot is not None
            if here and one.last_spot is not None and one.last_spot.run >= number:
                self.show_view("shelves", n)
                return
        raise Refused(f"{line.name} stands on no shelf that is entered.", "A enters shelves.")

    def _to_title(self, shelf: OnShelf) -> None:
        line = shelf.first_line
        if line is None:
            raise Refused(f"Nothing stands on {shelf.shelf.code}.")
        self.order = "shelf"
        self.view = "titles"
        self.make_lists()
        self.show_view("titles", self.titles.index(line))

    def action_sort(self) -> None:
        """Q: the order of the titles."""
        if self.view != "titles":
            raise Refused("Only titles are sorted: the others stand in walking order.")
        self.choose(
            "Titles in which order?",
            [
                Option("s", "shelf", "As they stand.", lambda: self._sort("shelf")),
                Option("g", "growth", "What grows fastest first.", lambda: self._sort("growth")),
                Option("r", "room", "What takes most room first.", lambda: self._sort("room")),
                Option("f", "full", "Whose shelf is full first.", lambda: self._sort("full")),
            ],
        )

    def _sort(self, order: str) -> None:
        self.order = order
        self.show_view("titles", 0)

    def action_only(self) -> None:
        """F: one location; all again where one is chosen."""
        found = self.found
        if found is None:
            return
        if self.location is not None and self.view != "plan":
            self._only(None)
            self.news("All locations again.")
            return
        names = {one.location: one.location_id for one in found.ranges if not one.name}
        # As often as titles stand there; one without titles has shelves at least.
        every = [one.location for one in found.lines] or list(names)
        every += [name for name in names if name not in every]
        self.offer_filter("Only which location?", every, lambda name: self._only(names[name]))

    def _only(self, location: int | None) -> None:
        self.location = location
        self.stretch = ("", "")
        self.show_view(self.view, 0)

    def table(self) -> Table:
        """The list in front."""
        return self._table(brief=False)

    def printed(self) -> Table:
        """What of it fits on paper."""
        return self._table(brief=True)

    def _table(self, *, brief: bool) -> Table:
        from buckram.desk.bindery import shelves_tables as tables

        today, inches, found = self.desk.today(), self.inches, self.found
        if found is None:
            raise Refused("Nothing is counted yet.")
        if self.view == "titles":
            make = tables.titles_in_brief if brief else tables.titles_table
            return make(found, self.titles, today, inches=inches)
        if self.view == "shelves":
            show = tables.shelves_in_brief if brief else tables.shelves_table
            return show(self.shelves, today, inches=inches)
        if self.view == "ranges":
            tell = tables.ranges_in_brief if brief else tables.ranges_table
            return tell(self.ranges, today, inches=inches)
        if self.planned is None:
            raise Refused(self.why_no_plan or "There is no plan.")
        plan = tables.plan_in_brief if brief else tables.plan_table
        return plan(self.planned, today, inches=inches)

    def file_name(self) -> str:
        """room-titles, shelves, shift."""
        return {"titles": "room-of-titles", "plan": "shift"}.get(self.view, self.view)
