"""The acts on the card for a piece that is not what was predicted: correct, join, not published, offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram_tui.screens.card_acts import CardActs
from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram.desk.checkin import Outcome
    from buckram.desk.correcting import Corrected, Printed
    from buckram.storage.notes import Note


class RepairActs(CardActs):
    """C, J, X and Y on the card."""

    def hold_title(
        self, title_id: int, issue_id: int | None, *, run: str = "basic", keep_mode: bool = False
    ) -> None:
        """Take a title in hand; light the issue, or the current box."""
        raise NotImplementedError

    def _tell(self, outcome: Outcome) -> None:
        raise NotImplementedError

    def _stop(self, notes: Sequence[Note], issue_id: int) -> None:
        raise NotImplementedError

    def action_correct(self) -> None:
        """C: what is printed on the piece."""
        box = self.lit_box()
        if box is None:
            self.news("Nothing is lit. Move the light to the box that the piece belongs to.", Level.LOOK)
            return
        issue = box.issue
        self.ask(
            f"Printed where {issue.label} was predicted (12 4, mar, 7/8 jul/aug)",
            lambda text: self._printed(text, issue.id),
        )

    def _printed(self, text: str, issue_id: int) -> str:
        from buckram.desk.checkin import Done, Outcome
        from buckram.desk.correcting import AnotherBox, correct, read_printed
        from buckram.desk.receiving import UnreadNotes
        from buckram.rules.status import RECEIVABLE
        from buckram.storage.issues import get

        library = self.desk.library
        issue = get(library, issue_id)
        try:
            printed = read_printed(library, issue_id, text)
        except AnotherBox as other:
            self.hold_title(issue.title_id, other.issue_id, run=issue.run)
            return str(other)
        try:
            done = correct(self.desk, printed, receives=issue.status in RECEIVABLE)
        except UnreadNotes as stop:
            return self._corrected_first(printed, stop)
        if done.receipt:
            self._tell(
                Outcome(text, Done.RECEIVED, done.sentence, "", done.title_id, issue_id, receipt=done.receipt)
            )
            told = f"{done.finding.sentence} Received {done.receipt.label}."
        else:
            told = self._shown(done, issue_id, issue.run)
        self._offer_after(told, done.title_id, issue.run)
        return told

    def _corrected_first(self, printed: Printed, stop: Exception) -> str:
        """A note stops the receipt: the box is corrected, and received when the note was read."""
        from buckram.desk.correcting import correct
        from buckram.desk.receiving import UnreadNotes
        from buckram.pattern.repair import What

        assert isinstance(stop, UnreadNotes)
        if printed.finding.what is not What.AS_PREDICTED:
            correct(self.desk, printed)
        self.refresh_all()
        self._stop(stop.notes, printed.issue_id)
        return f"{printed.finding.sentence} {stop}"

    def _shown(self, done: Corrected, issue_id: int | None, run: str) -> str:
        """Show the card as it is now, with the light on an issue or on the current box; gives the news."""
        self.refresh_all()
        self.hold_title(done.title_id, issue_id, run=run)
        return done.sentence

    def action_join(self) -> None:
        """J: the lit issue and the next came as one."""
        from buckram.desk.correcting import combined_with_next

        if box := self.lit_box():
            issue = box.issue
            done = combined_with_next(self.desk, issue.id, issue.version)
            told = self._shown(done, issue.id, issue.run)
            self.news(told)
            self._offer_after(told, done.title_id, issue.run)

    def action_not_published(self) -> None:
        """X: the lit issue never appeared."""
        from buckram.desk.correcting import not_published

        if box := self.lit_box():
            issue = box.issue
            done = not_published(self.desk, issue.id, issue.version)
            told = self._shown(done, None, issue.run)
            self.news(told)
            self._offer_after(told, done.title_id, issue.run)

    def _offer_after(self, told: str, title_id: int, run: str) -> None:
        """Look for a changed pattern when the act is on the screen already."""
        self.call_after_refresh(self._say_offer, told, title_id, run)

    def _say_offer(self, told: str, title_id: int, run: str) -> None:
        from buckram.desk.offering import offer

        found = offer(self.desk.library, title_id, run)
        if found and self.title_id == title_id:
            self.news(f"{told} Again: {found.sentence} Y takes it.", Level.LOOK)

    def action_take_offer(self) -> None:
        """Y: the changed pattern that is offered."""
        from buckram.desk.offering import offer, take_offer

        if self.title_id is None:
            return
        box = self.lit_box()
        run = box.issue.run if box else "basic"
        found = offer(self.desk.library, self.title_id, run)
        if found is None:
            self.news("No changed pattern is offered: nothing came otherwise twice in the same way.")
            return
        adopted = take_offer(self.desk, found)
        self.refresh_all()
        self.hold_title(found.title_id, None, run=run)
        self.news(adopted.sentence)
