"""Two lots that are at the binder's, for tests of what comes back."""

from __future__ import annotations

from pathlib import Path

import bindery_for_tests as made
from buckram.desk.bindery import coming_back as back
from buckram.rules.status import Status
from buckram.storage import issues
from buckram.storage.bindery import returned, units
from buckram.storage.bindery.returned import BackLine
from library_for_tests import Shelf


class LotsOut:
    """A lot that was sent: three units of two titles, and a rush lot with one unit of a third."""

    def __init__(self, path: Path) -> None:
        self.shelf = shelf = Shelf(path)
        binder = made.binder(shelf, currency="EUR")
        self.binder = binder
        sent = {"state": "sent", "sent_on": "2026-11-01", "due_back_on": "2026-11-29"}
        self.lot = made.lot(shelf, binder, **sent)
        self.rush = made.lot(shelf, binder, "2026-02", **{**sent, "service": "rush", "sent_on": "2026-11-08"})
        first = made.bound_title(shelf, binder, "Annals of tests", "0317-8471", volumes=2)
        second = made.bound_title(shelf, binder, "Bulletin of tests", "0000-0019")
        third = made.bound_title(shelf, binder, "Cahiers [de tests]", "1050-124X")
        self.titles = first, second, third
        self.units = [
            made.unit(shelf, first, self.lot, state="shipped", issues=range(12), label="v.10 (2024)"),
            made.unit(shelf, first, self.lot, state="shipped", issues=range(12, 24), label="v.11 (2025)"),
            made.unit(shelf, second, self.lot, state="shipped"),
            made.unit(shelf, third, self.rush, state="shipped", rush=1),
        ]
        for n, unit in enumerate(self.units, 1):
            number, spine = f"T26{n:05}", '["ANNALS","v.10"]'
            made._insert(
                shelf, "ticket", unit_id=unit, number=number, lettering=spine, fields="{}", made_at=made.AT,
                made_by="mary",
            )  # fmt: skip
        with shelf.library.transaction():
            shelf.library.execute("UPDATE lot_line SET price = '14.50'")
        self.desk = shelf.desk()

    def line(self, n: int) -> BackLine:
        """The line of the unit, by its place."""
        found = returned.of_unit(self.desk.library, self.units[n])
        assert found is not None
        return found

    def statuses(self, n: int) -> set[Status]:
        """What the boxes of a unit say."""
        library = self.desk.library
        return {issues.get(library, one.issue_id).status for one in units.pieces(library, self.units[n])}

    def sums(self) -> str:
        return back.sums_of(self.desk.library, self.lot).balance
