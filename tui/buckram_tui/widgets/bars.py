"""The three bars of every screen: title above; below it a line of news, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from textual.strip import Strip

from buckram_tui.widgets.line import Cell, OneLine
from buckram_tui.widgets.plain import cells, cut, plain

Key = tuple[str, str]
"""What the key is called, and the word for what it does."""

HELP: Key = ("?", "help")


class TitleBar(OneLine):
    """One line with a rule under it: what is on the screen, and at the right who and when."""

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left = left
        self._right = right

    def show(self, left: str | None = None, right: str | None = None) -> None:
        """Change either side."""
        before = (self._left, self._right)
        self._left = self._left if left is None else left
        self._right = self._right if right is None else right
        if before != (self._left, self._right):
            self.redraw(0)

    def line(self, width: int) -> Strip:
        """The left side is whole before the right side gets what is left: its last parts, the day first."""
        left = cut(f" {plain(self._left)} ", width)
        parts = plain(self._right).split("  ")
        while len(parts) > 1 and cells("  ".join(parts)) + 2 > width - cells(left):
            del parts[0]
        right = cut(f" {'  '.join(parts)} ", width - cells(left)) if self._right else ""
        gap = " " * (width - cells(left) - cells(right))
        return self.strip([(left, "bar-title"), (gap, "bar"), (right, "bar")], width, fill="bar")


class Level(Enum):
    """How a line of news is meant."""

    OK = "good"
    ASK = "key"
    LOOK = "warn"
    WRONG = "wrong"


class StatusLine(OneLine):
    """One line of news, with a sign for its level, so that colour says nothing alone."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = ""
        self._level = Level.OK

    @property
    def text(self) -> str:
        """The news."""
        return self._text

    @property
    def level(self) -> Level:
        """How it is meant."""
        return self._level

    def show(self, text: str, level: Level = Level.OK) -> None:
        """Show one sentence; the empty text clears the line."""
        if (text, level) != (self._text, self._level):
            self._text, self._level = text, level
            self.redraw(0)

    def line(self, width: int) -> Strip:
        """Sign and sentence, cut with the ellipsis."""
        if not self._text:
            return self.strip([], width)
        glyphs = self.look.glyphs
        signs = {Level.OK: glyphs.ok, Level.ASK: "?", Level.LOOK: glyphs.look, Level.WRONG: glyphs.wrong}
        sign = signs[self._level]
        text = plain(self._text)
        room = width - 3
        if cells(text) > room:
            text = cut(text, room - len(glyphs.ellipsis)) + glyphs.ellipsis
        style = "normal" if self._level in {Level.OK, Level.ASK} else self._level.value
        return self.strip([(f" {sign} ", self._level.value), (text, style)], width)


class KeyBar(OneLine):
    """The keys of the screen, the most important first; the one for help stays, whatever the width."""

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._keys = tuple(keys)
        self._helps = True

    def show(self, keys: Sequence[Key], *, helps: bool = True) -> None:
        """Change the keys. Help need not be among them; helps: it is a key now, and is always shown."""
        if (tuple(keys), helps) != (self._keys, self._helps):
            self._keys, self._helps = tuple(keys), helps
            self.redraw(0)

    def line(self, width: int) -> Strip:
        """As many keys as fit."""
        parts: list[Cell] = [(" ", "normal")]
        for label, word in fitting_keys(self._keys, width - 1, helps=self._helps):
            parts += [(label, "key"), (f" {word}", "word"), ("  ", "normal")]
        return self.strip(parts, width)


def fitting_keys(keys: Sequence[Key], width: int, *, helps: bool = True) -> list[Key]:
    """The first keys that fit into `width` cells beside the one for help, which comes last if it helps."""
    left = width - _cells_of(HELP) if helps else width
    shown: list[Key] = []
    for key in keys:
        if key == HELP:
            continue
        left -= _cells_of(key)
        if left < 0:
            break
        shown.append(key)
    return [*shown, HELP] if helps else shown


def _cells_of(key: Key) -> int:
    return cells(key[0]) + cells(key[1]) + 3
