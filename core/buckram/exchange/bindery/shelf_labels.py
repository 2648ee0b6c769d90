"""Labels for spines, shelves and the ends of ranges: as text for a label printer, as pages, as sheets.

Rules: standards 7.1 for spines (`exchange.labels` breaks their lines).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from buckram.exchange.labels import Label, Size, label_lines, label_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from fpdf import FPDF

SHELF_SIZE = Size(95, 30)
"""A shelf's label on a sheet, in millimetres."""

RANGE_SIZE = Size(190, 120)
"""The label at the end of a range."""

_PAGE_MARGIN = 8.0
_EDGE = 2.0
_POINT = 25.4 / 72
_LEADING = 1.2
_CUT = 190
"""Grey of the lines along which plain paper is cut."""


@dataclass(frozen=True, slots=True)
class ShelfLabel:
    """A shelf or a range. name: its code; place: the location. first, last: (call number, title) of what it
    begins and ends with, "" for not known. end: for the end of a range, to be read from afar."""

    name: str
    place: str
    first: tuple[str, str]
    last: tuple[str, str]
    end: bool = False

    def plain(self) -> dict[str, Any]:
        """As JSON can say it."""
        return asdict(self)


AnyLabel = Label | ShelfLabel


def as_plain(label: AnyLabel) -> dict[str, Any]:
    """A label as JSON can say it; `of_plain` makes it again."""
    return {"shelf" if isinstance(label, ShelfLabel) else "spine": label.plain()}


def of_plain(values: dict[str, Any]) -> AnyLabel:
    """The label that `as_plain` gave."""
    if "spine" in values:
        return Label(**values["spine"])
    kept = values["shelf"]
    return ShelfLabel(**(kept | {"first": tuple(kept["first"]), "last": tuple(kept["last"])}))


def labels_text(labels: Sequence[AnyLabel], size: Size, templates: str = "") -> str:
    """One label below the other, each as many lines as the label has. templates: as `label_text` has them."""
    parts = []
    for label in labels:
        if isinstance(label, Label):
            parts.append(label_text(label, size, templates))
            continue
        lines = shelf_lines(label, size.columns, size.lines)
        parts.append("".join(f"{line}\n" for line in [*lines, *[""] * (size.lines - len(lines))]))
    return "".join(parts)


