"""A spine drawn with the characters of a page or a terminal, with marks for its width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.rules.bindery.spine import DOWN, TITLE, Line, Spine, letters

_BETWEEN = 2
"""Empty rows between what stands at the head and what stands at the foot."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a box is drawn with. over: behind a line that does not fit."""

    horizontal: str = "-"
    vertical: str = "|"
    top_left: str = "+"
    top_right: str = "+"
    bottom_left: str = "+"
    bottom_right: str = "+"
    mark: str = "+"
    over: str = "!"


PLAIN = Frame()
"""For a line printer, and for a terminal that has nothing but ASCII."""


def drawn(spine: Spine, frame: Frame = PLAIN) -> list[str]:
    """The spine as lines of text. A line that is too long runs over the edge and is marked; it is never cut.

    Above the box its width in letters, a mark at every fifth (across) or tenth (down).
    """
    return _down(spine, frame) if spine.direction == DOWN else _across(spine, frame)


def _across(spine: Spine, frame: Frame) -> list[str]:
    room = spine.columns
    head = [_centred(line.text, room, frame) for line in spine.head]
    foot = [_centred(line.text, room, frame) for line in spine.foot]
    between = [_row("", room, frame)] * _BETWEEN if foot else []
    return [*_top(room, 5, frame), *head, *between, *foot, _bottom(room, frame)]


def _down(spine: Spine, frame: Frame) -> list[str]:
    """Lying on its side, the head at the left."""
    room = spine.columns
    rows = []
    for row in spine.down:
        head = _joined([line for line in row if line in spine.head])
        foot = _joined([line for line in row if line in spine.foot])
        gap = room - letters(head) - letters(foot)
        text = head + " " * max(gap, 2 if head and foot else 0) + foot
        rows.append(_row(text.rstrip() if not foot else text, room, frame))
    return [*_top(room, 10, frame), *rows, _bottom(room, frame)]


def _joined(row: Sequence[Line]) -> str:
    text = ""
    for n, line in enumerate(row):
        if n:
            text += " " if row[n - 1].part == TITLE == line.part else "  "
        text += line.text
    return text


def _top(width: int, every: int, frame: Frame) -> list[str]:
    """The scale, and the edge with its marks; the last mark is how much fits."""
    marks = [*range(every, width - 2, every), width]
    scale = ""
    for at in marks:
        scale = scale.ljust(at + 1 - len(str(at))) + str(at)
    edge = "".join(frame.mark if at in marks else frame.horizontal for at in range(1, width + 1))
    return [scale, f"{frame.top_left}{edge}{frame.top_right}"]


def _bottom(width: int, frame: Frame) -> str:
    return f"{frame.bottom_left}{frame.horizontal * width}{frame.bottom_right}"


def _centred(text: str, width: int, frame: Frame) -> str:
    return _row(" " * ((width - letters(text)) // 2) + text, width, frame)


def _row(text: str, width: int, frame: Frame) -> str:
    size = letters(text)
    if size > width:
        return f"{frame.vertical}{text}{frame.over}"
    return f"{frame.vertical}{text}{' ' * (width - size)}{frame.vertical}"
