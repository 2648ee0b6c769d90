"""The script done by keys and scans, at the desk in a terminal."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from buckram_tui.terminal.burst import BURST_GAP, ECHO, PAUSE, looks_coded
from ptydriver import NotSeenError, Terminal
from trays.script import Key, Step
from trays.told import Telling

HOST = Path(__file__).with_name("host.py")
READY = "Scan the barcode of a piece"
FIELD, MENU, TITLES = "Enter keep", "or its letter", "Enter take it"
"""What the line of keys says while a value is asked for, while letters choose, while a title is."""
BY_HAND = BURST_GAP * 1.1
"""Seconds between two keys that are typed: no burst of a scanner."""

_BYTES = {
    "Enter": b"\r", "Esc": b"\x1b", "Space": b" ", "^Z": b"\x1a", "^Y": b"\x19", "Home": b"\x1b[H",
    "Up": b"\x1b[A", "Down": b"\x1b[B", "Right": b"\x1b[C", "Left": b"\x1b[D",
    "F2": b"\x1bOQ", "F3": b"\x1bOR", "F4": b"\x1bOS", "F5": b"\x1b[15~", "F6": b"\x1b[17~",
    "F7": b"\x1b[18~", "F8": b"\x1b[19~", "F9": b"\x1b[20~", "F10": b"\x1b[21~",
}  # fmt: skip
_TITLE = re.compile(rb"\x1b\][^\x07\x1b]*\x07")

Mark = tuple[int, ...]


class AtScreen:
    """A person at the terminal. library: tells where it stands, so that nothing
    has to be slept for."""

    def __init__(self, path: Path, library: Telling, **environment: str) -> None:
        self._clock = path.with_suffix(".clock")
        self.at(0)
        self.terminal = Terminal(
            [sys.executable, str(HOST), str(path), str(self._clock)],
            env={
                "XDG_STATE_HOME": str(path.parent / "state"),
                "PYTHONPATH": str(HOST.parent.parent),
                **environment,
            },
        )
        self._library = library
        self._quiet_until = 0.0
        self._heard = self._rang = 0

    def __enter__(self) -> AtScreen:
        self.terminal.__enter__()
        self.terminal.wait_for(READY)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.terminal.__exit__(kind, error, trace)

    def at(self, piece: int) -> None:
        """Turn the clock to a piece."""
        half = self._clock.with_suffix(".half")
        half.write_text(str(piece))
        half.replace(self._clock)

    @property
    def bells(self) -> int:
        """How often it rang so far."""
        new = bytes(self.terminal.output[self._heard :])
        # A title of the window ends with the same byte; what is torn is heard when it is whole.
        self._rang += _TITLE.sub(b"", new).count(b"\x07")
        self._heard += len(new)
        return self._rang

    def wait_for_bells(self, count: int) -> None:
        """Wait until it rang so often; where it does not, the count tells."""
        with suppress(NotSeenError):
            self.terminal.wait_for(lambda: self.bells >= count, 2)

    def leave(self) -> None:
        """F10, twice."""
        self.terminal.send(_BYTES["F10"])
        self.terminal.wait_for("F10 again leaves the desk")
        self.terminal.send(_BYTES["F10"])
        self.terminal.wait_end()

    def scan(self, codes: Sequence[str], mark: Mark) -> None:
        """Codes with nothing between them; waits until the library stands at `mark`."""
        self.terminal.send("".join(f"{code}\r" for code in codes).encode())
        self._wait(mark)
        # A key so soon after a scan would be taken for the scanner's own.
        self._quiet_until = time.monotonic() + ECHO

    def do(self, step: Step, mark: Mark) -> None:
        """A step that is no scan; waits until the library stands at `mark`."""
        if step.does == "type":
            self._by_hand(step.text)
            self._press(Key("Enter"), None, mark)
            return
        for key, following in zip(step.keys, [*step.keys[1:], None], strict=True):
            self._press(key, following, mark)
        if any(not key.name for key in step.keys):
            # What a value did is stored before its field is gone; a key that comes between is the field's.
            self.terminal.wait_for(lambda: FIELD not in self._keys_offered)

    def _press(self, key: Key, following: Key | None, mark: Mark) -> None:
        """One key or value; waits until the next one can come, or until the step is done."""
        if key.name in {"Enter", "Esc", "^Z", "^Y"}:
            self._rest()
        if not key.name:
            if looks_coded(key.value):
                self._by_hand(key.value)
            elif key.value:
                # Into a field prose may come as fast as it will.
                self.terminal.send(key.value.encode())
            return
        before, sent = self.terminal.text, len(self.terminal.output)
        self.terminal.send(_BYTES.get(key.name) or key.name.lower().encode())
        if len(key.name) == 1 or key.name == "Space":
            # So long a letter may yet be the beginning of a scan.
            self.terminal.pump(PAUSE * 1.2)
        if following is None and not self._library.stands_at(mark):
            self._wait(mark)
        elif following is not None and not following.name:
            asked = _news(before)
            self.terminal.wait_for(lambda: FIELD in self._keys_offered and _news(self.terminal.text) != asked)
        elif key.name in {"F7", "F9"}:
            self.terminal.wait_for(lambda: MENU in self._keys_offered)
        elif key.name in {"Up", "Down", "Left", "Right"}:
            # A light that moves in a list changes no letter.
            self.terminal.wait_for(lambda: len(self.terminal.output) > sent)
        elif following is not None and following.name in {"Enter", "Down"} and key.name == "Enter":
            # Into a list of titles the next key goes when it stands there.
            self.terminal.wait_for(lambda: TITLES in self._keys_offered)
        else:
            self.terminal.wait_for(lambda: self.terminal.text != before)

    @property
    def _keys_offered(self) -> str:
        return self.terminal.text.rpartition("\n")[2]

    def _wait(self, mark: Mark) -> None:
        try:
            self.terminal.wait_for(lambda: self._library.stands_at(mark))
        except NotSeenError as problem:
            stands = self._library.mark()
            raise NotSeenError(f"the library stands at {stands}, not at {mark}\n{problem}") from None

    def _rest(self) -> None:
        self.terminal.pump(max(self._quiet_until - time.monotonic(), 0))

    def _by_hand(self, text: str) -> None:
        """Each key when the one before is on the screen, and so long after it that nothing is a burst."""
        for one in text:
            sent = len(self.terminal.output)
            self.terminal.send(one.encode())
            self.terminal.wait_for(lambda sent=sent: len(self.terminal.output) > sent)  # type: ignore[misc]
            self.terminal.pump(BY_HAND)


def _news(text: str) -> str:
    """The line that says what is asked, with the one below it."""
    return "\n".join(text.split("\n")[-3:-1])
