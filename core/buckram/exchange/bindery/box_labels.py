"""The labels on the boxes of a lot: whose they are, where they go, box n of m."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.exchange.text_lines import ends, wrapped

WIDTH = 48
"""Characters to a line."""

PAPER = (148, 105)
"""Width and height in millimetres of a label as PDF: A6, broadside."""

_EDGE = 8.0
_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class BoxLabel:
    """A label. weight, due_back: in words, "" for not known. to, sender: an address, line by line."""

    to: Sequence[str]
    sender: Sequence[str]
    lot: str
    box: int
    boxes: int
    units: int
    weight: str
    service: str
    kind: str
    account: str
    order_number: str
    due_back: str


def label_lines(label: BoxLabel, width: int = WIDTH) -> list[str]:
    """A label in lines of at most `width` characters."""
    found = [ends(f"LOT {label.lot}", f"BOX {label.box} OF {label.boxes}", width), ""]
    for name, address in (("To", label.to), ("From", label.sender)):
        for n, line in enumerate(address):
            found += wrapped(line, width - 6, indent=6)
            if n == 0:
                found[-1] = f"{name:<6}{found[-1].strip()}"
        found.append("")
    if label.service == "rush":
        found.append("*** RUSH ***")
    units = f"{label.units} unit{'' if label.units == 1 else 's'}, {label.kind}"
    found.append(ends(units, label.weight, width))
    numbers = [
        f"account {label.account}" if label.account else "",
        f"order {label.order_number}" if label.order_number else "",
    ]
    found += wrapped(", ".join(part for part in numbers if part), width)
    if label.due_back:
        found.append(f"Due back {label.due_back}")
    return found


def labels_text(labels: Sequence[BoxLabel], width: int = WIDTH) -> str:
    """One label after the other, apart by form feeds."""
    return "\f".join("\n".join(line.rstrip() for line in label_lines(one, width)) + "\n" for one in labels)


def labels_pdf(labels: Sequence[BoxLabel]) -> bytes:
    """A page of A6 for each box: its number is read from the other end of the room."""
    from fpdf import FPDF

    from buckram.exchange.paper import set_faces

    width, height = PAPER
    document = FPDF(unit="mm", format=PAPER)
    document.set_margin(_EDGE)
    document.set_auto_page_break(auto=False)
    every = [label_lines(one) for one in labels]
    face, clean = set_faces(document, "".join(line for lines in every for line in lines))
    room = width - 2 * _EDGE
    for label, (_, *lines) in zip(labels, every, strict=True):
        document.add_page()
        document.set_font(face, style="B", size=26)
        for text, align in ((f"LOT {label.lot}", "L"), (f"BOX {label.box} OF {label.boxes}", "R")):
            document.set_xy(_EDGE, _EDGE)
            document.cell(room, 11, clean(text), align=align)
        step = (height - 2 * _EDGE - 13) / max(len(lines), 13)
        for n, line in enumerate(lines):
            bold = line.startswith(("To", "***"))
            document.set_font(face, style="B" if bold else "", size=step / _POINT / 1.3)
            left, right = _apart(line)
            document.set_xy(_EDGE, _EDGE + 13 + n * step)
            # The names at the left are a column, in letters of any width.
            name, text = (left[:6].strip(), left[6:]) if left[:6].strip() in {"To", "From", ""} else ("", "")
            document.cell(room, step, clean(name or ("" if text else left)))
            if text:
                document.set_xy(_EDGE + 16, _EDGE + 13 + n * step)
                document.cell(room - 16, step, clean(text))
            if right:
                document.set_xy(_EDGE, _EDGE + 13 + n * step)
                document.cell(room, step, clean(right), align="R")
    return bytes(document.output())


def _apart(line: str) -> tuple[str, str]:
    """What stands at the left end of a line, and what at the right one."""
    left, gap, right = line.rpartition("   ")
    return (
        (left.rstrip(), right) if gap and left.strip() and not line.startswith(("To", "From")) else (line, "")
    )
