"""The script of a tray, `tray.txt`, as values.

A piece is a line "number  what lies in the hand  [case]", where no case is a piece as it was expected; below
it, set in, what is done and what must have happened:

    scan 9770028083002 46                 the scanner reads this, and sends Enter
    type 0363-0277                        typed by hand on the scan line, and Enter
    press F7 D "torn cover" Enter means damaged: torn cover
                                          keys, and values that are typed between them; what they mean in
                                          the words of `headless.Program`, which does that without a screen
    > Nature: v.659:no.8140 -> arrived    everything that then is otherwise in the library, and nothing else

"12+" goes on with piece 12: its question is answered. Pieces under a heading that ends with "in a row" are
scanned with nothing between them. A line that begins with # is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

SCRIPT = Path(__file__).with_name("tray.txt")
AS_EXPECTED = "as expected"

_HEAD = re.compile(r"(\d+)(\+?)\s+(.+?)(?:\s+\[(.+)\])?")
_PRESS = re.compile(r"press (.+?)(?: means (.+))?")
_KEY = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Key:
    """A key by its name, or a value that is typed."""

    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done. does: scan, type or press; text: what is scanned or typed; means: what the
    keys mean."""

    does: str
    text: str = ""
    keys: tuple[Key, ...] = ()
    means: str = ""


@dataclass(slots=True)
class Piece:
    """What lies in the hand. goes_on: its question is answered here. row: which row it is scanned in, 0 for
    none."""

    number: int
    goes_on: bool
    hand: str
    case: str
    row: int = 0
    steps: list[Step] = field(default_factory=list)
    then: list[str] = field(default_factory=list)


def read_script(path: Path = SCRIPT) -> list[Piece]:
    """Every piece, in order. Raises ValueError with the line that cannot be read."""
    pieces: list[Piece] = []
    cases: dict[int, str] = {}
    row = 0
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("=="):
            row = number if text.strip("= ").endswith("in a row") else 0
        elif line[0] != " " and (head := _HEAD.fullmatch(text)):
            at = int(head[1])
            cases.setdefault(at, head[4] or AS_EXPECTED)
            pieces.append(Piece(at, bool(head[2]), head[3], cases[at], row))
        elif pieces and text.startswith("> "):
            pieces[-1].then.append(text[2:])
        elif pieces and (step := _step(text)):
            pieces[-1].steps.append(step)
        else:
            raise ValueError(f"{path.name}, line {number}: {line}")
    return pieces


def rows(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces as they are worked off: one at a time, or those of a row together."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.row and found and found[-1][0].row == piece.row:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _step(text: str) -> Step | None:
    word, _, rest = text.partition(" ")
    if word in {"scan", "type"} and rest:
        return Step(word, rest.strip())
    if press := _PRESS.fullmatch(text):
        keys = tuple(Key(name=k[2]) if k[2] else Key(value=k[1]) for k in _KEY.finditer(press[1]))
        return Step("press", keys=keys, means=press[2] or "")
    return None
