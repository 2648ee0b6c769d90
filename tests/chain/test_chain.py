"""The bindery chain of the demonstration library: what is written is found, adds up, and can be undone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from buckram.storage.bindery import lots, units
from buckram.storage.bindery.lots import LotLine
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import TABLES
from chain.lived import Chain

Contents = dict[str, list[tuple[Any, ...]]]

SCANS = "scan"
"""What was scanned is a record of what happened: no undo makes it unscanned."""


@dataclass(frozen=True)
class Played:
    """The chain, played to its end and undone. sent: the lines and units of lot 2026-06, at the end."""

    problems: list[str]
    first: Contents = field(repr=False)
    last: Contents = field(repr=False)
    undone: Contents = field(repr=False)
    acts: int
    sent: list[tuple[LotLine, Unit]]
    statuses: dict[int, set[str]]


@pytest.fixture(scope="module")
def played(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    path = tmp_path_factory.mktemp("chain") / "library.db"
    shutil.copyfile(demonstration, path)
    chain = Chain(path)
    first = _contents(chain)
    chain.live()
    last = _contents(chain)
    lines = lots.lines(chain.library, chain.lot("2026-06").id) if not chain.problems else []
    sent = [(line, units.get(chain.library, line.unit_id)) for line in lines]
    statuses = {
        unit.id: {one.status for one in units.pieces(chain.library, unit.id) if one.piece_id is not None}
        for _, unit in sent
    }
    acts = chain.undo_all()
    undone = _contents(chain)
    chain.close()
    return Played(chain.problems, first, last, undone, acts, sent, statuses)


def _contents(chain: Chain) -> Contents:
    """Every row of every table that an act may change."""
    return {table: chain.shelf.contents(table) for table in sorted(TABLES - {SCANS, "note_read"})}


def test_everything_is_as_it_is_written(played: Played) -> None:
    assert not played.problems, "\n".join(played.problems)


def test_the_lot_adds_up_to_the_piece(played: Played) -> None:
    """By the binder's price list and the thickness of each volume, told once more here."""

    def price(unit: Unit) -> Decimal:
        thick = unit.thickness
        assert thick is not None
        of_class = "10.40" if thick <= 250 else "11.80" if thick <= 510 else "14.10"
        # Above two inches it is oversewn; Annals of mathematics is sewn through its folds.
        extra = {"Du shu": "2.20", "Annals of mathematics": "1.90"}.get(unit.title, "0")
        return Decimal(of_class) + Decimal(extra) + (6 if unit.rush else 0)

    assert len(played.sent) == 30
    for line, unit in played.sent:
        assert Decimal(line.price) == price(unit), unit.label
    assert sum(unit.pieces for _, unit in played.sent) == 202
    assert {line.result for line, _ in played.sent} == {"back", "refused"}
    # Every volume stands on its shelf, and every issue of which no copy is loose says that it is bound.
    assert {unit.state for _, unit in played.sent} == {"shelved"}
    loose = {"Foreign affairs", "Science"}
    assert {tuple(found) for id_, found in played.statuses.items() if id_ not in _of(played, loose)} == {
        ("bound",)
    }


def _of(played: Played, titles: set[str]) -> set[int]:
    """The units of titles of which the library keeps another copy on its shelves."""
    return {unit.id for _, unit in played.sent if unit.title in titles}


def test_undone_to_the_start_everything_is_as_it_was(played: Played) -> None:
    assert played.acts > 200
    changed = {table for table in played.first if played.first[table] != played.last[table]}
    assert changed >= {
        "binding", "binding_fault", "claim", "collation", "copy", "identifier", "issue", "link", "lot",
        "lot_line", "piece", "repair", "search", "stray", "subscription", "ticket", "title", "unit",
        "unit_piece", "volume",
    }  # fmt: skip
    undone = dict(played.undone)
    # The calendar went on meanwhile: of some titles more issues are foreseen than before, and nothing came.
    there = set(played.first["issue"])
    foreseen = [row for row in undone["issue"] if row not in there]
    undone["issue"] = [row for row in undone["issue"] if row in there]
    assert undone == played.first
    assert all("expected" in row and 0 in row for row in foreseen)
