"""The renewal list out as an Excel file, and its decisions back in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from buckram.desk.desk import Desk
from buckram.desk.renewing import COLUMNS, KIND, Line, amount_told, as_table, decide_in, line_of
from buckram.desk.subscribing import usual_currency
from buckram.errors import BuckramError, Refused
from buckram.exchange import renewal_sheet
from buckram.exchange.renewal_sheet import SheetLine, SheetRow
from buckram.rules.money import Money, typed_money
from buckram.rules.renewal import Decision, read_changes, typed_decision
from buckram.storage import funds
from buckram.storage.funds import Source
from buckram.storage.ledger import act


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What came of a file. taken: rows that changed something; same: rows that say what stands there
    already; problems: rows that were not taken, each with what it says."""

    sentence: str
    taken: int
    same: int
    problems: Sequence[str]


def to_xlsx(desk: Desk, lines: Sequence[Line]) -> bytes:
    """The list as a file."""
    table = as_table(lines, desk.today())
    return renewal_sheet.write(
        "Renewals",
        COLUMNS,
        [SheetLine(line.one.id, cells, _state(line)) for line, cells in zip(lines, table.rows, strict=True)],
    )


def _state(line: Line) -> tuple[str, str, str, str]:
    """Decision, note and new price as they stand, and the end that they are about."""
    one = line.one
    price = amount_told(line.after.money) if line.after else ""
    return str(one.decision or ""), one.decision_note, price, one.ends_on.isoformat() if one.ends_on else ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a row asks for, where that is something new. price: None where it asks for none."""

    line: Line
    decision: Decision | None
    note: str
    price: Money | None


def read_back(desk: Desk, content: bytes, name: str) -> ReadBack:
    """Take the decisions, notes and new prices of a file, in one act.

    A row that says what stands there, or what stood there when the file was written, changes nothing. One
    that was changed meanwhile, or whose subscription or words are not understood, is left out and told.
    An empty price asks for nothing. Raises Refused when the file is none, Stale when somebody acts just now.
    """
    wanted: list[_Wanted] = []
    problems: list[str] = []
    same = 0
    seen: set[int] = set()
    for row in renewal_sheet.read(content, name):
        try:
            if row.subscription_id in seen:
                raise Refused("It is in the file twice; the first row counts.")
            found = _wanted(desk, row)
        except BuckramError as problem:
            problems.append(f"Row {row.number}, {row.title or 'no title'}: {problem.sentence} {_says(row)}")
            continue
        seen.add(row.subscription_id or 0)
        wanted += [found] if found else []
        same += found is None
    left = f", {len(problems)} not taken" if problems else ""
    sentence = f"Read {Path(name).name}: {len(wanted)} rows taken, {same} without news{left}."
    if wanted:
        with act(desk.library, desk.hand(), KIND) as writer:
            for one in wanted:
                decide_in(writer, one.line.one, one.decision, one.note)
                if one.price is not None:
                    year = one.line.next_year
                    funds.put_price(writer, one.line.one.id, year, one.price, Source.QUOTED)
            writer.sentence = sentence
    return ReadBack(sentence, len(wanted), same, problems)


def _wanted(desk: Desk, row: SheetRow) -> _Wanted | None:
    """What a row asks for; None where that is nothing new. Raises Refused, NotFound."""
    if row.subscription_id is None:
        raise Refused("It has lost the number of its subscription.")
    line = line_of(desk.library, row.subscription_id, desk.today())
    if _name(row.title) != _name(line.one.title):
        raise Refused(f"Its number is that of {line.one.title}.")
    decision = typed_decision(row.decision)
    usual = usual_currency(desk.library, line.one)
    price = typed_money(row.price, usual) if row.price else None
    note = " ".join(row.note.split())
    now = _state(line)
    there = line.after.money if line.after else None
    says = (str(decision or ""), note)
    new_price = None if price is None or price == there else price
    if says == now[:2] and new_price is None:
        return None
    if row.state and says == tuple(row.state[:2]) and (price is None or _told(price, usual) == row.state[2]):
        return None
    if row.state and tuple(row.state) != now:
        was = ", ".join(part for part in now[:3] if part) or "not decided"
        raise Refused(f"It was changed meanwhile: {was}.")
    if not line.one.going and says != now[:2]:
        raise Refused("The subscription has ended.")
    if decision is Decision.CHANGE:
        read_changes(note)
    return _Wanted(line, decision, note, new_price)


def _told(price: Money, usual: str) -> str:
    return amount_told(price) if price.currency == usual else price.words


def _name(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())


def _says(row: SheetRow) -> str:
    said = ", ".join(part for part in (row.decision, row.note, row.price) if part)
    return f"The file says: {said}." if said else "The file says nothing of it."
