"""The boxes of a unit side by side: [1][2](3 lost)[4 x2][supplement][5] ... Signs and words, no colour alone.

Where they do not fit, runs of boxes without anything special are drawn together: [5-11].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import TextLine
from buckram_tui.widgets.plain import cells, plain

if TYPE_CHECKING:
    from buckram.desk.bindery.spots import Spot

_WORDS = {"supplement": "suppl.", "title page": "title page", "index": "index"}
_CAPTION = re.compile(r"^\D*?(?=\d)")


@dataclass(frozen=True, slots=True)
class _Box:
    """What is drawn as one: a box, or several that are alike. ends: the first and the last number."""

    text: str
    style: str
    plain: bool
    ends: tuple[str, str] = ("", "")


def strip(
    spots: Sequence[Spot], width: int, lines: int = 2, *, done: str = "", lit: int = -1
) -> Sequence[TextLine]:
    """The boxes in at most `lines` lines of `width` cells.

    done: the sign of what was found or confirmed, "" where that is not asked. lit: the place (from 0) of the
    one that has the light, -1 for none: it is never drawn together with others.
    """
    boxes = _boxes(spots, done, lit)
    laid = _laid(boxes, width)
    if len(laid) > lines:
        laid = _laid(_together(boxes), width)
    if len(laid) > lines:
        laid = laid[:lines]
        laid[-1] = [*_room(laid[-1], width - 2), (" …", "dim")]
    return laid


def _boxes(spots: Sequence[Spot], done: str, lit: int) -> list[_Box]:
    found: list[_Box] = []
    volume = spots[0].volume if spots else ""
    for place, spot in enumerate(spots):
        if spot.volume != volume and spot.role == "issue":
            volume = spot.volume
            found.append(_Box(f" {_volume(volume)} ", "dim", plain=False))
        found.append(_box(spot, done, lit=place == lit))
    return found


def _volume(text: str) -> str:
    return plain(text).partition(" (")[0]


def _box(spot: Spot, done: str, *, lit: bool) -> _Box:
    issue = spot.role == "issue"
    name = _number(spot) if issue else _WORDS.get(spot.role, spot.role)
    if spot.gap:
        text, style = f"({' '.join((name, spot.cause or 'not here'))})", "late"
    elif spot.count > 1:
        text, style = f"[{name} x{spot.count}]", "note"
    else:
        text, style = f"[{name}]", "normal"
    if spot.done and done and not spot.gap:
        text = f"{text[:-1]}{done}]"
    usual = issue and not spot.gap and spot.count == 1 and not lit
    return _Box(text, "lit" if lit else style, usual, (f"{name}{done if spot.done else ''}",) * 2)


def _number(spot: Spot) -> str:
    """ "3" of "no.3": the caption is the same in every box."""
    text = plain(spot.number or spot.label)
    return _CAPTION.sub("", text) or text


def _together(boxes: Sequence[_Box]) -> list[_Box]:
    """Runs of three and more usual boxes as one."""
    found: list[_Box] = []
    run: list[_Box] = []
    for box in [*boxes, _Box("", "", plain=False)]:
        if box.plain:
            run.append(box)
            continue
        if len(run) > 2:
            found.append(_Box(f"[{run[0].ends[0]}-{run[-1].ends[1]}]", "normal", plain=False))
        else:
            found += run
        run = []
        if box.text:
            found.append(box)
    return found


def _laid(boxes: Sequence[_Box], width: int) -> list[list[Cell]]:
    laid: list[list[Cell]] = [[]]
    used = 0
    for box in boxes:
        size = cells(box.text)
        if used and used + size > width:
            laid.append([])
            used = 0
        laid[-1].append((box.text, box.style))
        used += size
    return laid


def _room(line: Sequence[Cell], width: int) -> list[Cell]:
    """As many boxes of a line as fit into `width` cells."""
    kept: list[Cell] = []
    used = 0
    for text, style in line:
        used += cells(text)
        if used > width:
            break
        kept.append((text, style))
    return kept
