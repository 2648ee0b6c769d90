"""The words of the script, as the things in the library that they mean."""

from __future__ import annotations

import re

from buckram.desk.bindery.due import due
from buckram.desk.bindery.due_unit import DueUnit
from buckram.desk.desk import Desk
from buckram.rules.bindery.states import State
from buckram.storage import issues
from buckram.storage.bindery import binders, collations, lots, returned, units
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.bindery.lots import Lot
from buckram.storage.bindery.returned import BackLine
from buckram.storage.bindery.units import Unit
from buckram.storage.issues import Issue
from buckram.storage.library import Library


class Named:
    """Finds titles, units, pieces and lots by the names that people call them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._titles: dict[str, int] = {}

    def title(self, name: str) -> int:
        """The title of this name, with or without what follows its colon."""
        if name not in self._titles:
            rows = self.library.rows(
                "SELECT id FROM title WHERE name = ? OR name LIKE ?", (name, f"{name} : %")
            )
            assert len(rows) == 1, f"{len(rows)} titles are called {name}"
            self._titles[name] = rows[0][0]
        return self._titles[name]

    def unit(self, title: str, label: str) -> Unit:
        """The unit of a title by its label, or by how that begins."""
        own = units.of_title(self.library, self.title(title))
        found = [one for one in own if one.label == label] or [
            one for one in own if one.label.startswith(label)
        ]
        assert len(found) == 1, f"{title}, {label}: {[one.label for one in own]}"
        return found[0]

    def due(self, desk: Desk, title: str, label: str) -> DueUnit | Unit:
        """What is due of a title, or made and in no lot."""
        title_id = self.title(title)
        found = [
            one for one in due(self.library, desk.today(), title_id=title_id) if one.label.startswith(label)
        ]
        if not found:
            return self.unit(title, label)
        assert len(found) == 1, f"{title}, {label}: {[one.label for one in found]}"
        return found[0]

    def place(self, title: str, label: str, piece: str) -> BenchPlace:
        """A place of a unit, by its number on the card or its label."""
        every = collations.places(self.library, self.unit(title, label).id)
        found = [one for one in every if piece in (one.number, one.label)]
        assert len(found) == 1, f"{title}, {label}, {piece}: {[one.number for one in every]}"
        return found[0]

    def issue(self, title: str, label: str) -> Issue:
        """An issue by its label, or how that begins."""
        row = self.library.rows(
            "SELECT id FROM issue WHERE title_id = ? AND label LIKE ? AND run = 'basic'",
            (self.title(title), f"{label}%"),
        )
        assert len(row) == 1, f"{len(row)} issues of {title} are called {label}"
        return issues.get(self.library, row[0][0])

    def lot(self, number: str) -> Lot:
        """A lot by its number."""
        found = [one for one in lots.every(self.library) if one.number == number]
        assert len(found) == 1, f"{len(found)} lots are called {number}"
        return found[0]

    def line(self, lot: str, title: str, label: str) -> BackLine:
        """The line of a unit in a lot."""
        unit = self.unit(title, label)
        return next(one for one in returned.of_lot(self.library, self.lot(lot).id) if one.unit_id == unit.id)

    def binder(self, name: str) -> Binder:
        """A binder, by how its name begins."""
        return next(one for one in binders.known(self.library) if one.name.startswith(name))


def of_state(found: list[Unit], *states: State) -> list[Unit]:
    """The units that are in one of these states."""
    return [one for one in found if one.state in states]


def parts(about: str) -> list[str]:
    """ "Merkur, Jahrg.78; no.3" parted at its semicolons."""
    return [part.strip() for part in re.split(r";", about) if part.strip()]
