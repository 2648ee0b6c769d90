"""The manifest of a lot: what lies in which box, to be counted against when the boxes are packed and opened.

Text for a line printer, or PDF on A4 with each ticket's number as a symbol that a scanner reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.exchange.text_lines import ends, wrapped

WIDTH = 80
"""Characters to a line."""

LINES = 60
"""Lines to a page: US letter and A4 both have room for them."""

_INDENT = 8


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """A unit. lettered: the title as it is stamped; volume: what it is; flags: what the binder has to see.

    box: None while it is not packed. price: with its currency, "" where it is not known.
    """

    sequence: int
    box: int | None
    ticket: str
    lettered: str
    volume: str
    pieces: int
    call_number: str
    cover_class: str
    cover: str
    flags: Sequence[str]
    price: str
    instructions: str


@dataclass(frozen=True, slots=True)
class ManifestBox:
    """A box: how many units lie in it, and its weight in words."""

    number: int
    units: int
    weight: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of it. Days are as people read them, "" where none is known. symbols: code39, code128 or none."""

    library: str
    address: Sequence[str]
    library_code: str
    account: str
    binder: str
    binder_address: Sequence[str]
    number: str
    kind: str
    service: str
    order_number: str
    made: str
    sent: str
    pick_up: str
    due_back: str
    weight: str
    price: str
    instructions: str
    boxes: Sequence[ManifestBox]
    lines: Sequence[ManifestLine]
    symbols: str

    @property
    def pieces(self) -> int:
        """Pieces in all units."""
        return sum(line.pieces for line in self.lines)

    @property
    def classes(self) -> str:
        """Units by class of binding, the most first: "20 standard, 2 pamphlet"."""
        counted = Counter(line.cover_class or "no class" for line in self.lines)
        return ", ".join(f"{count} {name}" for name, count in counted.most_common())


def head_lines(manifest: Manifest, width: int = WIDTH) -> list[str]:
    """What stands above the units."""
    m = manifest
    found = [ends(f"BINDERY LOT {m.number}", m.made, width), ""]
    library = ", ".join(part for part in (m.library or "The library", m.library_code) if part)
    found += wrapped("; ".join((f"From: {library}", *m.address)), width, hanging=6)
    found += wrapped("; ".join((f"To: {m.binder}", *m.binder_address)), width, hanging=6)
    numbers = [
        m.kind,
        "RUSH service" if m.service == "rush" else f"{m.service} service",
        f"account {m.account}" if m.account else "",
        f"order {m.order_number}" if m.order_number else "",
    ]
    found += wrapped(", ".join(part for part in numbers if part), width)
    days = [
        f"sent {m.sent}" if m.sent else f"pick-up {m.pick_up}" if m.pick_up else "not sent yet",
        f"due back {m.due_back}" if m.due_back else "",
    ]
    found += wrapped(", ".join(part for part in days if part), width)
    units = f"{_count(len(m.lines), 'unit')} ({m.classes})" if m.lines else "no units"
    total = [units, _count(m.pieces, "piece"), f"{_count(len(m.boxes), 'box', 'boxes')}, {m.weight}", m.price]
    found += wrapped("; ".join(part for part in total if part), width)
    boxes = [f"box {box.number}: {_count(box.units, 'unit')}, {box.weight}" for box in m.boxes]
    found += wrapped("; ".join(boxes), width)
    if m.instructions:
        found += ["", *wrapped(f"Instructions: {m.instructions}", width)]
    return found


def unit_lines(line: ManifestLine, width: int = WIDTH) -> list[str]:
    """A unit, with a box to tick."""
    where = f"box {line.box}" if line.box else "not packed"
    found = [ends(f"[ ] {line.sequence:>3} {line.ticket or 'no ticket'}", where, width)]
    found += wrapped(line.lettered, width, indent=_INDENT)
    cover = ", ".join(part for part in (line.cover_class, line.cover) if part)
    rest = [f"{line.volume}, {_count(line.pieces, 'piece')}", line.call_number, cover, line.price]
    found += wrapped("; ".join(part for part in rest if part), width, indent=_INDENT)
    for flag in line.flags:
        found += wrapped(f"* {flag}", width, indent=_INDENT)
    return found + (wrapped(line.instructions, width, indent=_INDENT) if line.instructions else [])


def manifest_text(manifest: Manifest, *, width: int = WIDTH, lines: int = LINES) -> str:
    """Lines of at most `width` characters, pages of at most `lines` lines apart by form feeds."""
    pages = [[*head_lines(manifest, width), "-" * width]]
    goes_on = [ends(f"BINDERY LOT {manifest.number}", manifest.binder, width), "-" * width]
    for one in manifest.lines:
        block = unit_lines(one, width)
        if len(pages[-1]) + len(block) > lines - 1 and len(pages[-1]) > len(goes_on):
            pages.append(list(goes_on))
        pages[-1] += block
    for number, page in enumerate(pages, 1):
        page.append(f"{f'page {number} of {len(pages)}':>{width}}")
    return "\f".join("\n".join(line.rstrip() for line in page) + "\n" for page in pages)


def _count(number: int, what: str, several: str = "") -> str:
    return f"{number} {what if number == 1 else several or what + 's'}"
