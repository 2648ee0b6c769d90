"""How suppliers perform: on time or late, how long it takes, and what claims bring.

Computed from issues, pieces and claims each time it is asked; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from buckram.desk.deciding import decided
from buckram.exchange.lists import Table
from buckram.rules.claim_policy import is_foreign
from buckram.rules.performance import (
    Claimed,
    Tally,
    Term,
    few,
    middle,
    share,
    slowest,
    tallied,
    terms,
)
from buckram.storage import performance as stored
from buckram.storage.library import Library


class By(StrEnum):
    """What it is told by."""

    VENDOR = "vendor"
    PUBLISHER = "publisher"
    TITLE = "title"
    YEAR = "year"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class Performance:
    """The measures. lines: one a vendor (title, year ...), the most issues first, years newest first; total:
    all together. since: the first day on which something was due. vendor: only of that one, "" for all."""

    by: By
    lines: Sequence[Tally]
    total: Tally
    since: date
    vendor: str = ""


def ways(library: Library) -> list[By]:
    """What it can be told by in this library: by fund only where orders have one."""
    return [by for by in By if by is not By.FUND or stored.any_fund(library)]


def first_day(today: date) -> date:
    """Since when it is told, where nobody says otherwise: two whole years and this one."""
    return date(today.year - 2, 1, 1)


def performance(
    library: Library, by: By, since: date, today: date, vendor_id: int | None = None
) -> Performance:
    """The measures since a day. vendor_id: only of what that vendor supplies."""
    grouped = groupby(stored.orders(library, by, _usual_window(library)), key=lambda order: order.title_id)
    times = {title_id: terms(list(group), vendor_id) for title_id, group in grouped}
    parts = stored.parts(library, by, (term for some in times.values() for term in some), since, today)
    sent = stored.sent_claims(library, by, since, today)
    found, total = tallied(parts, _claimed(sent, by, times, vendor_id))
    if by in {By.VENDOR, By.FUND, By.TITLE}:
        named = stored.names(library, by, list(found))
    else:
        named = {key: str(key) for key in found if key}
    for tally in found.values():
        tally.name = named.get(tally.key, "") or "(none recorded)"
    if by is By.YEAR:
        lines = sorted(found.values(), key=lambda tally: str(tally.key), reverse=True)
    else:
        lines = sorted(found.values(), key=lambda tally: (-tally.due, tally.name))
    only = stored.names(library, "vendor", [vendor_id])[vendor_id] if vendor_id is not None else ""
    total.name = "together"
    return Performance(by, lines, total, since, only)


def _usual_window(library: Library) -> Callable[[str, str], int]:
    """How long a claim is honoured where no policy says so: here, and abroad."""
    own = decided(library, "country")
    here, abroad = decided(library, "claim_window"), decided(library, "claim_window_foreign")

    def usual(title: str, vendor: str) -> int:
        days: int = abroad if is_foreign(own, (title, vendor)) else here
        return days

    return usual


def _claimed(
    sent: Sequence[stored.SentClaim], by: By, times: dict[int, list[Term]], vendor_id: int | None
) -> Iterator[Claimed]:
    """The claims, each with whom it counts for. A claim that nobody kept the vendor of went to the one whose
    order was in force."""
    for one in sent:
        term = next(
            (
                term
                for term in times.get(one.title_id, ())
                if term.from_on <= one.dated <= term.until_on and one.copy_id not in term.others
            ),
            None,
        )
        if vendor_id is not None and (one.vendor_id != vendor_id if one.vendor_id else term is None):
            continue
        key = one.key
        if by is By.VENDOR:
            key = one.vendor_id or (term.key if term else None)
        elif by is By.FUND:
            key = term.key if term else None
        filled = one.received and one.last
        yield Claimed(key, one.number, filled, one.days if filled else None)


COLUMNS = (
    "Due",
    "On time",
    "On time %",
    "Late",
    "Not here",
    "Median days",
    "90 % within",
    "Median days past expected",
    "90 % past expected within",
    "Claims",
    *(f"{which} {what}" for which in ("First", "Second", "Third and later") for what in ("claims", "filled")),
    "Median days claim to receipt",
    "Windows lapsed",
)


def as_table(found: Performance) -> Table:
    """The measures for a spreadsheet or a printer; a number that would rest on too few is left out."""
    since = f"{found.since.day} {found.since:%b %Y}"
    return Table(
        f"Performance by {found.by} since {since}" + (f", {found.vendor}" if found.vendor else ""),
        [str(found.by).capitalize(), *COLUMNS],
        [_row(tally) for tally in [*found.lines, found.total]],
        ABOUT,
    )


ABOUT = """\
Days are counted from the publication date. On time: within the grace of its
frequency after the day it was looked for. Not here: due and past its grace. A claim
is filled when the piece came after it and before a further one. Of fewer than 8 no
share and no percentile is told."""


def _row(tally: Tally) -> list[str]:
    enough = not few(tally.due)
    third = [sum(n for number, n in counts.items() if number > 2) for counts in (tally.made, tally.filled)]
    numbers = [
        tally.due,
        tally.on_time,
        round(100 * tally.on_time / tally.due) if enough else None,
        tally.late,
        tally.not_here,
        middle(tally.lags),
        slowest(tally.lags),
        middle(tally.waits),
        slowest(tally.waits),
        tally.claims,
        tally.made[1],
        tally.filled[1],
        tally.made[2],
        tally.filled[2],
        *third,
        middle(tally.days),
        tally.lapsed,
    ]
    return [tally.name, *("" if n is None else str(n) for n in numbers)]


def in_brief(found: Performance) -> Table:
    """The measures that fit on paper or into eighty columns."""
    table = as_table(found)
    rows = [
        [
            tally.name,
            str(tally.due),
            (few(tally.due) and "few") or share(tally.on_time, tally.due),
            str(tally.late),
            str(tally.not_here),
            *("" if n is None else str(n) for n in (middle(tally.lags), slowest(tally.lags))),
            str(tally.claims),
            share(tally.filled.total(), tally.claims),
        ]
        for tally in [*found.lines, found.total]
    ]
    names = (table.columns[0], "Due", "On time", "Late", "Not here", "Median", "90 %", "Claims", "Filled")
    return Table(table.heading, names, rows, table.about)


def told(tally: Tally) -> list[tuple[str, str]]:
    """The measures of one line in words: (what, how much), honest about small numbers."""
    came = tally.due - tally.not_here
    lines = [
        ("Issues due", str(tally.due)),
        ("On time", _of(tally.on_time, tally.due)),
        ("Late", _of(tally.late, tally.due)),
        ("Not here", _of(tally.not_here, tally.due)),
        ("Days from publication", _span(tally.lags, came)),
        ("Days past expected", _span(tally.waits, came)),
    ]
    for number in sorted(tally.made):
        which = {1: "First", 2: "Second", 3: "Third"}.get(number, f"{number}th")
        filled = tally.filled[number]
        lines.append((f"{which} claims", f"{tally.made[number]}, filled {share(filled, tally.made[number])}"))
    if not tally.claims:
        lines.append(("Claims", "none sent"))
    elif tally.filled:
        filled = tally.filled.total()
        lines.append(("Claim to receipt", few(filled, "claim") or _span(tally.days, filled)))
    lines.append(("Windows lapsed", str(tally.lapsed) if tally.lapsed else "none"))
    return lines


def _of(part: int, whole: int) -> str:
    return f"{part}  ({share(part, whole)})" if part and whole and not few(whole) else str(part)


def _span(counts: dict[int, int], came: int) -> str:
    known = sum(counts.values())
    if little := few(known):
        return little
    of = f", of {known}" if known < came else ""
    return f"median {middle(counts)}, nine of ten within {slowest(counts)}{of}"
