"""The manifest as PDF on A4: a box to tick for each unit, and its ticket's number as a symbol to scan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from buckram.exchange.bindery.manifest import Manifest, ManifestLine, head_lines, unit_lines
from buckram.exchange.bindery.symbols import QUIET, bars

if TYPE_CHECKING:
    from fpdf import FPDF

_WIDTH, _HEIGHT, _EDGE = 210.0, 297.0, 12.0
_POINT = 25.4 / 72
_POINTS = 9.0
_STEP = _POINTS * _POINT * 1.25
_MODULE = 0.26
"""Millimetres of a narrow bar: 10 mil, which every wedge reads."""
_BARS = 8.0
_LETTERS = 90
"""So many letters of a line stand beside the symbol."""


def manifest_pdf(manifest: Manifest) -> bytes:
    """The whole manifest. No unit is broken over two pages."""
    from fpdf import FPDF

    from buckram.exchange.paper import set_faces

    document = FPDF(unit="mm", format=(_WIDTH, _HEIGHT))
    document.set_margin(_EDGE)
    document.set_auto_page_break(auto=False)
    head = head_lines(manifest, 100)
    blocks = [(line, unit_lines(line, _LETTERS)) for line in manifest.lines]
    text = "".join([*head, *(part for _, lines in blocks for part in lines)])
    page = _Page(document, manifest, *set_faces(document, text))
    # The day and the boxes stand at the right end of their lines.
    page.begin([f"BINDERY LOT {manifest.number}", manifest.made])
    for line in head[1:]:
        page.write(line)
    page.rule()
    for one, lines in blocks:
        page.unit(one, lines)
    page.number_all()
    return bytes(document.output())


class _Page:
    """Writes downwards, and begins a page where there is no room for what comes."""

    def __init__(self, document: FPDF, manifest: Manifest, face: str, clean: Callable[[str], str]) -> None:
        self.document, self.manifest = document, manifest
        self._face, self._clean = face, clean
        self._top = _EDGE

    def begin(self, ends: list[str]) -> None:
        """A page, with a line at its head."""
        self.document.add_page()
        self._top = _EDGE
        self.write(ends[0], points=13, bold=True, right=ends[1])
        self._top += 2

    def write(
        self, text: str, *, left: float = 0, room: float = 0, points: float = _POINTS, bold: bool = False,
        right: str = "",
    ) -> None:  # fmt: skip
        """A line; smaller where it would be too broad. right: what stands at its right end."""
        document, room = self.document, room or _WIDTH - 2 * _EDGE - left
        self._set(points, bold=bold)
        broad = document.get_string_width(self._clean(text))
        if broad > room:
            self._set(points * room / broad, bold=bold)
        document.set_xy(_EDGE + left, self._top)
        document.cell(room, points * _POINT * 1.25, self._clean(text))
        if right:
            self._set(points, bold=bold)
            document.set_xy(_EDGE + left, self._top)
            document.cell(room, points * _POINT * 1.25, self._clean(right), align="R")
        self._top += points * _POINT * 1.25

    def rule(self) -> None:
        """A line across."""
        self._top += 1
        self.document.line(_EDGE, self._top, _WIDTH - _EDGE, self._top)
        self._top += 1.5

    def unit(self, line: ManifestLine, lines: list[str]) -> None:
        """A unit with its box to tick and its symbol."""
        height = max(len(lines) * _STEP, _BARS + 1) + 2.5
        if self._top + height > _HEIGHT - _EDGE - 6:
            self.begin([f"BINDERY LOT {self.manifest.number}", self.manifest.binder])
            self.rule()
        begun = self._top
        document = self.document
        document.rect(_EDGE, begun + 0.5, 3.4, 3.4)
        found = bars(line.ticket, self.manifest.symbols) if line.ticket else []
        broad = (found[-1][0] + found[-1][1] + QUIET) * _MODULE if found else 0.0
        document.set_fill_color(0)
        for at, width in found:
            left = _WIDTH - _EDGE - broad + at * _MODULE
            document.rect(left, begun + 0.5, width * _MODULE, _BARS, style="F")
        room = _WIDTH - 2 * _EDGE - 6 - (broad + QUIET * _MODULE if found else 0)
        where = f"box {line.box}" if line.box else "not packed"
        self.write(f"{line.sequence}   {line.ticket or 'no ticket'}   {where}", left=6, room=room, bold=True)
        for text in lines[1:]:
            self.write(text.strip(), left=6, room=room, bold=text.lstrip().startswith("* "))
        self._top = begun + height

    def number_all(self) -> None:
        """Page n of m at the foot of each."""
        count = self.document.page
        for page in range(1, count + 1):
            self.document.page = page
            self._top = _HEIGHT - _EDGE - 4
            self.write("", right=f"page {page} of {count}")

    def _set(self, points: float, *, bold: bool) -> None:
        self.document.set_font(self._face, style="B" if bold else "", size=points)
