"""The keys of the card about its pattern: make it, and ask why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from buckram_tui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from buckram.desk.cards import Box
    from buckram_tui.widgets.line import Cell


class PatternActs(AskingScreen):
    """P and E on the card. Subclasses say which title is in hand and which box is lit."""

    @property
    def title_id(self) -> int | None:
        """The title in hand."""
        raise NotImplementedError

    def lit_box(self) -> Box | None:
        """The lit box, or None."""
        raise NotImplementedError

    def show_panel(self, lines: Callable[[int], list[list[Cell]]]) -> None:
        """Words in the place of the card. lines: for a width."""
        raise NotImplementedError

    async def action_pattern(self) -> None:
        """P: the workshop, with the title in hand on the bench."""
        if self.title_id is not None:
            await self.desk_app.go("workshop")

    def action_explain_issue(self) -> None:
        """E: why the lit issue is the next one."""
        from buckram.desk.explaining import explain_issue
        from buckram_tui.workshop.head import sentence_lines

        if box := self.lit_box():
            told = explain_issue(self.desk.library, box.issue.id)
            # What Enter would receive is not what Enter does to a page.
            self.news("")
            self.show_panel(lambda width: sentence_lines(f"Why {told.heading}?", told.sentences, width))
