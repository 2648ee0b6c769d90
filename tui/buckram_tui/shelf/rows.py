"""The lines of the inventory: walks, what was seen, the lists, the issues to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.shelf_lists import Line
    from buckram.rules.status import Status
    from buckram.storage.inventory import Seen, Walk

WALKS = (
    Column("", 9),
    Column("Place", 20, share=2, most=40),
    Column("Pieces", 6, right=True),
    Column("Begun", 14, share=1, most=20),
    Column("By", 10, share=1, most=20, optional=True),
)
SEEN = (
    Column("Time", 5),
    Column("", 12),
    Column("Title", 20, share=3),
    Column("Issue", 24, share=1, most=40),
    Column("Place", 10, share=1, most=20, optional=True),
)
LINES = (
    Column("Call number", 11, share=1, most=20, optional=True),
    Column("Title", 18, share=3),
    Column("Issue", 23, share=1, most=36),
    Column("c.", 2, right=True),
    Column("Why", 20, share=3),
)
CHOICES = (Column("Issue", 30, share=1), Column("", 16))

STYLES = {
    "in place": "good",
    "received": "good",
    "again": "dim",
    "misplaced": "warn",
    "not received": "warn",
    "withdraw": "warn",
    "card differs": "warn",
    "which title": "warn",
    "which issue": "warn",
    "unknown": "wrong",
}


def walk_row(place: int, walk: Walk | tuple[int | None, str], desk: Desk) -> Row:
    """A walk that goes on or is done, or a place where one can begin."""
    if isinstance(walk, tuple):
        return Row(place, (("begin", "good"), (walk[1], "normal"), ("", "dim"), ("", "dim"), ("", "dim")))
    began = desk.local(walk.began_at)
    return Row(
        place,
        (
            ("done", "dim") if walk.ended_at else ("goes on", "warn"),
            (walk.location or "all places", "normal"),
            (str(walk.pieces), "normal"),
            (f"{began.day} {began:%b %Y %H:%M}", "dim"),
            (walk.person, "dim"),
        ),
    )


def seen_row(seen: Seen, desk: Desk) -> Row:
    """A piece that was scanned."""
    return Row(
        seen.id,
        (
            (f"{desk.local(seen.at):%H:%M}", "dim"),
            (seen.verdict, STYLES.get(seen.verdict, "normal")),
            (seen.title or seen.raw, "normal"),
            (seen.label, "normal"),
            (seen.location, "dim"),
        ),
    )


def line_row(line: Line) -> Row:
    """A line of a list."""
    return Row(
        line.key,
        (
            (line.call_number, "dim"),
            (line.title, "normal"),
            (line.label, "normal"),
            (str(line.copy_number or ""), "dim"),
            (line.why, "normal"),
        ),
    )


def choice_row(issue_id: int, label: str, status: Status) -> Row:
    """An issue that a piece may be."""
    from buckram.rules.status import spoken

    return Row(issue_id, ((label, "normal"), (spoken(status), "dim")))
