"""The title in hand on the check-in screen: its head, its card, the light, and what covers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget

from buckram.errors import Stale
from buckram_tui.card.arrangement import Arrangement
from buckram_tui.card.choices import TitleChoices
from buckram_tui.card.keybar import Showing, keys_of
from buckram_tui.card.view import CardView
from buckram_tui.card.welcome import welcome_lines
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.screens.base import hidden
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.panel import Panel, Wording

if TYPE_CHECKING:
    from buckram.desk.cards import Box, Card
    from buckram.desk.elsewhere import Glance
    from buckram.desk.grouping import Fold, Item
    from buckram.desk.outcome import Outcome
    from buckram.storage.notes import Note
    from buckram.storage.titles import TitleLine
    from buckram_tui.widgets.menu import Option

LOOK_AROUND = 1.0
"""Seconds after which what another station did appears at the latest."""

WIDE = 100
"""From so many columns on the side is wider: there is room for whole titles."""


class TitleInHand(AskingScreen):
    """Shows a title and moves its light; acts get it as what they act on. Subclasses say what a scan does.

    items: what stands on the card, in order. came_with_gap: the issue that the last receipt was of, when
    others before it did not come. second_piece: without a light, because what was scanned is here already.
    by_year: titles whose boxes stand by year, or by volume again.
    """

    def __init__(self) -> None:
        super().__init__(name="check-in")
        self.card: Card | None = None
        self.items: list[Item] = []
        self.arrangement = Arrangement(0, "")
        self.by_year: dict[int, bool] = {}
        self.came_with_gap: int | None = None
        self.glance: Glance | None = None
        self.showing = Showing.WELCOME
        self.on_card = False
        self.dark = False
        self.second_piece = False
        self.notes: Sequence[Note] = ()
        self.stopped: tuple[int, int] | None = None

    @property
    def place(self) -> Place:  # type: ignore[override]
        """On the card letters are acts; on the scan line they begin words."""
        return Place(letters_act=self.on_card and self.showing is not Showing.CHOICES)

    def body(self) -> Iterator[Widget]:
        """The head, then the card or what covers it, with the sitting at the side."""
        head = Lines(id="head")
        head.styles.height = 4
        yield head
        with Horizontal(id="middle"):
            yield hidden(CardView(id="card"))
            choices = TitleChoices(self.taken, id="choices")
            yield hidden(choices)
            yield Panel(id="panel")
            yield Lines(id="side")

    def taken(self, title: TitleLine) -> None:
        """A title was chosen from the list."""
        raise NotImplementedError

    def tell(self, outcome: Outcome) -> None:
        """Show what a scan or a receipt did."""
        raise NotImplementedError

    def stop(self, notes: Sequence[Note], issue_id: int) -> None:
        """Show notes that stop the receipt of an issue until they are read."""
        raise NotImplementedError

    # Acts

    async def action_act(self, name: str) -> None:
        """An act of the table."""
        await self.run_act(lambda: self.do(name))

    async def do(self, name: str) -> str | None:
        """Do an act of the table; gives the news."""
        from buckram_tui.acts.table import ACTS, act_function

        does = act_function(name)
        if does is None:
            return "This key does nothing yet."
        if not ACTS[name].fits(None) and self.lit_box() is None:
            self.say_not_lit()
            return None
        self.see_elsewhere()
        done = does(self)
        return await done if isawaitable(done) else done

    def ask(
        self,
        question: str,
        answered: Callable[[str], str | None],
        draft: str = "",
        *,
        lines: bool = False,
        hint: Callable[[str], str] | None = None,
    ) -> None:
        """Ask; an answer about boxes that changed meanwhile waits until they were looked at."""

        def still(text: str) -> str | None:
            self.see_elsewhere()
            return answered(text)

        super().ask(question, still, draft, lines=lines, hint=hint)

    # What other stations do

    def see_elsewhere(self) -> None:
        """Show what another station did to these boxes. Raises Stale if it did: the key did not mean that."""
        if told := self._changed_elsewhere():
            self.refresh_all()
            raise Stale(told)

    def _changed_elsewhere(self) -> str | None:
        from buckram.desk.elsewhere import changed_boxes

        if self.card is None or self.glance is None:
            return None
        return changed_boxes(self.desk, self.card, self.glance)

    def _look_elsewhere(self) -> None:
        """From time to time: what another station did appears by itself. What is the same is not drawn."""
        from buckram.desk.elsewhere import anything_new

        app = self.desk_app
        if not app.is_open or app.screen is not self or self.glance is None:
            return
        if not anything_new(self.desk, self.glance):
            return
        told = self._changed_elsewhere()
        self.refresh_all()
        if told and not self.dark:
            self.news(told, Level.LOOK)

    def say_not_lit(self) -> None:
        """A letter that is about a box, where none is lit."""
        fold = self.lit_fold()
        self.news("This is a whole volume: Enter unfolds it." if fold else "Nothing is lit.", Level.LOOK)

    # What stands there

    def on_mount(self) -> None:
        """What can be done is on the screen before the library is open: keys count from the start."""
        self._show_welcome()
        self.set_interval(LOOK_AROUND, self._look_elsewhere)

    def refresh_all(self) -> None:
        """Everything as it is in the library now."""
        if self.desk_app.is_open:
            self.reload()
            self.show_side()

    def reload(self) -> None:
        """Read the title in hand again; the light stays on its issue where it can."""
        from buckram.desk.grouping import Fold
        from buckram.storage.titles import exists

        if self.card is not None and not exists(self.desk.library, self.card.title.id):
            # It was made, and its making was taken back, here or at another station.
            self.card = self.glance = None
            self.items = []
        if self.card is None:
            self.show_welcome()
            return
        place = self.view.place
        lit = None if place is None or place >= len(self.items) else self.items[place]
        if isinstance(lit, Fold):
            self.show_arranged(lit.last)
        else:
            issue_id = lit.issue.id if lit and not self.dark else None
            self.hold_title(self.card.title.id, issue_id, run=self.card.run, keep_mode=True)

    def hold_title(
        self, title_id: int, issue_id: int | None, *, run: str = "basic", keep_mode: bool = False
    ) -> None:
        """Take a title in hand; light the issue, in whatever run it is, or the current box."""
        from buckram.desk.grouping import group_of

        found = self._read(title_id, run, issue_id)
        if not keep_mode:
            self.dark = self.second_piece = False
            self.show_there(Showing.CARD)
        place = found.lit if found.asked is None else found.asked
        box = None if place is None else found.boxes[place]
        if box is not None and box not in self.items:
            # Somebody asks for a box of a folded volume.
            kept = self.arrangement
            name = group_of(box.issue, by_year=kept.by_year)
            kept.closed.discard(name)
            kept.opened.add(name)
            self.items = kept.items(found)
        self._show_card(None if box is None else self.items.index(box))
        self.show_keys()

    def show_undone(self, title_id: int, issue_id: int | None) -> None:
        """The title of an act that was taken back, unless that act had made it."""
        from buckram.storage.titles import exists

        if exists(self.desk.library, title_id):
            self.hold_title(title_id, issue_id)

    def show_arranged(self, position: int) -> None:
        """Show the card as it is arranged now, with the light on what stands at a position of the run."""
        from buckram.desk.grouping import place_of

        kept, card = self.arrangement, self.card
        asked = card.boxes[card.asked].issue.id if card and card.asked is not None else None
        self._read(kept.title_id, kept.run, asked)
        self._show_card(place_of(self.items, position))
        self.show_keys()

    def _read(self, title_id: int, run: str, issue_id: int | None) -> Card:
        from buckram.desk.cards import card
        from buckram.desk.elsewhere import glance

        self.glance = glance(self.desk)
        kept = self.arrangement
        if kept.title_id != title_id:
            kept = Arrangement(title_id, run, by_year=self.by_year.get(title_id, False))
        self.card = found = card(self.desk, title_id, run, issue_id=issue_id, reach=kept.reach())
        if kept.run != found.run:
            kept = Arrangement(title_id, found.run, by_year=kept.by_year)
        self.arrangement = kept
        self.items = kept.items(found)
        return found

    def show_now(self, title_id: int, issue_id: int | None, run: str = "basic") -> None:
        """Show the card as it is after an act, with the light on an issue or on the current box."""
        self.refresh_all()
        self.hold_title(title_id, issue_id, run=run)

    def _show_card(self, place: int | None) -> None:
        from buckram_tui.card.items import item_text

        today, kept = self.desk.today(), self.arrangement
        words = [item_text(i, today, by_year=kept.by_year, marked=kept.marked) for i in self.items]
        self.view.show(words, place, dark=self.dark)
        self.show_head()

    def show_head(self) -> None:
        """The four lines over the card."""
        from buckram_tui.card.head import head_lines

        if self.card is not None and self.showing is not Showing.CHOICES:
            covered = self.showing is Showing.NOTES or bool(self.menu_letters)
            lines = head_lines(
                self.desk,
                self.card,
                self.lit_item(),
                self.size.width,
                dark=self.dark,
                second_piece=self.second_piece,
                covered=covered,
            )
            self.query_one("#head", Lines).show(lines)

    def show_welcome(self) -> None:
        """Nothing in hand yet: what can be done."""
        self.show_there(Showing.WELCOME)
        self.query_one("#head", Lines).show([])
        self._show_welcome()

    def _show_welcome(self) -> None:
        empty = self.desk_app.is_open and not self.desk_app.has_titles
        self.query_one("#panel", Panel).show(welcome_lines(demo=self.desk_app.demo, empty=empty))

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
            self.set_focus(self.query_one("#choices"))
        elif self.focused is self.query_one("#choices"):
            self.set_focus(None)
        if what is not Showing.NOTES:
            self.stopped = None
        self.show_keys()

    def choose(self, question: str, options: Sequence[Option]) -> None:
        """A menu in the place of the card; Enter does nothing to a box meanwhile, and the head says so."""
        super().choose(question, options)
        self.show_head()

    def close_menu(self) -> None:
        """The card again."""
        if self.menu_letters:
            super().close_menu()
            self.show_head()

    def keys(self) -> Sequence[Key]:
        """By what is in front."""
        return keys_of(self)

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

    def show_panel(self, wording: Wording, notes: Sequence[Note] = ()) -> None:
        """Words in the place of the card, in pages. wording: for a width; notes: what is read with them."""
        self.notes = notes
        self.news("")
        self.show_there(Showing.NOTES)
        room = self.query_one("#middle").size
        self.query_one("#panel", Panel).show_pages(wording, room - (self.query_one("#side").size.width, 0))
        self.show_head()

    def show_notes(self, notes: Sequence[Note], *, stops: bool = False) -> None:
        """Notes in full. stops: they have to be read before a receipt counts."""
        from buckram_tui.card.head import note_lines

        self.show_panel(lambda width: note_lines(notes, width, stops=stops), notes)

    # The light

    def darken(self, *, there: bool = False) -> None:
        """No light: the piece in hand is not this title's next, and Enter must not receive that instead.

        there: it comes back where it was; otherwise on the current box.
        """
        if self.card is None:
            self.show_welcome()
            return
        place = self.view.place if there else self.current_place()
        self.dark, self.second_piece = True, False
        self.show_there(Showing.CARD)
        self._show_card(place)

    def brighten(self) -> bool:
        """The light again, by a key; says whether it was dark."""
        if not self.dark or self.card is None:
            return False
        self.dark = self.second_piece = False
        self._show_card(self.view.place)
        self.news("")
        self.show_keys()
        return True

    def current_place(self) -> int | None:
        """Where on the card the current box is."""
        if self.card is None or self.card.lit is None:
            return None
        return self.items.index(self.card.boxes[self.card.lit])

    @property
    def title_id(self) -> int | None:
        """The title in hand."""
        return self.card.title.id if self.card else None

    @property
    def view(self) -> CardView:
        """The card on the screen."""
        return self.query_one("#card", CardView)

    def lit_item(self) -> Item | None:
        """What is lit: a box, or a folded volume."""
        place = self.view.lit
        return None if self.card is None or place is None or place >= len(self.items) else self.items[place]

    def lit_box(self) -> Box | None:
        """The lit box, or None."""
        from buckram.desk.cards import Box

        lit = self.lit_item()
        return lit if isinstance(lit, Box) else None

    def lit_fold(self) -> Fold | None:
        """The lit line of a folded volume, or None."""
        from buckram.desk.grouping import Fold

        lit = self.lit_item()
        return lit if isinstance(lit, Fold) else None

    def marked(self) -> list[Box]:
        """The marked boxes, in order."""
        from buckram.desk.cards import Box

        ids = self.arrangement.marked
        return [item for item in self.items if isinstance(item, Box) and item.issue.id in ids]
