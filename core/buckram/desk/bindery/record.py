"""The binder's record: turn-round, faults and cost, by binder, lot, year, fund and class of cover.

Counted from the lots each time it is asked; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from buckram.desk.deciding import decided
from buckram.exchange.lists import Table
from buckram.rules.bindery.faults import BY_CODE, FaultClass
from buckram.rules.bindery.record import Key, Line, Tally, per_hundred, tallied
from buckram.rules.money import Money, in_own, told, totals, totals_told
from buckram.rules.performance import few, share
from buckram.storage import funds
from buckram.storage.bindery import record as stored
from buckram.storage.library import Library


class By(StrEnum):
    """What it is told by."""

    BINDER = "binder"
    LOT = "lot"
    YEAR = "year"
    FUND = "fund"
    CLASS = "class"


NO_FUND = "no fund"
NO_CLASS = "no ticket says"


@dataclass(frozen=True, slots=True)
class Record:
    """The measures. lines: one a binder (lot, year ...); total: all together. since: the first day on which
    a lot was sent that counts. binder: only of that one, "" for all. own: the library's currency, "" for
    none; rates: what others are worth in it, by year."""

    by: By
    lines: Sequence[Tally]
    total: Tally
    since: date
    today: date
    binder: str
    own: str
    rates: dict[int, dict[str, Decimal]]


def binders_with_lots(library: Library) -> list[tuple[int, str]]:
    """(id, name) of every binder that a lot was sent to."""
    sent = stored.lines(library, date.min, "")
    return sorted({(line.binder_id, line.binder) for line in sent}, key=lambda one: one[1].casefold())


def first_day(today: date) -> date:
    """Since when it is told, where nobody says otherwise: two whole years and this one."""
    return date(today.year - 2, 1, 1)


def record(library: Library, by: By, since: date, today: date, binder_id: int | None = None) -> Record:
    """The measures of the lots sent since a day. binder_id: only of that binder."""
    own = str(decided(library, "currency"))
    lines = stored.lines(library, since, own, binder_id)
    found, total = tallied(_keyed(lines, by), today)
    if by is By.YEAR:
        found.sort(key=lambda tally: tally.name, reverse=True)
    elif by is By.FUND:
        # Fund by fund, the last year first; what has no fund at the end.
        found.sort(key=lambda tally: (tally.key[0] == "", str(tally.key[0]), -int(str(tally.key[1]))))
    elif by is not By.LOT:
        found.sort(key=lambda tally: (-tally.sent - tally.again, tally.name))
    rates = {year: funds.rates(library, year) for year in {line.sent_on.year for line in lines}}
    only = lines[0].binder if binder_id is not None and lines else ""
    return Record(by, found, total, since, today, only, own, rates)


def _keyed(lines: Iterable[Line], by: By) -> Iterable[tuple[Key, str, Line]]:
    for line in lines:
        year = line.sent_on.year
        match by:
            case By.BINDER:
                yield (line.binder_id,), line.binder, line
            case By.LOT:
                yield (line.lot_id,), f"{line.lot} {line.binder}", line
            case By.YEAR:
                yield (year,), str(year), line
            case By.FUND:
                yield (line.fund, year), f"{line.fund or NO_FUND} {year}", line
            case By.CLASS:
                yield (line.kind_class,), line.kind_class or NO_CLASS, line


def own_cost(found: Record, tally: Tally) -> Money | None:
    """What was charged, in the library's own currency, each year by its rates; None where one is lacking."""
    sums = [
        in_own(totals(every), found.own, found.rates.get(year, {})) for year, every in tally.costs.items()
    ]
    if not found.own or any(one is None for one in sums):
        return None
    return Money(sum((one.amount for one in sums if one is not None), Decimal(0)), found.own)


def cost_told(found: Record, tally: Tally) -> str:
    """What was charged, in words: each currency, and beside several their sum in the library's own."""
    sums = totals(tally.charged)
    text = totals_told(sums).strip()
    own = own_cost(found, tally)
    return f"{text} (= {own.words})" if own is not None and set(sums) - {found.own} else text


def each(tally: Tally) -> str:
    """The mean cost of a unit that was charged for; "" where currencies are mixed or nothing was.

    Corrections are no units more, and mostly free: they would make a unit look cheap.
    """
    sums = totals(tally.singly)
    if len(sums) != 1:
        return ""
    ((code, amount),) = sums.items()
    return Money(amount / len(tally.singly), code).words.strip()


def told_of(found: Record, tally: Tally) -> list[tuple[str, str]]:
    """The measures of one line in words: (what, how much), honest about small numbers."""
    lines = [
        ("Units sent", str(tally.sent)),
        ("Back", str(tally.back)),
        ("Still out", f"{tally.out}, {tally.overdue} past their day" if tally.overdue else str(tally.out)),
    ]
    # What did not happen is not told of each lot.
    lines += [
        (what, str(count))
        for what, count in (("Sent back unbound", tally.refused), ("Did not come", tally.short))
        if count
    ]
    lines += [
        ("Days away", _span(tally)),
        ("Late", f"{tally.late} of {tally.dated}{_share(tally.late, tally.dated)}"),
        ("Inspected", f"{tally.inspected}, rejected {tally.rejected}"),
    ]
    for name in FaultClass if tally.inspected else ():
        count = tally.faults[name]
        lines.append((f"Faults: {name}", f"{count}{_per(count, tally.inspected)}"))
    if tally.ours:
        lines.append(("Our own faults", str(tally.ours)))
    again = f"{tally.again}, still out {tally.again_out}" if tally.again else "none"
    if tally.again_rejected:
        again += f", rejected again {tally.again_rejected}"
    lines.append(("Corrections", again))
    mean = each(tally)
    lines.append(("Charged", f"{cost_told(found, tally)}{f', a unit {mean}' if mean else ''}"))
    if tally.waits:
        lines.append(("Not charged yet", f"{tally.waits} unit{'' if tally.waits == 1 else 's'}"))
    if tally.expected:
        lines.append(("To come, by prices", totals_told(totals(tally.expected)).strip()))
    return lines


