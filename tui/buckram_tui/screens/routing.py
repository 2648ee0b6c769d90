"""Routing: what is out with readers, the readers, and the lists of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import NotFound, Refused
from buckram_tui.keys import EVERYWHERE, LIST, ROUTING, bar, bindings
from buckram_tui.routed.rows import LISTS, OUT, READERS, list_row, out_row, reader_row
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.readers import ReaderTold
    from buckram.desk.rounds import Out
    from buckram.exchange.lists import Table
    from buckram.storage.rounds import Round
    from buckram.storage.routing import Listed, ListOf, Reader

WORDS = {
    "out": "lists, returned, call back, who has it, overdue, readers, slip, erase, open, write",
    "readers": "lists, add, change, leaver, away, erase, readers, write",
    "lists": "lists, open, readers",
}
"""The keys of each list, the most important first."""

ASKED = "Reader (name, behind ; e-mail, room, department)"


class Routing(ListScreen):
    """Three lists, one in front. A scan here returns the piece."""

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

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._view = "out"
        self._out: Sequence[Out] = ()
        self._readers: Sequence[ReaderTold] = ()
        self._lists: Sequence[tuple[Listed, ListOf]] = ()
        self._whose = ""
        self._overdue = False

    def body(self) -> Iterator[Widget]:
        """The lists, one in front."""
        yield Rows(
            OUT,
            self._out_rows,
            lambda: len(self._out),
            choose=lambda _row: self._show_way(),
            marking=True,
            empty="No piece is out.",
            id="out",
        )
        readers = Rows(
            READERS,
            self._reader_rows,
            lambda: len(self._readers),
            choose=lambda _row: self._show_lists(),
            empty="There are no readers yet. A adds one.",
            id="readers",
        )
        yield hidden(readers)
        lists = Rows(
            LISTS,
            self._list_rows,
            lambda: len(self._lists),
            choose=lambda _row: self._show_list(),
            empty="This reader is on no list.",
            id="lists",
        )
        yield hidden(lists)
        yield self.whole()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one(f"#{self._view}", Rows)

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def lit_text(self) -> str:
        """The lit line whole."""
        at = self.rows().cursor
        if self._view == "out" and self._out:
            one = self._out[at]
            return f"{one.round.title}, {one.round.name}: {one.where}"
        if self._view == "readers" and self._readers:
            reader = self._readers[at].reader
            told = (reader.kind, reader.place, reader.email, "" if reader.active else "away")
            return f"{reader.name}: {', '.join(part for part in told if part)}."
        if self._view == "lists" and self._lists:
            listed, of = self._lists[at]
            return f"{of.title}, copy {of.copy_number}: no. {listed.position}. {listed.note}"
        return ""

    def keys(self) -> Sequence[Key]:
        """Of the list in front."""
        words = WORDS[self._view].split(", ")
        mark = [(LIST, "mark")] if self._view == "out" else []
        return bar(*((ROUTING, word) for word in words), *mark, (EVERYWHERE, "undo"), (EVERYWHERE, "back"))

    def heading(self) -> str:
        """How many of what."""
        if self._view == "readers":
            return f"{super().heading()}  {len(self._readers)} readers"
        if self._view == "lists":
            return f"{super().heading()}  {self._whose}: on {len(self._lists)}"
        overdue = sum(one.overdue > 0 for one in self._out)
        only = "  only overdue" if self._overdue else f", {overdue} overdue"
        return f"{super().heading()}  {len(self._out)} out{only}"

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk import readers, rounds

        if not self.is_mounted:
            return
        library, today = self.desk.library, self.desk.today()
        if self._view == "out":
            found = rounds.out(library, today)
            self._out = [one for one in found if one.overdue] if self._overdue else found
        elif self._view == "readers":
            self._readers = readers.every(library, today)
        else:
            self._lists = readers.lists_of(library, self._whose)
        self.rows().reload()
        self.show_heading()

    def _show(self, view: str) -> None:
        """Bring a list to the front."""
        self._view = view
        for name in ("out", "readers", "lists"):
            self.query_one(f"#{name}").set_class(name != view, "gone")
        self.rows().focus()
        self.refresh_all()
        self.news("")
        self.show_keys()

    def _out_rows(self, offset: int, limit: int) -> list[Row]:
        return [out_row(one) for one in self._out[offset : offset + limit]]

    def _reader_rows(self, offset: int, limit: int) -> list[Row]:
        return [reader_row(one) for one in self._readers[offset : offset + limit]]

    def _list_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram.desk.deciding import decided

        usual = decided(self.desk.library, "route_days")
        return [list_row(*one, usual) for one in self._lists[offset : offset + limit]]

    # What is lit

    def _chosen(self) -> list[Out]:
        """The marked pieces, else the lit one."""
        if self._view != "out":
            raise Refused("This is about pieces that are out.", "L shows them.")
        marks = set(self.rows().marks)
        if shown := [one for one in self._out if one.round.id in marks]:
            return shown
        if not self._out:
            raise Refused("No piece is out.")
        return [self._out[self.rows().cursor]]

    def _one(self) -> Out:
        """The lit piece."""
        self._chosen()
        return self._out[self.rows().cursor]

    def _reader(self) -> Reader:
        """The lit reader."""
        if self._view != "readers" or not self._readers:
            raise Refused("No reader is lit.", "L shows the readers.")
        return self._readers[self.rows().cursor].reader

    def _did(self, sentence: str) -> str:
        rows = self.query_one("#out", Rows)
        rows.unmark(rows.marks)
        self.refresh_all()
        return sentence

    # Acts

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

    def _show_way(self) -> None:
        """Enter: the way of the lit piece."""
        from buckram.desk.rounds import way

        one = self._one()
        options = [
            Option("", f"{n} {name}", told, self.leave_menu) for n, (name, told) in enumerate(way(one), 1)
        ]
        back = Option("q", "back", "To the list.", self.leave_menu)
        self.choose(f"{one.round.name}: its way", [*options, back])
        self.news(one.where)

    def _show_lists(self) -> None:
        self._whose = self._reader().name
        self._show("lists")

    def _show_list(self) -> None:
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

    def table(self) -> Table:
        """The list in front."""
        from buckram.desk import readers, rounds

        if self._view == "lists":
            raise Refused("This list is not written.", "L shows the readers, and what is out.")
        if self._view == "readers":
            return readers.as_table(self._readers)
        return rounds.as_table(self._out, self.desk.today())

    def file_name(self) -> str:
        """readers, or routing."""
        return "readers" if self._view == "readers" else "routing"

    async def action_back(self) -> None:
        """Esc: from the lists of a reader to the readers, to the pieces, home."""
        if self._view == "out":
            await super().action_back()
        else:
            self._show("readers" if self._view == "lists" else "out")
