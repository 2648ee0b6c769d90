"""The scan reader: keys in the order of their arrival become scans, acts and keys for Textual.

It sits below the focus. Printable keys, Enter and Tab are its own wherever the focus is, except in a
field for prose; so no button can swallow a scan and no field can split one. It is a plain state machine:
it reads no clock, starts no timer and knows no widget. Times are arrival times in seconds, monotonic.

A pause (`burst.PAUSE` seconds without a key) is told by whoever reads the terminal, because only there is
the silence in the same queue as the keys, and can never overtake one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto

from buckram_tui.terminal.burst import BURST_GAP, ECHO, GS, STALL, STRAY, Run, is_stray_byte, looks_coded
from buckram_tui.terminal.outcomes import (
    Act,
    Letter,
    Outcome,
    Pass,
    Picture,
    Place,
    Stroke,
    Submit,
    TakeOut,
    Unended,
)

_ENDINGS = frozenset({"enter", "ctrl+j", "tab"})
# DC1 is Ctrl+Q, NUL is Ctrl+@, GS is Ctrl+]: scanners send them, and no person means an act by them.
_NEVER_AN_ACT = frozenset({"ctrl+q", "ctrl+@", "ctrl+right_square_bracket"})
_JOINERS = frozenset("\u200c\u200d")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNWANTED = re.compile(r"[\x00-\x1c\x1e\x1f\x7f-\x9f]")


class _Kind(Enum):
    DATA = auto()
    ENDING = auto()
    CONTROL = auto()
    ESCAPE = auto()
    OTHER = auto()


def _kind(stroke: Stroke) -> _Kind:
    key, character = stroke.key, stroke.character
    if key in _ENDINGS:
        return _Kind.ENDING
    if key == "escape":
        return _Kind.ESCAPE
    if key == "backspace":
        return _Kind.OTHER
    if character is not None and len(character) == 1:
        # A stray byte is data: without it the scan would be short, and nobody could say why.
        data = character.isprintable() or character in _JOINERS or is_stray_byte(character)
        return _Kind.DATA if data else _Kind.CONTROL
    return _Kind.OTHER


class ScanReader:
    """Feed it with `stroke`, `pause` and `paste`; do what the returned outcomes say, in their order.

    reads_like_code(text): could this text be a code? It decides whether a burst in a text field is taken
    out of it, and whether a burst behind half a word stands alone. reads_whole(text): is it certainly a
    whole code? It decides whether a burst without an ending counts as a scan.
    """

    def __init__(
        self,
        reads_like_code: Callable[[str], bool] = looks_coded,
        reads_whole: Callable[[str], bool] = looks_coded,
    ) -> None:
        self.ends_by_silence = False
        """The scanner sends no ending: a whole code and then `burst.SILENCE` without a key are a scan."""
        self._reads_like_code = reads_like_code
        self._reads_whole = reads_whole
        self._stray_until = float("-inf")
        self._line = Run()
        self._prose = Run()
        self._passed = 0  # how many characters of the run in prose the text field has got
        self._held: list[tuple[Stroke, Outcome | None]] = []
        self._raw: list[str] = []
        self._shown = ""
        self._last = Stroke("", None, float("-inf"))
        self._ended = float("-inf")

    @property
    def text(self) -> str:
        """What stands on the scan line."""
        return self._line.text().lstrip(" ")

    def stroke(self, stroke: Stroke, place: Place) -> list[Outcome]:
        """One key."""
        quick = stroke.at - self._last.at < BURST_GAP
        after_return = self._last.key == "enter" and stroke.at - self._last.at < ECHO
        self._last = stroke
        kind = _kind(stroke)
        if self._is_stray(kind, stroke.at):
            return []
        if kind is _Kind.DATA:
            return self._prose_data(stroke, quick) if place.prose else self._data(stroke, place, quick)
        if kind is _Kind.ENDING:
            if stroke.key == "ctrl+j" and after_return:
                return []  # CR LF is one ending, whoever sent it
            return self._prose_ending(stroke, quick) if place.prose else self._ending(stroke, place, quick)
        if kind is _Kind.CONTROL or (kind is _Kind.ESCAPE and self._inside_burst(stroke, quick)):
            return self._control(stroke, quick)
        return self._release() + self._other(stroke, place)

    def pause(self) -> list[Outcome]:
        """`burst.PAUSE` seconds passed without a key: what was held back was typed by hand."""
        return self._release() + self._set_apart() + self._picture()

    def silence(self, at: float) -> list[Outcome]:
        """`burst.SILENCE` seconds passed without a key: the end of a scan from a scanner that sends none."""
        if not self.ends_by_silence:
            return []
        out: list[Outcome] = []
        if (start := self._prose.code_start(self._reads_whole)) is not None:
            out = self._out_of_prose(start, at)
        elif (start := self._line.code_start(self._reads_whole)) is not None:
            out = self._submit(start, at, burst=True) + self._picture()
        if out:
            self._stray_until = at + STRAY
        return out

    def paste(self, text: str, at: float) -> list[Outcome]:
        """Pasted text, outside a text field: every ended line is a scan, the rest stays on the line."""
        out = self._release()
        *lines, rest = _LINE_END.split(text)
        for line in lines:
            self._paste_piece(line, at)
            out += self._submit(0, at, burst=True)
        self._paste_piece(rest, at)
        self._ended = at
        return out + self._picture()

    def clear(self) -> list[Outcome]:
        """Empty the scan line."""
        self._line.drop()
        self._raw.clear()
        return self._picture()

    def _data(self, stroke: Stroke, place: Place, quick: bool) -> list[Outcome]:
        character = stroke.character or ""
        out: list[Outcome] = []
        if quick:
            self._join_held()
        else:
            out += self._release()
        digit = character.isdigit()
        chord = stroke.key.startswith("alt+") and not digit
        acts = character in place.also_act or (place.letters_act and not digit)
        if (chord or acts) and not self._line:
            self._held.append((stroke, Pass(stroke) if chord else Letter(stroke)))
            return out
        self._line.add(character, stroke.at)
        self._raw.append(character)
        # In a burst the picture waits for the pause or the ending: one frame for a scan, not fifteen.
        return out if quick else out + self._picture()

    def _prose_data(self, stroke: Stroke, quick: bool) -> list[Outcome]:
        character = stroke.character or ""
        out: list[Outcome] = []
        if quick:
            self._held = [(held, outcome) for held, outcome in self._held if _kind(held) is _Kind.DATA]
        else:
            out += self._release()
        if self._prose and stroke.at - self._prose.times[-1] > STALL:
            self._leave_prose()
        self._prose.add(character, stroke.at)
        if quick:
            self._held.append((stroke, Pass(stroke)))
            return out
        self._passed = len(self._prose)
        return [*out, Pass(stroke)]

    def _control(self, stroke: Stroke, quick: bool) -> list[Outcome]:
        character = stroke.character or ""
        if quick and self._line:
            self._raw.append(character)
            if character == GS:
                self._line.add(character, stroke.at)
            return []
        out = [] if quick else self._release()
        noise = stroke.key in _NEVER_AN_ACT or self._inside_burst(stroke, quick)
        self._held.append((stroke, None if noise else Pass(stroke)))
        return out

    def _inside_burst(self, stroke: Stroke, quick: bool) -> bool:
        in_burst = quick and bool(self._line or self._prose)
        return in_burst or stroke.at - self._ended < ECHO

    def _ending(self, stroke: Stroke, place: Place, quick: bool) -> list[Outcome]:
        # A control character glued to an ending comes from a scanner: what was held is the scan, if there
        # is anything in it, and neither of them acts.
        glued = quick and bool(self._held) and _kind(self._held[-1][0]) is _Kind.CONTROL
        if glued:
            self._join_held()
        out = self._release() + self._set_apart()
        if self.text.strip():
            # Half a word that was typed before a scan stays on the line; the scan stands alone.
            start = self._line.code_start(self._reads_like_code) if quick else None
            start = start or 0
            return out + self._submit(start, stroke.at, burst=self._line.is_burst(start)) + self._picture()
        out += self.clear()
        if glued or stroke.at - self._ended < ECHO:
            return out
        if stroke.key == "tab":
            return [*out, Pass(stroke)] if place.tab_moves else out
        return [*out, Act(stroke)]

    def _prose_ending(self, stroke: Stroke, quick: bool) -> list[Outcome]:
        start = self._prose.code_start(self._reads_like_code) if quick else None
        if start is None:
            if not self._prose and stroke.at - self._ended < ECHO:
                return []
            out = self._release()
            self._leave_prose()
            return [*out, Pass(stroke)]
        return self._out_of_prose(start, stroke.at)

    def _out_of_prose(self, start: int, at: float) -> list[Outcome]:
        """The run in a text field is a scan from `start` on."""
        taken = "".join(c for c in self._prose.characters[start : self._passed] if not is_stray_byte(c))
        out: list[Outcome] = [TakeOut(taken)] if taken else []
        typed_before = max(start - self._passed, 0)
        out += [outcome for _, outcome in self._held[:typed_before] if outcome is not None]
        raw = _encode(self._prose.characters[start:])
        scan = Submit(self._prose.text(start), raw, True, at)
        self._held.clear()
        self._leave_prose()
        self._ended = at
        return [*out, scan]

    def _is_stray(self, kind: _Kind, at: float) -> bool:
        """An ending behind a scan that silence has ended: it must press nothing. It counts once."""
        if kind is _Kind.ENDING and at < self._stray_until and not self._line and not self._prose:
            self._ended = at
            self._stray_until = float("-inf")
            self._held.clear()
            return True
        if kind is not _Kind.CONTROL:
            self._stray_until = float("-inf")
        return False

    def _set_apart(self) -> list[Outcome]:
        """A burst that was not ended, and another behind it: each is a scan of its own."""
        out: list[Outcome] = []
        while (place := self._line.unended(self._reads_like_code, self._reads_whole)) is not None:
            start, end = place
            raw = _encode(self._line.characters[start:end])
            text, at = self._line.text(start, end).strip(" "), self._line.times[end - 1]
            out.append(Submit(text, raw, True, at))
            self._line.cut(start, end)
            self._raw[:] = self._line.characters
        return [*out, Unended()] if out and not self.ends_by_silence else out

    def _other(self, stroke: Stroke, place: Place) -> list[Outcome]:
        self._leave_prose()
        if place.prose:
            return [Pass(stroke)]
        if self._line and stroke.key == "backspace":
            self._line.drop(len(self._line) - 1)
            self._raw[:] = self._line.characters
            return self._picture()
        if self._line and stroke.key == "escape":
            return self.clear()
        if stroke.key == "shift+tab" and not place.tab_moves:
            return []
        return [Pass(stroke)]

    def _submit(self, start: int, at: float, burst: bool) -> list[Outcome]:
        text = self._line.text(start).strip(" ")
        raw = _encode(self._line.characters[start:]) if start else _encode(self._raw)
        self._line.drop(start)
        self._raw[:] = self._line.characters
        if burst:
            self._ended = at
        return [Submit(text, raw, burst, at)] if text else []

    def _paste_piece(self, piece: str, at: float) -> None:
        for character in _UNWANTED.sub("", piece.replace("\t", " ")):
            self._line.add(character, at)
        self._raw.extend(piece)

    def _join_held(self) -> None:
        """What was held back turned out to be the beginning of a burst."""
        for stroke, _ in self._held:
            character = stroke.character or ""
            self._raw.append(character)
            if _kind(stroke) is _Kind.DATA or character == GS:
                self._line.add(character, stroke.at)
        self._held.clear()

    def _release(self) -> list[Outcome]:
        """What was held back was typed by hand."""
        out = [outcome for _, outcome in self._held if outcome is not None]
        self._held.clear()
        self._passed = len(self._prose)
        return out

    def _leave_prose(self) -> None:
        self._prose.drop()
        self._passed = 0

    def _picture(self) -> list[Outcome]:
        if self.text == self._shown:
            return []
        self._shown = self.text
        return [Picture(self._shown)]


def _encode(characters: list[str]) -> bytes:
    return "".join(characters).encode("utf-8", "surrogateescape")
