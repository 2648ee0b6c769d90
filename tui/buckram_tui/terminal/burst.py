"""What tells a wedge scanner from fingers: the time between two characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

BURST_GAP = 0.030
"""Seconds: characters closer together than this come from a scanner, a paste or type-ahead."""
PAUSE = 0.045
"""Seconds of silence after which what was held back counts as typed by hand."""
ECHO = 0.150
"""Seconds after a burst's ending in which a second ending or a control character belongs to it."""
SILENCE = 0.250
"""Seconds without a key that end a scan where the scanner sends no ending."""
STRAY = 1.0
"""Seconds after such an end in which an ending still belongs to the scan: some scanners do send one."""
STALL = 0.400
"""Seconds that a line may stall in the middle of a burst without tearing it in two."""
MIN_BURST = 4
"""Fewer characters than this are never called a burst."""
MAX_CODE = 128
"""No code is longer: how far back one is looked for in what a text field got."""

GS = "\x1d"
"""Group separator: FNC1 in a GS1 symbol. The one control character that is kept in a scan."""


def looks_coded(text: str) -> bool:
    """Eight characters or more, no space, no small letter (but in an AIM prefix), a third of them digits."""
    code = text[3:] if text.startswith("]") else text
    digits = sum(character.isdigit() for character in code)
    return len(code) >= 8 and not any(c.isspace() or c.islower() for c in code) and 3 * digits >= len(code)


def is_stray_byte(character: str) -> bool:
    """A byte that the terminal's encoding does not know, carried as a lone surrogate."""
    return "\udc80" <= character <= "\udcff"


@dataclass(slots=True)
class Run:
    """Characters with their arrival times, oldest first."""

    characters: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.characters)

    def add(self, character: str, at: float) -> None:
        """Append a character that arrived at `at` seconds."""
        self.characters.append(character)
        self.times.append(at)

    def drop(self, start: int = 0) -> None:
        """Forget everything from index `start` on."""
        del self.characters[start:], self.times[start:]

    def cut(self, start: int, end: int) -> None:
        """Take the characters from `start` up to `end` out."""
        del self.characters[start:end], self.times[start:end]

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The characters as text: stray bytes become U+FFFD, a trailing separator is dropped."""
        text = "".join("\ufffd" if is_stray_byte(c) else c for c in self.characters[start:end])
        return text.rstrip(GS)

    def is_burst(self, start: int = 0, end: int | None = None) -> bool:
        """More than half of the gaps are a scanner's, and the others are stalls of the line.

        A lone letter before a gap is no stall: it was typed, like the word that stands before a scan.
        """
        gaps = [b - a for a, b in pairwise(self.times[start:end])]
        slow = [i for i, gap in enumerate(gaps, start + 1) if gap >= BURST_GAP]
        if len(gaps) < MIN_BURST - 1 or 2 * len(slow) >= len(gaps) or max(gaps) > STALL:
            return False
        return all(
            end - begin > 1 or self.characters[begin] in "0123456789]"
            for begin, end in pairwise([start, *slow])
        )

    def code_start(self, reads_like_code: Callable[[str], bool]) -> int | None:
        """Where a scanned code begins that reaches to the end of the run: the longest one, or None."""
        first = max(len(self) - MAX_CODE, 0)
        starts = [
            i for i in range(first, len(self)) if i == first or self.times[i] - self.times[i - 1] >= BURST_GAP
        ]
        return next((i for i in starts if self.is_burst(i) and reads_like_code(self.text(i))), None)

    def unended(
        self, reads_like_code: Callable[[str], bool], reads_whole: Callable[[str], bool]
    ) -> tuple[int, int] | None:
        """Where a burst that never ended lies in front of another burst: (start, end), or None.

        A scan that the line tore in two is none: its parts are no codes, or the whole of it is one.
        """
        starts = [i for i in range(1, len(self)) if self.times[i] - self.times[i - 1] >= BURST_GAP]
        for end in starts:
            if not self.is_burst(end):
                continue
            start = next((i for i in (0, *starts) if i < end and self.is_burst(i, end)), None)
            if start is None:
                continue
            first, second = self.text(start, end).strip(" "), self.text(end).strip(" ")
            whole = reads_whole(first)
            if whole and reads_whole(second):
                return start, end
            long_ago = self.times[end] - self.times[end - 1] > STALL
            if not long_ago or reads_whole(self.text(start).strip(" ")):
                continue
            if whole or (reads_like_code(first) and reads_like_code(second)):
                return start, end
        return None