def shelf_lines(label: ShelfLabel, columns: int, most: int) -> list[str]:
    """A shelf's label in lines: its code, and from which call number (or title) to which."""
    lines = [label.name[:columns]]
    first, last = (call or title for call, title in (label.first, label.last))
    if not first:
        return lines
    room = max((most - 2) // 2, 1)
    lines += _cut(first, columns, room)
    if last and last != first:
        lines += ["to", *_cut(last, columns, room)]
    return lines[:most]


def _cut(text: str, columns: int, most: int) -> list[str]:
    """In lines of at most `columns`, broken at blanks; at most so many of them."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += f" {word}"
        else:
            lines += [word[at : at + columns] for at in range(0, len(word), columns)]
    return lines[:most]


def labels_pdf(
    labels: Sequence[AnyLabel], size: Size, page: tuple[float, float] | None = None, skip: int = 0
) -> bytes:
    """Spine labels of this size and labels of shelves. page: width and height in millimetres of a sheet with
    many; None: each on a page of its own. skip: so many labels of the first sheet are used up.

    Labels of one kind share a sheet; those of another begin a new one.
    """
    from fpdf import FPDF

    from buckram.exchange.paper import set_faces

    document = FPDF(unit="mm", format=page or (size.width, size.height))
    document.set_auto_page_break(auto=False)
    document.set_margin(0)
    every = "".join(line for label in labels for line in _words(label, size))
    face, clean = set_faces(document, every)
    at, kind = 0, ""
    for label in labels:
        own = _size(label, size)
        if page is None:
            document.add_page(format=(own.width, own.height))
            _draw(document, label, own, 0, 0, face, clean)
            continue
        columns, rows = _grid(own, page)
        if _kind(label) != kind:
            at, kind = (skip % (columns * rows) if not kind else 0), _kind(label)
            document.add_page()
        elif at == columns * rows:
            at = 0
            document.add_page()
        left = (page[0] - columns * own.width) / 2 + at % columns * own.width
        top = (page[1] - rows * own.height) / 2 + at // columns * own.height
        document.set_draw_color(_CUT)
        document.set_line_width(0.1)
        document.rect(left, top, own.width, own.height)
        _draw(document, label, own, left, top, face, clean)
        at += 1
    return bytes(document.output())


def _grid(own: Size, page: tuple[float, float]) -> tuple[int, int]:
    width, height = (side - 2 * _PAGE_MARGIN for side in page)
    return max(1, int(width // own.width)), max(1, int(height // own.height))


def _kind(label: AnyLabel) -> str:
    return "spine" if isinstance(label, Label) else "end" if label.end else "shelf"


def _size(label: AnyLabel, size: Size) -> Size:
    return size if isinstance(label, Label) else RANGE_SIZE if label.end else SHELF_SIZE


def _words(label: AnyLabel, size: Size) -> list[str]:
    if isinstance(label, Label):
        call, issue = label_lines(label, size.columns, size.lines)
        return [*call, *issue]
    return [label.name, label.place, *label.first, *label.last, "to -"]


def _draw(
    document: FPDF,
    label: AnyLabel,
    own: Size,
    left: float,
    top: float,
    face: str,
    clean: Callable[[str], str],
) -> None:
    if isinstance(label, Label):
        lines = [(line, "") for line in _words(label, own)]
        _column(document, lines, left + _EDGE, top + _EDGE, own.width - 2 * _EDGE, own.height - 2 * _EDGE,
                face, clean, 14)  # fmt: skip
        return
    if label.end:
        head = own.height * 0.28
        _column(document, [(label.name or label.place, "B")], left + _EDGE, top + _EDGE,
                own.width - 2 * _EDGE, head, face, clean, 72)  # fmt: skip
        _column(document, _from_to(label), left + _EDGE, top + _EDGE + head, own.width - 2 * _EDGE,
                own.height - head - 2 * _EDGE, face, clean, 40)  # fmt: skip
        return
    side = own.width * 0.3
    _column(document, [(label.name, "B")], left + _EDGE, top + _EDGE, side - _EDGE, own.height - 2 * _EDGE,
            face, clean, 30)  # fmt: skip
    _column(document, _from_to(label), left + side + _EDGE, top + _EDGE, own.width - side - 2 * _EDGE,
            own.height - 2 * _EDGE, face, clean, 14)  # fmt: skip


def _from_to(label: ShelfLabel) -> list[tuple[str, str]]:
    """(line, style) of what stands there; the call number is what people look for."""
    found: list[tuple[str, str]] = []
    for call, title in (label.first, label.last) if label.last != label.first else (label.first,):
        if found and (call or title):
            found.append(("to", ""))
        if call:
            found.append((call, "B"))
        if title:
            found.append((title, "" if call else "B"))
    return found


def _column(
    document: FPDF,
    lines: Sequence[tuple[str, str]],
    left: float,
    top: float,
    width: float,
    height: float,
    face: str,
    clean: Callable[[str], str],
    most: float,
) -> None:
    """Lines below each other, as large as the height allows; one that is too long is drawn smaller."""
    if not lines:
        return
    points = min(most, height / (len(lines) * _LEADING * _POINT))
    step = points * _LEADING * _POINT
    for n, (line, style) in enumerate(lines):
        text = clean(line)
        document.set_font(face, style=style, size=points)
        wide = document.get_string_width(text) or 1
        smaller = points * min(1.0, width / wide)
        # Below this nobody reads it, at the end of a range from afar: the end of a long title goes rather
        # than all of it.
        least = min(points, max(7.0, most * 0.4))
        if smaller < least:
            while text and document.get_string_width(f"{text}...") * least / points > width:
                text = text[:-1].rstrip()
            text += "..."
            smaller = least
        document.set_font_size(smaller)
        document.set_xy(left, top + n * step)
        document.cell(width, step, text)
