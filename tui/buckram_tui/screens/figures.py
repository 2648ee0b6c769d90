"""Working figures: what a person did, for that person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram_tui.keys import EVERYWHERE, FIGURES, bar, bindings
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.figures import Figures as Found
    from buckram.exchange.lists import Table

COLUMNS = (
    Column("", 26, share=1, most=40),
    Column("Pieces", 6, right=True),
    Column("Hours", 6, right=True),
    Column("An hour", 7, right=True),
    Column("Waiting", 7, right=True),
    Column("", 20, share=2),
)
BAR = 30
"""Cells of the longest bar."""

WORDS = {
    "sitting": ("s", "Sitting by sitting."),
    "day": ("d", "Day by day."),
    "week": ("w", "Week by week."),
    "month": ("m", "Month by month."),
    "kind": ("k", "The odd cases: what was done about them, and what was asked."),
    "location": ("p", "By the place the pieces went to."),
    "vendor": ("v", "By vendor."),
    "frequency": ("f", "By frequency."),
    "person": ("n", "Person by person, where the library decided so."),
}


class Figures(ListScreen):
    """A calm table with bars."""

    HEADING = "Working figures"
    PLACES = (FIGURES,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(FIGURES)
    EXPLAINS = """
    What you did: pieces received, the hours that took, pieces an hour; by sitting, day, week, month, by kind
    of odd case, by place, vendor and frequency. Hours are the time between scans; a pause counts five minutes
    at most. A receipt that was taken back does not count; an inventory of the shelf is not counted as mail.

    The figures are for you. Nobody sees another person's here, unless the library decided so: the setting
    figures_of_others shows what all did together, figures_by_person what each did.

    Left and Right go from one table to the next, B chooses one. T chooses since when. W prints the table, or
    writes it to a file.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._by = "day"
        self._since: date | None = None
        self._everybody = False
        self._found: Found | None = None

    def body(self) -> Iterator[Widget]:
        """For whom they are, and the table."""
        whose = Lines(id="whose")
        whose.styles.height = 2
        yield whose
        yield Rows(COLUMNS, self._rows, self._count, empty="Nothing was done since then.", id="figures")
        yield self.whole()

    def lit_text(self) -> str:
        """What hours are, for whoever wonders."""
        return "Hours: the time between scans, of each pause at most five minutes." if self._timed() else ""

    def _timed(self) -> bool:
        return self._found is not None and self._found.timed

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The table."""
        return self.query_one("#figures", Rows)

    def keys(self) -> Sequence[Key]:
        """The tables first."""
        return bar(
            (FIGURES, "table"),
            (FIGURES, "by"),
            (FIGURES, "since"),
            (FIGURES, "everybody"),
            (FIGURES, "write"),
            (EVERYWHERE, "back"),
        )

    def heading(self) -> str:
        """Which table, since when."""
        since = self._first_day()
        return f"{super().heading()}  by {self._by}  since {since.day} {since:%b %Y}"

    def _first_day(self) -> date:
        if self._since is not None:
            return self._since
        today = self.desk.today()
        # A month of days, half a year of weeks; a whole year of everything else.
        if self._by == "day":
            return today - timedelta(days=30)
        if self._by == "week":
            return today - timedelta(days=today.weekday() + 7 * 25)
        return date(today.year - 1, today.month, 1)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.figures import By, allowed, figures

        if not self.is_mounted:
            return
        together, by_person = allowed(self.desk)
        if (self._everybody and not together) or (self._by == "person" and not by_person):
            # Decided otherwise meanwhile.
            self._everybody, self._by = False, "day"
        self._found = figures(self.desk, By(self._by), self._first_day(), everybody=self._everybody)
        person = self.desk.person
        if self._everybody or self._by == "person":
            told = (
                "What everybody did. The library decided that it is shown; it is not there to watch anybody."
            )
        else:
            told = f"These figures are for {person}: nobody else is shown them."
        self.query_one("#whose", Lines).show([[(f" {told}", "dim")]])
        self.rows().reload(0)
        self.show_heading()

    def _count(self) -> int:
        return len(self._found.lines) + 1 if self._found and self._found.lines else 0

    def _rows(self, offset: int, limit: int) -> list[Row]:
        from buckram.desk.figures import By, hours

        found = self._found
        assert found is not None
        most = max(line.pieces for line in found.lines) or 1
        bar_of = self.rows().look.glyphs.horizontal
        made = []
        for n, line in list(enumerate([found.total, *found.lines]))[offset : offset + limit]:
            style = "bold" if n == 0 else "normal"
            an_hour = f"{line.an_hour:.0f}" if found.timed and line.an_hour is not None else ""
            cells: tuple[Cell, ...] = (
                (line.name or "together", style),
                (str(line.pieces), style),
                (hours(line.worked) if found.timed else "", style),
                (an_hour, style),
                (str(line.waiting) if found.by is By.KIND and line.waiting else "", "warn"),
                ("" if n == 0 else bar_of * round(BAR * line.pieces / most), "good"),
            )
            made.append(Row(n, cells))
        return made

    def action_turn(self, by: int) -> None:
        """Left, Right: the next table."""
        from buckram.desk.figures import allowed

        names = [name for name in WORDS if name != "person" or allowed(self.desk)[1]]
        self._show(names[(names.index(self._by) + by) % len(names)])

    def action_by(self) -> None:
        """B: choose a table."""

        def to(name: str) -> None:
            self._show(name)

        self.choose(
            "Figures by what?",
            [
                Option(letter, name, told, lambda name=name: to(name))  # type: ignore[misc]
                for name, (letter, told) in WORDS.items()
            ],
        )

    def _show(self, name: str) -> None:
        from buckram.desk.figures import By, figures

        # Raises the refusal before anything on the screen changes.
        figures(self.desk, By(name), self.desk.today(), everybody=self._everybody)
        self._by = name
        self.news("")
        self.refresh_all()

    def action_since(self) -> None:
        """T: since when."""
        today = self.desk.today()

        def since(day: date | None) -> None:
            self._since = day
            self.refresh_all()

        self.choose(
            "Since when?",
            [
                Option("t", "today", "", lambda: since(today)),
                Option("w", "this week", "", lambda: since(today - timedelta(days=today.weekday()))),
                Option("m", "this month", "", lambda: since(today.replace(day=1))),
                Option("y", "this year", "", lambda: since(date(today.year, 1, 1))),
                Option("a", "all", "As far back as there is anything.", lambda: since(date(2000, 1, 1))),
                Option(
                    "u", "as usual", "A month of days, half a year of weeks, a year.", lambda: since(None)
                ),
                Option("d", "a day", "Type it.", self._ask_day),
            ],
        )

    def _ask_day(self) -> None:
        from buckram.desk.deciding import decided
        from buckram.rules.typed_day import typed_day

        def answered(text: str) -> str:
            first = bool(decided(self.desk.library, "day_first"))
            self._since = typed_day(text, self.desk.today(), day_first=first)
            self.refresh_all()
            return ""

        self.ask("Since which day", answered)

    def action_everybody(self) -> None:
        """E: everybody together, where the library decided so; again: one's own."""
        from buckram.desk.figures import By, figures

        figures(self.desk, By.DAY, self.desk.today(), everybody=not self._everybody)
        self._everybody = not self._everybody
        self.refresh_all()

    def table(self) -> Table:
        """The table in front."""
        from buckram.desk.figures import as_table

        assert self._found is not None
        return as_table(self._found, self.desk.person)

    def file_name(self) -> str:
        """figures-day."""
        return f"figures-{self._by}"
