"""Check-in, the home screen: scan, received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from buckram.rules.status import RECEIVABLE
from buckram_tui.card.choices import TitleChoices
from buckram_tui.card.keybar import Showing
from buckram_tui.keys import CARD, CHECK_IN, bindings
from buckram_tui.screens.in_hand import TitleInHand
from buckram_tui.terminal.outcomes import Submit
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.panel import Panel

if TYPE_CHECKING:
    from buckram.desk.outcome import Outcome
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

    A code that no title bears asks which one it is: type words, Enter. It is remembered, and the next scan
    works alone. Esc, or the next scan, leaves the piece on the no-record pile. U on the card shows what is
    remembered, and what the digits beside the barcode count; there it is mended.

    No scan can press a key by accident: whatever you were doing, a scan goes to the scan line.

    When the piece is not as expected: F7, and a letter. It offers what makes sense for the lit box; when the
    last receipt passed over issues, it asks first what became of those. After an arrow key you are on the
    card, and the letters act at once. A box that is late says so with the time since its last day of grace
    (9d days, 3w weeks, 5m months); claim 2 and watch say what is done about it. An asterisk marks a note.

    C: type what is printed (12 4, v.12 no.4, mar, 7/8 jul/aug, 15 mar); what is not typed is as predicted,
    and ! at the end insists on a misprint. What follows is predicted anew. When the same comes again, a
    changed pattern is offered; Y takes it.

    A finished volume is one line that says what of it is not plainly here. Enter or F unfolds it; B lets the
    boxes stand by year. PgUp reaches back to the first issue. Space marks the lit box, and at another box
    all between: R receives them, X says that none was published, in one act that one ^Z takes back.

    What another station did to this title is shown before a key can act on boxes that are old.

    A note that you have not read stops the receipt until you have seen it. A bell means: look up from the
    tray. Silence means: fine. Everything you see as received is on the disk.
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked: Outcome | None = None
        # A code that no title bears: the title that is taken next may be said to.
        self._unknown: Outcome | None = None

    # Scans and typing

    async def take_scan(self, scan: Submit) -> None:
        """One scan or one typed line."""
        from buckram.desk.checkin import scan as check_in

        if not scan.burst and self._put_aside(scan.text):
            return
        if self.showing is Showing.CHOICES and not scan.burst:
            choices = self.query_one("#choices", TitleChoices)
            if choices.lit:
                await choices.action_choose()
                return
        self.close_menu()
        self.close_entry()
        if self._unknown and not scan.burst and self._offer_for_code(scan.text):
            return
        self.tell(check_in(self.desk, scan.text, by_hand=not scan.burst))

    def _put_aside(self, text: str) -> bool:
        """Words behind "no record:" put a piece without a code on the pile; says whether they did."""
        from buckram.desk.pile import put_aside, words_put_aside

        words = words_put_aside(text)
        if words is None:
            return False
        put_aside(self.desk, words)
        if self.showing is Showing.CHOICES:
            self._leave_choices()
        self.news("It lies on the no-record pile (F5), with these words.")
        self.show_side()
        return True

    def typed(self, text: str) -> None:
        """Words make a list that narrows as they are typed; digits wait for their end."""
        if not any(c.isalpha() for c in text[:-1]) or text[:1].isdigit() or text.startswith("]"):
            # A list that a scan or an ended line asked for stays until it is answered.
            if self.showing is Showing.CHOICES and not text and self._asked is self._unknown:
                self._leave_choices()
                if self._unknown:
                    self.news(f"{self._unknown.sentence} Esc: it waits on the no-record pile.", Level.LOOK)
            return
        if len(text) >= SEARCH_FROM:
            from buckram.desk.looking_up import FOUND_AT_MOST, look_up

            found = look_up(self.desk.library, text)
            self._asked = self._unknown
            self._offer(found)
            self.news(f"The first {FOUND_AT_MOST}: type more." if len(found) == FOUND_AT_MOST else "")

    def tell(self, outcome: Outcome) -> None:
        from buckram.desk.outcome import Done

        self.on_card = False
        self._unknown = outcome if outcome.done is Done.NO_RECORD and outcome.key else None
        self.arrangement.unmark()
        receipt = outcome.receipt
        self.came_with_gap = receipt.issue_id if receipt and receipt.skipped else None
        if self.came_with_gap:
            outcome = replace(outcome, next_step=f"{outcome.next_step} F7: what became of it?")
        sentence = f"{outcome.sentence} {outcome.next_step}".rstrip()
        if outcome.done is Done.CHOOSE:
            self._asked = outcome
            self._offer(outcome.titles)
            if outcome.look:
                # A piece in hand, not words that were looked for: silence would mean that it is received.
                self.desk_app.look_up(sentence)
            else:
                self.news(sentence)
            self.show_side()
            return
        if outcome.title_id is not None:
            # After a receipt the light goes to the current box; otherwise to the issue that is meant.
            self.hold_title(outcome.title_id, None if outcome.receipt else outcome.issue_id)
        if outcome.notes and outcome.issue_id is not None:
            self.stop(outcome.notes, outcome.issue_id)
        elif outcome.done not in {Done.OPENED, Done.RECEIVED, Done.BARCODE}:
            self.darken(there=outcome.title_id is not None)
            self.second_piece = outcome.question == "here already"
            self.show_head()
            self.show_keys()
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
        if self._unknown and outcome.titles:
            self._asked = self._unknown
            self._offer(outcome.titles)
        self.show_side()

    # The list of titles to choose from

    def _offer(self, titles: Sequence[TitleLine]) -> None:
        if self.showing is not Showing.CHOICES:
            self.show_there(Showing.CHOICES)
        self.query_one("#head", Lines).show(self._which())
        self.query_one("#choices", TitleChoices).offer(titles)

    def _which(self) -> list[list[Cell]]:
        """The question over the list: what is taken may be remembered."""
        if self._asked is None or self._asked.key is None:
            return [[(" Which title?", "title")]]
        from buckram.identify import spelled

        return [
            [(f" {spelled(self._asked.key)} will mean the title that is taken.", "title")],
            [(" Esc: not for this code; it waits on the no-record pile.", "dim")],
        ]

    def _offer_for_code(self, text: str) -> bool:
        """What was typed after a code that no title bears: the titles it may be; False if none is."""
        from buckram.desk.looking_up import look_up

        found = look_up(self.desk.library, text)
        if found:
            self._asked = self._unknown
            self._offer(found)
            self.news("Enter: the code means the lit title from now on.", Level.LOOK)
        return bool(found)

    def taken(self, title: TitleLine) -> None:
        from buckram.desk.checkin import take

        asked, self._asked = self._asked, None
        self.tell(take(self.desk, title.id, asked))

    def _leave_choices(self) -> None:
        self._asked = None
        if self.card is None:
            self.show_welcome()
        else:
            self.show_there(Showing.CARD)
            self.show_head()

    # The light

    def action_step(self, columns: int, rows: int) -> None:
        """An arrow key: onto the card, or another page of what covers it."""
        if self.showing is Showing.NOTES:
            self.action_page(columns + rows)
        elif self.brighten():
            # The light is back where it was, and a letter is an act there.
            self.on_card = True
            self.show_keys()
        elif self.showing is Showing.CARD and self.card:
            self.view.step(columns, rows)
            self._stepped()

    def action_page(self, by: int) -> None:
        """A page of the card, or of what covers it."""
        if self.showing is Showing.NOTES:
            self.query_one("#panel", Panel).turn(by)
        elif not self.brighten() and self.showing is Showing.CARD and self.card:
            self.view.page(by)
            self._stepped()

    def action_to_light(self) -> None:
        """Home: the current box."""
        if self.brighten() or self.showing is not Showing.CARD or self.card is None:
            return
        if self.card.lit is None or self.card.asked is not None:
            # Round a box of long ago the current one was not read.
            self.hold_title(self.card.title.id, None, run=self.card.run)
        place = self.current_place()
        if place is not None:
            self.view.light(place)
        self._stepped()

    def _stepped(self) -> None:
        """The light is on something else. At the upper end the rest of the past is read."""
        self.on_card = True
        lit = self.lit_fold()
        if lit is not None and not lit.name:
            self.arrangement.unfold(lit)
            self.show_arranged(lit.last)
        self.show_keys()
        self.show_head()

    def action_next_run(self) -> None:
        """S: issues, supplements, indexes in turn."""
        if self.card and len(self.card.runs) > 1:
            runs = list(self.card.runs)
            following = runs[(runs.index(self.card.run) + 1) % len(runs)]
            self.hold_title(self.card.title.id, None, run=following)

    # Acts

    async def action_receive(self) -> None:
        """Enter: the lit thing."""
        from buckram.desk.noting import have_read

        if self.showing is Showing.NOTES:
            stopped = self.stopped
            have_read(self.desk, [note.id for note in self.notes])
            self.show_there(Showing.CARD)
            # What was read is no new note any more.
            self.reload()
            if stopped is not None:
                self._receive(*stopped)
            return
        second = self.second_piece
        if self.brighten() and not second:
            return
        self.see_elsewhere()
        if fold := self.lit_fold():
            from buckram_tui.acts.arranging import unfold

            unfold(self, fold)
            return
        box = self.lit_box()
        may_receive = box is not None and self.showing is Showing.CARD and not second
        if box is not None and may_receive and box.issue.status in RECEIVABLE:
            self._receive(box.issue.id, box.issue.version)
        else:
            await self.run_act(self._cannot_receive)

    async def _cannot_receive(self) -> str | None:
        """Enter where nothing can be received: what the piece in hand may be then."""
        from buckram_tui.acts.table import ACTS

        box = self.lit_box()
        on_card = self.showing is Showing.CARD and self.card is not None
        if on_card and box is not None and "again" in ACTS:
            return await self.do("again")
        if on_card and self.card and not self.card.boxes and "by_number" in ACTS:
            return await self.do("by_number")
        if box is not None:
            self._receive(box.issue.id, box.issue.version)
            return None
        self.news("Nothing is lit. Scan a piece, or type words of its title.", Level.LOOK)
        return None

    def _receive(self, issue_id: int, version: int) -> None:
        from buckram.desk.checkin import receive_lit
        from buckram.errors import Stale
        from buckram.storage.issues import get

        try:
            self.tell(receive_lit(self.desk, issue_id, version))
        except Stale:
            # Before the sentence is read the card has to show what it speaks of.
            self.hold_title(get(self.desk.library, issue_id).title_id, None)
            raise

    def stop(self, notes: Sequence[Note], issue_id: int) -> None:
        from buckram.storage.issues import get

        self.show_notes(notes, stops=True)
        self.stopped = (issue_id, get(self.desk.library, issue_id).version)
        self.show_keys()

    async def action_back(self) -> None:
        """Esc: out of the list, the notes, the card; with nothing left it stays."""
        # The next words are for another piece than the one whose code nobody knows.
        waits, self._unknown = self._unknown, None
        if self.showing is Showing.CHOICES:
            self._leave_choices()
        elif self.showing is Showing.NOTES and self.card:
            self.show_there(Showing.CARD)
            self.show_head()
        elif self.arrangement.marked:
            self.arrangement.unmark()
            self.reload()
        elif self.on_card and self.card:
            self.on_card = False
            self.hold_title(self.card.title.id, None, run=self.card.run)
        else:
            self.brighten()
        self.news("The piece waits on the no-record pile (F5)." if waits else "")
