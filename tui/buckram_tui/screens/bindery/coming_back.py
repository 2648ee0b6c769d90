"""Back from the binder: boxes are unpacked by scanning, what came is checked, accepted, shelved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import NotFound, Refused
from buckram.rules.bindery.coming_back import Step, Sums
from buckram_tui.bindery.back_rows import LINES, WORDS, back_row, stray_row, sum_lines
from buckram_tui.keys import COMING_BACK, EVERYWHERE, LIST, bar, bindings
from buckram_tui.screens.bindery.back_acts import BackActs
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.storage.bindery.volumes import Volume


class ComingBack(BackActs):
    """The lines of a lot that is out, or of all of them. A scan is what came."""

    HEADING = "Back"
    PLACES = (COMING_BACK, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMING_BACK, LIST)
    EXPLAINS = """
    Count first: C takes how many volumes lie on the table, before any list is looked at. Then scan each
    ticket: what was sent is booked as back, to its own lot, whichever is in front. Where the ticket is gone,
    the title's code does, or Enter on its line. The line above the list is the reconciliation, in units with
    their pieces in brackets: back, refused and short make up what was sent, and it says what is still open.

    R: it came back unbound; the binder's reason, and what is done with it: held, sent again, boxed,
    withdrawn. X: it was in no box. A: something came that was not sent. D decides about what was refused or
    is short, and changes the price charged.

    Scan a ticket once more, or Enter or Q on its line: the quality check. What passes is one bound volume
    from then on; the next scan is its new barcode. Y: all marked go a step on: came, processed, shelved. P
    prints the shelf list. A lot is done when nothing of it waits. Every step is undone by ^Z, in any number.
    """
    place = Place(letters_act=True)
    LIT_LINES = 3

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._then: Callable[[], None] | None = None

    def body(self) -> Iterator[Widget]:
        """The sums, the lines, the lit line whole."""
        yield Lines(id="sums")
        yield Rows(
            LINES,
            self._rows,
            lambda: len(self.shown) + len(self.strays),
            marking=True,
            empty="Nothing is out. A lot that was sent (F9 G) comes back here.",
            id="lines",
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def show_lot(self, lot_id: int | None) -> None:
        """Bring a lot to the front; None: all that are out."""
        self.lot_id, self.only = lot_id, None
        if self.is_mounted:
            self.refresh_all()
            self.rows().light(0)

    def heading(self) -> str:
        """Which lot, and what of it is shown."""
        parts = [super().heading()]
        if self.lot_id is None:
            lots = len({line.lot_id for line in self.lines})
            parts.append(f"{lots} lot{'' if lots == 1 else 's'} out")
        elif self.lines:
            one = self.lines[0]
            parts.append(f"lot {one.lot}, {one.binder}")
            parts += ["corrections"] * (one.kind == "corrections") + ["done"] * (one.lot_state == "done")
        if self.only is not None:
            parts.append(f"only {WORDS[self.only][0]}: {len(self.shown)}")
        return "  ".join(parts)

    def keys(self) -> Sequence[Key]:
        """What the lit line wants first."""
        return bar(
            (COMING_BACK, "next"),
            (COMING_BACK, "all on"),
            (COMING_BACK, "refused"),
            (COMING_BACK, "short"),
            (COMING_BACK, "decide"),
            (COMING_BACK, "count"),
            (COMING_BACK, "came too"),
            (COMING_BACK, "lot"),
            (COMING_BACK, "shelf list"),
            (EVERYWHERE, "back"),
            (EVERYWHERE, "undo"),
        )

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.bindery.coming_back import sums
        from buckram.rules.bindery.coming_back import summed
        from buckram.storage.bindery import lots, returned

        if not self.is_mounted:
            return
        library = self.desk.library
        if self.lot_id is not None and lots.find(library, self.lot_id) is None:
            self.lot_id = None
        if self.lot_id is None:
            self.lines = returned.out(library)
            lot_ids = dict.fromkeys(line.lot_id for line in self.lines)
            strays = [stray for lot_id in lot_ids for stray in returned.strays(library, lot_id)]
            over = sum(not stray.settled for stray in strays)
            self.sums = summed(((one.result, one.step, one.pieces) for one in self.lines), over=over)
        else:
            self.lines = returned.of_lot(library, self.lot_id)
            strays = returned.strays(library, self.lot_id)
            self.sums = sums(library, self.lot_id, self.lines)
        self.shown = [one for one in self.lines if self.only in (None, one.step)]
        self.strays = [stray for stray in strays if not stray.settled] if self.only is None else []
        self.show_sums()
        rows = self.rows()
        there = {line.id for line in self.shown}
        rows.unmark([key for key in rows.marks if key not in there])
        rows.reload()
        self.show_heading()

    def show_sums(self) -> None:
        """The reconciliation, above the list."""
        lines = sum_lines(self.sums if self.lines else Sums(), max(self.size.width, 40))
        sums = self.query_one("#sums", Lines)
        sums.styles.height = len(lines)
        sums.show(lines)

    def on_resize(self) -> None:
        """What is told in words has another width."""
        if self.is_mounted:
            self.show_sums()
            self.show_whole()

    def _rows(self, offset: int, limit: int) -> list[Row]:
        rows = [back_row(one) for one in self.shown[offset : offset + limit]]
        first = max(offset - len(self.shown), 0)
        left = limit - len(rows)
        return rows + [stray_row(one) for one in self.strays[first : first + left]]

    def lit_text(self) -> str:
        """The lit line whole, and what is to be done with it."""
        line, stray = self.lit_line(), self.lit_stray()
        if stray is not None:
            return f"{stray.what}: came and was not sent. Enter says what became of it."
        if line is None:
            return ""
        to_shelf = self.processing(line)
        place = "" if to_shelf else ", ".join(part for part in (line.location, line.call_number) if part)
        price = f"charged {line.charged}" if line.charged else f"expected {line.price}" if line.price else ""
        money = f"{price} {line.currency}".strip()
        told = "; ".join(part for part in (place, line.reason, money) if part)
        return f"{line.name}: {' '.join(part for part in (to_shelf, told) if part)}"

    # Scans

    def come_to_front(self) -> None:
        """What the check left to be said comes after all is shown anew."""
        # Who was away meanwhile may hold another piece in hand.
        self.wants = None
        super().come_to_front()
        then, self._then = self._then, None
        if then is not None:
            then()

    async def take_over(self, then: Callable[[], None]) -> None:
        """Come back to the front from the check; `then` says what came of it."""
        self._then = then
        await self.desk_app.go("coming-back")

    def accepted(self, line_id: int, volume: Volume) -> None:
        """The check has passed a volume: its barcode may come next."""
        line = self.line(line_id)
        self.light_line(line_id)
        self.wants = volume.id
        self.news(f"Accepted. {self.processing(line)} Scan its new barcode, or the next ticket.")

    async def take_scan(self, scan: Submit) -> None:
        """A ticket, a title's code, or the barcode that is waited for."""
        self.close_entry()
        wanted, self.wants = self.wants, None
        if wanted is not None and await self._barcode(wanted, scan):
            return
        await self._unpack(scan.text, wanted)

    async def _barcode(self, volume_id: int, scan: Submit) -> bool:
        """Put a scan on a volume, if it is a barcode of the library's; says whether it was one."""
        from buckram.desk.bindery.tickets import by_number
        from buckram.desk.deciding import decided
        from buckram.desk.item_barcodes import meant, put_on_volume
        from buckram.identify import read

        library = self.desk.library
        reading = read(scan.text, institution=decided(library, "institution") or None)
        code = meant(library, reading, by_hand=not scan.burst)
        if code is None or by_number(library, code) is not None:
            return False
        try:
            sentence = put_on_volume(self.desk, volume_id, code)
        except NotFound:
            # Its acceptance was taken back meanwhile: this is the next thing in hand.
            return False
        except Refused:
            self.wants = volume_id
            raise
        self.refresh_all()
        self.news(f"{sentence} The next one.")
        return True

    async def _unpack(self, text: str, wanted: int | None) -> None:
        from buckram.desk.bindery.coming_back import Scanned, scan_back

        booked = scan_back(self.desk, text, self.lot_id)
        self.last_unknown = text if booked.what in {Scanned.UNKNOWN, Scanned.NOT_SENT} else ""
        self.refresh_all()
        if booked.choices:
            self.which_came(booked.sentence, booked.choices)
            self.desk_app.look_up(booked.sentence, Level.ASK)
            return
        line = booked.line
        if booked.what is Scanned.UNKNOWN:
            # A slip of the scanner: the barcode that is waited for comes after it.
            self.wants = wanted
        if line is not None:
            self.light_line(line.id)
            if booked.what is Scanned.HERE and line.step is Step.CHECK:
                await self.open_check(line)
                return
            if booked.what is Scanned.HERE and line.step is Step.BARCODE:
                self.wants = line.volume_id
                self.news(f"{line.name} has no barcode yet: scan it.")
                return
        if booked.look:
            self.desk_app.look_up(booked.sentence)
        else:
            left = self.sums.waiting.get(Step.COME, 0)
            self.news(f"{booked.sentence} {f'{left} still open.' if left else 'All of it came.'}")

    async def action_back(self) -> None:
        """Esc: the filter goes first, then back to the lots."""
        from buckram_tui.desks import SCREENS

        if self.only is not None:
            self.only = None
            self.news("")
            self.refresh_all()
        elif "lots" in SCREENS:
            await self.desk_app.go("lots")
        else:
            await super().action_back()
