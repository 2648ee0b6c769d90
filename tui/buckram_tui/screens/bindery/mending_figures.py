"""Figures of repairs: by mend, level, month, route, supply and person, with time and supplies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.mending_rows import FIGURES, figure_row
from buckram_tui.bindery.tabs import tabs
from buckram_tui.keys import EVERYWHERE, MENDING_FIGURES, bar, bindings
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.mending_figures import Figures
    from buckram.exchange.lists import Table


class MendingFigures(ListScreen):
    """One table, Left and Right to the next. Esc goes back to the queue."""

    HEADING = "Repairs"
    PLACES = (MENDING_FIGURES,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(MENDING_FIGURES)
    EXPLAINS = """
    What was mended, how long it took and what was used up, by mend, level (under 15 minutes, up to 2 hours,
    more), month, route and supply. A repair with several mends counts with each of them, and once together.

    You see your own. Everybody's together only where the library decided so (setting figures_of_others), and
    person by person only with figures_by_person. Left and Right go from table to table, F says since when, W
    prints the table or writes it to a file.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._by = "mend"
        self._since: date | None = None
        self._found: Figures | None = None

    def body(self) -> Iterator[Widget]:
        """The tables' names, the table."""
        names = Lines(id="tabs")
        names.styles.height = 1
        yield names
        yield Rows(FIGURES, self._rows, self._count, empty="Nothing was mended since then.", id="figures")
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The table."""
        return self.query_one("#figures", Rows)

    def keys(self) -> Sequence[Key]:
        """The tables first."""
        words = ("table", "since", "write")
        return bar(*((MENDING_FIGURES, word) for word in words), (EVERYWHERE, "back"))

    def heading(self) -> str:
        """By what, whose, since when."""
        since = self._first_day()
        whose = "everybody" if self._found and self._found.everybody else self.desk.person
        return f"{super().heading()}  by {self._by}  {whose}  since {since.day} {since:%b %Y}"

    def _first_day(self) -> date:
        return self._since or date(self.desk.today().year - 1, 1, 1)

    def refresh_all(self) -> None:
        """Count again."""
        from buckram.desk.bindery.mending_figures import By, figures, ways

        if not self.is_mounted:
            return
        names = ways(self.desk)
        if self._by not in names:
            # The library keeps them to each person now.
            self._by = str(names[0])
        self._found = figures(self.desk, By(self._by), self._first_day())
        prompt = self.rows().look.glyphs.prompt
        words = {str(name): str(name) for name in names}
        self.query_one("#tabs", Lines).show([tabs(words, self._by, prompt)])
        self.rows().reload()
        self.show_heading()
        self.show_whole()

    def _count(self) -> int:
        return len(self._found.lines) + 1 if self._found and self._found.lines else 0

    def _rows(self, offset: int, limit: int) -> list[Row]:
        assert self._found is not None
        every = [self._found.total, *self._found.lines]
        return [
            figure_row(n, every[n], bold=n == 0) for n in range(offset, min(offset + limit, self._count()))
        ]

    def lit_text(self) -> str:
        """The lit line whole."""
        if not self._found or not self._count():
            return ""
        one = [self._found.total, *self._found.lines][self.rows().cursor]
        used = f"; used in so many repairs: {one.used}" if one.used else ""
        return (
            f"{one.name}: {one.repairs} repair{'' if one.repairs == 1 else 's'}, {one.minutes} minutes{used}."
        )

    def action_turn(self, by: int) -> None:
        """Left, Right: the next table."""
        from buckram.desk.bindery.mending_figures import ways

        names = [str(way) for way in ways(self.desk)]
        self._by = names[(names.index(self._by) + by) % len(names)]
        self.rows().light(0)
        self.refresh_all()

    def action_since(self) -> None:
        """F: since when."""
        from buckram.desk.deciding import decided
        from buckram.rules.typed_day import typed_day

        today = self.desk.today()

        def since(day: date | None) -> None:
            self._since = day
            self.refresh_all()

        def typed(text: str) -> str:
            since(typed_day(text, today, day_first=bool(decided(self.desk.library, "day_first"))))
            return ""

        self.choose(
            "Mended since when?",
            [
                Option("u", "as usual", "Last year and this one.", lambda: since(None)),
                Option("y", "this year", "", lambda: since(date(today.year, 1, 1))),
                Option("m", "this month", "", lambda: since(today.replace(day=1))),
                Option("a", "all", "As far back as there is anything.", lambda: since(date(1900, 1, 1))),
                Option("d", "a day", "Type it.", lambda: self.ask("Mended since which day", typed)),
            ],
        )

    def table(self) -> Table:
        """The table in front."""
        from buckram.desk.bindery.mending_figures import as_table

        if self._found is None:
            raise Refused("Nothing is counted yet.")
        return as_table(self._found, self.desk.person)

    def file_name(self) -> str:
        """repairs-mend."""
        return f"repairs-{self._by}"

    async def action_back(self) -> None:
        """Esc: back to the queue."""
        await self.desk_app.go("mending")
