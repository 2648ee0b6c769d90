"""Labels for the spine or the cover of a piece: where each line breaks, and the words of the label.

Rules: standards 7.1 (vendors' practice: 1.0 by 1.5 inches, six lines of eight characters).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

COLUMN_MM, LINE_MM = 25 / 8, 38 / 6
"""Width of a character and height of a line on the usual label, in millimetres."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label. enumeration: the levels, highest first. location_code: its short name.

    date: the cover date, short. copy: "c.2", or "" where there is only one.
    """

    call_number: str
    enumeration: Sequence[str]
    date: str
    copy: str
    location: str
    location_code: str
    title: str

    def plain(self) -> dict[str, Any]:
        """As JSON can say it; `Label(**plain)` is the same again."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Size:
    """A size of paper in millimetres."""

    width: int
    height: int

    @property
    def columns(self) -> int:
        """Characters to a line of a label of this size."""
        return max(4, round(self.width / COLUMN_MM))

    @property
    def lines(self) -> int:
        """Lines of a label of this size."""
        return max(2, round(self.height / LINE_MM))


def label_text(label: Label, size: Size, templates: str = "") -> str:
    """The label as text, by the template `label.txt`. templates: a folder with the library's own, or ""."""
    from buckram.exchange.templates import rendered

    call, issue = label_lines(label, size.columns, size.lines)
    words = {"call": call, "issue": issue, "label": label, "lines": size.lines}
    return rendered("label.txt", words, templates)


def label_lines(label: Label, columns: int, most: int) -> tuple[list[str], list[str]]:
    """(lines of the call number, lines of the issue with copy and place), joined until they are `most`.

    What cannot be joined within `columns` stays, and the label is longer; but for the place, which a label
    without room goes without.
    """
    place = _broken(_short_place(label, columns), columns)
    call, issue = _joined(label, columns, most, place)
    return (call, issue) if len(call) + len(issue) <= most else _joined(label, columns, most, [])


def _joined(label: Label, columns: int, most: int, place: Sequence[str]) -> tuple[list[str], list[str]]:
    call = spine(label.call_number, columns)
    issue = [part for level in label.enumeration for part in _broken(level, columns)]
    issue += _broken(label.date, columns)
    issue += [line for line in (label.copy, *place) if line]
    while len(call) + len(issue) > most:
        if _class_joined(call, columns) or _shortest_joined(call, issue, columns):
            continue
        break
    return call, issue


def _short_place(label: Label, columns: int) -> str:
    if len(label.location) <= columns or not label.location_code:
        return label.location
    return label.location_code


_PREFIXED = re.compile(r"((?:[A-Z][A-Z.]* )+)(?=[A-Z]{1,3} ?\d|\d)", re.IGNORECASE)
_LC = re.compile(r"([A-Z]{1,3}) ?(\d{1,5})(\.\d+)?(?!\d)", re.IGNORECASE | re.ASCII)
_DEWEY = re.compile(r"(\d{1,3})(\.\d+)?(?=\s|$)", re.ASCII)
_RUN_ON = re.compile(r"(?<=[A-Z\d])(?=\.[A-Z])|(?<=\d)(?=[A-Z]\d)", re.IGNORECASE)
_CAPTIONED = re.compile(r"\b(v|vol|no|nr|pt|bd|t|ser|suppl|c|copy)\. (?=\d)", re.IGNORECASE)


def spine(call_number: str, columns: int = 8) -> list[str]:
    """A call number line by line: prefix, class letters, class number, cutters, date, volume, part, copy.

    A class number stays on its line with its decimals when it has at most `columns` characters. Dewey
    numbers break behind the point. What has neither form breaks at its blanks.
    """
    text = _CAPTIONED.sub(r"\1.", " ".join(call_number.split()))
    lines: list[str] = []
    if prefix := _PREFIXED.match(text):
        lines += prefix[1].split()
        text = text[prefix.end() :]
    if found := _LC.match(text):
        letters, whole, decimals = found[1], found[2], found[3] or ""
        number = [whole + decimals] if len(whole + decimals) <= columns else [whole, decimals]
        lines += [letters, *number]
        rest = _RUN_ON.sub(" ", text[found.end() :])
    elif found := _DEWEY.match(text):
        whole, decimals = found[1], found[2] or ""
        if len(whole + decimals) <= columns:
            lines.append(whole + decimals)
        else:
            lines += [f"{whole}.", *_cut(decimals[1:], columns)]
        rest = text[found.end() :]
    else:
        rest = text
    for token in rest.split():
        # A cutter never breaks; "v.12:no.3" is two lines.
        lines += [piece for part in token.split(":") if part for piece in _broken(part, columns)]
    return lines


def _broken(text: str, columns: int) -> list[str]:
    """At its blanks where it is too long for a line, then behind its points and strokes."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += f" {word}"
        elif len(word) <= columns:
            lines.append(word)
        else:
            for part in re.findall(r"[^./-]*[./-]?", word):
                if not part:
                    continue
                if lines and lines[-1][-1:] in "./-" and len(lines[-1]) + len(part) <= columns:
                    lines[-1] += part
                else:
                    lines += _cut(part, columns)
    return lines


def _cut(text: str, columns: int) -> list[str]:
    return [text[at : at + columns] for at in range(0, len(text), columns)]


def _class_joined(call: list[str], columns: int) -> bool:
    """Put the class letters before their number again, where they fit; says whether that saved a line."""
    for at, (letters, number) in enumerate(pairwise(call)):
        if letters[:1].isdigit():
            return False  # Behind a number letters are an author's mark: "RIC 2010" is no class.
        is_class = letters.isalpha() and letters.isupper() and len(letters) <= 3 and number[:1].isdigit()
        if is_class and len(letters + number) <= columns:
            call[at : at + 2] = [letters + number]
            return True
    return False


def _shortest_joined(call: list[str], issue: list[str], columns: int) -> bool:
    """Put the two shortest neighbours on one line; says whether that saved one."""
    found = [
        (len(first) + 1 + len(second), lines, at)
        # Of the same length the lower ones: the top of the label is what people look for.
        for lines in (issue, call)
        for at, (first, second) in reversed(list(enumerate(pairwise(lines))))
    ]
    length, lines, at = min(found, key=lambda one: one[0], default=(columns + 1, call, 0))
    if length > columns:
        return False
    lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    return True
