"""Tickets as PDF: one, two or four to a page, the binder's copy and the library's copy marked so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buckram.exchange.bindery.symbols import NONE, QUIET, bars
from buckram.exchange.bindery.ticket_sheet import COPIES, Sheet
from buckram.exchange.labels import Size
from buckram.rules.bindery.spine import CALL, DOWN, IMPRINT, TITLE, Line

if TYPE_CHECKING:
    from fpdf import FPDF

UPS = (1, 2, 4)
"""How many copies may stand on a page; those of a ticket lie beside or below each other."""

_POINT = 25.4 / 72
_LEADING = 1.22
_EDGE, _INNER = 9.0, 5.0
_MODULE = 0.26
"""Millimetres of a barcode's narrow bar: 10 mil, which every wedge reads."""
_BAR_HEIGHT = 9.0
_SIZES = [11.5 - 0.5 * n for n in range(18)]
"""Sizes of type, in points: the first in which all of a ticket fits is taken."""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float
    height: float

    def inside(self, by: float) -> _Box:
        return _Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)


def tickets_pdf(sheets: Sequence[Sheet], size: Size, up: int = 1) -> bytes:
    """The tickets as PDF on pages of this size. up: 1, 2 or 4 copies to a page."""
    from fpdf import FPDF

    from buckram.exchange.paper import set_faces

    document = FPDF(unit="mm", format=(size.width, size.height))
    document.set_margin(0)
    document.set_auto_page_break(auto=False)
    document.c_margin = 0
    face, clean = set_faces(document, "".join(sheet.text for sheet in sheets))
    pen = _Pen(document, face, clean)
    places = _places(size, up)
    for n, (sheet, copy) in enumerate((sheet, copy) for sheet in sheets for copy in COPIES):
        if n % up == 0:
            document.add_page()
            _cut_lines(document, size, up)
        _ticket(pen, places[n % up], sheet, copy)
    return bytes(document.output())


def _places(size: Size, up: int) -> list[_Box]:
    across, down = {1: (1, 1), 2: (1, 2), 4: (2, 2)}[up]
    width, height = size.width / across, size.height / down
    edge = _EDGE if up == 1 else _INNER + 1
    return [
        _Box(column * width, row * height, width, height).inside(edge)
        for row in range(down)
        for column in range(across)
    ]


def _cut_lines(document: FPDF, size: Size, up: int) -> None:
    document.set_draw_color(150)
    document.set_dash_pattern(dash=1.5, gap=1.5)
    if up > 1:
        document.line(0, size.height / 2, size.width, size.height / 2)
    if up > 2:
        document.line(size.width / 2, 0, size.width / 2, size.height)
    document.set_dash_pattern()
    document.set_draw_color(0)


