"""What the desk of tickets shows: its list, what is lit, and one unit whole in the place of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram.errors import NotFound, Refused
from buckram_tui.screens.listing import ListScreen
from buckram_tui.widgets.lines import TextLine
from buckram_tui.widgets.panel import Panel
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.spines import Preview
    from buckram.desk.bindery.ticket_list import TicketLine, Want


class TicketsBase(ListScreen):
    """Subclasses act on it. `_shown`: the unit that stands in the place of the list, None for the list."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._lines: Sequence[TicketLine] = ()
        self._want: Want | None = None
        self._lot = ""
        self._also: int | None = None
        self._shown: int | None = None
        self._back = "check-in"
        self._previews: dict[int, Preview] = {}

    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#tickets", Rows)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.bindery.ticket_list import Want, ticket_lines

        if not self.is_mounted:
            return
        self._previews.clear()
        self._lines = ticket_lines(self.desk.library, self._want or Want.ALL, lot=self._lot, also=self._also)
        self.rows().reload()
        self._draw_shown()
        self.show_heading()

    def show_unit(self, unit_id: int, back: str = "check-in") -> None:
        """Show one unit whole; Esc goes to the list, then to the screen that it was opened from."""
        self._also, self._back = unit_id, back
        self._want, self._lot = None, ""
        self.refresh_all()
        if self._light(unit_id):
            self._look(unit_id)

    def _light(self, unit_id: int) -> bool:
        at = next((n for n, line in enumerate(self._lines) if line.unit.id == unit_id), None)
        if at is not None:
            self.rows().light(at)
        return at is not None

    def _rows(self, offset: int, limit: int) -> list[Row]:
        found = []
        for line in self._lines[offset : offset + limit]:
            unit, about = line.unit, line.about
            todo = "warn" if line.to_proof or not about.pattern else "normal"
            found.append(
                Row(
                    unit.id,
                    (
                        (self.rows().look.glyphs.look if unit.rush else "", "warn"),
                        (about.ticket, "normal" if line.has_ticket else "dim"),
                        (line.words, todo),
                        (unit.title, "normal"),
                        (unit.label, "normal"),
                        (str(unit.pieces), "dim"),
                        (about.lot, "dim"),
                        (about.binder, "dim"),
                    ),
                )
            )
        return found

    def lit_text(self) -> str:
        """The lit unit with its spine in one line, and what there is to look at."""
        from buckram_tui.bindery.spine import lettered, looked_at

        line = self.lit()
        preview = self.preview(line.unit.id) if line else None
        if line is None or preview is None:
            return ""
        urgent = "Urgent. " if line.unit.rush else ""
        look = looked_at(preview)
        return (
            f"{urgent}{line.unit.title}, {line.unit.label}: {lettered(preview)}{'. ' if look else ''}{look}"
        )

    def lit(self) -> TicketLine | None:
        """The lit line."""
        at = self.rows().cursor
        return self._lines[at] if at < len(self._lines) else None

    def lit_line(self) -> TicketLine:
        """The lit line. Raises Refused where there is none."""
        line = self.lit()
        if line is None:
            raise Refused("No unit is lit.", "F shows all again.")
        return line

    def preview(self, unit_id: int) -> Preview | None:
        """How a unit is lettered; None where it is gone."""
        from buckram.desk.bindery.spines import preview

        if unit_id not in self._previews:
            try:
                self._previews[unit_id] = preview(self.desk.library, unit_id)
            except NotFound:
                return None
        return self._previews[unit_id]

    def _look(self, unit_id: int) -> None:
        self._shown = unit_id
        self.query_one("#tickets").add_class("gone")
        self.query_one("#whole").add_class("gone")
        self.query_one("#spine").remove_class("gone")
        self.set_focus(None)
        self._draw_shown()
        self.show_heading()
        self.show_keys()

    def _show_list(self) -> None:
        self._shown = None
        self.query_one("#spine").add_class("gone")
        self.query_one("#tickets").remove_class("gone")
        self.query_one("#whole").remove_class("gone")
        self.rows().focus()
        self.show_heading()
        self.show_keys()

    def _draw_shown(self) -> None:
        if self._shown is None:
            return
        from buckram.desk.deciding import decided
        from buckram_tui.bindery.spine import preview_lines

        preview = self.preview(self._shown)
        if preview is None:
            self._show_list()
            return
        panel = self.query_one("#spine", Panel)
        inches = decided(self.desk.library, "inches")
        head: list[TextLine] = [[(f" {preview.unit.title}", "bold")]]

        def wording(width: int) -> list[TextLine]:
            return [*head, *preview_lines(preview, width, panel.look.glyphs, inches=inches)]

        # The panel may have been hidden until now: its room is that of the list and the lit line together.
        room = panel.size
        if room.height < 3:
            room = self.rows().size.with_height(self.rows().size.height + self.LIT_LINES + 1)
        panel.show_pages(wording, room)
