"""The title in hand on the check-in screen: which it is, and what became of it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING

from buckram.errors import Stale
from buckram_tui.card.arrangement import Arrangement
from buckram_tui.card.keybar import Showing
from buckram_tui.screens.card import CardScreen
from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram.desk.cards import Card
    from buckram.desk.elsewhere import Glance
    from buckram.desk.outcome import Outcome
    from buckram.storage.notes import Note

LOOK_AROUND = 1.0
"""Seconds after which what another station did appears at the latest."""

WIDE = 100
"""From so many columns on the side is wider: there is room for whole titles."""


class TitleInHand(CardScreen):
    """Takes titles in hand; acts get it as what they act on. Subclasses say what a scan does.

    came_with_gap: the issue that the last receipt was of, when others before it did not come. by_year: titles
    whose boxes stand by year, or by volume again. glance: the state of the library that the card shows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_year: dict[int, bool] = {}
        self.came_with_gap: int | None = None
        self.glance: Glance | None = None

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

    def say_not_lit(self) -> None:
        """A letter that is about a box, where none is lit."""
        fold = self.lit_fold()
        self.news("This is a whole volume: Enter unfolds it." if fold else "Nothing is lit.", Level.LOOK)

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

    # Which title

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

    def on_resize(self) -> None:
        """The window holds more or less now."""
        self.set_class(self.size.width >= WIDE, "wide")
        if self.desk_app.is_open:
            self.call_after_refresh(self.refresh_all)
