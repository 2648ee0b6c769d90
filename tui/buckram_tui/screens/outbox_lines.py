"""What the outbox shows of a letter: its line, what is known of it, and the letter itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import wrapped
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.outbox import Worked
    from buckram.storage.messages import Message

COLUMNS = (
    Column("Made", 6),
    Column("", 9),
    Column("To", 18, share=2, most=40),
    Column("What", 16, share=3),
    Column("By", 7),
    Column("n", 3, right=True),
    Column("Sent", 6, optional=True),
)
STYLES = {"outbox": "normal", "sending": "here", "sent": "good", "dropped": "dim"}
WORDS = {"outbox": "waits", "unknown": "not known"}
CHANNELS = {"email": "mail", "edifact": "EDIFACT", "x12": "X12", "csv": "CSV", "file": "file"}
LEVELS = {0: "mixed claims", 1: "first claim", 2: "second claim", 3: "final claim"}
HEIGHT = 5
"""Lines about the lit letter, below the list."""
FILES = (
    ("p", "pdf", "For the post."),
    ("t", "txt", "Plain text."),
    ("d", "docx", "For a word processor."),
    ("m", "eml", "A draft for another mail program."),
    ("e", "edi", "EDIFACT OSTENQ, for the supplier's machine."),
    ("x", "x12", "X12 869, for the supplier's machine."),
    ("c", "csv", "A row a claim, for a spreadsheet."),
)
"""The files that a letter is saved as: key, ending, what for."""


def row(desk: Desk, message: Message) -> Row:
    """The line of a letter; of one that failed, why."""
    return Row(
        message.id,
        (
            (f"{desk.local(message.made_at):%d.%m.}", "dim"),
            (WORDS.get(message.state, str(message.state)), STYLES.get(message.state, "warn")),
            (message.vendor, "normal"),
            (message.problem if message.state == "failed" else message.subject, "normal"),
            (CHANNELS.get(message.channel, message.channel), "dim"),
            (str(message.claims), "normal"),
            (f"{desk.local(message.sent_at):%d.%m.}" if message.sent_at else "", "dim"),
        ),
    )


def brief_lines(desk: Desk, message: Message | None, width: int) -> list[list[Cell]]:
    """What is known of the lit letter, at most HEIGHT lines."""
    lines: list[list[Cell]] = [[("", "line")]]
    if message is None:
        return lines
    how = CHANNELS.get(message.channel, message.channel)
    to = f"{how} to {message.recipient or 'no address'}" if message.channel == "email" else how
    claims = f"{message.claims} claim{'' if message.claims == 1 else 's'}"
    about = f"{message.vendor}: {LEVELS.get(message.level, '')}, {claims}, {to}"
    lines += [[(f"  {line}", "normal")] for line in wrapped(about, width)[:2]]
    if message.sent_at:
        at = desk.local(message.sent_at)
        lines.append([(f"  Sent {at:%d.%m.%Y %H:%M} by {message.sent_by} ({message.sent_as})", "good")])
    why = message.problem
    if message.state == "unknown":
        at = desk.local(message.taken_at)
        why = f"Broken off at {at:%d.%m. %H:%M}: not known whether it went. {why}"
    return lines + [[(f"  {line}", "warn")] for line in wrapped(why, width)[: HEIGHT - len(lines)]]


def letter_lines(message: Message) -> list[list[Cell]]:
    """The letter whole, with whom it goes to."""
    head = [f"To: {message.recipient or message.vendor}", f"Subject: {message.subject}", ""]
    return [[(f" {line}", "dim")] for line in head] + [
        [(f" {line}", "normal")] for line in message.body.splitlines()
    ]


def goes(message: Message | None) -> str:
    """What Enter does with a letter that is read."""
    if message is None or message.state in {"sent", "dropped", "sending"}:
        return "list"
    ways = {"email": "send", "print": "print", "web": "done on their site"}
    return ways.get(message.channel, "save")


def ran_words(worked: Worked) -> str:
    """What a run of the mailer did."""
    parts = [f"{len(worked.sent)} sent."] if worked.sent else []
    failed = (*worked.problems, *worked.unknown)
    parts += [f"{message.vendor}: {why}" for message, why in failed[:1]]
    if len(failed) > 1:
        parts.append(f"{len(failed) - 1} more did not go.")
    return " ".join(parts)
