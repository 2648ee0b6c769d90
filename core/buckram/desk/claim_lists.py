"""The claim queues as a list that leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buckram.desk.claim_queue import Line
from buckram.exchange.lists import Table

COLUMNS = (
    "Queue", "Left", "Title", "Issue", "Dated", "Looked for", "Reason", "Claim", "Copies", "Vendor",
    "Location", "Why",
)  # fmt: skip


def as_table(lines: Sequence[Line], name: str, today: date) -> Table:
    """The lines of a queue for a spreadsheet or a printer. name: that of the queue, "" for all."""
    return Table(
        f"Claims{f', {name}' if name else ''}, {today.isoformat()}",
        COLUMNS,
        [
            (
                str(line.standing.queue),
                "" if line.standing.days_left is None else str(line.standing.days_left),
                line.about.name,
                line.issue.label,
                line.issue.published_on.isoformat() if line.issue.published_on else "",
                line.issue.expected_on.isoformat() if line.issue.expected_on else "",
                line.standing.reason,
                str(line.standing.number),
                str(line.lacking),
                line.vendor,
                line.about.location,
                line.standing.why,
            )
            for line in lines
        ],
        f"{len(lines)} issue{'' if len(lines) == 1 else 's'}.",
    )