class _Pen:
    """Writes lines of text: the one place that knows the typeface."""

    def __init__(self, document: FPDF, face: str, clean: Callable[[str], str]) -> None:
        self.document = document
        self._face, self._clean = face, clean

    def width(self, text: str, points: float, *, bold: bool = False) -> float:
        self._set(points, bold=bold)
        return float(self.document.get_string_width(self._clean(text)))

    def write(
        self, text: str, left: float, top: float, width: float, points: float, *, bold: bool = False,
        align: str = "L", white: bool = False,
    ) -> None:  # fmt: skip
        """A line, smaller where it would be too broad."""
        if not text:
            return
        broad = self.width(text, points, bold=bold)
        if broad > width > 0:
            points *= width / broad
        self._set(points, bold=bold)
        self.document.set_text_color(255 if white else 0)
        self.document.set_xy(left, top)
        self.document.cell(width, points * _POINT * _LEADING, self._clean(text), align=align)
        self.document.set_text_color(0)

    def wrapped(self, text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
        """At blanks, and within a word that is broader than a line."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}", points, bold=bold) <= width:
                lines[-1] += f" {word}"
                continue
            lines.append(word)
            while len(lines[-1]) > 1 and self.width(lines[-1], points, bold=bold) > width:
                whole = lines[-1]
                cut = next(
                    (
                        n
                        for n in range(len(whole) - 1, 1, -1)
                        if self.width(whole[:n], points, bold=bold) <= width
                    ),
                    1,
                )
                lines[-1:] = [whole[:cut], whole[cut:]]
        return lines

    def _set(self, points: float, *, bold: bool) -> None:
        # A line in a face that stands in for another leaves that face behind: each begins with its own.
        self.document.current_font_is_set_on_page = False
        self.document.set_font(self._face, style="B" if bold else "", size=points)


def _ticket(pen: _Pen, box: _Box, sheet: Sheet, copy: str) -> None:
    top = box.top + _header(pen, box, sheet, copy)
    top += _flags(pen, _Box(box.left, top, box.width, 0), sheet.flags)
    room = _Box(box.left, top, box.width, box.top + box.height - top)
    layouts = (_Layout(pen, room, sheet, points) for points in _SIZES)
    chosen = next((one for one in layouts if one.height <= room.height), None)
    (chosen or _Layout(pen, room, sheet, _SIZES[-1])).draw()


def _header(pen: _Pen, box: _Box, sheet: Sheet, copy: str) -> float:
    """Copy and library at the left, barcode and number at the right; gives its height."""
    document = pen.document
    found = bars(sheet.number, sheet.symbols) if sheet.symbols != NONE else []
    broad = (found[-1][0] + found[-1][1]) * _MODULE if found else 0.0
    right = box.left + box.width - QUIET * _MODULE
    document.set_fill_color(0)
    for at, width in found:
        document.rect(right - broad + at * _MODULE, box.top, width * _MODULE, _BAR_HEIGHT, style="F")
    number = 12.0 if found else 20.0
    below = box.top + (_BAR_HEIGHT + 0.6 if found else 0)
    wide = max(broad, pen.width(sheet.number, number, bold=True) + 2)
    pen.write(sheet.number, right - wide, below, wide, number, bold=True, align="C" if found else "R")
    left = box.width - wide - QUIET * _MODULE - 4
    pen.write(copy, box.left, box.top, left, 11, bold=True)
    lines = pen.wrapped(sheet.library, left, 8)[:2]
    for n, line in enumerate(lines):
        pen.write(line, box.left, box.top + 5.5 + n * 3.5, left, 8)
    height = below - box.top + number * _POINT * _LEADING + 1
    document.line(box.left, box.top + height, box.left + box.width, box.top + height)
    return height + 1


def _flags(pen: _Pen, box: _Box, flags: Sequence[str]) -> float:
    """White on black, and large: on a bench nobody reads the small print first."""
    at, top = box.left, box.top
    for flag in flags:
        wide = min(pen.width(flag, 11, bold=True) + 4, box.width)
        if at > box.left and at + wide > box.left + box.width:
            at, top = box.left, top + 6.5
        pen.document.set_fill_color(0)
        pen.document.rect(at, top, wide, 5.6, style="F")
        pen.write(flag, at + 1, top + 0.5, wide - 2, 11, bold=True, align="C", white=True)
        at += wide + 2
    return top + 7 - box.top if flags else 0.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the right side: a heading, or a label with the first line of its value, or more of it."""

    label: str
    value: str
    heading: bool = False


class _Layout:
    """A ticket's body in letters of one size: how high it is, and drawing it."""

    def __init__(self, pen: _Pen, box: _Box, sheet: Sheet, points: float) -> None:
        self.pen, self.box, self.sheet, self.points = pen, box, sheet, points
        self.step = points * _POINT * _LEADING
        self.down = sheet.direction == DOWN
        self.picture = _Picture(pen, sheet, box.width if self.down else min(box.width * 0.3, 46), points)
        beside = 0 if self.down else self.picture.width + 4
        self.room = box.width - beside
        self.columns = 2 if self.room >= 100 else 1
        self.column = (self.room - 4 * (self.columns - 1)) / self.columns
        self.label = min(self._labels(), self.column * 0.42) + 2
        rows = list(self._rows())
        each = -(-len(rows) // self.columns)
        # A heading alone at the foot of a column belongs to what follows.
        while 0 < each < len(rows) and rows[each - 1].heading:
            each += 1
        self.parts = [rows[n : n + each] for n in range(0, len(rows), each)] if rows else []
        self.pieces = pen.wrapped("; ".join(sheet.pieces), box.width, points)
        self.said = [
            line
            for text in sheet.instructions
            for line in pen.wrapped(f"· {text}", box.width - 3, points + 1)
        ]
        tall = max((len(part) for part in self.parts), default=0) * self.step
        self.body = self.picture.height + 2 + tall if self.down else max(self.picture.height, tall)
        self.height = self.body + 1 + self._below() + 1.3 * self.step

    def _labels(self) -> float:
        return max((self.pen.width(p[0], self.points) for _, g in self.sheet.groups for p in g), default=0.0)

    def _rows(self) -> Iterator[_Row]:
        for heading, pairs in self.sheet.groups:
            yield _Row(heading.upper(), "", heading=True)
            for label, value in pairs:
                first, *more = self.pen.wrapped(value, self.column - self.label, self.points, bold=True) or [
                    ""
                ]
                yield _Row(label, first)
                for line in more:
                    yield _Row("", line)

    def _below(self) -> float:
        pieces = (len(self.pieces) + 1) * self.step + 1 if self.pieces else 0
        said = len(self.said) * (self.points + 1) * _POINT * _LEADING + 4 if self.said else 0
        return pieces + said

    def draw(self) -> None:
        """Draw it."""
        box, pen, points = self.box, self.pen, self.points
        self.picture.draw(box.left, box.top)
        left = box.left + box.width - self.room
        top = box.top + (self.picture.height + 2 if self.down else 0)
        for n, part in enumerate(self.parts):
            at = left + n * (self.column + 4)
            for m, row in enumerate(part):
                y = top + m * self.step
                if row.heading:
                    pen.write(row.label, at, y, self.column, points * 0.85, bold=True)
                    pen.document.line(at, y + self.step * 0.92, at + self.column, y + self.step * 0.92)
                    continue
                pen.write(row.label, at, y, self.label - 1, points)
                pen.write(row.value, at + self.label, y, self.column - self.label, points, bold=True)
        self._draw_below(box.top + self.body + 1)

    def _draw_below(self, top: float) -> None:
        box, pen, points = self.box, self.pen, self.points
        if self.pieces:
            pen.write("PIECES, IN ORDER", box.left, top, box.width, points * 0.85, bold=True)
            for n, line in enumerate(self.pieces, 1):
                pen.write(line, box.left, top + n * self.step, box.width, points)
            top += (len(self.pieces) + 1) * self.step + 1
        if self.said:
            step = (points + 1) * _POINT * _LEADING
            pen.document.rect(box.left, top, box.width, len(self.said) * step + 2)
            for n, line in enumerate(self.said):
                pen.write(line, box.left + 1.5, top + 1 + n * step, box.width - 3, points + 1, bold=True)
        pen.write(self.sheet.made, box.left, box.top + box.height - self.step, box.width, min(points, 7.5))


class _Picture:
    """The spine as the binder is to stamp it, in a frame."""

    def __init__(self, pen: _Pen, sheet: Sheet, most: float, points: float) -> None:
        self.pen, self.spine, self.down = pen, sheet.spine, sheet.direction == DOWN
        self.width = most
        lines = self._lines()
        widest = max((pen.width(text, 10, bold=True) for text in lines), default=1) or 1
        self.points = min(11.0, points + 2.5, 10 * (most - 4) / widest)
        self.step = self.points * _POINT * _LEADING
        gap = 2 if self.spine.foot and not self.down else 0
        self.height = (len(lines) + gap) * self.step + 4

    def _lines(self) -> list[str]:
        if self.down:
            return ["  ".join(part for part in _ends(row) if part) for row in self.spine.down]
        return [line.text for line in self.spine.lines]

    def draw(self, left: float, top: float) -> None:
        """Head above, foot below; from head to foot it lies on its side."""
        pen = self.pen
        pen.document.rect(left, top, self.width, self.height)
        at = top + 2
        if self.down:
            for row in self.spine.down:
                head, foot = _ends(row)
                pen.write(head, left + 2, at, self.width - 4, self.points, bold=True)
                pen.write(foot, left + 2, at, self.width - 4, self.points, bold=True, align="R")
                at += self.step
            return
        for line in self.spine.head:
            pen.write(line.text, left + 2, at, self.width - 4, self.points, bold=True, align="C")
            at += self.step
        at = top + self.height - 2 - len(self.spine.foot) * self.step
        for line in self.spine.foot:
            pen.write(line.text, left + 2, at, self.width - 4, self.points, bold=True, align="C")
            at += self.step


def _ends(row: Sequence[Line]) -> tuple[str, str]:
    """(what stands at the head, what stands at the foot) of a row down the spine."""
    title = " ".join(line.text for line in row if line.part == TITLE)
    head = [line.text for line in row if line.part not in (TITLE, CALL, IMPRINT)]
    foot = [line.text for line in row if line.part in (CALL, IMPRINT)]
    return "   ".join(part for part in (title, *head) if part), " ".join(foot)
