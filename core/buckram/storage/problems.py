"""Tickets: online access that does not work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Problem:
    """A ticket, with the address and the title that it is about. Missing text is ""."""

    id: int
    access_id: int
    title_id: int
    title: str
    url: str
    provider: str
    reported_on: date
    reported_by: str
    text: str
    sent_to: str
    sent_on: date | None
    answer: str
    answered_on: date | None
    solved_on: date | None

    def days_open(self, today: date) -> int:
        """Days from the report to its solution, or to today."""
        return ((self.solved_on or today) - self.reported_on).days

    @property
    def state(self) -> str:
        """reported, sent, answered or solved."""
        if self.solved_on:
            return "solved"
        if self.answered_on:
            return "answered"
        return "sent" if self.sent_on else "reported"


_PROBLEM = (
    "SELECT problem.id, access_id, access.title_id, title.name, url, coalesce(provider, platform, ''),"
    " reported_on, ifnull(reported_by, ''), text, ifnull(sent_to, ''), sent_on, ifnull(answer, ''),"
    " answered_on, solved_on FROM problem JOIN access ON access.id = access_id"
    " JOIN title ON title.id = access.title_id"
)


def _problem(row: Row) -> Problem:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return Problem(
        id=row[0],
        access_id=row[1],
        title_id=row[2],
        title=row[3],
        url=row[4],
        provider=row[5],
        reported_on=date.fromisoformat(row[6]),
        reported_by=row[7],
        text=row[8],
        sent_to=row[9],
        sent_on=day(row[10]),
        answer=row[11],
        answered_on=day(row[12]),
        solved_on=day(row[13]),
    )


def get(library: Library, problem_id: int) -> Problem:
    """One ticket. Raises NotFound."""
    row = library.row(f"{_PROBLEM} WHERE problem.id = ?", (problem_id,))
    if row is None:
        raise NotFound("This problem is no longer in the library.", "Look at the list again.")
    return _problem(row)


def listed(library: Library, *, solved: bool = False) -> list[Problem]:
    """The open tickets, oldest first; solved: every ticket."""
    only = "" if solved else " WHERE solved_on IS NULL"
    return [_problem(row) for row in library.rows(f"{_PROBLEM}{only} ORDER BY reported_on, problem.id")]


def of_access(library: Library, access_id: int) -> list[Problem]:
    """The tickets of one address, newest first."""
    return [
        _problem(row)
        for row in library.rows(f"{_PROBLEM} WHERE access_id = ? ORDER BY problem.id DESC", (access_id,))
    ]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told of a problem. email, account: "" when not known."""

    vendor_id: int
    name: str
    email: str
    account: str
    language: str


def recipients(library: Library, title_id: int, provider: str) -> list[Recipient]:
    """The vendors that may mend an access, the likeliest first: who is called like its provider, then who
    supplies the title online, then who supplies it. A contact for access, problems or support goes before
    the vendor's own address."""
    rows = library.rows(
        "SELECT vendor.id, vendor.name, coalesce((SELECT email FROM contact WHERE vendor_id = vendor.id"
        "   AND email IS NOT NULL AND (role LIKE '%access%' OR role LIKE '%problem%'"
        "   OR role LIKE '%support%') ORDER BY contact.id LIMIT 1), vendor.email, ''),"
        " ifnull(account, ''), vendor.language,"
        " CASE WHEN vendor.name = ?2 COLLATE NOCASE THEN 0 WHEN s.form IN ('online', 'print + online') THEN 1"
        "   ELSE 2 END AS likely FROM vendor"
        " LEFT JOIN subscription s ON s.vendor_id = vendor.id AND s.title_id = ?1"
        " WHERE vendor.merged_into IS NULL AND (s.id IS NOT NULL OR vendor.name = ?2 COLLATE NOCASE)"
        " ORDER BY likely, s.status = 'active' DESC, vendor.id",
        (title_id, provider),
    )
    found = {row[0]: Recipient(row[0], row[1], row[2], row[3], row[4]) for row in reversed(rows)}
    return list(reversed(found.values()))
