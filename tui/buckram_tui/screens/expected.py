"""Expected issues: all that is due, late first; receive from the list, one or many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram_tui.card.words import full_day, span
from buckram_tui.keys import EVERYWHERE, EXPECTED, LIST, bar, bindings
from buckram_tui.screens.base import DeskScreen, hidden
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.expecting import Filters, Line
    from buckram.desk.silent import SilentTitle

COLUMNS = (
    Column("Late", 4, right=True),
    Column("Looked for", 11),
    Column("Title", 20, share=3),
    Column("Issue", 23, share=1, most=40),
    Column("Place", 13, share=1, most=24),
    Column("Vendor", 12, share=1, most=24, optional=True),
)


class Expected(DeskScreen):
    """The list of what is due. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Expected issues"
    PLACES = (EXPECTED, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(EXPECTED, LIST)
    EXPLAINS = """
    Everything that is expected by now or within two weeks. What is late stands first: past its expected day
    and the days of grace of its frequency; the first column says by how much (9d days, 3w weeks, 5m months).

    Enter receives the lit issue. Space marks; R receives all that is marked, each as an act of its own, so
    that each can be undone. L, P, V and F narrow the list, A shows all again. A scan goes to check-in.

    N shows titles of which nothing is foreseen, and of which nothing came for longer than is usual: half as
    long again as the longest interval that was normal. Enter opens their card. Lots that ought to be back
    from the binder are told when the list opens; F9 G shows them.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._lines: Sequence[Line] = ()
        self._quiet: Sequence[SilentTitle] = ()
        self._silent = False
        self._filters: Filters | None = None
        self._choosing = ""
        self._options: Sequence[tuple[str, int]] = ()

    def body(self) -> Iterator[Widget]:
        """The list, and over it the one to choose a filter from."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._quiet if self._silent else self._lines),
            choose=self._row_chosen,
            marking=True,
            empty="Nothing is expected here.",
            id="due",
        )
        options = Rows(
            [Column("Only", 30, share=1), Column("Issues", 7, right=True)],
            self._option_rows,
            lambda: len(self._options),
            choose=self._chosen,
            id="options",
        )
        yield hidden(options)

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.query_one("#due").focus()

    def keys(self) -> Sequence[Key]:
        """Receive first."""
        if self._choosing:
            return [("Enter", "only this"), *bar((EVERYWHERE, "back"))]
        if self._silent:
            return [("Enter", "open"), *bar((EXPECTED, "all"), (EVERYWHERE, "back"))]
        return bar(
            (EXPECTED, "receive"),
            (LIST, "mark"),
            (EXPECTED, "marked"),
            (EXPECTED, "late"),
            (EXPECTED, "place"),
            (EXPECTED, "vendor"),
            (EXPECTED, "freq"),
            (EXPECTED, "silent"),
            (EXPECTED, "all"),
            (EVERYWHERE, "back"),
            (EXPECTED, "open"),
            (EVERYWHERE, "undo"),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is chosen, the list behind it does nothing."""
        acts = {"receive", "receive_marked", "mark", "open", "late_only", "choose", "show_all"}
        return not (self._choosing and action in acts)

    def heading(self) -> str:
        """The filters are part of the heading: a short list must say why it is short."""
        late = sum(line.late > 0 for line in self._lines)
        told = f"{len(self._quiet)} silent" if self._silent else f"{late} late of {len(self._lines)}"
        parts = [super().heading(), told]
        if self._filters:
            f = self._filters
            frequency = _frequency_names().get(f.frequency, f.frequency)
            parts += [
                f"only {x}" for x in ("late" if f.late_only else "", f.location, f.vendor, frequency) if x
            ]
        return "  ".join(parts)

    def come_to_front(self) -> None:
        """What else is late: lots that ought to be back from the binder."""
        from buckram.desk.bindery.overdue import overdue_words

        super().come_to_front()
        if words := overdue_words(self.desk.library, self.desk.today()):
            self.news(words, Level.LOOK)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.expecting import expected

        if not self.is_mounted:
            return
        if self._silent:
            from buckram.desk.silent import silent

            self._quiet = silent(self.desk.library, self.desk.today(), self._filters)
        else:
            self._lines = expected(self.desk.library, self.desk.today(), self._filters)
        self.query_one("#due", Rows).reload()
        self._show_heading()

    def _show_heading(self) -> None:
        self.query_one("#title").show(self.heading())  # type: ignore[attr-defined]

    def _rows(self, offset: int, limit: int) -> list[Row]:
        if self._silent:
            return [_quiet_row(one) for one in self._quiet[offset : offset + limit]]
        return [
            Row(
                line.due.issue_id,
                (
                    (span(line.late) if line.late else "", "late"),
                    (full_day(line.due.expected_on), "late" if line.late else "normal"),
                    (line.due.title, "normal"),
                    (line.due.label, "normal"),
                    (line.due.location, "dim"),
                    (line.due.vendor, "dim"),
                ),
            )
            for line in self._lines[offset : offset + limit]
        ]

    def _lit(self) -> Line | None:
        due = self.query_one("#due", Rows)
        return self._lines[due.cursor] if self._lines and not self._silent else None

    def _row_chosen(self, row: Row) -> None:
        if self._silent:
            self.call_later(self.action_open)
        else:
            self._receive_row(row)

    def _receive_row(self, row: Row) -> None:
        self._receive([line for line in self._lines if line.due.issue_id == row.key])

    def action_receive(self) -> None:
        """Enter with an empty list."""
        self.news("Nothing is lit.", Level.LOOK)

    def action_receive_marked(self) -> None:
        """R: all that is marked."""
        due = self.query_one("#due", Rows)
        if self._silent:
            self.news("Nothing is expected of these titles. Enter opens the card.", Level.LOOK)
            return
        marked = set(due.marks)
        shown = [line for line in self._lines if line.due.issue_id in marked]
        hidden_marks = len(marked) - len(shown)
        if not marked:
            self.news("Nothing is marked. Space marks the lit line.", Level.LOOK)
        elif hidden_marks:
            s = "" if hidden_marks == 1 else "s"
            self.news(f"{hidden_marks} marked line{s} not shown: A shows all, then R receives.", Level.LOOK)
        else:
            self._receive(shown)

    def _receive(self, lines: Sequence[Line]) -> None:
        from buckram.desk.expecting import receive_all

        done, refused = receive_all(self.desk, lines)
        self.refresh_all()
        self.query_one("#due", Rows).unmark([receipt.issue_id for receipt in done])
        for receipt in done:
            self.desk_app.after_receipt(receipt.title_id)
        skipped = sum(receipt.skipped for receipt in done)
        if refused:
            line, why = refused[0]
            more = f" and {len(refused) - 1} more" if len(refused) > 1 else ""
            step = "O opens the card." if hasattr(why, "notes") else why.next_step
            self.desk_app.look_up(f"Not received: {line.due.title}{more}. {why.sentence} {step}")
        elif skipped:
            s = "" if skipped == 1 else "s"
            self.desk_app.look_up(f"{done[-1].sentence} {skipped} issue{s} before did not come.")
        elif len(done) == 1:
            self.news(done[0].sentence)
        else:
            self.news(f"{len(done)} issues received. ^Z takes them back, one by one.")

    def action_mark(self) -> None:
        """Space."""
        if not self._choosing and not self._silent:
            self.query_one("#due", Rows).mark()

    async def action_open(self) -> None:
        """O: the title's card, with this issue lit."""
        line = self._lit()
        if self._silent and self._quiet:
            about = self._quiet[self.query_one("#due", Rows).cursor].about
            await self.desk_app.go("check-in")
            self.desk_app.check_in.hold_title(about.title_id, about.issue_id)
        elif line:
            await self.desk_app.go("check-in")
            self.desk_app.check_in.hold_title(line.due.title_id, line.due.issue_id)

    def _filter(self, **changes: object) -> None:
        from buckram.desk.expecting import Filters

        self._filters = replace(self._filters or Filters(), **changes)  # type: ignore[arg-type]
        self.news("")
        self.refresh_all()
        self.query_one("#due", Rows).light(0)

    def action_late_only(self) -> None:
        """L."""
        self._filter(late_only=not (self._filters and self._filters.late_only))

    def action_silent(self) -> None:
        """N."""
        self._silent = not self._silent
        self.query_one("#due", Rows).unmark(list(self.query_one("#due", Rows).marks))
        self._filter()
        self.show_keys()
        if self._silent and self._quiet:
            self.news(self._quiet[0].silence.words)

    def action_show_all(self) -> None:
        """A."""
        self._filters = None
        self._silent = False
        self.show_keys()
        self.news("")
        self.refresh_all()
        self.query_one("#due", Rows).light(0)

    def action_choose(self, what: str) -> None:
        """P, V, F: choose from what the list has now."""
        counts: dict[str, int] = {}
        for line in self._lines:
            value = str(getattr(line.due, what))
            if value and not self._silent:
                counts[value] = counts.get(value, 0) + 1
        if not counts:
            self.news("There is nothing to choose from here.", Level.LOOK)
            return
        self._choosing = what
        names = _frequency_names()
        self._options = sorted(counts.items(), key=lambda option: names.get(option[0], option[0]))
        self.news("")
        self._swap(choosing=True)
        self.query_one("#options", Rows).reload(0)

    def _option_rows(self, offset: int, limit: int) -> list[Row]:
        names = _frequency_names() if self._choosing == "frequency" else {}
        return [
            Row(value, ((names.get(value, value), "normal"), (str(count), "normal")))
            for value, count in self._options[offset : offset + limit]
        ]

    def _chosen(self, row: Row) -> None:
        what = self._choosing
        self._swap(choosing=False)
        self._filter(**{what: str(row.key)})

    def _swap(self, *, choosing: bool) -> None:
        self.query_one("#due").set_class(choosing, "gone")
        self.query_one("#options").set_class(not choosing, "gone")
        self.set_focus(self.query_one("#options" if choosing else "#due"))
        if not choosing:
            self._choosing = ""
        self.show_keys()

    async def action_back(self) -> None:
        """Esc: out of the choice, then home."""
        if self._choosing:
            self._swap(choosing=False)
        else:
            await super().action_back()


def _quiet_row(one: SilentTitle) -> Row:
    return Row(
        -one.about.title_id,
        (
            (span(one.silence.days), "late"),
            (full_day(one.silence.since), "late"),
            (one.about.title, "normal"),
            (f"last: {one.about.label}", "normal"),
            (one.about.location, "dim"),
            (one.about.vendor, "dim"),
        ),
    )


def _frequency_names() -> dict[str, str]:
    from buckram.storage.schema import FREQUENCIES

    return {code: name for code, name, *_ in FREQUENCIES}
