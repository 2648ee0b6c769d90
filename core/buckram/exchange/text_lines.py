"""Text in lines of so many cells, for paper and files: broken at words, wide letters counted as two."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def cells(text: str) -> int:
    """How many cells a text takes in letters of one width."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int, *, indent: int = 0, hanging: int = 0) -> list[str]:
    """A text in lines of at most `width` cells, each behind `indent` blanks, all but the first further in by
    `hanging`. Nothing gives no line."""
    lines: list[str] = []
    for word in _words(text, width - indent - hanging):
        room = width - indent - (hanging if len(lines) > 1 else 0)
        if lines and cells(lines[-1]) + 1 + cells(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [" " * (indent + (hanging if n else 0)) + line for n, line in enumerate(lines)]


def _words(text: str, width: int) -> Iterator[str]:
    """The words; one that is longer than a line in parts that fit (Chinese has no blanks)."""
    for word in text.split():
        if cells(word) <= width:
            yield word
            continue
        part = ""
        for letter in word:
            if cells(part) + cells(letter) > width:
                yield part
                part = ""
            part += letter
        yield part


def ends(left: str, right: str, width: int) -> str:
    """One at the left end of a line, the other at the right; what is too long is cut."""
    room = width - cells(right) - 2 if right else width
    while cells(left) > room:
        left = left[:-1]
    return left + " " * (width - cells(left) - cells(right)) + right
