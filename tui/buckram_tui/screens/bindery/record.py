"""The binder's record: a table by binder, lot, year, fund or class, and a plot of the lit line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.record_rows import COLUMNS, plot_lines, tally_row
from buckram_tui.bindery.tabs import tabs
from buckram_tui.keys import EVERYWHERE, RECORD, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.record import Record as Found
    from buckram.exchange.lists import Table
    from buckram.rules.bindery.record import Tally


class Record(ListScreen):
    """A calm table; Enter shows the lit line whole, with its plots."""

    HEADING = "Binder's record"
    PLACES = (RECORD,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(RECORD)
    LIT_LINES = 3
    EXPLAINS = """
    What went to the binder and what became of it: how many units are back, how many are still out (! past
    their day), how many days they were away (the middle one, and within which nine of ten came), the share
    that came late, the binder's faults in 100 units that were inspected, corrections, and what was charged.
    By binder, lot, year, fund and year, and class of cover.

    Days are those of what came back: what is out counts as out, and as late once it is past its day.
    Corrections are counted apart, what they cost is in the cost. What the binder sent back unbound and what
    did not come has no days. Years are those in which a lot was sent. Currencies are not mixed; their sum in
    the library's own stands beside them where the rates of the year are known. Titles whose order names no
    fund stand in a line of their own. Of fewer than eight units no share is told.

    Enter shows the lit line with its plots. Left and Right go from table to table. F: only one binder, or
    since when. W prints the table, or writes it to a file. Nothing of this is stored.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._by = "binder"
        self._since: date | None = None
        self._binder: int | None = None
        self._found: Found | None = None
        self._plotted = False

    def body(self) -> Iterator[Widget]:
        """The names of the tables, the table, or the plot in its place."""
        names = Lines(id="tabs")
        names.styles.height = 1
        yield names
        yield Rows(COLUMNS, self._rows, self._count, empty="No lot was sent since then.", id="measures")
        yield hidden(Lines(id="plot"))
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The table."""
        return self.query_one("#measures", Rows)

    def keys(self) -> Sequence[Key]:
        """The plot first."""
        if self._plotted:
            return bar((EVERYWHERE, "back"))
        words = ("plot", "table", "only", "write")
        return bar(*((RECORD, word) for word in words), (EVERYWHERE, "back"))

    def heading(self) -> str:
        """Of whom, since when."""
        since = self._first_day()
        only = f"  only {self._found.binder}" if self._found and self._found.binder else ""
        return f"{super().heading()}  since {since.day} {since:%b %Y}{only}"

    def _first_day(self) -> date:
        from buckram.desk.bindery.record import first_day

        return self._since or first_day(self.desk.today())

    def refresh_all(self) -> None:
        """Count again."""
        from buckram.desk.bindery.record import By, record

        if not self.is_mounted:
            return
        self._found = record(
            self.desk.library, By(self._by), self._first_day(), self.desk.today(), self._binder
        )
        prompt = self.rows().look.glyphs.prompt
        words = {str(name): str(name) for name in By}
        self.query_one("#tabs", Lines).show([tabs(words, self._by, prompt)])
        self.rows().reload()
        self.show_heading()
        self.show_whole()
        if self._plotted:
            self._show_plot()

    def _count(self) -> int:
        return len(self._found.lines) + 1 if self._found and self._found.lines else 0

    def _tally(self, number: int) -> Tally:
        assert self._found is not None
        return self._found.total if number == 0 else self._found.lines[number - 1]

    def _rows(self, offset: int, limit: int) -> list[Row]:
        shown = range(offset, min(offset + limit, self._count()))
        return [tally_row(n, self._tally(n), bold=n == 0) for n in shown]

    def lit_text(self) -> str:
        """The lit line in words."""
        from buckram.desk.bindery.record import NO_FUND, told_of, without_fund

        if not self._found or not self._count():
            return ""
        tally = self._tally(self.rows().cursor)
        told = told_of(self._found, tally)
        words = "; ".join(f"{what[:1].lower()}{what[1:]} {much}" for what, much in told)
        if tally.name.startswith(NO_FUND):
            return f"The orders of these titles name no fund: {', '.join(without_fund(tally))}. {words}"
        return f"{tally.name}: {words}"

    def action_plot(self) -> None:
        """Enter: the lit line whole; again: the table."""
        if not self._count():
            return
        self._plotted = not self._plotted
        self._show_plot()
        self._swap()

    def _show_plot(self) -> None:
        assert self._found is not None
        lines = plot_lines(
            self._found,
            self._tally(self.rows().cursor),
            max(self.size.width, 80),
            self.size.height - 5,
            self.rows().look.glyphs,
        )
        self.query_one("#plot", Lines).show(lines)

    def _swap(self) -> None:
        for name in ("#measures", "#whole"):
            self.query_one(name).set_class(self._plotted, "gone")
        self.query_one("#plot").set_class(not self._plotted, "gone")
        self.set_focus(None if self._plotted else self.rows())
        self.show_keys()

    def action_turn(self, by: int) -> None:
        """Left, Right: the next table."""
        from buckram.desk.bindery.record import By

        names = [str(way) for way in By]
        self._by = names[(names.index(self._by) + by) % len(names)]
        self.rows().light(0)
        self._again()

    def _again(self) -> None:
        if self._plotted:
            self._plotted = False
            self._swap()
        self.news("")
        self.refresh_all()

    def action_only(self) -> None:
        """F: which binder, since when."""
        today = self.desk.today()
        self.choose(
            "Which part of the record?",
            [
                Option("b", "one binder", "Choose it.", self._offer_binders),
                Option("a", "all binders", "", lambda: self._only(None)),
                Option("u", "since as usual", "Two whole years and this one.", lambda: self._from(None)),
                Option("y", "this year", "", lambda: self._from(date(today.year, 1, 1))),
                Option("q", "a year", "The last 365 days.", lambda: self._from(today - timedelta(days=365))),
                Option("e", "ever", "Every lot.", lambda: self._from(date(1900, 1, 1))),
                Option("d", "since a day", "Type it.", self._ask_day),
            ],
        )

    def _offer_binders(self) -> None:
        from buckram.desk.bindery.record import binders_with_lots

        known = {name: binder_id for binder_id, name in binders_with_lots(self.desk.library)}
        self.offer_filter("Which binder?", list(known), lambda name: self._only(known[name]))

    def _only(self, binder_id: int | None) -> None:
        self._binder = binder_id
        self._again()

    def _from(self, day: date | None) -> None:
        self._since = day
        self._again()

    def _ask_day(self) -> None:
        from buckram.desk.deciding import decided
        from buckram.rules.typed_day import typed_day

        def answered(text: str) -> str:
            first = bool(decided(self.desk.library, "day_first"))
            self._from(typed_day(text, self.desk.today(), day_first=first))
            return ""

        self.ask("Sent since which day", answered)

    def table(self) -> Table:
        """The table in front."""
        from buckram.desk.bindery.record import as_table

        return as_table(self._counted())

    def printed(self) -> Table:
        """What of it fits on paper."""
        from buckram.desk.bindery.record import in_brief

        return in_brief(self._counted())

    def _counted(self) -> Found:
        if self._found is None:
            raise Refused("Nothing is counted yet.")
        return self._found

    def file_name(self) -> str:
        """binder-record-lot."""
        return f"binder-record-{self._by}"

    async def action_back(self) -> None:
        """Esc: back to the table, then home."""
        if self._plotted:
            self._plotted = False
            self._swap()
        else:
            await super().action_back()