def worst(tally: Tally, most: int = 5) -> list[tuple[str, int]]:
    """The faults that occur most: (in words, how often)."""
    return [
        (BY_CODE[code].wrong if code in BY_CODE else code, count)
        for code, count in tally.codes.most_common(most)
    ]


def _span(tally: Tally) -> str:
    known = sum(tally.turns.values())
    if not known:
        return "nothing is back"
    usual, most = tally.days
    if usual == most and len(tally.turns) == 1:
        return f"{usual}, every unit"
    return few(known, "unit") or f"median {usual}, nine of ten within {most}"


def _share(part: int, whole: int) -> str:
    return "" if few(whole, "unit") or not part else f" ({share(part, whole)})"


def _per(count: int, of: int) -> str:
    return "" if few(of, "unit") or not count else f"  ({per_hundred(count, of)} in 100)"


ABOUT = """\
Days away: from the day a lot was sent to the day a unit came back; what is out is
not in them. Late: back after the day it was due, or out past it. Corrections are
counted apart; their cost is in the cost. Faults are the binder's, in 100 units that
were inspected. Years are those in which a lot was sent. Of fewer than 8 units no
share and no percentile is told."""


def as_table(found: Record) -> Table:
    """The measures for a spreadsheet: each currency in a column of its own."""
    currencies = sorted(totals(found.total.charged))
    awaited = sorted(totals(found.total.expected))
    columns = [
        *(["Fund", "Year"] if found.by is By.FUND else [str(found.by).capitalize()]),
        "Units sent",
        "Back",
        "Out",
        "Out past due",
        "Sent back unbound",
        "Did not come",
        "Median days",
        "90 % within",
        "Back or overdue with a day",
        "Late",
        "Late %",
        "Inspected",
        "Rejected",
        *(f"{str(name).capitalize()} {what}" for name in FaultClass for what in ("faults", "in 100")),
        "Our own faults",
        "Corrections",
        "Corrections out",
        "Corrections rejected",
        *(f"Charged {code}".strip() for code in currencies),
        *([f"Charged in {found.own}"] if found.own else []),
        "Not charged yet",
        *(f"To come {code}".strip() for code in awaited),
    ]
    rows = [_row(found, tally, currencies, awaited) for tally in [*found.lines, found.total]]
    since = f"{found.since.day} {found.since:%b %Y}"
    only = f", {found.binder}" if found.binder else ""
    return Table(f"Binder's record by {found.by} since {since}{only}", columns, rows, ABOUT)


def _row(found: Record, tally: Tally, currencies: Sequence[str], awaited: Sequence[str]) -> list[str]:
    enough = not few(tally.inspected, "unit")
    faults: list[str] = []
    for name in FaultClass:
        count = tally.faults[name]
        faults += [str(count), per_hundred(count, tally.inspected) if enough else ""]
    charged, to_come = totals(tally.charged), totals(tally.expected)
    own = own_cost(found, tally)
    names = [tally.name]
    if found.by is By.FUND:
        names = [str(tally.key[0]) or NO_FUND, str(tally.key[1])] if tally.key else [tally.name, ""]
    return [
        *names,
        *(str(n) for n in (tally.sent, tally.back, tally.out, tally.overdue, tally.refused, tally.short)),
        *("" if n is None else str(n) for n in tally.days),
        str(tally.dated),
        str(tally.late),
        str(round(100 * tally.late / tally.dated)) if not few(tally.dated, "unit") else "",
        str(tally.inspected),
        str(tally.rejected),
        *faults,
        str(tally.ours),
        *(str(n) for n in (tally.again, tally.again_out, tally.again_rejected)),
        *(told(charged[code], code) if code in charged else "" for code in currencies),
        *([told(own.amount, own.currency) if own else ""] if found.own else []),
        str(tally.waits),
        *(told(to_come[code], code) if code in to_come else "" for code in awaited),
    ]


def in_brief(found: Record) -> Table:
    """The measures that fit on paper."""
    table = as_table(found)
    columns = (
        str(found.by).capitalize(), "Sent", "Back", "Out", "Unbound", "Short", "Median", "90 %", "Late",
        "Faults/100", "Again", "Charged",
    )  # fmt: skip
    rows = [
        [
            tally.name,
            *(str(n) for n in (tally.sent, tally.back, tally.out, tally.refused, tally.short)),
            *("" if n is None else str(n) for n in tally.days),
            late_told(tally),
            faults_told(tally),
            str(tally.again),
            totals_told(totals(tally.charged)).strip(),
        ]
        for tally in [*found.lines, found.total]
    ]
    return Table(table.heading, columns, rows, ABOUT)


def late_told(tally: Tally) -> str:
    """The late share of a line, "few" where it would say too much, "" of nothing."""
    if not tally.dated:
        return ""
    return "few" if few(tally.dated, "unit") else share(tally.late, tally.dated)


def faults_told(tally: Tally) -> str:
    """The binder's faults in a hundred units, "few" where that would say too much, "" of nothing."""
    if not tally.inspected:
        return ""
    if few(tally.inspected, "unit"):
        return "few"
    return per_hundred(sum(tally.faults.values()), tally.inspected)


def without_fund(tally: Tally) -> list[str]:
    """Of a line that has no fund: its titles, those with the most units first."""
    return [title for title, _ in tally.titles.most_common()]
