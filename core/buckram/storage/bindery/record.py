"""What a binder's record is counted from: every unit that was sent, in two questions to the file."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from buckram.rules.bindery.faults import FaultClass, Whose
from buckram.rules.bindery.record import Fault, Line
from buckram.rules.money import Money
from buckram.storage.library import Library

_LINES = (
    "SELECT line.id, lot.binder_id, binder.name, lot.id, lot.number, lot.sent_on, lot.due_back_on,"
    " ifnull(line.result, ''), line.came_on, line.corrects IS NOT NULL,"
    " ifnull(line.checked, ''), line.charged, line.price,"
    " coalesce(nullif(ticket.currency, ''), nullif(binder.currency, ''), ?), title.name,"
    # The fund of the order that brings this copy; else of the title's order that runs, or ran last.
    " coalesce((SELECT fund.code FROM copy JOIN subscription ON subscription.id = copy.subscription_id"
    "   JOIN fund ON fund.id = subscription.fund_id WHERE copy.id = unit.copy_id),"
    "  (SELECT fund.code FROM subscription JOIN fund ON fund.id = fund_id"
    "   WHERE subscription.title_id = unit.title_id"
    "   ORDER BY subscription.status = 'active' DESC, subscription.id DESC LIMIT 1), ''),"
    " ifnull(json_extract(ticket.fields, '$.class'), '')"
    " FROM lot_line line JOIN lot ON lot.id = line.lot_id JOIN binder ON binder.id = lot.binder_id"
    " JOIN unit ON unit.id = line.unit_id JOIN title ON title.id = unit.title_id"
    " LEFT JOIN ticket ON ticket.id = (SELECT max(id) FROM ticket WHERE ticket.unit_id = unit.id)"
    " WHERE lot.state IN ('sent', 'back', 'done') AND lot.sent_on >= ?"
)


def lines(library: Library, since: date, currency: str, binder_id: int | None = None) -> list[Line]:
    """Every unit that left the house on that day or later, lot by lot, the last sent first.

    currency: of amounts where neither the ticket nor the binder says one. binder_id: only of that one.
    """
    where, values = "", [currency, since.isoformat()]
    if binder_id is not None:
        where = f" AND lot.binder_id = {int(binder_id)}"
    faults: dict[int, list[Fault]] = defaultdict(list)
    for r in library.rows("SELECT lot_line_id, code, class, whose FROM binding_fault ORDER BY id"):
        faults[r[0]].append(Fault(r[1], FaultClass(r[2]), Whose(r[3])))
    rows = library.rows(
        f"{_LINES}{where} ORDER BY lot.sent_on DESC, lot.id DESC, line.sequence", tuple(values)
    )
    return [
        Line(
            binder_id=r[1],
            binder=r[2],
            lot_id=r[3],
            lot=r[4],
            sent_on=date.fromisoformat(r[5]),
            due_on=_day(r[6]),
            result=r[7],
            came_on=_day(r[8]),
            correction=bool(r[9]),
            checked=r[10],
            charged=_money(r[11], r[13]),
            price=_money(r[12], r[13]),
            title=r[14],
            fund=r[15],
            kind_class=r[16],
            faults=tuple(faults.get(r[0], ())),
        )
        for r in rows
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _money(amount: str | None, currency: str) -> Money | None:
    return Money(Decimal(amount), currency) if amount else None
