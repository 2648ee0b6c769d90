"""The card of a title on the check-in screen: what stands in its place, and what is lit and marked on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget

from buckram_tui.card.arrangement import Arrangement
from buckram_tui.card.choices import TitleChoices
from buckram_tui.card.keybar import Showing, keys_of
from buckram_tui.card.view import CardView
from buckram_tui.card.welcome import welcome_lines
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.screens.base import hidden
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.panel import Panel, Wording

if TYPE_CHECKING:
    from buckram.desk.cards import Box, Card
    from buckram.desk.grouping import Fold, Item
    from buckram.storage.notes import Note
    from buckram.storage.titles import TitleLine
    from buckram_tui.widgets.menu import Option


class CardScreen(AskingScreen):
    """Shows a card with its head and the side, or what covers it. Subclasses say which title it is of.

    items: what stands on the card, in order. second_piece: without a light, because what was scanned is here
    already. notes: those that are shown; stopped: the issue, and its version, whose receipt waits for them.
    """

    def __init__(self) -> None:
        super().__init__(name="check-in")
        self.card: Card | None = None
        self.items: list[Item] = []
        self.arrangement = Arrangement(0, "")
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

    # What stands there

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
        overdue = ""
        if self.desk_app.is_open and not empty:
            from buckram.desk.bindery.overdue import overdue_words

            overdue = overdue_words(self.desk.library, self.desk.today())
        lines = welcome_lines(demo=self.desk_app.demo, empty=empty, overdue=overdue)
        self.query_one("#panel", Panel).show(lines)

    def show_side(self) -> None:
        """The last receipts of this sitting."""
        from buckram.desk.tray import waiting_count
        from buckram.desk.undoing import tally
        from buckram_tui.card.side import side_lines

        side = self.query_one("#side", Lines)
        done = tally(self.desk, limit=2 * side.size.height + 10)
        waiting = waiting_count(self.desk)
        side.show(side_lines(done, waiting, side.size.width, side.size.height, side.look.glyphs))

    def choose(self, question: str, options: Sequence[Option], *, words_only: bool = False) -> None:
        """A menu in the place of the card; Enter does nothing to a box meanwhile, and the head says so."""
        super().choose(question, options, words_only=words_only)
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
