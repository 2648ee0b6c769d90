"""The list of a sitting, one line a piece: as CSV for a spreadsheet, as text for a line printer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from buckram.exchange import lists
from buckram.exchange.lists import Table

COLUMNS = (
    "date",
    "time",
    "person",
    "station",
    "title",
    "issn",
    "issue",
    "copy",
    "location",
    "call_number",
    "kind",
    "barcode",
    "scanned",
    "asked",
    "answered",
)
"""The columns of the CSV, in order."""

LEAST_WIDTH = 60
"""Characters: below this the columns of the text say nothing any more."""


@dataclass(frozen=True, slots=True)
class SittingLine:
    """A piece of the tray. at: the person's own time. issue: "" where nobody said yet which one it is.

    kind: 'regular', 'gift' ..., "" for a piece that was not received. copy: its number, 0 for none.
    scanned: the code, or the words typed. asked, answered: of each question; an open one has "".
    """

    at: datetime
    person: str
    station: str
    title: str
    issn: str
    issue: str
    copy: int
    location: str
    call_number: str
    kind: str
    barcode: str
    scanned: str
    asked: Sequence[str]
    answered: Sequence[str]


@dataclass(frozen=True, slots=True)
class SittingList:
    """One person's tray, or trays of a day. began, last: the first moment and that of the last scan or act.

    asked: questions of each kind, with how many of these are open. received: pieces that were received.
    """

    person: str
    began: datetime
    last: datetime
    ended: bool
    lines: Sequence[SittingLine]
    received: int
    asked: Sequence[tuple[str, int, int]]

    @property
    def open(self) -> int:
        """Questions that wait."""
        return sum(waiting for _, _, waiting in self.asked)


def as_csv(told: SittingList) -> str:
    """The list as CSV with the COLUMNS; several questions of a piece stand apart by semicolons."""
    return lists.as_csv(Table("", COLUMNS, [_row(line) for line in told.lines]))


def _row(line: SittingLine) -> Sequence[str]:
    return (
        f"{line.at:%Y-%m-%d}",
        f"{line.at:%H:%M:%S}",
        line.person,
        line.station,
        line.title,
        line.issn,
        line.issue,
        str(line.copy or ""),
        line.location,
        line.call_number,
        line.kind,
        line.barcode,
        line.scanned,
        "; ".join(line.asked),
        "; ".join(answer or "open" for answer in line.answered),
    )


def as_text(told: SittingList, width: int = 80) -> str:
    """The list for people, in lines of at most `width` characters, with the totals at the end."""
    width = max(width, LEAST_WIDTH)
    # Time and copy take 5 and 3; the rest is shared out between title, issue and place.
    left = width - 5 - 3 - 4 * 2
    issue, place = left * 3 // 10, left * 3 // 10
    widths = (5, left - issue - place, issue, 3, place)
    day = f"{told.began:%A} {told.began.day} {told.began:%B} {told.began.year}"
    out = [_cut(f"Check-in of {day}, {told.person}", width), ""]
    out += [*_columns(("Time", "Title", "Issue", "C.", "Place"), widths), "-" * width]
    for line in told.lines:
        copy = str(line.copy) if line.copy else ""
        where = ", ".join(part for part in (line.location, line.call_number) if part)
        what = line.title or line.scanned
        which = line.issue if line.kind else " ".join(filter(None, (line.issue, "not received")))
        out += _columns((f"{line.at:%H:%M}", what, which, copy, where), widths)
        for asked, answered in zip_longest(line.asked, line.answered, fillvalue=""):
            out += [f"       {part}" for part in _wrapped(f"{asked}: {answered or 'open'}", width - 7)]
    out += ["-" * width, *totals(told)]
    return "\n".join(line.rstrip() for line in out) + "\n"


def totals(told: SittingList) -> list[str]:
    """The totals of a list, a line each."""
    pieces = f"{told.received:>5} piece{' ' if told.received == 1 else 's'} received"
    said = [pieces]
    for question, count, waiting in told.asked:
        still = f", {waiting} open" if waiting else ""
        said.append(f"{count:>5} asked: {question}{still}")
    said.append(f"{told.open:>5} open")
    minutes = round((told.last - told.began).total_seconds() / 60)
    hours = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
    until = f"{told.began:%H:%M} to {told.last:%H:%M}, {hours}"
    said.append(f"      {until}{'' if told.ended else ', not ended yet'}")
    return said


def _columns(texts: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    """The texts side by side, each wrapped in its column."""
    cells = [_wrapped(text, width) for text, width in zip(texts, widths, strict=True)]
    for row in zip_longest(*cells, fillvalue=""):
        yield "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width`, broken at blanks; a word that is longer is broken where it must be."""
    lines, line = [], ""
    for word in text.split():
        while _width(word) > width:
            if line:
                lines.append(line)
                line = ""
            head = _cut(word, width)
            lines.append(head)
            word = word[len(head) :]
        longer = f"{line} {word}" if line else word
        if _width(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line or not lines else lines


def _width(text: str) -> int:
    """Places on paper: a Chinese character takes two, a mark on a letter none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[:-1]
    return text
