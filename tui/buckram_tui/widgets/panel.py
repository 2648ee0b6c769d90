"""Words in pages: what is longer than the window is turned with PgUp and PgDn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.geometry import Size

from buckram_tui.widgets.lines import Lines, TextLine

Wording = Callable[[int], Sequence[TextLine]]
"""The lines of a text for a width in cells."""


class Panel(Lines):
    """Shows a text page by page; its last line says when there is more."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wording: Wording | None = None
        self._page = 0

    def show_pages(self, wording: Wording, size: Size) -> None:
        """Show this text from its first page on. size: the room for it, which is not known while hidden."""
        self._wording = wording
        self._page = 0
        self._show(size)

    def turn(self, by: int) -> None:
        """Another page."""
        self._page += by
        self._show(self.size)

    def show(self, lines: Sequence[TextLine]) -> None:
        """Show these lines and no other pages."""
        self._wording = None
        super().show(lines)

    def on_resize(self) -> None:
        """Words wrap to the room that there is."""
        self._show(self.size)

    def _show(self, size: Size) -> None:
        if self._wording is None:
            return
        lines = list(self._wording(size.width))
        while lines and not lines[-1]:
            lines.pop()
        room = max(size.height - 1, 1)
        pages = 1 if len(lines) <= size.height else -(-len(lines) // room)
        self._page = max(0, min(self._page, pages - 1))
        if pages > 1:
            lines = lines[self._page * room : (self._page + 1) * room]
            lines += [()] * (room - len(lines))
            lines.append(((f"  Page {self._page + 1} of {pages} (PgUp, PgDn)", "dim"),))
        super().show(lines)
