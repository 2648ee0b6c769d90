"""The rows of the demonstration's binders, binding patterns, mending queue and shelves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from buckram_data.history import chance
from buckram_data.rows_of_year import CLERK, Made
from buckram_data.tables import Tables
from buckram_data.tables_of_bindery import Binding, BindingPrice, Repair

Row = tuple[Any, ...]

_WAYS = {"volume": "volume", "year": "year", "half": "half", "thickness": "thickness"}
_MENDS = {"TP": "mend torn page", "LP": "tip in a page"}
_BOARD = 8900
"""Width of a shelf in tenths of a millimetre."""


def binder_rows(tables: Tables, today: date, rows: dict[str, list[Row]], made: Made) -> None:
    """Add who binds, for how much, in which colours; how each title is bound; repairs and shelves."""
    bindery = tables.bindery
    binders = {one.key: n for n, one in enumerate(bindery.binders, 1)}
    for one in bindery.binders:
        rows["binder"].append(
            (binders[one.key], one.name, one.account, one.library_code, one.imprint,
             one.address.replace("; ", "\n"), one.email, one.phone, one.contact, "USD",
             int(one.turn_days), int(one.rush_days), _number(one.lot_units), one.lot_cost or None,
             _number(one.month_units), one.symbols, int(one.proofed == "yes"), one.note, "{}")
        )  # fmt: skip
    rows["binding_price"] = [
        (binders[p.binder], p.kind, p.name, int(p.up_to) * 10 if p.up_to else None, p.price)
        for p in bindery.prices
    ]
    rows["cloth"] = [(binders[c.binder], c.number, c.name) for c in bindery.cloths]
    for n, binding in enumerate(bindery.bindings, 1):
        at = f"{today.year - 3}-02-03T10:{n % 60:02}:00Z"
        fields = json.dumps(fields_of(binding), ensure_ascii=False)
        rows["binding"].append((n, made.titles[binding.title], binders[binding.binder], fields, at, CLERK))
    pieces = {row[0]: n for n, row in reversed(list(enumerate(rows["piece"], 1)))}
    for repair in bindery.repairs:
        rows["repair"].append(_repair(repair, today, rows, made, pieces))
    rows["shelf"] = list(_shelves({location.code: n for n, location in enumerate(tables.locations, 1)}))


def fields_of(binding: Binding) -> dict[str, str]:
    """What was decided of a title's binding, by the names of the fields."""
    unit, _, rest = binding.unit.partition(" ")
    fields = {"unit": _WAYS.get(unit, "issues"), "leave": f"{binding.after} months"}
    if rest:
        fields["unit_count"] = unit
    fields |= {"title_lines": binding.spine, "colour": binding.colour, "foil": binding.foil}
    for one in filter(None, binding.fields.split("; ")):
        name, _, value = one.partition("=")
        fields[name] = value
    return fields


def price_of(prices: Sequence[BindingPrice], binding: Binding, thickness: int) -> str:
    """What the binder takes for a unit of this thickness (tenths of a millimetre)."""
    wanted = fields_of(binding).get("class", "standard")
    fitting = [
        (int(one.up_to) * 10 if one.up_to else 10**6, Decimal(one.price))
        for one in prices
        if (one.binder, one.kind, one.name) == (binding.binder, "class", wanted)
    ]
    return str(next((price for up_to, price in sorted(fitting) if thickness <= up_to), ""))


def _repair(
    repair: Repair,
    today: date,
    rows: dict[str, list[Row]],
    made: Made,
    pieces: dict[int, int],
) -> Row:
    here = [issue_id for issue_id, fate in made.issues[repair.title, "basic"] if fate.in_hand]
    issue_id = here[-int(repair.back)]
    label = rows["issue"][issue_id - 1][9]
    found = today - timedelta(days=3 + chance(repair.title) % 40)
    done = found + timedelta(days=2) if repair.state == "done" else None
    return (
        made.titles[repair.title], issue_id, pieces.get(issue_id), label,
        found.isoformat(), CLERK, repair.found, json.dumps([repair.damage]), repair.route or None,
        CLERK if repair.route else None, f"{found.isoformat()}T14:00:00Z" if repair.route else None,
        repair.state, json.dumps([_MENDS[repair.damage]] if done else []),
        CLERK if repair.state in {"at the bench", "done"} else None,
        done.isoformat() if done else None, _number(repair.minutes),
        json.dumps([repair.supplies] if repair.supplies else []), repair.result,
        (done + timedelta(days=1)).isoformat() if done else None,
    )  # fmt: skip


def _shelves(places: dict[str, int]) -> Iterator[Row]:
    """The shelves where bound volumes stand, in walking order."""
    for code, sections in (("STK", 6), ("SCI", 4), ("CP", 2)):
        position = count(1)
        for section in range(1, sections + 1):
            for board in "ABCDE":
                yield places[code], f"{code}{section}{board}", next(position), _BOARD


def _number(text: str) -> int | None:
    return int(text) if text else None
