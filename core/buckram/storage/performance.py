"""What was due and what became of it, counted by the database in one pass over the issues.

Nothing of this is kept: half a million issues are counted anew in a few seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.rules.lateness import DEFAULT_GRACE
from buckram.rules.performance import Order, Outcome, Part, Term
from buckram.storage.library import Library

KEYS = {
    "vendor": "term.key",
    "fund": "term.key",
    "title": "issue.title_id",
    "publisher": "rtrim(ifnull(title.publisher, ''), ' ,:;/')",
    "year": "substr(ifnull(expected_on, published_on), 1, 4)",
}
"""What each table is told by."""

_ORDER_KEYS = {"vendor": "vendor_id", "fund": "fund_id"}

_WINDOW = (
    # The narrowest row of the policies that says anything.
    "(SELECT window_days FROM claim_policy policy WHERE window_days IS NOT NULL"
    " AND (policy.title_id IS NULL OR policy.title_id = title.id)"
    " AND (policy.vendor_id IS NULL OR policy.vendor_id = subscription.vendor_id)"
    " AND (policy.frequency IS NULL OR policy.frequency = title.frequency)"
    " ORDER BY policy.title_id IS NULL, policy.vendor_id IS NULL, policy.frequency IS NULL LIMIT 1)"
)


_OUTCOMES = (Outcome.ON_TIME, Outcome.LATE, Outcome.NOT_HERE)


def orders(library: Library, by: str, usual: Callable[[str, str], int]) -> list[Order]:
    """The orders of every title, title by title; a title without any has one that is open at both ends.

    by: what they are told by (see KEYS); where that is no matter of the order, the key is None. An order
    that runs has no end: the day until which it is paid is a day to renew it. usual: days in which a claim is
    honoured where no policy says so, by the countries of the title and its vendor.
    """
    key = _ORDER_KEYS.get(by)
    rows = library.rows(
        f"SELECT title.id, {f'subscription.{key}' if key else 'NULL'}, vendor_id, ifnull(starts_on, ''),"
        f" CASE WHEN subscription.status = 'ended' THEN ifnull(ends_on, '') ELSE '' END, {_WINDOW},"
        " (SELECT group_concat(copy.id) FROM copy WHERE copy.title_id = title.id"
        "   AND copy.subscription_id = subscription.id),"
        " ifnull(title.country, ''), ifnull(vendor.country, '')"
        " FROM title LEFT JOIN subscription ON subscription.title_id = title.id"
        " LEFT JOIN vendor ON vendor.id = vendor_id ORDER BY title.id"
    )
    return [
        Order(
            title_id=r[0],
            key=r[1],
            vendor_id=r[2],
            starts_on=r[3],
            ends_on=r[4],
            window=usual(r[7], r[8]) if r[5] is None else r[5],
            copies=[int(n) for n in r[6].split(",")] if r[6] else [],
        )
        for r in rows
    ]


def parts(library: Library, by: str, times: Iterable[Term], since: date, today: date) -> list[Part]:
    """The issues that were due from `since` to `today`, counted by key, month, lag and what became of them.

    Not counted: what was not published or came in another's place, what is not past its grace, and what only
    a record tells of, because nobody knows on which day it came.
    """
    given = json.dumps(
        [[t.title_id, t.key, t.from_on, t.until_on, t.window, list(t.others) or None] for t in times]
    )
    # Days are counted as numbers: half a million issues are told apart in text only where it must be.
    rows = library.rows(
        "WITH term AS MATERIALIZED (SELECT value ->> 0 AS title_id, value ->> 1 AS key,"
        "   value ->> 2 AS from_on, value ->> 3 AS until_on, value ->> 4 AS window, value ->> 5 AS others"
        "   FROM json_each(?1)),"
        " counted AS MATERIALIZED (SELECT"
        f" {KEYS[by]} AS key, issue.status, substr(ifnull(expected_on, published_on), 1, 7) AS month,"
        " julianday(published_on) AS dated, julianday(ifnull(expected_on, published_on)) AS due,"
        f" ifnull(grace_days, {DEFAULT_GRACE}) AS grace, window, others, issue.id AS issue_id,"
        " julianday((SELECT min(received_on) FROM piece WHERE piece.issue_id = issue.id"
        "   AND source = 'person' AND kind NOT IN ('gift', 'extra') AND (others IS NULL OR copy_id IS NULL"
        "     OR copy_id NOT IN (SELECT value FROM json_each(others))))) AS came"
        # CROSS JOIN keeps this order: the terms have no index, the issues of a title have.
        " FROM term CROSS JOIN title ON title.id = term.title_id"
        " CROSS JOIN issue ON issue.title_id = title.id"
        " LEFT JOIN frequency ON frequency.code = title.frequency"
        " WHERE ifnull(expected_on, published_on) BETWEEN ?2 AND ?3"
        "   AND issue.status NOT IN ('not published', 'combined')"
        "   AND ifnull(published_on, expected_on) BETWEEN from_on AND until_on)"
        " SELECT key, month, CAST(came - dated AS INTEGER), CAST(came - due AS INTEGER),"
        " CASE WHEN came IS NULL THEN 2 ELSE came - due > grace END,"
        # Late, or not here, out of the window, and no claim had left the house.
        " count(*), total(window IS NOT NULL AND ifnull(came - due > grace, 1)"
        "   AND ifnull(dated, due) + window < min(julianday(?3),"
        "   ifnull(came, julianday(?3))) AND NOT EXISTS (SELECT 1 FROM claim WHERE"
        "     claim.issue_id = counted.issue_id"
        "     AND julianday(substr(sent_at, 1, 10)) <= ifnull(dated, due) + window))"
        " FROM counted WHERE came IS NOT NULL OR status = 'unavailable'"
        "   OR (status = 'expected' OR status = 'partial' AND others IS NOT NULL)"
        "     AND julianday(?3) - due > grace"
        " GROUP BY 1, 2, 3, 4, 5",
        (given, since.isoformat(), today.isoformat()),
    )
    return [Part(r[0], r[1], r[2], r[3], _OUTCOMES[r[4]], r[5], int(r[6])) for r in rows]


@dataclass(frozen=True, slots=True)
class SentClaim:
    """A claim that left the house. key: as KEYS has it, None where the order tells it. dated: of its issue.

    vendor_id: to whom it went, where that is kept. last: no later claim was sent for the same piece. days:
    from the claim to the day it was answered by a piece, None where it was not.
    """

    title_id: int
    key: int | str | None
    dated: str
    vendor_id: int | None
    copy_id: int | None
    number: int
    last: bool
    received: bool
    days: int | None


def sent_claims(library: Library, by: str, since: date, today: date) -> list[SentClaim]:
    """The claims that were sent for issues due from `since` to `today`."""
    key = "NULL" if by in _ORDER_KEYS else KEYS[by]
    rows = library.rows(
        f"SELECT issue.title_id, {key}, ifnull(published_on, expected_on), claim.vendor_id, claim.copy_id,"
        " claim.number, NOT EXISTS (SELECT 1 FROM claim later WHERE later.issue_id = issue.id"
        "   AND later.copy_id IS claim.copy_id AND later.sent_at > claim.sent_at),"
        " ended IS 'received', CAST(julianday(ifnull(ended_on, substr(closed_at, 1, 10)))"
        "   - julianday(substr(sent_at, 1, 10)) AS INTEGER)"
        " FROM claim CROSS JOIN issue ON issue.id = claim.issue_id JOIN title ON title.id = issue.title_id"
        " WHERE sent_at IS NOT NULL AND ifnull(expected_on, published_on) BETWEEN ? AND ?",
        (since.isoformat(), today.isoformat()),
    )
    return [SentClaim(r[0], r[1], r[2], r[3], r[4], r[5], bool(r[6]), bool(r[7]), r[8]) for r in rows]


def names(library: Library, by: str, keys: Sequence[int | str | None]) -> dict[int | str | None, str]:
    """The names of vendors, funds or titles."""
    column = {"vendor": "name", "fund": "code || ' ' || name", "title": "name"}[by]
    rows = library.rows(
        f"SELECT id, {column} FROM {by} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([key for key in keys if key is not None]),),
    )
    return {r[0]: r[1] for r in rows}


def any_fund(library: Library) -> bool:
    """Whether any order is paid from a fund on record."""
    return bool(library.value("SELECT EXISTS (SELECT 1 FROM subscription WHERE fund_id IS NOT NULL)"))
