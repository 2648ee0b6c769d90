"""A list screen that asks which title is meant: words are typed, one is chosen in the place of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from buckram_tui.card.choices import TitleChoices
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.screens.base import hidden
from buckram_tui.terminal.outcomes import Submit

if TYPE_CHECKING:
    from buckram.storage.titles import TitleLine

Taken = Callable[[int], str | None]
"""Gets the id of the title that was chosen, and gives the news."""


class PickingScreen(AskingScreen):
    """Subclasses yield `choices` in their body and say what it stands in the place of (`below`)."""

    _taken: Taken | None = None

    @property
    def below(self) -> Widget:
        """The list that has the light otherwise."""
        raise NotImplementedError

    @property
    def picking(self) -> bool:
        """Whether a title is being chosen."""
        return self._taken is not None

    def choices(self) -> Widget:
        """The titles to choose from, not shown yet."""
        return hidden(TitleChoices(self._title_taken, id="choices"))

    def ask_title(self, taken: Taken) -> None:
        """Ask for words of a title, then which one."""

        def answered(text: str) -> str:
            from buckram.desk.looking_up import look_up
            from buckram.errors import Refused

            found = look_up(self.desk.library, text)
            if not found:
                raise Refused("No title answers to this.", "Fewer or other words; or Esc, then M makes one.")
            # At once: an Enter typed ahead takes a title, and does not ask the question anew.
            self.pick(found, taken)
            return "Which title?"

        self.ask("Words of the title, or its ISSN", answered)

    def pick(self, titles: Sequence[TitleLine], taken: Taken) -> None:
        """Offer titles in the place of the list."""
        self._taken = taken
        self.below.add_class("gone")
        choices = self.query_one("#choices", TitleChoices)
        choices.remove_class("gone")
        choices.offer(titles)
        self.set_focus(choices)
        self.show_keys()

    async def _title_taken(self, title: TitleLine) -> None:
        taken = self._taken
        self._leave_titles()
        if taken is not None:
            await self.run_act(lambda: taken(title.id))

    def _leave_titles(self) -> None:
        self._taken = None
        self.query_one("#choices").add_class("gone")
        self.below.remove_class("gone")
        self.set_focus(self.below)
        self.show_keys()

    def close_entry(self) -> None:
        """The arrows move in the list again."""
        super().close_entry()
        if self.is_mounted:
            self.set_focus(self.below if self._taken is None else self.query_one("#choices"))

    async def action_back(self) -> None:
        """Esc: out of the list of titles, then home."""
        if self._taken is not None:
            self._leave_titles()
            self.news("")
        else:
            await super().action_back()

    async def take_scan(self, scan: Submit) -> None:
        """A scan goes to check-in, whatever is asked here."""
        self._leave_titles()
        self.close_entry()
        await super().take_scan(scan)
