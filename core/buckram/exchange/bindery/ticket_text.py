"""Tickets for a line printer: plain lines, one ticket to a page, each copy on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from buckram.exchange.bindery.ticket_sheet import COPIES, Sheet
from buckram.rules.bindery.spine import DOWN, letters
from buckram.rules.bindery.spine_drawn import drawn

_LABEL = 19
_GAP = 2


def tickets_text(sheets: Sequence[Sheet], columns: int = 80) -> str:
    """The tickets as text with a form feed between two pages. columns: 66 or 80, as the paper is broad."""
    pages = ["\n".join(ticket_lines(sheet, copy, columns)) for sheet in sheets for copy in COPIES]
    return "\n\f".join(pages) + "\n"


def ticket_lines(sheet: Sheet, copy: str, columns: int = 80) -> list[str]:
    """One copy of a ticket, line by line."""
    rule = "-" * columns
    number = f"Ticket {sheet.number}"
    lines = [_spread(copy, number, columns)]
    lines += _wrapped(sheet.library, columns) if sheet.library else []
    if sheet.flags:
        lines += _wrapped("   ".join(f"*** {flag} ***" for flag in sheet.flags), columns)
    lines.append(rule)
    picture = drawn(sheet.spine)
    if sheet.direction == DOWN:
        lines += [*picture, "", *_pairs(sheet, columns)]
    else:
        lines += _beside(picture, sheet, columns)
    if sheet.pieces:
        lines += ["", *_wrapped(f"Pieces in order: {'; '.join(sheet.pieces)}", columns)]
    if sheet.instructions:
        lines += ["", "INSTRUCTIONS"]
        lines += [line for text in sheet.instructions for line in _wrapped(f"* {text}", columns)]
    return [line.rstrip() for line in [*lines, rule, *_wrapped(sheet.made, columns)]]


def _beside(picture: Sequence[str], sheet: Sheet, columns: int) -> list[str]:
    """The spine at the left, what is said of it at the right, and below it as soon as the spine ends."""
    broad = max(letters(line) for line in picture) + _GAP
    pairs = _pairs(sheet, columns - broad)
    count = max(len(picture), len(pairs))
    left = [*picture, *[""] * (count - len(picture))]
    right = [*pairs, *[""] * (count - len(pairs))]
    return [_filled(one, broad) + other for one, other in zip(left, right, strict=True)]


def _pairs(sheet: Sheet, width: int) -> list[str]:
    lines: list[str] = []
    for heading, pairs in sheet.groups:
        lines.append(heading.upper())
        for label, value in pairs:
            first, *more = _wrapped(value, width - _LABEL) or [""]
            lines.append(_filled(f"{label} ", _LABEL) + first)
            lines += [" " * _LABEL + line for line in more]
    return lines


def _filled(text: str, width: int) -> str:
    return text + " " * (width - letters(text))


def _spread(left: str, right: str, columns: int) -> str:
    return left + " " * max(1, columns - letters(left) - letters(right)) + right


def _wrapped(text: str, width: int) -> list[str]:
    """At blanks; a word that is longer than a line is broken where the line ends."""
    lines: list[str] = []
    for word in _words(text, width):
        if lines and letters(lines[-1]) + 1 + letters(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _words(text: str, width: int) -> Iterator[str]:
    for word in text.split():
        rest = word
        while letters(rest) > width:
            cut = next(n for n in range(len(rest), 0, -1) if letters(rest[:n]) <= width)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest
