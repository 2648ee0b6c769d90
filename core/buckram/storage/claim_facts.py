"""What is looked at before a claim: the order, what came later, where it is online."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from buckram.storage.issues import CAME
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order of a subscription. free_with: the title with which it comes free, "" as a rule."""

    status: str
    order_number: str
    starts_on: date | None
    ends_on: date | None
    free_with: str


@dataclass(frozen=True, slots=True)
class Later:
    """An issue behind another one that came. came_on: None where nobody wrote down when."""

    label: str
    came_on: date | None


def ordered(library: Library, subscription_id: int) -> Ordered | None:
    """The order of a subscription."""
    row = library.row(
        "SELECT status, ifnull(order_number, ''), starts_on, ends_on, ifnull((SELECT title.name FROM"
        "   subscription other JOIN title ON title.id = other.title_id WHERE other.id = s.free_with), '')"
        " FROM subscription s WHERE id = ?",
        (subscription_id,),
    )
    return Ordered(row[0], row[1], _day(row[2]), _day(row[3]), row[4]) if row else None


def later(library: Library, issue_id: int) -> Later | None:
    """The nearest issue behind this one that came."""
    row = library.row(
        "SELECT label, (SELECT min(received_on) FROM piece WHERE issue_id = next.id) FROM issue next"
        " WHERE (title_id, run) = (SELECT title_id, run FROM issue WHERE id = ?1) AND beside IS NULL"
        f" AND position > (SELECT position FROM issue WHERE id = ?1) AND status IN {CAME}"
        " ORDER BY position LIMIT 1",
        (issue_id,),
    )
    return Later(row[0], _day(row[1])) if row else None


def online(library: Library, title_id: int) -> str:
    """Where a title can be read online, up to the present; "" where that is not known."""
    found: str | None = library.value(
        "SELECT url FROM access WHERE title_id = ? ORDER BY to_date IS NOT NULL, id DESC LIMIT 1", (title_id,)
    )
    return found or ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
