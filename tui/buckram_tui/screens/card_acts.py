"""The acts on the card that ask for prose: notes and the day of receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from buckram.desk.cards import Box


class CardActs(AskingScreen):
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

    def _noted(self, text: str, issue_id: int | None) -> None:
        from buckram.desk.noting import write_note

        assert self.title_id is not None
        write_note(self.desk, self.title_id, text, issue_id=issue_id)
        self.refresh_all()
        self.news("The note is kept. Others read it before their next receipt.")

    def action_back_date(self) -> None:
        """D: the day that receipts count from now."""
        self.ask("Received on (today, yesterday, 18, 18 nov, -3)", self._dated)

    def _dated(self, text: str) -> None:
        from buckram.desk.deciding import decided
        from buckram.rules.typed_day import typed_day

        desk = self.desk
        day_first = bool(decided(desk.library, "day_first"))
        desk.back_date(typed_day(text, desk.today(), day_first=day_first))
        self.come_to_front()
        stays = "This day stays until you change it."
        self.news("Receipts count as of today." if desk.receipt_date is None else stays)
