"""Check-in, the home screen: scan, received."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from buckram_tui.card.choices import TitleChoices
from buckram_tui.keys import CARD, CHECK_IN, bindings
from buckram_tui.screens.in_hand import Showing, TitleInHand
from buckram_tui.terminal.outcomes import Submit
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from buckram.desk.checkin import Outcome
    from buckram.storage.notes import Note
    from buckram.storage.titles import TitleLine

SEARCH_FROM = 2
"""So many letters are typed before titles are looked for: one begins half the library."""


class CheckIn(TitleInHand):
    """The scan line, the title in hand with its card, and this sitting's receipts at the side."""

    HEADING = "Check-in"
    PLACES = (CHECK_IN, CARD)
    HINT = "a barcode, or type an ISSN or words of the title"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHECK_IN, CARD)
    EXPLAINS = """
    Scan the barcode of a piece, or type its ISSN, its CODEN or words of its title. Its card opens with the
    current box lit: the first issue expected after the last that came. Enter receives it. When the two or
    five digits beside the barcode are known to name an issue of this title, the scan alone receives.

    No scan can press a key by accident: whatever you were doing, a scan goes to the scan line.

    After an arrow key you are on the card: letters are acts there. A box that is late says so with the
    time since its last day of grace (9d days, 3w weeks, 5m months). An asterisk marks an issue with a note.

    When the piece is not what the box predicted: C, and type what is printed (12 4, v.12 no.4, mar, 7/8
    jul/aug, 15 mar); what is not typed is as predicted, and ! at the end insists on a misprint. It is
    received so, and what follows is predicted anew. J: it came as one with the next. X: it never appeared.
    When the same comes again, a changed pattern is offered; Y takes it.

    A note that you have not read stops the receipt until you have seen it. A bell means: look up from the
    tray. Silence means: fine. Everything you see as received is on the disk.
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked: Outcome | None = None

    # Scans and typing

    async def take_scan(self, scan: Submit) -> None:
        """One scan or one typed line."""
        from buckram.desk.checkin import scan as check_in

        if self.showing is Showing.CHOICES and not scan.burst:
            choices = self.query_one("#choices", TitleChoices)
            if choices.lit:
                await choices.action_choose()
                return
        self.close_entry()
        self._tell(check_in(self.desk, scan.text, by_hand=not scan.burst))

    def typed(self, text: str) -> None:
        """Words make a list that narrows as they are typed; digits wait for their end."""
        if not any(c.isalpha() for c in text[:-1]) or text[:1].isdigit() or text.startswith("]"):
            # A list that a scan or an ended line asked for stays until it is answered.
            if self.showing is Showing.CHOICES and not text and self._asked is None:
                self._leave_choices()
            return
        if len(text) >= SEARCH_FROM:
            from buckram.desk.looking_up import FOUND_AT_MOST, look_up

            found = look_up(self.desk.library, text)
            self._asked = None
            self._offer(found)
            self.news(f"The first {FOUND_AT_MOST}: type more." if len(found) == FOUND_AT_MOST else "")

    def _tell(self, outcome: Outcome) -> None:
        from buckram.desk.checkin import Done

        self.on_card = False
        sentence = f"{outcome.sentence} {outcome.next_step}".rstrip()
        if outcome.done is Done.CHOOSE:
            self._asked = outcome
            self._offer(outcome.titles)
            self.news(sentence)
            return
        if outcome.title_id is not None:
            # After a receipt the light goes to the current box; otherwise to the issue that is meant.
            self.hold_title(outcome.title_id, None if outcome.receipt else outcome.issue_id)
        if outcome.notes and outcome.issue_id is not None:
            self._stop(outcome.notes, outcome.issue_id)
        elif outcome.done not in {Done.OPENED, Done.RECEIVED}:
            self.darken()
        if outcome.receipt:
            # The title stands in the head: what has to be looked at must not be cut off behind it.
            short = f"Received {outcome.receipt.label}. {outcome.next_step}"
            self.news(short if outcome.next_step else sentence, Level.LOOK if outcome.next_step else Level.OK)
            self.desk_app.after_receipt(outcome.receipt.title_id)
        if outcome.look:
            wrong = outcome.title_id is None
            news = short if outcome.receipt else sentence
            if outcome.done is Done.OPENED:
                # The head says what is lit; here stands only what to do.
                news = outcome.next_step
            self.desk_app.look_up(news, Level.WRONG if wrong else Level.LOOK)
        elif not outcome.receipt:
            # The head says what is lit; here stands only what to do.
            self.news(outcome.next_step or outcome.sentence)
        self.show_side()

    # The list of titles to choose from

    def _offer(self, titles: Sequence[TitleLine]) -> None:
        if self.showing is not Showing.CHOICES:
            self.show_there(Showing.CHOICES)
            self.query_one("#head", Lines).show([[(" Which title?", "title")]])
        self.query_one("#choices", TitleChoices).offer(titles)

    def taken(self, title: TitleLine) -> None:
        from buckram.desk.checkin import take

        asked, self._asked = self._asked, None
        self._tell(take(self.desk, title.id, asked))

    def _leave_choices(self) -> None:
        self._asked = None
        if self.card is None:
            self.show_welcome()
        else:
            self.show_there(Showing.CARD)
            self.show_head()

    # Acts

    def action_receive(self) -> None:
        """Enter: the lit thing."""
        from buckram.desk.checkin import receive_lit
        from buckram.desk.noting import have_read
        from buckram.errors import Stale
        from buckram.storage.issues import get

        if self.showing is Showing.NOTES:
            stopped = self.stopped
            have_read(self.desk, [note.id for note in self.notes])
            self.show_there(Showing.CARD)
            if stopped is None:
                return
            issue_id, version = stopped
        else:
            if self.brighten():
                return
            box = self.lit_box()
            if box is None or self.showing is not Showing.CARD:
                self.news("Nothing is lit. Scan a piece, or type words of its title.", Level.LOOK)
                return
            issue_id, version = box.issue.id, box.issue.version
        try:
            self._tell(receive_lit(self.desk, issue_id, version))
        except Stale:
            # Before the sentence is read the card has to show what it speaks of.
            self.hold_title(get(self.desk.library, issue_id).title_id, None)
            raise

    def _stop(self, notes: Sequence[Note], issue_id: int) -> None:
        from buckram.storage.issues import get

        self._show_notes(notes, stops=True)
        self.stopped = (issue_id, get(self.desk.library, issue_id).version)
        self.show_keys()

    def _show_notes(self, notes: Sequence[Note], *, stops: bool) -> None:
        from buckram_tui.card.head import note_lines

        self.show_panel(lambda width: note_lines(notes, width, stops=stops), notes)

    async def action_back(self) -> None:
        """Esc: out of the list, the notes, the card; with nothing left it stays."""
        if self.showing is Showing.CHOICES:
            self._leave_choices()
        elif self.showing is Showing.NOTES and self.card:
            self.show_there(Showing.CARD)
        elif self.on_card and self.card:
            self.on_card = False
            self.hold_title(self.card.title.id, None, run=self.card.run)
        else:
            self.brighten()
        self.news("")

    def action_read_notes(self) -> None:
        """I: all notes of the title and its issues."""
        if self.card:
            self._show_notes(self.card.notes, stops=False)
