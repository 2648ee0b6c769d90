"""Title look-up: a list as you type, and the lit title in detail below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram_tui.card.choices import name_in_both_scripts
from buckram_tui.keys import EVERYWHERE, LOOK_UP, bar, bindings
from buckram_tui.lookup.detail import detail_lines
from buckram_tui.screens.base import DeskScreen
from buckram_tui.terminal.outcomes import Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.storage.library import Library
    from buckram.storage.titles import TitleLine

COLUMNS = (
    Column("Title", 24, share=4),
    Column("ISSN", 9),
    Column("Call number", 12, share=1, most=24),
    Column("Publisher", 12, share=2, optional=True),
)


class LookUp(DeskScreen):
    """For the desk. A scan is looked up too, and never receives here."""

    HEADING = "Look-up"
    PLACES = (LOOK_UP,)
    PROMPT = "Find"
    HINT = "words of the title, ISSN, publisher, call number"
    BINDINGS: ClassVar[list[BindingType]] = bindings(LOOK_UP)
    EXPLAINS = """
    Type words of a title, in any script, with or without diacritics: the list narrows as you type. Titles
    that begin with your words come first, then whole words, then beginnings of words; earlier and variant
    titles, numbers, publishers and call numbers are found too. Scan a barcode to see what the library has
    of it: nothing is received on this screen.

    Below the list stands the lit title: what the library has, what came last, what comes next and when,
    where it is and who reads it. Enter takes it to its check-in card.
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._found: Sequence[TitleLine] = ()

    @property
    def library(self) -> Library:
        """Where titles are looked up."""
        return self.desk.library

    def today(self) -> date:
        """The person's today."""
        return self.desk.today()

    def person(self) -> str | None:
        """Who asks: staff see notes and the readers' names, the public (None) does not."""
        return self.desk.person

    def body(self) -> Iterator[Widget]:
        """The list, then the detail."""
        yield Rows(COLUMNS, self._rows, lambda: len(self._found), choose=self._chosen, id="found")
        yield Lines(id="detail")

    def on_mount(self) -> None:
        """The list gets two fifths of the window."""
        self.query_one("#found").styles.height = "2fr"
        self.query_one("#detail").styles.height = "3fr"
        self.query_one("#found").focus()

    def keys(self) -> Sequence[Key]:
        """Enter first."""
        return bar(
            (LOOK_UP, "open"),
            (EVERYWHERE, "back"),
            (EVERYWHERE, "check-in"),
            (EVERYWHERE, "expected"),
            (EVERYWHERE, "sitting"),
        )

    def refresh_all(self) -> None:
        """The same titles as they are now."""
        if self.is_mounted:
            self.query_one("#found", Rows).reload()

    def on_resize(self) -> None:
        """Words wrap to the window."""
        self.call_after_refresh(self._show_detail)

    def typed(self, text: str) -> None:
        """Narrow the list."""
        if text:
            from buckram.desk.looking_up import FOUND_AT_MOST, look_up

            self._show(look_up(self.library, text))
            if not self._found:
                self.news("No title answers to this yet. Try fewer or other words.", Level.LOOK)
            elif len(self._found) == FOUND_AT_MOST:
                self.news(f"The first {FOUND_AT_MOST}. Type more to narrow the list.")

    async def take_scan(self, scan: Submit) -> None:
        """A scan is looked up; a typed line is ended by Enter, which takes the lit title."""
        from buckram.desk.looking_up import look_up_code

        if not scan.burst and self._found:
            await self.query_one("#found", Rows).action_choose()
            return
        self._show(look_up_code(self.library, scan.text, self.today()))
        if not self._found:
            self.news("No title of this library answers to this.", Level.LOOK)
            self.app.bell()

    def _show(self, found: Sequence[TitleLine]) -> None:
        self._found = found
        self.query_one("#found", Rows).reload(0)
        if found:
            self.news("")
        self._show_detail()

    def _rows(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(
                t.id,
                (
                    (name_in_both_scripts(t), "normal"),
                    (t.issn, "normal"),
                    (t.call_number, "normal"),
                    (t.publisher + (" (ceased)" if t.status == "ceased" else ""), "dim"),
                ),
            )
            for t in self._found[offset : offset + limit]
        ]

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """Another title is lit."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        from buckram.desk.access import told
        from buckram.desk.looking_up import detail

        panel = self.query_one("#detail", Lines)
        row = self.query_one("#found", Rows).lit
        if row is None or not isinstance(row.key, int):
            panel.show([])
            return
        found = detail(self.library, row.key, self.person())
        online = told(self.library, row.key, self.today(), staff=self.person() is not None)
        panel.show(detail_lines(found, self.size.width, self.today(), online))

    async def _chosen(self, row: Row) -> None:
        assert isinstance(row.key, int)
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(row.key, None)

    async def action_open(self) -> None:
        """Enter without a list."""
        self.news("Type words of a title first.", Level.LOOK)
