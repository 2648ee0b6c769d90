"""How far a title is foreseen: whether issues are still awaited, and what prediction goes on from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.rules.renewal import first_day
from buckram.storage.guesses import IS_GUESS
from buckram.storage.issues import CAME
from buckram.storage.library import Library

HAS_NUMBER = "json_extract(designation, '$.o') IS NULL"
"""The condition on a row of `issue`: not words (a special report), from which nobody can count on."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """goes_on: whether further issues are awaited. until: the last date one can bear, if known."""

    goes_on: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class LastRow:
    """The last row of a run, whatever its status. pattern_id: the pattern that made it, where one did."""

    position: int
    pattern_id: int | None
    designation: Mapping[str, str]
    published_on: date | None


def outlook(library: Library, title_id: int, today: date) -> Outlook:
    """What its state, its subscriptions and its copies say of the issues to come of a title.

    Issues are awaited while the title has not ceased, one of its subscriptions (if any is recorded) is
    active, and one of its copies (if any is recorded) is still received. The day until which an active
    subscription is paid is a day to renew it: issues go on coming, and are looked for. Where all of them
    have ended or are cancelled, issues are awaited up to the last day of the last of them. One that is read
    online brings nothing printed: where no other is active, what is due before its term still stays.
    """
    row = library.row(
        "SELECT status = 'ceased',"
        " (SELECT count(*) FROM subscription WHERE title_id = ?1),"
        " (SELECT count(*) FROM subscription WHERE title_id = ?1 AND form <> 'online' AND status = 'active'"
        f" AND NOT {_ENDS}),"
        " (SELECT max(ends_on) FROM subscription WHERE title_id = ?1 AND form <> 'online'"
        f" AND (status = 'ended' OR {_ENDS})),"
        " (SELECT count(*) AND NOT sum(active) FROM copy WHERE title_id = ?1)"
        " FROM title WHERE id = ?1",
        (title_id,),
    )
    if row is None:
        return Outlook(goes_on=False, until=None)
    ceased, subscriptions, active, ended_on, unwanted = row
    last = date.fromisoformat(ended_on) if ended_on and not active else None
    runs_out = last is not None and last >= today
    goes_on = not ceased and not unwanted and (active or runs_out or not subscriptions)
    if not goes_on and not ceased and not unwanted and not active:
        last = _print_ends(library, title_id, today) or last
    return Outlook(bool(goes_on), last)


def _print_ends(library: Library, title_id: int, today: date) -> date | None:
    """The day before the term from which a title is read online, today where that runs already; None where
    no subscription that goes on is for reading online."""
    rows = library.rows(
        "SELECT ends_on, term_months FROM subscription"
        f" WHERE title_id = ? AND form = 'online' AND status = 'active' AND NOT {_ENDS}",
        (title_id,),
    )
    days = [
        first_day(date.fromisoformat(ends_on), months) - timedelta(days=1) if ends_on else today
        for ends_on, months in rows
    ]
    # Not earlier: what is late now was awaited on paper.
    return max([*days, today]) if days else None


_ENDS = "(status = 'active' AND ends_on IS NOT NULL AND ifnull(decision, '') = 'cancel')"
"""The condition on a row of `subscription`: it runs out, and is not renewed."""


def drop_beyond(library: Library, title_id: int, day: date) -> int:
    """Throw away the guesses that bear no date up to `day`; gives how many there were."""
    return library.execute(
        f"DELETE FROM issue WHERE title_id = ? AND {IS_GUESS} AND (published_on IS NULL OR published_on > ?)",
        (title_id, day.isoformat()),
    ).rowcount


def last_row(library: Library, title_id: int, run: str, *, that_came: bool = False) -> LastRow | None:
    """What prediction goes on from in a run; None where the run is empty.

    Special issues, and supplements that nobody foresaw, lead nowhere. that_came: only what came counts, and
    not what is expected.
    """
    only = f" AND status IN {CAME}" if that_came else ""
    row = library.row(
        "SELECT position, pattern_id, designation, published_on FROM issue WHERE title_id = ? AND run = ?"
        f" AND beside IS NULL AND {HAS_NUMBER}{only} ORDER BY position DESC LIMIT 1",
        (title_id, run),
    )
    if row is None:
        return None
    day = date.fromisoformat(row[3]) if row[3] else None
    return LastRow(row[0], row[1], json.loads(row[2]), day)
