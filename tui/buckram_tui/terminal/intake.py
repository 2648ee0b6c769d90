"""From the terminal's bytes to text for the key parser: what no scanner and no line may break.

Textual's parser expects faultless text and has one timeout. Here, before it:
- a byte that is no character of the terminal's encoding becomes a lone surrogate (PEP 383), so that
  nothing is lost and nothing raises;
- Esc glued to a printable character is told at once as a chord, because the parser would hold up to 32
  further characters to see whether a sequence follows, and then spoil the first of them;
- a lone Esc is told after `ESCAPE_DELAY`;
- a bracketed paste whose end never comes is ended.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

ESCAPE_DELAY = 0.020
"""Seconds to wait for the rest of a key sequence before Esc counts as Esc."""
PASTE_SILENCE = 0.3
"""Seconds of silence after which a paste that did not end is over."""
PASTE_LONGEST = 2.0
"""Seconds after which a paste is over in any case. What follows is taken as typed, which loses nothing."""

PASTE_START = "\x1b[200~"
PASTE_END = "\x1b[201~"

# Esc [ and Esc O begin sequences; Esc b and Esc f are what macOS sends for a word to the left and right.
# What may yet become the start of a paste waits for the rest of it, like a lone Esc.
_TOKEN = re.compile(r"(\x1b\[200~)|\x1b([^\x00-\x1f\x7f\[Obf])|(\x1b+|\x1b\[(?:2(?:00?)?)?)\Z")


@dataclass(frozen=True, slots=True)
class Chord:
    """Esc and a printable character in one breath: Alt with a key, or a scanner's stray Esc."""

    character: str


@dataclass(frozen=True, slots=True)
class Escape:
    """The Esc key."""


Piece = str | Chord | Escape


class Intake:
    """Feed it with bytes; call `expire` when `deadline` has passed. Times in seconds, monotonic."""

    def __init__(self, charset: str = "utf-8", escape_delay: float = ESCAPE_DELAY) -> None:
        # A terminal of the C locale may well send UTF-8; ASCII would make strays of it.
        decoder = codecs.getincrementaldecoder("utf-8" if charset == "ascii" else charset)
        self._decode = decoder("surrogateescape").decode
        self._escape_delay = escape_delay
        self._torn = ""
        self._torn_deadline: float | None = None
        self._paste_began: float | None = None
        self._paste_tail = ""
        self._last = 0.0

    @property
    def deadline(self) -> float | None:
        """When `expire` has something to say, or None."""
        times = [] if self._torn_deadline is None else [self._torn_deadline]
        if self._paste_began is not None:
            times.append(min(self._last + PASTE_SILENCE, self._paste_began + PASTE_LONGEST))
        return min(times, default=None)

    def feed(self, data: bytes, now: float) -> list[Piece]:
        """Bytes that arrived at `now`, as pieces in their order."""
        text = self._torn + self._decode(data)
        self._torn, self._torn_deadline, self._last = "", None, now
        pieces: list[Piece] = []
        while text:
            text = self._paste(text, pieces) if self._paste_began is not None else self._keys(text, pieces)
        return pieces

    def expire(self, now: float) -> list[Piece]:
        """What the silence until `now` decides."""
        pieces: list[Piece] = []
        if self._torn_deadline is not None and now >= self._torn_deadline:
            pieces += [self._torn] if "[" in self._torn else [Escape() for _ in self._torn]
            self._torn, self._torn_deadline = "", None
        if self._paste_began is not None and self.deadline is not None and now >= self.deadline:
            pieces.append(PASTE_END)
            self._paste_began, self._paste_tail = None, ""
        return pieces

    def _keys(self, text: str, pieces: list[Piece]) -> str:
        """Take keys off the front of the text; return what is left of it (a paste)."""
        start = 0
        for token in _TOKEN.finditer(text):
            if token.start() > start:
                pieces.append(text[start : token.start()])
            start = token.end()
            paste, character, torn = token.groups()
            if paste:
                pieces.append(PASTE_START)
                self._paste_began = self._last
                return text[start:]
            if character:
                pieces.append(Chord(character))
            else:
                self._torn = torn
                self._torn_deadline = self._last + self._escape_delay
        if start < len(text):
            pieces.append(text[start:])
        return ""

    def _paste(self, text: str, pieces: list[Piece]) -> str:
        """Take pasted text off the front; return what follows its end."""
        seen = self._paste_tail + text
        end = seen.find(PASTE_END)
        if end < 0:
            self._paste_tail = seen[1 - len(PASTE_END) :]
            pieces.append(text)
            return ""
        end += len(PASTE_END) - len(self._paste_tail)
        pieces.append(text[:end])
        self._paste_began, self._paste_tail = None, ""
        return text[end:]
