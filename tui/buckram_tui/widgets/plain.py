"""The one way of a record's text to the screen.

A record may hold square brackets (Textual's markup), escape sequences, controls that turn the direction
of text, and characters of two cells or none. Nothing else in the interface measures, cuts or cleans text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from rich.cells import get_character_cell_size

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Controls; soft hyphen; marks, embeddings and isolates of direction; interlinear and shorthand format
# controls; variation selectors, whose width terminals do not agree on; tag characters; lone surrogates.
_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINED_PICTURES = re.compile("(?<=[\u2190-\u2bff\U0001f000-\U0001faff])\u200d")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOTTED_CIRCLE = "\u25cc"
_MARKS_KEPT = 4


def plain(text: str) -> str:
    """The text as one line that is safe to show: no markup, no control, no change of direction.

    Line breaks and tabs become a space, half a surrogate pair U+FFFD. A letter and its accent become one
    character where there is one (NFC), because many terminals draw loose accents beside the letter. A mark
    without a letter gets a dotted circle, or it would land on the column's neighbour; of more than four
    marks on one letter the first four stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATE.sub("\ufffd", _UNWANTED.sub("", _BREAKS.sub(" ", text)))
    if text.isascii():
        return text
    return _tame_marks(normalize("NFC", _JOINED_PICTURES.sub("", text)))


def cells(text: str) -> int:
    """How many cells of the terminal the text takes (text that `plain` has passed)."""
    if text.isascii():
        return len(text)
    return sum(map(get_character_cell_size, text))


def fit(text: str, width: int, ellipsis: str = "…", right: bool = False) -> str:
    """The text in exactly `width` cells: cut with the ellipsis, or filled with spaces.

    right: fill on the left. A character of two cells that would be cut in half becomes a space.
    """
    text = plain(text)
    size = cells(text)
    if size > width:
        text = cut(text, width - len(ellipsis)) + ellipsis if width > len(ellipsis) else cut(text, width)
        size = cells(text)
    fill = " " * (width - size)
    return fill + text if right else text + fill


def cut(text: str, width: int) -> str:
    """As much of the beginning as fits into `width` cells; marks stay with their letter."""
    if text.isascii():
        return text[: max(width, 0)]
    used = 0
    for i, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > width:
            return text[:i]
    return text


def tail(text: str, width: int) -> str:
    """As much of the end as fits into `width` cells: what is seen of a line that is being typed."""
    start = len(text)
    used = 0
    while start and (used := used + get_character_cell_size(text[start - 1])) <= width:
        start -= 1
    return text[start:]


@lru_cache(1024)
def _tame_marks(text: str) -> str:
    out: list[str] = []
    marks = _MARKS_KEPT
    for character in text:
        if get_character_cell_size(character):
            marks = 0
        else:
            if not out:
                out.append(_DOTTED_CIRCLE)
                marks = 0
            marks += 1
        if marks <= _MARKS_KEPT:
            out.append(character)
    return "".join(out)
