"""The title in hand on the check-in screen: its head, its card, the light, and what covers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget

from buckram.rules.status import RECEIVABLE
from buckram_tui.card.choices import TitleChoices
from buckram_tui.card.view import CardView
from buckram_tui.card.welcome import welcome_lines
from buckram_tui.keys import CARD, CHECK_IN, EVERYWHERE, bar
from buckram_tui.screens.base import hidden
from buckram_tui.screens.repair_acts import RepairActs
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from buckram.desk.cards import Box, Card
    from buckram.storage.notes import Note
    from buckram.storage.titles import TitleLine

WIDE = 100
"""From so many columns on the side is wider: there is room for whole titles."""


class Showing(Enum):
    """What stands where the card stands."""

    WELCOME = "welcome"
    CARD = "card"
    CHOICES = "choices"
    NOTES = "notes"


class TitleInHand(RepairActs):
    """Shows a title and moves its light. Subclasses say what a scan and Enter do."""

    def __init__(self) -> None:
        super().__init__(name="check-in")
        self.card: Card | None = None
        self.showing = Showing.WELCOME
        self.on_card = False
        self.notes: Sequence[Note] = ()
        self.stopped: tuple[int, int] | None = None
        self._dark = False

    @property
    def place(self) -> Place:  # type: ignore[override]
        """On the card letters are acts; on the scan line they begin words."""
        return Place(letters_act=self.on_card and self.showing is not Showing.CHOICES)

    def body(self) -> Iterator[Widget]:
        """The head, then the card or what covers it, with the sitting at the side."""
        head = Lines(id="head")
        head.styles.height = 4
        yield head
        with Horizontal():
            yield hidden(CardView(id="card"))
            choices = TitleChoices(self.taken, id="choices")
            yield hidden(choices)
            yield Lines(id="panel")
            yield Lines(id="side")

    def taken(self, title: TitleLine) -> None:
        """A title was chosen from the list."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """What can be done is on the screen before the library is open: keys count from the start."""
        self._show_welcome()

    def refresh_all(self) -> None:
        """Everything as it is in the library now."""
        if self.desk_app.is_open:
            self.reload()
            self.show_side()

    def reload(self) -> None:
        """Read the title in hand again; the light stays on its issue where it can."""
        if self.card is None:
            self.show_welcome()
            return
        lit = self._lit_issue_id()
        self.hold_title(self.card.title.id, lit, run=self.card.run, keep_mode=True)

    def hold_title(
        self, title_id: int, issue_id: int | None, *, run: str = "basic", keep_mode: bool = False
    ) -> None:
        """Take a title in hand; light the issue, in whatever run it is, or the current box."""
        from buckram.desk.cards import card

        self.card = found = card(self.desk, title_id, run, issue_id=issue_id)
        if not keep_mode:
            self._dark = False
            self.show_there(Showing.CARD)
        self._show_card(found.lit if found.asked is None else found.asked)
        self.show_keys()

    def _show_card(self, place: int | None) -> None:
        from buckram_tui.card.words import box_text

        assert self.card is not None
        today = self.desk.today()
        view = self.query_one("#card", CardView)
        view.show([box_text(box, today) for box in self.card.boxes], place, dark=self._dark)
        self.show_head()

    def show_head(self) -> None:
        """The four lines over the card."""
        from buckram_tui.card.head import head_lines

        if self.card is not None and self.showing is not Showing.CHOICES:
            lines = head_lines(self.desk, self.card, self.lit_box(), self.size.width, dark=self._dark)
            self.query_one("#head", Lines).show(lines)

    def show_welcome(self) -> None:
        """Nothing in hand yet: what can be done."""
        self.show_there(Showing.WELCOME)
        self.query_one("#head", Lines).show([])
        self._show_welcome()

    def _show_welcome(self) -> None:
        empty = self.desk_app.is_open and not self.desk_app.has_titles
        self.query_one("#panel", Lines).show(welcome_lines(demo=self.desk_app.demo, empty=empty))

    def show_side(self) -> None:
        """The last receipts of this sitting."""
        from buckram.desk.tray import waiting_count
        from buckram.desk.undoing import tally
        from buckram_tui.card.side import side_lines

        side = self.query_one("#side", Lines)
        done = tally(self.desk, limit=2 * side.size.height + 10)
        waiting = waiting_count(self.desk)
        side.show(side_lines(done, waiting, side.size.width, side.size.height, side.look.glyphs))

    def show_there(self, what: Showing) -> None:
        """What stands where the card stands."""
        self.showing = what
        self.query_one("#card").set_class(what is not Showing.CARD, "gone")
        self.query_one("#choices").set_class(what is not Showing.CHOICES, "gone")
        self.query_one("#panel").set_class(what not in {Showing.NOTES, Showing.WELCOME}, "gone")
        if what is Showing.CHOICES:
            self.query_one("#choices").focus()
        elif self.focused is self.query_one("#choices"):
            self.set_focus(None)
        if what is not Showing.NOTES:
            self.stopped = None
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """By what is in front."""
        screens = bar(
            (EVERYWHERE, "undo"),
            (EVERYWHERE, "look up"),
            (EVERYWHERE, "expected"),
            (EVERYWHERE, "sitting"),
            (CHECK_IN, "date"),
            (EVERYWHERE, "leave"),
        )
        back = bar((EVERYWHERE, "back"))
        match self.showing:
            case Showing.CHOICES:
                return [("Enter", "take it"), ("Up/Down", "choose"), *back, *screens]
            case Showing.NOTES if self.stopped:
                return [("Enter", "I have read it: receive"), *back]
            case Showing.NOTES:
                return [("Enter", "back"), *back]
            case Showing.WELCOME:
                return screens
        box = self.lit_box()
        enter = bar((CHECK_IN, "receive")) if box and box.issue.status in RECEIVABLE else []
        if self._dark:
            return [("Enter", "back to the card"), *screens]
        if self.on_card:
            run = bar((CARD, "run")) if self.card and len(self.card.runs) > 1 else []
            repair = bar((CARD, "correct")) if box else []
            notes = bar((CARD, "note"), (CARD, "title note"), (CARD, "all notes")) if box else []
            pattern = bar((CARD, "pattern"), *([(CARD, "why")] if box else []))
            return [*enter, *repair, *notes, *pattern, *run, *back, *screens]
        return [*enter, *bar((CHECK_IN, "card")), *screens]

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

    def darken(self) -> None:
        """No light: the piece in hand is not this title's next, and Enter must not receive that instead."""
        if self.card is None:
            self.show_welcome()
            return
        self._dark = True
        self.show_there(Showing.CARD)
        self._show_card(self.card.lit)

    def brighten(self) -> bool:
        """The light again, by a key; says whether it was dark."""
        if not self._dark or self.card is None:
            return False
        self._dark = False
        self._show_card(self.card.lit)
        self.news("")
        self.show_keys()
        return True

    @property
    def title_id(self) -> int | None:
        """The title in hand."""
        return self.card.title.id if self.card else None

    def lit_box(self) -> Box | None:
        """The lit box, or None."""
        place = self.query_one("#card", CardView).lit
        if self.card is None or place is None or place >= len(self.card.boxes):
            return None
        return self.card.boxes[place]

    def _lit_issue_id(self) -> int | None:
        box = self.lit_box()
        return box.issue.id if box else None

    def show_panel(self, lines: Callable[[int], list[list[Cell]]], notes: Sequence[Note] = ()) -> None:
        """Words in the place of the card. lines: for a width; notes: those that are read with them."""
        self.notes = notes
        self.show_there(Showing.NOTES)
        # The panel has no width yet when it was hidden until now.
        self.query_one("#panel", Lines).show(lines(self.size.width - self.query_one("#side").size.width))

    def action_step(self, columns: int, rows: int) -> None:
        """An arrow key: onto the card."""
        if self.brighten():
            return
        if self.showing is Showing.CARD and self.card:
            self.query_one("#card", CardView).step(columns, rows)
            self._stepped()

    def action_page(self, by: int) -> None:
        """A page of the card."""
        view = self.query_one("#card", CardView)
        if self.showing is Showing.CARD and self.card:
            view.step(rows=by * view.rows_shown)
            self._stepped()

    def action_to_light(self) -> None:
        """Home: the current box."""
        if self.brighten():
            return
        if self.showing is Showing.CARD and self.card and self.card.lit is not None:
            self.query_one("#card", CardView).light(self.card.lit)
            self._stepped()

    def _stepped(self) -> None:
        self.on_card = True
        self.show_keys()
        self.show_head()

    def action_next_run(self) -> None:
        """S: issues, supplements, indexes in turn."""
        if self.card and len(self.card.runs) > 1:
            runs = list(self.card.runs)
            following = runs[(runs.index(self.card.run) + 1) % len(runs)]
            self.hold_title(self.card.title.id, None, run=following)
