"""Claims: the queues of what is to be claimed, decided or sent, each line with the check before claiming."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import CLAIMS, EVERYWHERE, LIST, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.claims_panel import COLUMNS, point_lines, queue_line, queue_row, reply_row, short
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.panel import Panel
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.claim_queue import Filters, Line
    from buckram.exchange.lists import Table
    from buckram.storage.replies import Reply

FRONTS = ("never claimed", "due again", "to decide", "window closed", "to be sent", "answers", "waits")
"""What can be in front: the queues, by the names that the rules have for them; answers without a claim; and
why all else is not there."""

NAMES = ("New", "Again", "Decide", "Closed", "To send", "Answers", "Waits")
WIDE, BESIDE, BELOW = 120, 50, 8
"""From so many columns on the check stands beside the list, so wide; else below it, so high."""


class Claims(ListScreen):
    """The claim queues. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Claims"
    PLACES = (CLAIMS, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLAIMS, LIST)
    EXPLAINS = """
    New: what was never claimed and is due, late by its title's own receipts or by the policy, skipped, short
    or damaged. Again: a claim had no answer, or its answer said to look again by now. Decide: its last claim
    is over, or the answer leaves nothing to wait for. Closed: it is late, but the publisher's window is over.
    To send: claimed, and no letter has left. Answers: those that came without a claim they belong to. Left
    and Right go from one to the next; U shows what waits, and why.

    The first column counts the days left in the publisher's window. Beside the list, or below it, stands the
    check: why it is here, whether it is paid for, what came later, notes, earlier claims and their answers. !
    stands before what speaks against claiming. Enter shows all of it, with the policy that holds.

    K claims the lit line, or all that is marked, as one act: ^Z takes it back whole. Nothing leaves the house
    with it: M leads to the outbox, where letters are made of what is to be sent. A says what the vendor
    answered, which sets the next step. G gives up: unavailable, replaced from elsewhere, paid back, never
    published. W leaves it alone until a day, with why behind a comma. P changes the policy of the title, the
    vendor or the frequency.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self.front = 0
        self._lines: Sequence[Line] = ()
        self._counts: dict[str, int] = {}
        self._replies: Sequence[Reply] = ()
        self._filters: Filters | None = None
        self._reads = False

    def body(self) -> Iterator[Widget]:
        """The queues by name; the list with the check; the check whole in its place."""
        queues = Lines(id="queues")
        queues.styles.height = 1
        yield queues
        lines = Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._replies) if self.answers else len(self.shown),
            choose=self._enter,
            marking=True,
            empty="Nothing is here.",
            id="lines",
        )
        both = Container(lines, Lines(id="check"), id="both")
        both.styles.height = "1fr"
        yield both
        yield hidden(Panel(id="whole"))

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()
        self._lay_out()

    def on_resize(self) -> None:
        """The check stands beside the list where there is room."""
        self._lay_out()
        self.call_after_refresh(self.show_whole)

    def _lay_out(self) -> None:
        beside = self.size.width >= WIDE
        check = self.query_one("#check", Lines)
        self.query_one("#both").styles.layout = "horizontal" if beside else "vertical"
        check.styles.width = BESIDE if beside else "100%"
        check.styles.height = "1fr" if beside else BELOW

    # What is in front

    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#lines", Rows)

    @property
    def answers(self) -> bool:
        """Whether answers without a claim are in front."""
        return FRONTS[self.front] == "answers"

    @property
    def sending(self) -> bool:
        """Whether what waits for a letter is in front."""
        return FRONTS[self.front] == "to be sent"

    @property
    def shown(self) -> list[Line]:
        """The lines of the queue in front."""
        name = FRONTS[self.front]
        if name == "waits":
            return [line for line in self._lines if line.standing.queue in {"waits", "not claimed"}]
        return [line for line in self._lines if line.standing.queue == name]

    def lit(self) -> Line | None:
        """The lit line of a queue."""
        shown = self.shown
        return shown[self.rows().cursor] if shown and not self.answers else None

    def lit_reply(self) -> Reply:
        """The lit answer. Refused where none is."""
        if not self.answers or not self._replies:
            raise Refused("No answer is lit.")
        return self._replies[self.rows().cursor]

    def meant(self) -> list[Line]:
        """The marked lines, else the lit one. Refused where there is none, and where a mark is not shown."""
        marks = set(self.rows().marks)
        found = [line for line in self.shown if line.issue_id in marks]
        if len(found) < len(marks):
            raise Refused("Some that are marked are not shown.", "C shows all again.")
        lit = self.lit()
        if not found and lit is None:
            raise Refused("Nothing is lit.")
        return found or [lit]  # type: ignore[list-item]

    def keys(self) -> Sequence[Key]:
        """Claim first."""
        if self._reads:
            return [("Enter", "back to the list"), ("PgUp/PgDn", "page"), *bar((EVERYWHERE, "back"))]
        if self.answers:
            return bar((CLAIMS, "answer"), (CLAIMS, "not published"), (CLAIMS, "queue"), (EVERYWHERE, "back"))
        return bar(
            (CLAIMS, "claim"),
            (LIST, "mark"),
            *([(CLAIMS, "letters")] if self.sending else []),
            (CLAIMS, "every"),
            (CLAIMS, "queue"),
            (CLAIMS, "answer"),
            (CLAIMS, "give up"),
            (CLAIMS, "watch"),
            (CLAIMS, "open"),
            (CLAIMS, "vendor"),
            (CLAIMS, "policy"),
            (EVERYWHERE, "back"),
            (CLAIMS, "drop"),
            (EVERYWHERE, "undo"),
        )

    def heading(self) -> str:
        """A short list must say why it is short."""
        parts = [super().heading(), FRONTS[self.front]]
        if self._filters:
            f = self._filters
            parts += [f"only {x}" for x in (f.location, f.vendor, f.frequency, f.reason) if x]
        return "  ".join(parts)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.claim_queue import Filters, queue
        from buckram.storage.replies import unmatched

        if not self.is_mounted:
            return
        library = self.desk.library
        filters = replace(self._filters or Filters(), waits=FRONTS[self.front] == "waits")
        self._lines = queue(library, self.desk.today(), filters)
        self._replies = unmatched(library)
        self._show()

    def _show(self) -> None:
        names = []
        for front, name in zip(FRONTS[:-1], NAMES, strict=False):
            count = sum(line.standing.queue == front for line in self._lines)
            names.append((name, len(self._replies) if front == "answers" else count))
        if FRONTS[self.front] == "waits":
            names.append((NAMES[-1], len(self.shown)))
        self.query_one("#queues", Lines).show([queue_line(names, self.front)])
        lit = self.rows().lit
        there = [] if self.answers or lit is None else [line.issue_id for line in self.shown]
        # Marked lines that go from above it must not move the light on to another line.
        self.rows().reload(there.index(lit.key) if lit and lit.key in there else None)
        self.show_heading()

    def _rows(self, offset: int, limit: int) -> list[Row]:
        if self.answers:
            return [reply_row(one) for one in self._replies[offset : offset + limit]]
        return [queue_row(line) for line in self.shown[offset : offset + limit]]

    def show_whole(self) -> None:
        """The check of the lit line."""
        check = self.query_one("#check", Lines)
        width, height = check.size
        if self.answers:
            check.show(self._reply_lines(width) if self._replies else [])
            return
        line = self.lit()
        if line is None or not height:
            check.show([])
            return
        from buckram.desk.claim_check import check as look

        heading = f"{line.about.name}, {line.issue.label}"
        lines = short(look(self.desk, line), heading, width, height, check.look.glyphs.look)
        check.show([[("", "normal")], *lines][: height + 1] if self.size.width >= WIDE else lines)

    def _reply_lines(self, width: int) -> list[list[Cell]]:
        from buckram.desk.claim_check import Point

        one = self.lit_reply()
        named = f", names {one.due_on.isoformat()}" if one.due_on else ""
        points = [
            Point("Answer", f"{one.answer}{named}."),
            Point("Words", one.text or "(none)"),
            Point("From", f"{one.vendor or 'nobody known'}, {one.day.isoformat()}, {one.source}."),
        ]
        return point_lines(points, width, "!")

    def lit_text(self) -> str:
        """The lit line whole."""
        line = self.lit()
        return line.standing.why if line else ""

    # From one list to another

    def action_turn(self, by: int) -> None:
        """Left, Right: the next queue."""
        if self._reads:
            return
        self._bring((self.front + by) % (len(FRONTS) - 1) if FRONTS[self.front] != "waits" else 0)

    def action_waits(self) -> None:
        """U: what waits, and back."""
        self._bring(0 if FRONTS[self.front] == "waits" else len(FRONTS) - 1)

    def _bring(self, front: int) -> None:
        waits = FRONTS[front] == "waits" or FRONTS[self.front] == "waits"
        self.front = front
        self.rows().unmark(self.rows().marks)
        self.news("")
        if waits:
            self.refresh_all()
        else:
            self._show()
        self.rows().light(0)
        self.show_keys()

    async def _enter(self, row: Row) -> None:
        if self.answers:
            await self.action_act("answer")
        else:
            self.action_read()

    def action_read(self) -> None:
        """Enter: the check whole, with the policy; again: the list."""
        line = self.lit()
        if self._reads or line is None:
            self._read(reads=False)
            return
        from buckram.desk.claim_check import check, policy_points

        points = [*check(self.desk, line), *policy_points(self.desk, line)]
        heading = f" {line.about.name}, {line.issue.label}"
        room = self.query_one("#both").size
        self._read(reads=True)
        sign = self.query_one("#check", Lines).look.glyphs.look
        self.query_one("#whole", Panel).show_pages(
            lambda width: [[(heading, "title")], [], *point_lines(points, width, sign)], room
        )

    def _read(self, *, reads: bool) -> None:
        self._reads = reads
        self.query_one("#both").set_class(reads, "gone")
        self.query_one("#whole").set_class(not reads, "gone")
        self.set_focus(None if reads else self.rows())
        self.show_keys()

    def action_page(self, by: int) -> None:
        """PgUp, PgDn while the check is read."""
        if self._reads:
            self.query_one("#whole", Panel).turn(by)

    # Acts

    async def action_act(self, name: str) -> None:
        """A letter that does something to the meant lines, or to the lit answer."""
        from buckram_tui.screens import claims_acts

        if self._reads:
            self._read(reads=False)
        await self.run_act(lambda: claims_acts.ACTS[name](self))

    def done(self, sentence: str) -> str:
        """After an act: the marks go, the light stays on its place; gives the news."""
        self.rows().unmark(self.rows().marks)
        self.refresh_all()
        return f"{sentence} ^Z takes it back."

    def action_every(self) -> None:
        """E."""
        if not self.answers:
            self.mark_every([line.issue_id for line in self.shown])

    async def action_open(self) -> None:
        """O: the title's card, with this issue lit."""
        line = self.lit()
        if line is None:
            raise Refused("No title is lit.")
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(line.issue.title_id, line.issue_id)

    async def action_letters(self) -> None:
        """M: to the outbox."""
        await self.desk_app.go("outbox")

    # Filters

    def action_only(self, what: str) -> None:
        """V, L, F, Y: one vendor, location, frequency, reason."""
        if self.answers:
            self.news("Answers are few enough to be shown all.", Level.LOOK)
            return
        values = {
            "vendor": [line.vendor for line in self.shown],
            "location": [line.about.location for line in self.shown],
            "frequency": [line.about.frequency_name for line in self.shown],
            "reason": [line.standing.reason for line in self.shown],
        }[what]
        codes = {line.about.frequency_name: line.about.frequency for line in self.shown}

        def chosen(value: str) -> None:
            from buckram.desk.claim_queue import Filters

            value = (codes[value] or "") if what == "frequency" else value
            self._filters = replace(self._filters or Filters(), **{what: value})  # type: ignore[arg-type]
            self.refresh_all()
            self.rows().light(0)

        self.offer_filter(f"Which {what}?", values, chosen)

    def action_show_all(self) -> None:
        """C."""
        self._filters = None
        self.news("")
        self.refresh_all()

    def table(self) -> Table:
        """The queue in front."""
        from buckram.desk.claim_lists import as_table

        if self.answers:
            raise Refused("This list is not written.", "Left and Right go to the queues.")
        return as_table(self.shown, FRONTS[self.front], self.desk.today())

    def file_name(self) -> str:
        """claims."""
        return "claims"

    async def action_back(self) -> None:
        """Esc: out of the check, out of what waits, then home."""
        if self._reads:
            self._read(reads=False)
        elif FRONTS[self.front] == "waits":
            self.action_waits()
        else:
            await super().action_back()
