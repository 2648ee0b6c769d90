"""The quality check of one volume: one key where everything is fine, a letter for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import NotFound, Refused
from buckram.rules.bindery.faults import BY_LETTER, Found, Whose, free_of_charge, turned
from buckram_tui.bindery.check_sheet import sheet_lines
from buckram_tui.keys import EVERYWHERE, QUALITY, bar, bindings
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level, TitleBar
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.bindery.quality import Sheet
    from buckram.storage.bindery.returned import BackLine
    from buckram_tui.screens.bindery.coming_back import ComingBack


class QualityCheck(AskingScreen):
    """One volume in hand. Letters are faults here; a scan goes back to the unpacking."""

    HEADING = "Quality check"
    PLACES = (QUALITY,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(QUALITY)
    EXPLAINS = """
    Every volume is looked at. Hold its spine against the piece first: title, call number, volume, date; then
    against the ticket, which is shown at the right. Then the set (colour, foil, type), the text (nothing
    trimmed away, in order, upright, nothing lacking), how it is made (leaves, hinges, boards, opens flat),
    and its looks.

    Enter: everything is fine. It is accepted at the expected price, its issues are one bound volume from now
    on, and its new barcode can be scanned at once.

    A letter is a fault, with its code and class. Pressed again it is ours: the ticket says the same, and the
    binder did as he was told. Pressed once more it is fine. N puts a note beside the last one. With faults
    marked, Enter asks: back to be corrected (into a correction lot, free where every fault is the binder's),
    accepted as it is, or accepted and mended here. Every fault counts in the binder's record.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._line: BackLine | None = None
        self._sheet: Sheet | None = None
        self._found: tuple[Found, ...] = ()
        self._last = ""

    def body(self) -> Iterator[Widget]:
        """The sheet."""
        yield Lines(id="sheet")

    def check(self, line: BackLine) -> None:
        """Take a volume in hand, with the faults noted of it; those of the one before are forgotten."""
        from buckram.storage.bindery import returned

        noted = returned.found(self.desk.library, line.id) if line.checked else ()
        self._line, self._found, self._last = line, noted, ""
        self.refresh_all()

    @property
    def back(self) -> ComingBack:
        """The screen of the unpacking, to which this belongs."""
        return cast("ComingBack", self.desk_app.get_screen("coming-back"))

    def keys(self) -> Sequence[Key]:
        """One key, or a letter."""
        first = "what then" if self._found else "all is fine"
        return [
            ("Enter", first),
            ("letter", "a fault; again: ours; again: fine"),
            *bar((QUALITY, "note"), (QUALITY, "open"), (EVERYWHERE, "back")),
        ]

    def heading(self) -> str:
        """Of which lot."""
        if self._line is None:
            return super().heading()
        return f"{super().heading()}  lot {self._line.lot}, {self._line.binder}"

    def refresh_all(self) -> None:
        """Ask again."""
        if not self.is_mounted or self._line is None:
            return
        from buckram.desk.bindery.quality import sheet
        from buckram.storage.bindery import returned

        try:
            self._line = returned.get(self.desk.library, self._line.id)
        except NotFound:
            # Its lot was taken back.
            self._line, self._sheet = None, None
            self.query_one("#sheet", Lines).show([])
            return
        self._sheet = sheet(self.desk.library, self._line)
        self._show()
        self.query_one("#title", TitleBar).show(self.heading())

    def on_resize(self) -> None:
        """The sheet has another width."""
        self._show()

    def _show(self) -> None:
        if self._sheet is not None:
            lines = self.query_one("#sheet", Lines)
            width = max(self.size.width, 40)
            lines.show(sheet_lines(self._sheet, self._found, width, lines.look.glyphs.ellipsis))
        self.show_keys()

    def action_fault(self, letter: str) -> None:
        """A letter: the fault is the binder's, ours, or none."""
        self._found = turned(self._found, letter)
        check = BY_LETTER[letter]
        now = next((one for one in self._found if one.code == check.code), None)
        self._last = check.code if now else ""
        self._show()
        if now is None:
            self.news(f"{check.right}.")
        elif now.whose is Whose.BINDER:
            again = "again where the ticket says the same"
            self.news(f"{check.wrong.capitalize()} ({check.fault_class}); {again}.", Level.LOOK)
        else:
            self.news(f"{check.wrong.capitalize()}: ours, the ticket says the same.", Level.LOOK)

    def action_note(self) -> None:
        """N: beside the fault that was pressed last."""
        code = self._last
        if not code:
            raise Refused("No fault was pressed.", "Press its letter first, then N.")
        before = next(one for one in self._found if one.code == code)

        def answered(text: str) -> str:
            note = " ".join(text.split())
            self._found = tuple(replace(one, note=note) if one.code == code else one for one in self._found)
            self._show()
            return "Noted." if note else "No note."

        self.ask(f"What is to be said of it ({before.check.wrong})", answered, before.note)

    async def action_fine(self) -> None:
        """Enter: accepted; with faults it is asked what then."""
        line = self._in_hand()
        if not self._found:
            await self.run_act(self._accept)
            return
        cost = "free of charge" if free_of_charge(self._found) else "a fault is ours, so it costs"
        options = []
        if line.checked != "rejected":
            options.append(Option("r", "reject", f"Back to be corrected, {cost}.", self._reject))
        if line.checked != "passed":
            options += [
                Option("a", "accept", "As it is; its faults are counted.", self._accept),
                Option("m", "mend", "Accept it, and mend it here.", self._mend),
            ]
        self.choose(f"{line.name}: what then?", options)

    def _in_hand(self) -> BackLine:
        if self._line is None:
            raise Refused("No volume is in hand.", "Scan its ticket.")
        return self._line

    async def _accept(self) -> None:
        """One bound volume; its barcode may be scanned now."""
        from buckram.desk.bindery.accepting import accept

        line = self._in_hand()
        if line.checked == "passed":
            raise Refused(f"{line.name} was {line.checked} already.", "Its letters mark what is wrong now.")
        volume = accept(self.desk, line, self._found)
        self._found = ()
        await self.back.take_over(lambda: self.back.accepted(line.id, volume))

    async def _mend(self) -> None:
        """Accepted, and into the mending queue."""
        from buckram.desk.bindery.accepting import accept
        from buckram.rules.bindery.faults import told

        line, words = self._in_hand(), told(self._found)
        accept(self.desk, line, self._found)
        self._found = ()
        await self.back.take_over(lambda: self.back.mend_volume(line.id, words))

    async def _reject(self) -> None:
        from buckram.desk.bindery.quality import reject

        done = reject(self.desk, self._in_hand(), self._found)
        self._found = ()
        await self.back.take_over(lambda: self.back.news(f"{done.sentence} ^Z takes it back."))

    async def take_scan(self, scan: Submit) -> None:
        """Another volume: this one is left unjudged, unless it is its own ticket."""
        line = self._line
        if line is not None and scan.text.strip().strip("*").upper() == line.ticket:
            self.news(f"The ticket of {line.name}: Enter where everything is fine.")
            return

        def take() -> None:
            self.back.call_later(self.desk_app.take_scan, scan)

        await self.back.take_over(take)

    async def action_open(self) -> None:
        """O: the title's card."""
        line = self._in_hand()
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(line.title_id, None)

    async def action_back(self) -> None:
        """Esc: the faults stay while the volume stays in hand."""
        await self.back.take_over(lambda: self.back.news("Not judged yet."))
