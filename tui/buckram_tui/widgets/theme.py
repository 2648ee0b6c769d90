"""How the desk looks: named styles in the terminal's own sixteen colours, and the glyphs it can show.

Foreground and background are the terminal's, so that the desk sits on a dark and on a light one. Colour
never says anything alone: whatever has a colour has a word or a sign too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style

from buckram_tui.terminal.charset import terminal_charset


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What the locale's character set can draw. Each is one cell wide, except the ASCII ellipsis."""

    ellipsis: str
    prompt: str
    mark: str
    ok: str
    look: str
    wrong: str
    dot: str
    horizontal: str
    vertical: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    tee_left: str
    tee_right: str
    tee_down: str
    tee_up: str
    cross: str


UNICODE = Glyphs("…", "›", "•", "✓", "!", "✗", "·", *"─│┌┐└┘├┤┬┴┼")
ASCII = Glyphs("...", ">", "*", "+", "!", "x", "-", *"-|+++++++++")

# Yellow and the bright colours are left out: on a white terminal nobody can read them.
_COLOUR = {
    "normal": "",
    "dim": "dim",
    "bold": "bold",
    "title": "bold",
    "bar": "underline",
    "bar-title": "bold underline",
    "heading": "dim underline",
    "lit": "reverse",
    "here": "bold",
    "good": "green",
    "late": "red",
    "claimed": "magenta",
    "warn": "magenta",
    "wrong": "bold red",
    "mark": "bold cyan",
    "note": "cyan",
    "key": "bold",
    "word": "dim",
    "prompt": "bold cyan",
    "typed": "bold",
    "hint": "dim",
    "cursor": "reverse",
    "line": "dim",
}
_NO_COLOUR = _COLOUR | {
    "good": "",
    "late": "bold",
    "claimed": "",
    "warn": "bold",
    "wrong": "bold",
    "mark": "bold",
    "note": "",
    "prompt": "bold",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Styles by name, and glyphs."""

    styles: Mapping[str, Style]
    glyphs: Glyphs

    def style(self, name: str, lit: bool = False) -> Style:
        """The style of that name; lit: as it looks under the light (reversed, its colour kept)."""
        style = self.styles[name]
        return style + self.styles["lit"] if lit else style

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Look:
        """The look for a terminal: NO_COLOR (no-color.org) and the locale's character set decide."""
        names = _NO_COLOUR if environ.get("NO_COLOR") else _COLOUR
        unicode = terminal_charset(environ).startswith("utf")
        return cls({name: Style.parse(words) for name, words in names.items()}, UNICODE if unicode else ASCII)


@lru_cache(1)
def terminal_look() -> Look:
    """The look for the terminal that this process runs on."""
    return Look.of(os.environ)
