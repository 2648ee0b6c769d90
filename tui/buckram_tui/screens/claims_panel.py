"""What stands on the claims screen: the lines of a queue, the check beside them, which queue is in front."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import wrapped
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.claim_check import Point
    from buckram.desk.claim_queue import Line
    from buckram.storage.replies import Reply

COLUMNS = (
    Column("Left", 6, right=True),
    Column("Title", 18, share=3),
    Column("Issue", 22, share=1, most=36),
    Column("Reason", 10),
    Column("No.", 3, right=True),
    Column("Vendor", 11, share=1, most=24, optional=True),
)
NAME = 8
"""Cells of the names of the points."""


def point_lines(points: Sequence[Point], width: int, sign: str) -> list[list[Cell]]:
    """Each point: its name, and its sentence beside it. sign: stands before what speaks against claiming."""
    lines: list[list[Cell]] = []
    for point in points:
        style = "warn" if point.warns else "normal"
        for n, text in enumerate(wrapped(point.says, max(width - NAME - 4, 16))):
            name = point.name if n == 0 else ""
            mark = sign if point.warns and n == 0 else " "
            lines.append([(f" {mark} {name:<{NAME}}", "dim" if not point.warns else "warn"), (text, style)])
    return lines


def short(points: Sequence[Point], heading: str, width: int, height: int, sign: str) -> list[list[Cell]]:
    """The check in so many lines: why, then what speaks against it; what does not fit is behind Enter."""
    first, rest = points[:1], points[1:]
    ordered = [*first, *(p for p in rest if p.warns), *(p for p in rest if not p.warns)]
    lines: list[list[Cell]] = [[(f" {line}", "bold")] for line in wrapped(heading, width - 2)[:2]]
    lines += point_lines(ordered, width, sign)
    if len(lines) > height:
        lines = [*lines[: height - 1], [(" Enter shows all of it.", "dim")]]
    return lines


def queue_line(names: Sequence[tuple[str, int]], front: int) -> list[Cell]:
    """The queues with their counts; that in front stands between brackets."""
    line: list[Cell] = []
    for n, (name, count) in enumerate(names):
        text = f"{name} {count}"
        line.append((f"[{text}]" if n == front else f" {text} ", "bold" if n == front else "dim"))
    return line


def queue_row(line: Line) -> Row:
    """A line of a queue."""
    stands = line.standing
    left = stands.days_left
    style = "normal" if left is None or left >= 14 else "late"
    return Row(
        line.issue_id,
        (
            (line.left, style),
            (line.about.name, "normal"),
            (line.issue.label, "normal"),
            (stands.reason or str(line.issue.status), "normal"),
            (str(stands.number), "claimed" if stands.number > 1 else "normal"),
            (line.vendor or "(none)", "dim" if line.vendor else "warn"),
        ),
    )


def reply_row(one: Reply) -> Row:
    """An answer without a claim, in the same columns."""
    return Row(
        -one.id,
        (
            (f"{one.day:%d %b}", "normal"),
            (one.text or "(no words)", "normal"),
            (one.source, "dim"),
            (one.answer, "normal"),
            ("", "normal"),
            (one.vendor or "(not known)", "dim"),
        ),
    )
