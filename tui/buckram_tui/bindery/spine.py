"""A unit's spine on the screen, beside that of the volume before; in words what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from buckram.desk.bindery.lettering import bench_words
from buckram.rules.bindery.measure import told_length
from buckram.rules.bindery.spine import DOWN, Spine, too_long
from buckram.rules.bindery.spine_drawn import Frame, drawn
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import TextLine, wrapped
from buckram_tui.widgets.plain import cells, plain
from buckram_tui.widgets.theme import Glyphs

if TYPE_CHECKING:
    from buckram.desk.bindery.spines import Preview

_GAP = 2
_WORDS = 24
"""Cells that the words at the right need; else they stand below."""


def frame_of(glyphs: Glyphs) -> Frame:
    """The box that the terminal can draw."""
    return Frame(
        glyphs.horizontal,
        glyphs.vertical,
        glyphs.top_left,
        glyphs.top_right,
        glyphs.bottom_left,
        glyphs.bottom_right,
        glyphs.tee_up,
        glyphs.look,
    )


def preview_lines(preview: Preview, width: int, glyphs: Glyphs, *, inches: bool) -> list[TextLine]:
    """The whole preview as lines for a width: spines side by side, the words beside or below them."""
    words = list(_words(preview, glyphs, inches=inches))
    if preview.spine is None:
        return _worded(words, width - 2)
    frame = frame_of(glyphs)
    pictures = [_picture("this volume", preview.spine, frame)]
    if preview.before is not None:
        pictures.append(_picture(preview.before.label, preview.before.spine, frame))
    if preview.spine.direction == DOWN:
        stacked: list[TextLine] = [line for picture in pictures for line in picture]
        return [*stacked, (), *_worded(words, width - 2)]
    left = _side_by_side(pictures, width)
    taken = max((_size(line) for line in left), default=0) + _GAP
    if width - taken < _WORDS:
        return [*left, (), *_worded(words, width - 2)]
    right = _worded(words, width - taken - 1)
    return [
        [*one, (" " * (taken - _size(one)), "normal"), *other]
        for one, other in zip_longest(left, right, fillvalue=())
    ]


def _picture(name: str, spine: Spine, frame: Frame) -> list[TextLine]:
    long = {line.text for line in too_long(spine)}
    lines: list[TextLine] = [[(f" {name}", "dim")]]
    for text in drawn(spine, frame):
        over = text.endswith(frame.over) or any(one in text for one in long)
        lines.append([(f" {plain(text)}", "wrong" if over else "normal")])
    return lines


def _side_by_side(pictures: Sequence[Sequence[TextLine]], width: int) -> list[TextLine]:
    """One beside the other where both fit, else one below the other."""
    sizes = [max(_size(line) for line in picture) for picture in pictures]
    if sum(sizes) + _GAP * (len(sizes) - 1) > width:
        return [line for picture in pictures for line in picture]
    found: list[TextLine] = []
    for row in zip_longest(*pictures, fillvalue=()):
        line: list[Cell] = []
        for n, part in enumerate(row):
            line += part
            if n < len(row) - 1:
                line.append((" " * (sizes[n] + _GAP - _size(part)), "normal"))
        found.append(line)
    return found


def _size(line: TextLine) -> int:
    return sum(cells(plain(text)) for text, _ in line)


def _worded(words: Sequence[tuple[str, str, str]], width: int) -> list[TextLine]:
    """Each sentence with its sign before it, wrapped behind the sign."""
    found: list[TextLine] = []
    for sign, text, style in words:
        for n, line in enumerate(wrapped(text, max(width - 2, 10))):
            found.append([(f"{sign} " if n == 0 else "  ", style), (line, style)])
    return found


def _words(preview: Preview, glyphs: Glyphs, *, inches: bool) -> Iterator[tuple[str, str, str]]:
    """(sign, sentence, style): what there is to look at first, then what it is."""
    if preview.spine is None:
        yield glyphs.wrong, f"{preview.unit.title} has no binding pattern. B makes one.", "wrong"
        return
    ticket = preview.ticket
    if ticket is None:
        yield glyphs.prompt, "No ticket yet: Enter makes it.", "bold"
    else:
        yield " ", f"Ticket {ticket.number}, made by {ticket.made_by}.", "bold"
        if ticket.proofed_by:
            yield glyphs.ok, f"Proofed by {ticket.proofed_by}.", "good"
        elif preview.binder is not None and preview.binder.proofed:
            yield glyphs.look, "A second person has to proof it: Y.", "warn"
    if preview.changed:
        yield glyphs.look, "Its pattern or its pieces changed since: Enter makes it anew.", "warn"
    if preview.unit.rush:
        yield glyphs.look, "Urgent.", "warn"
    for doubt in preview.doubts:
        yield glyphs.wrong, doubt, "wrong"
    yield from _beside(preview, glyphs)
    yield from _facts(preview, inches=inches)


def _beside(preview: Preview, glyphs: Glyphs) -> Iterator[tuple[str, str, str]]:
    if preview.before is None:
        yield " ", "No volume before it is known.", "dim"
        return
    for difference in preview.differences:
        yield glyphs.look, f"Not as before: {difference.words}.", "warn"
    if not preview.differences:
        yield glyphs.ok, f"As {preview.before.label}.", "good"
    if preview.follows is not None:
        on = preview.follows.on
        sign, style = (glyphs.ok, "good") if on else (glyphs.look, "warn") if on is False else (" ", "dim")
        yield sign, preview.follows.words, style


def _facts(preview: Preview, *, inches: bool) -> Iterator[tuple[str, str, str]]:
    fields = preview.fields
    if preview.unit.gaps:
        n = preview.unit.gaps
        decided = preview.unit.decision or "nobody decided yet"
        yield " ", f"{n} {'piece is' if n == 1 else 'pieces are'} lacking: {decided}.", "note"
    cover = [fields.get(name, "") for name in ("class", "material", "colour", "foil")]
    yield " ", ", ".join(part for part in cover if part), "normal"
    if held := fields.get("held_by", ""):
        why = fields.get("held_why", "")
        yield " ", f"{held[:1].upper()}{held[1:]}: {why}." if why else f"{held}.", "normal"
    thick = f"{told_length(preview.thickness, inches=inches)} thick" if preview.thickness else ""
    if thick and not preview.measured:
        thick += " (estimated)"
    price = f"{preview.price} {preview.currency}".strip() if preview.price else ""
    binder = preview.binder.name if preview.binder else "no binder"
    yield " ", ", ".join(part for part in (thick, price, binder) if part), "normal"
    if preview.own:
        from buckram.rules.bindery.fields import FIELD

        names = [
            FIELD[name].word if name in FIELD else name.removeprefix("line_") for name in sorted(preview.own)
        ]
        yield "*", f"For this volume only: {', '.join(names)}.", "note"
    said = [part for part in (fields.get("instructions", ""), fields.get("instructions_text", "")) if part]
    said += [text.rstrip(".") for text in bench_words(fields, inches=inches)]
    if preview.ticket and preview.ticket.instructions:
        said.append(preview.ticket.instructions)
    if said:
        yield " ", f"Instructions: {'; '.join(said)}.", "normal"


def lettered(preview: Preview) -> str:
    """The spine in one line, for below a list."""
    if preview.spine is None:
        return f"{preview.unit.title} has no binding pattern. B makes one."
    return " / ".join(line.text for line in preview.spine.lines)


def looked_at(preview: Preview) -> str:
    """What there is to look at, in one line: doubts, differences, a gap before it; "" for nothing."""
    found = [*preview.doubts, *(f"Not as before: {one.words}." for one in preview.differences)]
    if preview.follows is not None and preview.follows.on is False:
        found.append(preview.follows.words)
    if preview.changed:
        found.append("Changed since the ticket was made.")
    return " ".join(found)
