"""The binding pattern as lines of a list: its fields, the titles to copy from, its versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.bindery.pattern_sheet import Difference, Like, Sheet
    from buckram.desk.desk import Desk
    from buckram.storage.library import Library
    from buckram_tui.widgets.lines import TextLine
    from buckram_tui.widgets.theme import Glyphs

FIELD_COLUMNS = (
    Column("Part", 12),
    Column("Line", 17),
    Column("", 1),
    Column("What holds", 40, share=1),
)
LIKE_COLUMNS = (
    Column("Title", 26, share=3),
    Column("Publisher", 12, share=1, most=30, optional=True),
    Column("Binder", 12, share=1, most=24),
    Column("Class", 8),
    Column("Alike", 24),
)
VERSION_COLUMNS = (
    Column("Version", 7, right=True),
    Column("Made", 10),
    Column("By", 12, share=1, most=24),
    Column("", 16),
    Column("Otherwise than what holds now", 29, share=2),
)
DIFFERENCE_COLUMNS = (
    Column("Line", 17),
    Column("Then", 26, share=1),
    Column("Now", 26, share=1),
)

BINDER, BOUND_TO = "binder", "last bound volume"
"""The two lines that are no fields: who binds it, and up to where it was bound."""


def shown_lines(shown: Sheet, *, only_own: bool) -> list[str]:
    """The names of the lines: the two first, then every field, or only those that are not the usual."""
    from buckram.rules.bindery.fields import FIELDS

    names = [field.name for field in FIELDS if not only_own or shown.fields.differs(field.name)]
    return [BINDER, BOUND_TO, *names]


def told_line(shown: Sheet, name: str) -> tuple[str, str, str, str]:
    """(part, word, sign, value) of a line; * stands where the title has not what its binder's have."""
    from buckram.rules.bindery.fields import FIELD

    if name == BINDER:
        return "Binder", "binder", "", shown.binder.name if shown.binder else "not chosen"
    if name == BOUND_TO:
        return "Binder", BOUND_TO, "", shown.bound_to
    field = FIELD[name]
    part = str(field.group).partition(":")[0]
    return part, field.word, "*" if shown.fields.differs(name) else "", shown.told(field)


def field_rows(shown: Sheet, names: Sequence[str], offset: int, limit: int) -> list[Row]:
    """The lines; a part is named where it begins, and on the first line that is asked for."""
    rows = []
    before = ""
    for n, name in enumerate(names[: offset + limit]):
        part, word, sign, value = told_line(shown, name)
        new, before = part != before, part
        if n < offset:
            continue
        style = "normal" if sign or name in (BINDER, BOUND_TO) else "dim"
        cells: tuple[Cell, ...] = (
            (part if new else "", "bold"),
            (word, "normal"),
            (sign, "mark"),
            (value, style),
        )
        rows.append(Row(name, cells))
    return rows


def like_rows(likes: Sequence[Like]) -> list[Row]:
    """The titles to copy from."""
    return [
        Row(
            one.bound.binding_id,
            (
                (one.bound.title, "normal"),
                (one.bound.publisher, "dim"),
                (one.bound.binder, "dim"),
                (one.bound.kind_class or "standard", "dim"),
                (one.why, "good"),
            ),
        )
        for one in likes
    ]


def answers_to(like: Like, typed: str) -> bool:
    """Whether a title to copy from answers to words that were typed."""
    from buckram.identify import fold

    text = fold(f"{like.bound.title} {like.bound.publisher} {like.bound.binder}")
    return all(word in text for word in fold(typed).split())


