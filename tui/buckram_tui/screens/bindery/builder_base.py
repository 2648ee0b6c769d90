"""What the batch builder knows: its lines, its lot, what is lit and marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.listing import ListScreen
from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram.desk.bindery.batch import Batch, Filters, Line
    from buckram.storage.bindery.lots import Lot


class BuilderBase(ListScreen):
    """Subclasses show it (`show_lines`) and act on it."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._batch: Batch | None = None
        self._lines: Sequence[Line] = ()
        self._filters: Filters | None = None
        self._lot: Lot | None = None
        self._lot_only = False
        self._inches = True
        self._wanted_lot: int | None = None

    def show_lines(self, key: object = None) -> None:
        """Show the lines that are wanted now. key: of the line that gets the light; None: it stays."""
        raise NotImplementedError

    @property
    def offered(self) -> Batch:
        """The list. Raises Refused while it is not read yet."""
        if self._batch is None:
            raise Refused("The list is not read yet.")
        return self._batch

    def lit(self) -> Line | None:
        """The lit line."""
        at = self.rows().cursor
        return self._lines[at] if at < len(self._lines) else None

    def lit_line(self) -> Line:
        """The lit line. Raises Refused where there is none."""
        line = self.lit()
        if line is None:
            raise Refused("No unit is lit.", "F shows all again.")
        return line

    def marked_lines(self) -> list[Line]:
        """What is marked, in the order of the list."""
        marks = set(self.rows().marks)
        return [line for line in self._lines if line.key in marks]

    def building(self) -> Lot:
        """The lot that is being built. Raises Refused where none is."""
        if self._lot is None:
            raise Refused("No lot is being built.", "L begins one.")
        return self._lot

    def take_lot(self, lot_id: int) -> None:
        """Build this lot from now on."""
        self._wanted_lot = lot_id
        self.refresh_all()

    def changed(self, lines: Iterable[Line], sentence: str) -> str:
        """After an act: the titles of these lines are read again, and the light stays where it was.

        Gives the sentence, with what another person did meanwhile.
        """
        told = self.offered.changed({line.title_id for line in lines})
        self.show_lines(self._near(self.lit()))
        return f"{sentence} ({told})" if told else sentence

    def _near(self, line: Line | None) -> object:
        """The key of a line after an act: due has become made, or the other way round."""
        if line is None:
            return None
        of_title = [one for one in self.offered.lines if one.title_id == line.title_id]
        same = next((one for one in of_title if one.key == line.key), None)
        same = same or next((one for one in of_title if one.order == line.order), None)
        return same.key if same else None

    def see_others(self) -> None:
        """Show what another person did since the last key."""
        if self._batch is None:
            return
        lit, before = self.lit(), self._batch.lines
        told = self._batch.changed()
        if self._batch.lines is not before:
            self.show_lines(self._near(lit))
        if told:
            self.news(told, Level.LOOK)
