"""The spine of a volume: its lines from head to foot, across or down, and what does not fit on it.

Order from the head: title, the variable lines, a note; at the foot the call number and the library's imprint
(practice). Widths are estimates: type of 12 points takes about 1.9 mm a letter, and the lettering may be as
broad as the text block is thick, for the boards stand out beyond it. A binder's own measure goes into the
pattern (letters to a line) and comes before the estimate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import combining, east_asian_width

from buckram.rules.bindery.spine_variables import INCOMPLETE, NOTE, NUMBERS, VOLUME

TITLE, CALL, IMPRINT = "title", "call", "imprint"
ACROSS, DOWN = "across", "down"

ACROSS_FROM = 120
"""Thickness in tenths of a millimetre from which lettering runs across (practice: about 12 mm)."""
LINE = 20
"""Letters that a line across takes at most, however thick the volume is (practice: about 20)."""
DOWN_LINE = 60
"""Letters that fit from head to foot."""
TITLE_LINES = 6
SPINE_LINES = 24
_LETTER = 19
_ROW = 80
"""Tenths of a millimetre: the breadth of a letter across, and what a second row down the spine needs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of lettering. part: title, vol, nos, months, year, index, copy, note, call or imprint."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Spine:
    """What the binder stamps. lines: from head to foot. columns: letters to a line.

    rows: how many rows stand side by side where the lettering runs down.
    """

    lines: tuple[Line, ...]
    direction: str
    columns: int
    rows: int = 1

    @property
    def head(self) -> tuple[Line, ...]:
        """What stands above: title and variables."""
        return tuple(line for line in self.lines if line.part not in (CALL, IMPRINT))

    @property
    def foot(self) -> tuple[Line, ...]:
        """What stands at the foot."""
        return tuple(line for line in self.lines if line.part in (CALL, IMPRINT))

    @property
    def down(self) -> list[list[Line]]:
        """The rows that run down the spine: title and variables in one, or beside each other."""
        head = list(self.head)
        title = [line for line in head if line.part == TITLE]
        if self.rows == 1 or not title or len(title) == len(head):
            return [[*head, *self.foot]]
        return [title, [*[line for line in head if line.part != TITLE], *self.foot]]


@dataclass(frozen=True, slots=True)
class TooLong:
    """A line that does not fit. room: letters that fit."""

    text: str
    letters: int
    room: int

    @property
    def words(self) -> str:
        """ "“OF LIBRARY AUTOMATION” is 2 too long: 22 letters, 20 fit." """
        return (
            f"“{self.text}” is {self.letters - self.room} too long: {self.letters} letters, {self.room} fit."
        )


def direction(wanted: str, thickness: int | None) -> str:
    """Which way the lettering runs. wanted: auto, across or down. thickness: None where it is not known."""
    if wanted in (ACROSS, DOWN):
        return wanted
    return DOWN if thickness is not None and thickness < ACROSS_FROM else ACROSS


def columns(way: str, width: int | None, thickness: int | None) -> int:
    """How many letters a line takes. width: as the pattern says, None for by the thickness."""
    if width is not None:
        return width
    if way == DOWN:
        return DOWN_LINE
    return LINE if thickness is None else max(4, min(LINE, thickness // _LETTER))


def spine(
    *,
    title: Sequence[str],
    order: Sequence[str],
    variables: Mapping[str, str],
    call: Sequence[str] = (),
    imprint: Sequence[str] = (),
    wanted: str = "auto",
    width: int | None = None,
    thickness: int | None = None,
) -> Spine:
    """The spine of a volume. order: which variables stand on it, and in which order.

    wanted, width: direction and letters to a line as the pattern has them. thickness: tenths of a
    millimetre, measured or estimated; None where neither is known.
    """
    way = direction(wanted, thickness)
    room = columns(way, width, thickness)
    lines = [Line(TITLE, text) for text in title]
    for part, texts in _variable_lines(order, variables, LINE if way == DOWN else room):
        lines += [Line(part, text) for text in texts]
    lines += [Line(CALL, text) for text in call]
    lines += [Line(IMPRINT, text) for text in imprint]
    made = Spine(tuple(lines), way, room)
    if too_long(made) and way == DOWN and thickness is not None and thickness >= _ROW:
        return replace(made, rows=2)
    return made


def _variable_lines(
    order: Sequence[str], variables: Mapping[str, str], room: int
) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for part in order:
        text = variables.get(part, "")
        if not text:
            continue
        if part == NUMBERS and found and found[-1][0] == VOLUME:
            # "v.36:no.1-6" where there is room for it, else the number on a line of its own.
            joined = f"{found[-1][1][-1]}:{text}"
            if letters(joined) <= room:
                found[-1][1][-1] = joined
                continue
        found.append((part, _broken(text, room) if part == VOLUME else [text]))
    if note := variables.get(NOTE, ""):
        found.append((NOTE, _noted(note, room)))
    return found


def _broken(text: str, room: int) -> list[str]:
    """Parts of two volumes stand on two lines where they do not fit on one."""
    first, dash, last = text.partition("-")
    return [text] if letters(text) <= room or not (dash and ":" in first) else [f"{first}-", last]


def _noted(note: str, room: int) -> list[str]:
    if letters(note) <= room:
        return [note]
    words = note.split(" ", 1)
    return words if all(letters(word) <= room for word in words) else [INCOMPLETE]


def letters(text: str) -> int:
    """How much room a text takes: an ideograph is as broad as two letters, an accent takes none."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def down_length(row: Sequence[Line]) -> int:
    """Letters that a row down the spine takes, with the gaps between its lines."""
    # Lines of the title are words of one sentence; what follows stands apart.
    gaps = sum(1 if one.part == TITLE == after.part else 2 for one, after in pairwise(row))
    return sum(letters(line.text) for line in row) + gaps


def too_long(one: Spine) -> list[TooLong]:
    """What does not fit: every line across, every row down."""
    if one.direction == DOWN:
        rows = [(" ".join(line.text for line in row), down_length(row)) for row in one.down]
    else:
        rows = [(line.text, letters(line.text)) for line in one.lines]
    return [TooLong(text, size, one.columns) for text, size in rows if size > one.columns]


def doubts(one: Spine) -> list[str]:
    """What a careful preparer would look at, as sentences; what is too long comes first."""
    found = [line.words for line in too_long(one)]
    title = [line for line in one.lines if line.part == TITLE]
    if not title:
        found.append("No title stands on the spine: B says how it is lettered.")
    if one.direction == ACROSS and len(title) > TITLE_LINES:
        found.append(f"The title has {len(title)} lines; {TITLE_LINES} are the most.")
    if one.direction == ACROSS and len(one.lines) > SPINE_LINES:
        found.append(f"The spine has {len(one.lines)} lines; {SPINE_LINES} are the most.")
    if foreign := next((line.text for line in one.lines if not _in_latin(line.text)), ""):
        found.append(f"“{foreign}” is not in Latin letters: the binder may have to letter it by hand.")
    return found


def is_latin(one: Spine) -> bool:
    """Whether every binder's type has the letters of the spine."""
    return all(_in_latin(line.text) for line in one.lines)


def _in_latin(text: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() or 0x1E00 <= ord(c) < 0x1F00 for c in text)
