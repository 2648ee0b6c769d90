"""Check-in, the home screen: scan, received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from buckram_tui.card.choices import TitleChoices
from buckram_tui.card.view import CardView
from buckram_tui.card.welcome import welcome_lines
from buckram_tui.keys import CARD, CHECK_IN, EVERYWHERE, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.card_acts import CardActs
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from buckram.desk.cards import Box, Card
    from buckram.desk.checkin import Outcome
    from buckram.storage.notes import Note
    from buckram.storage.titles import TitleLine

SEARCH_FROM = 2
"""So many letters are typed before titles are looked for: one begins half the library."""


WIDE = 100
"""From so many columns on the side is wider: there is room for whole titles."""


class Showing(Enum):
    """What stands where the card stands."""

    WELCOME = "welcome"
    CARD = "card"
    CHOICES = "choices"
    NOTES = "notes"


class CheckIn(CardActs):
    """The scan line, the title in hand with its card, and this sitting's receipts at the side."""

    HEADING = "Check-in"
    HINT = "a barcode, or type an ISSN or words of the title"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHECK_IN, CARD)
    EXPLAINS = """
    Scan the barcode of a piece, or type its ISSN, its CODEN or words of its title. Its card opens with the
    current box lit: the first issue expected after the last that came. Enter receives it. When the two or
    five digits beside the barcode are known to name an issue of this title, the scan alone receives.

    No scan can press a key by accident: whatever you were doing, a scan goes to the scan line.

    After an arrow key you are on the card: letters are acts there. A box that is late says so with the
    time since its last day of grace (9d days, 3w weeks, 5m months). An asterisk marks an issue with a note.

    A note that you have not read stops the receipt until you have seen it. A bell means: look up from the
    tray. Silence means: fine. Everything you see as received is on the disk.
    """

    def __init__(self) -> None:
        super().__init__(name="check-in")
        self._card: Card | None = None
        self._showing = Showing.WELCOME
        self._on_card = False
        self._notes: Sequence[Note] = ()
        self._stopped: tuple[int, int] | None = None

    @property
    def place(self) -> Place:  # type: ignore[override]
        """On the card letters are acts; on the scan line they begin words."""
        return Place(letters_act=self._on_card and self._showing is not Showing.CHOICES)

    def body(self) -> Iterator[Widget]:
        """The head, then the card or what covers it, with the sitting at the side."""
        head = Lines(id="head")
        head.styles.height = 4
        yield head
        with Horizontal():
            yield hidden(CardView(id="card"))
            choices = TitleChoices(self._take, id="choices")
            yield hidden(choices)
            yield Lines(id="panel")
            yield Lines(id="side")

    def on_mount(self) -> None:
        """What can be done is on the screen before the library is open: keys count from the start."""
        self._show_welcome()

    # What is shown

    def refresh_all(self) -> None:
        """Everything as it is in the library now."""
        if self.desk_app.is_open:
            self.reload()
            self.show_side()

    def reload(self) -> None:
        """Read the title in hand again; the light stays on its issue where it can."""
        if self._card is None:
            self.show_welcome()
            return
        lit = self._lit_issue_id()
        self.hold_title(self._card.title.id, lit, keep_mode=True)

    def hold_title(
        self, title_id: int, issue_id: int | None, *, run: str = "", keep_mode: bool = False
    ) -> None:
        """Take a title in hand; light the issue, or the current box."""
        from buckram.desk.cards import card

        same = self._card is not None and self._card.title.id == title_id
        wanted = run or (self._card.run if same and self._card else "basic")
        self._card = found = card(self.desk, title_id, wanted)
        place = next((n for n, box in enumerate(found.boxes) if box.issue.id == issue_id), found.lit)
        if not keep_mode:
            self._show(Showing.CARD)
        self._show_card(place)

    def _show_card(self, place: int | None) -> None:
        from buckram_tui.card.words import box_text

        assert self._card is not None
        today = self.desk.today()
        self.query_one("#card", CardView).show([box_text(box, today) for box in self._card.boxes], place)
        self._show_head()

    def _show_head(self) -> None:
        from buckram_tui.card.head import head_lines

        if self._card is not None:
            desk = self.desk
            lines = head_lines(self._card, self.lit_box(), self.size.width, desk.receipt_date)
            self.query_one("#head", Lines).show(lines)

    def show_welcome(self) -> None:
        """Nothing in hand yet: what can be done."""
        self._show(Showing.WELCOME)
        self._show_welcome()

    def _show_welcome(self) -> None:
        self.query_one("#panel", Lines).show(welcome_lines(demo=self.desk_app.demo))

    def show_side(self) -> None:
        """The last receipts of this sitting."""
        from buckram.desk.undoing import receipts
        from buckram_tui.card.side import side_lines

        side = self.query_one("#side", Lines)
        acts = receipts(self.desk, limit=1000)
        side.show(side_lines(acts, side.size.width, side.size.height, side.look.glyphs))

    def _show(self, what: Showing) -> None:
        self._showing = what
        self.query_one("#card").set_class(what is not Showing.CARD, "gone")
        self.query_one("#choices").set_class(what is not Showing.CHOICES, "gone")
        self.query_one("#panel").set_class(what not in {Showing.NOTES, Showing.WELCOME}, "gone")
        if what is Showing.CHOICES:
            self.query_one("#choices").focus()
        elif self.focused is self.query_one("#choices"):
            self.set_focus(None)
        if what is not Showing.NOTES:
            self._stopped = None
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """By what is in front."""
        screens = bar(
            (EVERYWHERE, "undo"), (EVERYWHERE, "look up"), (EVERYWHERE, "expected"), (EVERYWHERE, "sitting")
        )
        back = bar((EVERYWHERE, "back"))
        match self._showing:
            case Showing.CHOICES:
                return [("Enter", "take it"), ("Up/Down", "choose"), *back, *screens]
            case Showing.NOTES if self._stopped:
                return [("Enter", "I have read it: receive"), *back]
            case Showing.NOTES:
                return [("Enter", "back"), *back]
            case Showing.WELCOME:
                return [*screens, *bar((EVERYWHERE, "leave"))]
        if self._on_card:
            acts = bar((CHECK_IN, "receive"), (CARD, "note"), (CARD, "title note"), (CARD, "date"))
            more = bar((CARD, "read notes"), (CARD, "run")) if self._card and len(self._card.runs) > 1 else []
            return [*acts, *(more or bar((CARD, "read notes"))), *back, *screens]
        return [*bar((CHECK_IN, "receive"), (CHECK_IN, "card")), *screens, *bar((EVERYWHERE, "leave"))]

    def heading(self) -> str:
        """The back-date is always in sight while it holds."""
        from buckram_tui.card.words import full_day

        day = self.desk.receipt_date if self.desk_app.is_open else None
        return super().heading() + (f"  received as of {full_day(day)}" if day else "")

    def on_resize(self) -> None:
        """The window holds more or less now."""
        self.set_class(self.size.width >= WIDE, "wide")
        if self.desk_app.is_open:
            self.call_after_refresh(self.refresh_all)

    # Scans and typing

    async def take_scan(self, scan: Submit) -> None:
        """One scan or one typed line."""
        from buckram.desk.checkin import scan as check_in

        if self._showing is Showing.CHOICES and not scan.burst:
            choices = self.query_one("#choices", TitleChoices)
            if choices.lit:
                await choices.action_choose()
                return
        self.close_entry()
        self._tell(check_in(self.desk, scan.text, by_hand=not scan.burst))

    def typed(self, text: str) -> None:
        """Words make a list that narrows as they are typed; digits wait for their end."""
        if not any(c.isalpha() for c in text[:-1]) or text[:1].isdigit() or text.startswith("]"):
            if self._showing is Showing.CHOICES and not text:
                self._leave_choices()
            return
        if len(text) >= SEARCH_FROM:
            from buckram.desk.looking_up import look_up

            self._offer(look_up(self.desk.library, text), "")

    def _tell(self, outcome: Outcome) -> None:
        from buckram.desk.checkin import Done

        self._on_card = False
        if outcome.done is Done.CHOOSE:
            self._offer(outcome.titles, outcome.addon)
            self.news(f"{outcome.sentence} {outcome.next_step}")
            return
        if outcome.title_id is not None:
            self.hold_title(outcome.title_id, self._next_light(outcome))
        if outcome.notes and outcome.issue_id is not None:
            self._stop(outcome.notes, outcome.issue_id)
        sentence = f"{outcome.sentence} {outcome.next_step}".rstrip()
        if outcome.receipt:
            self.show_side()
            # The title stands in the head: what has to be looked at must not be cut off behind it.
            short = f"Received {outcome.receipt.label}. {outcome.next_step}"
            self.news(short if outcome.next_step else sentence, Level.LOOK if outcome.next_step else Level.OK)
            self.desk_app.after_receipt(outcome.receipt.title_id)
        elif outcome.look:
            self.desk_app.look_up(sentence, Level.WRONG if outcome.title_id is None else Level.LOOK)
        else:
            # The head says what is lit; here stands only what to do.
            self.news(outcome.next_step or outcome.sentence)

    def _next_light(self, outcome: Outcome) -> int | None:
        """After a receipt the light goes to the current box; otherwise to the issue that is meant."""
        return None if outcome.receipt else outcome.issue_id

    # The list of titles to choose from

    def _offer(self, titles: Sequence[TitleLine], addon: str) -> None:
        if self._showing is not Showing.CHOICES:
            self._show(Showing.CHOICES)
            self.query_one("#head", Lines).show([[(" Which title?", "title")]])
        self.query_one("#choices", TitleChoices).offer(titles, addon)

    def _take(self, title: TitleLine, addon: str) -> None:
        from buckram.desk.checkin import take

        self._tell(take(self.desk, title.id, addon))

    def _leave_choices(self) -> None:
        if self._card is None:
            self.show_welcome()
        else:
            self._show(Showing.CARD)
            self._show_head()

    # Acts

    @property
    def title_id(self) -> int | None:
        """The title in hand."""
        return self._card.title.id if self._card else None

    def lit_box(self) -> Box | None:
        """The lit box, or None."""
        place = self.query_one("#card", CardView).lit
        if self._card is None or place is None or place >= len(self._card.boxes):
            return None
        return self._card.boxes[place]

    def _lit_issue_id(self) -> int | None:
        box = self.lit_box()
        return box.issue.id if box else None

    def action_receive(self) -> None:
        """Enter: the lit thing."""
        from buckram.desk.checkin import receive_lit
        from buckram.desk.noting import have_read
        from buckram.desk.receiving import UnreadNotes
        from buckram.errors import Stale
        from buckram.storage.issues import get

        if self._showing is Showing.NOTES:
            stopped = self._stopped
            have_read(self.desk, [note.id for note in self._notes])
            self._show(Showing.CARD)
            if stopped is None:
                return
            issue_id, version = stopped
        else:
            box = self.lit_box()
            if box is None or self._showing is not Showing.CARD:
                self.news("Nothing is lit. Scan a piece, or type words of its title.", Level.LOOK)
                return
            issue_id, version = box.issue.id, box.issue.version
        try:
            self._tell(receive_lit(self.desk, issue_id, version))
        except UnreadNotes as stop:
            self._stop(stop.notes, issue_id)
            self.desk_app.look_up(str(stop))
        except Stale:
            # Before the sentence is read the card has to show what it speaks of.
            self.hold_title(get(self.desk.library, issue_id).title_id, None)
            raise

    def _stop(self, notes: Sequence[Note], issue_id: int) -> None:
        from buckram.storage.issues import get

        self._show_notes(notes, stops=True)
        self._stopped = (issue_id, get(self.desk.library, issue_id).version)
        self.show_keys()

    def _show_notes(self, notes: Sequence[Note], *, stops: bool) -> None:
        from buckram_tui.card.head import note_lines

        self._notes = notes
        self._show(Showing.NOTES)
        # The panel has no width yet when it was hidden until now.
        width = self.size.width - self.query_one("#side").size.width
        self.query_one("#panel", Lines).show(note_lines(notes, width, stops=stops))

    def action_step(self, columns: int, rows: int) -> None:
        """An arrow key: onto the card."""
        if self._showing is Showing.CARD and self._card:
            self.query_one("#card", CardView).step(columns, rows)
            self._stepped()

    def action_page(self, by: int) -> None:
        """A page of the card."""
        view = self.query_one("#card", CardView)
        if self._showing is Showing.CARD and self._card:
            view.step(rows=by * view.rows_shown)
            self._stepped()

    def action_to_light(self) -> None:
        """Home: the current box."""
        if self._showing is Showing.CARD and self._card and self._card.lit is not None:
            self.query_one("#card", CardView).light(self._card.lit)
            self._stepped()

    def _stepped(self) -> None:
        if not self._on_card:
            self._on_card = True
            self.show_keys()
        self._show_head()

    async def action_back(self) -> None:
        """Esc: out of the list, the notes, the card; with nothing left it stays."""
        if self._showing is Showing.CHOICES:
            self._leave_choices()
        elif self._showing is Showing.NOTES and self._card:
            self._show(Showing.CARD)
        elif self._on_card:
            self._on_card = False
            self.reload()
            self.show_keys()
        self.news("")

    def action_next_run(self) -> None:
        """S: issues, supplements, indexes in turn."""
        if self._card and len(self._card.runs) > 1:
            runs = list(self._card.runs)
            following = runs[(runs.index(self._card.run) + 1) % len(runs)]
            self.hold_title(self._card.title.id, None, run=following)

    def action_read_notes(self) -> None:
        """R: all notes of the title."""
        if self._card:
            self._show_notes(self._card.notes, stops=False)
