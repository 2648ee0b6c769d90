"""The picture of the scan line. It takes no keys: the scan reader does, wherever the focus is."""

from __future__ import annotations

from textual.strip import Strip

from buckram_tui.widgets.line import OneLine
from buckram_tui.widgets.plain import cells, plain, tail


class ScanLine(OneLine):
    """One line: a prompt, what was typed, a cursor; while empty, a hint of what can be typed."""

    def __init__(self, prompt: str, hint: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._prompt = prompt
        self._hint = hint
        self._text = ""

    def on_mount(self) -> None:
        """A screen that comes to the front shows what is on the line already."""
        reader = getattr(self.app, "scan_reader", None)
        if reader is not None:
            self.show(reader.text)

    @property
    def text(self) -> str:
        """What is shown as typed."""
        return self._text

    def show(self, text: str) -> None:
        """Show this text as typed."""
        if text != self._text:
            self._text = text
            self.redraw(0)

    def ask(self, prompt: str, hint: str = "") -> None:
        """Change the prompt and the hint."""
        if (prompt, hint) != (self._prompt, self._hint):
            self._prompt, self._hint = prompt, hint
            self.redraw(0)

    def line(self, width: int) -> Strip:
        """Prompt, text and cursor; of a long text the end."""
        glyphs = self.look.glyphs
        prompt = f" {self._prompt} {glyphs.prompt} "
        parts = [(prompt, "prompt")]
        if self._text:
            parts += [(tail(plain(self._text), width - cells(prompt) - 1), "typed"), (" ", "cursor")]
        else:
            parts += [(" ", "cursor"), (f" {self._hint}", "hint")]
        return self.strip(parts, width)
