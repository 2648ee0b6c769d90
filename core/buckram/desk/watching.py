"""Watching: what did not come is left alone until a day, and nobody claims it before."""

from __future__ import annotations

from datetime import date, timedelta

from buckram.desk.answering import close_gaps
from buckram.desk.boxes import Told, change, fresh
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.waiting import lag_of
from buckram.errors import Refused
from buckram.rules.coming_day import coming_day
from buckram.rules.lateness import grace
from buckram.rules.status import LACKING, spoken
from buckram.storage import titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import ActWriter, act

SHORTEST = timedelta(days=7)
"""What is late already is watched at least so long from today."""

ENDS = "-"
"""Typed for a day: it is watched no longer."""


def watch(desk: Desk, issue_id: int, version: int, text: str = "") -> Told:
    """Watch an issue until the day that was typed; "": until it is late by what its title is used to; "-":
    no longer.

    Raises Stale; Refused for an issue of which nothing is lacking, and for a day that is not to come.
    """
    library = desk.library
    with act(library, desk.hand(), "watch") as writer:
        issue = fresh(desk, issue_id, version)
        until = None if text.strip() == ENDS else watched_until(desk, issue, text)
        watch_in(writer, issue, until)
        close_gaps(writer, issue.title_id, "watched")
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        how = f"Watched until {until.isoformat()}" if until else "Watched no longer"
        writer.sentence = f"{how}: {issue.label}, {titles.get(library, issue.title_id).name}."
    return Told(writer.id, issue.title_id, issue.id, writer.sentence)


def watch_in(writer: ActWriter, issue: Issue, until: date | None) -> None:
    """Watch an issue, inside an act; None: no longer. Refused where nothing of it is lacking."""
    if issue.status not in LACKING:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "There is nothing to watch for.")
    before, after = (day.isoformat() if day else None for day in (issue.hold_until, until))
    if before == after:
        raise Refused(f"{issue.label} is watched so already." if until else f"{issue.label} is not watched.")
    change(writer, issue, hold_until=(before, after))


def watched_until(desk: Desk, issue: Issue, text: str = "") -> date:
    """The day that was typed; for "" the last day of grace of an issue, or as long again from today when
    that is over."""
    library, today = desk.library, desk.today()
    if text.strip():
        return coming_day(text, today, day_first=bool(decided(library, "day_first")))
    usual = titles.get(library, issue.title_id).grace_days
    expected_on = issue.expected_on or today
    allowed = timedelta(
        days=grace(expected_on, issue.published_on, lag_of(library, issue.title_id).late_after, usual)
    )
    return expected_on + allowed if expected_on + allowed > today else today + max(allowed, SHORTEST)
