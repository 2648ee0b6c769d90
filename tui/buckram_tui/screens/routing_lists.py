"""The three lists of routing: what is out with readers, the readers, the lists of each; and what is lit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, LIST, ROUTING, bar
from buckram_tui.routed.rows import LISTS, OUT, READERS, list_row, out_row, reader_row
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.readers import ReaderTold
    from buckram.desk.rounds import Out
    from buckram.exchange.lists import Table
    from buckram.storage.routing import Listed, ListOf, Reader

WORDS = {
    "out": "lists, returned, call back, who has it, overdue, readers, slip, erase, open, write",
    "readers": "lists, add, change, leaver, away, erase, readers, write",
    "lists": "lists, open, readers",
}
"""The keys of each list, the most important first."""


class RoutingLists(ListScreen):
    """Three lists, one in front. Subclasses say what a key does to the lit line.

    Enter, by the list: show_way, show_lists, show_list.
    """

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
            choose=lambda _row: self.show_way(),
            marking=True,
            empty="No piece is out.",
            id="out",
        )
        readers = Rows(
            READERS,
            self._reader_rows,
            lambda: len(self._readers),
            choose=lambda _row: self.show_lists(),
            empty="There are no readers yet. A adds one.",
            id="readers",
        )
        yield hidden(readers)
        lists = Rows(
            LISTS,
            self._list_rows,
            lambda: len(self._lists),
            choose=lambda _row: self.show_list(),
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

    def show_way(self) -> None:
        """Enter on a piece that is out."""
        raise NotImplementedError

    def show_lists(self) -> None:
        """Enter on a reader."""
        raise NotImplementedError

    def show_list(self) -> None:
        """Enter on a list of a reader."""
        raise NotImplementedError
