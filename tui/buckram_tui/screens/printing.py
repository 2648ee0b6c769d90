"""The printing queue: labels, slips and lists that wait, were printed, or were dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram_tui.keys import EVERYWHERE, LIST, PRINTING, bar, bindings
from buckram_tui.screens.base import DeskScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level, TitleBar
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.storage.printing import Job

COLUMNS = (
    Column("Made", 12),
    Column("", 8),
    Column("What", 30, share=3),
    Column("Why not", 12, share=1, most=60),
    Column("Station", 8, optional=True, most=16),
)
STYLES = {"waiting": "normal", "printed": "good", "dropped": "dim", "undone": "dim"}
SHOWN_OF_JOB = 7
"""Lines of the lit job that are shown below the list."""


class Printing(DeskScreen):
    """The queue, what waits first. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Printing"
    PLACES = (PRINTING, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PRINTING, LIST)
    EXPLAINS = """
    Labels, routing slips and lists on their way to a printer. What waits stands at the top, with the reason
    when a printer did not take it; it waits there until the printer takes it, also over night. The lit one is
    shown as it will be printed.

    Enter prints the lit one now, R all that waits. D drops what is marked, or the lit one. P prints once more
    what was printed before. A label whose receipt is taken back is not printed.

    Printers are settings of the library: buckram settings label_printer "lp -d labels". From another machine
    buckram print works off what waits.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._jobs: Sequence[Job] = ()

    def body(self) -> Iterator[Widget]:
        """The list, and the lit job below it."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._jobs),
            choose=self._print_row,
            marking=True,
            empty="Nothing waits for a printer, and nothing was printed.",
            id="jobs",
        )
        shown = Lines(id="job")
        shown.styles.height = SHOWN_OF_JOB + 1
        yield shown

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.query_one("#jobs").focus()

    def keys(self) -> Sequence[Key]:
        """Print first."""
        return bar(
            (PRINTING, "print now"),
            (PRINTING, "all"),
            (LIST, "mark"),
            (PRINTING, "drop"),
            (PRINTING, "print again"),
            (EVERYWHERE, "back"),
        )

    def heading(self) -> str:
        """With what waits."""
        waiting = sum(job.state == "waiting" for job in self._jobs)
        return f"{super().heading()}  {waiting} waiting"

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.printing import jobs

        if not self.is_mounted:
            return
        self._jobs = jobs(self.desk.library)
        self.query_one("#jobs", Rows).reload()
        self.query_one("#title", TitleBar).show(self.heading())

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """The lit job, as it is printed."""
        from buckram.desk.printing import as_text
        from buckram.errors import Refused

        event.stop()
        job = self._lit()
        try:
            text = as_text(self.desk.library, job) if job else ""
        except Refused as problem:
            text = str(problem)
        why = job.problem if job and job.state == "waiting" else ""
        lines: list[list[Cell]] = [[(f"  {why}", "warn")]]
        lines += [[(f"  {line}", "dim")] for line in text.splitlines()[:SHOWN_OF_JOB]]
        self.query_one("#job", Lines).show(lines)

    def _rows(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(
                job.id,
                (
                    (f"{self.desk.local(job.made_at):%d.%m. %H:%M}", "dim"),
                    (job.state, STYLES[job.state]),
                    (job.name, "normal"),
                    (job.problem if job.state == "waiting" else "", "warn"),
                    (job.station, "dim"),
                ),
            )
            for job in self._jobs[offset : offset + limit]
        ]

    def _lit(self) -> Job | None:
        return self._jobs[self.query_one("#jobs", Rows).cursor] if self._jobs else None

    def _print_row(self, row: Row) -> None:
        self.action_print_now()

    def action_print_now(self) -> None:
        """Enter: the lit job."""
        job = self._lit()
        if job is None or job.state != "waiting":
            self.news("This does not wait for a printer. P prints it again.", Level.LOOK)
            return
        self.desk_app.print_waiting(only=[job.id])
        self.news(f"{job.name} goes to the printer.")

    def action_print_all(self) -> None:
        """R: all that waits, from whatever station."""
        waiting = [job.id for job in self._jobs if job.state == "waiting"]
        if not waiting:
            self.news("Nothing waits for a printer.", Level.LOOK)
            return
        self.desk_app.print_waiting(only=waiting)
        self.news(f"{len(waiting)} {'goes' if len(waiting) == 1 else 'go'} to the printer.")

    def action_drop(self) -> None:
        """D: out of the queue, unprinted."""
        from buckram.desk.printing import drop

        rows = self.query_one("#jobs", Rows)
        lit = self._lit()
        chosen = [int(str(key)) for key in rows.marks] or ([lit.id] if lit else [])
        if not chosen:
            self.news("Nothing is lit.", Level.LOOK)
            return
        said = drop(self.desk, chosen)
        rows.unmark(rows.marks)
        self.refresh_all()
        self.news(said)

    def action_again(self) -> None:
        """P: what was printed before."""
        from buckram.desk.printing import again

        if job := self._lit():
            said = again(self.desk, job.id)
            self.desk_app.print_waiting()
            self.refresh_all()
            self.news(said)

    def action_mark(self) -> None:
        """Space."""
        self.query_one("#jobs", Rows).mark()
