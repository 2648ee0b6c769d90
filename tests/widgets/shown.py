"""An application with one widget on it, and what is seen of it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widget import Widget


class OneWidget(App[None]):
    """Shows the widget alone."""

    def __init__(self, widget: Widget) -> None:
        super().__init__(ansi_color=True)
        self.widget = widget
        self.messages: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.widget


def lines(widget: Widget) -> list[str]:
    """The widget's lines as they are drawn."""
    return [widget.render_line(y).text for y in range(widget.size.height)]
