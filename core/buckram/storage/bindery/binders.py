"""Binders: who binds, what they take, their chart of colours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields

from buckram.errors import NotFound
from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Binder:
    """A binder, with what holds for everything that goes there.

    least_, most_, glossy_thickness: tenths of a millimetre. box_grams: what a box may weigh; grams_per_cm:
    what a centimetre of thickness weighs. lot_units, lot_pieces, lot_cost (decimal text), month_units:
    limits, None for any. symbols: code39, code128 or none. proofed: a second person proofs each ticket.
    defaults: fields of a new title's binding pattern. titles: how many are bound there now.
    """

    id: int
    name: str
    vendor_id: int | None
    account: str
    library_code: str
    imprint: str
    address: str
    email: str
    phone: str
    contact: str
    currency: str
    turn_days: int
    rush_days: int
    least_thickness: int
    most_thickness: int
    glossy_thickness: int
    box_grams: int
    grams_per_cm: int
    lot_units: int | None
    lot_pieces: int | None
    lot_cost: str | None
    month_units: int | None
    symbols: str
    proofed: bool
    defaults: Mapping[str, str]
    note: str
    active: bool
    vendor: str
    titles: int


@dataclass(frozen=True, slots=True)
class Price:
    """What a binder takes. kind: class (name: standard, economy ...) or extra (name: rush, pocket ...).

    up_to: for units up to this thickness, None for any. price: decimal text.
    """

    id: int
    binder_id: int
    kind: str
    name: str
    up_to: int | None
    price: str


@dataclass(frozen=True, slots=True)
class Cloth:
    """A colour of a binder's chart, by its number."""

    id: int
    binder_id: int
    number: str
    name: str


_OWN = [field.name for field in fields(Binder)][:-2]
_BINDER = (
    f"SELECT {', '.join(f'binder.{name}' for name in _OWN)}, ifnull(vendor.name, '') AS vendor,"
    " (SELECT count(DISTINCT title_id) FROM binding WHERE binder_id = binder.id AND active = 1) AS titles"
    " FROM binder LEFT JOIN vendor ON vendor.id = binder.vendor_id"
)


def _binder(row: Row) -> Binder:
    values = dict(row)
    values["proofed"], values["active"] = bool(values["proofed"]), bool(values["active"])
    values["defaults"] = json.loads(values["defaults"])
    return Binder(**values)


def find(library: Library, binder_id: int | None) -> Binder | None:
    """A binder, or None."""
    row = library.row(f"{_BINDER} WHERE binder.id = ?", (binder_id,))
    return _binder(row) if row else None


def get(library: Library, binder_id: int) -> Binder:
    """A binder. Raises NotFound."""
    found = find(library, binder_id)
    if found is None:
        raise NotFound("This binder is no longer there.", "F9 N lists the binders.")
    return found


def known(library: Library) -> list[Binder]:
    """Every binder: those that work for us first, by name."""
    rows = library.rows(f"{_BINDER} ORDER BY binder.active DESC, binder.name COLLATE NOCASE, binder.id")
    return [_binder(r) for r in rows]


def used(library: Library, binder_id: int) -> bool:
    """Whether a pattern or a lot of any time names the binder."""
    return bool(
        library.value(
            "SELECT EXISTS (SELECT 1 FROM binding WHERE binder_id = ?1)"
            " OR EXISTS (SELECT 1 FROM lot WHERE binder_id = ?1)",
            (binder_id,),
        )
    )


def raw_defaults(library: Library, binder_id: int) -> str:
    """The defaults as they are stored, for the ledger."""
    return str(library.value("SELECT defaults FROM binder WHERE id = ?", (binder_id,)))


def prices(library: Library, binder_id: int) -> list[Price]:
    """What a binder takes: classes first, the thinner before the thicker, any thickness last."""
    rows = library.rows(
        "SELECT id, binder_id, kind, name, up_to, price FROM binding_price WHERE binder_id = ?"
        " ORDER BY kind, name, up_to IS NULL, up_to, id",
        (binder_id,),
    )
    return [Price(*tuple(r)) for r in rows]


def cloths(library: Library, binder_id: int) -> list[Cloth]:
    """The colours of a binder's chart, by number."""
    rows = library.rows(
        "SELECT id, binder_id, number, name FROM cloth WHERE binder_id = ?"
        " ORDER BY CAST(number AS INTEGER), number, id",
        (binder_id,),
    )
    return [Cloth(*tuple(r)) for r in rows]
