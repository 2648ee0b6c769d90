"""The lists of a walk along the shelf, and working them off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.listing import ListScreen
from buckram_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from buckram.desk.shelf_lists import Line, Which
    from buckram.exchange.lists import Table
    from buckram.storage.inventory import Walk


class WalkLists(ListScreen):
    """The part of the inventory that comes after the walk. which: the list in front, None for none."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self.walks: Sequence[Walk | tuple[int | None, str]] = ()
        self.walk: Walk | None = None
        self.which: Which | None = None
        self.lines: Sequence[Line] = ()

    def show_all(self) -> None:
        """What is in front, as it is now."""
        raise NotImplementedError

    def on_a_walk(self) -> Walk:
        """The walk that is chosen. Raises Refused."""
        if self.walk is None:
            raise Refused("No walk is chosen.", "Enter begins the lit one, or goes on with it.")
        return self.walk

    def action_lists(self) -> None:
        """L: the next list."""
        from buckram.desk.shelf_lists import Which
        from buckram.storage.inventory import Walk

        if self.walk is None:
            chosen = self.walks[self.rows().cursor]
            if not isinstance(chosen, Walk):
                raise Refused("This walk has not begun yet.", "Enter begins it.")
            self.walk = chosen
        every = list(Which)
        at = every.index(self.which) + 1 if self.which is not None else 0
        self.which = every[at % len(every)]
        self.query_one("#lines", Rows).unmark(self.query_one("#lines", Rows).marks)
        self.show_all()
        self.query_one("#lines", Rows).light(0)
        self.news("")

    def action_every(self) -> None:
        """E."""
        if self.which is not None:
            self.mark_every([line.key for line in self.lines])

    def _marked(self) -> list[Line]:
        marks = set(self.query_one("#lines", Rows).marks) if self.which is not None else set()
        if not marks:
            raise Refused("Nothing is marked.", "Space marks the lit line of a list, E every line.")
        return [line for line in self.lines if line.key in marks]

    async def action_missing(self) -> None:
        """M: what is marked is missing."""
        from buckram.desk.shelf_lists import Which, mark_missing

        if self.which is not Which.MISSING:
            raise Refused("Only what the list of the missing has can be marked missing.", "L shows it.")
        marked = self._marked()
        await self.run_act(lambda: f"{mark_missing(self.desk, marked)} ^Z takes it back.")
        self._done(marked)

    async def action_withdraw(self) -> None:
        """Z: what is marked goes, where its retention lets it."""
        from buckram.desk.retaining import to_go, withdraw

        marked = self._marked()
        pieces = {line.piece_id for line in marked if line.piece_id is not None}
        going = [one for one in to_go(self.desk.library, self.desk.today()) if one.piece.piece_id in pieces]
        if len(going) < len(marked):
            raise Refused(
                f"{len(marked) - len(going)} of these may not go by retention.", "Z on the card withdraws."
            )
        await self.run_act(lambda: f"{withdraw(self.desk, going)} ^Z takes it back.")
        self._done(marked)

    def _done(self, lines: Sequence[Line]) -> None:
        self.query_one("#lines", Rows).unmark([line.key for line in lines])
        self.refresh_all()

    def table(self) -> Table:
        """The list in front."""
        from buckram.desk.shelf_lists import as_table

        if self.walk is None or self.which is None:
            raise Refused("Only the lists of a walk are written.", "L shows them.")
        return as_table(self.which, self.lines, self.walk, self.desk.today())

    def file_name(self) -> str:
        """inventory-missing."""
        return f"inventory-{str(self.which).replace(' ', '-')}"
