"""The demonstration library's tables of the bindery, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from buckram_data.tsv import read


@dataclass(frozen=True, slots=True)
class Binding:
    """How a title is bound. unit: volume, year, half, thickness, or "12 issues". after: months on the shelf.

    newest: where its newest complete unit is: due, a status, or "none" where nothing was bound yet.
    spine: its lines apart by "/". fields: what else was decided, as "name=value; name=value".
    """

    title: str
    unit: str
    after: str
    newest: str
    binder: str = ""
    colour: str = ""
    foil: str = ""
    spine: str = ""
    fields: str = ""


@dataclass(frozen=True, slots=True)
class Binder:
    """Who binds. The limits are empty where there are none."""

    key: str
    name: str
    account: str
    library_code: str
    imprint: str
    address: str
    email: str
    phone: str
    contact: str
    turn_days: str
    rush_days: str
    lot_units: str
    lot_cost: str
    month_units: str
    symbols: str
    proofed: str
    note: str


@dataclass(frozen=True, slots=True)
class BindingPrice:
    """What a binder takes. up_to: millimetres, empty for any thickness."""

    binder: str
    kind: str
    name: str
    up_to: str
    price: str


@dataclass(frozen=True, slots=True)
class Cloth:
    """A colour of a binder's chart."""

    binder: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A line of the mending queue. back: which issue, counted from the newest that came (1)."""

    title: str
    back: str
    found: str
    damage: str
    route: str
    state: str
    minutes: str
    supplies: str
    result: str


@dataclass(frozen=True, slots=True)
class BinderyTables:
    """All of them."""

    bindings: Sequence[Binding]
    binders: Sequence[Binder]
    prices: Sequence[BindingPrice]
    cloths: Sequence[Cloth]
    repairs: Sequence[Repair]


def load_bindery(folder: Path) -> BinderyTables:
    """Read them. Raises ValueError with file and line where a row does not fit its columns."""
    return BinderyTables(
        bindings=[Binding(*row) for row in read(folder / "binding.tsv", 9)],
        binders=[Binder(*row) for row in read(folder / "binders.tsv", 17)],
        prices=[BindingPrice(*row) for row in read(folder / "binding-prices.tsv", 5)],
        cloths=[Cloth(*row) for row in read(folder / "cloths.tsv", 3)],
        repairs=[Repair(*row) for row in read(folder / "repairs.tsv", 9)],
    )
