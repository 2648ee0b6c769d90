"""This sitting: what was done, newest first, each undoable; and what waits to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram_tui.keys import EVERYWHERE, SITTING, bar, bindings
from buckram_tui.screens.base import DeskScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines, wrapped
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.tray import Entry

COLUMNS = (
    Column("Time", 5),
    Column("", 9),
    Column("What", 30, share=1),
    Column("Scanned", 16, optional=True),
)
WORDS = {
    "received": ("received", "good"),
    "act": ("done", "good"),
    "undone": ("undone", "dim"),
    "opened": ("opened", "dim"),
    "waits": ("waits", "warn"),
    "choose": ("which?", "warn"),
    "no record": ("no record", "wrong"),
    "rejected": ("not read", "wrong"),
}


class Sitting(DeskScreen):
    """The list of the sitting, what waits first."""

    HEADING = "This sitting"
    PLACES = (SITTING,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(SITTING)
    EXPLAINS = """
    Everything of this sitting, newest first. What waits for an answer stands at the top until you say with X
    that it was dealt with: a piece without a record, a code that could not be read, an issue that was already
    here. Nothing is thrown away.

    U takes the lit act back, also when it is not the last one; it refuses when a later act depends on it.
    A sitting goes on after a dropped line, and begins anew with the day.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._entries: Sequence[Entry] = ()

    def body(self) -> Iterator[Widget]:
        """The list."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._entries),
            choose=self._open_row,
            empty="Nothing yet. Scan the first piece.",
            id="entries",
        )
        whole = Lines(id="whole")
        whole.styles.height = 4
        yield whole

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.query_one("#entries").focus()

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """The lit line whole: what was scanned must be legible to the last digit."""
        event.stop()
        entry = self._lit()
        lines: list[list[Cell]] = []
        if entry:
            width = max(self.size.width - 4, 20)
            lines = [[(f"  {line}", "normal")] for line in wrapped(entry.sentence, width)][:3]
            lines += [[("  Scanned: ", "dim"), (entry.raw, "typed")]] if entry.raw else []
        self.query_one("#whole", Lines).show([[("  ", "line")], *lines])

    def keys(self) -> Sequence[Key]:
        """Undo first."""
        return bar(
            (SITTING, "undo this"),
            (SITTING, "settled"),
            (SITTING, "open"),
            (EVERYWHERE, "back"),
            (EVERYWHERE, "undo"),
            (EVERYWHERE, "look up"),
            (EVERYWHERE, "expected"),
        )

    def heading(self) -> str:
        """With the totals."""
        received = sum(e.what == "received" for e in self._entries)
        waiting = sum(e.waiting for e in self._entries)
        return f"{super().heading()}  {received} received, {waiting} waiting"

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.tray import entries

        if not self.is_mounted:
            return
        self._entries = entries(self.desk)
        self.query_one("#entries", Rows).reload()
        self.query_one("#title").show(self.heading())  # type: ignore[attr-defined]

    def _rows(self, offset: int, limit: int) -> list[Row]:
        today = self.desk.today()
        return [
            Row(
                n,
                (
                    (e.at if e.day == today else f"{e.day:%d.%m}", "dim"),
                    WORDS[e.what],
                    (e.sentence, "normal"),
                    (e.raw, "dim"),
                ),
            )
            for n, e in enumerate(self._entries[offset : offset + limit], offset)
        ]

    def _lit(self) -> Entry | None:
        return self._entries[self.query_one("#entries", Rows).cursor] if self._entries else None

    def action_undo_this(self) -> None:
        """U."""
        from buckram.desk.undoing import undo

        entry = self._lit()
        if entry is None or entry.act_id is None:
            self.news("This line is no act: there is nothing to take back.", Level.LOOK)
            return
        act = undo(self.desk, entry.act_id)
        self.refresh_all()
        self.news(act.sentence)

    def action_settle(self) -> None:
        """X."""
        from buckram.desk.tray import settle

        entry = self._lit()
        if entry is None or not entry.waiting:
            self.news("This line does not wait for anything.", Level.LOOK)
            return
        settle(self.desk, entry)
        self.refresh_all()

    async def _open_row(self, row: Row) -> None:
        await self.action_open()

    async def action_open(self) -> None:
        """O or Enter: the title's card."""
        entry = self._lit()
        if entry is None or entry.title_id is None:
            self.news("No title belongs to this line.", Level.LOOK)
            return
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(entry.title_id, entry.issue_id)
