"""Routing: pieces that are back, called back, with whom; readers that come, leave, are away, are erased."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from buckram.errors import NotFound, Refused
from buckram_tui.keys import LIST, ROUTING, bindings
from buckram_tui.screens.routing_lists import RoutingLists
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.rounds import Round
    from buckram.storage.routing import Reader

ASKED = "Reader (name, behind ; e-mail, room, department)"


class Routing(RoutingLists):
    """What the keys do to what is lit. A scan here returns the piece."""

    HEADING = "Routing"
    PLACES = (ROUTING, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(ROUTING, LIST)
    EXPLAINS = """
    The pieces that are out with their readers, what is overdue first. Scan a piece, or its barcode: it is
    back. R says so of the lit piece, or of all marked ones. Who presumably has a piece is told by the days
    of its list; H says who really has it. B calls pieces back: a note to every reader goes to the printer of
    slips. F shows only what is overdue. Enter shows the way of the lit piece.

    L shows the readers, and Enter the lists of the lit one. G puts another reader in the place of one who
    leaves, on every list, or takes the name off all of them (-): one act, which ^Z takes back. I: the reader
    is away; slips leave the name out and the lists keep its place. C changes name, e-mail, room.

    E erases: of a piece, who has it; of a reader, the name in the whole file, also in what was done. That is
    for good. What is known of who has a piece, and how long, is a setting: route_names.
    """
    place = Place(letters_act=True)

    # Pieces

    async def take_scan(self, scan: Submit) -> None:
        """A piece is back."""
        from buckram.desk.rounds import back, scanned

        self.close_entry()
        self._show("out")
        found = scanned(self.desk, scan.text)
        if found.choices:
            options = [
                Option(
                    ascii_lowercase[n] if n < 26 else "",
                    one.name,
                    one.title,
                    lambda one=one: self._did(back(self.desk, [one])),  # type: ignore[misc]
                )
                for n, one in enumerate(found.choices)
            ]
            self.choose(found.sentence, options)
            self.app.bell()
            return
        self.news(self._did(found.sentence))

    def show_way(self) -> None:
        """Enter: the way of the lit piece."""
        from buckram.desk.rounds import way

        one = self._one()
        options = [
            Option("", f"{n} {name}", told, self.leave_menu) for n, (name, told) in enumerate(way(one), 1)
        ]
        back = Option("q", "back", "To the list.", self.leave_menu)
        self.choose(f"{one.round.name}: its way", [*options, back])
        self.news(one.where)

    def show_lists(self) -> None:
        """Enter: the lists of the lit reader."""
        self._whose = self._reader().name
        self._show("lists")

    def show_list(self) -> None:
        """Enter: the whole list on which the reader stands, to be changed there."""
        from buckram_tui.acts.routing import routing

        _, of = self._lists[self.rows().cursor]
        routing(self, of.copy_id, self.leave_menu)

    def action_show(self) -> None:
        """Enter in an empty list."""
        self.news("Nothing is lit.", Level.LOOK)

    def action_readers(self) -> None:
        """L: from the pieces to the readers, and back."""
        self._show("readers" if self._view == "out" else "out")

    async def action_returned(self) -> None:
        """R."""
        from buckram.desk.rounds import back

        found = [one.round for one in self._chosen()]
        await self.run_act(lambda: self._did(f"{back(self.desk, found)} ^Z takes it back."))

    async def action_call_back(self) -> None:
        """B."""
        from buckram.desk.rounds import recall

        found = [one.round for one in self._chosen()]
        await self.run_act(lambda: self._did(recall(self.desk, found)))
        self.desk_app.print_waiting()

    async def action_who_has_it(self) -> None:
        """H."""
        from buckram_tui.acts.routing import who_has_it

        await self.run_act(lambda: who_has_it(self, self._one()))

    def action_overdue(self) -> None:
        """F."""
        self._overdue = not self._overdue
        self._show("out")

    def action_slip(self) -> None:
        """P."""
        from buckram.desk.printing import print_again

        said = print_again(self.desk, self._one().round.issue_id, "slip")
        self.desk_app.print_waiting()
        self.news(said)

    # Readers

    def action_add(self) -> None:
        """A."""
        from buckram.desk.readers import add

        self._show("readers")
        self.ask(ASKED, lambda text: self._did(add(self.desk, text)))

    def action_change(self) -> None:
        """C."""
        from buckram.desk.readers import change, typed

        reader = self._reader()
        self.ask(ASKED, lambda text: self._did(change(self.desk, reader, text)), typed(reader))

    def action_leaver(self) -> None:
        """G."""
        from buckram.desk.readers import replace
        from buckram_tui.acts.routing import hint

        reader = self._reader()
        self.ask(
            f"Who comes instead of {reader.name} on {reader.lists} lists (-: nobody)",
            lambda text: self._did(f"{replace(self.desk, reader, text)} ^Z takes it back."),
            hint=partial(hint, self),
        )

    async def action_away(self) -> None:
        """I."""
        from buckram.desk.readers import set_active

        reader = self._reader()
        await self.run_act(lambda: self._did(set_active(self.desk, reader, active=not reader.active)))

    def action_erase(self) -> None:
        """E: what cannot be taken back asks once."""
        if self._view == "out":
            found = [one.round for one in self._chosen()]
            pieces = found[0].name if len(found) == 1 else f"{len(found)} pieces"
            options = [
                Option("e", "erase", "For good; they stay out.", partial(self._forget, found)),
                Option("q", "back", "Nothing.", self.leave_menu),
            ]
            self.choose(f"Erase who has {pieces}?", options)
            return
        reader = self._reader()
        self.choose(
            f"Erase {reader.name} from {reader.lists} lists, the rounds, the queue and the ledger?",
            [
                Option(
                    "e",
                    "erase",
                    "For good: what told the name cannot be undone.",
                    partial(self._erase, reader),
                ),
                Option("q", "back", "Nothing.", self.leave_menu),
            ],
        )

    def _forget(self, found: Sequence[Round]) -> str:
        from buckram.desk.readers import sweep
        from buckram.desk.rounds import forget

        said = self._did(forget(self.desk, found))
        return f"{said} {sweep(self.desk.library)}"

    def _erase(self, reader: Reader) -> str:
        from buckram.desk.readers import erase, sweep

        said = self._did(erase(self.desk, reader.name))
        return f"{said} {sweep(self.desk.library)}"

    async def action_open(self) -> None:
        """O: the title's card."""
        if self._view == "readers":
            raise Refused("A reader has no card.", "Enter shows the lists.")
        if self._view == "out":
            one = self._one().round
            at: tuple[int, int | None] = (one.title_id, one.issue_id)
        elif self._lists:
            at = (self._lists[self.rows().cursor][1].title_id, None)
        else:
            raise NotFound("No title is lit.")
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(*at)
