"""The acts on the card that ask for prose: notes and the day of receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.card.words import full_day
from buckram_tui.screens.pattern_acts import PatternActs

if TYPE_CHECKING:
    from buckram.desk.cards import Box


class CardActs(PatternActs):
    """Letters on the card. Subclasses say which title is in hand and which box is lit."""

    @property
    def title_id(self) -> int | None:
        """The title in hand."""
        raise NotImplementedError

    def lit_box(self) -> Box | None:
        """The lit box, or None."""
        raise NotImplementedError

    def action_note(self) -> None:
        """N: a note on the lit issue."""
        box = self.lit_box()
        if box:
            self.ask(f"Note on {box.issue.label}", lambda text: self._noted(text, box.issue.id))

    def action_title_note(self) -> None:
        """T: a note on the title."""
        if self.title_id is not None:
            self.ask("Note on the title", lambda text: self._noted(text, None))

    def _noted(self, text: str, issue_id: int | None) -> str:
        from buckram.desk.noting import write_note

        assert self.title_id is not None
        write_note(self.desk, self.title_id, text, issue_id=issue_id)
        self.refresh_all()
        what = "this issue" if issue_id else "an issue of this title"
        return f"The note is kept. Others read it before they receive {what}."

    def action_back_date(self) -> None:
        """F6: the day that receipts count from now."""
        self.ask("Received on (today, yesterday, 18, 18 nov, -3)", self._dated)

    def _dated(self, text: str) -> str:
        from buckram.desk.deciding import decided
        from buckram.rules.typed_day import typed_day

        desk = self.desk
        day_first = bool(decided(desk.library, "day_first"))
        desk.back_date(typed_day(text, desk.today(), day_first=day_first))
        self.come_to_front()
        day = desk.receipt_date
        stays = f"Receipts count as of {full_day(day)}. F6 and Enter: today again." if day else ""
        return stays or "Receipts count as of today."
