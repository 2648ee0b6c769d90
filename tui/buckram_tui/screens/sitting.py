"""This sitting: what waits, worked off by keys; below it what was done, newest first, each undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Stale
from buckram_tui.keys import EVERYWHERE, LIST, SITTING, bar, bindings
from buckram_tui.screens.picking import PickingScreen
from buckram_tui.screens.sitting_panel import HEIGHT, fits_whole, line_whole, question_lines
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.tray import Entry
    from buckram.desk.worklist import Proposal

COLUMNS = (
    Column("Time", 6),
    Column("", 12),
    Column("What", 48, share=1),
    Column("Scanned", 16, optional=True),
)
ASKS = {
    "which issue": "which issue?",
    "which title": "which title?",
    "note": "note?",
    "here already": "here twice?",
    "gap": "gap?",
    "unknown": "no record?",
    "unreadable": "not read?",
    "refused": "refused?",
    "barcode wanted": "barcode?",
}
WORDS = {
    "received": ("received", "good"),
    "act": ("done", "good"),
    "undone": ("undone", "dim"),
}

SUITS = {
    "claim": ("gap",),
    "watch": ("gap",),
    "join": ("gap",),
    "again": ("here already",),
    "title": ("unknown", "which title"),
    "make": ("unknown",),
    "import": ("unknown",),
    "note": ("unknown",),
    "sender": ("unknown",),
    "discard": ("unknown",),
    "settle": tuple(ASKS),
}
"""The kinds of questions that each letter answers."""


class Sitting(PickingScreen):
    """The list of the sitting, what waits first."""

    HEADING = "This sitting"
    PLACES = (SITTING, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(SITTING, LIST)
    EXPLAINS = """
    A tray is scanned piece after piece, with no key between. What is fine is received in silence; what is not
    rings once and waits here, at the top, in the order of the tray. Below the list stands the lit question
    whole, with what Enter does: the likeliest answer. The light then goes on to the next question. Letters
    give other answers. Space marks; Enter and the letters then answer all marked questions of the lit kind.

    Which issue? Enter receives the one that is proposed; O opens the card with the piece in hand, and
    whatever receives it there answers the question. Here twice? G asks what the second piece is: gift, extra
    copy, replacement, wrong item. Gap? K claims what did not come, W watches it, J: it came in one piece
    with this one, X: it never appeared. Not read? Enter takes what is printed, typed.

    No record? These pieces wait for everybody, from day to day. Enter or T: it belongs to a title, whose code
    is remembered. M makes a title, I imports its record, N writes a note, S sends it back, D discards it.
    A puts a piece without any code on the pile. Nothing is thrown away: every act can be undone.

    U takes the lit act back, also when it is not the last one. E ends the tray, with its totals; P prints its
    list, F writes it to a file. A sitting goes on after a dropped line, and begins anew with the day.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._entries: Sequence[Entry] = ()
        self._waiting = 0
        self._received = 0
        self._proposed: Proposal | None = None

    def body(self) -> Iterator[Widget]:
        """The list, over it the titles to choose from, and the lit line whole."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._entries),
            choose=self._enter,
            marking=True,
            empty="Nothing yet. Scan the first piece.",
            id="entries",
        )
        yield self.choices()
        whole = Lines(id="whole")
        whole.styles.height = HEIGHT
        yield whole

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.query_one("#entries").focus()

    @property
    def entries(self) -> Rows:
        """The list."""
        return self.query_one("#entries", Rows)

    @property
    def below(self) -> Widget:
        """What the titles to choose from stand in the place of."""
        return self.entries

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """The lit line whole: what was scanned must be legible to the last digit."""
        event.stop()
        if event.rows.id == "entries":
            self._show_whole()

    def _show_whole(self) -> None:
        from buckram.desk.worklist import proposal

        entry = self.lit()
        self._proposed = None
        lines: Sequence[Sequence[tuple[str, str]]] = []
        width = self.size.width
        if entry and entry.waiting and entry.scan_id is not None:
            try:
                self._proposed = proposal(self.desk, entry.scan_id)
            except Stale as answered:
                lines = [[(f" {answered}", "warn")]]
            else:
                place = f"{self.entries.cursor + 1} of {self._waiting}"
                marked = len(self.asked(entry))
                lines = question_lines(self.desk, entry, self._proposed, marked, width, place)
        elif entry:
            lines = line_whole(self.desk, entry, width)
        rule = [(self.entries.look.glyphs.horizontal * width, "line")]
        self.query_one("#whole", Lines).show([rule, *lines])
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """What Enter does first; the letters of a question stand above."""
        entry = self.lit() if self.is_mounted else None
        ends = bar((SITTING, "add"), (SITTING, "tray done"), (SITTING, "print"), (SITTING, "file"))
        back = bar((EVERYWHERE, "back"), (EVERYWHERE, "undo"))
        if self.picking:
            return [("Enter", "take it"), ("Up/Down", "choose"), *back]
        if entry and entry.waiting:
            return [("Enter", "answer"), *bar((LIST, "mark")), *back, *ends]
        undo = bar((SITTING, "undo this")) if entry and entry.act_id else []
        return [*undo, *bar((SITTING, "open")), *back, *ends]

    def heading(self) -> str:
        """With the totals."""
        return f"{super().heading()}  {self._received} received, {self._waiting} waiting"

    def come_to_front(self) -> None:
        """The light is on the first open question."""
        super().come_to_front()
        self.entries.light(0)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.tray import entries
        from buckram.desk.undoing import tally

        if not self.is_mounted:
            return
        self._entries = entries(self.desk)
        self._received = tally(self.desk, 1).received
        self._waiting = sum(entry.waiting for entry in self._entries)
        self.entries.unmark([key for key in self.entries.marks if not self._is_open(key)])
        self.entries.reload()
        self.query_one("#title").show(self.heading())  # type: ignore[attr-defined]

    def _is_open(self, key: object) -> bool:
        return any(entry.waiting and _key(entry) == key for entry in self._entries)

    def _rows(self, offset: int, limit: int) -> list[Row]:
        today = self.desk.today()
        return [
            Row(
                _key(e),
                (
                    (e.at if e.day == today else f"{e.day.day} {e.day:%b}", "dim"),
                    _word(e),
                    (_told(e), "normal" if e.waiting or e.act_id else "dim"),
                    (e.raw, "dim"),
                ),
            )
            for e in self._entries[offset : offset + limit]
        ]

    def lit(self) -> Entry | None:
        """The lit line."""
        cursor = self.entries.cursor
        return self._entries[cursor] if cursor < len(self._entries) else None

    def asked(self, entry: Entry) -> list[int]:
        """The scans whose questions the keys answer: all marked ones of the lit kind, or the lit one."""
        marks = set(self.entries.marks)
        found = [
            one.scan_id
            for one in self._entries
            if one.waiting and one.scan_id and one.question == entry.question and _key(one) in marks
        ]
        return found or ([entry.scan_id] if entry.scan_id else [])

    def answered(self, asked: Sequence[int], *, then: int = 0) -> None:
        """These are answered: the light stays where the next question moves up, or goes to `then`."""
        cursor = self.entries.cursor
        # Answered ones above it go: the light must not pass over as many that wait.
        place = cursor - sum(one.scan_id in asked for one in self._entries[:cursor] if one.waiting)
        self.entries.unmark([("scan", scan_id) for scan_id in asked])
        self.refresh_all()
        if then:
            at = [n for n, e in enumerate(self._entries) if e.waiting and e.scan_id == then]
            self.entries.light(at[0] if at else place)
        elif self._waiting:
            # Behind the last question stands what was done: the light goes to the last one that is open.
            self.entries.light(min(place, self._waiting - 1))

    # What the keys do

    async def _enter(self, row: Row) -> None:
        """Enter: the likeliest answer, or the card."""
        entry, proposed = self.lit(), self._proposed
        if entry is None or not entry.waiting or proposed is None:
            await self.action_open()
            return
        if proposed.notes and not fits_whole(proposed, self.size.width):
            await self.open_card(entry)
            return
        from buckram_tui.screens.sitting_answers import likeliest

        await self.run_act(partial(likeliest, self, entry, self.asked(entry), proposed))

    async def action_answer(self, name: str) -> None:
        """A letter that answers a question."""
        from buckram.desk.skipping import Became
        from buckram_tui.screens import pile_acts, sitting_answers

        entry = self.lit()
        if entry is None or not entry.waiting:
            self.news("This line does not wait for an answer.", Level.LOOK)
            return
        if entry.question not in SUITS[name]:
            self.news(f"This letter does not answer “{ASKS[entry.question]}” See above.", Level.LOOK)
            return
        gap = entry.question == "gap"
        does = {
            "claim": partial(sitting_answers.skipped, became=Became.CLAIMED),
            "watch": partial(sitting_answers.skipped, became=Became.WATCHED),
            "join": partial(sitting_answers.skipped, became=Became.COMBINED),
            "settle": partial(sitting_answers.skipped, became=Became.NOT_PUBLISHED)
            if gap
            else sitting_answers.settle,
            "again": sitting_answers.again,
            "title": pile_acts.attach if entry.question == "unknown" else sitting_answers.other_title,
            "make": pile_acts.make_title,
            "import": pile_acts.import_record,
            "note": pile_acts.note,
            "sender": pile_acts.sender,
            "discard": pile_acts.discard,
        }[name]
        await self.run_act(partial(does, self, self.asked(entry)))

    def action_add(self) -> None:
        """A."""
        from buckram_tui.screens.pile_acts import add

        add(self)

    async def action_end(self, name: str) -> None:
        """E, P, F."""
        from buckram_tui.screens import sitting_ending

        does: dict[str, Callable[[Sitting], str | None]] = {
            "end": sitting_ending.ask_end,
            "print": sitting_ending.put_out,
            "file": sitting_ending.ask_file,
        }
        await self.run_act(partial(does[name], self))

    def action_mark(self) -> None:
        """Space."""
        entry = self.lit()
        if entry and entry.waiting:
            self.entries.mark()
            self.entries.light(min(self.entries.cursor, self._waiting - 1))
            self._show_whole()
        else:
            self.news("Only what waits for an answer is marked.", Level.LOOK)

    def action_undo_this(self) -> None:
        """U."""
        from buckram.desk.undoing import undo

        entry = self.lit()
        if entry is None or entry.act_id is None:
            self.news("This line is no act: there is nothing to take back.", Level.LOOK)
            return
        act = undo(self.desk, entry.act_id)
        self.refresh_all()
        self.news(act.sentence)

    async def action_open(self) -> None:
        """O: the title's card."""
        entry = self.lit()
        if entry is None or entry.title_id is None:
            self.news("No title belongs to this line.", Level.LOOK)
            return
        await self.open_card(entry)

    async def open_card(self, entry: Entry) -> None:
        """The card at the issue; the piece of an open question is in hand there."""
        from buckram.desk.worklist import take_in_hand

        if entry.title_id is None:
            return
        issue_id = entry.issue_id
        if entry.waiting and entry.scan_id is not None:
            proposed = take_in_hand(self.desk, entry.scan_id)
            issue_id = proposed.issue.id if proposed.issue else issue_id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(entry.title_id, issue_id)


def _key(entry: Entry) -> tuple[str, int]:
    """What a line is about, for its mark."""
    return ("scan", entry.scan_id) if entry.scan_id is not None else ("act", entry.act_id or 0)


def _told(entry: Entry) -> str:
    """The line in short: of a piece without a title what was scanned, of an answered question the answer."""
    if entry.answer:
        return f"{entry.answer}: {entry.raw} {entry.sentence}"
    if entry.question in ("unknown", "unreadable"):
        return f"{entry.raw}  {entry.sentence}"
    return entry.sentence


def _word(entry: Entry) -> tuple[str, str]:
    """What stands before a line."""
    if entry.waiting:
        return ASKS[entry.question], "wrong" if entry.question in ("unknown", "unreadable") else "warn"
    if entry.scan_id is not None:
        return ("answered" if entry.question else entry.what), "dim"
    return WORDS[entry.what]
