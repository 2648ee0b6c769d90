"""The pattern workshop: a pattern made without codes, twelve issues always in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from buckram.errors import PatternError
from buckram_tui.keys import EVERYWHERE, WORKSHOP, bar, bindings
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.screens.base import hidden
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows
from buckram_tui.workshop.lists import CHOICE_COLUMNS, ISSUE_COLUMNS, ISSUES

if TYPE_CHECKING:
    from textual.widgets import Input

    from buckram.desk.patterning import Bench
    from buckram.pattern.draft import Draft
    from buckram.pattern.likeness import Ready
    from buckram.pattern.preview import Line

SETTINGS_WIDTH, CHOICES_WIDTH = 32, 46
"""Cells of the settings, and of the lists to choose from."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is on the bench. asked: the issue that was lit on the card when the workshop was opened."""

    bench: Bench
    draft: Draft
    asked: int | None


class Workshop(AskingScreen):
    """The draft of one title's pattern; drafts that were left are kept while the desk is open."""

    HEADING = "Pattern workshop"
    BINDINGS: ClassVar[list[BindingType]] = bindings(WORKSHOP)
    PLACES: ClassVar[Sequence[str]] = (WORKSHOP,)
    EXPLAINS = """
    At the left is how the title is numbered and when it appears, each line with the key that changes it; at
    the right are the twelve issues that follow from it. They change with each key. On the bottom is the same
    as MARC, to be written by hand with M and H if you like.

    Begin with R: a ready pattern, the likeliest for the record first. Then give N and D, the number and the
    date of the first issue. Space leaves the lit issue out, each year. J makes it one with the next: first
    under both numbers, again under one number, again two issues.

    Nothing happens to the title until Enter. Then the pattern holds from the issue that is shown above;
    Left and Right choose another. What came, was claimed, noted or corrected stays as it is; what was only
    predicted is made again. ^Z takes it back. Esc leaves, and the draft is still here when you come back.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._kept: dict[tuple[int, str], Work] = {}
        self._work: Work | None = None
        self._trial: Draft | None = None
        self._lines: Sequence[Line] = ()
        self._problem = ""
        self._choosing = ""
        self._choices: Sequence[Row] = ()
        self._ready: Sequence[Ready] = ()

    def body(self) -> Iterator[Widget]:
        """Head, settings beside the twelve issues, MARC."""
        head = Lines(id="bench")
        head.styles.height = 4
        yield head
        with Horizontal():
            settings = Lines(id="settings")
            choices = Rows(
                CHOICE_COLUMNS,
                lambda offset, limit: self._choices[offset : offset + limit],
                lambda: len(self._choices),
                choose=self._chosen,
                id="choices",
            )
            settings.styles.width, choices.styles.width = SETTINGS_WIDTH, CHOICES_WIDTH
            yield settings
            yield hidden(choices)
            yield Rows(
                ISSUE_COLUMNS,
                self._issue_rows,
                lambda: len(self._lines),
                empty="No issue can be told.",
                id="twelve",
            )
        marc = Lines(id="marc")
        marc.styles.height = 3
        yield marc

    def on_mount(self) -> None:
        """Arrow keys move among the twelve."""
        self.query_one("#twelve").focus()

    def keys(self) -> Sequence[Key]:
        """What most patterns need, first."""
        if self._choosing:
            return [("Enter", "take it"), ("Up/Down", "see twelve issues"), *bar((EVERYWHERE, "back"))]
        words = ("adopt", "leave out", "join", "ready")
        return [*bar(*((WORKSHOP, word) for word in words)), *bar((EVERYWHERE, "back"), (EVERYWHERE, "undo"))]

    def come_to_front(self) -> None:
        """A question that was left open is given up: its draft is the one before."""
        self.close_entry()
        if self._choosing:
            self._leave_choices()
        super().come_to_front()

    def refresh_all(self) -> None:
        """Take the title in hand on the bench, with the draft that was left."""
        from buckram.desk.patterning import bench, first_draft
        from buckram_data.patterns import ready_patterns

        check_in = self.desk_app.check_in
        title_id, box = check_in.title_id, check_in.lit_box()
        if title_id is None or not self.is_mounted:
            return
        run, asked = (box.issue.run, box.issue.id) if box else ("basic", None)
        kept = self._kept.get((title_id, run))
        if kept and kept.asked == asked and kept.bench.start:
            found = bench(self.desk, title_id, run, kept.bench.start.id)
        else:
            found = bench(self.desk, title_id, run, asked)
        if kept is None:
            try:
                draft = first_draft(found, ready_patterns(), self.desk.today())
            except PatternError as problem:
                # The pattern that holds cannot be read: a ready one is better than none.
                draft = first_draft(replace(found, pattern=None), ready_patterns(), self.desk.today())
                self.news(f"The pattern that holds cannot be used: {problem}", Level.LOOK)
        else:
            draft = kept.draft
        other = self._work is None or self._work.bench.title.id != title_id
        self._keep(Work(found, draft, asked))
        if other:
            self.query_one("#twelve", Rows).light(0)

    def _keep(self, work: Work) -> None:
        self._work = work
        self._kept[(work.bench.title.id, work.bench.run)] = work
        self._trial = None
        self._show()

    def _put(self, draft: Draft) -> None:
        if self._work:
            self._keep(replace(self._work, draft=draft))

    # What is shown

    @property
    def _draft(self) -> Draft | None:
        """The draft, or what it would become by the key that is being thought about."""
        return self._trial or (self._work.draft if self._work else None)

    def _show(self) -> None:
        from buckram.pattern.preview import preview
        from buckram_tui.workshop.head import bench_lines, marc_lines, shares
        from buckram_tui.workshop.settings import setting_lines

        draft = self._draft
        if draft is None or self._work is None:
            return
        try:
            self._lines, self._problem = preview(draft, ISSUES), ""
        except PatternError as problem:
            self._lines, self._problem = (), str(problem)
        self.query_one("#twelve", Rows).reload()
        settings = self.query_one("#settings", Lines)
        # Hidden widgets have no size: the list that covers the settings has.
        height = max(self.query_one("#twelve").size.height, 10)
        settings.show(setting_lines(draft, self._problem, SETTINGS_WIDTH, height))
        width, lit = self.size.width, self.query_one("#choices", Rows).lit
        head, marc = self.query_one("#bench", Lines), self.query_one("#marc", Lines)
        # All that the twelve and their heading leave: so nothing is cut in a high window.
        sentence, coded = shares(draft, width, max(4, min(self.size.height - 20, 8)))
        head.styles.height, marc.styles.height = sentence + 2, coded + 1
        marc.show(marc_lines(draft, width, coded))
        examples = [one.examples for one in self._ready if lit and self._choosing and one.name == lit.key]
        head.show(bench_lines(self._work.bench, draft, examples[0] if examples else (), width, sentence))

    def on_resize(self) -> None:
        """Words wrap to the window."""
        self.call_after_refresh(self._show)

    def _issue_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.workshop.lists import issue_rows

        draft = self._draft
        return [] if draft is None else list(issue_rows(draft, self._lines))[offset : offset + limit]

    # Keys

    def _change(self, change: Callable[[Draft], Draft]) -> None:
        """Change the draft by one key. What does not work is a sentence, and the draft stays."""
        if self._work and not self._choosing:
            self._put(change(self._work.draft))
            self.news("")

    def _lit(self) -> Line | None:
        at = self.query_one("#twelve", Rows).cursor
        return self._lines[at] if at < len(self._lines) else None

    def action_tick(self) -> None:
        """Space: out, or in again."""
        from buckram.pattern.ticking import tick

        if line := self._lit():
            self._change(lambda draft: tick(draft, line))

    def action_join(self) -> None:
        """J: with the next one; both numbers, one number, apart."""
        from buckram.pattern.preview import preview
        from buckram.pattern.ticking import join

        line, draft = self._lit(), self._draft
        if line and draft:
            lines = preview(draft, ISSUES + 1)
            following = lines[lines.index(line) + 1 :]
            self._change(lambda draft: join(draft, line, following[0] if following else None))

    def action_turn(self, what: str) -> None:
        """V, L, S: the next of a few values."""
        from buckram_tui.workshop.settings import turned

        self._change(lambda draft: turned(draft, what))

    def action_start(self, by: int) -> None:
        """Left, Right: another issue from which it holds."""
        from buckram.desk.patterning import moved_to

        work = self._work
        if work is None or self._choosing or work.bench.at is None:
            return
        at = max(0, min(len(work.bench.starts) - 1, work.bench.at + by))
        if at != work.bench.at:
            found = replace(work.bench, at=at)
            self._keep(replace(work, bench=found, draft=moved_to(work.draft, found.starts[at])))

    def action_put(self, what: str) -> None:
        """A setting that is typed; the twelve follow each letter."""
        from buckram_tui.workshop.settings import QUESTIONS

        work = self._work
        if work is None or self._choosing:
            return
        question = QUESTIONS[what]
        self.ask(question.asks, lambda text: self._put(question.put(work.draft, text)))
        self._asked = lambda text: question.put(work.draft, text)
        entry: Input = self.query_one("Entry")  # type: ignore[assignment]
        entry.select_on_focus = not question.line
        entry.value = question.given(work.draft)
        entry.cursor_position = len(entry.value)

    _asked: Callable[[str], Draft] | None = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """A letter was typed: what would become of it is seen at once."""
        if self._asked is None:
            return
        try:
            self._trial = self._asked(event.value)
        except PatternError as problem:
            self.news(str(problem), Level.LOOK)
            return
        self._show()
        self.news(f"{event.input.placeholder}:")

    def close_entry(self) -> None:
        """The question is answered or given up."""
        super().close_entry()
        self._asked = self._trial = None
        if self.is_mounted and not self._choosing:
            self.set_focus(self.query_one("#twelve"))
            self._show()

    # The lists to choose from

    def action_choose(self, what: str) -> None:
        """R, F: a list in the place of the settings; the twelve follow the light."""
        from buckram.pattern.likeness import likeliest
        from buckram_data.patterns import ready_patterns
        from buckram_tui.workshop.lists import FREQUENCIES, frequency_rows, ready_rows

        work = self._work
        if work is None or self._choosing:
            return
        at = 0
        if what == "ready":
            self._ready = likeliest(ready_patterns(), work.bench.said)
            self._choices = ready_rows(self._ready)
        else:
            self._choices = frequency_rows()
            now = work.draft.pattern.frequency
            at = FREQUENCIES.index(now) if now in FREQUENCIES else 0
        self._choosing = what
        self._swap()
        self.query_one("#choices", Rows).reload(at)

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """Another choice is lit: twelve issues of it."""
        if event.rows.id == "choices" and self._choosing and event.row:
            try:
                self._trial = self._tried(event.row)
            except PatternError as problem:
                self.news(str(problem), Level.LOOK)
                return
            self._show()

    def _tried(self, row: Row) -> Draft:
        from buckram.desk.patterning import from_ready
        from buckram.pattern.draft import first_day
        from buckram.pattern.editing import with_frequency

        assert self._work is not None
        draft = self._work.draft
        if self._choosing == "frequency":
            return with_frequency(draft, str(row.key))
        ready = next(one for one in self._ready if one.name == row.key)
        on = first_day(draft) or self.desk.today().replace(day=1)
        return from_ready(
            ready,
            self._work.bench.run,
            draft.values,
            on,
            winter_first=draft.pattern.winter_first,
            southern=draft.pattern.southern,
        )

    def _chosen(self, row: Row) -> None:
        draft = self._tried(row)
        self._leave_choices()
        self._put(draft)

    def _leave_choices(self) -> None:
        self._choosing, self._trial = "", None
        self._swap()
        self._show()

    def _swap(self) -> None:
        self.query_one("#settings").set_class(bool(self._choosing), "gone")
        self.query_one("#choices").set_class(not self._choosing, "gone")
        self.set_focus(self.query_one("#choices" if self._choosing else "#twelve"))
        self.show_keys()

    # Leaving

    async def action_adopt(self) -> None:
        """Enter: the pattern holds."""
        from buckram.desk.patterning import adopt

        work = self._work
        if work is None:
            return
        found, draft = work.bench, work.draft
        start = found.start.id if found.start else None
        done = adopt(
            self.desk,
            found.title.id,
            found.run,
            draft.field,
            draft.holding,
            start,
            winter_first=draft.pattern.winter_first,
            southern=draft.pattern.southern,
        )
        del self._kept[(found.title.id, found.run)]
        self._work = None
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(found.title.id, done.first_issue, run=found.run)
        self.desk_app.check_in.news(done.sentence)

    async def take_scan(self, scan: Submit) -> None:
        """A scan goes to check-in, whatever is being asked; the draft stays."""
        self.close_entry()
        await super().take_scan(scan)

    async def action_back(self) -> None:
        """Esc: out of the list, then back to the card. The draft is kept."""
        if self._choosing:
            self._leave_choices()
        else:
            await super().action_back()
