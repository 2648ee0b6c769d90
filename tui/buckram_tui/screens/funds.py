"""Funds: what a year has, what is committed, invoiced and left; and how prices rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, FUNDS, bar, bindings
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.exchange.lists import Table
    from buckram.storage.funds import Fund

COLUMNS = (
    Column("", 16, share=2, most=40),
    Column("Cur", 3),
    Column("", 11, right=True),
    Column("", 11, right=True),
    Column("", 11, right=True),
    Column("", 11, right=True),
    Column("", 11, right=True),
)
TABLES = ("funds", "rise by fund", "rise by vendor", "rise in all")


class Funds(ListScreen):
    """One table at a time; currencies stand apart."""

    HEADING = "Funds"
    PLACES = (FUNDS,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(FUNDS)
    EXPLAINS = """
    A year's budget of each fund, what is committed (the price of all that is ordered for the year, invoiced
    or still to be), how much of that is invoiced, what is left, and what those not yet decided cost. Left and
    Right go on to the rise of prices against the year before, by fund, by vendor and in all: it counts only
    what has a price in both years.

    Amounts of different currencies are never added. Below the list the lit line is told in the library's own
    currency too, with the rates of that year (X sets one), where the setting currency names it.

    A adds a fund, Enter sets the budget of the lit one, N gives it another name, Y takes another year.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._year = 0
        self._which = 0
        self._table: Table | None = None
        self._funds: Sequence[Fund | None] = ()
        self._own: Sequence[str] = ()

    def body(self) -> Iterator[Widget]:
        """The table, and the lit line whole."""
        yield Rows(COLUMNS, self._rows, self._count, heading=False, id="funds")
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The table."""
        return self.query_one("#funds", Rows)

    def keys(self) -> Sequence[Key]:
        """The table first."""
        return bar(
            (FUNDS, "budget"),
            (FUNDS, "rises"),
            (FUNDS, "year"),
            (FUNDS, "add"),
            (FUNDS, "rate"),
            (FUNDS, "export"),
            (EVERYWHERE, "back"),
            (EVERYWHERE, "undo"),
        )

    def heading(self) -> str:
        """Which table, of which year."""
        return f"{super().heading()}  {self._year or ''}  {TABLES[self._which]}"

    def lit_text(self) -> str:
        """The sums of the lit line, in the library's own currency too."""
        at = self.rows().cursor - 1
        return self._own[at] if 0 <= at < len(self._own) else ""

    def refresh_all(self) -> None:
        """Ask again."""
        if not self.is_mounted:
            return
        self._year = self._year or self.desk.today().year
        if self._which:
            self._load_rises()
        else:
            self._load_funds()
        # Line 0 holds the headings.
        self.rows().reload(max(self.rows().cursor, 1))
        self.show_heading()

    def _load_funds(self) -> None:
        from buckram.desk.funding import fund_lines, funds_table, in_own_told, left_told, told_sums

        library = self.desk.library
        lines = fund_lines(library, self._year, self.desk.today())
        self._table = funds_table(lines, self._year)
        by_name = {line.name: line for line in lines}
        of_row = [by_name[row[0]] for row in self._table.rows]
        self._funds = [line.fund for line in of_row]
        self._own = [
            f"{line.name}: committed {told_sums(line.committed) or 'nothing'}"
            + (f" {own}" if (own := in_own_told(library, line.committed, self._year)) else "")
            + (f"; {left}" if (left := left_told(library, line, self._year)) else "")
            + (f"; {line.unpriced} without a price" if line.unpriced else "")
            for line in of_row
        ]

    def _load_rises(self) -> None:
        from buckram.desk.funding import rises, rises_table

        by = ("fund", "vendor", "")[self._which - 1]
        self._table = rises_table(rises(self.desk.library, self._year, by), self._year, by)
        self._funds = ()
        self._own = [f"{row[0]}: {row[5]} with both prices, {row[6]} others." for row in self._table.rows]

    def _count(self) -> int:
        return len(self._table.rows) + 1 if self._table else 0

    def _rows(self, offset: int, limit: int) -> list[Row]:
        table = self._table
        assert table is not None
        made = []
        for n, row in list(enumerate([table.columns, *table.rows]))[offset : offset + limit]:
            cells: tuple[Cell, ...] = tuple(
                (text.replace("Currency", "Cur"), self._style(n, at, text)) for at, text in enumerate(row)
            )
            made.append(Row(n, cells))
        return made

    def _style(self, n: int, at: int, text: str) -> str:
        if n == 0:
            return "heading"
        # What is left below nothing has to be seen, without its colour by its sign.
        return "warn" if at == 5 and not self._which and text.startswith("-") else "normal"

    def action_turn(self, by: int) -> None:
        """Left, Right: the next table."""
        self._which = (self._which + by) % len(TABLES)
        self.news("")
        self.refresh_all()
        self.rows().light(1)

    def _lit_fund(self) -> Fund:
        at = self.rows().cursor - 1
        fund = self._funds[at] if 0 <= at < len(self._funds) else None
        if fund is None:
            raise Refused("No fund is lit.", "Light one with the arrows; A adds one.")
        return fund

    def action_budget(self) -> None:
        """Enter: the budget of the lit fund."""
        from buckram.desk.funding import set_budget

        fund, year = self._lit_fund(), self._year
        self.ask(
            f"Budget of {fund.code} in {year} (12000 EUR; - takes it away)",
            lambda text: self._shown(set_budget(self.desk, fund, year, text)),
        )

    def _shown(self, sentence: str) -> str:
        self.refresh_all()
        return sentence

    def action_add(self) -> None:
        """A: a fund."""
        from buckram.desk.funding import add_fund

        self.ask(
            "Code of the fund, and its name behind it",
            lambda text: self._shown(add_fund(self.desk, text)),
        )

    def action_name(self) -> None:
        """N: another name."""
        from buckram.desk.funding import rename_fund

        fund = self._lit_fund()
        self.ask("Name", lambda text: self._shown(rename_fund(self.desk, fund, text)), fund.name)

    def action_rate(self) -> None:
        """X: a rate of exchange of the year."""
        from buckram.desk.funding import set_rate

        self.ask(
            f"Rate of {self._year}: what one is worth in the library's own currency (USD 0.92; USD -)",
            lambda text: self._shown(set_rate(self.desk, self._year, text)),
        )

    def action_year(self) -> None:
        """Y: another year."""

        def typed(text: str) -> str:
            if not text.strip().isdigit() or not 1900 <= int(text) <= 2100:
                raise Refused(f"“{text.strip()}” is no year.", "Type it like 2027.")
            self._year = int(text)
            return self._shown("")

        self.ask("Year", typed, str(self._year + 1))

    def action_export(self) -> None:
        """E: to a printer or a file."""
        self.action_write()

    def table(self) -> Table:
        """The table in front."""
        assert self._table is not None
        return self._table

    def file_name(self) -> str:
        """funds-2026, rise-by-vendor-2026."""
        return f"{TABLES[self._which].replace(' ', '-')}-{self._year}"

    async def action_back(self) -> None:
        """Esc: to the renewal list."""
        await self.desk_app.go("renewals")
