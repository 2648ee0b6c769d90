"""How suppliers perform: a table, and a plot of the lit line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, PERFORMANCE, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.lines import Lines, TextLine
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.plain import fit
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.performance import Performance as Found
    from buckram.exchange.lists import Table
    from buckram.rules.performance import Tally

COLUMNS = (
    Column("", 20, share=1, most=48),
    Column("Due", 6, right=True),
    Column("On time", 7, right=True),
    Column("Late", 5, right=True),
    Column("Not here", 8, right=True),
    Column("Median", 6, right=True),
    Column("90 %", 5, right=True),
    Column("Claims", 6, right=True),
    Column("Filled", 6, right=True, optional=True),
)
WORDS = {
    "vendor": ("v", "By who sends it."),
    "publisher": ("p", "By publisher."),
    "title": ("t", "Title by title."),
    "year": ("y", "Year by year."),
    "fund": ("f", "By the fund that pays."),
}


class Performance(ListScreen):
    """A calm table; Enter shows the lit line whole, with its plots."""

    HEADING = "Performance"
    PLACES = (PERFORMANCE,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PERFORMANCE)
    EXPLAINS = """
    What was due and what became of it: on time, late, not here; how many days from the publication date to
    the receipt (the middle one, and within which nine of ten came); claims that were sent, and the share that
    brought the piece. By vendor, publisher, title, year and fund.

    On time means: within the grace of its frequency after the day it was looked for. Not here: due and past
    that, or unavailable. Receipts that only a record tells of are left out: nobody knows their day. Each
    issue counts for the order that was in force on its date. A claim is filled when the piece came after it
    and before a further one. Of fewer than eight no share and no percentile is told.

    Enter shows the lit line with its plots. Left and Right go from one table to the next, B chooses one. T
    chooses since when, V one vendor, A all again. O opens the title. W prints the table, or writes it to a
    file. Nothing of this is stored: it is counted when it is asked for.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._by = "vendor"
        self._since: date | None = None
        self._vendor: int | None = None
        self._found: Found | None = None
        self._plotted = False

    def body(self) -> Iterator[Widget]:
        """The table, or the plot in its place."""
        yield Rows(COLUMNS, self._rows, self._count, empty="Nothing was due.", id="measures")
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
        return bar(
            (PERFORMANCE, "plot"),
            (PERFORMANCE, "table"),
            (PERFORMANCE, "by"),
            (PERFORMANCE, "since"),
            (PERFORMANCE, "vendor"),
            (PERFORMANCE, "all"),
            (PERFORMANCE, "write"),
            (EVERYWHERE, "back"),
        )

    def heading(self) -> str:
        """Which table, of whom, since when."""
        since = self._first_day()
        only = f"  only {self._found.vendor}" if self._found and self._found.vendor else ""
        return f"{super().heading()}  by {self._by}  since {since.day} {since:%b %Y}{only}"

    def _first_day(self) -> date:
        from buckram.desk.performance import first_day

        return self._since or first_day(self.desk.today())

    def refresh_all(self) -> None:
        """Count again, beside the desk: half a million issues take seconds."""
        if not self.is_mounted:
            return
        self.show_heading()
        self.query_one("#whole", Lines).show([[("", "line")], [("  Counting", "dim")]])
        wanted = (self._by, self._first_day(), self._vendor)
        path, today = self.desk.library.path, self.desk.today()
        self.run_worker(
            lambda: self._ask(path, wanted, today), thread=True, exclusive=True, exit_on_error=False
        )

    def _ask(self, path: Path, wanted: tuple[str, date, int | None], today: date) -> None:
        """In a thread of its own, with a connection of its own."""
        from buckram.desk.performance import By, performance
        from buckram.errors import BuckramError
        from buckram.storage.library import open_library

        try:
            library = open_library(path, read_only=True)
            try:
                found = performance(library, By(wanted[0]), wanted[1], today, wanted[2])
            finally:
                library.close()
        except BuckramError as problem:
            # Nobody waits for this thread: what goes wrong in it has to be said here.
            self.app.call_from_thread(self.look_up, str(problem), Level.WRONG)
            return
        self.app.call_from_thread(self._show_found, wanted, found)

    def _show_found(self, wanted: tuple[str, date, int | None], found: Found) -> None:
        if wanted != (self._by, self._first_day(), self._vendor):
            # Another table was asked for meanwhile.
            return
        self._found = found
        self.rows().reload()
        self.show_heading()
        self.show_whole()

    def _count(self) -> int:
        return len(self._found.lines) + 1 if self._found and self._found.lines else 0

    def _tally(self, number: int) -> Tally:
        assert self._found is not None
        return self._found.total if number == 0 else self._found.lines[number - 1]

    def lit_text(self) -> str:
        """The lit line in words."""
        from buckram.desk.performance import told

        if not self._count():
            return ""
        tally = self._tally(self.rows().cursor)
        words = dict(told(tally))
        return f"{tally.name}: " + "; ".join(
            f"{what[:1].lower()}{what[1:]} {much}" for what, much in words.items()
        )

    def _rows(self, offset: int, limit: int) -> list[Row]:
        from buckram.rules.performance import few, middle, share, slowest

        made = []
        for n in range(offset, min(offset + limit, self._count())):
            one = self._tally(n)
            style = "bold" if n == 0 else "normal"
            known = ("" if value is None else str(value) for value in (middle(one.lags), slowest(one.lags)))
            texts = (
                one.name,
                str(one.due),
                share(one.on_time, one.due) if not few(one.due) else "few",
                str(one.late or ""),
                str(one.not_here or ""),
                *known,
                str(one.claims or ""),
                share(one.filled.total(), one.claims),
            )
            made.append(Row(n, tuple((text, style) for text in texts)))
        return made

    def action_plot(self) -> None:
        """Enter: the lit line whole; again: the table."""
        if not self._count():
            return
        self._plotted = not self._plotted
        self.query_one("#plot", Lines).show(self._plot_lines(self._tally(self.rows().cursor)))
        self._swap()

    def _swap(self) -> None:
        self.rows().set_class(self._plotted, "gone")
        self.query_one("#whole").set_class(self._plotted, "gone")
        self.query_one("#plot").set_class(not self._plotted, "gone")
        self.set_focus(None if self._plotted else self.rows())
        self.show_keys()

    def _plot_lines(self, tally: Tally) -> list[TextLine]:
        from buckram.desk.performance import told
        from buckram.rules.performance import ENOUGH, few
        from buckram_tui.widgets.plots import by_month, histogram

        glyphs = self.rows().look.glyphs
        width = max(self.size.width, 80)
        half = 42
        left = [f"{what:<22}{much}" for what, much in told(tally)]
        # The longest words would be cut beside the bars.
        left = [part for line in left for part in _folded(line, half)]
        right = ["Days to receipt, and how many"]
        right += histogram(tally.lags, width - half - 4, 10, glyphs.horizontal) or ["nothing came"]
        lines: list[TextLine] = [[(f" {tally.name}", "title")]]
        for n in range(max(len(left), len(right))):
            here = left[n] if n < len(left) else ""
            beside = right[n] if n < len(right) else ""
            lines.append([(f" {fit(here, half)}  ", "normal"), (beside, "dim" if n == 0 else "good")])
        said = few(tally.due) or f"o: a month of fewer than {ENOUGH} issues"
        lines.append([(f" On time by month, at least ({said})", "dim")])
        lines += [[(f" {line}", "normal")] for line in by_month(tally.months, width - 2, ENOUGH, glyphs.mark)]
        return lines

    def action_turn(self, by: int) -> None:
        """Left, Right: the next table."""
        from buckram.desk.performance import ways

        names = [str(way) for way in ways(self.desk.library)]
        at = names.index(self._by) if self._by in names else 0
        self._show(names[(at + by) % len(names)])

    def action_by(self) -> None:
        """B: choose a table."""
        from buckram.desk.performance import ways

        self.choose(
            "Performance by what?",
            [
                Option(WORDS[way][0], str(way), WORDS[way][1], lambda way=way: self._show(str(way)))  # type: ignore[misc]
                for way in ways(self.desk.library)
            ],
        )

    def _show(self, name: str) -> None:
        if self._plotted:
            self._plotted = False
            self._swap()
        self._by = name
        self.news("")
        self.rows().light(0)
        self.refresh_all()

    def action_since(self) -> None:
        """T: since when."""
        today = self.desk.today()

        def since(day: date | None) -> None:
            self._since = day
            self._show(self._by)

        self.choose(
            "Due since when?",
            [
                Option("u", "as usual", "Two whole years and this one.", lambda: since(None)),
                Option("y", "this year", "", lambda: since(date(today.year, 1, 1))),
                Option("q", "a year", "The last 365 days.", lambda: since(today - timedelta(days=365))),
                Option("a", "all", "As far back as there is anything.", lambda: since(date(1900, 1, 1))),
                Option("d", "a day", "Type it.", self._ask_day),
            ],
        )

    def _ask_day(self) -> None:
        from buckram.desk.deciding import decided
        from buckram.rules.typed_day import typed_day

        def answered(text: str) -> str:
            first = bool(decided(self.desk.library, "day_first"))
            self._since = typed_day(text, self.desk.today(), day_first=first)
            self._show(self._by)
            return ""

        self.ask("Due since which day", answered)

    def action_vendor(self) -> None:
        """V: only what the lit vendor supplies, or one whose name is typed."""
        if self._by == "vendor" and self._count() and self.rows().cursor:
            key = self._tally(self.rows().cursor).key
            if isinstance(key, int):
                self.show_vendor(key)
                return

        def answered(text: str) -> str:
            from buckram.desk.vendors import answering

            self.show_vendor(answering(self.desk.library, text).id)
            return ""

        self.ask("Only which vendor (its name, or the beginning)", answered)

    def show_vendor(self, vendor_id: int) -> None:
        """Only what this vendor supplies, title by title."""
        self._vendor = vendor_id
        self._show("title")

    def action_show_all(self) -> None:
        """A."""
        self._vendor = None
        self._show(self._by)

    async def action_open(self) -> None:
        """O: the card of the lit title."""
        number = self.rows().cursor
        key = self._tally(number).key if self._count() and number else None
        if self._by != "title" or not isinstance(key, int):
            self.news("No title is lit: B T tells it title by title.", Level.LOOK)
            return
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(key, None)

    def table(self) -> Table:
        """The table in front."""
        from buckram.desk.performance import as_table

        if self._found is None:
            raise Refused("It is still being counted.")
        return as_table(self._found)

    def file_name(self) -> str:
        """performance-vendor."""
        return f"performance-{self._by}"

    async def action_back(self) -> None:
        """Esc: back to the table, then home."""
        if self._plotted:
            self._plotted = False
            self._swap()
        else:
            await super().action_back()


def _folded(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    at = line.rfind(" ", 0, width)
    return [line[:at], f"{'':22}{line[at + 1 :]}"]
