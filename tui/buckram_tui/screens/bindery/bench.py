"""The bench: units are collated piece by piece, held while they lack something, and decided."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import ClassVar

from textual.binding import BindingType

from buckram.errors import Refused
from buckram_tui.keys import BENCH, bindings
from buckram_tui.screens.bindery.bench_view import BenchView
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.menu import Option

ACTS = {
    **dict.fromkeys(("all_well", "every", "check", "decide", "note", "urgent"), "bench_acts"),
    **dict.fromkeys(("lacks", "searched", "claim", "got_it", "mend"), "bench_lacking"),
    **dict.fromkeys(("split", "join", "add", "leave_out", "lot"), "bench_make_up"),
}
"""In which module the act of a letter is: they are loaded when they are first wanted."""


class Bench(BenchView):
    """Keys of the list, and of the unit in hand."""

    HEADING = "Bench"
    PLACES = (BENCH,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(BENCH)
    EXPLAINS = """
    Units that were picked and pulled, in shelf order; before them held ones whose day has come, and those for
    which a piece came meanwhile; behind them the others that are held, and what is ready for its ticket.
    Enter takes the lit unit in hand; the scan of one of its pieces does too, and confirms that piece.

    A unit in hand fills the screen, the oldest piece on top. Signs: a tick or + confirmed, ? not yet, - a gap
    with its cause, G a gap for which a piece came, 2 a double. Each scan confirms the piece that it names
    (SICI, EAN with add-on, the library's own barcode). A wrong piece is told with the bell, and nothing is
    confirmed. The digits beside an EAN never tell the year: look at the date that is told. Space confirms
    what bears no readable code, E every one.

    Below the pieces stand the checks that the card can answer. C says what only the eye sees: torn pages, a
    narrow margin, fold-outs, staples, brittle paper ...; what is not said is fine. The binder is told of it,
    and the method of binding follows from it.

    Enter: all is well. The thickness is typed once, and the unit is ready for its ticket. What was not
    scanned is confirmed by eye, unless others were scanned: then it may not be there. Too thin, too thick, or
    no way to bind it: it asks what is to be done. Where something is lacking the unit is held, out of its
    lot, until the day on which nobody waits any longer (settings hold_lost, hold_claimed, hold_bought).

    H: the lit piece is not here, and why; V where it was looked for; K claims it; G takes it in: it came
    meanwhile, turned up, or is received with this. D decides: bind incomplete, online sheet, box, wait,
    discard, bind in house. M puts a damaged piece into the mending queue. ^Z takes each step back.
    """

    async def action_all_well(self) -> None:
        """Enter: the collation of the unit in hand ends."""
        await self.action_bench("all_well")

    async def action_bench(self, name: str) -> None:
        """A letter that is about the unit in hand, or about its lit piece."""
        acts = import_module(f"buckram_tui.screens.bindery.{ACTS[name]}")
        await self.run_act(partial(getattr(acts, name), self))

    def action_filter(self) -> None:
        """F: only some of the list."""
        if self.now is not None:
            raise Refused("F is for the list.", "Esc goes back to it.")
        options = [
            Option(letter, name or "all", words, partial(self._show_only, name))
            for letter, name, words in (
                ("a", "", "Everything."),
                ("c", "to collate", "What is to be pulled, collated or decided."),
                ("h", "held", "What is held."),
                ("g", "give up", "Held, and nobody waits any longer."),
                ("r", "ready", "Ready for its ticket."),
            )
        ]
        options.append(Option("p", "place", "Only one place.", self._only_place))
        self.choose("Which units?", options)

    def _only_place(self) -> None:
        self.offer_filter("Which place?", [line.unit.location for line in self.lines], self._show_only)

    def _show_only(self, name: str) -> None:
        self.only = name
        self.refresh_all()
        self.rows().light(0)

    def action_write(self) -> None:
        """W: the list."""
        if self.now is not None:
            raise Refused("W is for the list.", "Esc goes back to it.")
        super().action_write()

    async def action_pattern(self) -> None:
        """B: how the title is bound."""
        from buckram_tui.screens.bindery.pattern import open_pattern

        unit = self.unit()
        await open_pattern(self, unit.title_id, unit.copy_id)

    async def action_ticket(self) -> None:
        """T: the ticket of the unit."""
        from buckram_tui.screens.bindery.tickets import open_ticket

        await open_ticket(self, self.unit().id)

    async def action_open(self) -> None:
        """O: the title's card, at the lit piece."""
        unit, place = self.unit(), self.lit_place()
        await self.desk_app.go("check-in")
        own = place is not None and place.title_id == unit.title_id
        self.desk_app.check_in.hold_title(unit.title_id, place.issue_id if place and own else None)

    def action_mark(self) -> None:
        """Space: the lit piece is right and here, or is not confirmed after all; on to the next."""
        from buckram.desk.bindery.collating import confirm, unconfirm

        now, place = self.piece()
        if not place.here:
            step = "G takes it in." if place.came is not None else "G takes it in when it is in hand."
            self.look_up(f"{place.label} is not here. {step}", Level.LOOK)
            return
        doing = unconfirm(self.desk, now.unit.id, place.id) if place.confirmed_at else ""
        said = doing or confirm(self.desk, now.unit.id, [place.id])
        at = self.rows().cursor
        self.refresh_all()
        self.rows().light(at + 1)
        self.news(f"{said}{'' if doing else self.whole_words()}")