def version_rows(desk: Desk, shown: Sheet) -> list[Row]:
    """The versions, newest first, each with what it has otherwise."""
    from buckram.desk.bindery.pattern_sheet import differences

    rows = []
    for one in shown.versions:
        holds = "holds now" if one.active else "bound no more" if one == shown.binding else "earlier"
        found = differences(desk.library, one, shown.binding) if shown.binding else ()
        words = ", ".join(differs.field.word for differs in found)
        day = desk.local(one.made_at).date().isoformat() if one.made_at else ""
        cells: tuple[Cell, ...] = (
            (str(one.number), "normal"),
            (day, "dim"),
            (one.made_by, "dim"),
            (holds, "normal"),
            (words or "nothing", "dim"),
        )
        rows.append(Row(one.id, cells))
    return rows


def difference_rows(found: Sequence[Difference]) -> list[Row]:
    """Field by field, then and now."""
    return [
        Row(one.field.name, ((one.field.word, "normal"), (one.before, "normal"), (one.after, "normal")))
        for one in found
    ]


def spine_lines(library: Library, shown: Sheet, glyphs: Glyphs, width: int, height: int) -> list[TextLine]:
    """The next volume as it would be lettered, beside the last one that was."""
    from itertools import zip_longest

    from buckram.desk.bindery.pattern_sheet import last_spine, sample_spine
    from buckram.rules.bindery.spine import too_long
    from buckram.rules.bindery.spine_drawn import drawn
    from buckram_tui.bindery.spine import frame_of
    from buckram_tui.widgets.plain import fit

    frame = frame_of(glyphs)
    label, next_one = sample_spine(library, shown)
    before = last_spine(shown)
    left = [f"next: {label}", *drawn(next_one, frame)]
    right = [before[0], *drawn(before[1], frame)] if before else []
    half = (width - 4) // 2
    if next_one.direction == "down":
        left, right, half = [*left, *right], [], width - 2
    wide = {line.text for line in too_long(next_one)}
    lines: list[TextLine] = []
    for here, there in zip_longest(left, right, fillvalue=""):
        style = "wrong" if any(text in here for text in wide) else "normal"
        lines.append([(f" {fit(here, half)}  ", style), (there, "dim")])
    said: list[TextLine] = [[(f" ! {one.words}", "warn")] for one in too_long(next_one)]
    room = max(height - len(said), 4)
    blank = "".join((frame.vertical, " " * next_one.columns, frame.vertical))
    while len(lines) > room and not right and any(blank in line[0][0] for line in lines):
        lines.remove(next(line for line in lines if blank in line[0][0]))
    if len(lines) > room:
        # The foot is seen too: what is left out is said.
        lines = [*lines[: room - 3], [(f" {glyphs.ellipsis}", "dim")], *lines[-2:]]
    return [*lines, *said]


def head_lines(shown: Sheet, at: str, width: int) -> list[list[Cell]]:
    """The title; which version holds, and what is lettered; what to look at again."""
    from buckram_tui.widgets.lines import spread

    title = shown.title
    copy = f", copy {shown.copy.number}" if shown.copy else ""
    # A long title is cut, and not what tells it from its neighbour.
    about = "  ".join(part for part in (title.issn, title.frequency_name, at) if part)
    first = spread([(f" {title.name}{copy}", "title")], (f"{about} ", "dim"), width)
    if shown.binding is None:
        return [first, [(" Nothing is said yet of how it is bound.", "warn")], []]
    state = "" if shown.binding.active else ", bound no more"
    frozen = "; tickets were made from it: a change makes the next version" if shown.frozen else ""
    lettered = f"; last lettered {' / '.join(shown.last.lines)}" if shown.last and not frozen else ""
    own = f"; copies with their own: {', '.join(f'c.{one.number}' for one in shown.own)}" if shown.own else ""
    second: list[Cell] = [(f" Version {shown.binding.number}{state}{frozen}{own}{lettered}", "dim")]
    doubt: list[Cell] = []
    if shown.doubts:
        more = f" ({len(shown.doubts) - 1} more)" if len(shown.doubts) > 1 else ""
        doubt = [(f" ! {shown.doubts[0]}{more}", "warn")]
    return [first, second, doubt]
