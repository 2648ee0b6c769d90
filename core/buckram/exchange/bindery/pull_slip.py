"""The pull slip: what to take off which shelf, in the order in which one walks there.

Text for a line printer or for PDF: each location begins a page (form feed), with a box to tick for each unit
and for each piece, what stays on the shelf beside it, and where a gap is to be expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from buckram.exchange.labels import Size
from buckram.exchange.lists import Table
from buckram.exchange.text_lines import cells, ends, wrapped

WIDTH = 80
"""Characters to a line."""

LINES = 60
"""Lines to a page: US letter and A4 both have room for them."""

COLUMNS = (
    "location", "call_number", "title", "unit", "copy", "rush", "piece", "role", "barcode", "gap", "pulled",
)  # fmt: skip
"""The columns of the CSV: a line for each piece."""

_WORD = 7
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Take:
    """A place of a unit. what: the issue in full; short: as its box has it; role: issue, supplement ...; gap:
    why it is not here, "" for a piece to take; pulled: it is off the shelf already."""

    what: str
    short: str = ""
    role: str = "issue"
    barcode: str = ""
    gap: str = ""
    pulled: bool = False


@dataclass(frozen=True, slots=True)
class Pull:
    """A unit on the slip. copy: "c.2" or "". stays: what of its title stays on the shelf, "" for nothing."""

    location: str
    call_number: str
    title: str
    unit: str
    takes: Sequence[Take]
    copy: str = ""
    rush: bool = False
    note: str = ""
    stays: str = ""

    @property
    def count(self) -> int:
        """How many pieces are to be taken."""
        return sum(not take.gap and not take.pulled for take in self.takes)


@dataclass(frozen=True, slots=True)
class PullSlip:
    """All of it. pulls: in the order of the walk, those of a location together. day: as people read it."""

    heading: str
    day: str
    pulls: Sequence[Pull]

    @property
    def told(self) -> str:
        """How much is to be taken: "3 units, 28 pieces"."""
        return _sum(self.pulls)


def slip_text(slip: PullSlip, *, width: int = WIDTH, lines: int = LINES) -> str:
    """The slip in lines of at most `width` characters, pages of at most `lines` lines apart by form feeds."""
    pages: list[list[str]] = []
    for location, group in groupby(slip.pulls, lambda pull: pull.location):
        pulls = list(group)
        head = [
            ends(slip.heading, slip.day, width),
            ends(location or "No location", _sum(pulls), width),
            "-" * width,
        ]
        pages += _filled(head, [_unit(pull, width) for pull in pulls], lines)
    for number, page in enumerate(pages, 1):
        page.append(f"{f'page {number} of {len(pages)}':>{width}}")
    return "\f".join("\n".join(line.rstrip() for line in page) + "\n" for page in pages)


def _sum(pulls: Sequence[Pull]) -> str:
    pieces = sum(pull.count for pull in pulls)
    return f"{_count(len(pulls), 'unit')}, {_count(pieces, 'piece')}"


def _filled(head: Sequence[str], units: Sequence[Sequence[str]], lines: int) -> list[list[str]]:
    """Pages of one location: no unit is broken over two of them, unless it is longer than a page."""
    room = lines - 1
    pages = [list(head)]
    for unit in units:
        if len(pages[-1]) > len(head) and len(pages[-1]) + len(unit) + 1 > room:
            pages.append(list(head))
        for n, line in enumerate(["", *unit]):
            if len(pages[-1]) >= room:
                pages.append(list(head))
            # A page does not begin with an empty line behind its head's own rule.
            if n or len(pages[-1]) > len(head):
                pages[-1].append(line)
    return pages


def _unit(pull: Pull, width: int) -> list[str]:
    """The lines of a unit."""
    number = "  ".join(part for part in (pull.call_number, pull.copy) if part)
    found = [ends(f"[ ] {number or 'no call number'}", "RUSH" if pull.rush else "", width)]
    found += wrapped(pull.title, width, indent=_INDENT)
    found += wrapped(f"{pull.unit}: {_count(pull.count, 'piece')}", width, indent=_INDENT)
    shorts = [take.short for take in pull.takes if take.role == "issue"]
    # Of two volumes each has a no.1: then only the whole designation tells them apart.
    alone = len(set(shorts)) == len(shorts)
    here = [take for take in pull.takes if not take.gap and not take.pulled]
    issues = [
        f"( ) {take.short if take.short and alone else take.what}" for take in here if take.role == "issue"
    ]
    found += _listed("take", issues, width)
    found += _listed(
        "also", [f"( ) {take.what}, {take.role}" for take in here if take.role != "issue"], width
    )
    found += _listed("gap", [f"{take.what}: {take.gap}" for take in pull.takes if take.gap], width)
    pulled = sum(take.pulled for take in pull.takes)
    found += _listed("have", [f"{_count(pulled, 'piece')} pulled already"] if pulled else [], width)
    found += _listed("leave", [pull.stays] if pull.stays else [], width)
    return found + _listed("note", [pull.note] if pull.note else [], width)


def _listed(word: str, parts: Sequence[str], width: int) -> list[str]:
    """Parts one after another under a word at the left, a part never broken while it fits on a line."""
    room = width - _INDENT - _WORD
    lines: list[str] = []
    for part in parts:
        if lines and cells(lines[-1]) + 3 + cells(part) <= room:
            lines[-1] += f"   {part}"
        else:
            lines += wrapped(part, room)
    return [f"{'':{_INDENT}}{word if n == 0 else '':{_WORD}}{line}" for n, line in enumerate(lines)]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def slip_pdf(slip: PullSlip) -> bytes:
    """The slip on A4, each location beginning a page."""
    from buckram.exchange.paper import pdf

    return pdf(slip_text(slip), Size(210, 297), fixed=True, most_points=10)


def slip_table(slip: PullSlip) -> Table:
    """The slip for a spreadsheet: a line for each piece and each gap."""
    return Table(
        slip.heading,
        COLUMNS,
        [
            (
                pull.location,
                pull.call_number,
                pull.title,
                pull.unit,
                pull.copy,
                "rush" if pull.rush else "",
                take.what,
                take.role,
                take.barcode,
                take.gap,
                "yes" if take.pulled else "",
            )
            for pull in slip.pulls
            for take in pull.takes
        ],
    )
